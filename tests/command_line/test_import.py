"""`import` shows what a file becomes, asks, and writes it; what it cannot do it says in a sentence."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from click.testing import Result

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, PersonId, RandomIds, WorkspaceId
from bot.features.refinement.rules.items import Item, ItemState
from bot.features.refinement.store import items
from bot.store.opening import open_store
from bot.store.unit import Read, RunningStore, Unit
from bot.teams import store as teams
from bot.teams.people import Channel
from tests.command_line.typed import typed

TEAM, GUILD, BOT = WorkspaceId("T0TEAM"), ChannelId("C0GUILD"), PersonId("U0BOT")
NOW = datetime(2026, 12, 5, 10, 15, tzinfo=UTC)
CSV = """title;why;state;done
Save <a> card;fewer baskets;;
Refund;;done;2026-02-27
;no title;;
Later;;never;
"""
SHOWN = """To refine next in #guild:
2 new items  ·  2 lines refused

Refused
Line 4: it has no title.
Line 5: “never” is no state: to refine, ready, started, done or parked.

New
Line 2: Save <a> card
Line 3: Refund  ·  done  ·  done 27 February 2026

"""
T = TypeVar("T")
pytestmark = pytest.mark.timeout(method="thread")
"""A signal does not reach a test whose command runs a loop."""


@pytest.fixture
def url(alone: None, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of a bot that knows #guild, which had another id before, and two channels called #old."""
    monkeypatch.setenv("DATABASE_URL", database_url)

    def known(unit: Unit) -> None:
        teams.keep_workspace(unit, name="Acme", domain="acme", bot_user=BOT)
        for channel, name in ((GUILD, "guild"), (ChannelId("C0OLD"), "old"), (ChannelId("C1OLD"), "old")):
            teams.keep_channel(unit, Channel(channel, name))
        teams.keep_became(unit, ChannelId("C0WAS"), GUILD)

    asyncio.run(beside(database_url, lambda store: store.write(known, TEAM)))
    return database_url


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "queue.csv"
    path.write_text(CSV, encoding="utf-8-sig")
    return str(path)


async def beside(url: str, does: Callable[[RunningStore], Awaitable[T]]) -> T:
    """Do something with a store of the database, and close it."""
    clock = SetClock(NOW)
    store = open_store(url, clock=clock, real=clock, ids=RandomIds(), answers={}, on_commit=lambda rooms: None, connections=1)
    await store.start()
    try:
        return await does(store)
    finally:
        await store.stop()


def queue_of(url: str) -> list[Item]:
    def queue(read: Read) -> list[Item]:
        return [one for number in (1, 2, 3) if (one := items.numbered(read, GUILD, number))]

    return asyncio.run(beside(url, lambda store: store.read(queue, TEAM)))


def assert_said(done: Result, *parts: str) -> None:
    assert done.exit_code == 1, done.output
    assert [part for part in parts if part not in done.output] == [], done.output


def test_nothing_is_imported_before_somebody_agrees_to_what_is_shown(url: str, file: str) -> None:
    assert_said(typed("import", "#guild", file, answer="n\n"), SHOWN, "Nothing was imported.")
    assert_said(typed("import", "#guild", file, answer=""), SHOWN, "Nothing was imported. With --yes nothing is asked.")
    assert queue_of(url) == []
    done = typed("import", "#guild", file, answer="y\n")
    assert (done.exit_code, done.stdout) == (3, f"{SHOWN}Import this? [y/N]: y\n2 items added.\n")
    card, refund = queue_of(url)
    assert (card.title, card.why, card.state, card.author) == ("Save <a> card", "fewer baskets", ItemState.TO_REFINE, BOT)
    assert (refund.title, refund.state, refund.done) == ("Refund", ItemState.DONE, date(2026, 2, 27))


def test_with_yes_nothing_is_asked_and_a_second_time_all_is_there(url: str, file: str) -> None:
    Path(file).write_text("Save a card | fewer baskets\nRefund\n", encoding="utf-8")
    done = typed("import", "C0WAS", file, "--yes")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "2 items added.")
    assert_said(
        typed("import", "Guild", file, "--yes"), "2 are there already", "Line 2: #2  ·  Refund", "There is nothing to import."
    )
    assert len(queue_of(url)) == 2


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("#nowhere", "The bot knows no channel #nowhere."),
        ("old", "Several channels are called #old: name one by its id (C0OLD, C1OLD)."),
    ],
)
def test_a_channel_that_is_not_known_or_not_clear_is_said(url: str, file: str, channel: str, said: str) -> None:
    assert_said(typed("import", channel, file, "--yes"), said)
    assert queue_of(url) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"title\nCaf\xe9\n", "The file is not UTF-8 from line 2 on."),
        (b"title,why\n", "has no line that could become an item."),
        (b"title\n" + b"x\n" * 2_001, "2001 lines are too many: at most 2000 are imported at once."),
        (b"x\n" * 101, "101 lines are too many: a list has at most 100."),
        (b"x" * 2_000_001, "The file is too large: at most 2000 kB are read."),
    ],
)
def test_a_file_that_cannot_be_taken_is_said(url: str, tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "odd.csv"
    if content is not None:
        path.write_bytes(content)
    assert_said(typed("import", "guild", str(path), "--yes"), said)
    assert queue_of(url) == []


def test_a_file_that_a_running_bot_holds_is_said_and_a_server_is_written_to_beside_it(url: str, file: str) -> None:
    async def beside_a_bot(_: RunningStore) -> Result:
        return await asyncio.to_thread(typed, "import", "guild", file, "--yes")

    done = asyncio.run(beside(url, beside_a_bot))
    if url.startswith("sqlite"):
        assert_said(done, "is in use by another process", "import in Slack: `/refine import`")
    else:
        assert (done.exit_code, done.stdout.splitlines()[-1]) == (3, "2 items added.")
        assert len(queue_of(url)) == 2


def test_where_no_bot_has_run_yet_that_is_said(alone: None, file: str, tmp_path: Path) -> None:
    done = typed("import", "guild", file, "--yes", DATABASE_URL="sqlite:///never.db")
    assert_said(done, "There is no database at")
    assert not (tmp_path / "never.db").exists()
