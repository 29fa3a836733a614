"""The board in every stage: what it says, what it never says, and that any meeting fits into one message."""

from copy import copy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules import apply, ballots, boxes, series, voting
from bot.features.lean_coffee.rules import meeting as meeting_rules
from bot.features.lean_coffee.rules.stages import Choice, Stage
from bot.features.lean_coffee.rules.topics import propose, remove
from bot.features.lean_coffee.rules.values import Proposal, Takeaway, TakeawayId, TopicId, Wishes
from bot.features.lean_coffee.views.board import board
from bot.features.lean_coffee.views.pieces import NAMING
from bot.features.lean_coffee.views.summary import summary
from bot.meetings.rules import course, hosting, roster
from bot.meetings.rules.roster import RosterLine, Word
from bot.meetings.rules.values import Closing
from bot.meetings.views import forms
from tests.features.lean_coffee import drawing
from tests.features.lean_coffee.drawing import (
    buttons,
    deeds,
    drawn,
    hold_board,
    hold_message,
    in_every_stage,
    lines,
    rare,
    reader,
    told,
)
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, Scene, minutes, seconds, talking, topic, voted
from tests.plugins.repeatable import examples


def names(count: int) -> list[str]:
    return [f"topic number {number}" for number in range(count)]


@pytest.mark.parametrize("count", [0, 1, 3, 30, 100])
def test_every_stage_fits_whatever_the_number_of_topics(count: int) -> None:
    seen = set()
    for scene in in_every_stage(*names(count)):
        hold_board(scene)
        seen.add(scene.stage)
    assert seen == ({*Stage} - ({Stage.TABLES} if count < 2 else set()) if count else {Stage.GATHERING})


@pytest.mark.parametrize(("count", "all_said"), [(15, True), (16, False), (30, False)])
def test_a_board_of_many_topics_has_their_titles_and_says_where_their_sentences_are(count: int, all_said: bool) -> None:
    scene = Scene(*[replace(topic(name), context="Because.") for name in names(count)])
    for act in (None, voting.open_vote):
        if act is not None:
            scene.do(act, person=ANA)
        said = told(drawn(scene))
        assert said.count("Because.") == (count if all_said else 0), scene.stage
        assert ("“All topics” in “More …” has what each is about." in said) is not all_said
        assert all(f"*topic number {number}*" in said for number in range(count))


@pytest.mark.parametrize("text", drawing.EXTREME)
@pytest.mark.parametrize("count", [1, 3, 100])
def test_every_stage_fits_whatever_people_write(count: int, text: str) -> None:
    for scene in in_every_stage(*names(count)):
        hold_board(drawing.with_words(scene, text))


@pytest.mark.parametrize("count", [4, 40, 400])
def test_every_stage_fits_whatever_the_number_of_people(count: int) -> None:
    long_names = {person: f"{person} *of* <!here> {'&' * 60}" for person in drawing.people(count)}
    for scene in in_every_stage(*names(3)):
        scene.meeting = drawing.crowd(scene.meeting, count)
        hold_message(drawn(scene, long_names))


@pytest.mark.parametrize(("count", "more"), [(7, ""), (8, " and 1 more"), (23, " and 16 more"), (400, " and 393 more")])
def test_the_first_ten_who_are_here_are_named_and_the_rest_counted(count: int, more: str) -> None:
    for scene in in_every_stage("one", "two"):
        if scene.stage is Stage.TABLES:  # where more people came before
            continue
        scene.meeting = drawing.crowd(scene.meeting, count)
        called = {**drawing.NAMES, **{person: str(person) for person in drawing.people(count)}}
        here = [line for line in told(drawn(scene, called)).splitlines() if line.startswith("Here")]
        names = "Ana, Ben, Chloé, U000, U001, U002, U003, U004, U005, U006"
        assert here == ([] if scene.meeting.closed else [f"Here ({count + 3}): {names}{more}"])


@pytest.mark.parametrize("stage", [Stage.LAST_CALL, Stage.CLOSED])
def test_a_meeting_with_hundreds_of_takeaways_folds(stage: Stage) -> None:
    scene = talking(*names(30)).until("10:46") if stage is Stage.LAST_CALL else talking(*names(30)).to_the_end()
    (about,) = [one.id for one in scene.meeting.topics if one.rank == 1]
    texts = tuple(Takeaway(TakeawayId(f"w{n}"), about if n % 2 else None, "w" * 500, BEN, TEN) for n in range(400))
    scene.meeting = replace(scene.meeting, takeaways=texts)
    hold_board(scene)
    assert "more" in told(drawn(scene))
    assert "topic number 0" in told(drawn(scene))
    folds = [line for line in lines(scene) if line.startswith("… and ")]
    assert len(folds) == (2 if stage is Stage.CLOSED else 1)


