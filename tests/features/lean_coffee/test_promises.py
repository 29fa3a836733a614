"""What a board says comes true: its times, its buttons, and what it says will follow, in every state that a meeting gets into."""

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules import apply, ballots, boxes, meeting, run_off, silence, topics
from bot.features.lean_coffee.rules import voting as voting_rules
from bot.features.lean_coffee.rules.acts import Act, acts
from bot.features.lean_coffee.rules.refusals import TooFewPeople
from bot.features.lean_coffee.rules.stages import Choice, Stage
from bot.features.lean_coffee.rules.values import Wishes
from bot.features.lean_coffee.views.board import board
from bot.meetings.rules import course, undo
from bot.meetings.rules.values import Closing
from tests.fakes.payloads import render_message
from tests.features.lean_coffee import drawing
from tests.features.lean_coffee.drawing import buttons, rare, reader, told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, Scene, minutes, seconds, talking, topic, voted

SECOND = timedelta(seconds=1)
EVERYBODY = (ANA, BEN, CHLOE)
LABELS: Mapping[str, Act] = {
    "👍 More": Act.THUMB_MORE,
    "✊ Neutral": Act.THUMB_NEUTRAL,
    "👎 Next topic": Act.THUMB_NEXT,
    "The room says: more": Act.ROOM_MORE,
    "The room says: next": Act.ROOM_NEXT,
    "Start voting": Act.OPEN_VOTE,
    "Start pitches": Act.OPEN_VOTE,
    "Next pitch": Act.NEXT_PITCH,
    "Vote now": Act.NEXT_PITCH,
    "Skip pitches": Act.SKIP_PITCHES,
    "One-dot run-off": Act.RUN_OFF,
    "Add a takeaway": Act.TAKEAWAY_OF_LAST,
    "Vote": Act.VOTE,
    "Close voting": Act.CLOSE_VOTE,
    "Back to the last topic": Act.TAKE_BACK,
    "Undo": Act.UNDO,
    "Takeaway": Act.TAKEAWAY,
    "Action": Act.ACTION,
    "Pause": Act.PAUSE,
    "Go on": Act.RESUME,
    "+1 min": Act.ADD_MINUTE,
    "End this box": Act.END_BOX,
    "Next topic": Act.NEXT_TOPIC,
    "Vote on the new topic": Act.VOTE_AGAIN,
    "Finish now": Act.FINISH,
    "Propose a topic": Act.PROPOSE,
    "My topics": Act.MY_TOPICS,
    "I'm here": Act.CHECK_IN,
    "I have to leave": Act.LEAVE,
    "I'll host": Act.TAKE_OVER,
    "Remove a topic (host)": Act.REMOVE,
    "Cancel the meeting (host)": Act.CANCEL,
}
STAGES_WITH_MENU = {*Stage} - {Stage.CLOSED}


def later(scene: Scene, at: datetime) -> Scene:
    """Return what the meeting has become by then, or within that second, nobody doing anything."""
    return copy(scene).until(f"{max(scene.now, at) + SECOND - timedelta.resolution:%H:%M:%S}")


def when(text: str) -> datetime:
    return datetime.fromtimestamp(int(text), UTC)


def comes(scene: Scene, at: datetime, *stages: Stage) -> None:
    """Hold that the meeting moves on at that time, not before, and gets into one of these stages."""
    there = moves(scene, at)
    assert there.stage in stages, (scene.stage, there.stage)


def moves(scene: Scene, at: datetime) -> Scene:
    """Return what the meeting has become when it moves on at that time, as far as Slack shows it: within its second."""
    assert later(scene, at - SECOND).meeting.phase == scene.meeting.phase
    there = later(scene, at)
    there = later(scene, at + SECOND) if there.meeting.phase == scene.meeting.phase else there
    assert there.meeting.phase != scene.meeting.phase
    return there


def voting_opens(scene: Scene, at: str) -> None:
    comes(scene, when(at), Stage.VOTING)


