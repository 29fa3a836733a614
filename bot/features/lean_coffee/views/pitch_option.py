"""Pitches as people type them: `pitch 20s`."""

from dataclasses import replace
from datetime import timedelta

from bot.core.refusal import Refusal
from bot.core.span import NotASpan, read_span
from bot.features.lean_coffee.rules.refusals import PitchOutOfBounds
from bot.features.lean_coffee.rules.settings import NO_PITCH
from bot.meetings.views.options import of_length, written_span
from bot.words.words import Words

NONE = "none"


def read_pitch(text: str) -> timedelta:
    """Read how long each topic is pitched; `none`: not at all. Raise NotASpan."""
    word = text.strip().lower()
    return NO_PITCH if word == NONE else read_span(word)


def written_pitch(span: timedelta) -> str:
    """Write the length of a pitch as it can be typed again."""
    return written_span(span) if span else NONE


_TYPED = of_length(
    "pitch",
    lambda words: words.say("Pitch of each topic before the vote"),
    NO_PITCH,
    "pitch 20s",
    words="pitch(?:es)?",
    before=[(r"no\s+pitch(?:es)?|pitch(?:es)?\s*[:=]?\s*none", lambda _: NO_PITCH)],
)
PITCH = replace(
    _TYPED,
    usual=NONE,
    unread=lambda word: NotASpan(f"pitch {word}"),
    read=read_pitch,
    write=written_pitch,
    takes=(NONE,),
    hint=lambda words: words.say("From 15 to 30 seconds, such as 20s. Empty: no pitches."),
    in_plans=True,
)


def explain_pitch(refusal: Refusal, words: Words) -> str | None:
    """Say how long a pitch can be; None for another refusal."""
    if not isinstance(refusal, PitchOutOfBounds):
        return None
    return words.say(
        "A pitch can be from {least} to {most}; you wrote {given}. Write `pitch {nearest}`.",
        least=words.minutes(refusal.least),
        most=words.minutes(refusal.most),
        given=words.minutes(refusal.given),
        nearest=written_span(refusal.instead),
    )


def told_of_pitches(words: Words, each: timedelta) -> str:
    """Say that topics are pitched before the vote, where they are."""
    return words.say("Before the vote each topic is pitched for {span}.", span=words.minutes(each)) if each else ""