ACTS = st.lists(
    st.tuples(st.integers(0, 17), st.sampled_from([ANA, BEN, CHLOE, DEV]), st.integers(0, 9), st.integers(0, 400)), max_size=40
)


@given(ACTS, st.integers(0, 40))
@settings(max_examples=examples(60), deadline=None)
def test_whatever_people_do_the_board_can_be_drawn_and_keeps_its_promises(
    acts: list[tuple[int, PersonId, int, int]], waiting: int
) -> None:
    scene = Scene(*[topic(name, carried=len(name) % 3) for name in names(waiting)], wishes=Wishes(length=minutes(20)))
    hold_board(scene)
    for number, (act, person, pick, wait) in enumerate(acts):
        try:
            _act(scene, act, person, pick, number)
        except Refusal:
            continue
        hold_board(scene)
        if scene.meeting.closed is not None:
            break
        scene.until(f"{(scene.now + seconds(wait)):%H:%M:%S}")
        hold_board(scene)


def _act(scene: Scene, act: int, person: PersonId, pick: int, number: int) -> None:
    steering: list[Any] = [
        voting.open_vote, voting.close_vote, boxes.pause, boxes.resume, boxes.add_minute, boxes.end_box, boxes.next_topic,
        boxes.carry_on, meeting_rules.finish, course.check_in, course.leave, hosting.take_over_host,
    ]  # fmt: skip
    if act < len(steering):
        scene.do(steering[act], person=person)
    elif act == 12:
        text = drawing.EXTREME[pick % len(drawing.EXTREME)]
        proposal = Proposal(GUILD, person, text[:150], text, anonymous=pick % 2 == 0)
        key = "key" if proposal.anonymous else None
        scene.do(propose, proposal=proposal, waiting=0, topic=TopicId(f"new{number}"), key=key)
    elif act == 13:
        dots = tuple(one.id for one in scene.meeting.topics[:pick])[:3]
        scene.do(ballots.cast_ballot, voter=person, dots=dots)
    elif act == 14:
        scene.thumb(person, list(Choice)[pick % 3])
    elif act == 15:
        scene.do(boxes.room_says, person=person, more=pick % 2 == 0)
    elif act == 16:
        scene.do(voting.vote_again, person=person, waiting=tuple(topic(f"again {number} {n}") for n in range(pick)))
    else:
        scene.do(meeting_rules.add_takeaway, takeaway=TakeawayId(f"w{number}"), topic=None, text="learned", person=person)


def decided(more: int, following: int) -> Scene:
    """Return a meeting whose first box was decided by that many thumbs for more and for next."""
    everybody = [ANA, BEN, CHLOE, DEV]
    scene = talking("Flaky tests", "On-call", here=everybody).until("10:05")
    for number, person in enumerate(everybody):
        choice = Choice.MORE if number < more else Choice.NEXT if number < more + following else Choice.NEUTRAL
        scene.thumb(person, choice)
    return scene.until("10:05:30")


def test_the_moment_is_the_first_and_largest_thing_on_the_board() -> None:
    scene = decided(2, 1)
    said = lines(scene)
    assert said[0] == "2 👍  1 ✊  1 👎: three more minutes"
    assert said[2].startswith("*About 3 min left*, until <!date^")
    assert "|11:08:" in said[2]
    due = scene.meeting.due
    assert due is not None
    assert (
        drawn(scene).text
        == f"2 👍  1 ✊  1 👎: three more minutes, until <!date^{int(due.timestamp())}^{{time}}|11:08 Europe/Madrid>. Flaky tests"
    )


def test_the_moment_of_going_on_says_so_and_what_is_done() -> None:
    said = lines(decided(1, 3))
    assert said[0] == "1 👍  0 ✊  3 👎: on to the next topic"
    assert "_Flaky tests_ is done." in said
    assert any(line.startswith("*On-call*") for line in said)


def test_a_moment_that_was_overtaken_is_not_shown_any_more() -> None:
    scene = decided(2, 1)
    scene.do(boxes.next_topic, person=BEN)
    assert scene.running == "On-call"
    assert lines(scene)[0] == "☕ Platform guild"
    assert not any("👍  " in line for line in lines(scene))


