"""The credit rule of a meeting: as it is typed, its limits, and in words."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.core.span import read_span
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.values import Settings, Wishes
from bot.features.lean_coffee.views.wishes import OPTIONS
from bot.meetings import rows
from bot.meetings.rules.credit import CreditRule, NotWholeMinutes, ShareOutOfBounds, credit_of
from bot.meetings.rules.refusals import OutOfBounds, WishWithoutValue
from bot.meetings.views import typed
from bot.meetings.views.credit import CREDIT, MINIMUM, BadCredit, BadMinimum, MinimumInDoubt
from bot.meetings.views.credit_words import explain, in_words, stated
from bot.words.words import words_for
from tests.features.lean_coffee.scene import minutes, seconds

ENGLISH = words_for("en-GB", "Europe/Madrid")
FULL, LEAST = Wishes(full_credit=80), Wishes(minimum=minutes(15))
BOTH = Wishes(full_credit=80, minimum=minutes(15))


def start(text: str) -> typed.Start[Wishes]:
    return typed.read_start(OPTIONS, typed.parted(OPTIONS, text))


def series(text: str) -> Wishes:
    return typed.read_series(OPTIONS, text)[0].wishes


@pytest.mark.parametrize(
    "text",
    [
        *("credit full from 80%", "credit full from 80 %", "full credit from 80%", "full credits from 80 percent"),
        *("full from 80%", "Credit: full from 80%", "credit full at 80%", "credit full 80%", "80% for full credit"),
        *(
            "full credit from 80 % of the meeting",
            "full credit from 80% on",
            "credit full from 80.0%",
            "CREDIT FULL FROM 80 per cent",
        ),
    ],
)
def test_full_credit_from_a_share_on_is_read_as_people_type_it(text: str) -> None:
    assert start(text) == typed.Start(FULL, "")
    assert start(f"“Guild” {text}, for 45m") == typed.Start(replace(FULL, length=minutes(45)), "Guild")
    assert series(f"every tuesday at 10 {text}") == FULL


@pytest.mark.parametrize(
    "text",
    [
        *("min 15", "min 15 min", "min: 15", "min. 15", "Min 15m", "minimum 15", "minimum of 15 minutes", "minimum is 15 min"),
        *("at least 15 min", "at least fifteen minutes", "15 min minimum", "15 minutes minimum"),
    ],
)
def test_a_minimum_is_read_as_people_type_it(text: str) -> None:
    assert start(text) == typed.Start(LEAST, "")
    assert start(f"Guild {text} for 1h") == typed.Start(replace(LEAST, length=minutes(60)), "Guild")
    for hour in ("at 10", "at noon", "10:00", "9am"):
        assert series(f"every tuesday {hour} {text}") == LEAST


@pytest.mark.parametrize(
    "text",
    [
        "for 45 min credit full from 80% min 15",
        "credit full from 80 % min 15, for 45 min",
        "min 15 full credit from 80% 45 min",
        "for 45 credit full from 80% minimum 15",
        "for 45 minimum 15 full from 80%",
        "for 45 min minimum 15 full from 80%",
        "for 45 min min 15 full from 80%",
    ],
)
def test_both_are_read_beside_a_length_whose_unit_is_min_too(text: str) -> None:
    assert start(text).wishes == replace(BOTH, length=minutes(45))


@pytest.mark.parametrize("text", ["credit exact", "exact credit", "exact minutes", "credit: exact minutes", "no minimum"])
def test_what_holds_anyway_may_be_said(text: str) -> None:
    assert settle(start(text).wishes) == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("credit full from 80", "credit full from 80"),
        ("credit 80%", "credit 80%"),
        ("credit from 80 %", "credit from 80 %"),
        ("80% credit", "80% credit"),
        ("full from 45 min", "full from 45 min"),
        ("credit full from eighty percent", "credit full from eighty"),
        ("credit full from 80.5%", "credit full from 80.5%"),
        ("“Guild” credit often", "credit often"),
    ],
)
def test_what_reads_like_a_credit_rule_and_is_none_is_asked(text: str, said: str) -> None:
    with pytest.raises(BadCredit) as refused:
        start(text)
    assert refused.value.text == said
    told = explain(ENGLISH, refused.value)
    assert told is not None
    assert f"“{said}”" in told
    assert "`credit full from 80%`" in told


def test_one_of_a_series_is_asked_too() -> None:
    _, parts = typed.read_series(OPTIONS, "every tuesday at 10 credit 80%")
    with pytest.raises(BadCredit):
        parts.refuse_unread()


@pytest.mark.parametrize("text", ["for 45 min 15", "box 5 min 15", "Guild 45 min 15"])
def test_a_number_behind_a_length_may_be_a_minimum_and_is_asked(text: str) -> None:
    with pytest.raises(MinimumInDoubt) as refused:
        start(text)
    told = explain(ENGLISH, refused.value)
    assert told is not None
    assert told.endswith("may be a minimum or an hour. Write `minimum 15`, or `at 15`.")
    with pytest.raises(MinimumInDoubt):
        series("every tuesday at 10 for 45 min 15")


@pytest.mark.parametrize("text", ["box 5 min 3 dots", "for 45 min box 5", "for 45 min, 15 topics", "min 15 min, 45 min"])
def test_another_number_behind_a_length_is_in_no_doubt(text: str) -> None:
    start(text)


@pytest.mark.parametrize(
    ("text", "refusal", "said"),
    [
        ("“G” credit", WishWithoutValue, None),
        ("“G” min", WishWithoutValue, None),
        ("“G” min soon", BadMinimum, "A minimum takes minutes, as in `min 15`; you wrote min soon."),
    ],
)
def test_an_option_without_what_it_takes_is_refused(text: str, refusal: type[Refusal], said: str | None) -> None:
    with pytest.raises(refusal) as refused:
        start(text)
    assert explain(ENGLISH, refused.value) == said


@pytest.mark.parametrize("text", ["Credit cards", "full credit for Ana", "G min"])
def test_its_words_in_a_name_are_shown_first(text: str) -> None:
    assert start(text).title == text
    assert not start(text).is_clear


@pytest.mark.parametrize(
    ("wishes", "refusal", "said"),
    [
        (
            Wishes(full_credit=0),
            ShareOutOfBounds,
            "from 1 % to 100 % of the meeting, as in `credit full from 80%`; you wrote 0 %.",
        ),
        (Wishes(full_credit=101), ShareOutOfBounds, "you wrote 101 %."),
        (Wishes(minimum=seconds(90)), NotWholeMinutes, "whole minutes, as in `min 15`; you wrote 1 min 30 s."),
        (Wishes(minutes(60), minimum=minutes(90)), OutOfBounds, None),
    ],
)
def test_a_rule_outside_its_limits_is_refused(wishes: Wishes, refusal: type[Refusal], said: str | None) -> None:
    with pytest.raises(refusal) as refused:
        settle(wishes)
    if said is not None:
        assert said in (explain(ENGLISH, refused.value) or "")


def test_a_minimum_as_long_as_the_meeting_is_its_limit() -> None:
    assert credit_of(settle(Wishes(minutes(60), minimum=minutes(60)))) == CreditRule(None, 60)
    with pytest.raises(OutOfBounds) as refused:
        settle(Wishes(minutes(60), minimum=minutes(90)))
    assert (refused.value.field, refused.value.least, refused.value.most) == ("min", minutes(1), minutes(60))


@given(st.one_of(st.none(), st.integers(1, 100)), st.integers(0, 45))
def test_a_rule_survives_a_draft_a_form_and_a_row(share: int | None, least: int) -> None:
    wishes = Wishes(full_credit=share, minimum=minutes(least))
    assert settle(OPTIONS.read_written(OPTIONS.written(wishes))) == settle(wishes)
    assert CREDIT.read(CREDIT.write(share)) == share
    assert MINIMUM.read(MINIMUM.write(minutes(least))) == minutes(least)
    settings = settle(wishes)
    assert rows.read_settings(Settings(), rows.settings(settings)) == settings
    assert credit_of(settings) == CreditRule(share, least)


@pytest.mark.parametrize("text", ["80", "80%", "80 %", "from 80%", "full from 80 %", "credit full from 80%", "80.0 percent"])
def test_the_field_of_a_form_takes_a_bare_number_too(text: str) -> None:
    assert CREDIT.read(text) == 80


@pytest.mark.parametrize("text", ["most of it", "80 min", "1/2", "80.5%"])
def test_the_field_of_a_form_refuses_what_is_no_share(text: str) -> None:
    with pytest.raises(BadCredit):
        CREDIT.read(text)


def test_the_field_of_a_minimum_takes_minutes_and_none() -> None:
    assert [MINIMUM.read(text) for text in ("15", "15 min", "1h", "none")] == [
        *(minutes(15), minutes(15), read_span("1h"), timedelta()),
    ]
    with pytest.raises(BadMinimum):
        MINIMUM.read("half")
    assert MINIMUM.write(seconds(90)) == "90s"


@pytest.mark.parametrize(
    ("rule", "name", "told"),
    [
        (CreditRule(), "exact", "exact minutes"),
        (CreditRule(None, 15), "exact", "exact minutes, none below 15 min"),
        (CreditRule(80), "full:80", "full credit from 80 %"),
        (CreditRule(80, 15), "full:80", "full credit from 80 %, none below 15 min"),
    ],
)
def test_a_rule_in_words(rule: CreditRule, name: str, told: str) -> None:
    assert rule.name == name
    assert CreditRule.of_fact(name, rule.minimum) == rule
    assert in_words(ENGLISH, rule) == told
    assert stated(ENGLISH, rule) == (f"Learning minutes: {told}." if rule.is_stated else "")
    assert explain(ENGLISH, Refusal()) is None
