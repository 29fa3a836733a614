"""The database away for a minute, a locked file, every fault of Slack's in the midst of a meeting: nothing lost, and it catches up."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.rehearsal.injected_faults import Fault
from tests.fakes.room_client import conversation
from tests.fakes.until import until
from tests.faults.replicas import stage
from tests.faults.test_killed import ballot
from tests.faults.test_killed import open_vote as begin_vote
from tests.faults.town import Town, town
from tests.plugins.repeatable import ON_CI

ANA, BEN, GUILD = "U0ANA", "U0BEN", "C0GUILD"
AWAY = {"sqlite": timedelta(seconds=10), "postgresql": timedelta(seconds=60)}
WISHES = "collect 5m vote 5m box 5m thumbs 5m votes visible for 1h"
FAULTS = [
    *(Fault("429", method, 2, retry_after=seconds) for method in ("chat.postMessage", "chat.update") for seconds in (1, 30)),
    *(
        Fault(kind, method, 2)
        for kind in ("500", "refuse", "accept_then_lose")
        for method in ("chat.postMessage", "chat.update", "chat.delete")
    ),
]
SLOW_FAULTS = [Fault("hang", method, 1) for method in ("chat.postMessage", "chat.update", "chat.delete")]
"""Each takes the five seconds after which the bot gives a call up."""


@contextmanager
def away(url: str) -> Iterator[None]:
    """Take the database away: a file is locked by another process, a server lets nobody in and sends away who is."""
    if url.startswith("sqlite"):
        other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()
        return
    name = url.rsplit("/", 1)[1].partition("?")[0]
    with psycopg.connect(url.replace(f"/{name}", "/postgres"), autocommit=True) as server:
        server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())


async def open_vote(scene: Town) -> None:
    """Bring a meeting of two people and two topics into its vote."""
    for person, topic in ((ANA, "Flaky tests"), (BEN, "On-call")):
        await scene.say(person, f"/coffee topic {topic}")
    await scene.say(ANA, f'/coffee start "Guild" {WISHES}')
    await scene.press(BEN, "lean_coffee:check_in")
    await scene.idle()
    await scene.press(ANA, "lean_coffee:open_vote")
    await scene.idle()


async def vote(scene: Town, person: str, *rows: int) -> None:
    """Give dots to topics by their place, and say that this is all."""
    await scene.press(person, "lean_coffee:vote")
    for row in rows:
        form = scene.room.views.stacks[person][-1]
        placed = [each for each in form.payload["blocks"] if str(each.get("block_id", "")).startswith("row_")][row]
        await scene.people.click_view(person, form.id, "lean_coffee:give_dot", block_id=placed["block_id"])
    await scene.people.submit(person, scene.room.views.stacks[person][-1].id, {})
    await scene.dismiss(person)


async def whispers(scene: Town, person: str) -> list[str]:
    """Give what only this person was told in the channel, the oldest first."""
    seen: dict[str, Any] = conversation(await scene.people.view(person), GUILD)
    return [each["text"] for each in seen["messages"] if each["ephemeral"]]


@pytest.fixture(params=["sqlite", "postgresql"] if ON_CI else ["postgresql"])
def lost_url(request: pytest.FixtureRequest) -> str:
    """An empty database to be taken away; a locked file is waited for long in real time, so CI alone does that."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


async def test_while_the_database_is_away_people_are_told_so_and_nothing_is_lost(lost_url: str) -> None:
    async with town(lost_url) as scene:
        await open_vote(scene)
        await vote(scene, BEN, 0, 0, 1)
        await scene.idle()
        engine = lost_url.partition(":")[0]
        scene.hurries = False
        with away(lost_url):
            told = len(await whispers(scene, ANA))
            assert (await scene.people.command(ANA, GUILD, "/coffee topic Retros"))["outcome"] == "ok"

            async def is_told() -> bool:
                return len(await whispers(scene, ANA)) > told

            await until(is_told)
            said = (await whispers(scene, ANA))[-1]
            assert said.startswith("My database does not answer. Nothing was changed."), said
            assert "/coffee topic Retros" in said
            await until(lambda: not scene.house.health()["database"])
            scene.time.pass_to(scene.time.now() + AWAY[engine])
        scene.hurries = True
        await until(lambda: scene.house.is_open and all(scene.house.health().values()))
        await scene.say(ANA, "/coffee topic Retros")
        await vote(scene, ANA, 1)
        await scene.idle()
        assert "Voted (2 of 2 here)" in str(scene.room.journal.calls("chat.update")[-1]["args"]["blocks"])


@pytest.mark.parametrize("fault", [*FAULTS, *SLOW_FAULTS] if ON_CI else FAULTS[1:2] + FAULTS[-3:-2], ids=str)
async def test_whatever_slack_fails_in_every_change_is_shown_and_no_board_stands_twice(sqlite_url: str, fault: Fault) -> None:
    async with town(sqlite_url) as scene:
        await open_vote(scene)
        scene.room.faults.add(fault)
        await vote(scene, BEN, 0, 0, 1)
        await scene.idle()
        await scene.choose(ANA, "lean_coffee:more", "close_vote")
        await scene.idle()
        await scene.people.ahead(301)  # the box is over: a post, and the old board is deleted
        for person in (ANA, BEN):
            await scene.press(person, "lean_coffee:thumb_next")
        await scene.people.ahead(3600)
        await scene.idle()
        assert not scene.room.faults.on
        (summary,) = [each for each in scene.room.workspace.messages[GUILD].values() if each.is_bot and each.addressee is None]
        assert "what came out" in summary.text


@pytest.mark.skipif(not ON_CI, reason="starts two processes of its own")
async def test_lines_that_slack_cuts_lose_no_press_and_double_none(postgres_url: str, tmp_path: Path) -> None:
    async with stage(postgres_url, tmp_path, transport="socket", replicas=2) as scene:
        meeting = await begin_vote(scene)
        first, second = (topic.id for topic in meeting.topics)
        await scene.people.delivery_fault("cut", after=1)
        assert await ballot(scene, ANA, [first, first, second]) == "ok"
        await scene.people.delivery_fault("disconnect")
        await until(scene.lines_are_up)
        assert await ballot(scene, BEN, [second, second]) == "ok"
        assert {each.voter: each.dots for each in scene.meeting().ballots} == {ANA: (first, first, second), BEN: (second, second)}
        await scene.boards_right(scene.now())
        await scene.until_board_says("Voted (2 of 2 here): Ana, Ben")