def test_silence_is_said_as_silence_and_then_the_talk_is_left_alone() -> None:
    scene = talking("Flaky tests").until("10:05:31")
    assert lines(scene)[0] == "Nobody answered: one more minute"
    assert "Then I ask again." in lines(scene)
    scene.until("10:07:01")
    assert scene.stage is Stage.CARRY_ON
    (now,) = [line for line in lines(scene) if line.startswith("*Carry on")]
    assert now.startswith("*Carry on; I ask again at <!date^")
    assert "|11:12>" in now
    assert "If nobody answers then, the next topic opens." not in told(drawn(scene))
    assert any(
        line.startswith("*Carry on.* Press “Next topic” when you are ready; the talk ends at")
        for line in lines(scene.until("10:13"))
    )
    two = talking("Flaky tests", "On-call").until("10:07:01")
    assert told(drawn(two)).endswith("silence is not a verdict. If nobody answers then, the next topic opens.")


def taken(scene: Scene, text: str, about: str | None = "Flaky tests") -> None:
    named = {"takeaway": TakeawayId(f"w{len(scene.meeting.takeaways)}"), "topic": None if about is None else TopicId(about)}
    scene.do(lambda meeting, at: meeting_rules.add_takeaway(meeting, text=text, person=BEN, at=at, **named))  # type: ignore[arg-type]


def paused_at(scene: Scene) -> Scene:
    scene.do(boxes.pause, person=BEN)
    return scene


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(talking("Flaky tests", "On-call"), id="a box runs"),
        pytest.param(paused_at(talking("Flaky tests", "On-call")), id="paused"),
        pytest.param(talking("Flaky tests", "On-call").until("10:05"), id="thumbs"),
        pytest.param(talking("Flaky tests", "On-call").until("10:08"), id="carries on"),
    ],
)
def test_a_takeaway_stands_under_its_topic_at_once(scene: Scene) -> None:
    taken(scene, "Quarantine on the second failure")
    said = lines(scene)
    (topic_line,) = [number for number, line in enumerate(said) if line.startswith(("*Flaky tests*", "⏱ Time's up: Flaky tests"))]
    assert topic_line < said.index("💡 Quarantine on the second failure")
    assert "💡 Quarantine on the second failure" not in said[: topic_line + 1]


def test_a_takeaway_for_what_was_discussed_stands_below_it_and_one_for_the_whole_below_all() -> None:
    scene = talking("Flaky tests", "On-call")
    scene.do(boxes.next_topic, person=BEN)
    taken(scene, "Quarantine them")
    taken(scene, "Meet more often", None)
    said = lines(scene)
    assert (
        said.index("*Discussed*")
        < said.index("💡 Quarantine them")
        < said.index("*Takeaways*")
        < said.index("💡 Meet more often")
    )
    scene.do(boxes.next_topic, person=BEN)
    assert scene.stage is Stage.LAST_CALL
    assert [lines(scene).count(f"💡 {text}") for text in ("Meet more often", "Quarantine them")] == [1, 1]
    scene.do(voting.vote_again, waiting=(topic("new"),), person=BEN)
    assert {"💡 Quarantine them", "💡 Meet more often"} <= set(lines(scene))


def test_many_takeaways_leave_the_buttons_in_view_and_say_how_many_came_before() -> None:
    scene = talking("Flaky tests")
    for number in range(8):
        taken(scene, f"lesson {number}")
    shown = [line for line in lines(scene) if "lesson" in line]
    assert shown == [f"💡 lesson {number}" for number in range(3, 8)]
    assert "_3 earlier takeaways come with the summary._" in lines(scene)
    taken(scene, "w" * 500)
    taken(scene, "x" * 500)
    taken(scene, "y" * 500)
    assert [line[:3] for line in lines(scene) if line.startswith("💡")] == ["💡 x", "💡 y"]
    hold_board(scene)


def test_of_what_waits_the_next_five_stand_on_the_board_of_a_talk_and_the_rest_is_counted() -> None:
    for scene in (talking(*names(32)), paused_at(talking(*names(32))), talking(*names(32)).until("10:08")):
        said = lines(scene)
        first = said.index("*To discuss*")
        assert [line.partition(" ")[0] for line in said[first + 1 : first + 6]] == ["2.", "3.", "4.", "5.", "6."]
        assert said[first + 6] == "and 26 more"
        assert said.index("Takeaway") < first
    assert not any(line.startswith("and ") for line in lines(talking(*names(6))))


def test_of_what_was_discussed_the_last_five_stand_and_one_that_just_got_a_takeaway_is_among_them() -> None:
    scene = talking(*names(9))
    for _ in range(7):
        scene.now += seconds(1)
        scene.do(boxes.next_topic, person=BEN)
    said = lines(scene)
    assert said[said.index("*Discussed*") + 1].startswith("topic number 2")
    assert "and 2 that were discussed earlier" in said
    scene.now += seconds(1)
    taken(scene, "late", "topic number 0")
    said = lines(scene)
    assert said[said.index("*Discussed*") + 1].startswith("topic number 0")
    assert "💡 late" in said


