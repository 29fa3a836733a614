"""`kill -9` before and after: the commit of a ballot, of an alarm, the post, the storing of `ts`; on both engines."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.features.lean_coffee.rules.values import Meeting
from tests.fakes.room_client import conversation
from tests.fakes.until import until
from tests.faults.replicas import GUILD, PATIENCE, Stage, stage
from tests.history.events import Due
from tests.plugins.repeatable import ON_CI

ANA, BEN, CHLOE = "U0ANA", "U0BEN", "U0CHLOE"
LONGER_THAN_AN_OUTAGE = timedelta(seconds=11)
"""After 10 s without a pulse nobody was served."""
TO_POST = [
    "before the commit of claim_message",
    "after the commit of claim_message",
    "before chat_postMessage",
    "after chat_postMessage",
    "after the commit of Copy",
    "before the commit of Copy",
]
"""Where a process can die on the way to a post: as it claims it, in the call, as it stores where the post stands."""
TO_DELETE = ["before chat_delete", "after chat_delete"]
BOX = "collect 5m vote 5m box 5m thumbs 5m for 1h"


@pytest.fixture(params=["sqlite", "postgresql"])
async def scene(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """One process on SQLite behind signed HTTP; on PostgreSQL two by Socket Mode (three on CI), of which one takes over."""
    if request.param == "sqlite":
        async with stage(request.getfixturevalue("sqlite_url"), tmp_path, transport="http") as found:
            yield found
    else:
        async with stage(
            request.getfixturevalue("postgres_url"), tmp_path, transport="socket", replicas=3 if ON_CI else 2
        ) as found:
            yield found


async def gather(scene: Stage, wishes: str = BOX) -> None:
    """Propose two topics and open a meeting, in which Ana and Ben are."""
    for person, topic in ((ANA, "Flaky tests"), (BEN, "On-call")):
        assert (await scene.people.command(person, GUILD, f"/coffee topic {topic}"))["outcome"] == "ok"
    assert (await scene.people.command(ANA, GUILD, f'/coffee start "Guild" {wishes}'))["outcome"] == "ok"
    await scene.until_board_says("Gathering")
    assert await scene.press(BEN, "lean_coffee:check_in") == "ok"
    await scene.until_board_says("Here (2): Ana, Ben")


async def open_vote(scene: Stage, wishes: str = BOX) -> Meeting:
    """Bring a meeting into its vote."""
    await gather(scene, wishes)
    assert await scene.press(ANA, "lean_coffee:open_vote") == "ok"
    await scene.until_board_says("Voted: nobody yet")
    return scene.meeting()


async def ballot(scene: Stage, person: str, topics: list[str]) -> str:
    """Open the form, press a dot for each of these topics, say that this is all; give what became of it."""
    await scene.press(person, "lean_coffee:vote")
    form = (await scene.people.view(person))["modals"][-1]
    for topic in topics:
        row = {"block_id": f"row_{topic}"}
        pressed = (await scene.people.click_view(person, form["id"], "lean_coffee:give_dot", **row)).get("outcome")
        if pressed != "ok":
            return str(pressed)
    return str((await scene.people.submit(person, form["id"], {})).get("outcome"))


def ballots(scene: Stage) -> dict[str, tuple[str, ...]]:
    return {each.voter: each.dots for each in scene.meeting().ballots}


async def test_a_ballot_that_was_answered_is_there_and_none_is_half(scene: Stage) -> None:
    meeting = await open_vote(scene)
    undecided = (await scene.people.add_person("undecided"))["id"]  # keeps the vote open
    await scene.people.join(undecided, GUILD)
    assert await scene.press(undecided, "lean_coffee:check_in") == "ok"
    first, second = (topic.id for topic in meeting.topics)
    assert await ballot(scene, ANA, [first, first, second]) == "ok"
    expected: dict[str, tuple[str, ...]] = {ANA: (first, first, second)}
    for moment, voter in (("before", BEN), ("after", CHLOE)):
        await scene.all_up()
        scene.fuse.arm(f"{moment} the commit of give_dot")
        outcome = await ballot(scene, voter, [second, second])
        since = await scene.revive()
        whole = expected | {voter: (second, second)}
        if len(scene.replicas) > 1:
            assert outcome == "ok"  # Slack has handed the envelope to the other replica, which recognised it
        else:
            assert outcome == "down"
            had = {"before": [], "after": [second]}[moment]
            assert ballots(scene) == expected | ({voter: (*had,)} if had else {})
            assert await ballot(scene, voter, [second] * (2 - len(had))) == "ok"
        assert ballots(scene) == whole
        expected = whole
        await scene.boards_right(since)
    await scene.until_board_says("Voted (3 of 4 here): Ana, Ben, Chloé")


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_an_alarm_acts_once(scene: Stage, moment: str) -> None:
    meeting = await open_vote(scene, "collect 5m vote 10s box 10s thumbs 5m for 1h")
    scene.fuse.arm(f"{moment} the commit of lean_coffee:deadline")
    assert await ballot(scene, ANA, [meeting.topics[0].id]) == "ok"
    await scene.passes(timedelta(seconds=10))
    since = await scene.revive()
    talk = await scene.until_stage("discussing")
    assert talk.due is not None
    promised = scene.room.clock.real.now().timestamp()
    scene.seen.append(Due(promised, talk.due.timestamp(), GUILD, "Time's up: Flaky tests", late=PATIENCE))
    await scene.boards_right(since)
    await scene.passes(timedelta(seconds=10))
    asked = await scene.until_stage("thumbs")  # the alarm after it rings as well, and once
    assert (asked.phase, asked.box, len(asked.topics[0].boxes)) == (meeting.phase + 2, 1, 1)
    await scene.until_board_says("Time's up: Flaky tests")
    await scene.boards_right(scene.now())


@pytest.mark.parametrize("point", TO_POST if ON_CI else TO_POST[2:5])
async def test_a_board_is_posted_once(scene: Stage, point: str) -> None:
    scene.fuse.arm(point)
    assert (await scene.people.command(ANA, GUILD, f'/coffee start "Guild" {BOX}'))["outcome"] == "ok"
    await scene.boards_right(await scene.revive())
    await scene.until_board_says("Gathering")
    assert posted(scene) == 1


KEPT = ("ok", "down")
"""Who dies on the way to Slack has kept what was asked, whether the answer is out by then or not."""


@pytest.mark.parametrize("point", [*TO_POST, *TO_DELETE] if ON_CI else [TO_POST[0], TO_POST[5], TO_DELETE[1]])
async def test_a_board_is_moved_once(scene: Stage, point: str) -> None:
    await gather(scene)
    await scene.boards_right(scene.now())  # what dies next is the move, and no redraw of before
    scene.fuse.arm(point)
    assert await scene.press(ANA, "lean_coffee:open_vote") in KEPT
    await scene.boards_right(await scene.revive())
    await scene.until_board_says("Voted: nobody yet")
    assert posted(scene) == 2


def posted(scene: Stage) -> int:
    """Count the posts that Slack has taken."""
    return sum(line["ok"] for line in scene.room.journal.calls("chat.postMessage"))


async def test_an_outage_is_given_back_and_said_and_a_post_of_before_is_found(scene: Stage) -> None:
    await gather(scene)
    scene.fuse.arm("after chat_postMessage")
    assert await scene.press(ANA, "lean_coffee:open_vote") == "ok"
    await scene.until_dead()
    before = scene.meeting()
    assert before.due is not None
    await asyncio.gather(*(scene.kill(replica) for replica in scene.replicas))
    scene.nobody_served_for(LONGER_THAN_AN_OUTAGE)
    await scene.all_up()
    await scene.boards_right(scene.now())
    after = scene.meeting()
    assert after.due is not None
    assert after.outage is not None
    assert after.due - before.due == after.outage.given
    assert after.outage.ended - after.outage.began >= LONGER_THAN_AN_OUTAGE
    assert timedelta() < after.outage.given < LONGER_THAN_AN_OUTAGE + timedelta(seconds=PATIENCE)  # what of it the vote has seen
    assert (after.phase, after.planned_end) == (before.phase, before.planned_end)
    assert "giving the time back" in scene.board_text()
    assert posted(scene) == 2


async def test_without_the_history_scope_a_copy_may_stand_twice_until_its_button_is_pressed(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with stage(sqlite_url, tmp_path, transport="http", history=False) as scene:
        assert (await scene.people.command(BEN, GUILD, "/coffee topic Flaky tests"))["outcome"] == "ok"
        scene.fuse.arm("after chat_postMessage")
        assert (await scene.people.command(ANA, GUILD, f'/coffee start "Guild" {BOX}'))["outcome"] == "ok"
        await scene.revive()
        await scene.until_boards_stand(2)
        stale_copy = scene.boards()[0].ts
        assert (await scene.people.click(BEN, GUILD, stale_copy, "lean_coffee:check_in"))["outcome"] == "ok"
        await scene.boards_right(scene.now())
        await scene.until_board_says("Here (2): Ana, Ben")
        whispers = [each["text"] for each in conversation(await scene.people.view(BEN), GUILD)["messages"] if each["ephemeral"]]
        assert "old copy of the board" in whispers[-1]


TOLD_AGAIN = 3.0
"""Seconds after which Slack tells again what nobody took."""


@pytest.fixture(params=["sqlite", "postgresql"])
async def told(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """The same without the history scope, but with the event that tells the bot of its own posts.

    Slack sends an event again after a minute, where nobody was there to take it; here after three seconds.
    """
    monkeypatch.setattr("bot.rehearsal.deliver.RETRY_AFTER_SECONDS", (0.0, *[TOLD_AGAIN] * 20))
    url = request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_url")
    transport, replicas = ("http", 1) if request.param == "sqlite" else ("socket", 2)
    async with stage(url, tmp_path, transport=transport, replicas=replicas, history=False, told=True) as found:
        yield found


TOLD_AT = [
    ("post", "after chat_postMessage"),
    ("post", "before the commit of Copy"),
    ("move", "after chat_postMessage"),
]


@pytest.mark.parametrize(("act", "point"), TOLD_AT if ON_CI else TOLD_AT[:1])
async def test_a_board_that_is_told_of_leaves_no_copy_without_the_history_scope(told: Stage, act: str, point: str) -> None:
    if act == "move":
        await gather(told)
        await told.boards_right(told.now())
    told.fuse.arm(point)
    if act == "move":
        assert await told.press(ANA, "lean_coffee:open_vote") in KEPT
    else:
        assert (await told.people.command(ANA, GUILD, f'/coffee start "Guild" {BOX}'))["outcome"] == "ok"
    await told.boards_right(await told.revive(), later=3 * TOLD_AGAIN)
    await told.until_board_says("Voted: nobody yet" if act == "move" else "Gathering")
    await until(lambda: posted(told) == sum(line["ok"] for line in told.room.journal.calls("chat.delete")) + 1)
