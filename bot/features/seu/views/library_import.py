"""The forms of an import into the library, why a line is refused, and the export."""

from functools import partial

from slack_sdk.models.blocks import Block

from bot import csv_import
from bot.core.csv_rows import NothingToImport
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.csv_export import Part, to_copy
from bot.csv_import import part
from bot.features.seu.rules import library as rules
from bot.features.seu.rules import library_import as import_rules
from bot.features.seu.rules.library import About, Resource
from bot.features.seu.rules.library_import import MOST_LINES, Line, Preview
from bot.features.seu.views import library_ids as ids
from bot.features.seu.views.library_pieces import facts
from bot.slack.blocks import actions, button, context, section
from bot.slack.files import FileNotSent
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words


def paste_form(words: Words, *, takes_file: bool) -> Modal:
    """Draw the form in which a CSV is pasted or chosen as a file."""
    told = words.say(
        "A CSV whose first line names its columns, at most {most} lines: title, link, minutes, category "
        "(reading, watching, event, course), language. You see what it becomes before anything is kept.",
        most=MOST_LINES,
    )
    back = actions(button(words.say("Back to the list"), ids.MANAGE, "library"))
    blocks = [section(told), *csv_import.inputs(words, words.say("CSV"), takes_file=takes_file), back]
    return Modal(ids.PASTE_FORM, _title(words), blocks, words.say("Preview"), words.say("Cancel"))


def _title(words: Words) -> str:
    return words.say("Import to the library")


def preview_form(words: Words, preview: Preview, named: str) -> Modal:
    """Draw what each line becomes, what is refused and why, what is there already; nothing is kept yet."""
    count = preview.count
    blocks: list[Block] = [section(_summary(words, preview))]
    blocks += part(
        words, words.say("*Refused*"), [_refused(words, one.number, why) for one in preview.refused for why in one.reasons]
    )
    blocks += part(words, words.say("*New*"), preview.new, partial(_new, words))
    blocks += part(words, words.say("*There already: they change*"), preview.changed, lambda each: _changed(words, *each))
    blocks += part(words, words.say("*There already: they stay as they are*"), preview.there, partial(_new, words))
    blocks.append(context(words.say("Nothing is imported yet.") if count else words.say("There is nothing to import.")))
    submit = words.say("Import {n}", n=count) if count else None
    close = words.say("Cancel") if count else words.say("Close")
    return Modal(ids.SAVE_FORM, _title(words), blocks, submit, close, private=named)


def _summary(words: Words, preview: Preview) -> str:
    changed, there, refused = len(preview.changed), len(preview.there), len(preview.refused)
    told = [
        words.count("*{n} new*", "*{n} new*", len(preview.new)),
        words.count("{n} changes", "{n} change", changed) if changed else "",
        words.count("{n} is there already", "{n} are there already", there) if there else "",
        words.count("{n} line refused", "{n} lines refused", refused) if refused else "",
    ]
    return "  ·  ".join(fact for fact in told if fact)


def _new(words: Words, line: Line) -> str:
    return words.say("Line {n}: {told}", n=line.number, told=_about(words, line.about))


def _about(words: Words, about: About) -> str:
    return "  ·  ".join([plain(about.title, 150), *facts(words, about)])


def _changed(words: Words, line: Line, kept: Resource) -> str:
    """Say what a line makes of what is kept, with what stood there."""
    now = import_rules.imported(line, kept).about
    told = [_about(words, now)]
    told += [words.say("offered again")] if kept.retired else []
    told += [words.say("another link")] if now.link != kept.about.link else []
    before = _about(words, kept.about)
    told += [words.say("before: {told}", told=before)] if before != told[0] else []
    return words.say("Line {n}: {told}", n=line.number, told="  ·  ".join(told))


def _refused(words: Words, number: int, why: Refusal) -> str:
    return words.say("Line {n}: {told}", n=number, told=explain_line(why, words))


def explain_line(refusal: Refusal, words: Words) -> str:
    """Say why a line becomes no resource."""
    match refusal:
        case EmptyText():
            return words.say("it has no title.")
        case TextTooLong(field="title"):
            return words.say("the title has {length} characters; at most {most} fit.", length=refusal.length, most=refusal.most)
        case TextTooLong():
            return words.say("the link has {length} characters; at most {most} fit.", length=refusal.length, most=refusal.most)
        case rules.BadLink():
            return words.say("its link does not begin with https:// or http://, or has a space in it.")
        case rules.BadLength(given=""):
            return words.say("it does not say how many minutes it takes.")
        case rules.BadLength():
            return words.say("“{given}” is no time from 1 minute to 24 hours.", given=plain(refusal.given, 40))
        case rules.UnknownKind(given=""):
            return words.say("it does not say whether it is reading, watching, an event or a course.")
        case rules.UnknownKind():
            return words.say("“{given}” is none of reading, watching, event, course.", given=plain(refusal.given, 40))
        case import_rules.UnknownLanguage():
            return words.say("“{given}” is no language; write en, fr or English.", given=plain(refusal.given, 40))
        case import_rules.TwiceHere():
            return words.say("line {line} is the same.", line=refusal.line)
    return csv_import.explain_row(refusal, words) or words.say("it cannot be read.")


def explain_import(refusal: Refusal, words: Words) -> str | None:
    """Say why nothing of an import was read or kept; None for a refusal about something else."""
    match refusal:
        case NothingToImport():
            return words.say("Paste a CSV whose first line names its columns: title, link, minutes, category, language.")
        case import_rules.ImportGone():
            return words.say("This preview was imported before, or is older than a day. `/seu library import` makes a new one.")
        case FileNotSent():
            return words.say("Slack did not take the file. `/seu library export 1` gives the first part to copy.")
        case _:
            return csv_import.explain(refusal, words)


def imported(words: Words, added: int, changed: int, there: int) -> str:
    """Say what was imported."""
    told = [words.count("*{n} added to the library.*", "*{n} added to the library.*", added)]
    told += [words.count("{n} changed.", "{n} changed.", changed)] if changed else []
    told += [words.count("{n} was there already.", "{n} were there already.", there)] if there else []
    return " ".join(told)


def no_file(words: Words) -> str:
    """Say why no file is sent, and how to have the CSV all the same."""
    return words.say(
        "To send a file, the app needs the scope `files:write`: ask who runs the bot. `/seu library export` gives it to copy."
    )


def export(words: Words, part: Part, *, sends_file: bool) -> Message:
    """Draw a part of the library as CSV, and how to get the next one."""
    told = words.say("The learning library as CSV:")
    if part.count > 1:
        told = words.say("The learning library as CSV, part {n} of {count}:", n=part.number, count=part.count)
    if part.number < part.count:
        told += " " + words.say("`/seu library export {next}` gives the next one.", next=part.number + 1)
    return to_copy(words, told, part, sends_file=sends_file)
