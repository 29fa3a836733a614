"""The forms of an import: pasted, shown before anything is kept, done; why a line is refused."""

from slack_sdk.models.blocks import Block

from bot import csv_import
from bot.core.csv_rows import NothingToImport, RefusedLine
from bot.core.ids import ChannelId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.core.written_days import BadDay
from bot.csv_import import part
from bot.features.refinement.rules import import_refusals as refusals
from bot.features.refinement.rules.importing import MOST_LINES, MOST_LISTED, Line, Preview
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.views.explain_items import explain_items, state_name
from bot.slack.blocks import context, section
from bot.slack.files import FileNotSent
from bot.slack.surfaces import Modal
from bot.slack.text import plain, without_marks
from bot.words.words import Words

PASTE_FORM, SAVE_FORM = "refinement:import", "refinement:save_import"


def paste_form(words: Words, channel: ChannelId, *, takes_file: bool = False) -> Modal:
    """Draw the form in which a list or a CSV is pasted, in as many boxes as it needs, or chosen as a file."""
    told = words.say(
        "One item a line (`title | why`), at most {listed}; or a CSV whose first line names its columns, at most {lines} lines: "
        "title, why, criteria, outcome, size, link, key, state, started, done. You see what it becomes before anything is kept.",
        listed=MOST_LISTED,
        lines=MOST_LINES,
    )
    blocks = [section(told), *csv_import.inputs(words, words.say("List or CSV"), takes_file=takes_file)]
    return Modal(PASTE_FORM, words.say("Import items"), blocks, words.say("Preview"), words.say("Cancel"), private=channel)


def preview_form(words: Words, preview: Preview, named: str) -> Modal:
    """Draw what each line becomes, what is refused and why, what is there already; nothing is kept yet."""
    count = len(preview.new) + len(preview.dated)
    blocks: list[Block] = [section(_summary(words, preview))]
    for title, lines in [(words.say("*Refused*"), _refusals(words, preview)), *_taken(words, preview)]:
        blocks += part(words, title, lines)
    blocks.append(context(words.say("Nothing is imported yet.") if count else words.say("There is nothing to import.")))
    submit = words.say("Import {n}", n=count) if count else None
    close = words.say("Cancel") if count else words.say("Close")
    return Modal(SAVE_FORM, words.say("Import items"), blocks, submit, close, private=named)


def printed_preview(words: Words, preview: Preview) -> list[str]:
    """Say for a terminal what the form of an import shows, and every line that is refused."""
    parts = [csv_import.listed(words, words.say("*Refused*"), _refusals(words, preview), len(preview.refused))]
    parts += [csv_import.listed(words, title, lines) for title, lines in _taken(words, preview)]
    return [
        without_marks(line) for line in (_summary(words, preview), *(line for part in parts if part for line in ("", *part)), "")
    ]


def _refusals(words: Words, preview: Preview) -> list[str]:
    return [_refused(words, one) for one in preview.refused]


def _taken(words: Words, preview: Preview) -> list[tuple[str, list[str]]]:
    """Return what lines become that are not refused, each kind below its title."""
    dated = [_beside(words, line, known.number) for line, known in preview.dated]
    there = [_beside(words, line, known.number) for line, known in preview.there]
    return [
        (words.say("*New*"), [_new(words, line) for line in preview.new]),
        (words.say("*There already: they get their days*"), dated),
        (words.say("*There already: they stay as they are*"), there),
    ]


def _summary(words: Words, preview: Preview) -> str:
    facts = [
        words.count("*{n} new item*", "*{n} new items*", len(preview.new)),
        words.count("{n} gets its days", "{n} get their days", len(preview.dated)) if preview.dated else "",
        words.count("{n} is there already", "{n} are there already", len(preview.there)) if preview.there else "",
        words.count("{n} line refused", "{n} lines refused", len(preview.refused)) if preview.refused else "",
    ]
    return "  ·  ".join(fact for fact in facts if fact)


