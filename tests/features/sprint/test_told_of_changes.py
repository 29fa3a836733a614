"""What is told to people when the date of an event is moved, or its zone is gone."""

from sqlalchemy import update

from bot.features.sprint.kinds import SERIES
from bot.house.features import ROOMS_AND_FEATURES, alarms_of
from bot.schedule.tables import RuleRow
from bot.schedule.tick import Tick
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.teams.tables import SprintsRow
from tests.features.desk import ANA, BEN, Desk
from tests.features.refinement.scene import at
from tests.features.sprint.scene import CARD, set_up, skip_or_move


async def comes_late_to_planning(desk: Desk) -> None:
    """Announce the Sprint Planning of 1 December, to which Ben comes late."""
    await at(desk, "2026-11-28 10:00")
    await set_up(desk)
    await at(desk, "2026-11-30 09:30")
    await desk.click(BEN, "sprint:late", (await desk.the(CARD)).value("sprint:late"))


async def test_a_moved_event_is_told_to_who_comes_late(desk: Desk) -> None:
    await comes_late_to_planning(desk)
    await skip_or_move(desk, "Sprint Planning", "1 Dec", ("2026-12-02", "10:30"))
    told = await desk.the(SERIES.moved.name)
    assert told.place == BEN
    assert "Sprint Planning in <#C0GUILD> was moved: it begins" in told.text
    assert "Wed 2 Dec 10:30" in told.text


async def test_events_whose_zone_is_gone_are_paused_and_whoever_set_them_up_hears_of_each(desk: Desk) -> None:
    def lose(unit: Unit) -> None:
        for table in (RuleRow, SprintsRow):
            unit.run(update(table).where(table.workspace == in_workspace()).values(zone="Atlantis/Gone"))

    await comes_late_to_planning(desk)
    await desk.store.write(lose, desk.workspace, None)
    alarms = alarms_of(ROOMS_AND_FEATURES)
    desk.tick = Tick(desk.store, alarms, clock=desk.clock, real=desk.real)  # a process reads its zones once
    await at(desk, "2026-11-30 09:31")
    told = await desk.shown(SERIES.zone_gone.name)
    assert {one.place for one in told} == {ANA}
    gone = "in <#C0GUILD> is paused: its time zone, “Atlantis/Gone”, exists no more."
    assert sorted(one.text.partition(f" {gone}")[0] for one in told) == [
        "Daily Scrum",
        "Sprint Planning",
        "Sprint Retrospective",
        "Sprint Review",
    ]
