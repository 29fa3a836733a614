"""Pitches before the vote: each topic in turn, by itself or by anyone here."""

from functools import partial

import pytest

from bot.features.lean_coffee.rules import apply, ballots, meeting, pitch, topics
from bot.features.lean_coffee.rules.acts import Act, acts
from bot.features.lean_coffee.rules.refusals import PitchOutOfBounds
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import TopicId, Wishes
from bot.features.lean_coffee.views.ahead import of_meeting
from bot.features.lean_coffee.views.commands import on_board
from bot.meetings.rules import course, undo
from bot.meetings.rules.changes import ClockFollowed
from bot.meetings.rules.refusals import NotHere, Stale
from bot.meetings.rules.values import Closing
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.drawing import ENGLISH, buttons, drawn, lines, rare
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, TEN, Scene, clock, minutes, seconds, topic

PITCHES = Wishes(pitch=seconds(20))
taken_back = partial(undo.undo, meeting.COURSE)


def pitching(*names: str, wishes: Wishes = PITCHES) -> Scene:
    """Return a meeting whose first topic is pitched, from ten o'clock on."""
    scene = Scene(*(topic(name, proposed=TEN - minutes(9 - place)) for place, name in enumerate(names)), wishes=wishes)
    scene.do(pitch.open_vote, person=BEN)
    return scene


def test_topics_are_pitched_in_the_order_of_proposing_and_then_voted_on() -> None:
    scene = pitching("z", "a", "m")
    assert (scene.stage, scene.meeting.pitch, scene.meeting.due) == (Stage.PITCH, "z", clock("10:00:20"))
    assert scene.until("10:00:20").meeting.pitch == "a"
    assert scene.until("10:00:40").meeting.pitch == "m"
    scene.until("10:01")
    assert (scene.stage, scene.meeting.pitch, scene.meeting.due) == (Stage.VOTING, None, clock("10:03"))
    assert scene.meeting.planned_end == clock("10:45")


def test_the_deadline_of_gathering_begins_the_pitches_too() -> None:
    scene = Scene(topic("one"), topic("two"), wishes=PITCHES).until("10:03")
    assert (scene.stage, scene.meeting.pitch, scene.meeting.due) == (Stage.PITCH, "one", clock("10:03:20"))
    assert Scene(topic("one")).until("10:03").stage is Stage.VOTING


def test_anyone_here_goes_on_to_the_next_pitch_or_skips_what_is_left() -> None:
    scene = pitching("one", "two", "three")
    scene.now += seconds(5)
    scene.do(pitch.next_pitch, person=CHLOE)
    assert (scene.meeting.pitch, scene.meeting.due) == ("two", scene.now + seconds(20))
    with pytest.raises(Stale):
        scene.do(pitch.next_pitch, person=CHLOE, phase=scene.meeting.phase - 1)
    with pytest.raises(NotHere):
        scene.do(pitch.next_pitch, person=DEV)
    scene.do(pitch.skip_pitches, person=CHLOE)
    assert scene.stage is Stage.VOTING
    assert "Chloé skipped the pitches. Until" in str(lines(scene))


def test_the_last_press_opens_the_vote() -> None:
    scene = pitching("one")
    assert buttons(drawn(scene))[0] == "Vote now"
    assert "This is the last pitch. The vote opens when its time is up." in lines(scene)
    scene.do(pitch.next_pitch, person=CHLOE)
    assert scene.stage is Stage.VOTING
    assert "Chloé ended the last pitch. Until" in str(lines(scene))


def test_each_step_is_taken_back_with_the_seconds_that_were_left() -> None:
    scene = pitching("one", "two")
    scene.now += seconds(5)
    scene.do(pitch.next_pitch, person=CHLOE)
    scene.now += seconds(1)
    scene.do(taken_back, person=BEN)
    assert (scene.meeting.pitch, scene.meeting.due) == ("one", scene.now + seconds(15))
    scene.do(pitch.skip_pitches, person=CHLOE)
    scene.do(taken_back, person=BEN)
    assert (scene.stage, scene.meeting.pitch) == (Stage.PITCH, "one")
    scene.until("10:00:10").do(pitch.skip_pitches, person=CHLOE)
    again = pitching("one")
    again.do(taken_back, person=ANA)
    assert (again.stage, again.meeting.pitch) == (Stage.GATHERING, None)


