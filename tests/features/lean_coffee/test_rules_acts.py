"""What a person may do now: what is offered is never refused, and what steers is offered to all who are here."""

from collections.abc import Callable, Mapping
from copy import copy
from functools import partial
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules import ballots, boxes, merging, pitch, reports, run_off, silence, tables, topics
from bot.features.lean_coffee.rules import meeting as meeting_rules
from bot.features.lean_coffee.rules import voting as voting_rules
from bot.features.lean_coffee.rules.acts import Act, acts, may_open_vote
from bot.features.lean_coffee.rules.changes import Change
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.parts import parts
from bot.features.lean_coffee.rules.stages import Choice, Column, Stage
from bot.features.lean_coffee.rules.takeaways import asked_about
from bot.features.lean_coffee.rules.values import Proposal, TakeawayId, TopicId, Wishes
from bot.meetings.rules import course, hosting, undo
from tests.features.lean_coffee.scene import (
    ANA,
    BEN,
    CHLOE,
    DEV,
    GUILD,
    Scene,
    apart,
    at_tables,
    large,
    minutes,
    seconds,
    talking,
    topic,
    voted,
)
from tests.plugins.repeatable import examples

EVERYBODY = (ANA, BEN, CHLOE, DEV)
STRANGER = PersonId("U0EVE")
Does = Callable[[Scene, PersonId], tuple[Change, ...]]
_presses = count(9_999_999_999)
"""Each press comes after the one before it, as Slack's `action_ts` says."""


def steers(rule: Callable[..., tuple[Change, ...]], **named: Any) -> Does:
    return lambda scene, person: rule(scene.meeting, person=person, phase=scene.meeting.phase, at=scene.now, **named)


def gives(rule: Callable[..., tuple[Change, ...]]) -> Does:
    return lambda scene, person: rule(scene.meeting, person=person, at=scene.now)


def thumb(choice: Choice) -> Does:
    def press(scene: Scene, person: PersonId) -> tuple[Change, ...]:
        ts = f"{next(_presses)}.1"
        return boxes.give_thumb(scene.meeting, person=person, phase=scene.meeting.phase, choice=choice, ts=ts, at=scene.now)

    return press


def takeaway(scene: Scene, person: PersonId) -> tuple[Change, ...]:
    about = scene.meeting.topic
    return meeting_rules.add_takeaway(
        scene.meeting, takeaway=TakeawayId("w"), topic=about, text="learned", person=person, at=scene.now
    )


def votes(scene: Scene, person: PersonId) -> tuple[Change, ...]:
    dots = tuple(found.id for found in topics.to_vote_on(scene.meeting)[: scene.meeting.dots])
    return ballots.cast_ballot(scene.meeting, phase=scene.meeting.phase, voter=person, dots=dots, at=scene.now)


def takes_from_last(scene: Scene, person: PersonId) -> tuple[Change, ...]:
    about = asked_about(scene.meeting, scene.now)
    assert about is None or about.column is Column.DISCUSSED
    return takeaway(scene, person) if about else ()


def talks_about(scene: Scene, person: PersonId) -> tuple[Change, ...]:
    chosen = voting_rules.to_talk_about(scene.meeting, scene.now)[0].id
    return steers(voting_rules.talk_about, topic=chosen)(scene, person)


def removes(scene: Scene, person: PersonId) -> tuple[Change, ...]:
    return topics.remove(scene.meeting, topic=topics.to_vote_on(scene.meeting)[0].id, person=person)


def proposes(scene: Scene, person: PersonId) -> tuple[Change, ...]:
    proposal, named = Proposal(GUILD, person, "new"), TopicId(f"n{len(scene.meeting.topics)}")
    return topics.propose(scene.meeting, proposal, waiting=0, topic=named, at=scene.now)


def merges(scene: Scene, person: PersonId) -> Any:
    first, second = [*sorted(topics.to_vote_on(scene.meeting), key=lambda found: len(parts(found))), *[topic("x")] * 2][:2]
    made = TopicId(f"m{len(scene.meeting.topics)} of {first.id} and {second.id}")
    named: dict[str, Any] = {"first": first.id, "second": second.id, "merged": made, "phase": scene.meeting.phase}
    return merging.merge(scene.meeting, **named, person=person, at=scene.now)


def parts_last(scene: Scene, person: PersonId) -> Any:
    found = merging.merged_last(scene.meeting, scene.now)
    named: dict[str, Any] = {"topic": found.id if found else TopicId("none"), "phase": scene.meeting.phase}
    return merging.undo_merge(scene.meeting, **named, person=person, at=scene.now)


def parts_last_as_host(scene: Scene, person: PersonId) -> Any:
    found = merging.merged(scene.meeting)
    named: dict[str, Any] = {"topic": found[0].id if found else TopicId("none"), "phase": scene.meeting.phase}
    return merging.take_apart(scene.meeting, **named, person=person, at=scene.now)


