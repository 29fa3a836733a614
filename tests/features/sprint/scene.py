"""Sprints as they are set up by command; times as London reads them."""

from datetime import date
from typing import Any

from sqlalchemy import select

from bot.core.ids import ChannelId
from bot.schedule.recurrence import occurrences
from bot.schedule.schedules import ScheduleId, find_schedule
from bot.series import store as kept
from bot.series.rules import Series
from bot.series.tables import SeriesRow
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.teams import team_store
from bot.teams.team import Team, TeamSettings
from tests.features.desk import ANA, Desk, Told, text_of, value_of

GUILD = ChannelId("C0GUILD")
SAVE, EDIT, DROP = "sprint:save", "sprint:edit", "sprint:drop"
CARD, LINE, OUTCOME = "sprint:card", "sprint:line", "sprint:outcome"

_ALL = select(SeriesRow.id, SeriesRow.title).where(SeriesRow.workspace == in_workspace(), SeriesRow.ceremony == "sprint")


async def set_up(desk: Desk, line: str = "/sprint 2 weeks from 1 december sprint 12", person: str = ANA) -> Told:
    """Set up Sprints and save them."""
    shown = await desk.command(person, line)
    return await desk.click(person, SAVE, value_of(shown.message, SAVE))


async def team_is(desk: Desk, team: Team, settings: TeamSettings | None = None) -> None:
    """Let a team be named, and have set something."""

    def named(unit: Unit) -> None:
        team_store.keep_team(unit, team)
        if settings is not None:
            team_store.lock_team(unit, team.channel)
            team_store.keep_settings(unit, team.channel, settings)

    await desk.store.write(named, desk.workspace, None)


async def series_of(desk: Desk, title: str) -> Series:
    """Return the series of an event that has not ended."""

    def found(read: Read) -> list[Series]:
        return [one for one in kept.in_channel(read, "sprint", GUILD) if one.title == title]

    (one,) = await desk.store.read(found, desk.workspace)
    return one


async def dates(desk: Desk, title: str, first: date, last: date, ceremony: str = "sprint") -> list[str]:
    """Return when a series is held between two days, as UTC tells it."""

    def held(read: Read) -> list[str]:
        (series,) = [one for one in kept.in_channel(read, ceremony, GUILD) if one.title == title]
        rule = find_schedule(read, ScheduleId(series.id))
        assert rule is not None
        shown = []
        for one in occurrences(rule.recurrence, read.now):
            if one.held.date() > last:
                break
            if one.held.date() >= first:
                shown.append(f"{one.starts:%m-%d %H:%M}")
        return shown

    return await desk.store.read(held, desk.workspace)


async def form_of(desk: Desk, event: str, person: str = ANA, **answers: Any) -> Told:
    """Fill the form of an event in."""
    opened = await desk.click(person, "sprint:event", f"{event}/{GUILD}")
    return await desk.submit(person, opened.form, answers)


def choices_of(form: Any, name: str) -> list[str]:
    """Return the values that a field of a form offers."""
    (field,) = [block for block in form["blocks"] if block.get("block_id") == name]
    return [option["value"] for option in field["element"]["options"]]


async def skip_or_move(desk: Desk, event: str, starts: str, to: tuple[str, str] | None = None) -> None:
    """Skip the date of an event that the list of its dates names so, or move it."""
    series = await series_of(desk, event)
    form = (await desk.click(ANA, "sprint:more", f"series_change:{series.id}:0")).form
    (entry,) = [block for block in form["blocks"] if starts in text_of(block) and "accessory" in block]
    choices = {option["text"]["text"]: option["value"] for option in entry["accessory"]["options"]}
    chosen = choices["Skip" if to is None else "Move …"]
    moving = await desk.click(ANA, "sprint:series_date", chosen, view="sprint:series_until", private=series.id)
    if to is not None:
        await desk.submit(ANA, moving.form, {"starting": to[0], "time": to[1]})
    await desk.tick.run()
    await desk.tick.run()
