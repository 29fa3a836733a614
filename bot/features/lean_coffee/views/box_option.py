"""The boxes of a topic as people type them: `box 5`, `boxes 8/4/2`, `boxes 8m/4m/30s`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.core.span import NotASpan, read_span
from bot.features.lean_coffee.rules.box_pattern import USUAL, Boxes, BoxGrows, BoxOutOfBounds, TooManyBoxes, asked_as
from bot.meetings.rules.refusals import ToldAtOnce
from bot.meetings.views.options import A_LENGTH, of_length, written_span
from bot.slack.text import plain
from bot.words.words import Words

_MINUTE = timedelta(minutes=1)
_BEHIND = r"box(?:es)?\s*[:=]?\s*(?:(?:of|for)\s+)?"
_PARTED = re.compile(r"\s*[/,>-]+\s*")
_SEVERAL = re.compile(r"\d\w*(?:\s*[,>-]\s*\d\w*)+")


@dataclass(eq=False)
class BadBoxes(Refusal, ToldAtOnce):
    """What is said of boxes is none of what can be: of `text` this `part`. `nearest` can be."""

    field: ClassVar[str] = "box"
    text: str
    part: str
    nearest: str


def read_boxes(text: str) -> Boxes:
    """Read one length, from which the others follow, or all of them. Raise NotASpan or BadBoxes."""
    pieces = [piece.strip() for piece in text.strip().split("/")]
    wrong = next((piece for piece in pieces if _span_of(piece) is None), None)
    if wrong is None:
        return read_span(text) if len(pieces) == 1 else tuple(map(read_span, pieces))
    if len(pieces) == 1 and not _SEVERAL.fullmatch(text.strip()):
        raise NotASpan(text)
    raise BadBoxes(text, wrong, _nearest(text))


def written_boxes(boxes: Boxes) -> str:
    """Write boxes as they can be typed again: `5m`, `8/4/2`, `8m/4m/30s`."""
    if isinstance(boxes, timedelta):
        return written_span(boxes)
    if any(box % _MINUTE for box in boxes):
        return "/".join(written_span(box) for box in boxes)
    return "/".join(str(box // _MINUTE) for box in boxes)


def explain_boxes(refusal: Refusal, words: Words) -> str | None:
    """Say which of the boxes cannot be, and what can; None for another refusal."""
    match refusal:
        case BadBoxes(part=""):
            return words.say(
                "`boxes` takes lengths with one stroke between them; in {text} one is missing. Write `{nearest}`.",
                text=plain(refusal.text, 40),
                nearest=refusal.nearest,
            )
        case BadBoxes():
            return words.say(
                "`boxes` takes lengths with strokes between them; “{part}” is none. Write `{nearest}`.",
                part=plain(refusal.part, 40),
                nearest=refusal.nearest,
            )
        case BoxGrows():
            return words.say(
                "A box cannot be longer than the one before it: {box} comes after {before}. Write `{nearest}`.",
                box=words.minutes(refusal.box),
                before=words.minutes(refusal.before),
                nearest=_sentence(refusal.nearest),
            )
        case BoxOutOfBounds():
            return words.say(
                "A box can be from {least} to {most} here; you wrote {box}. Write `{nearest}`.",
                least=words.minutes(refusal.least),
                most=words.minutes(refusal.most),
                box=words.minutes(refusal.box),
                nearest=_sentence(refusal.nearest),
            )
        case TooManyBoxes():
            return words.say(
                "A topic has at most {most} boxes; you wrote {given}. Write `{nearest}`.",
                most=refusal.most,
                given=refusal.given,
                nearest=_sentence(refusal.nearest),
            )
        case _:
            return None


def _nearest(text: str) -> str:
    """Return the boxes that a text comes nearest to, as they stand in a start."""
    found = sorted((span for piece in _PARTED.split(text.strip()) if (span := _span_of(piece))), reverse=True)
    return _sentence(found or USUAL)


def _span_of(piece: str) -> timedelta | None:
    try:
        return read_span(piece)
    except NotASpan:
        return None


def _sentence(boxes: Sequence[timedelta]) -> str:
    named = "boxes" if len(boxes) > 1 else "box"
    return f"{named} {written_boxes(tuple(boxes) if len(boxes) > 1 else boxes[0])}"


def _read(match: re.Match[str]) -> Boxes:
    return read_boxes(match["said"])


def _unread(word: str) -> Refusal:
    try:
        read_boxes(word)
    except BadBoxes as refused:
        return refused
    except NotASpan:
        pass
    return NotASpan(f"box {word}")


BOX = replace(
    of_length(
        "box",
        lambda words: words.say("Boxes of a topic"),
        USUAL[0],
        "box 5",
        words="box(?:es)?",
        before=[
            (rf"{_BEHIND}(?P<said>{A_LENGTH}(?:\s*/\s*{A_LENGTH})+)", _read),
            (rf"{_BEHIND}(?P<said>\d[\w.,]*(?:\s*[/>]\s*[^\s/>]*)+)", _read),
            (rf"{_BEHIND}(?P<said>\d\w*(?:-\d\w*)+|\d+(?:,\d+){{2,}})", _read),
        ],
    ),
    kept=lambda settings: asked_as(settings.boxes),
    read=read_boxes,
    write=written_boxes,
    unread=_unread,
    hint=lambda words: words.say("The first one alone, and the next ones follow from it; or each of them, as 8/4/2."),
    most=40,
    in_plans=True,
)
"""The first length alone, or each of them. Behind it what looks like boxes and is none: `8//2`, `8/4/x`, `8-4-2`, `8,4,2`."""
