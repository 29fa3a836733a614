"""What people choose of a meeting that they type: options as phrases, in a draft, in a form."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any, Generic

from bot.core.refusal import Refusal
from bot.core.span import LENGTH, NotASpan, read_span
from bot.meetings.naming import Naming
from bot.meetings.rules.refusals import BadLeadOfMeeting, WishWithoutValue
from bot.meetings.rules.values import Settings, W
from bot.meetings.views.lead_times import LEADS
from bot.meetings.views.parts import Bare, Now, Unnamed, Wish, said_of
from bot.schedule.grammar.clock_times import TIME_AFTER_AT, time_of_day
from bot.schedule.grammar.counts import bare_number
from bot.schedule.grammar.parsed import Parts
from bot.schedule.grammar.parts import Lasting, UnknownWords
from bot.schedule.grammar.scanner import Phrase, phrase
from bot.series.leads import AHEAD as ANNOUNCE
from bot.series.leads import written_ahead
from bot.series.rules import A_DAY
from bot.words.words import Words

FOR = "for"
"""How long a meeting takes, which every sentence of the schedule reads too."""
Means = Callable[[re.Match[str]], Any]
Way = tuple[str, Means]


def written_span(span: timedelta) -> str:
    """Write a length as it can be typed again: `45m`, `90s`."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    return f"{minutes * 60 + seconds}s" if seconds else f"{minutes}m"


@dataclass(frozen=True)
class Option:
    """One thing that people can choose.

    `name` is what it is called, kept and told as; `sets` the wish that it is. `words`: a pattern of the words for it; `alone`: of those that need a
    value, where that is narrower. `ways` to type it with a value: a pattern, and what a match of it means. `example`: one of them.

    `read` and `write` its value as text, and `unread` says why a word that stands after it is none; `takes` are values that are no figures.
    `kept` reads it of settings that do not have it by the name of the wish. `label` names its field in the form, for at most `most` characters, or a menu of `choices`; `usual` is the value of who says nothing.
    `hint` stands below the field. `in_plans`: the form of a plan and of a series has it too. `people`: its value is at most so many people.
    `of_one`: how it is read of one meeting, where that has no such thing: the form of a start has it not either.
    """

    name: str
    sets: str
    words: str
    ways: Sequence[Way]
    example: str
    label: Callable[[Words], str]
    usual: str
    unread: Callable[[str], Refusal]
    read: Callable[[str], Any] = read_span
    write: Callable[[Any], str] = written_span
    alone: str = ""
    takes: tuple[str, ...] = ()
    most: int = 20
    choices: Callable[[Words], Mapping[str, str]] | None = None
    kept: Callable[[Any], Any] | None = None
    hint: Callable[[Words], str] | None = None
    in_plans: bool = False
    people: int = 0
    of_one: Sequence[Way] | None = None

    def of(self, settings: Any) -> Any:
        """Return what was chosen, of settings."""
        return getattr(settings, self.sets) if self.kept is None else self.kept(settings)

    @property
    def phrases(self) -> Sequence[Phrase]:
        """Return how it is read with a value."""
        return self._phrases(self.ways)

    @property
    def phrases_of_one(self) -> Sequence[Phrase]:
        """Return how it is read with a value, of one meeting."""
        return self._phrases(self.ways if self.of_one is None else self.of_one)

    def _phrases(self, ways: Sequence[Way]) -> Sequence[Phrase]:
        return [phrase(pattern, partial(self._wish, means)) for pattern, means in ways]

    def _wish(self, means: Means, match: re.Match[str]) -> tuple[object, ...]:
        return (Wish(self.name, means(match)),)

    @property
    def without_value(self) -> Phrase:
        """Return how its word is read where nothing that it takes follows."""
        return phrase(self.alone or self.words, lambda _: (Bare(self.name),))


A_LENGTH = rf"(?:{LENGTH}|\d{{1,6}}(?:[.,]\d{{1,2}})?)"
"""What is read as a length where one is expected: a bare number too."""
AN_HOUR = r"(?:[05-9]|\d\d)\s?h\d{0,2}(?![^\W_])"
"""What is a time of the day where nobody says that it is a length: meetings are not at 1h, nor do they last for 9h."""


def of_length(
    name: str,
    label: Callable[[Words], str],
    usual: timedelta,
    example: str,
    *,
    words: str = "",
    alone: str = "",
    before: Sequence[Way] = (),
) -> Option:
    """Return an option that takes a length, before or behind its word; `before`: what else is read of it, and first."""
    named = f"(?:{words or name})"
    behind = rf"{named}\s*[:=]?\s*(?:(?:of|for)\s+)?(?P<span>{A_LENGTH})"
    ahead = rf"(?!{AN_HOUR})(?P<span>{LENGTH})\s+{named}(?!\s*[:=]?\s*(?:of\s+|for\s+)?{A_LENGTH})"
    return Option(
        name=name,
        sets=name,
        words=words or name,
        alone=alone,
        ways=[*before, (behind, _span), (ahead, _span)],
        example=example,
        label=label,
        usual=written_span(usual),
        unread=lambda word: NotASpan(f"{name} {word}"),
    )


def _span(match: re.Match[str]) -> timedelta:
    return read_span(match["span"])


def _hour(match: re.Match[str]) -> tuple[object, ...] | None:
    hour = time_of_day(match["t"] or match["u"])
    return (hour,) if hour else None