def test_dots_are_drawn_in_one_way_on_a_board_and_in_its_summary() -> None:
    for many, drawn_many, drawn_few in ((11, "●●●●●●●●●●● 11", "●●●●●●● 7"), (30, "● 30", "● 7")):
        scene = talking("Flaky tests", "On-call")
        given = (replace(scene.meeting.topics[0], dots=many), replace(scene.meeting.topics[1], dots=7))
        scene.meeting = replace(scene.meeting, topics=given)
        assert f"*Flaky tests*  {drawn_many}" in lines(scene)
        assert any(line.startswith(f"2. On-call  {drawn_few}") for line in lines(scene))
        record = told(drawn(scene.to_the_end()))
        assert drawn_many in record
        assert drawn_few in record


def test_what_silence_did_is_large_and_says_until_when_it_can_be_taken_back() -> None:
    scene = talking("Flaky tests", "On-call").until("10:12:30")
    assert lines(scene)[0] == "Nobody answered: on to the next topic"
    assert buttons(drawn(scene)) == ["Back to the last topic", "Takeaway", "I'm here", "Next topic"]
    assert rare(drawn(scene))[:2] == ["Action", "Pause"]
    (back,) = [line for line in lines(scene) if line.startswith("_Flaky tests_ is done.")]
    assert back.endswith("|11:13:30> anyone here can go back to it.")
    paused = talking("Flaky tests", "On-call").until("10:12:40")
    paused.do(boxes.pause, person=BEN)
    assert buttons(drawn(paused)) == ["Go on", "Back to the last topic", "I'm here", "Next topic", "Undo"]
    assert any("anyone here can go back to it." in line for line in lines(paused))
    scene.until("10:13:30")
    assert "Back to the last topic" not in buttons(drawn(scene))
    assert not any("go back" in line for line in lines(scene))


def test_the_board_is_drawn_anew_when_nothing_can_be_taken_back_any_more() -> None:
    scene = talking("Flaky tests", "On-call", wishes=Wishes(length=minutes(40), box=seconds(90), thumbs=seconds(10)))
    scene.until("10:04:30")
    moments = list[str]()
    while (at := meeting_rules.redraw_at(scene.meeting, scene.now)) is not None and scene.stage is Stage.DISCUSSING:
        scene.now = at
        moments.append(f"{at:%H:%M:%S}")
    assert scene.running == "On-call"
    assert moments == ["10:05:00", "10:05:30"]


def test_the_room_s_thumbs_are_told_with_who_noted_them() -> None:
    scene = talking("Flaky tests").until("10:05")
    scene.do(boxes.room_says, person=BEN, more=True)
    assert lines(scene)[0] == "The room: three more minutes"
    assert "Ben noted the room's thumbs." in deeds(scene)


def test_a_topic_that_had_all_of_its_time_is_parked_in_words() -> None:
    scene = talking("Flaky tests", "On-call").until("10:05")
    for _ in range(2):
        scene.do(boxes.room_says, person=BEN, more=True)
        scene.do(boxes.end_box, person=BEN)
    assert "_Flaky tests_ is parked." in lines(scene)
    assert any(line.startswith("Flaky tests  ·  ") and line.endswith("parked") for line in lines(scene))
    assert any(line.startswith("*1. Flaky tests*") and "parked" in line for line in lines(scene.to_the_end()))


def test_only_a_topic_that_had_all_of_its_time_is_said_to_have_had_it() -> None:
    scene = talking("Flaky tests", "On-call").until("10:05")
    for _ in range(2):
        scene.do(boxes.room_says, person=BEN, more=True)
        scene.until(f"{scene.meeting.due:%H:%M:%S}")
    assert scene.running == "On-call"
    assert "_Flaky tests_ has had all of its time and is parked." in lines(scene)


def test_the_board_promises_no_minutes_that_the_meeting_does_not_have() -> None:
    scene = talking("Flaky tests", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20))).until("10:04")
    assert "0 of 3 have answered  ·  more 👍 than 👎 gives 40 s more" in lines(scene)
    scene.meeting = replace(scene.meeting, due=scene.meeting.planned_end)
    assert "0 of 3 have answered" in lines(scene)


