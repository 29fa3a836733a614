"""Puts a copy in the place of a database, and has the bot in it forget no time and repeat nothing."""

import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from bot.core.clock import Clock, RealClock
from bot.core.ids import MACHINE, MeetingId
from bot.core.trace import kind_of
from bot.delivery import messages
from bot.delivery.restored import leave_in_place, post_nothing_old
from bot.house.features import ANSWERED_BY, CEREMONIES, ROOMS_AND_FEATURES, answers_of
from bot.meetings.store.meetings import open_meetings
from bot.schedule.catching_up import pass_over
from bot.schedule.heartbeat import Outage, note_told, pulse
from bot.store import sqlite_file
from bot.store.backup import examine_file, kind_of_copy, refuse_unfit, sync_folder
from bot.store.changing import changing
from bot.store.copies import POSTGRES, Copy, CopyFailed
from bot.store.diagnosis import is_full
from bot.store.errors import StoreHeld
from bot.store.migrate import migrate
from bot.store.opening import read_url
from bot.store.revisions import head
from bot.store.schema import whole_schema
from bot.store.unit import RunningStore, Unit
from bot.teams.store import served

_REPLICA = "restore"
_BESIDE = ("-wal", "-shm")


@dataclass(frozen=True)
class Restored:
    """What a database holds now; `since`: until when it knows what happened (UTC); `aside`: where the one before it is."""

    copy: Copy
    since: datetime | None
    aside: Path | None = None


async def restore(url: str, file: Path, *, migrates: bool = False, clock: Clock | None = None) -> Restored:
    """Put a backup in the place of the database that no bot works with. Raise CopyFailed, StoreUnavailable, StoreUnusable, or ValueError."""
    whole_schema()
    place, clock = read_url(url), clock or RealClock()
    if kind_of_copy(file) == POSTGRES:
        from bot.store import postgres_copy  # noqa: PLC0415 - its driver is 9 MB, of which nobody on SQLite has use

        found = postgres_copy.examine(file)
    else:
        found = examine_file(file)
    refuse_unfit(found, place)
    if found.revision != head() and not migrates:
        raise CopyFailed(
            f"The backup is at revision {found.revision}, and this version needs {head()}.", "Say --migrate to bring it there."
        )
    if place.get_backend_name() == "sqlite":
        return await _to_file(sqlite_file.path_of(place), file, found, clock)
    return await _to_server(url, place, file, found, clock)


async def _to_file(path: Path, file: Path, found: Copy, clock: Clock) -> Restored:
    hold = sqlite_file.Hold(path)
    try:
        hold.take()
    except StoreHeld as held:
        raise CopyFailed(str(held)) from held
    part = path.with_name(f".{path.name}.restoring")
    try:
        _copy(file, part, path)
        since = await _made_ready(URL.create("sqlite", database=str(part)).render_as_string(), clock)
        _bring_home(part)
        aside = _put_aside(path, clock.now())
        os.replace(part, path)  # noqa: PTH105 - as os.link: at no moment is there no database
        sync_folder(path.parent)
    finally:
        for left in (part, *(part.with_name(part.name + beside) for beside in (*_BESIDE, "-lock", "-journal"))):
            left.unlink(missing_ok=True)
        hold.release()
    return Restored(found, since, aside)


async def _to_server(url: str, place: URL, file: Path, found: Copy, clock: Clock) -> Restored:
    from bot.store import postgres_copy  # noqa: PLC0415 - as above

    if postgres_copy.is_worked_with(place):
        raise CopyFailed("A bot works with this database, or did ten seconds ago.", "Stop every replica first.")
    postgres_copy.bring_back(place, file)
    return Restored(found, await _made_ready(url, clock))


def said_of(done: Restored, now: datetime) -> list[str]:
    """Say what a restored copy means for those who use the bot."""
    lines = [f"Restored: {done.copy.total} rows, revision {head()}."]
    if done.aside is not None:
        lines.append(
            f"The database that was there is {done.aside}. Delete it when you need it no more: it holds what people wrote."
        )
    if done.since is None:
        return lines
    hours = (now - done.since).total_seconds() / 3600
    return [
        *lines,
        f"The copy knows what happened until {done.since:%Y-%m-%d %H:%M} UTC, {hours:.1f} hours ago.",
        "What was done since is lost here and stands in Slack: boards and summaries of then stay, and their buttons say that they are over.",
        "Meetings that were open then end, or go on where their time is not over; what comes again goes on with its next date.",
        "Who was erased since is there again: erase them again. A workspace that was added since is to be installed again.",
        "Start the bot; then `python -m bot doctor` says whether all goes on.",
    ]


async def _made_ready(url: str, clock: Clock) -> datetime | None:
    """Migrate a copy where it is older, and have it know how long nobody was alive; return until when it knows what happened."""
    migrate(url)
    async with changing(url, clock, answers=answers_of(ANSWERED_BY)) as store:
        return await settle(store)


async def settle(store: RunningStore) -> datetime | None:
    """Have a database that is older than Slack go on from now: nothing old is posted anew, no date that is over is told of.

    Meetings that were open are given back what they lost, or end, as after an outage; return when that began.
    """
    workspaces = await store.read(served, MACHINE)
    _, outages = await store.write(pulse, MACHINE, None, _REPLICA, True)
    for workspace in workspaces:
        await store.write(_settle, workspace, None, outages)
    for outage in outages:
        await store.write(note_told, MACHINE, None, outage)
    return outages[-1].began if outages else None


def _settle(unit: Unit, outages: list[Outage]) -> None:
    post_nothing_old(unit)
    pass_over(unit)
    before = _open(unit)
    for outage in outages:
        for feature in ROOMS_AND_FEATURES:
            if feature.after_outage is not None:
                feature.after_outage(unit, outage)
    running = _open(unit)
    for ceremony, meeting in before:
        if (ceremony, meeting) in running:
            messages.to_bottom(unit, CEREMONIES[ceremony].kinds.board, meeting)
        else:
            leave_in_place(unit, CEREMONIES[ceremony].kinds.board, meeting)


def _open(unit: Unit) -> list[tuple[int, MeetingId]]:
    return [(number, meeting) for number, one in enumerate(CEREMONIES) for meeting in open_meetings(unit, one.name)]


def _copy(file: Path, part: Path, path: Path) -> None:
    try:
        part.unlink(missing_ok=True)
        os.close(sqlite_file.make_beside(part, path))
        with (
            closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as raw,
            closing(sqlite3.connect(part)) as copy,
        ):
            raw.backup(copy)
    except (sqlite3.Error, OSError) as fault:
        if is_full(fault):
            raise CopyFailed(
                f"{part.parent} cannot take the copy: the disk is full.", "Nothing was restored. Make room."
            ) from fault
        raise CopyFailed(
            f"{part.parent} cannot take a copy ({kind_of(fault)}).", "Nothing was restored. Look at its rights, and at the disk."
        ) from fault


def _bring_home(path: Path) -> None:
    """Write into the file itself what its log holds, so that it can be given its name alone."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE").fetchall()


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Give the database that stands there a name of its own beside the one that the copy takes; return that name."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.before-{now:%Y%m%d-%H%M%S}")
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for beside in _BESIDE:  # of a file that cannot be opened any more
        with suppress(FileNotFoundError):
            path.with_name(path.name + beside).rename(aside.with_name(aside.name + beside))
    try:
        os.link(path, aside)
    except OSError:  # a file system without links
        path.rename(aside)
    return aside
