"""Each ceremony says in its own sentences why what comes again was not changed, and leaves those of the others to them."""

import inspect

import pytest

from bot.core.ids import ChannelId, SeriesId
from bot.core.refusal import Refusal
from bot.house.features import FEATURES, RECURRING
from bot.series import rules
from bot.series.recurring import Recurring
from bot.series.rules import CalledOff, OfSeries
from bot.words.words import words_for
from tests.features.lean_coffee.scene import ANA

WORDS = words_for("en-GB", "Europe/London")
KINDS = [kind for _, kind in inspect.getmembers(rules, inspect.isclass) if issubclass(kind, OfSeries) and kind is not OfSeries]
every_ceremony = pytest.mark.parametrize("recurring", RECURRING, ids=lambda recurring: recurring.name)


def samples(ceremony: str) -> list[Refusal]:
    others = [kind(ceremony) for kind in KINDS if kind not in (rules.NotOwner, rules.NotHeld, rules.SeriesEnded)]
    ended = rules.Series(SeriesId("s1"), ceremony, ChannelId("C0GUILD"), ANA, "Platform guild")
    return [
        *others,
        rules.SeriesEnded(ceremony, ended),
        rules.NotOwner(ceremony, ANA),
        *(rules.NotHeld(ceremony, why) for why in CalledOff),
    ]


@every_ceremony
def test_each_refusal_says_in_a_sentence_what_has_become_of_it(recurring: Recurring) -> None:
    for refusal in samples(recurring.name):
        said = recurring.explain(refusal, WORDS)
        assert said is not None
        assert said.endswith((".", "`."))


@every_ceremony
def test_the_refusals_of_another_ceremony_are_left_to_it(recurring: Recurring) -> None:
    for refusal in samples("daily"):
        assert recurring.explain(refusal, WORDS) is None
    assert [feature.name for feature in FEATURES if feature.explain(rules.NoSuchSeries(recurring.name), WORDS)] == [
        recurring.name
    ]


@every_ceremony
def test_who_may_change_it_is_named(recurring: Recurring) -> None:
    assert "Only <@U0ANA>" in (recurring.explain(rules.NotOwner(recurring.name, ANA), WORDS) or "")