def test_thumbs_that_the_planned_end_cut_off_are_shown_with_what_became_of_the_topic() -> None:
    scene = talking("Flaky tests", wishes=Wishes(length=minutes(5), box=minutes(4), thumbs=seconds(20))).until("10:04")
    scene.thumb(BEN, Choice.MORE)
    scene.meeting = replace(scene.meeting, due=scene.meeting.planned_end)
    scene.until("10:05")
    assert "*1 👍  0 ✊  0 👎*  ·  _Flaky tests_ ends here: the time for talking is over." in lines(scene)


def test_the_last_box_does_not_promise_thumbs() -> None:
    scene = talking("Flaky tests", "On-call").until("10:05")
    for _ in range(2):
        scene.do(boxes.room_says, person=BEN, more=True)
        if scene.meeting.box < 3:
            scene.do(boxes.end_box, person=BEN)
    assert any(line.startswith("This is the last box") for line in lines(scene))
    assert not any("thumbs decide" in line for line in lines(scene))


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (boxes.pause, "Ben paused."),
        (boxes.add_minute, "Ben added a minute."),
        (boxes.end_box, "Ben ended the box."),
        (boxes.next_topic, "Ben went on to the next."),
    ],
)
def test_the_board_says_who_steered(act: Any, said: str) -> None:
    scene = talking("Flaky tests", "On-call")
    assert "Ana closed the vote." in deeds(scene)
    scene.do(act, person=BEN)
    assert said in deeds(scene)
    scene.until("10:01:30")
    assert act is not boxes.pause or said in lines(scene)


def test_a_box_that_goes_on_says_who_let_it() -> None:
    scene = talking("Flaky tests")
    scene.do(boxes.pause, person=BEN)
    scene.do(boxes.resume, person=CHLOE)
    assert "Chloé went on." in deeds(scene)


def test_who_takes_over_a_paused_meeting_is_not_said_to_have_paused_it() -> None:
    scene = talking("Flaky tests")
    scene.do(course.leave, person=ANA)
    scene.do(boxes.pause, person=CHLOE)
    scene.do(hosting.take_over_host, person=BEN)
    said = lines(scene)
    assert "Ben hosts now." in said
    assert not any("Ben paused" in line for line in said)


def test_hosting_is_offered_only_once_the_host_has_left() -> None:
    for there in map(copy, in_every_stage("one", "two")):
        if there.meeting.closed is not None:
            continue
        assert "I'll host" not in rare(drawn(there))
        there.do(course.leave, person=ANA)
        assert "I'll host" in rare(drawn(there))
        assert "Ana is away; carrying on." in lines(there)


def test_a_minute_more_is_offered_while_a_box_runs() -> None:
    assert "+1 min" in rare(drawn(talking("one")))
    assert "+1 min" not in rare(drawn(talking("one").until("10:05")))


def test_the_vote_says_who_has_voted_and_never_for_what() -> None:
    scene = Scene(topic("Flaky tests", carried=2), topic("On-call"))
    scene.do(voting.open_vote, person=BEN)
    assert "Voted: nobody yet" in lines(scene)
    scene.ballot(BEN, "Flaky tests", "Flaky tests", "On-call")
    said = lines(scene)
    assert "Voted (1 of 3 here): Ben" in said
    assert "Ties: more different voters, then carried more often, then proposed earlier." in said
    assert "1. *Flaky tests*  ·  carried 2×" in said
    assert buttons(drawn(scene)) == ["Vote", "I'm here", "Undo"]
    assert rare(drawn(scene))[0] == "Close voting"


def test_a_host_who_does_not_vote_is_not_waited_for_and_the_board_says_so() -> None:
    scene = Scene(topic("Flaky tests"), wishes=Wishes(host_votes=False))
    scene.do(voting.open_vote, person=BEN)
    scene.ballot(BEN, "Flaky tests")
    assert "Voted (1 of 2 here): Ben  ·  Ana hosts without voting." in lines(scene)


def test_the_thumbs_say_how_many_have_answered_and_never_how() -> None:
    scene = talking("Flaky tests").until("10:05")
    scene.thumb(BEN, Choice.MORE)
    said = lines(scene)
    assert said[0] == "⏱ Time's up: Flaky tests"
    assert "1 of 3 has answered  ·  more 👍 than 👎 gives 3 min more" in said
    assert buttons(drawn(scene)) == ["👍 More", "✊ Neutral", "👎 Next topic", "I'm here"]


@pytest.mark.parametrize("count", [1, 12])
def test_a_topic_that_was_carried_over_says_so_before_the_vote(count: int) -> None:
    scene = Scene(*[topic(name, carried=2) for name in names(count)])
    assert sum("carried 2×" in line for line in lines(scene)) == count


