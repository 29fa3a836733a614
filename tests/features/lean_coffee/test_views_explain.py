"""Every refusal has words that say what happened and what to do."""

from collections.abc import Iterator
from datetime import timedelta
from inspect import signature
from typing import Any, get_type_hints

import pytest

from bot.core import limits
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules import refusals
from bot.features.lean_coffee.rules.stages import Column, Stage
from bot.features.lean_coffee.rules.texts import LIMITS
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.views import wishes
from bot.features.lean_coffee.views.explain import explain
from bot.meetings.rules import refusals as of_any
from bot.meetings.views import typed
from bot.words.words import words_for
from tests.features.lean_coffee.scene import ANA, TEN

MADRID = words_for("en-GB", "Europe/Madrid")
_SAMPLES: dict[str, Any] = {
    "least": 1,
    "most": 10,
    "given": 11,
    "allowed": 3,
    "length": 151,
    "field": "title",
    "setting": "box",
    "apart": 10_080,
    "word": "bxo <!here>",
    "which": "remind",
    "nearest": "box",
    "instead": 20,
    "wall": TEN,
    "tomorrow": "/coffee plan tomorrow at 9",
    "first": "8",
    "option": "box",
    "text": "<!channel>",
    "here": 7,
    "host": ANA,
    "or_cohost": True,
    "owner": ANA,
    "person": ANA,
    "opened": TEN,
    "closed": TEN,
    "until": TEN,
    "planned_end": TEN,
    "topic": TopicId("t1"),
    "meeting": MeetingId("m1"),
    "channel": ChannelId("C1"),
    "stage": Stage.VOTING,
    "column": Column.WITHDRAWN,
}


def all_refusals() -> list[type[Refusal]]:
    modules = (limits, of_any, refusals, typed, wishes)
    own = tuple(module.__name__ for module in modules)
    return [found for module in modules for found in vars(module).values() if _is_own(found, own)]


def _is_own(found: object, modules: tuple[str, ...]) -> bool:
    return isinstance(found, type) and issubclass(found, Refusal) and found.__module__ in modules


def sample(kind: type[Refusal], **other: Any) -> Refusal:
    hints = get_type_hints(kind)
    values = {name: _SAMPLES[name] for name in signature(kind).parameters}
    spans = {name: timedelta(minutes=value) for name, value in values.items() if hints.get(name) is timedelta}
    return kind(**values | spans | other)


def variants() -> Iterator[Refusal]:
    for kind in all_refusals():
        yield sample(kind)
    yield from (sample(limits.EmptyText, field=field) for field in LIMITS)
    yield from (sample(of_any.Stale, stage=stage) for stage in Stage)
    yield from (sample(refusals.TopicGone, column=column) for column in Column)
    yield sample(typed.UnknownWish, nearest="")
    yield from (sample(of_any.WishWithoutValue, option=option) for option in ("box", "dots", "host"))


@pytest.mark.parametrize("refusal", list(variants()), ids=lambda refusal: type(refusal).__name__)
def test_every_refusal_is_explained_in_whole_calm_sentences(refusal: Refusal) -> None:
    said = explain(refusal, MADRID)
    assert said is not None
    assert said.endswith((".", "`."))
    typed_by_us = said.replace("<!date^", "")
    assert "!" not in typed_by_us.replace("&lt;!", "")
    assert "<!" not in typed_by_us


def test_the_table_of_samples_reaches_every_refusal() -> None:
    assert len(all_refusals()) > 25


def test_a_refusal_of_another_room_is_left_to_it() -> None:
    class Other(Refusal):
        pass

    assert explain(Other(), MADRID) is None


def test_a_ballot_after_the_close_is_told_when_that_was_in_the_reader_s_zone() -> None:
    said = explain(refusals.VotingClosed(TEN.replace(minute=7, second=12)), MADRID)
    assert said == "Voting closed at 11:07:12, not counted."


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (limits.TextTooLong("title", 151, 150), "The topic has 151 characters; at most 150 fit. Please shorten it."),
        (limits.TextTooLong("link", 591, 500), "The link has 591 characters; at most 500 fit. Please use a shorter address."),
        (limits.TextTooLong("meeting", 101, 100), "The meeting's name has 101 characters; at most 100 fit. Please shorten it."),
        (
            of_any.OutOfBounds("box", timedelta(), timedelta(seconds=5), timedelta(minutes=15)),
            "`box` can be from 5 s to 15 min here; you wrote 0 s.",
        ),
        (
            of_any.OutOfBounds("length", timedelta(hours=99), timedelta(minutes=1), timedelta(hours=8)),
            "`for` can be from 1 min to 8 h here; you wrote 99 h.",
        ),
        (of_any.NotHost(PersonId("U0ANA")), "Only the host, <@U0ANA>, can do this."),
        (of_any.WishWithoutValue("thumbs"), "`thumbs` needs a value, as in `thumbs 30s`."),
        (of_any.WishWithoutValue("host"), "`host` needs a value, as in `host watches`."),
        (wishes.BadDots("<!here>"), "`dots` takes a number or `auto`; you wrote &lt;!here&gt;."),
    ],
)
def test_an_explanation_names_the_limit_and_what_was_written(refusal: Refusal, said: str) -> None:
    assert explain(refusal, MADRID) == said