def pitches_begin(scene: Scene, at: str) -> None:
    comes(scene, when(at), Stage.PITCH)


def pitch_ends(scene: Scene, at: str) -> None:
    comes(scene, when(at), Stage.PITCH, Stage.VOTING)


def run_off_until(scene: Scene, at: str) -> None:
    there = later(scene, when(at) - SECOND)
    there.do(run_off.open_run_off, person=min(there.meeting.here))
    late = later(scene, when(at))
    with pytest.raises(Refusal):
        late.do(run_off.open_run_off, person=min(late.meeting.here))


def last_pitch(scene: Scene) -> None:
    assert scene.meeting.due is not None
    comes(scene, scene.meeting.due, Stage.VOTING)


def a_minute_is_left(scene: Scene) -> None:
    assert scene.meeting.due is not None
    assert seconds(40) < scene.meeting.due - scene.now <= minutes(1)


def waits_for_a_second_person(scene: Scene) -> None:
    there = copy(scene)
    there.do(course.check_in, person=ANA)
    with pytest.raises(TooFewPeople if topics.to_vote_on(scene.meeting) else Refusal):
        there.do(voting_rules.open_vote, person=ANA)
    if topics.to_vote_on(scene.meeting):
        there.do(course.check_in, person=BEN)
        there.do(voting_rules.open_vote, person=ANA)


def meeting_ends(scene: Scene, at: str) -> None:
    assert later(scene, when(at)).stage in (Stage.LAST_CALL, Stage.CLOSED)


def all_vote(scene: Scene, span: str, at: str) -> None:
    assert moves(scene, when(at)).stage is not Stage.VOTING
    there = copy(scene)
    dots = tuple(found.id for found in topics.to_vote_on(there.meeting)[:1])
    for person in sorted(ballots.expected_voters(there.meeting)):
        there.do(ballots.cast_ballot, voter=person, dots=dots)
    if ballots.expected_voters(there.meeting) and dots:
        assert meeting.COURSE.wakes_at(there.meeting) == min(there.now + seconds(int(span)), when(at))


def all_have_voted(scene: Scene, at: str) -> None:
    moves(scene, when(at))
    there = later(scene, when(at) - 5 * SECOND) if when(at) - 5 * SECOND > scene.now else copy(scene)
    there.do(ballots.cast_ballot, voter=min(ballots.expected_voters(there.meeting)), dots=())
    assert later(there, min(when(at), there.meeting.due or when(at)) - SECOND).stage is Stage.VOTING


def thumbs_end(scene: Scene, at: str) -> None:
    moves(scene, when(at))
    there = copy(scene)
    for person in sorted(there.meeting.here):
        there.do(boxes.give_thumb, person=person, choice=Choice.NEUTRAL, ts="9999999999.0")
    if there.meeting.here:
        early = meeting.COURSE.wakes_at(there.meeting)
        assert there.stage is not Stage.THUMBS or (early is not None and early < when(at))


def thumbs_are_counted(scene: Scene, at: str) -> None:
    moves(scene, when(at))


def asks_again(scene: Scene, at: str) -> None:
    comes(scene, when(at), Stage.THUMBS)


def asks_after_the_minute(scene: Scene) -> None:
    assert scene.meeting.due is not None
    comes(scene, scene.meeting.due, Stage.THUMBS)


def talk_ends(scene: Scene, at: str) -> None:
    comes(scene, when(at), Stage.LAST_CALL)


def paused_talk_ends(scene: Scene, at: str) -> None:
    assert later(scene, when(at)).stage is Stage.LAST_CALL


def summary_comes(scene: Scene, at: str) -> None:
    there = moves(scene, when(at))
    assert there.meeting.how is Closing.DONE


def can_be_taken_back(scene: Scene, at: str) -> None:
    there = later(scene, when(at) - SECOND)
    there.do(silence.take_back, person=min(there.meeting.here))
    late = later(scene, when(at))
    with pytest.raises(Refusal):
        late.do(silence.take_back, person=min(late.meeting.here))