NEWCOMERS = {
    Stage.GATHERING: "New to Lean Coffee?",
    Stage.PITCH: "New to Lean Coffee?",
    Stage.VOTING: "Nobody sees who votes for what",
    Stage.DISCUSSING: "When the time is up, thumbs decide",
    Stage.PAUSED: "The time of this box stands still",
    Stage.THUMBS: "New here?",
    Stage.CARRY_ON: "Nobody answered, so the talk goes on",
    Stage.TABLES: "Each table talks about its topic",
    Stage.LAST_CALL: "A takeaway is one thing",
}


def test_a_newcomer_reads_one_plain_line_in_each_stage() -> None:
    for scene in in_every_stage("one", "two"):
        if scene.meeting.closed is None:
            assert any(line.startswith(NEWCOMERS[scene.stage]) for line in lines(scene)), scene.stage


def test_each_stage_with_a_clock_says_about_how_long_it_takes() -> None:
    clocked = {Stage.GATHERING: "about 3 min left", Stage.VOTING: "about 2 min left", Stage.LAST_CALL: "about 1 min left"}
    for scene in in_every_stage("one", "two"):
        if scene.stage in clocked:
            assert any(line.endswith(clocked[scene.stage]) for line in lines(scene)), scene.stage


def test_a_vote_that_closes_in_seconds_says_nothing_of_the_minutes_of_its_deadline() -> None:
    scene = Scene(topic("Flaky tests"), topic("On-call"))
    scene.do(voting.open_vote, person=BEN)
    assert "min left" in told(drawn(scene))
    for person in (ANA, BEN, CHLOE):
        scene.ballot(person, "Flaky tests")
    assert "Everyone here has given all dots or pressed “Done”: closes at" in told(drawn(scene))
    assert " left" not in told(drawn(scene))


def test_what_no_one_can_open_any_more_is_not_called_to_discuss() -> None:
    scene = talking(*names(20))
    assert "*To discuss*" in lines(scene)
    scene.until("10:46")
    assert scene.stage is Stage.LAST_CALL
    assert "*Not reached*" in lines(scene)
    assert "*To discuss*" not in lines(scene)


def test_what_may_still_be_chosen_at_the_last_call_is_to_discuss() -> None:
    scene = voted(Scene(topic("Flaky tests"), topic("On-call")), "Flaky tests")
    scene.do(boxes.next_topic, person=BEN)
    assert scene.stage is Stage.LAST_CALL
    assert "*To discuss*" in lines(scene)
    assert "Ben ended the last topic." in deeds(scene)


@pytest.mark.parametrize(
    ("here", "topics", "said"),
    [
        ((ANA,), (), "Voting opens once a second person is here and there is a topic."),
        ((ANA,), ("one",), "Voting opens once a second person is here."),
        ((ANA, BEN), (), "Voting opens once there is a topic."),
    ],
)
def test_a_board_that_waits_promises_no_time_and_says_what_it_waits_for(
    here: tuple[PersonId, ...], topics: tuple[str, ...], said: str
) -> None:
    scene = Scene(*map(topic, topics), here=here)
    for _ in range(2):
        (now,) = [line for line in lines(scene) if line.startswith("*Gathering.*")]
        assert now == f"*Gathering.* Add what you want to talk about. {said}"
        scene.until("10:04")


def test_a_board_that_gathers_again_says_why() -> None:
    why = "No topic was left to vote on, so topics are gathered again."
    scene = Scene(topic("one"))
    assert why not in lines(scene)
    scene.do(voting.open_vote, person=BEN)
    scene.meeting = apply.applied(scene.meeting, remove(scene.meeting, topic=TopicId("one"), person=ANA))
    scene.do(voting.close_vote, person=BEN)
    assert scene.stage is Stage.GATHERING
    assert [line for line in deeds(scene) if line in (why, "Ben closed the vote.")] == ["Ben closed the vote.", why]
    hold_board(scene)


@pytest.mark.parametrize(("new", "said"), [(1, "1 new topic waits"), (3, "3 new topics wait")])
def test_the_talk_and_the_summary_say_how_many_topics_wait(new: int, said: str) -> None:
    for scene in in_every_stage("one", "two"):
        if scene.stage in (Stage.DISCUSSING, Stage.PAUSED, Stage.CARRY_ON, Stage.LAST_CALL):
            message = board(reader(scene), scene.meeting, new)
        elif scene.meeting.how is Closing.DONE:
            message = summary(reader(scene), scene.meeting, series.summary(scene.meeting), None, new)
        else:
            continue
        hold_message(message)
        assert f"{said} for the next meeting." in told(message).splitlines()
        assert "new topic" not in told(drawn(scene))


