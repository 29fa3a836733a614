"""Reminders as they are planned by command; times as London reads them."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from bot.delivery.tables import MessageRow
from bot.schedule.tables import AlarmRow
from bot.series.tables import SeriesRow
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.desk import ANA, Desk, Told, options_of, value_of

LONDON = ZoneInfo("Europe/London")
EVERY_OTHER = "/refine remind every other tuesday at 10:00"
SAVE, EDIT, DROP = "refinement:save_plan", "refinement:edit_plan", "refinement:drop_plan"
LATE, ABSENT, MORE = "refinement:late", "refinement:absent", "refinement:more"
CARD, LINE, MISSED = "refinement:card", "refinement:line", "refinement:missed"

_REMINDERS = select(SeriesRow.id).where(SeriesRow.workspace == in_workspace(), SeriesRow.ceremony == "refinement")
_ALARMS = (
    select(AlarmRow.kind, AlarmRow.due)
    .where(AlarmRow.workspace == in_workspace(), AlarmRow.kind.startswith("refinement:"))
    .order_by(AlarmRow.due, AlarmRow.kind)
)
_WANTED = select(MessageRow.wanted).where(MessageRow.workspace == in_workspace(), MessageRow.screen == bindparam("of"))


def london(text: str) -> datetime:
    """Return the instant of `2026-12-01 10:00` in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


async def at(desk: Desk, text: str) -> None:
    """Let the time come, and ring what is due by then."""
    desk.clock.instant = london(text)
    await desk.tick.run()


async def preview(desk: Desk, line: str = EVERY_OTHER, person: str = ANA, **other: Any) -> Told:
    return await desk.command(person, line, **other)


async def plan(desk: Desk, line: str = EVERY_OTHER, person: str = ANA, **other: Any) -> str:
    """Plan a reminder and save it; return its id."""
    before = set(await reminders(desk))
    shown = await preview(desk, line, person, **other)
    await desk.click(person, SAVE, value_of(shown.message, SAVE))
    (made,) = set(await reminders(desk)) - before
    return made


async def reminders(desk: Desk) -> list[str]:
    def ids(read: Read) -> list[str]:
        return [row.id for row in read.rows(_REMINDERS)]

    return await desk.store.read(ids, desk.workspace)


async def alarms(desk: Desk) -> list[tuple[str, str]]:
    """Return what will wake refinement, as London reads it."""

    def due(read: Read) -> list[tuple[str, str]]:
        return [(row.kind.partition(":")[2], f"{row.due.astimezone(LONDON):%Y-%m-%d %H:%M}") for row in read.rows(_ALARMS)]

    return await desk.store.read(due, desk.workspace)


async def wanted(desk: Desk, screen: str) -> int:
    """Return the revision in which the one message of a screen is wanted: it grows when it is to be drawn anew."""

    def revision(read: Read) -> int:
        return int(read.rows(_WANTED, {"of": screen})[0].wanted)

    return await desk.store.read(revision, desk.workspace)


async def choose(desk: Desk, choice: str, person: str = ANA, place: int = 0, listed: Told | None = None) -> Told:
    """Choose in the ⋮ menu of a listed reminder, and say so twice where it is asked once more."""
    shown = listed or await desk.command(person, "/refine reminders")
    told = await desk.click(person, MORE, options_of(shown.message, MORE)[place][choice])
    return await desk.submit(person, told.form) if told.forms else told
