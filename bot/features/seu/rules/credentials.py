"""When a credential expires, what is renewed with it, and what that takes (seu.md, 12, 13, 15)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from bot.features.seu.rules.held import Held, RenewalKind, standing
from bot.features.seu.rules.programmes import Anchor, Certification, Cycle, Fee, Level, Programme
from bot.features.seu.rules.record import Record


@dataclass(frozen=True)
class Term:
    """The time until an expiry, counted in months from the day it goes back to: 29 February comes back every fourth year."""

    anchor: date
    months: int = 0

    @property
    def expiry(self) -> date:
        """Return the last day on which the credential is valid, and on which an activity counts."""
        return add_months(self.anchor, self.months)

    def before(self, months: int) -> date:
        """Return the day so many months before the expiry."""
        return add_months(self.anchor, self.months - months)

    def after(self, months: int) -> "Term":
        """Return the term that is renewed by so many months."""
        return Term(self.anchor, self.months + months)


def add_months(day: date, months: int) -> date:
    """Return the day so many months later, or earlier; the last one of a month that is too short."""
    return day + relativedelta(months=months)


def term_of(programme: Programme, held: Held, record: Record) -> Term | None:
    """Return the running term of a credential; None while it is prepared for, and where nothing ever expires.

    The newest word counts: its issue, the expiry that the person read at the body, a renewal. Where credentials are renewed together, a
    renewal of another one is a word on this one too, and so is its issue where a course renews everything.
    """
    certification = programme.certification(held.name)
    cycle = None if certification is None else programme.cycle_of(certification)
    words = list(_words(programme, cycle, held, record))
    return max(words, key=lambda word: word[0])[1] if words else None


def _words(programme: Programme, cycle: Cycle | None, held: Held, record: Record) -> Iterator[tuple[datetime, Term]]:
    if held.entered is not None:
        anchors = [] if cycle is None or held.issued is None else [_anchor(cycle, held.issued)]
        yield held.entered_at or _morning(held.entered), _on_anchor(held.entered, anchors, cycle)
    if cycle is None or held.is_prepared_for:  # without a cycle nothing but the person's own word says when it expires
        return
    for other in _of_one_course(programme, cycle, held, record):
        if other.issued is not None:
            yield _morning(other.issued), _first_term(cycle, other.issued, other.at)
    anchors = [_anchor(cycle, held.issued)] if held.issued else []
    renewals = record.renewals_in(programme.key) if programme.together else record.renewals.get((programme.key, held.id), ())
    for renewal in standing(tuple(renewals)):
        of_course = [renewal.day] if renewal.kind is RenewalKind.COURSE else []
        day = [held.entered] if held.entered else []
        yield renewal.at or _morning(renewal.day), _on_anchor(renewal.after, [*of_course, *anchors, *day], cycle)


def _of_one_course(programme: Programme, cycle: Cycle, held: Held, record: Record) -> Iterable[Held]:
    """Return the credentials whose issue moves the date of this one: a course renews everything, where it does."""
    beside = [one for one in record.held if one.programme == programme.key and one.id != held.id]
    return [held, *beside] if cycle.course_renews else [held]


def _first_term(cycle: Cycle, issued: date, recorded: datetime | None) -> Term:
    """Return the term that ran when a credential was recorded: who records an old one has renewed it since, or says otherwise."""
    seen = issued if recorded is None else recorded.date()
    term = Term(_anchor(cycle, issued), cycle.months)
    while term.expiry < seen:
        term = term.after(cycle.months)
    return term


def _anchor(cycle: Cycle, issued: date) -> date:
    return issued + relativedelta(day=31) if cycle.anchor is Anchor.MONTH_END else issued


def _on_anchor(day: date, anchors: Iterable[date], cycle: Cycle | None) -> Term:
    """Return the term that ends on a day, counted from one of the anchors where it is a whole number of cycles later."""
    for anchor in anchors if cycle else ():
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        if cycle and months > 0 and months % cycle.months == 0 and add_months(anchor, months) == day:
            return Term(anchor, months)
    return Term(day)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


class Part(StrEnum):
    """What a credential takes of a renewal: all that its level needs, an add-on for its track, nothing beside a higher one of its track."""

    WHOLE = "whole"
    ADD_ON = "add_on"
    WITH_HIGHER = "with_higher"


@dataclass(frozen=True)
class Share:
    """What one credential takes of a renewal, in minutes."""

    held: Held
    certification: Certification
    part: Part
    minutes: int


@dataclass(frozen=True)
class JointRenewal:
    """What is renewed at once: `shares`, the highest first; `need` in minutes, None where nothing is asked; `level`: whose limits and fee count."""

    shares: tuple[Share, ...]
    level: Level
    need: int | None

    @property
    def lead(self) -> Held:
        """Return the credential whose level counts."""
        return self.shares[0].held

    def fee(self, variant: str = "") -> Fee | None:
        """Return the one fee, by the variant that the person pays or the first; None where none is known."""
        fees = {fee.variant: fee for fee in self.level.fees}
        return fees.get(variant or self.lead.variant) or next(iter(fees.values()), None)


def joint_renewal(programme: Programme, held: Held, record: Record) -> JointRenewal | None:
    """Return what is renewed together with a credential; None for one that this version of the programme does not know."""
    if programme.certification(held.name) is None:
        return None
    beside = [one for one in record.held if one.programme == programme.key and one.id != held.id and not one.is_prepared_for]
    known = [
        (one, found) for one in [held, *(beside if programme.together else ())] if (found := programme.certification(one.name))
    ]
    order = list(programme.levels)
    known.sort(key=lambda pair: (-order.index(pair[1].level), pair[0].issued or date.max, pair[0].id))
    shares = tuple(_shares(programme, known))
    level = programme.level_of(shares[0].certification)
    need = None if level.need is None else sum(share.minutes for share in shares)
    return JointRenewal(shares, level, need)


def _shares(programme: Programme, known: Iterable[tuple[Held, Certification]]) -> Iterator[Share]:
    tracks: set[str] = set()
    for held, certification in known:
        level = programme.level_of(certification)
        part = Part.WITH_HIGHER if certification.track in tracks else Part.ADD_ON if tracks else Part.WHOLE
        minutes = {Part.WHOLE: level.need, Part.ADD_ON: level.add_on, Part.WITH_HIGHER: 0}[part] or 0
        tracks.add(certification.track)
        yield Share(held, certification, part, minutes)
