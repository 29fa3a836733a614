"""Verbs of who hosts a meeting: hand it over, name co-hosts, take it over, say that one still hosts."""

from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.meetings.ceremony import Ceremony
from bot.meetings.course import apply_changes, locked
from bot.meetings.rules import hosting as rules
from bot.store.once import once
from bot.store.unit import Unit


def hand_over(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId, to: PersonId) -> str:
    """Give the role of the host to somebody, and return the meeting's title; who is not here hears of it by a direct message.

    Raise NoMeeting, MeetingOver, NotHost or HostsAlready.
    """
    once(unit)
    state = locked(unit, ceremony, meeting)
    apply_changes(unit, ceremony, state, rules.hand_over(state, person=person, to=to, at=unit.now))
    if to not in state.here:
        messages.post(unit, ceremony.kinds.handed, f"{meeting}/{person}", Place.person(to))
    title: str = state.title
    return title


def name_cohosts(
    unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId, cohosts: frozenset[PersonId]
) -> None:
    """Say who hosts beside the host. Raise NoMeeting, MeetingOver, NotHost or TooManyCohosts."""
    once(unit)
    state = locked(unit, ceremony, meeting)
    apply_changes(unit, ceremony, state, rules.name_cohosts(state, person=person, cohosts=cohosts, at=unit.now))


def add_cohosts(
    unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId, cohosts: frozenset[PersonId]
) -> frozenset[PersonId]:
    """Have more people host beside the host, and return all who do. Raise NoMeeting, MeetingOver, NotHost, TooManyCohosts or AlreadyHost."""
    once(unit)
    state = locked(unit, ceremony, meeting)
    changes = rules.joined_by(state, person=person, cohosts=cohosts, at=unit.now)
    beside: frozenset[PersonId] = apply_changes(unit, ceremony, state, changes).cohosts
    return beside


def take_over_host(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId) -> bool:
    """Host in place of a host who has left, or ask one who is here; return whether that is what was done.

    Raise NoMeeting, MeetingOver, AlreadyHost, NotHere or HostAsked.
    """
    once(unit)
    state = locked(unit, ceremony, meeting)
    after = apply_changes(unit, ceremony, state, rules.take_over_host(state, person=person, at=unit.now))
    return bool(after.host == person)


def keep_hosting(unit: Unit, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId) -> None:
    """Say, as a host who was asked, that one still hosts. Raise NoMeeting, MeetingOver or NotHost."""
    once(unit)
    state = locked(unit, ceremony, meeting)
    apply_changes(unit, ceremony, state, rules.keep_hosting(state, person=person))
