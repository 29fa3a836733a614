"""A queued meeting: offered for a day, queued for eight hours, its host's alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.ids import MeetingId
from bot.core.limits import EmptyText, TextTooLong
from bot.features.lean_coffee.rules import meeting
from bot.features.lean_coffee.rules.values import Meeting, Settings
from bot.meetings.rules import second_start
from bot.meetings.rules.refusals import QueuedMeetingGone
from bot.meetings.rules.second_start import QueuedMeeting, QueuedMeetingId, QueuedMeetingState
from bot.meetings.rules.values import NewMeeting
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, TEN, topic

PLAN = NewMeeting(GUILD, "  Retro\tof the guild ", BEN, "Europe/Madrid", Settings(), " https://meet.example/abc ")
SECOND = second_start.offered(PLAN, later=QueuedMeetingId("p1"), at=TEN)
HOUR = timedelta(hours=1)
Decision = Callable[..., QueuedMeeting]


def queued(at: datetime = TEN) -> QueuedMeeting:
    return second_start.queued(SECOND, person=BEN, at=at)


def test_a_plan_is_kept_as_it_would_be_opened() -> None:
    assert (
        QueuedMeeting(
            QueuedMeetingId("p1"),
            replace(PLAN, title="Retro of the guild", link="https://meet.example/abc"),
            TEN,
            QueuedMeetingState.OFFERED,
        )
        == SECOND
    )


@pytest.mark.parametrize(("title", "refusal"), [(" \u2028", EmptyText), ("x" * 101, TextTooLong)])
def test_a_plan_that_could_not_open_is_not_offered(title: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        second_start.offered(replace(PLAN, title=title), later=QueuedMeetingId("p1"), at=TEN)


def test_a_queued_plan_waits_from_the_click_on() -> None:
    later = queued(TEN + HOUR)
    assert (later.state, later.at, later.new) == (QueuedMeetingState.QUEUED, TEN + HOUR, SECOND.new)
    assert second_start.waits_until(later) == TEN + 9 * HOUR


def test_queueing_again_keeps_the_place() -> None:
    assert second_start.queued(queued(), person=BEN, at=TEN + 2 * HOUR) == queued()


def test_one_that_waits_can_be_opened_by_its_host_after_all() -> None:
    later = second_start.opened(queued(), person=BEN, at=TEN + HOUR)
    assert (later.state, later.at) == (QueuedMeetingState.OPENED, TEN + HOUR)


@pytest.mark.parametrize("decision", [second_start.queued, second_start.opened])
def test_the_offer_works_for_a_day_and_not_a_second_longer(decision: Decision) -> None:
    assert decision(SECOND, person=BEN, at=TEN + 24 * HOUR - timedelta(seconds=1)).state is not QueuedMeetingState.OFFERED
    with pytest.raises(QueuedMeetingGone):
        decision(SECOND, person=BEN, at=TEN + 24 * HOUR)


@pytest.mark.parametrize("decision", [second_start.queued, second_start.opened])
def test_the_offer_works_for_its_author_alone(decision: Decision) -> None:
    for later in (SECOND, queued()):
        with pytest.raises(QueuedMeetingGone):
            decision(later, person=ANA, at=TEN)


@pytest.mark.parametrize("decision", [second_start.queued, second_start.opened])
@pytest.mark.parametrize("state", [QueuedMeetingState.OPENED, QueuedMeetingState.DROPPED])
def test_what_was_decided_is_not_decided_again(decision: Decision, state: QueuedMeetingState) -> None:
    with pytest.raises(QueuedMeetingGone):
        decision(replace(SECOND, state=state), person=BEN, at=TEN)


@pytest.mark.parametrize(
    ("waited", "becomes"),
    [
        (timedelta(), QueuedMeetingState.OPENED),
        (8 * HOUR - timedelta(seconds=1), QueuedMeetingState.OPENED),
        (8 * HOUR, QueuedMeetingState.DROPPED),
    ],
)
def test_in_its_turn_a_plan_opens_unless_it_has_waited_for_eight_hours(waited: timedelta, becomes: QueuedMeetingState) -> None:
    turn = second_start.in_turn(queued(), at=TEN + waited)
    assert (turn.state, turn.at) == (becomes, TEN + waited)


def test_a_meeting_in_a_thread_knows_that_it_is_one() -> None:
    def opened(new: NewMeeting[Settings]) -> Meeting:
        (change,) = meeting.open_meeting(new, meeting=MeetingId("m1"), waiting=(topic("one"),), at=TEN)
        return change.meeting

    assert opened(replace(PLAN, in_thread=True)).in_thread
    assert not opened(PLAN).in_thread