def test_a_topic_that_comes_meanwhile_is_pitched_last() -> None:
    scene = pitching("one", "two")
    scene.now += seconds(3)
    assert scene.propose("three").meeting == scene.meeting.id
    assert [one.id for one in pitch.still_to_pitch(scene.meeting)] == ["two", "three"]
    assert scene.until("10:00:45").meeting.pitch == "three"
    assert scene.until("10:01").stage is Stage.VOTING


def test_one_that_is_withdrawn_is_skipped_at_once_where_it_is_pitched() -> None:
    scene = pitching("one", "two", "three")
    scene.do(topics.remove, topic=TopicId("two"), person=ANA)
    scene.now += seconds(5)
    scene.do(topics.remove, topic=TopicId("one"), person=ANA)
    assert (scene.meeting.pitch, scene.meeting.due) == ("three", scene.now + seconds(20))
    scene.do(topics.remove, topic=TopicId("three"), person=ANA)
    assert (scene.stage, scene.meeting.pitch) == (Stage.GATHERING, None)
    assert pitch.still_to_pitch(scene.meeting) == ()


def test_there_are_no_pitches_where_too_little_would_be_left_to_vote_and_talk() -> None:
    short = Wishes(pitch=seconds(20), length=minutes(6), vote=minutes(2), box=minutes(4))
    assert pitching(*"abcdef", wishes=short).stage is Stage.PITCH
    assert pitching(*"abcdefg", wishes=short).stage is Stage.VOTING
    scene = pitching(*"abcdef", wishes=short)
    for name in ("g", "h"):
        scene.propose(name)
    assert scene.until("10:01:59").meeting.pitch == "f"
    assert scene.until("10:02").stage is Stage.VOTING
    assert scene.meeting.due == clock("10:04")


def test_an_outage_gives_a_pitch_its_time_back_and_the_planned_end_stays() -> None:
    scene = pitching("one", "two")
    scene.now += seconds(60)
    bridged = meeting.bridge(scene.meeting, began=clock("10:00:05"), ended=scene.now)
    scene.meeting = apply.applied(scene.meeting, bridged)
    assert (scene.meeting.pitch, scene.meeting.due) == ("one", clock("10:01:15"))
    assert scene.meeting.planned_end == clock("10:45")
    long = meeting.bridge(scene.meeting, began=scene.now, ended=clock("10:50"))
    assert apply.applied(scene.meeting, long).how is Closing.AFTER_OUTAGE


def test_a_meeting_that_is_asked_after_its_planned_end_closes() -> None:
    scene = pitching("one", "two")
    scene.now = clock("10:46")
    assert apply.applied(scene.meeting, meeting.fall_due(scene.meeting, scene.now)).closed is not None


def test_a_clock_that_was_set_moves_the_pitch_with_it() -> None:
    scene = pitching("one", "two")
    scene.meeting = apply.applied(scene.meeting, (ClockFollowed(minutes(60)),))
    assert scene.until("11:00:20").meeting.pitch == "two"


def test_the_board_shows_whose_topic_it_is_and_what_comes() -> None:
    scene = pitching("one", "two", "three", "four", "five")
    said = "\n".join(lines(scene))
    assert "*Ana pitches, until <!date^" in said
    assert "Why talk about this?" in said
    assert "Then: “two”, “three”, “four” and 1 more, then the vote." in said
    assert buttons(drawn(scene))[:4] == ["Next pitch", "I'm here", "Propose a topic", "Skip pitches"]
    assert "Remove a topic (host)" in rare(drawn(scene))
    assert drawn(scene).text == "Platform guild: pitch of “one”"
    assert "Ben started the pitches." in said
    scene.do(course.leave, person=ANA)
    assert "Ana is not here: somebody reads the topic out." in "\n".join(lines(scene))
    assert of_meeting(ENGLISH, scene.meeting) == "Platform guild: the next pitch, or the vote"


