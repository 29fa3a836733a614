"""What people type of a credential."""

from datetime import date

import pytest

from bot.core.refusal import Refusal
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.credential_names import called, near
from bot.features.seu.rules.credential_refusals import DayNotRead, UnknownCredential, YearMissing
from bot.features.seu.rules.credential_sentence import SaidCredential, read_sentence

PROGRAMMES = load()
TODAY = date(2026, 12, 1)
ISSUED, EXPIRES = date(2026, 3, 14), date(2028, 3, 14)


def said(text: str) -> SaidCredential:
    return read_sentence(text, PROGRAMMES, TODAY)


def names(found: SaidCredential) -> list[str]:
    return [one.certification.key for one in found.may_be]


def doubt(text: str) -> Refusal:
    (found,) = said(text).doubts
    assert not said(text).is_clear
    return found


@pytest.mark.parametrize(
    "text",
    [
        "CSPO 14 march 2026",
        "cspo  issued 14 March 2026",
        "C.S.P.O. since 2026-03-14",
        "Certified Scrum Product Owner issued on march 14, 2026",
        "CSPO: 14 mar 2026",
    ],
)
def test_a_day_that_is_over_is_that_of_issue(text: str) -> None:
    found = said(text)
    assert names(found) == ["cspo"]
    assert (found.issued, found.entered) == (ISSUED, None)
    assert found.is_clear


@pytest.mark.parametrize(
    "text", ["CSPO 14 march 2028", "CSPO until 14 march 2028", "CSPO expires on 2028-03-14", "cspo valid until 14 mar 2028"]
)
def test_a_day_to_come_is_that_of_expiry(text: str) -> None:
    found = said(text)
    assert names(found) == ["cspo"]
    assert (found.issued, found.entered) == (None, EXPIRES)
    assert found.is_clear


def test_a_word_says_which_day_it_is_whatever_the_date() -> None:
    assert said("CSPO until 14 march 2026").entered == ISSUED
    assert said("CSPO issued 14 march 2028").issued == EXPIRES
    assert said("CSPO today").issued == TODAY


@pytest.mark.parametrize(("text", "key"), [("A-CSPO", "a_cspo"), ("acspo", "a_cspo"), ("a cspo", "a_cspo"), ("CSP-PO", "csp_po")])
def test_capitals_spaces_and_hyphens_do_not_matter(text: str, key: str) -> None:
    assert names(said(f"{text} 14 march 2026")) == [key]
    assert [one.certification.key for one in called(PROGRAMMES, text)] == [key]


def test_a_name_alone_asks_for_the_day() -> None:
    found = said("CSPO")
    assert names(found) == ["cspo"]
    assert not found.doubts
    assert not found.is_clear


def test_nothing_at_all_names_nothing() -> None:
    assert said("  ") == SaidCredential()


def test_what_is_not_known_is_never_guessed_and_what_looks_like_it_is_named() -> None:
    refused = doubt("CSOP 14 march 2026")
    assert isinstance(refused, UnknownCredential)
    assert (refused.text, refused.near[0]) == ("CSOP", "CSPO")
    assert near(PROGRAMMES, "zzzz") == ()


def test_the_day_behind_a_name_that_nobody_knows_is_kept() -> None:
    assert said("My own one 14 march 2026").issued == ISSUED
    assert said("CSOP until 14 march 2028").entered == EXPIRES
    assert [type(one) for one in said("CSOP 14 mach").doubts] == [UnknownCredential, DayNotRead]
    assert said("My own one").doubts[0].args[0] == "My own one"


@pytest.mark.parametrize("text", ["CSPO blue moon", "CSPO 30 february 2026", "CSPO 1-14 march 2026", "CSPO 1 to 5 march 2026"])
def test_what_is_no_day_is_said_as_it_was_typed(text: str) -> None:
    refused = doubt(text)
    assert isinstance(refused, DayNotRead)
    assert refused.text == text.partition(" ")[2]
    assert names(said(text)) == ["cspo"]


def test_a_day_that_could_be_two_offers_both() -> None:
    refused = doubt("CSPO 3/4/2026")
    assert isinstance(refused, DayNotRead)
    assert len(refused.readings) == 2


def test_a_day_without_its_year_could_be_any() -> None:
    assert isinstance(doubt("CSPO 14 march"), YearMissing)
