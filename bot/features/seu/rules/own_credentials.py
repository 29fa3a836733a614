"""What people say of their own credentials: added, prepared for, held, changed. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce
from bot.core.texts import on_one_line
from bot.features.seu.rules.credential_names import Known
from bot.features.seu.rules.credential_refusals import (
    LONGEST_NAME,
    AlreadyHeld,
    DayMissing,
    ExpiresTooEarly,
    HeldAndPrepared,
    IssuedInFuture,
    NameMissing,
    NameNotAsked,
    NameTooLong,
    NeverExpires,
    NoSuchVariant,
    TooFarAway,
)
from bot.features.seu.rules.held import Held
from bot.features.seu.rules.programmes import Certification, Programme

OLDEST = date(1970, 1, 1)
FARTHEST_YEARS = 20


@dataclass(frozen=True)
class SaidOfIt:
    """What a person says of a credential: issued on a day, expires on a day (read at the body), or prepared for."""

    issued: date | None = None
    entered: date | None = None
    prepares: bool = False


def add(
    known: Known,
    said: SaidOfIt,
    held: Iterable[Held],
    *,
    person: PersonId,
    name: str = "",
    credential: str,
    at: datetime,
    today: date,
) -> Held:
    """Return a credential that a person adds; `name`: of one that may have any. Raise what is wrong with it, of several fields Several."""
    refused = AllAtOnce()
    certification = refused.read(known.certification, named, known, name)
    same = next((one for one in held if (one.programme, one.name) == (known.programme.key, certification.key)), None)
    if same is not None:
        raise AlreadyHeld(certification.name, same.id)
    refused.read(None, check, known.programme, certification, said, today)
    refused.refuse()
    return Held(
        id=credential,
        person=person,
        programme=known.programme.key,
        version=known.programme.version,
        name=certification.key,
        issued=said.issued,
        entered=said.entered,
        entered_at=at if said.entered else None,
        at=at,
    )


def change(
    one: Held, programme: Programme, certification: Certification, said: SaidOfIt, variant: str, *, at: datetime, today: date
) -> Held:
    """Return a credential as its person mends it. Raise what is wrong with it, of several fields Several."""
    refused = AllAtOnce()
    refused.read(None, check, programme, certification, said, today)
    fees = programme.level_of(certification).fees
    if variant and variant not in {fee.variant for fee in fees}:
        refused.add(NoSuchVariant())
    refused.refuse()
    entered_at = one.entered_at if said.entered == one.entered else at
    return replace(
        one,
        issued=said.issued,
        entered=said.entered,
        entered_at=entered_at if said.entered else None,
        variant=variant,
    )


def check(programme: Programme, certification: Certification, said: SaidOfIt, today: date) -> None:
    """Check the days of a credential. Raise what is wrong with them, of several fields Several."""
    refused = AllAtOnce()
    if said.prepares and (said.issued or said.entered):
        refused.add(HeldAndPrepared())
    if not (said.prepares or said.issued or said.entered):
        refused.add(DayMissing())
    if said.issued is not None and said.issued > today:
        refused.add(IssuedInFuture())
    if said.issued is not None and said.issued < OLDEST:
        refused.add(TooFarAway("issued"))
    if said.entered is not None:
        if programme.lifelong:
            refused.add(NeverExpires(certification.name))
        if not OLDEST <= said.entered <= _in_years(today, FARTHEST_YEARS):
            refused.add(TooFarAway("entered"))
        if said.issued is not None and said.entered <= said.issued:
            refused.add(ExpiresTooEarly())
    refused.refuse()


def named(known: Known, name: str) -> Certification:
    """Return the certification that is meant where a programme takes any name. Raise NameMissing, NameNotAsked or NameTooLong."""
    typed = on_one_line(name)
    if not known.programme.open or known.certification.key in known.programme.certifications:
        if typed:
            raise NameNotAsked
        return known.certification
    if not typed:
        raise NameMissing
    if len(typed) > LONGEST_NAME:
        raise NameTooLong(len(typed))
    found = known.programme.certification(typed)
    assert found is not None  # it takes any name
    return found


def _in_years(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))