def test_an_anonymous_topic_is_read_by_the_group_without_a_name() -> None:
    scene = Scene(topic("one", author=None), wishes=PITCHES)
    scene.do(pitch.open_vote, person=BEN)
    said = "\n".join(lines(scene))
    assert "An anonymous topic: somebody reads it out." in said
    assert "Ana pitches" not in said


def test_what_people_may_do_meanwhile() -> None:
    scene = pitching("one", "two")
    may = acts(scene.meeting, CHLOE, scene.now)
    assert {Act.NEXT_PITCH, Act.SKIP_PITCHES, Act.UNDO, Act.PROPOSE, Act.LEAVE} <= may
    assert not {Act.VOTE, Act.OPEN_VOTE, Act.CLOSE_VOTE} & may
    assert not {Act.NEXT_PITCH, Act.SKIP_PITCHES} & acts(scene.meeting, DEV, scene.now)
    assert "“Next pitch” and “Skip pitches”" in on_board(ENGLISH, "next", scene.meeting, CHLOE, may)
    assert "“Skip pitches” on the board opens the vote." in on_board(ENGLISH, "vote", scene.meeting, CHLOE, may)
    with pytest.raises(Stale):
        scene.do(ballots.cast_ballot, voter=BEN, dots=())


@pytest.mark.parametrize(("given", "nearest"), [(10, 15), (14, 15), (31, 30), (20 * 60, 20), (2 * 3600, 30)])
def test_a_pitch_out_of_bounds_is_refused_with_one_within(given: int, nearest: int) -> None:
    with pytest.raises(PitchOutOfBounds) as refused:
        settle(Wishes(pitch=seconds(given)))
    assert refused.value.instead == seconds(nearest)
    assert settle(Wishes(pitch=refused.value.instead)).pitch == seconds(nearest)
    assert (settle(Wishes()).pitch, settle(Wishes(pitch=seconds(0))).pitch) == (seconds(0), seconds(0))


async def test_pitches_by_the_board_of_a_real_meeting(desk: Desk) -> None:
    await desk.opens("one", "two", wishes="pitch 20s")
    assert "Before the vote each topic is pitched for 20 s." in str((await desk.board()).blocks[-1].to_dict())
    await desk.presses("Start pitches", await desk.board())
    assert (await desk.meeting()).stage is Stage.PITCH
    await desk.presses("Next pitch", await desk.board(), CHLOE)
    await desk.presses("Undo", await desk.board())
    everything = (await desk.presses("More …", await desk.board())).form
    assert {"Next pitch", "Skip pitches"} <= set(labels(everything))
    await desk.waits(seconds(20))
    assert "“Next pitch” and “Skip pitches” stand on the board." in (await desk.types("next", BEN)).text
    await desk.waits(seconds(20))
    assert (await desk.meeting()).stage is Stage.VOTING
    assert (await desk.meeting()).pitch is None


async def test_a_pitch_that_cannot_be_is_refused_with_what_to_type(desk: Desk) -> None:
    assert "you wrote 20 min. Write `pitch 20s`." in (await desk.types('start "Guild" pitch 20')).text
    assert "you wrote 1 min. Write `pitch 30s`." in (await desk.types('start "Guild" pitch 60s')).text


async def test_skipping_the_pitches_opens_the_vote(desk: Desk) -> None:
    await desk.opens("one", "two", wishes="pitch 20s")
    await desk.presses("Start pitches", await desk.board())
    await desk.presses("Skip pitches", await desk.board(), CHLOE)
    assert (await desk.meeting()).stage is Stage.VOTING