def reports_one(scene: Scene, person: PersonId) -> Any:
    (found, *_) = reports.reportable(scene.meeting, person)
    known = frozenset(("somebody's", "somebody else's"))
    return reports.report(scene.meeting, topic=found.id, person=person, reports=reports.Reports("key", known))


def restores(scene: Scene, person: PersonId) -> Any:
    return reports.restore(scene.meeting, topic=reports.hidden(scene.meeting)[0].id, person=person)


DOES: Mapping[Act, Does] = {
    Act.THUMB_MORE: thumb(Choice.MORE),
    Act.THUMB_NEUTRAL: thumb(Choice.NEUTRAL),
    Act.THUMB_NEXT: thumb(Choice.NEXT),
    Act.ROOM_MORE: steers(boxes.room_says, more=True),
    Act.ROOM_NEXT: steers(boxes.room_says, more=False),
    Act.OPEN_VOTE: steers(pitch.open_vote),
    Act.NEXT_PITCH: steers(pitch.next_pitch),
    Act.SKIP_PITCHES: steers(pitch.skip_pitches),
    Act.RUN_OFF: steers(run_off.open_run_off),
    Act.VOTE: votes,
    Act.CLOSE_VOTE: steers(voting_rules.close_vote),
    Act.TAKE_BACK: steers(silence.take_back),
    Act.UNDO: steers(partial(undo.undo, COURSE)),
    Act.SPLIT: steers(tables.split),
    Act.ONE_TABLE: steers(tables.back_to_one),
    Act.TAKEAWAY: takeaway,
    Act.MEETING_TAKEAWAY: takeaway,
    Act.ACTION: lambda scene, person: meeting_rules.here_by_writing(scene.meeting, person, scene.now),
    Act.TAKEAWAY_OF_LAST: takes_from_last,
    Act.PAUSE: steers(boxes.pause),
    Act.RESUME: steers(boxes.resume),
    Act.ADD_MINUTE: steers(boxes.add_minute),
    Act.END_BOX: steers(boxes.end_box),
    Act.NEXT_TOPIC: steers(boxes.next_topic),
    Act.TALK_ABOUT: talks_about,
    Act.VOTE_AGAIN: steers(voting_rules.vote_again, waiting=(topic("again"),)),
    Act.FINISH: steers(meeting_rules.finish),
    Act.PROPOSE: proposes,
    Act.MY_TOPICS: lambda scene, person: (),
    Act.ALL_TOPICS: lambda scene, person: (),
    Act.CHECK_IN: gives(course.check_in),
    Act.LEAVE: gives(course.leave),
    Act.TAKE_OVER: gives(hosting.take_over_host),
    Act.KEEP_HOSTING: lambda scene, person: hosting.keep_hosting(scene.meeting, person=person),
    Act.HAND_OVER: gives(partial(hosting.hand_over, to=STRANGER)),
    Act.COHOSTS: gives(partial(hosting.name_cohosts, cohosts=frozenset([STRANGER]))),
    Act.REPORT: reports_one,
    Act.HIDDEN: restores,
    Act.MERGE: merges,
    Act.UNDO_MERGE: parts_last,
    Act.TAKE_APART: parts_last_as_host,
    Act.REMOVE: removes,
    Act.CANCEL: steers(meeting_rules.cancel),
}
QUIET = {Act.MY_TOPICS, Act.ALL_TOPICS, Act.COHOSTS, Act.ACTION}
"""What changes nothing by itself, or nothing where it is so already."""


def hold(scene: Scene) -> None:
    """Hold what is offered to each person against what the rules let them do."""
    for person in EVERYBODY:
        offered = acts(scene.meeting, person, scene.now, 1)
        for act in Act:
            there = copy(scene)
            try:
                changes = DOES[act](there, person)
            except (Refusal, IndexError, ValueError):
                assert act not in offered, (scene.stage, person, act)
                continue
            assert act not in offered or changes or act in QUIET, (scene.stage, person, act)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Act)), st.sampled_from(EVERYBODY), st.sampled_from([0, 2, 12, 45, 200])), max_size=25
    ),
    st.integers(0, 3),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=examples(150), deadline=None)
def test_whatever_has_happened_nothing_that_is_offered_is_refused(
    tried: list[tuple[Act, PersonId, int]], waiting: int, host_votes: bool, chosen: bool
) -> None:
    wishes = Wishes(length=minutes(15), host_votes=host_votes, pitch=seconds(20) if chosen else None, takeaways_asked=chosen)
    scene = Scene(*(topic(f"t{number}") for number in range(waiting)), wishes=wishes, here=(ANA,))
    for act, person, wait in tried:
        if act in acts(scene.meeting, person, scene.now, 1):
            scene.do(lambda meeting, at, act=act, person=person: DOES[act](scene, person))
        hold(scene)
        scene.until(f"{scene.now + seconds(wait):%H:%M:%S}")
        hold(scene)


