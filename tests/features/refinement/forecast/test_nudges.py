"""When a Product Owner is nudged, of what, and what for a Product Owner is silent."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.core.ids import ChannelId
from bot.features.refinement.actions import nudging
from bot.features.refinement.kinds import WATCH
from bot.features.refinement.rules import nudges as rules
from bot.features.refinement.rules.items import Criterion, CriterionId, ItemState
from bot.features.refinement.rules.nudges import Nudge, Readiness, SprintAhead
from bot.features.refinement.store.sprint_items import done_in_sprints, sprint_ahead
from bot.features.refinement.views.nudges import nudge
from bot.schedule.alarms import cancel_alarm
from bot.schedule.working_days import WorkingDays
from bot.store.unit import Unit
from bot.teams.away_store import add_away
from bot.teams.day_range import DayRange
from bot.teams.sprint_events import TeamSprints
from bot.teams.sprint_store import keep_sprints, usual_events
from bot.teams.sprints import SprintCalendar, SprintLength, Stretch
from bot.teams.team import DEFAULTS, Team
from bot.teams.team_store import keep_settings, keep_team, lock_team
from bot.words.words import words_for
from tests.features.desk import ANA, BEN, Desk
from tests.features.refinement.forecast.scene import GUILD, TODAY, has_items, item
from tests.features.refinement.scene import alarms

NUDGE, OPEN = "refinement:nudge", "refinement:open_item"
FRIDAY = SprintAhead(TODAY + timedelta(days=3))
"""Three working days from the Tuesday on which the clock stands."""
CRITERIA = (Criterion(CriterionId("c1"), "within 2 s", ANA),)
NOW = datetime.combine(TODAY, time(12), UTC)


async def looked_after(desk: Desk, sprint: SprintAhead | None = FRIDAY) -> None:
    def look(unit: Unit) -> None:
        nudging.look_after(unit, GUILD, sprint)

    await desk.store.write(look, desk.workspace)


@pytest.fixture
async def owned(desk: Desk) -> Desk:
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    return desk


QUEUE = [
    item(1, ItemState.READY, criteria=CRITERIA, size="3", changed=NOW),
    item(2, title="Pay by invoice", changed=NOW),
    item(3, size="5", criteria=CRITERIA),
    *(item(n, size="1", criteria=(Criterion(CriterionId(f"c{n}"), "x", ANA),), changed=NOW) for n in (4, 5)),
    item(6, size="1", changed=NOW),
    item(7, title="Out of range", changed=NOW),
]
QUEUE[2] = replace(QUEUE[2], criteria=(Criterion(CriterionId("c3"), "x", ANA),))


async def test_what_is_not_ready_is_told_three_working_days_ahead_with_a_button_for_each(owned: Desk) -> None:
    await has_items(owned, *QUEUE)
    await looked_after(owned)
    told = await owned.the(NUDGE)
    assert told.place == BEN
    assert (
        "Sprint Planning is in 3 working days. In range of a Sprint: 6 items; ready: 1; without acceptance criteria: 2; "
        "untouched for 60 days: 1." in told.text
    )
    assert "*Pay by invoice*  ·  no criteria  ·  no size" in told.text
    assert "*Item 3*  ·  untouched for long" in told.text
    assert "Out of range" not in told.text
    assert told.buttons == [OPEN] * 3
    opened = await owned.click(BEN, OPEN, "item2")
    assert "Pay by invoice" in opened.text
    assert "This item is not here." in (await owned.click(BEN, OPEN, "none")).text


async def test_a_sprint_brings_two_nudges_at_most_and_none_while_enough_is_ready(owned: Desk) -> None:
    await has_items(owned, *QUEUE)
    for days in range(-3, 3):
        owned.clock.instant = NOW + timedelta(days=days)
        await looked_after(owned)
    assert len(await owned.shown(NUDGE)) == 2
    owned.clock.instant = NOW

    def settled(unit: Unit) -> None:
        lock_team(unit, GUILD)
        keep_settings(unit, GUILD, replace(DEFAULTS, enough=1))

    await owned.store.write(settled, owned.workspace)
    await looked_after(owned, SprintAhead(TODAY + timedelta(days=1)))
    assert len(await owned.shown(NUDGE)) == 2


async def test_an_item_in_progress_for_longer_than_most_is_named_once(owned: Desk) -> None:
    long, short = TODAY - timedelta(days=14), TODAY - timedelta(days=4)
    done = [item(n, ItemState.DONE, started=date(2026, 10, 5), done=date(2026, 10, 5 + min(n - 11, 7))) for n in range(11, 22)]
    await has_items(owned, *done, item(1, ItemState.STARTED, started=long), item(2, ItemState.STARTED, started=short))
    for _ in range(2):
        await looked_after(owned, None)
    told = await owned.the(NUDGE)
    assert "*Item 1* has been in progress for 11 days; 85 % of yours were done within 6 days." in told.text
    assert "Item 2" not in told.text
    assert told.buttons == [OPEN]


async def test_who_is_away_is_not_told_and_nobody_on_a_free_day(owned: Desk) -> None:
    await has_items(owned, *QUEUE)

    def gone(unit: Unit) -> None:
        add_away(unit, BEN, DayRange(TODAY, TODAY), BEN)

    await owned.store.write(gone, owned.workspace)
    await looked_after(owned)
    owned.clock.instant = NOW + timedelta(days=4)
    await looked_after(owned, SprintAhead(TODAY + timedelta(days=8)))
    assert await owned.shown(NUDGE) == []


async def test_a_queue_is_looked_after_each_day_at_nine_from_its_first_item_on(owned: Desk) -> None:
    await owned.command(ANA, "/refine add Save a card")
    done = [item(n, ItemState.DONE, started=date(2026, 10, 5), done=date(2026, 10, 6)) for n in range(11, 22)]
    await has_items(owned, *done, item(2, ItemState.STARTED, place=9, started=TODAY))
    for hours, shown in ((20, 0), (21, 0), (45, 1), (69, 1)):
        owned.clock.instant = NOW + timedelta(hours=hours)
        await owned.tick.run()
        assert len(await owned.shown(NUDGE)) == shown, hours


async def test_an_empty_queue_is_told_unless_the_team_never_had_an_item(owned: Desk) -> None:
    await looked_after(owned)
    assert await owned.shown(NUDGE) == []
    await has_items(owned, item(1, ItemState.DONE, done=TODAY))
    await looked_after(owned)
    assert "In range of a Sprint: 0 items; ready: 0." in (await owned.the(NUDGE)).text


async def test_who_has_muted_what_is_coming_is_passed_over_for_the_deputy(owned: Desk) -> None:
    await has_items(owned, *QUEUE)
    await owned.command(BEN, "/refine mute")
    await looked_after(owned)
    assert await owned.shown(NUDGE) == []

    def deputy(unit: Unit) -> None:
        keep_team(unit, replace(lock_team(unit, GUILD), deputy=ANA))

    await owned.store.write(deputy, owned.workspace)
    await looked_after(owned)
    assert (await owned.the(NUDGE)).place == ANA


async def watched(desk: Desk) -> int:
    """Return how many queues are looked after."""
    return sum(kind == "watch" for kind, _ in await alarms(desk))


async def test_a_queue_is_looked_after_once_somebody_orders_it_or_it_was_imported(desk: Desk) -> None:
    desk.slack.people |= {ANA: {}, BEN: {}}
    await desk.command(ANA, "/refine add Save a card")
    assert await watched(desk) == 0
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    assert await watched(desk) == 1

    def nobody(unit: Unit) -> None:
        keep_team(unit, Team(GUILD))

    await desk.store.write(nobody, desk.workspace)
    desk.clock.instant = NOW + timedelta(days=1)
    await desk.tick.run()
    assert await watched(desk) == 0
    form = (await desk.command(ANA, "/refine team")).form
    await desk.submit(ANA, form, {"product_owner": BEN})
    assert await watched(desk) == 1


async def test_a_queue_that_was_only_imported_is_looked_after(owned: Desk) -> None:
    def none(unit: Unit) -> None:
        cancel_alarm(unit, WATCH, GUILD)

    await owned.store.write(none, owned.workspace)
    shown = await owned.submit(ANA, (await owned.command(ANA, "/refine import")).form, {"list_1": "Save a card"})
    await owned.submit(ANA, shown.form)
    assert await watched(owned) == 1


async def test_a_teams_own_sprints_say_when_planning_is_and_how_much_is_in_range(owned: Desk) -> None:
    sprints = SprintCalendar((Stretch(1, date(2026, 10, 19), SprintLength(2)),))
    done = [item(n, ItemState.DONE, done=date(2026, 10, 19) + timedelta(days=n - 11)) for n in range(11, 39)]
    await has_items(owned, *QUEUE, *done)

    def set_up(unit: Unit) -> None:
        lock_team(unit, GUILD)
        keep_sprints(unit, GUILD, TeamSprints(sprints, "Europe/London", ANA, usual_events(unit, GUILD)))

    await owned.store.write(set_up, owned.workspace)
    ahead = await owned.store.read(sprint_ahead, owned.workspace, GUILD, TODAY)
    assert ahead == SprintAhead(date(2026, 12, 14), (14, 14, 0))
    assert await owned.store.read(done_in_sprints, owned.workspace, GUILD, date(2026, 11, 3)) == (14,)
    await owned.command(ANA, "/refine add Save a card")
    for moment in (datetime(2026, 12, 8, 20, tzinfo=UTC), datetime(2026, 12, 9, 9, 0, 30, tzinfo=UTC)):
        owned.clock.instant = moment
        await owned.tick.run()
    assert "Sprint Planning is in 3 working days. In range of a Sprint: 8 items" in (await owned.the(NUDGE)).text


def test_ages_are_counted_in_working_days_and_told_from_ten_done_items_on() -> None:
    days = WorkingDays()
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    cycles = [(friday, monday)] * 10
    started = [item(1, ItemState.STARTED, started=friday), item(2, ItemState.STARTED, started=monday), item(3)]
    assert [(one.item.number, one.days, one.usual) for one in rules.aged(started, cycles, TODAY, days)] == [(1, 3, 2)]
    assert rules.aged(started, cycles[1:], TODAY, days) == ()
    on_sunday = [(date(2026, 11, 29), date(2026, 11, 29))] * 10
    assert [one.usual for one in rules.aged(started, on_sunday, TODAY, days)] == [1, 1]


def test_working_days_are_counted_up_to_planning() -> None:
    days = WorkingDays(free=(date(2026, 12, 2),))
    counted = [rules.working_days_until(TODAY + timedelta(days=ahead), TODAY, days) for ahead in range(-1, 5)]
    assert counted == [0, 0, 0, 1, 2, 2]
    assert ChannelId("C0GUILD") == GUILD


@pytest.mark.parametrize(("days", "said"), [(1, "untouched for 1 day: 2."), (60, "untouched for 60 days: 2.")])
def test_one_day_is_no_days(days: int, said: str) -> None:
    found = Readiness(in_range=6, ready=1, without_criteria=0, untouched=2, untouched_days=days, ready_in_all=1, enough=12)
    told = nudge(words_for("en-GB", "UTC"), ChannelId("C0GUILD"), Nudge(3, found, (), ()))
    assert told.text.endswith(said)
