"""A plan before it is kept, in every ceremony that has plans: previewed, edited, saved once, by its author alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NoReturn

import pytest

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.features.lean_coffee.actions.recurring import RECURRING as SERIES
from bot.features.refinement.actions.recurring import RECURRING as REMINDER
from bot.schedule.drafts import Draft, DraftSaved, keep_draft
from bot.schedule.recurrence import Recurrence
from bot.series.actions.plans import save_plan
from bot.series.recurring import CHANNEL, Recurring
from bot.store.unit import RunningStore
from tests.features.desk import ANA, BEN, Desk, Told, text_of, value_of

PLANS = [
    pytest.param(SERIES, "/coffee every other tuesday at 10:00", "/coffee series", id="series"),
    pytest.param(REMINDER, "/refine remind every other tuesday at 10:00", "/refine reminders", id="reminder"),
]
every_plan = pytest.mark.parametrize(("recurring", "line", "listing"), PLANS)
GONE = "This preview is no longer valid"


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)


class Plan:
    """One plan as its author sees it, and what can be done with it."""

    def __init__(self, desk: Desk, recurring: Recurring, line: str, listing: str) -> None:
        self.desk, self.purpose, self.line, self.listing = desk, recurring.name, line, listing

    async def previewed(self) -> dict[str, Any]:
        return (await self.desk.command(ANA, self.line)).message

    async def presses(self, verb: str, preview: dict[str, Any], person: str = ANA, **other: Any) -> Told:
        action = f"{self.purpose}:{verb}_plan"
        return await self.desk.click(person, action, value_of(preview, action), **other)

    async def edits(self, preview: dict[str, Any], **typed: str) -> Told:
        return await self.desk.submit(ANA, (await self.presses("edit", preview)).form, typed)

    async def kept(self) -> int:
        """Count what the channel's list shows."""
        return (await self.desk.command(ANA, self.listing)).text.count("Next: ")


@pytest.fixture
def plan(desk: Desk, recurring: Recurring, line: str, listing: str) -> Plan:
    return Plan(desk, recurring, line, listing)


@every_plan
async def test_a_plan_is_saved_once_and_by_its_author_alone(plan: Plan) -> None:
    preview = await plan.previewed()
    assert await plan.kept() == 0
    assert GONE in (await plan.presses("save", preview, BEN)).text
    saved = (await plan.presses("save", preview)).private
    assert saved[0]["text"].startswith("Saved: Every 2 weeks on Tuesday at 10:00, Europe/London, in <#C0GUILD>")
    for verb in ("save", "edit", "drop"):
        assert (await plan.presses(verb, preview)).private == saved
    assert saved[0]["replace_original"]
    assert "blocks" not in saved[0]
    assert await plan.kept() == 1


@every_plan
async def test_a_save_that_is_delivered_twice_is_told_once(plan: Plan) -> None:
    preview = await plan.previewed()
    assert "Saved: " in (await plan.presses("save", preview, trigger_id="the same")).text
    assert (await plan.presses("save", preview, trigger_id="the same")).nothing
    assert await plan.kept() == 1


@every_plan
async def test_the_edited_plan_takes_the_place_of_the_one_before(plan: Plan) -> None:
    preview = await plan.previewed()
    again = (await plan.edits(preview, time="16:30")).form
    assert "at 16:30" in text_of(again)
    for _ in range(2):
        told = await plan.desk.submit(ANA, again, trigger_id="the same")
    assert told.nothing
    assert await plan.kept() == 1


@every_plan
async def test_the_preview_that_was_edited_says_at_once_what_was_saved(plan: Plan) -> None:
    preview = await plan.previewed()
    again = (await plan.edits(preview, time="16:30")).form
    told = await plan.desk.submit(ANA, again)
    (replaced,) = told.private
    assert replaced["text"].startswith("Saved: Every 2 weeks on Tuesday at 16:30, Europe/London, in <#C0GUILD>")
    assert replaced["replace_original"]
    assert "blocks" not in replaced
    assert replaced["text"] in text_of(told.form)


