"""A list or a CSV that comes in by a form, as a file or pasted, and what is shown of it first."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from slack_sdk.models.blocks import Block

from bot.core.csv_rows import BadQuotes, NotUtf8, TooManyCells, TooManyLines, decoded
from bot.core.refusal import Refusal
from bot.slack.blocks import MOST_TYPED, FileInput, context, field, grouped, typed
from bot.slack.files import FileApi, FileNotRead, FileTooLarge, read_file
from bot.slack.requests import Form
from bot.words.words import Words

T = TypeVar("T")
FILE = "file"
MOST_BYTES = 2_000_000
_BOXES = 4
RefusedT = TypeVar("RefusedT", bound="OfAll")
_SHOWN = 40
"""So many lines of each kind are shown; the others are counted."""


class OfAll(Protocol):
    """A refusal of all that came in, beside one of the fields that it may come by."""

    field: str


def inputs(
    words: Words,
    label: str,
    *,
    takes_file: bool,
    file_label: str = "",
    filetypes: Sequence[str] = ("csv", "text"),
    most: int = MOST_BYTES,
) -> list[Block]:
    """Draw where a file is chosen, if the bot may read it, and the boxes to paste into; `label` names the first one.

    `file_label`: how the file is called where it need not be a CSV; `most`: its bytes.
    """
    blocks: list[Block] = []
    if not takes_file:
        blocks.append(context(words.say("To choose a file here, the app needs the scope `files:read`: ask who runs the bot.")))
    else:
        hint = words.say("UTF-8, at most {most} kB.", most=most // 1_000)
        named = file_label or words.say("CSV file")
        blocks.append(field(FILE, named, FileInput(*filetypes), hint=hint, optional=True))
    for number in range(1, _BOXES + 1):
        named = label if number == 1 else words.say("The rest, if it did not fit; begin with a new line")
        blocks.append(field(f"list_{number}", named, typed(MOST_TYPED, lines=True), optional=takes_file or number > 1))
    return blocks


async def text_of(form: Form, files: FileApi, most: int = MOST_BYTES) -> str:
    """Return what the chosen file says, or what was pasted, the boxes one below the other. Raise NotUtf8, FileTooLarge or FileNotRead."""
    chosen = form.chosen(FILE)
    if chosen:
        return decoded(await read_file(files, chosen[0], form.person, most))
    return "\n".join(text for number in range(1, _BOXES + 1) if (text := form.text(f"list_{number}")))


def beside_its_field(form: Form, refused: RefusedT) -> RefusedT:
    """Return a refusal of all that came in, beside the file where one was chosen."""
    if form.chosen(FILE):
        refused.field = FILE
    return refused


def part(words: Words, title: str, lines: Sequence[T], draw: Callable[[T], str] = str) -> list[Block]:
    """Draw the first of the lines that become the same thing, below a title; nothing where there are none."""
    shown = listed(words, title, lines, draw=draw)
    return grouped(shown) if shown else []


def listed(words: Words, title: str, lines: Sequence[T], most: int = _SHOWN, draw: Callable[[T], str] = str) -> list[str]:
    """Return lines that become the same thing below their title, and how many more there are; nothing where there are none."""
    if not lines:
        return []
    rest = len(lines) - most
    return [title, *map(draw, lines[:most]), *([words.say("and {n} more", n=rest)] if rest > 0 else [])]


def explain_row(refusal: Refusal, words: Words) -> str | None:
    """Say why a line cannot be read as the others; None for a refusal of what it says."""
    match refusal:
        case TooManyCells():
            return words.say(
                "it has {count} cells and the first line names {named}; put text with a separator in quotation marks.",
                count=refusal.count,
                named=refusal.named,
            )
        case BadQuotes():
            return words.say("its quotation marks do not fit; all up to line {last} is left out.", last=refusal.last)
        case _:
            return None


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say why nothing that came in was read; None for a refusal about something else."""
    match refusal:
        case TooManyLines(listed=True):
            return words.say(
                "{count} lines are too many: a list has at most {most}. A CSV, whose first line names its columns, takes more.",
                count=refusal.count,
                most=refusal.most,
            )
        case TooManyLines():
            return words.say(
                "{count} lines are too many: at most {most} are imported at once. Import it in parts.",
                count=refusal.count,
                most=refusal.most,
            )
        case NotUtf8():
            return words.say("The file is not UTF-8 from line {line} on. Save it as “CSV UTF-8”.", line=refusal.line)
        case FileTooLarge():
            return words.say("The file is too large: at most {most} kB are read.", most=refusal.most // 1_000)
        case FileNotRead():
            return words.say("Slack did not give me the file. Choose it anew, or paste what it holds.")
        case _:
            return None
