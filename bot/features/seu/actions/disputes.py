"""Requests to a host to mend a roster: asked, come back once, answered, lapsed."""

from datetime import datetime

from bot.core.ids import PersonId
from bot.core.nobody import is_nobody
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.seu.actions.hosts import has_hosted
from bot.features.seu.actions.showing import subject_of
from bot.features.seu.kinds import ROSTER_LAPSED, ROSTER_LEFT, ROSTER_REQUEST, ROSTER_WAITS
from bot.features.seu.rules import entries
from bot.features.seu.rules.disputes import RequestGone, RosterRequest, Step, next_step
from bot.features.seu.rules.host_refusals import HostErased, NotTheHost
from bot.features.seu.rules.refusals import AlreadyAsked, NotYourEntry, YouAreHost
from bot.features.seu.rules.values import Session
from bot.features.seu.store import disputes, sessions
from bot.features.seu.store import entries as entries_store
from bot.schedule import alarms
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.teams import store as people


def present_at(read: Read, person: PersonId, session: str) -> tuple[Session, int]:
    """Return a session that is about this person, and the minutes that its roster has of them. Raise NotYourEntry."""
    attended, known = sessions.session(read, session), sessions.attendance(read, session, person)
    if attended is None or (known is None and not entries_store.entries_of(read, person, session)):
        raise NotYourEntry
    return attended, known.worth.present if known is not None else 0


def ask_host_to_correct(unit: Unit, *, person: PersonId, session: str, minutes: int, reason: str) -> None:
    """Ask the host to mend the meeting's roster; one open request a person and session.

    Raise NotYourEntry, YouAreHost, HostErased, LongerThanSession, NothingChanged, ReasonMissing, ReasonTooLong or AlreadyAsked.
    """
    once(unit)
    attended, recorded = present_at(unit, person, session)
    if attended.host == person:
        raise YouAreHost
    if is_nobody(attended.host):
        raise HostErased
    why = entries.roster_wish(attended, recorded, minutes, reason)
    request = RosterRequest(session, person, minutes, why, unit.now)
    if not disputes.ask(unit, request):
        raise AlreadyAsked(attended.host)
    _wait(unit, attended, request)
    messages.post(unit, ROSTER_REQUEST, subject_of(session, person), Place.person(attended.host))


def go_on(unit: Unit, session: str, person: PersonId) -> None:
    """Do what is due about a request that nobody has answered: it comes back to its host once, then lapses. The ledger is locked."""
    attended, request = sessions.session(unit, session), disputes.request(unit, session, person)
    if attended is None or request is None:
        return
    step, due = _next(unit, attended, request)
    if due > unit.now:
        alarms.wake(unit, ROSTER_WAITS, subject_of(session, person), due)
    elif step is Step.COME_BACK:
        disputes.note_returned(unit, request)
        _wait(unit, attended, RosterRequest(session, person, request.minutes, request.reason, request.asked, unit.now))
        messages.to_bottom(unit, ROSTER_REQUEST, subject_of(session, person))
    else:
        close_request(unit, session, person)
        _tell(unit, session, person, lapsed=True)


def leave_roster(unit: Unit, *, host: PersonId, session: str, person: PersonId) -> None:
    """Answer a request by leaving the roster as it is, as host; the person hears so. Raise RequestGone or NotTheHost."""
    once(unit)
    attended = sessions.session(unit, session)
    if attended is None:
        raise RequestGone
    if not has_hosted(unit, attended, host):
        raise NotTheHost(attended.host)
    if disputes.request(unit, session, person) is None:
        raise RequestGone
    entries_store.lock_ledger(unit, person)  # only now: what a button names may be nobody
    if not close_request(unit, session, person):
        raise RequestGone
    _tell(unit, session, person, lapsed=False)


def close_request(unit: Unit, session: str, person: PersonId) -> bool:
    """Take an open request away, from its host too; answer False where there is none."""
    if not disputes.close(unit, session, person):
        return False
    alarms.cancel_alarm(unit, ROSTER_WAITS, subject_of(session, person))
    messages.hide(unit, ROSTER_REQUEST, subject_of(session, person))
    return True


def _wait(unit: Unit, attended: Session, request: RosterRequest) -> None:
    alarms.wake(unit, ROSTER_WAITS, subject_of(request.session, request.person), _next(unit, attended, request)[1])


def _next(unit: Unit, attended: Session, request: RosterRequest) -> tuple[Step, datetime]:
    host, person = people.person(unit, attended.host), people.person(unit, request.person)
    zones = [known.zone if known is not None else attended.zone for known in (host, person)]
    return next_step(request, host_zone=zones[0], person_zone=zones[1], at=unit.now)


def _tell(unit: Unit, session: str, person: PersonId, *, lapsed: bool) -> None:
    """Tell the person what became of their request; what an earlier one came to goes."""
    screen, other = (ROSTER_LAPSED, ROSTER_LEFT) if lapsed else (ROSTER_LEFT, ROSTER_LAPSED)
    subject = subject_of(session, person)
    messages.hide(unit, other, subject)
    messages.post(unit, screen, subject, Place.person(person))
    messages.to_bottom(unit, screen, subject)