def _new(words: Words, line: Line) -> str:
    text = line.text
    facts = [plain(text.title, 150), plain(text.key, 50), plain(text.size, 20)]
    facts += [words.count("{n} criterion", "{n} criteria", len(text.criteria))] if text.criteria else []
    facts += [state_name(line.state, words)] if line.state is not ItemState.TO_REFINE else []
    told = "  ·  ".join(fact for fact in [*facts, *_days(words, line)] if fact)
    return words.say("Line {n}: {told}", n=line.number, told=told)


def _beside(words: Words, line: Line, number: int) -> str:
    told = "  ·  ".join([words.say("#{number}", number=number), plain(line.text.title, 150), *_days(words, line)])
    return words.say("Line {n}: {told}", n=line.number, told=told)


def _days(words: Words, line: Line) -> list[str]:
    told = [words.say("started {day}", day=words.day(line.started))] if line.started else []
    return [*told, *([words.say("done {day}", day=words.day(line.done))] if line.done else [])]


def _refused(words: Words, one: RefusedLine) -> str:
    told = " ".join(explain_line(why, words) for why in one.reasons)
    return words.say("Line {n}: {told}", n=one.number, told=told)


def explain_line(refusal: Refusal, words: Words) -> str:
    """Say why a line becomes no item."""
    match refusal:
        case EmptyText():
            return words.say("it has no title.")
        case TextTooLong():
            part = {"criteria": words.say("a criterion"), "title": words.say("the title")}.get(refusal.field, refusal.field)
            return words.say("{part} has {n} characters; at most {most} fit.", part=part, n=refusal.length, most=refusal.most)
        case refusals.UnknownState():
            states = words.any_of([state_name(state, words) for state in ItemState])
            return words.say("“{given}” is no state: {states}.", given=plain(refusal.given, 40), states=states)
        case BadDay():
            return words.say("“{given}” is no day, or could be two; write 2026-12-01.", given=plain(refusal.given, 40))
        case refusals.DayAhead():
            return words.say("{given} is yet to come.", given=plain(refusal.given, 40))
        case refusals.DoneBeforeStarted():
            return words.say("it is done before it was started.")
        case refusals.DayOfDoneMissing():
            return words.say("it is done, and no column says when.")
        case refusals.TwiceHere():
            return words.say("line {line} has the same key or title.", line=refusal.line)
    return csv_import.explain_row(refusal, words) or explain_items(refusal, words) or words.say("it cannot be read.")


def explain_import(refusal: Refusal, words: Words) -> str | None:
    """Say why nothing of an import was read or kept; None for a refusal about something else."""
    match refusal:
        case NothingToImport():
            return words.say("Paste a list, one item a line, or a CSV whose first line names a title.")
        case FileNotSent():
            return words.say("Slack did not take the file. `/refine export 1` gives the first part to copy.")
        case refusals.ImportGone():
            return words.say("This preview was imported before, or is older than a day. `/refine import` makes a new one.")
        case _:
            return csv_import.explain(refusal, words)


def imported(words: Words, added: int, dated: int, there: int, *, is_past: bool) -> Modal:
    """Draw in the place of the preview what was imported; `is_past`: what is done already, which stands in no queue."""
    facts = _done(words, added, dated, there)
    facts.append(words.say("`/refine queue done` shows them.") if is_past else words.say("`/refine queue` shows them."))
    return Modal("refinement:imported", words.say("Import items"), [section(" ".join(facts))], close=words.say("Close"))


def printed_result(words: Words, added: int, dated: int, there: int) -> str:
    """Say for a terminal what was imported."""
    return without_marks(" ".join(_done(words, added, dated, there)))


def _done(words: Words, added: int, dated: int, there: int) -> list[str]:
    facts = [words.count("*{n} item added.*", "*{n} items added.*", added)]
    facts += [words.count("{n} got its days.", "{n} got their days.", dated)] if dated else []
    facts += [words.count("{n} was there already.", "{n} were there already.", there)] if there else []
    return facts