def can_be_undone(scene: Scene, at: str) -> None:
    before, there = scene.meeting.steps[-1], later(scene, when(at) - SECOND)
    there.do(partial(undo.undo, meeting.COURSE), person=min(there.meeting.here))
    assert there.stage is before.stage
    if before.left is not None:
        assert there.meeting.due == min(there.now + before.left, there.meeting.planned_end)
    late = later(scene, when(at))
    with pytest.raises(Refusal):
        late.do(partial(undo.undo, meeting.COURSE), person=min(scene.meeting.here))


def box_then(scene: Scene) -> Scene:
    assert scene.meeting.due is not None
    return moves(scene, scene.meeting.due)


def tie(scene: Scene) -> Scene:
    there = box_then(scene)
    assert there.stage is Stage.THUMBS
    there.do(boxes.give_thumb, person=BEN, choice=Choice.NEUTRAL, ts="9999999999.0")
    assert there.meeting.due is not None
    return later(there, there.meeting.due)


def tie_opens_the_next(scene: Scene) -> None:
    there = tie(scene)
    assert there.running not in (None, scene.running)


def tie_ends_the_talk(scene: Scene) -> None:
    assert tie(scene).stage is Stage.LAST_CALL


def last_box_opens_the_next(scene: Scene) -> None:
    assert box_then(scene).running not in (None, scene.running)


def box_ends_the_talk(scene: Scene) -> None:
    assert box_then(scene).stage is Stage.LAST_CALL


def thumbs_tie(scene: Scene) -> Scene:
    there = copy(scene)
    there.meeting = replace(there.meeting, thumbs=())
    there.do(boxes.give_thumb, person=BEN, choice=Choice.NEUTRAL, ts="9999999999.0")
    return later(there, there.meeting.due or there.now)


def thumbs_tie_opens_the_next(scene: Scene) -> None:
    assert thumbs_tie(scene).running not in (None, scene.running)


def thumbs_tie_ends_the_talk(scene: Scene) -> None:
    assert thumbs_tie(scene).stage is Stage.LAST_CALL


def silence_opens_the_next(scene: Scene) -> None:
    there = later(scene, silence.asks_again_at(scene.meeting) or scene.now)
    assert there.stage is Stage.THUMBS
    assert later(there, there.meeting.due or there.now).running not in (None, scene.running)


TIME = r"<!date\^(\d+)\^[^>]*>"
PROMISES: Mapping[str, Callable[..., None]] = {
    rf"Voting opens at {TIME}, or when someone here starts it": voting_opens,
    rf"Pitches begin at {TIME}, or when someone here starts them": pitches_begin,
    rf"pitches, until {TIME}": pitch_ends,
    rf"\*Pitch, until {TIME}": pitch_ends,
    r"This is the last pitch. The vote opens when its time is up": last_pitch,
    rf"Until {TIME} anyone here can have a run-off": run_off_until,
    r"⏳ One minute left": a_minute_is_left,
    r"Voting opens once a second person is here": waits_for_a_second_person,
    rf"Voting opens when someone here starts it; the meeting ends at {TIME}": meeting_ends,
    rf"Closes (\d+) s after everyone here has given all dots or pressed “Done”, or when someone here closes it; at {TIME} at the latest": all_vote,
    rf"Everyone here has given all dots or pressed “Done”: closes at {TIME}, unless somebody changes something": all_have_voted,
    rf"Closes at {TIME}, or when someone here closes it": thumbs_are_counted,
    rf"\*More time\?\*  Until {TIME}, or when all have answered": thumbs_end,
    rf"All have answered: I count at {TIME}": thumbs_are_counted,
    rf"Carry on; I ask again at {TIME}": asks_again,
    r"Then I ask again": asks_after_the_minute,
    rf"Press “Next topic” when you are ready; the talk ends at {TIME}": talk_ends,
    rf"the talk still ends at {TIME}": paused_talk_ends,
    rf"The summary comes at {TIME}": summary_comes,
    rf"Until {TIME} anyone here can go back to it": can_be_taken_back,
    rf"Until {TIME} anyone here can take that back": can_be_undone,
    r"more 👍 than 👎 gives more time, a tie goes to the next topic": tie_opens_the_next,
    r"more 👍 than 👎 gives more time, a tie begins the last call": tie_ends_the_talk,
    r"last box of the topic. When its time is up, the next one opens": last_box_opens_the_next,
    r"last box of the topic. When its time is up, the last call begins": box_ends_the_talk,
    r"When the time is up, the time for talking is over, and the last call begins": box_ends_the_talk,
    r"👎 for the next topic; a tie moves on": thumbs_tie_opens_the_next,
    r"a tie or more 👎 begin the last call": thumbs_tie_ends_the_talk,
    r"If nobody answers then, the next topic opens": silence_opens_the_next,
}


