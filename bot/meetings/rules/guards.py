"""Who may do what, and when: the conditions that several rules share."""

from enum import Enum

from bot.core.ids import PersonId
from bot.meetings.rules.refusals import MeetingOver, NotHere, NotHost, NotNow, Stale
from bot.meetings.rules.values import Meeting


def open_still(meeting: Meeting) -> None:
    """Raise MeetingOver when the meeting has closed."""
    if meeting.closed is not None:
        raise MeetingOver(meeting.opened, meeting.closed)


def in_phase(meeting: Meeting, phase: int) -> None:
    """Let only what was drawn for the present phase change the course. Raise MeetingOver or Stale."""
    open_still(meeting)
    if phase != meeting.phase:
        raise Stale(meeting.stage)


def host_only(meeting: Meeting, person: PersonId) -> None:
    """Raise NotHost for anybody but the host and the co-hosts."""
    if person not in meeting.hosts:
        raise NotHost(meeting.host, bool(meeting.cohosts))


def giver_only(meeting: Meeting, person: PersonId) -> None:
    """Raise NotHost for anybody but the host: only they give the role away, or a part of it."""
    if person != meeting.host:
        raise NotHost(meeting.host)


def steering(meeting: Meeting, person: PersonId, phase: int, *stages: Enum) -> None:
    """Let somebody who is here change the course in one of these stages. Raise MeetingOver, Stale, NotHere or NotNow."""
    in_phase(meeting, phase)
    if person not in meeting.here:
        raise NotHere
    if meeting.stage not in stages:
        raise NotNow(meeting.stage)
