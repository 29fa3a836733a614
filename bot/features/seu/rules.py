"""The ledger of learning: what a presence is worth, how entries are corrected, how they add up. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal
from bot.presence.rules import Segment, span_present, whole_minutes

MINUTES_OF_A_DAY = 24 * 60
LONGEST_REASON = 300


class Kind(StrEnum):
    """What an entry does to the balance."""

    CREDIT = "credit"
    REVERSAL = "reversal"


class Source(StrEnum):
    """Whose word an entry rests on."""

    ATTENDANCE = "attendance"
    HOST = "host"
    SELF = "self"


class Keeping(StrEnum):
    """A person's answer to the one question."""

    UNDECIDED = "undecided"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Session:
    """What people attended: its window as it ran (UTC), its zone, the credit rule that was shown before it."""

    id: str
    title: str
    ceremony: str
    channel: ChannelId
    host: PersonId
    began: datetime
    ended: datetime
    zone: str
    rule: str = "exact"
    minimum: int = 0

    @property
    def minutes(self) -> int:
        """Return the whole minutes that the session lasted."""
        return whole_minutes(self.ended - self.began)

    @property
    def day(self) -> date:
        """Return the activity date: the local date of its start in its own zone, never UTC's."""
        return self.began.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True)
class Entry:
    """One line of a ledger: signed whole minutes on an activity date. Never changed, only reversed."""

    id: str
    person: PersonId
    kind: Kind
    minutes: int
    day: date
    description: str
    source: Source
    session: str
    rule: str
    actor: PersonId
    reason: str = ""
    reverses: str | None = None
    overlap: int = 0
    at: datetime | None = None


@dataclass(frozen=True)
class Worth:
    """What a person's presence is worth: `present` raw minutes, `shared` of them counted elsewhere, `credited`."""

    present: int
    shared: int
    credited: int


class AlreadyReversed(Refusal):
    """The entry was reversed before."""


class NotYourEntry(Refusal):
    """The entry is another person's, or does not exist."""


class BadMinutes(Refusal):
    """Hours and minutes that no activity of one day can have; `field` names the block."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class NothingChanged(Refusal):
    """The correction states what the ledger says already."""

    field = "minutes"


class ReasonMissing(Refusal):
    """A correction needs its reason, at most LONGEST_REASON characters."""

    field = "reason"


class AlreadyAsked(Refusal):
    """The host has been asked to mend this roster and has not answered yet."""


def worth(session: Session, mine: Iterable[Segment], elsewhere: Iterable[Segment], stated: int | None) -> Worth:
    """Return what a presence is worth by the session's rule (seu.md cases 1 to 6).

    `elsewhere` are segments of the same person that another entry credits already: shared minutes count once. `stated` are
    the minutes that the host said instead of the segments.
    """
    if stated is not None:
        return Worth(present=stated, shared=0, credited=_above(stated, session.minimum))
    segments = list(mine)
    whole = span_present(segments, session.began, session.ended)
    alone = whole - _shared(segments, elsewhere, session)
    present, counted = whole_minutes(whole), whole_minutes(alone)
    if whole == alone:
        counted = full_credit(session.rule, counted, session.minutes)
    return Worth(present=present, shared=present - whole_minutes(alone), credited=_above(counted, session.minimum))


def _shared(mine: Sequence[Segment], elsewhere: Iterable[Segment], session: Session) -> timedelta:
    others = list(elsewhere)
    together = span_present([*mine, *others], session.began, session.ended)
    return span_present(mine, session.began, session.ended) + span_present(others, session.began, session.ended) - together


def full_credit(rule: str, minutes: int, whole: int) -> int:
    """Return the minutes by a rule: `exact`, or `full:80` for all of the session from 80 % on."""
    name, _, percent = rule.partition(":")
    return whole if name == "full" and minutes * 100 >= int(percent) * whole else minutes


def _above(minutes: int, minimum: int) -> int:
    return minutes if minutes >= minimum else 0


def balance(entries: Iterable[Entry]) -> int:
    """Return the minutes that entries add up to."""
    return sum(entry.minutes for entry in entries)


def live_credit(entries: Iterable[Entry], session: str) -> Entry | None:
    """Return the credit for a session that has not been reversed, if there is one."""
    held = list(entries)
    reversed_ids = {entry.reverses for entry in held}
    standing = [e for e in held if e.session == session and e.kind is Kind.CREDIT and e.id not in reversed_ids]
    return standing[-1] if standing else None


def credit(
    session: Session, person: PersonId, worth: Worth, *, entry_id: str, source: Source, actor: PersonId, reason: str = ""
) -> Entry:
    """Return the entry for having attended a session; the meeting's title describes it, topics may be private."""
    return Entry(
        id=entry_id,
        person=person,
        kind=Kind.CREDIT,
        minutes=worth.credited,
        day=session.day,
        description=session.title,
        source=source,
        session=session.id,
        rule=session.rule,
        actor=actor,
        reason=reason,
        overlap=worth.shared,
    )


def reversal(entries: Iterable[Entry], entry: Entry, *, entry_id: str, actor: PersonId, source: Source, reason: str) -> Entry:
    """Return the entry that takes another back, on its activity date. Raise AlreadyReversed."""
    if any(other.reverses == entry.id for other in entries):
        raise AlreadyReversed
    return Entry(
        id=entry_id,
        person=entry.person,
        kind=Kind.REVERSAL,
        minutes=-entry.minutes,
        day=entry.day,
        description=entry.description,
        source=source,
        session=entry.session,
        rule=entry.rule,
        actor=actor,
        reason=reason,
        reverses=entry.id,
    )


def self_correction(
    entries: Sequence[Entry], entry: Entry, minutes: int, reason: str, *, ids: tuple[str, str]
) -> tuple[Entry, ...]:
    """Return what a person's own word makes of their entry: a reversal, and a self-reported credit unless it is for nothing.

    Raise ReasonMissing, NothingChanged or AlreadyReversed.
    """
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise ReasonMissing
    back = reversal(entries, entry, entry_id=ids[0], actor=entry.person, source=Source.SELF, reason=reason)
    if minutes == entry.minutes:
        raise NothingChanged
    if minutes == 0:
        return (back,)
    anew = Entry(
        id=ids[1],
        person=entry.person,
        kind=Kind.CREDIT,
        minutes=minutes,
        day=entry.day,
        description=entry.description,
        source=Source.SELF,
        session=entry.session,
        rule=entry.rule,
        actor=entry.person,
        reason=reason,
    )
    return (back, anew)


def read_minutes(hours: str, minutes: str) -> int:
    """Read what was typed as hours and minutes of one activity: at most 24 h, minutes to 59. Raise BadMinutes."""
    whole_hours, rest = _whole(hours, "hours"), _whole(minutes, "minutes")
    if rest > 59:
        raise BadMinutes("minutes")
    total = whole_hours * 60 + rest
    if total > MINUTES_OF_A_DAY:
        raise BadMinutes("hours")
    return total


def _whole(text: str, field: str) -> int:
    stripped = text.strip() or "0"
    if not (stripped.isascii() and stripped.isdigit() and len(stripped) <= 4):
        raise BadMinutes(field)
    return int(stripped)
