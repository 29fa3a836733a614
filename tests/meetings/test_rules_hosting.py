"""Who hosts: handed over, shared, taken over from who is away or silent; and by nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pytest

from bot.core.ids import MeetingId, PersonId
from bot.core.refusal import Several
from bot.meetings.rules import course, hosting, outages
from bot.meetings.rules.apply import apply
from bot.meetings.rules.changes import (
    ClaimAnswered,
    ClockFollowed,
    DueMoved,
    HostChanged,
    HostClaimed,
    PersonCheckedIn,
    PersonLeft,
)
from bot.meetings.rules.course import Course
from bot.meetings.rules.guards import host_only
from bot.meetings.rules.refusals import (
    AlreadyHost,
    HostAsked,
    HostsAlready,
    MeetingOver,
    NotHere,
    NotHost,
    TooManyCohosts,
    TooManyHosts,
)
from bot.meetings.rules.values import Claim, Closing, Meeting, NewMeeting, Settings, Steered, Wishes
from tests.adding_a_ceremony.assembled import roll_call
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, minutes, seconds

Stage = roll_call("rules").Stage
COURSE: Course[Any] = roll_call("rules").COURSE


def held(*here: PersonId, **more: Any) -> Meeting:
    """Return a meeting of Ana's that began at ten, in which these are."""
    new = NewMeeting(GUILD, "Monday", ANA, "UTC", Settings(minutes(15)))
    opened = course.first(new, meeting=MeetingId("m1"), at=TEN)
    there = frozenset(here or (ANA, BEN, CHLOE))
    meeting: Meeting = roll_call("rules").RollCall(**opened, due=TEN + minutes(2))
    return replace(meeting, here=there, came=there, **more)


def after(meeting: Meeting, *changes: Any) -> Meeting:
    for change in changes:
        meeting = apply(meeting, change)
    return meeting


def asked(at: datetime = TEN) -> Meeting:
    """Return that meeting once Ben has asked to host."""
    meeting = held()
    return after(meeting, *hosting.take_over_host(meeting, person=BEN, at=at))


def test_the_host_hands_over_to_anybody_and_is_no_host_any_more() -> None:
    meeting = after(held(), *hosting.hand_over(held(), person=ANA, to=DEV, at=TEN))
    assert (meeting.host, meeting.hosts, meeting.regrouped) == (DEV, frozenset([DEV]), TEN)
    assert meeting.steered == Steered(ANA, "handed_over", TEN)
    with pytest.raises(NotHost):
        host_only(meeting, ANA)


def test_only_the_host_gives_the_role_or_a_part_of_it_away() -> None:
    meeting = held(cohosts=frozenset([BEN]))
    for person in (BEN, CHLOE):
        with pytest.raises(NotHost):
            hosting.hand_over(meeting, person=person, to=person, at=TEN)
        with pytest.raises(NotHost):
            hosting.name_cohosts(meeting, person=person, cohosts=frozenset([person]), at=TEN)
    with pytest.raises(HostsAlready):
        hosting.hand_over(meeting, person=ANA, to=ANA, at=TEN)


def test_a_co_host_may_what_the_host_may_until_they_are_none_any_more() -> None:
    meeting = after(held(), *hosting.name_cohosts(held(), person=ANA, cohosts=frozenset([ANA, BEN]), at=TEN))
    assert (meeting.cohosts, meeting.hosts) == (frozenset([BEN]), frozenset([ANA, BEN]))
    host_only(meeting, BEN)
    with pytest.raises(NotHost) as refused:
        host_only(meeting, CHLOE)
    assert refused.value.or_cohost
    assert hosting.name_cohosts(meeting, person=ANA, cohosts=frozenset([BEN]), at=TEN) == ()
    alone = after(meeting, *hosting.name_cohosts(meeting, person=ANA, cohosts=frozenset(), at=TEN))
    assert alone.hosts == {ANA}


def test_a_co_host_who_becomes_the_host_is_a_co_host_no_more() -> None:
    meeting = held(cohosts=frozenset([BEN, CHLOE]))
    assert after(meeting, *hosting.hand_over(meeting, person=ANA, to=BEN, at=TEN)).cohosts == {CHLOE}


def test_at_most_five_host_beside_the_host() -> None:
    many = frozenset(PersonId(f"U{number}") for number in range(6))
    with pytest.raises(TooManyCohosts):
        hosting.name_cohosts(held(), person=ANA, cohosts=many, at=TEN)
    with pytest.raises(TooManyCohosts):
        course.first(NewMeeting(GUILD, "Monday", ANA, "UTC", Settings(cohosts=tuple(many))), meeting=held().id, at=TEN)


def test_whoever_is_here_hosts_at_once_where_the_host_is_away() -> None:
    meeting = held(BEN, CHLOE)
    (change,) = hosting.take_over_host(meeting, person=BEN, at=TEN)
    assert change == HostChanged(BEN, TEN, steered=Steered(BEN, "took_over", TEN))
    with pytest.raises(NotHere):
        hosting.take_over_host(meeting, person=DEV, at=TEN)
    with pytest.raises(AlreadyHost):
        hosting.take_over_host(meeting, person=ANA, at=TEN)


