"""The forms in which a record is taken along: which one, as what; on its way, or to copy."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot import text_to_copy
from bot.core.ids import MeetingId
from bot.features.lean_coffee.rules.exports import Format, Held, Wanted
from bot.features.lean_coffee.rules.whole_record import Record
from bot.features.lean_coffee.views import ids
from bot.slack.blocks import actions, button, context, field, menu, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import cut, one_line, plain
from bot.words.words import Words

_CALLBACK = "lean_coffee:exported"
"""It only shows what became of the form, or what is copied."""
_MOST = 100
"""Choices of a menu of Slack's."""


def export_form(
    words: Words,
    held: Sequence[Held],
    *,
    sends_file: bool,
    chosen: MeetingId | None = None,
    form: Format = Format.MARKDOWN,
    told: str = "",
) -> Modal:
    """Draw the form: which of a channel's meetings, and how it is written; `told`: why it is asked. There is one at least."""
    formats = _formats(words)
    if not sends_file:
        del formats[Format.PDF]
    offered = [*held[:_MOST]]
    if chosen is not None and chosen not in {one.meeting for one in offered}:
        offered[-1:] = [one for one in held if one.meeting == chosen][:1] or offered[-1:]
    options: dict[str, str] = {one.meeting: cut(_offered(words, one), 75) for one in offered}
    blocks: list[Block] = [section(told)] if told else []
    blocks += [
        field("meeting", words.say("Meeting"), menu(options, first=chosen or held[0].meeting)),
        field(
            "format",
            words.say("As what"),
            menu({each.value: said for each, said in formats.items()}, first=_first(form, formats)),
        ),
    ]
    small = [] if len(held) <= _MOST else [words.say("An older one: `/coffee export 2026-11-03`, with its day.")]
    small += [] if sends_file else [_no_files(words)]
    if small:
        blocks.append(context(*small))
    return Modal(ids.EXPORT_FORM, words.say("Export a record"), blocks, words.say("Export"), words.say("Cancel"))


def _offered(words: Words, one: Held) -> str:
    day, title = words.day(one.day), one_line(one.title)
    return words.say("{day} (async)  {title}", day=day, title=title) if one.in_windows else f"{day}  {title}"


def _first(form: Format, formats: Mapping[Format, str]) -> str:
    return (form if form in formats else Format.MARKDOWN).value


def _formats(words: Words) -> dict[Format, str]:
    return {
        Format.MARKDOWN: words.say("Markdown, to read and to paste"),
        Format.CSV: words.say("CSV, for a spreadsheet"),
        Format.JSON: words.say("JSON, for a program"),
        Format.PDF: words.say("PDF, to print and to send"),
    }


def no_records(words: Words) -> str:
    """Say that a channel has no record yet, and how it gets one."""
    return words.say(
        "No Lean Coffee has ended here with a record yet, so there is nothing to export. `/coffee` offers to start one; its summary can be exported."
    )


def not_meant(words: Words, wanted: Wanted) -> str:
    """Say what of a typed export was not understood, above the form that offers what there is."""
    if wanted.more:
        return words.say("One meeting and one format at a time; “{text}” was one more.", text=plain(wanted.more, 40))
    day = "" if wanted.day is None else words.day(wanted.day)
    if wanted.title and day:
        return words.say("No meeting of {day} here is called “{title}”.", day=day, title=plain(wanted.title, 100))
    if day:
        return words.say("No meeting with a record was held here on {day}.", day=day)
    return words.say("No meeting here is called “{title}”.", title=plain(wanted.title, 100))


def which(words: Words, record: Record) -> str:
    """Name the meeting of a record."""
    return words.say("*{title}*, {when}", title=plain(record.title), when=words.slack_day_time(record.began))


def on_its_way(words: Words, record: Record, name: str) -> str:
    """Say that a file was sent, and where it is."""
    return words.say("{which}: `{name}` is on its way to you, in our direct messages.", which=which(words, record), name=name)


def sent(words: Words, record: Record, name: str) -> Message:
    """Say to who typed the command that the file was sent, with the way to another format or meeting."""
    told = on_its_way(words, record, name)
    more = button(words.say("Another format or meeting …"), ids.EXPORT, record.meeting)
    return Message(told, [section(told), actions(more)])


def done(words: Words, record: Record, name: str) -> Modal:
    """Draw that a file was sent, in the place of the form."""
    return Modal(_CALLBACK, words.say("Export a record"), [section(on_its_way(words, record, name))], close=words.say("Close"))


def to_copy(words: Words, record: Record, form: Format, text: str, page: int = 0) -> Modal:
    """Draw a page of a record as it is copied."""
    blocks: list[Block] = [section(which(words, record))]
    blocks += text_to_copy.to_copy(words, text, page, before=ids.EXPORT_BEFORE, after=ids.EXPORT_AFTER)
    blocks.append(context(_no_files(words)))
    return Modal(
        _CALLBACK, words.say("Export a record"), blocks, close=words.say("Close"), private=f"{form.value} {record.meeting}"
    )


def read_shown(private: str) -> tuple[Format, MeetingId]:
    """Read what the pages that are turned show."""
    form, _, meeting = private.partition(" ")
    return format_of(form), MeetingId(meeting)


def format_of(text: str) -> Format:
    """Return the format that was chosen; an unknown one is Markdown."""
    return next((form for form in Format if form.value == text), Format.MARKDOWN)


def _no_files(words: Words) -> str:
    return words.say("Files, and the PDF, need the scope `files:write`: ask who runs the bot. Here is text to copy.")
