"""Who hosts a meeting: handed over, taken over from a host who is away or silent, and co-hosts."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce
from bot.meetings.rules.changes import ClaimAnswered, CohostsNamed, HostChanged, HostClaimed, PersonCheckedIn, Steer
from bot.meetings.rules.guards import giver_only, open_still
from bot.meetings.rules.refusals import AlreadyHost, HostAsked, HostsAlready, NotHere, TooManyCohosts, TooManyHosts
from bot.meetings.rules.values import MOST_COHOSTS, MOST_HOSTS, Meeting, Steered, Steering, Wishes

ANSWERS_WITHIN = timedelta(seconds=60)
"""A host who is here and gives no sign for so long, once somebody asked to host, is silent."""


def hand_over(meeting: Meeting, *, person: PersonId, to: PersonId, at: datetime) -> tuple[HostChanged]:
    """Let the host give the role to somebody, who need not be here yet. Raise MeetingOver, NotHost or HostsAlready."""
    open_still(meeting)
    giver_only(meeting, person)
    if to == meeting.host:
        raise HostsAlready(to)
    return (HostChanged(to, at, steered=Steered(person, Steering.HANDED_OVER, at)),)


def name_cohosts(meeting: Meeting, *, person: PersonId, cohosts: frozenset[PersonId], at: datetime) -> tuple[CohostsNamed, ...]:
    """Let the host say who hosts beside them: they may all that the host may, but give the role away.

    Nothing where it is as it was. Raise MeetingOver, NotHost or TooManyCohosts.
    """
    open_still(meeting)
    giver_only(meeting, person)
    beside = fitting(cohosts - {meeting.host})
    if beside == meeting.cohosts:
        return ()
    return (CohostsNamed(beside, steered=Steered(person, Steering.NAMED_COHOSTS, at)),)


def joined_by(meeting: Meeting, *, person: PersonId, cohosts: frozenset[PersonId], at: datetime) -> tuple[CohostsNamed, ...]:
    """Let the host name more people who host beside them; those who do already stay.

    Raise MeetingOver, NotHost, TooManyCohosts, or AlreadyHost where the host names nobody but themselves.
    """
    if cohosts == {meeting.host} == {person}:
        raise AlreadyHost
    return name_cohosts(meeting, person=person, cohosts=meeting.cohosts | cohosts, at=at)


def settled_hosts(wishes: Wishes) -> tuple[tuple[PersonId, ...], tuple[PersonId, ...]]:
    """Hold who was asked to host beside the host, and in turn, against the limits. Raise TooManyCohosts, TooManyHosts, or Several."""
    refused = AllAtOnce()
    beside = refused.read(frozenset(), fitting, wishes.cohosts or ())
    in_turn = refused.read((), _in_turn, wishes.hosts or ())
    refused.refuse()
    return tuple(sorted(beside)), in_turn


def _in_turn(hosts: Iterable[PersonId]) -> tuple[PersonId, ...]:
    found = tuple(dict.fromkeys(hosts))
    if len(found) > MOST_HOSTS:
        raise TooManyHosts(len(found), MOST_HOSTS)
    return found


def fitting(cohosts: Iterable[PersonId]) -> frozenset[PersonId]:
    """Return who is to host beside the host. Raise TooManyCohosts."""
    found = frozenset(cohosts)
    if len(found) > MOST_COHOSTS:
        raise TooManyCohosts(len(found), MOST_COHOSTS)
    return found


def take_over_host(meeting: Meeting, *, person: PersonId, at: datetime) -> tuple[HostChanged | HostClaimed]:
    """Let somebody here host once the host has left or has not come; a host who is here is asked first, and has a minute.

    Raise MeetingOver, AlreadyHost, NotHere, or HostAsked where somebody has asked already.
    """
    open_still(meeting)
    if person == meeting.host:
        raise AlreadyHost
    if person not in meeting.here:
        raise NotHere
    if meeting.host not in meeting.here:
        return _taken_over(person, at)
    if meeting.claim is not None:
        raise HostAsked(meeting.host, meeting.claim.at + ANSWERS_WITHIN)
    return (HostClaimed(person, at),)


def keep_hosting(meeting: Meeting, *, person: PersonId) -> tuple[ClaimAnswered, ...]:
    """Let the host say that they still host; nothing where nobody has asked. Raise MeetingOver or NotHost."""
    open_still(meeting)
    giver_only(meeting, person)
    return (ClaimAnswered(),) if meeting.claim is not None else ()


def signs_of_host(meeting: Meeting, changes: Iterable[Any], by: PersonId | None = None) -> tuple[ClaimAnswered, ...]:
    """Return that a host who was asked is there after all, where one of these changes is their doing. `by`: who answered."""
    if meeting.claim is None:
        return ()
    acted = {by, *(_actor(change) for change in changes)}
    return (ClaimAnswered(),) if meeting.host in acted else ()


def claim_due(meeting: Meeting) -> datetime | None:
    """Return when whoever asked to host does, unless the host gives a sign before; None where nobody has asked."""
    if meeting.claim is None or meeting.closed is not None:
        return None
    return meeting.claim.at + ANSWERS_WITHIN if meeting.host in meeting.here else meeting.claim.at


def claim_granted(meeting: Meeting, at: datetime) -> tuple[HostChanged]:
    """Make whoever asked to host the host: the one before was silent, or has left."""
    assert meeting.claim is not None  # somebody's claim fell due
    return _taken_over(meeting.claim.by, at)


def _taken_over(person: PersonId, at: datetime) -> tuple[HostChanged]:
    return (HostChanged(person, at, steered=Steered(person, Steering.TOOK_OVER, at)),)


def _actor(change: Any) -> PersonId | None:
    match change:
        case Steer(steered=Steered() as steered):
            return steered.by
        case PersonCheckedIn():
            return change.person
        case _:
            return None