def test_a_large_group_is_offered_tables_and_what_is_offered_is_not_refused() -> None:
    scene = large("one", "two")
    assert Act.SPLIT in acts(scene.meeting, BEN, scene.now)
    hold(scene)
    scene.do(tables.split, person=BEN)
    hold(scene)
    table = copy(scene)
    table.meeting = apart(scene)[0]
    assert not {Act.SPLIT, Act.ONE_TABLE, Act.REMOVE, Act.CANCEL} & acts(table.meeting, table.meeting.host, table.now)


STEERED = {
    Stage.GATHERING: {Act.OPEN_VOTE},
    Stage.PITCH: {Act.NEXT_PITCH, Act.SKIP_PITCHES},
    Stage.VOTING: {Act.CLOSE_VOTE},
    Stage.DISCUSSING: {Act.PAUSE, Act.ADD_MINUTE, Act.END_BOX, Act.NEXT_TOPIC},
    Stage.PAUSED: {Act.RESUME, Act.END_BOX, Act.NEXT_TOPIC},
    Stage.THUMBS: {Act.ROOM_MORE, Act.ROOM_NEXT, Act.NEXT_TOPIC},
    Stage.CARRY_ON: {Act.NEXT_TOPIC},
    Stage.TABLES: {Act.ONE_TABLE},
    Stage.LAST_CALL: {Act.FINISH, Act.TALK_ABOUT, Act.VOTE_AGAIN},
}


def stages() -> Mapping[Stage, Scene]:
    voting, paused, last = Scene(topic("one")), talking("one"), voted(Scene(topic("one"), topic("two")), "one")
    voting.do(voting_rules.open_vote, person=ANA)
    pitching = Scene(topic("one"), wishes=Wishes(pitch=seconds(20)))
    pitching.do(pitch.open_vote, person=ANA)
    paused.do(boxes.pause, person=BEN)
    last.do(boxes.next_topic, person=BEN)
    scenes = [
        Scene(topic("one")),
        pitching,
        voting,
        talking("one"),
        paused,
        talking("one").until("10:05"),
        talking("one").until("10:08"),
        at_tables("one", "two"),
        last,
    ]
    return {scene.stage: scene for scene in scenes}


@pytest.mark.parametrize("stage", STEERED)
def test_who_is_here_is_offered_all_that_steers_and_who_is_not_to_come_and_to_give(stage: Stage) -> None:
    scene = stages()[stage]
    here, away = acts(scene.meeting, BEN, scene.now, 1), acts(scene.meeting, DEV, scene.now, 1)
    assert STEERED[stage] <= here
    assert not (STEERED[stage] | {Act.LEAVE}) & away
    assert {Act.PROPOSE, Act.MY_TOPICS} <= here & away
    assert (Act.CHECK_IN in here, Act.CHECK_IN in away, Act.LEAVE in here) == (False, True, True)
    assert not {Act.CANCEL, Act.REMOVE} & (here | away)


def test_the_host_is_offered_what_is_the_host_s_and_the_others_to_host_once_the_host_is_away() -> None:
    scene = Scene(topic("one"))
    assert {Act.CANCEL, Act.REMOVE} <= acts(scene.meeting, ANA, scene.now)
    assert Act.TAKE_OVER in acts(scene.meeting, BEN, scene.now)
    scene.do(hosting.take_over_host, person=CHLOE)
    assert Act.TAKE_OVER not in acts(scene.meeting, BEN, scene.now)
    assert Act.KEEP_HOSTING in acts(scene.meeting, ANA, scene.now) - acts(scene.meeting, BEN, scene.now)
    scene.do(course.leave, person=ANA)
    assert Act.TAKE_OVER in acts(scene.meeting, BEN, scene.now)
    assert not {Act.TAKE_OVER} & (acts(scene.meeting, ANA, scene.now) | acts(scene.meeting, DEV, scene.now))


def test_a_co_host_is_offered_what_the_host_is_but_to_give_the_role_away() -> None:
    scene = Scene(topic("one"))
    scene.do(hosting.name_cohosts, person=ANA, cohosts=frozenset([BEN]))
    of_host = {Act.HAND_OVER, Act.COHOSTS, Act.REMOVE, Act.CANCEL}
    assert of_host & acts(scene.meeting, ANA, scene.now) == of_host
    assert of_host & acts(scene.meeting, BEN, scene.now) == {Act.REMOVE, Act.CANCEL}
    assert not of_host & acts(scene.meeting, CHLOE, scene.now)


def test_one_person_alone_is_not_offered_to_start_the_vote() -> None:
    alone = Scene(topic("one"), here=(ANA,))
    assert (may_open_vote(alone.meeting), may_open_vote(Scene(here=(ANA, BEN)).meeting)) == (False, False)
    alone.do(course.check_in, person=BEN)
    assert may_open_vote(alone.meeting)


def test_once_it_is_over_nothing_is_offered() -> None:
    over = talking("one").to_the_end()
    assert acts(over.meeting, ANA, over.now, 3) == frozenset()