def hold_promises(scene: Scene) -> None:
    """Hold all that the board of an open meeting says and offers."""
    message = board(reader(scene), scene.meeting, 1)
    said = told(message)
    for promise, check in PROMISES.items():
        for found in re.finditer(promise, said):
            check(scene, *found.groups())
    offered = [*buttons(message), *rare(message)]
    assert offered[-1] == "More …"
    assert "I'm here" in buttons(message)
    assert len(rare(message)) <= 5
    for named in re.findall("“([^”]+)”", said):
        assert named not in LABELS or named in offered, (named, offered)
    hold_buttons(scene, offered[:-1])
    hold_question(scene, render_message(message)["blocks"])


def hold_buttons(scene: Scene, offered: list[str]) -> None:
    """Hold that each button does something for who is here, for the host, or for who comes."""
    there = copy(scene)
    for person in (DEV, CHLOE):
        there.meeting = apply.applied(there.meeting, course.check_in(there.meeting, person=person, at=there.now))
    possible = {Act.CHECK_IN}
    for person in (DEV, CHLOE, scene.meeting.host):
        possible |= acts(there.meeting, person, there.now, 1)
    for label in offered:
        act = LABELS[label]
        if act is Act.TAKEAWAY and scene.stage is Stage.LAST_CALL:
            act = Act.MEETING_TAKEAWAY
        assert act in possible, (scene.stage, label)


def hold_question(scene: Scene, blocks: list[dict[str, object]]) -> None:
    """Hold that what the button "Next topic" says before it counts is what comes then."""
    elements = [each for block in blocks if block["type"] == "actions" for each in block["elements"]]  # type: ignore[attr-defined]
    asked = [each["confirm"]["text"]["text"] for each in elements if each.get("text", {}).get("text") == "Next topic"]
    if asked and scene.meeting.here:
        there = copy(scene)
        there.do(boxes.next_topic, person=min(there.meeting.here))
        assert asked[0].endswith("The next topic opens." if there.stage is Stage.DISCUSSING else "The last call begins.")


