"""The forms of what a person takes along: what, of which time; on its way, or to copy."""

from collections.abc import Sequence
from enum import StrEnum

from slack_sdk.models.blocks import Block, DatePickerElement

from bot import text_to_copy
from bot.core.written_days import read_day
from bot.features.seu.rules.values import Session
from bot.features.seu.rules.whole_ledger import Chosen
from bot.features.seu.views import export_ids as ids
from bot.features.seu.views.pieces import private
from bot.slack.blocks import VALUE, button, context, field, menu, section
from bot.slack.surfaces import Modal
from bot.slack.text import cut, one_line
from bot.words.words import Words


class Format(StrEnum):
    """What a file is for: the form of the body, another bot, somebody who asks for a proof."""

    CSV = "csv"
    JSON = "json"
    PDF = "pdf"


_CALLBACK = "seu:exported"


def export_form(
    words: Words, sessions: Sequence[Session], *, sends_file: bool, offered: bool | None, first: Format = Format.CSV
) -> Modal:
    """Draw the form in which a person chooses what to take along; `offered`: whether they are offered it each quarter, None for never yet.

    `sessions`: the latest that they attended.
    """
    formats = {
        Format.CSV.value: words.say("CSV, in the order of Scrum Alliance's form"),
        Format.JSON.value: words.say("JSON: everything about me, for another bot"),
        Format.PDF.value: words.say("PDF: an attendance statement"),
    }
    if not sends_file:
        del formats[Format.PDF.value]
    chosen = first.value if first.value in formats else Format.CSV.value
    blocks: list[Block] = [field("format", words.say("What"), menu(formats, first=chosen))]
    blocks.append(field("since", words.say("From"), DatePickerElement(action_id=VALUE), optional=True))
    hint = words.say("Both days are included. Leave both empty for all of it.")
    blocks.append(field("until", words.say("To"), DatePickerElement(action_id=VALUE), hint=hint, optional=True))
    if sessions:
        options = {one.id: cut(f"{words.day(one.day)}  {one_line(one.title)}", 75) for one in sessions}
        blocks.append(field("activity", words.say("One meeting alone"), menu(options), optional=True))
    blocks += _offers(words, offered)
    told = (
        []
        if sends_file
        else [words.say("Files, and the PDF, need the scope `files:write`: ask who runs the bot. Here is text to copy.")]
    )
    blocks.append(context(*told, private(words)))
    return Modal(ids.EXPORT_FORM, words.say("Take it along"), blocks, words.say("Export"), words.say("Cancel"))


def _offers(words: Words, offered: bool | None) -> list[Block]:
    if offered is None:
        return []
    if offered:
        told = words.say("Each quarter that brought new minutes I offer you this file, so that your ledger outlives the job.")
        return [section(told, button(words.say("Stop offering it"), ids.OFFERS_OFF, "form"))]
    return [
        section(
            words.say("I do not offer you this file by myself."),
            button(words.say("Offer it each quarter"), ids.OFFERS_ON, "form"),
        )
    ]


def on_its_way(words: Words, name: str, minutes: int, count: int) -> Modal:
    """Draw that a file was sent, and what it says."""
    told = words.count(
        "`{name}` is on its way to you, in our direct messages: {n} entry, {minutes} minutes.",
        "`{name}` is on its way to you, in our direct messages: {n} entries, {minutes} minutes.",
        count,
        name=name,
        minutes=minutes,
    )
    return Modal(_CALLBACK, words.say("Take it along"), [section(told), context(private(words))], close=words.say("Close"))


def to_copy(words: Words, text: str, chosen: Chosen, form: Format, page: int = 0) -> Modal:
    """Draw a page of a text as it is copied, block by block."""
    blocks = text_to_copy.to_copy(words, text, page, before=ids.COPY_BACK, after=ids.COPY_MORE)
    blocks.append(context(private(words)))
    return Modal(_CALLBACK, words.say("Take it along"), blocks, close=words.say("Close"), private=written(chosen, form))


def written(chosen: Chosen, form: Format) -> str:
    """Write down what is shown, for the buttons that turn its pages."""
    days = (day.isoformat() if day else "" for day in (chosen.since, chosen.until))
    return " ".join((form.value, *(day or "-" for day in days), chosen.activity))


def read_shown(private: str) -> tuple[Chosen, Format]:
    """Read what the pages that are turned show. Raise PeriodReversed or BadDay."""
    form, since, until, activity = [*private.split(" ", 3), "", "", "", ""][:4]
    since, until = ("" if day == "-" else day for day in (since, until))
    return chosen_of(since, until, activity), format_of(form)


def chosen_of(since: str, until: str, activity: str) -> Chosen:
    """Return what a person has chosen. Raise PeriodReversed or BadDay."""
    first, last = (read_day(day) if day else None for day in (since, until))
    return Chosen(first, last, activity)


def format_of(text: str) -> Format:
    """Return the format that was chosen; an unknown one is a CSV."""
    return next((form for form in Format if form.value == text), Format.CSV)
