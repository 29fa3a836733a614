"""What a meeting looks like in a rehearsal room is read as its people read it: no stage and no number passes the judge by."""

from typing import Any

from tests.faults.test_outages import open_vote, vote
from tests.faults.town import town
from tests.history.boards import read_board
from tests.history.events import Act, Answer, Posted, Updated
from tests.history.of_room import Follower
from tests.history.recorder import Recorder


async def test_a_meeting_in_the_room_is_recorded_whole(sqlite_url: str) -> None:
    async with town(sqlite_url) as scene:
        await open_vote(scene)
        await vote(scene, "U0BEN", 0, 0, 1)
        await scene.idle()
        await scene.choose("U0ANA", "lean_coffee:more", "close_vote")
        await scene.idle()
        await scene.people.ahead(301)
        for person in ("U0ANA", "U0BEN"):
            await scene.press(person, "lean_coffee:thumb_next")
        await scene.idle()
        await scene.people.ahead(60)
        await scene.press("U0BEN", "lean_coffee:takeaway")
        await scene.fill("U0BEN", takeaway="Pair more")
        await scene.people.ahead(3600)
        await scene.idle()
        history = Follower(scene.room).history()
    shown = [event.board for event in history.events if isinstance(event, Posted | Updated) and event.board is not None]
    assert {"gathering", "voting", "discussing", "thumbs", "last_call", "closed"} <= {board.stage for board in shown}
    assert {topic for board in shown for topic in board.topics or ()} == {"flakytests", "oncall"}
    (voted,) = {tuple(sorted(board.dots.items())) for board in shown if board.stage == "voting" and any(board.dots.values())}
    assert voted == (("flakytests", 2), ("oncall", 1))
    assert all(board.here == 2 and board.here_names == {"Ana", "Ben"} for board in shown if board.stage in ("voting", "thumbs"))
    assert all(board.due for board in shown if board.stage in ("voting", "discussing", "thumbs", "last_call"))
    assert max(board.answered or 0 for board in shown) == 2
    assert shown[-1].tallies[0] == ("flakytests", (0, 0, 2))
    assert shown[-1].takeaways == ("pairmore",)
    acts = [event for event in history.events if isinstance(event, Act) and event.answer is Answer.ACKNOWLEDGED]
    verbs = [act.verb for act in acts]
    assert {"propose", "start", "check_in", "open_vote", "give_dot", "done", "close_vote", "thumb_next", "takeaway"} <= {*verbs}
    assert (verbs.count("give_dot"), verbs.count("thumb_next")) == (3, 2)
    assert {act.subject for act in acts if act.verb == "give_dot"} == {shown[0].meeting}
    assert {*history.topics.values()} == {"flakytests", "oncall"}


def test_the_question_for_takeaways_is_none_of_them() -> None:
    lines = "💡 *What do you take with you from “On-call”?*", "💡 Pair more"
    button = {"type": "button", "action_id": "lean_coffee:meeting_takeaway", "value": "m:7"}
    blocks: list[dict[str, Any]] = [
        *({"type": "section", "text": {"type": "mrkdwn", "text": line}} for line in lines),
        {"type": "actions", "elements": [button]},
    ]
    board = read_board("Guild: last call for takeaways", blocks)
    assert board is not None
    assert board.takeaways == ("pairmore",)


def test_an_acknowledgement_says_nothing_where_a_refusal_was_told_just_before() -> None:
    recorder = Recorder({})
    for number, at in enumerate((10.0, 14.0, 25.0)):
        pressed = {"action_id": "lean_coffee:thumb_next", "value": "m:4"}
        click = {"type": "block_actions", "user": {"id": "U1"}, "trigger_id": f"t{number}", "actions": [pressed]}
        recorder.request("interactive", {**click, "response_url": f"http://room/respond/R{number}"}, at, at + 0.1, answered=True)
    recorder.told("R0")
    acts = [event for event in recorder.history(30.0).events if isinstance(event, Act)]
    assert [act.answer for act in acts] == [Answer.NONE, Answer.NONE, Answer.ACKNOWLEDGED]


def test_an_acknowledgement_says_nothing_where_the_word_of_a_refusal_may_have_been_lost() -> None:
    recorder = Recorder({})
    for number, at in enumerate((10.0, 25.0)):
        pressed = {"action_id": "lean_coffee:thumb_next", "value": "m:4"}
        click = {"type": "block_actions", "user": {"id": "U1"}, "trigger_id": f"t{number}", "actions": [pressed]}
        recorder.request("interactive", {**click, "response_url": f"http://room/respond/R{number}"}, at, at + 0.1, answered=True)
    recorder.doubts.append((5.0, 12.0))
    acts = [event for event in recorder.history(30.0).events if isinstance(event, Act)]
    assert [act.answer for act in acts] == [Answer.NONE, Answer.ACKNOWLEDGED]
