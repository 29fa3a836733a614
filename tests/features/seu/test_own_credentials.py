"""What people may say of their credentials."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.core.refusal import Refusal, Several
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules import own_credentials
from bot.features.seu.rules.credential_names import Known, called
from bot.features.seu.rules.credential_refusals import (
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
from bot.features.seu.rules.own_credentials import SaidOfIt
from bot.features.seu.rules.programmes import Certification
from tests.features.desk import BEN

NOW, TODAY = datetime(2026, 12, 1, 12, tzinfo=UTC), date(2026, 12, 1)
ISSUED, EXPIRES = date(2026, 3, 14), date(2028, 3, 14)
(CSPO,) = called(load(), "CSPO")
ENDLESS = Known(replace(CSPO.programme, cycle=None, lifelong=True), CSPO.certification)
ANY = replace(CSPO.programme, key="other", open=True, certifications={})
OF_ANY_NAME = Known(ANY, Certification("", "", "", "foundational", ""))


def add(said: SaidOfIt, known: Known = CSPO, held: tuple[Held, ...] = (), name: str = "") -> Held:
    return own_credentials.add(known, said, held, person=BEN, name=name, credential="c1", at=NOW, today=TODAY)


def change(one: Held, said: SaidOfIt, variant: str = "") -> Held:
    return own_credentials.change(one, CSPO.programme, CSPO.certification, said, variant, at=NOW, today=TODAY)


def refused(said: SaidOfIt, known: Known = CSPO, name: str = "") -> list[type[Refusal]]:
    with pytest.raises(Refusal) as raised:
        add(said, known, name=name)
    found = raised.value
    return [type(one) for one in (found.refusals if isinstance(found, Several) else (found,))]


def test_a_credential_begins_with_the_rules_of_now() -> None:
    added = add(SaidOfIt(issued=ISSUED))
    assert (added.programme, added.version, added.name) == ("scrum_alliance", CSPO.programme.version, "cspo")
    assert (added.issued, added.entered, added.entered_at) == (ISSUED, None, None)
    assert added.reminders


def test_an_expiry_that_was_read_at_the_body_says_when() -> None:
    added = add(SaidOfIt(ISSUED, EXPIRES))
    assert (added.issued, added.entered, added.entered_at) == (ISSUED, EXPIRES, NOW)


def test_who_prepares_names_no_day() -> None:
    assert add(SaidOfIt(prepares=True)).is_prepared_for
    assert refused(SaidOfIt(ISSUED, prepares=True)) == [HeldAndPrepared]
    assert refused(SaidOfIt()) == [DayMissing]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (SaidOfIt(issued=date(2026, 12, 2)), [IssuedInFuture]),
        (SaidOfIt(issued=date(1969, 12, 31)), [TooFarAway]),
        (SaidOfIt(entered=date(2046, 12, 2)), [TooFarAway]),
        (SaidOfIt(entered=date(1969, 1, 1)), [TooFarAway]),
        (SaidOfIt(ISSUED, ISSUED), [ExpiresTooEarly]),
        (SaidOfIt(date(2026, 12, 2), ISSUED), [IssuedInFuture, ExpiresTooEarly]),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(said: SaidOfIt, why: list[type[Refusal]]) -> None:
    assert refused(said) == why


def test_today_and_what_ran_out_are_days_too() -> None:
    assert add(SaidOfIt(issued=TODAY)).issued == TODAY
    assert add(SaidOfIt(entered=date(2025, 1, 1))).entered == date(2025, 1, 1)


def test_what_never_expires_has_no_expiry() -> None:
    assert refused(SaidOfIt(ISSUED, EXPIRES), ENDLESS) == [NeverExpires]
    assert add(SaidOfIt(ISSUED), ENDLESS).issued == ISSUED
    assert (
        add(SaidOfIt(ISSUED, EXPIRES), Known(replace(ENDLESS.programme, lifelong=False), CSPO.certification)).entered == EXPIRES
    )


def test_what_never_expires_gets_no_expiry_when_it_is_mended_either() -> None:
    one, said = add(SaidOfIt(ISSUED), ENDLESS), SaidOfIt(ISSUED, EXPIRES)
    with pytest.raises(NeverExpires) as refused:
        own_credentials.change(one, ENDLESS.programme, ENDLESS.certification, said, "", at=NOW, today=TODAY)
    assert refused.value.args == ("CSPO",)


def test_the_same_credential_is_added_once() -> None:
    with pytest.raises(AlreadyHeld) as raised:
        add(SaidOfIt(ISSUED), held=(replace(add(SaidOfIt(ISSUED)), id="c0"),))
    assert (raised.value.name, raised.value.credential) == ("CSPO", "c0")
    add(SaidOfIt(ISSUED), held=(replace(add(SaidOfIt(ISSUED)), programme="pmp"), replace(add(SaidOfIt(ISSUED)), name="csm")))


def test_a_programme_of_any_name_asks_for_it() -> None:
    assert add(SaidOfIt(ISSUED), OF_ANY_NAME, name=" ICP-ACC \n").name == "ICP-ACC"
    assert refused(SaidOfIt(ISSUED), OF_ANY_NAME) == [NameMissing]
    assert refused(SaidOfIt(), OF_ANY_NAME, "x" * 65) == [NameTooLong, DayMissing]
    assert refused(SaidOfIt(ISSUED), CSPO, "ICP-ACC") == [NameNotAsked]


def test_a_credential_is_mended_and_keeps_what_nobody_mended() -> None:
    one = replace(add(SaidOfIt(ISSUED, EXPIRES)), entered_at=datetime(2026, 3, 14, tzinfo=UTC), version="0")
    same = change(one, SaidOfIt(date(2026, 3, 15), EXPIRES), "standard")
    assert (same.issued, same.entered, same.entered_at) == (date(2026, 3, 15), EXPIRES, one.entered_at)
    assert (same.variant, same.version) == ("standard", "0")
    other = change(one, SaidOfIt(ISSUED, date(2028, 4, 1)))
    assert (other.entered, other.entered_at, other.variant) == (date(2028, 4, 1), NOW, "")
    assert change(one, SaidOfIt(ISSUED)).entered_at is None


def test_a_fee_that_the_programme_has_not_is_refused() -> None:
    with pytest.raises(NoSuchVariant):
        change(add(SaidOfIt(ISSUED)), SaidOfIt(ISSUED), "student")


def test_what_was_prepared_for_is_held_with_its_day() -> None:
    prepared = add(SaidOfIt(prepares=True))
    assert change(prepared, SaidOfIt(ISSUED)).issued == ISSUED
    with pytest.raises(DayMissing):
        change(prepared, SaidOfIt())