def lives(scene: Scene) -> Iterator[Scene]:
    """Give the meeting as time passes and nobody does anything: at each moment that something happens, and half way to the next."""
    while (wake := meeting.COURSE.wakes_at(scene.meeting)) is not None:
        yield scene
        for at in (scene.now + (wake - scene.now) // 2, wake):
            scene = later(scene, at)
            if scene.meeting.closed is None:
                yield scene


def begun() -> Iterator[tuple[str, Scene]]:
    """Give meetings that have just begun, with few and many people and topics."""
    for length in (2, 15, 45):
        wishes = Wishes(length=minutes(length))
        for count in (0, 1, 31):
            waiting = [topic(f"topic {number}") for number in range(count)]
            for here in ((), (ANA,), EVERYBODY):
                yield f"{length} min, {count} topics, {len(here)} here", Scene(*waiting, wishes=wishes, here=here)

    all_of_it = Wishes(collect=minutes(45))
    yield "gathers until the planned end", Scene(topic("one"), wishes=all_of_it)


def going_on() -> Iterator[tuple[str, Scene]]:
    """Give meetings to which something has happened already."""
    short = Wishes(length=minutes(3), vote=seconds(8), box=seconds(20), thumbs=seconds(5))
    for wishes in (short, Wishes(length=minutes(15)), Wishes(length=minutes(40), box=minutes(12)), Wishes(collect=minutes(45))):
        yield "talked, nobody looks", talking("one", "two", "three", wishes=wishes)
        yield "talked, only one has dots", voted(Scene(topic("one"), topic("two"), wishes=wishes), "one")
        yield "nobody gave a dot", voted(Scene(topic("one"), topic("two"), wishes=wishes))
        paused = talking("one", "two", wishes=wishes)
        paused.do(boxes.pause, person=BEN)
        yield "paused", paused
        left = talking("one", "two", wishes=wishes)
        for person in (ANA, BEN):
            left.do(course.leave, person=person)
        yield "the host and another have left", left
        away = talking("one", "two", wishes=wishes)
        away.now += seconds(4)
        away.meeting = apply.applied(away.meeting, meeting.bridge(away.meeting, began=away.now - seconds(3), ended=away.now))
        yield "after an outage", away
        yield "in the last box", in_the_last_box("one", "two", wishes=wishes)
        yield "in the last box of the last topic", in_the_last_box("one", wishes=wishes)
        yield "voting", voting(wishes, ())
        yield "all but one have voted", voting(wishes, (ANA, BEN))
        yield "all have voted", voting(wishes, EVERYBODY)
        everyone = talking("one", "two", wishes=wishes)
        everyone.until(f"{everyone.meeting.due:%H:%M:%S}")
        for person in EVERYBODY:
            everyone.thumb(person, Choice.NEUTRAL)
        yield "all have answered", everyone

    pitching = Wishes(pitch=seconds(20), takeaways_asked=True)
    for named, authors in (("pitches", (ANA, BEN)), ("pitches of nobody", (None, DEV))):
        topics_of = [topic(f"topic {number}", author=author) for number, author in enumerate(authors)]
        yield named, Scene(*topics_of, wishes=pitching)
    asked = talking("one", "two", wishes=pitching)
    asked.do(boxes.next_topic, person=BEN)
    yield "asks for takeaways", asked
    minute = talking("one", "two", wishes=Wishes(box=minutes(4))).until("10:03")
    yield "a minute is left of a long box", minute


def in_the_last_box(*names: str, wishes: Wishes) -> Scene:
    scene = talking(*names, wishes=wishes)
    for _ in range(2):
        scene.do(boxes.end_box, person=ANA)
        scene.do(boxes.room_says, person=ANA, more=True)
    return scene


def voting(wishes: Wishes, voters: tuple[PersonId, ...]) -> Scene:
    scene = Scene(topic("one"), topic("two"), wishes=wishes)
    scene.do(voting_rules.open_vote, person=ANA)
    for person in voters:
        scene.ballot(person, "two")
    return scene


MEETINGS = [pytest.param(scene, id=named) for named, scene in (*begun(), *going_on())]


@pytest.mark.parametrize("scene", MEETINGS)
def test_what_a_board_says_comes_true_however_the_meeting_goes(scene: Scene) -> None:
    for there in lives(copy(scene)):
        hold_promises(there)


def test_every_promise_is_made_somewhere() -> None:
    never = set(PROMISES)
    for _, scene in (*going_on(), *begun()):
        for there in lives(scene):
            said = told(board(reader(there), there.meeting, 1))
            never -= {promise for promise in never if re.search(promise, said)}
        if not never:
            return
    assert never == set()


MARKS = re.compile(r"[?!.:…][*_~]*[.,:;!?]")


def test_no_mark_follows_a_title_that_ends_in_one() -> None:
    for scene in drawing.in_every_stage("Who is on the rota?", "What now…"):
        scene.meeting = replace(scene.meeting, title="Who is in?")
        message = drawing.drawn(scene)
        for text in (message.text, told(message)):
            assert not MARKS.search(text.replace("<!date^", "")), MARKS.search(text)