_BEFORE_A_MINIMUM = phrase(
    rf"(?:at\s+(?P<t>{TIME_AFTER_AT})|(?P<u>\d{{1,2}}(?::\d{{2}}|\s?[ap]\.?m\.?)))(?=\s+min\.?\s*[:=]?\s*\d)", _hour
)
"""An hour before `min 15`, which is no unit of it."""
_ONLY_OF_ONE = (
    phrase(r"(?:right\s+)?now|immediately", lambda match: (Now(),)),
    phrase(r"(?:until|till)\s+\d{1,2}(?:[:.h]\d{2}|\s*[ap]\.?m\.?)", lambda match: (UnknownWords(),)),
    phrase(rf"(?!{AN_HOUR})(?P<span>{LENGTH})(?:\s+long)?", lambda match: (Lasting(read_span(match["span"])), Unnamed())),
)


def says_nothing(words: Words, settings: Any) -> str:
    """Say nothing of what was chosen."""
    return ""


def lasts(words: Words, settings: Settings, at: datetime) -> str:
    """Say how long a meeting takes that begins now."""
    until = words.slack_time(at + settings.length)
    return words.say("It lasts *{span}* (until {time} if it starts now).", span=words.minutes(settings.length), time=until)


@dataclass(frozen=True)
class StartOptions(Generic[W]):
    """What a ceremony fills in to have its meetings typed: `/refine start "Checkout" box 10 for 1h`.

    `nothing`: the wishes of who asks for nothing; `settle` completes wishes as settings, or raises what they are refused for. `own`: the options
    beside the length. `example`: what may stand after `start`. `lasts` tells the lengths of one that would begin now, before anybody else sees it;
    `told` what else was chosen of one to come.
    """

    naming: Naming
    nothing: W
    settle: Callable[[W], Any]
    own: tuple[Option, ...] = ()
    example: str = "for 45m"
    lasts: Callable[[Words, Any, datetime], str] = lasts
    told: Callable[[Words, Any], str] = says_nothing

    @cached_property
    def fields(self) -> Mapping[str, Option]:
        """All options of one meeting, by the block of the form that each stands in: what its refusal calls it."""
        usual = self.settle(self.nothing).length
        length = of_length(FOR, lambda words: words.say("How long it takes"), usual, "for 45m")
        return {"length": replace(length, sets="length"), **{option.name: option for option in self.own if option.of_one is None}}

    @cached_property
    def names(self) -> Mapping[str, Option]:
        """All options by their names."""
        return {option.name: option for option in (*self.fields.values(), *self.own)}

    @cached_property
    def values(self) -> frozenset[str]:
        """What options take that is no figure."""
        return frozenset(value for option in self.own for value in option.takes)

    @cached_property
    def of_series(self) -> tuple[Phrase, ...]:
        """The options of what is planned to come again."""
        return self._phrases([one for option in self.own for one in option.phrases])

    def _phrases(self, own: Sequence[Phrase]) -> tuple[Phrase, ...]:
        named = "|".join([*(option.words for option in self.own), rf"{ANNOUNCE}d?"])
        return (
            phrase(rf"for\s+(?P<span>\d{{1,5}})(?=\s+(?:{named})\b)", bare_number),
            _BEFORE_A_MINIMUM,
            *own,
            *LEADS,
            *(option.without_value for option in self.own),
            phrase("announced?", lambda _: (Bare(ANNOUNCE),)),
        )

    @cached_property
    def of_one(self) -> tuple[Phrase, ...]:
        """The options of one meeting, with what only one meeting has: its being now."""
        return (*self._phrases([one for option in self.own for one in option.phrases_of_one]), *_ONLY_OF_ONE)

    def wishes_of(self, parts: Parts) -> W:
        """Return what a sentence asks of its meetings. Raise SaidTwice."""
        lasting = parts.the(Lasting)
        said = {option.sets: said_of(parts, option.name) for option in self.own}
        return self._wishes({"length": lasting.span if lasting else None, **said})

    def written(self, wishes: W, leads: Mapping[str, str] | None = None) -> Mapping[str, str]:
        """Write wishes as text, for a draft; `leads`: how far ahead it is announced and reminded of, where that was said."""
        kept = {ANNOUNCE: written_ahead(A_DAY), **(leads or {})}
        for name, option in self.names.items():
            if (value := getattr(wishes, option.sets)) != getattr(self.nothing, option.sets):
                kept[name] = option.write(value)
        return kept

    def asked(self, kept: Any, usual: Any) -> W:
        """Return the wishes that settings come of: those in which they are not as usual for their length."""
        values = {one.sets: one.of(kept) for one in self.own if one.of(kept) != one.of(usual)}
        return replace(self.nothing, **values)

    def read_written(self, kept: Mapping[str, str]) -> W:
        """Read wishes back from a draft."""
        return self._wishes({one.sets: one.read(kept[name]) for name, one in self.names.items() if kept.get(name)})

    def _wishes(self, asked: Mapping[str, Any]) -> W:
        return replace(self.nothing, **{name: value for name, value in asked.items() if value is not None})

    def refuse_bare(self, parts: Parts) -> None:
        """Raise what is wrong with the first option that lacks what it needs, with the word in the place of it."""
        for said, after in zip(parts.said, [*parts.said[1:], None], strict=False):
            if isinstance(said.part, Bare):
                if said.part.option == ANNOUNCE:
                    raise BadLeadOfMeeting(" ".join(parts.text[said.place :].split()[:4]))
                is_word = after is not None and (isinstance(after.part, UnknownWords) or after.words[:1].isdigit())
                word = next(iter(after.words.split()), "") if after is not None and is_word else ""
                raise self.names[said.part.option].unread(word) if word else WishWithoutValue(said.part.option)