def test_a_vote_on_the_new_topics_is_offered_once_all_is_discussed_and_time_is_left() -> None:
    scene = talking("one")
    assert buttons(board(reader(scene), scene.meeting, 2)) == ["Takeaway", "Action", "I'm here", "Next topic", "Undo"]
    scene.do(boxes.next_topic, person=BEN)
    assert buttons(drawn(scene)) == ["Takeaway", "Action", "I'm here", "Finish now", "Undo"]
    message = board(reader(scene), scene.meeting, 1)
    assert buttons(message) == ["Takeaway", "Vote on the new topic", "I'm here", "Finish now", "Undo"]
    scene.do(voting.vote_again, waiting=(topic("two"),), person=CHLOE)
    said = deeds(scene)
    assert "Chloé opened a vote on the new topics." in said
    assert "*Discussed*" in said
    assert "1. *two*" in said
    hold_board(scene)
    late = talking("one").until("10:46")
    assert buttons(board(reader(late), late.meeting, 1)) == ["Takeaway", "Action", "I'm here", "Finish now"]


def test_times_fall_back_on_the_meeting_s_own_zone() -> None:
    assert any("|11:45>" in line for line in lines(Scene()))
    assert not any("|10:45>" in line for line in lines(Scene()))


def test_the_fallback_text_says_what_is_on() -> None:
    said = {scene.stage: drawn(scene).text for scene in in_every_stage("Flaky tests") if scene.meeting.verdict is None}
    assert said.pop(Stage.DISCUSSING).endswith("^{time}|11:05 Europe/Madrid>")
    assert said == {
        Stage.GATHERING: "Platform guild: gathering topics for Lean Coffee",
        Stage.PITCH: "Platform guild: pitch of “Flaky tests”",
        Stage.VOTING: "Platform guild: vote on the topics",
        Stage.PAUSED: "Platform guild: paused at Flaky tests",
        Stage.THUMBS: "Time's up: Flaky tests. More time?",
        Stage.CLOSED: "Platform guild: Cancelled by Ana.",
    }


def test_an_outage_is_told_with_what_was_given_back() -> None:
    scene = talking("Flaky tests").until("10:01")
    scene.now += seconds(130)
    changes = meeting_rules.bridge(scene.meeting, began=TEN + minutes(1), ended=scene.now)
    scene.meeting = apply.applied(scene.meeting, changes)
    (line,) = [line for line in lines(scene) if line.startswith("I was away")]
    assert line.startswith("I was away for 2 min 10 s; giving the time back, ends <!date^")
    assert "|11:07:10>" in line
    assert not any(line.startswith("I was away") for line in lines(scene.until("10:08")) if scene.stage is Stage.CARRY_ON)


def test_a_meeting_that_opened_late_says_when_it_was_due() -> None:
    scene = Scene(topic("one"))
    assert not [line for line in lines(scene) if "opened late" in line]
    scene.meeting = replace(scene.meeting, planned_end=scene.meeting.planned_end - minutes(20))
    (line,) = [line for line in lines(scene) if "opened late" in line]
    assert line == f"This meeting opened late: it was due <!date^{int((TEN - minutes(20)).timestamp())}^{{time}}|10:40>."


def test_a_stage_that_begins_right_after_an_outage_does_not_take_its_own_end_for_the_time_given_back() -> None:
    scene = talking("one").until("10:00:10")
    began, scene.now = scene.now, scene.now + seconds(20)
    scene.meeting = apply.applied(scene.meeting, meeting_rules.bridge(scene.meeting, began=began, ended=scene.now))
    scene.now += seconds(5)
    scene.do(boxes.end_box, person=BEN)
    assert "I was away for 20 s; the time was given back." in lines(scene)


def test_a_summary_after_an_outage_says_why_it_closed() -> None:
    scene = talking("Flaky tests")
    began, scene.now = scene.now, TEN + timedelta(hours=3)
    scene.meeting = apply.applied(scene.meeting, meeting_rules.bridge(scene.meeting, began=began, ended=scene.now))
    assert scene.meeting.how is Closing.AFTER_OUTAGE
    assert "Closed after an outage: I was away at the planned end." in lines(scene)


def test_a_summary_of_what_nobody_ended_says_when_it_closed_by_itself_and_until_when_it_counts() -> None:
    scene = talking("Flaky tests")
    scene.now = TEN + timedelta(hours=1)
    scene.meeting = apply.applied(scene.meeting, meeting_rules.fall_due(scene.meeting, scene.now))
    (said,) = [line for line in lines(scene) if line.startswith("It was left open, so it closed by itself at ")]
    assert "Attendance counts until " in said


