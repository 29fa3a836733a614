"""The forms of an import into a ledger: chosen or pasted, shown, imported; and its progress."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.core.csv_rows import RefusedLine
from bot.core.refusal import Refusal
from bot.csv_import import explain_row, inputs, part
from bot.features.seu.rules.entry_lines import MOST_LINES, Alike, Line, Preview
from bot.features.seu.rules.importing import Arrival, Progress
from bot.features.seu.rules.values import Entry
from bot.features.seu.views import export_ids as ids
from bot.features.seu.views.explain_files import explain_line
from bot.features.seu.views.ids import OPEN
from bot.features.seu.views.pieces import hours_minutes, private
from bot.slack.blocks import actions, button, context, field, section, ticks
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

MOST_BYTES = 5_000_000
ALIKE = "alike"


def choose_form(words: Words, *, takes_file: bool) -> Modal:
    """Draw the form in which a file is chosen, or its content pasted."""
    told = words.say(
        "A CSV whose first line names its columns, at most {most} lines: activity type, description, date, hours, minutes; link,"
        " evidence and logged on where you have them. Or the JSON that `/seu export` of another workspace's bot gave you."
        " You see what it becomes before anything is kept.",
        most=MOST_LINES,
    )
    boxes = inputs(
        words,
        words.say("CSV or JSON"),
        takes_file=takes_file,
        file_label=words.say("CSV or JSON file"),
        filetypes=("csv", "text", "json"),
        most=MOST_BYTES,
    )
    blocks: list[Block] = [section(told), *boxes, context(private(words))]
    return Modal(ids.IMPORT_FORM, words.say("Bring it along"), blocks, words.say("Preview"), words.say("Cancel"))


def lines_form(words: Words, preview: Preview, named: str) -> Modal:
    """Draw what each line of a CSV would become; nothing is kept yet."""
    minutes = sum(line.minutes for line in preview.new)
    facts = [
        words.count("*{n} new entry*: {time}", "*{n} new entries*: {time}", len(preview.new), time=hours_minutes(words, minutes)),
        words.count("{n} looks like one that is there", "{n} look like some that are there", len(preview.alike))
        if preview.alike
        else "",
        words.count("{n} line refused", "{n} lines refused", len(preview.refused)) if preview.refused else "",
    ]
    blocks: list[Block] = [section("  ·  ".join(fact for fact in facts if fact))]
    blocks += part(words, words.say("*Refused*"), [_refused(words, one) for one in preview.refused])
    if preview.alike:
        blocks += part(words, words.say("*Is there already?*"), [_alike(words, one) for one in preview.alike])
        choice = ticks({ALIKE: words.say("Add those that look alike too")})
        blocks.append(field(ALIKE, words.say("Look alike"), choice, optional=True))
    blocks += part(words, words.say("*New*"), [_new(words, line) for line in preview.new])
    return _preview(words, blocks, named, count=len(preview.new), any_at_all=bool(preview.new or preview.alike))


def arrival_form(words: Words, arrival: Arrival, named: str) -> Modal:
    """Draw what a portable file would add; nothing is kept yet."""
    entries = [one.entry for one in arrival.coming.new]
    minutes = sum(entry.minutes for entry in entries)
    count = len(entries)
    facts = [
        words.count("*{n} new entry*: {time}", "*{n} new entries*: {time}", count, time=hours_minutes(words, minutes)),
        words.count("{n} is there already", "{n} are there already", arrival.coming.there) if arrival.coming.there else "",
    ]
    lines = ["  ·  ".join(fact for fact in facts if fact)]
    if arrival.name:
        lines.insert(0, words.say("The ledger of {name}, from another workspace.", name=plain(arrival.name)))
    if arrival.coming.changed:
        lines.append(
            words.count(
                "{n} entry stays out: its activity was corrected here since.",
                "{n} entries stay out: their activities were corrected here since.",
                arrival.coming.changed,
            )
        )
    held = words.count("{n} credential", "{n} credentials", len(arrival.rest.credentials))
    renewed = words.count("{n} renewal", "{n} renewals", len(arrival.rest.renewals))
    claimed = words.count("{n} word on logging", "{n} words on logging", len(arrival.rest.claims))
    lines.append(words.say("With it: {parts}.", parts=words.names([held, renewed, claimed])))
    if arrival.left_out:
        lines.append(
            words.count(
                "{n} credential stays out: I do not know its programme.",
                "{n} credentials stay out: I do not know their programmes.",
                arrival.left_out,
            )
        )
    blocks: list[Block] = [section("\n".join(lines))]
    blocks += part(words, words.say("*New*"), [_entry(words, entry) for entry in entries])
    return _preview(words, blocks, named, count=count, any_at_all=bool(entries) or arrival.has_news)


def _preview(words: Words, blocks: Sequence[Block], named: str, *, count: int, any_at_all: bool) -> Modal:
    told = words.say("Nothing is imported yet.") if any_at_all else words.say("There is nothing to import.")
    submit = words.say("Import {n}", n=count) if count else words.say("Import") if any_at_all else None
    close = words.say("Cancel") if any_at_all else words.say("Close")
    shown = [*blocks, context(told, private(words))]
    return Modal(ids.SAVE_FORM, words.say("Bring it along"), shown, submit, close, private=named)


def begun_form(words: Words, progress: Progress) -> Modal:
    """Draw in the place of the preview what was imported, or that it goes on by itself."""
    told = _told(words, progress)
    if not progress.is_over:
        told += " " + words.say("It goes on by itself; our direct messages say how far.")
    return Modal("seu:imported", words.say("Bring it along"), [section(told), context(private(words))], close=words.say("Close"))


def progress(words: Words, progress: Progress) -> Message:
    """Draw how far a file is imported."""
    told = _told(words, progress)
    blocks: list[Block] = [section(told)]
    if progress.is_over:
        blocks.append(actions(button(words.say("My SEUs"), OPEN, "import")))
    return Message(told.replace("*", ""), [*blocks, context(private(words))])


def _told(words: Words, progress: Progress) -> str:
    if not progress.is_over:
        return words.say("Importing your file: *{done} of {count}* entries.", done=progress.done, count=progress.entries)
    told = words.count("*{n} entry imported.*", "*{n} entries imported.*", progress.added)
    there = progress.done - progress.added
    if there:
        told += " " + words.count("{n} was there already.", "{n} were there already.", there)
    return told


def _new(words: Words, line: Line) -> str:
    return words.say("Line {n}: {told}", n=line.number, told=_what(words, line))


def _what(words: Words, line: Line) -> str:
    return "  ·  ".join([words.day(line.day), hours_minutes(words, line.minutes), plain(line.description, 120)])


def _entry(words: Words, entry: Entry) -> str:
    return "  ·  ".join([words.day(entry.day), hours_minutes(words, entry.minutes), plain(entry.description, 120)])


def _alike(words: Words, one: Alike) -> str:
    if one.entry is not None:
        return words.say(
            "Line {n}: {told}. Your ledger has “{title}” of that day.",
            n=one.line.number,
            told=_what(words, one.line),
            title=plain(one.entry.description, 120),
        )
    assert one.earlier is not None  # one of the two it looks like
    return words.say(
        "Line {n}: {told}. As line {earlier}.", n=one.line.number, told=_what(words, one.line), earlier=one.earlier.number
    )


def _refused(words: Words, one: RefusedLine) -> str:
    told = " ".join(_why(words, why) for why in one.reasons)
    return words.say("Line {n}: {told}", n=one.number, told=told)


def _why(words: Words, why: Refusal) -> str:
    return explain_row(why, words) or explain_line(why, words) or words.say("it cannot be read.")
