"""Two replicas on one PostgreSQL run a meeting to its end: each alarm once, one board, nothing that a person has to press."""

from datetime import timedelta
from pathlib import Path

from tests.bench.hurried import hurried
from tests.faults.replicas import GUILD, stage
from tests.faults.test_killed import ballot

WISHES = "collect 30s vote 30s box 30s thumbs 60s for 20m"
"""Spans beside which the real seconds of a busy machine do not count."""


async def test_two_replicas_run_one_meeting_to_its_end(postgres_url: str, tmp_path: Path) -> None:
    async with stage(postgres_url, tmp_path, transport="socket", replicas=2, rates=False, begins=hurried) as scene:
        assert (await scene.people.command("U0ANA", GUILD, "/coffee topic Flaky tests"))["outcome"] == "ok"
        assert (await scene.people.command("U0ANA", GUILD, f'/coffee start "Guild" {WISHES}'))["outcome"] == "ok"
        await scene.until_board_says("Gathering")
        assert await scene.press("U0BEN", "lean_coffee:check_in") == "ok"
        for stage_of, lasts in (("voting", 30), ("discussing", 30), ("thumbs", 30)):
            await scene.passes(timedelta(seconds=lasts))
            asked = await scene.until_stage(stage_of)
            if stage_of == "voting":
                assert await ballot(scene, "U0BEN", [asked.topics[0].id]) == "ok"
        await scene.until_board_says("Time's up: Flaky tests")
        for person in ("U0ANA", "U0BEN"):
            assert await scene.press(person, "lean_coffee:thumb_next") == "ok"
        for stage_of, lasts in (("last_call", 60), ("closed", 120)):
            await scene.passes(timedelta(seconds=lasts))
            closed = await scene.until_stage(stage_of)
        # gathering, voting, box, thumbs, last call, closed: each step once, whichever replica took it
        assert (asked.phase, closed.phase) == (4, 6)
        (topic,) = closed.topics
        assert (len(topic.boxes), [tally.next for tally in topic.tallies]) == (1, [2])
        await scene.until_board_says("what came out")
        await scene.boards_right(scene.now())
        posts = [line for line in scene.room.journal.calls("chat.postMessage") if line["ok"] and line["args"]["channel"] == GUILD]
        assert len(posts) == 5  # the first, and a move for the vote, the thumbs, the last call and the summary
        answered = [line["transport"] for line in scene.room.journal.requests()]
        assert set(answered) == {"socket"}
