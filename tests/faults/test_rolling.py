"""A rolling upgrade: today's replicas and the next version's on one PostgreSQL while a meeting goes on, there and back."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import revisions
from bot.store.errors import StoreUnusable
from bot.store.migrate import migrate
from bot.store.opening import engine_of, read_url
from bot.store.schema import whole_schema
from tests.fakes.databases import postgres_database
from tests.fakes.next_version import next_version
from tests.fakes.room_client import conversation
from tests.fakes.until import until
from tests.faults.next_bot import BELL, PRESS, PRESSED, READER, begin_next, begin_old, revisions_to_come
from tests.faults.replicas import Replica, Stage, stage
from tests.faults.test_killed import ballot, open_vote
from tests.house.stand_ins import free_port
from tests.plugins.repeatable import ON_CI

WISHES = "collect 5m vote 5m box 5m thumbs 5m for 1h"
UPGRADED = "I am being upgraded just now. Try again in a minute."


@pytest.mark.skipif(not ON_CI, reason="five processes, and the silence of those that have ended")
async def test_old_and_new_serve_one_meeting_side_by_side(tmp_path: Path) -> None:
    with postgres_database(whole_schema(), "rolling") as url:
        async with stage(url, tmp_path, transport="socket", replicas=2, begins=begin_old) as scene:
            old, last = scene.replicas
            await open_vote(scene, WISHES)
            with next_version(tmp_path / "here", **revisions_to_come()):
                said = await asyncio.to_thread(migrate, url, wait=lambda seconds: None)
            assert "Revision 9002 waits: 2 replicas of an older version" in said
            await votes(scene, "U0ANA")

            new = await starts(scene, tmp_path, 1)  # two old, one new
            rings(scene, "m1")
            await until(lambda: cards(scene) and scene.agreed())
            told = await presses_card(scene)
            assert set(told) <= {PRESSED, UPGRADED}, told

            await ends(scene, new)  # and back: the old ones go on
            scene.replicas.remove(new)
            rings(scene, "m2")
            await votes(scene, "U0BEN")
            await scene.passes(timedelta(minutes=5))
            await scene.until_stage("discussing")
            assert len(cards(scene)) == 1

            await starts(scene, tmp_path, 2)
            await until(lambda: len(cards(scene)) == 2)  # what nobody knew has waited
            await ends(scene, old)
            scene.replicas.remove(old)
            await starts(scene, tmp_path, 3)  # one old, two new
            await scene.passes(timedelta(minutes=5))
            await scene.until_stage("thumbs")
            for person in ("U0ANA", "U0BEN"):
                assert await scene.press(person, "lean_coffee:thumb_next") == "ok"
            await ends(scene, last)
            scene.replicas.remove(last)
            with next_version(tmp_path / "here", **revisions_to_come()):
                assert await asyncio.to_thread(migrate, url) == "The database is at revision 9002."
            with pytest.raises(StoreUnusable, match="a newer one has made it"):
                revisions.make_current(url, migrate=migrate)
            assert set(await presses_card(scene)) == {PRESSED}
            await scene.passes(timedelta(minutes=5))
            await scene.until_stage("last_call", "closed")
            await scene.boards_right(scene.now())
            assert len(cards(scene)) == 2


async def votes(scene: Stage, person: str) -> None:
    """Give a dot."""
    assert await ballot(scene, person, [scene.meeting().topics[0].id]) == "ok"


async def starts(scene: Stage, folder: Path, number: int) -> Replica:
    """Start a replica of the next version beside those that run."""
    new = Replica(free_port(), folder / f"next-{number}.log")
    scene.begins = begin_next
    scene.replicas.append(new)
    await scene.start(new)
    return new


async def ends(scene: Stage, replica: Replica) -> None:
    """End a replica as a service does: it finishes what it has begun."""
    assert replica.process is not None
    replica.process.terminate()
    await asyncio.to_thread(replica.process.join, 60)
    assert replica.process.exitcode == 0, replica.log.read_text()[-4000:]


def rings(scene: Stage, subject: str) -> None:
    """Let an alarm be due of a kind that only the next version knows."""
    engine = engine_of(read_url(scene.url))
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO schedule_alarm (workspace, kind, subject, due, wall, attempts) VALUES (:team, :kind, :subject, 1, '', 0)"
            ),
            {"team": scene.team, "kind": BELL.name, "subject": subject},
        )
    engine.dispose()


def cards(scene: Stage) -> list[tuple[str, str]]:
    """Find where the next version's messages stand."""
    return [
        (each.channel, each.ts)
        for messages in scene.room.workspace.messages.values()
        for each in messages.values()
        if each.is_bot and each.text == "Of the next version"
    ]


async def presses_card(scene: Stage) -> list[str]:
    """Press the next version's button four times, and give what was answered; the same words are not said twice within seconds."""
    channel, ts = cards(scene)[0]
    before = len(whispers(await scene.people.view(READER)))
    for _ in range(4):
        assert (await scene.people.click(READER, channel, ts, PRESS)).get("outcome") == "ok"
    found: list[str] = []

    async def answered() -> bool:
        found[:] = whispers(await scene.people.view(READER))[before:]
        return bool(found)

    await until(answered)
    return found


def whispers(view: dict[str, object]) -> list[str]:
    return [each["text"] for each in conversation(view, "dm")["messages"] if each["text"] in (PRESSED, UPGRADED)]