def test_a_host_who_is_here_is_asked_and_has_a_minute() -> None:
    meeting = asked()
    assert (meeting.host, meeting.claim) == (ANA, Claim(BEN, TEN))
    assert COURSE.wakes_at(meeting) == TEN + minutes(1)
    with pytest.raises(HostAsked) as refused:
        hosting.take_over_host(meeting, person=CHLOE, at=TEN)
    assert refused.value.until == TEN + minutes(1)
    assert course.fall_due(COURSE, meeting, TEN + seconds(59)) == ()
    silent = after(meeting, *course.fall_due(COURSE, meeting, TEN + minutes(1)))
    assert (silent.host, silent.claim, silent.stage) == (BEN, None, Stage.CALLING)


def test_a_sign_of_the_host_keeps_the_role() -> None:
    meeting = asked()
    steered = DueMoved(TEN + minutes(3), steered=Steered(ANA, "counted", TEN))
    by_ben = DueMoved(TEN + minutes(3), steered=Steered(BEN, "counted", TEN))
    assert hosting.signs_of_host(meeting, [steered]) == (ClaimAnswered(),)
    assert hosting.signs_of_host(meeting, [], by=ANA) == (ClaimAnswered(),)
    assert hosting.signs_of_host(meeting, [PersonCheckedIn(ANA, TEN)]) == (ClaimAnswered(),)
    assert hosting.signs_of_host(meeting, [PersonCheckedIn(BEN, TEN)]) == ()
    assert hosting.signs_of_host(meeting, [by_ben, PersonLeft(CHLOE, TEN)], by=CHLOE) == ()
    assert hosting.signs_of_host(held(), [steered]) == ()
    assert course.check_in(meeting, person=ANA, at=TEN) == (ClaimAnswered(),)
    assert course.check_in(meeting, person=BEN, at=TEN) == ()
    assert after(meeting, *hosting.keep_hosting(meeting, person=ANA)).claim is None
    assert hosting.keep_hosting(held(), person=ANA) == ()
    with pytest.raises(NotHost):
        hosting.keep_hosting(meeting, person=CHLOE)


def test_who_asked_and_leaves_does_not_host_and_a_host_who_leaves_is_not_waited_for() -> None:
    meeting = asked()
    assert after(meeting, *course.leave(meeting, person=BEN, at=TEN)).claim is None
    left = after(meeting, *course.leave(meeting, person=ANA, at=TEN + seconds(5)))
    (change,) = course.fall_due(COURSE, left, TEN + seconds(5))
    assert isinstance(change, HostChanged)
    assert change.host == BEN


def test_nobody_is_asked_once_it_is_over() -> None:
    meeting = after(asked(), *course.ended(asked(), TEN, Closing.DONE))
    assert (meeting.claim, hosting.claim_due(meeting), COURSE.wakes_at(meeting)) == (None, None, None)
    acts: list[Callable[..., Any]] = [
        partial(hosting.hand_over, to=BEN, at=TEN),
        partial(hosting.name_cohosts, cohosts=frozenset(), at=TEN),
        partial(hosting.take_over_host, at=TEN),
        hosting.keep_hosting,
    ]
    for act in acts:
        with pytest.raises(MeetingOver):
            act(meeting, person=ANA)


def test_an_outage_gives_the_host_the_time_back_in_which_nobody_could_press() -> None:
    meeting = asked()
    began, ended = TEN + seconds(20), TEN + seconds(80)
    back = after(meeting, *outages.bridge(COURSE, meeting, began=began, ended=ended))
    assert hosting.claim_due(back) == TEN + minutes(2)
    over = replace(meeting, due=TEN)
    bridged = after(over, *outages.bridge(COURSE, over, began=began, ended=ended))
    assert (hosting.claim_due(bridged), bridged.due) == (TEN + minutes(2), TEN)
    before = asked(TEN + seconds(90))
    assert hosting.claim_due(after(before, *outages.bridge(COURSE, before, began=began, ended=ended))) == TEN + seconds(150)


def test_a_clock_that_was_set_moves_what_was_asked_and_all_instants_of_the_meeting() -> None:
    before, moved = asked(), after(asked(), ClockFollowed(minutes(60)))
    for instant in ("opened", "planned_end", "began", "due"):
        assert getattr(moved, instant) == getattr(before, instant) + minutes(60), instant
    assert after(asked(), ClockFollowed(minutes(60))).claim == Claim(BEN, TEN + minutes(60))
    assert after(held(), HostClaimed(BEN, TEN), HostChanged(CHLOE, TEN)).claim is None


def test_more_people_host_beside_the_host_and_those_who_do_stay() -> None:
    meeting = held(cohosts=frozenset([BEN]))
    assert after(meeting, *hosting.joined_by(meeting, person=ANA, cohosts=frozenset([CHLOE, ANA]), at=TEN)).cohosts == {
        BEN,
        CHLOE,
    }
    assert hosting.joined_by(meeting, person=ANA, cohosts=frozenset([BEN]), at=TEN) == ()
    with pytest.raises(AlreadyHost):
        hosting.joined_by(meeting, person=ANA, cohosts=frozenset([ANA]), at=TEN)


def test_hosts_are_held_against_their_limits_at_once() -> None:
    assert hosting.settled_hosts(Wishes(cohosts=(CHLOE, BEN), hosts=(CHLOE, ANA, CHLOE))) == ((BEN, CHLOE), (CHLOE, ANA))
    many = tuple(PersonId(f"U{n}") for n in range(21))
    with pytest.raises(Several) as refused:
        hosting.settled_hosts(Wishes(cohosts=many, hosts=many))
    assert [type(one) for one in refused.value.refusals] == [TooManyCohosts, TooManyHosts]