@every_plan
@pytest.mark.parametrize("verb", ["save", "edit", "drop"])
async def test_each_preview_on_the_way_to_a_plan_says_what_was_saved_and_loses_its_buttons(plan: Plan, verb: str) -> None:
    preview = await plan.previewed()
    first, second = [(await plan.edits(preview, time=time)).form for time in ("16:30", "17:00")]
    await plan.desk.submit(ANA, second)
    told = await plan.presses(verb, preview)
    assert [one["text"][:49] for one in told.private] == ["Saved: Every 2 weeks on Tuesday at 17:00, Europe/"]
    assert told.private[0]["replace_original"]
    assert told.forms == []
    assert "Tuesday at 17:00" in text_of((await plan.desk.submit(ANA, first)).form)
    assert await plan.kept() == 1


@every_plan
async def test_what_is_typed_in_a_form_whose_plan_was_saved_meanwhile_stays_there(plan: Plan) -> None:
    preview = await plan.previewed()
    form = (await plan.presses("edit", preview)).form
    await plan.presses("save", preview)
    told = await plan.desk.submit(ANA, form, {"time": "18:00"})
    assert told.notice.startswith("Saved: Every 2 weeks on Tuesday at 10:00")
    assert [block["type"] for block in told.form["blocks"]].count("input") > 5
    assert await plan.kept() == 1


@every_plan
async def test_a_plan_that_was_saved_says_so_for_days(plan: Plan) -> None:
    preview = await plan.previewed()
    await plan.presses("save", preview)
    plan.desk.clock.advance(timedelta(days=3))
    assert "Saved: " in (await plan.presses("save", preview)).text


@every_plan
async def test_a_plan_that_was_dropped_is_gone(plan: Plan) -> None:
    preview = await plan.previewed()
    await plan.presses("drop", preview, BEN)
    assert (await plan.presses("edit", preview)).forms
    assert (await plan.presses("drop", preview)).private == [{"delete_original": True}]
    for verb in ("save", "edit"):
        assert GONE in (await plan.presses(verb, preview)).text


@every_plan
async def test_a_plan_that_was_dropped_is_not_saved_by_the_form_that_was_made_of_it(plan: Plan) -> None:
    preview = await plan.previewed()
    again = (await plan.edits(preview)).form
    await plan.presses("drop", preview)
    assert GONE in (await plan.desk.submit(ANA, again)).notice
    assert await plan.kept() == 0


@every_plan
async def test_a_plan_waits_a_day(plan: Plan) -> None:
    preview = await plan.previewed()
    form = (await plan.presses("edit", preview)).form
    plan.desk.clock.advance(timedelta(hours=25))
    for verb in ("save", "edit"):
        told = await plan.presses(verb, preview)
        assert GONE in told.text
        assert told.private[0]["replace_original"]
    assert GONE in (await plan.desk.submit(ANA, form)).notice


@every_plan
async def test_a_plan_is_kept_only_where_the_bot_can_post(plan: Plan) -> None:
    preview = await plan.previewed()
    again = (await plan.edits(preview)).form
    plan.desk.loses("C0GUILD")
    assert "I am not in this channel." in (await plan.presses("save", preview)).text
    assert "I am not in this channel." in (await plan.desk.submit(ANA, again)).text
    plan.desk.slack.refused_channels.clear()
    plan.desk.real.advance(timedelta(minutes=1))
    assert "Saved: " in (await plan.presses("save", preview)).text


def never(plan: object) -> NoReturn:
    raise ZeroDivisionError


@pytest.mark.parametrize("recurring", [SERIES, REMINDER], ids=["series", "reminder"])
async def test_what_cannot_be_kept_leaves_its_draft(store: RunningStore, workspace: WorkspaceId, recurring: Recurring) -> None:
    wanted = Draft(Recurrence("FREQ=DAILY", datetime(2030, 1, 1, 10), "UTC"), "Guild", extras={CHANNEL: "C0GUILD"})
    named = await store.write(keep_draft, workspace, None, purpose=recurring.name, person=ANA, draft=wanted)
    with pytest.raises(ZeroDivisionError):
        await store.write(save_plan, workspace, None, recurring=replace(recurring, terms=never), person=ANA, draft=named)
    assert await store.write(save_plan, workspace, None, recurring=recurring, person=ANA, draft=named) == wanted
    with pytest.raises(DraftSaved):
        await store.write(save_plan, workspace, None, recurring=recurring, person=ANA, draft=named)