def test_a_summary_of_a_cancelled_talk_says_who_cancelled() -> None:
    scene = talking("Flaky tests", "On-call")
    scene.do(meeting_rules.cancel, person=ANA)
    message = summary(reader(scene), scene.meeting, series.summary(scene.meeting), None)
    hold_message(message)
    assert "Cancelled by Ana." in told(message)


def test_a_summary_shows_what_came_out_in_the_order_of_talking() -> None:
    scene = decided(2, 1)
    scene.do(meeting_rules.add_takeaway, takeaway=TakeawayId("w1"), topic=TopicId("Flaky tests"), text="Quarantine", person=BEN)
    scene.do(meeting_rules.add_takeaway, takeaway=TakeawayId("w2"), topic=None, text="Meet again", person=BEN)
    scene.do(boxes.next_topic, person=BEN)
    scene.do(propose, proposal=Proposal(GUILD, DEV, "Later"), waiting=0, topic=TopicId("Later"))
    scene.to_the_end()
    record = series.summary(scene.meeting)
    said = told(summary(reader(scene), scene.meeting, record, TEN + timedelta(days=30))).splitlines()
    assert said[0] == "☕ Platform guild: what came out"
    words = reader(scene).words
    when = f"{words.slack_day_time(record.began)} to {words.slack_time(record.ended)}"
    assert said[1] == f"{when} · host Ana · with Ben, Chloé, Dev"
    assert [line[:6] for line in said if line.startswith(("*1.", "*2."))] == ["*1. Fl", "*2. On"]
    assert said.index("💡 Quarantine") < said.index("*Takeaways*") < said.index("💡 Meet again")
    assert "2 👍  1 ✊  1 👎" in said
    assert said[-1].startswith("Next: <!date^")


def test_a_summary_tells_day_and_hour_in_the_zone_of_whoever_reads_it() -> None:
    scene = talking("Flaky tests").to_the_end()
    message = summary(reader(scene), scene.meeting, series.summary(scene.meeting), None)
    began = f"<!date^{int(scene.meeting.opened.timestamp())}^{{date_num}} {{time}}|Tue Dec 1 11:00 Europe/Madrid>"
    assert told(message).splitlines()[1].startswith(began)
    assert "2026" not in told(message)


def test_what_was_not_reached_is_listed_with_its_count() -> None:
    scene = talking("one", "two", "three", wishes=Wishes(length=minutes(5), box=minutes(5))).to_the_end()
    said = lines(scene)
    assert "*Not reached, back next time*" in said
    assert any(line.startswith("• two") and line.endswith("carried 3×") for line in said)


@pytest.mark.parametrize(
    ("here", "said"),
    [((), "Closed quietly: nobody came."), ((BEN,), "Closed quietly: only Ben came.")],
)
def test_a_meeting_that_hardly_anybody_came_to_closes_in_one_line(here: tuple[PersonId, ...], said: str) -> None:
    scene = Scene(topic("one"), here=here).to_the_end()
    assert scene.meeting.how is Closing.QUIET
    assert lines(scene) == [f"☕ *Platform guild*  {said} 1 topic waits for the next one."]


def test_what_one_person_typed_alone_stands_below_the_line_that_closes() -> None:
    scene = talking("one", "two")
    scene.meeting = replace(scene.meeting, here=frozenset([ANA]), came=frozenset([ANA]))
    scene.do(meeting_rules.add_takeaway, takeaway=TakeawayId("w"), topic=TopicId("one"), text="quarantine them", person=ANA)
    assert lines(scene.to_the_end()) == [
        "☕ *Platform guild*  Closed quietly: only Ana came. 2 topics wait for the next one.",
        "💡 quarantine them",
    ]


@pytest.mark.parametrize("count", [0, 3, 400])
def test_the_roster_fits_and_shows_minutes_to_the_host(count: int) -> None:
    scene = talking("one").to_the_end()
    people = [RosterLine(person, 43, corrected=True) for person in drawing.people(count)]
    message = forms.roster(
        NAMING, reader(scene, {person: str(person) for person in drawing.people(count)}), scene.meeting, people
    )
    hold_message(message)
    assert count == 0 or "U000  43 min  ·  _corrected_" in told(message)


def test_the_form_of_a_correction_names_no_more_minutes_than_can_be_stated() -> None:
    scene = talking("one").to_the_end()
    scene.meeting = replace(scene.meeting, closed=scene.meeting.opened + timedelta(minutes=43, seconds=50))
    assert "lasted 43 min" in told(forms.roster_form(NAMING, reader(scene), scene.meeting, ()))
    assert roster.checked(scene.meeting, Word({BEN: 43}, {}, "was on the call"), person=ANA).people == {BEN: 43}
