"""The forms of an import: pasted, shown before anything is kept, done; why a line is refused."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.core.ids import ChannelId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.features.refinement.rules import import_refusals as refusals
from bot.features.refinement.rules.importing import MOST_LINES, MOST_LISTED, Line, Preview, RefusedLine, messages_of
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.views.explain_items import explain_items, state_name
from bot.slack.blocks import MOST_TYPED, FileInput, context, field, grouped, section, typed
from bot.slack.files import FileNotRead, FileNotSent, FileTooLarge
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

PASTE_FORM, SAVE_FORM = "refinement:import", "refinement:save_import"
FILE = "file"
MOST_BYTES = 2_000_000
_BOXES = 4
_SHOWN = 40
"""So many lines of each kind are shown; the others are counted."""


def paste_form(words: Words, channel: ChannelId, *, takes_file: bool = False) -> Modal:
    """Draw the form in which a list or a CSV is pasted, in as many boxes as it needs, or chosen as a file."""
    told = words.say(
        "One item a line (`title | why`), at most {listed}; or a CSV whose first line names its columns, at most {lines} lines: "
        "title, why, criteria, outcome, size, link, key, state, started, done. You see what it becomes before anything is kept.",
        listed=MOST_LISTED,
        lines=MOST_LINES,
    )
    blocks: list[Block] = [section(told)]
    if not takes_file:
        blocks.append(context(words.say("To choose a file here, the app needs the scope `files:read`: ask who runs the bot.")))
    else:
        hint = words.say("UTF-8, at most {most} kB.", most=MOST_BYTES // 1_000)
        blocks.append(field(FILE, words.say("CSV file"), FileInput("csv", "text"), hint=hint, optional=True))
    for number in range(1, _BOXES + 1):
        label = words.say("List or CSV") if number == 1 else words.say("The rest, if it did not fit; begin with a new line")
        blocks.append(field(f"list_{number}", label, typed(MOST_TYPED, lines=True), optional=takes_file or number > 1))
    return Modal(PASTE_FORM, words.say("Import items"), blocks, words.say("Preview"), words.say("Cancel"), private=channel)


def read_pasted(form: Form) -> str:
    """Return what was pasted, the boxes one below the other."""
    return "\n".join(text for number in range(1, _BOXES + 1) if (text := form.text(f"list_{number}")))


def preview_form(words: Words, preview: Preview, named: str) -> Modal:
    """Draw what each line becomes, what is refused and why, what is there already; nothing is kept yet."""
    count = len(preview.new) + len(preview.dated)
    blocks: list[Block] = [section(_summary(words, preview))]
    blocks += _part(words, words.say("*Refused*"), [_refused(words, one) for one in preview.refused])
    blocks += _part(words, words.say("*New*"), [_new(words, line) for line in preview.new])
    dated = [_beside(words, line, known.number) for line, known in preview.dated]
    blocks += _part(words, words.say("*There already: they get their days*"), dated)
    there = [_beside(words, line, known.number) for line, known in preview.there]
    blocks += _part(words, words.say("*There already: they stay as they are*"), there)
    blocks.append(context(words.say("Nothing is imported yet.") if count else words.say("There is nothing to import.")))
    submit = words.say("Import {n}", n=count) if count else None
    close = words.say("Cancel") if count else words.say("Close")
    return Modal(SAVE_FORM, words.say("Import items"), blocks, submit, close, private=named)


def _summary(words: Words, preview: Preview) -> str:
    facts = [
        words.count("*{n} new item*", "*{n} new items*", len(preview.new)),
        words.count("{n} gets its days", "{n} get their days", len(preview.dated)) if preview.dated else "",
        words.count("{n} is there already", "{n} are there already", len(preview.there)) if preview.there else "",
        words.count("{n} line refused", "{n} lines refused", len(preview.refused)) if preview.refused else "",
    ]
    return "  ·  ".join(fact for fact in facts if fact)


def _part(words: Words, title: str, lines: Sequence[str]) -> list[Block]:
    if not lines:
        return []
    shown = [title, *lines[:_SHOWN]]
    rest = len(lines) - _SHOWN
    return grouped([*shown, *([words.say("and {n} more", n=rest)] if rest > 0 else [])])


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
    told = " ".join(explain_line(why, words) for why in messages_of(one.why))
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
        case refusals.BadDay():
            return words.say("“{given}” is no day, or could be two; write 2026-12-01.", given=plain(refusal.given, 40))
        case refusals.DayAhead():
            return words.say("{given} is yet to come.", given=plain(refusal.given, 40))
        case refusals.DoneBeforeStarted():
            return words.say("it is done before it was started.")
        case refusals.DayOfDoneMissing():
            return words.say("it is done, and no column says when.")
        case refusals.TwiceHere():
            return words.say("line {line} has the same key or title.", line=refusal.line)
        case refusals.TooManyCells():
            return words.say(
                "it has {count} cells and the first line names {named}; put text with a separator in quotation marks.",
                count=refusal.count,
                named=refusal.named,
            )
        case refusals.BadQuotes():
            return words.say("its quotation marks do not fit.")
    return explain_items(refusal, words) or words.say("it cannot be read.")


def explain_import(refusal: Refusal, words: Words) -> str | None:
    """Say why nothing of an import was read or kept; None for a refusal about something else."""
    match refusal:
        case refusals.NothingToImport():
            return words.say("Paste a list, one item a line, or a CSV whose first line names a title.")
        case refusals.TooManyLines(listed=True):
            return words.say(
                "{count} lines are too many: a list has at most {most}. A CSV, whose first line names its columns, takes more.",
                count=refusal.count,
                most=refusal.most,
            )
        case refusals.TooManyLines():
            return words.say(
                "{count} lines are too many: at most {most} are imported at once. Import it in parts.",
                count=refusal.count,
                most=refusal.most,
            )
        case refusals.NotUtf8():
            return words.say("The file is not UTF-8 from line {line} on. Save it as “CSV UTF-8”.", line=refusal.line)
        case FileTooLarge():
            return words.say("The file is too large: at most {most} kB are read.", most=refusal.most // 1_000)
        case FileNotRead():
            return words.say("Slack did not give me the file. Choose it anew, or paste what it holds.")
        case FileNotSent():
            return words.say("Slack did not take the file. `/refine export 1` gives the first part to copy.")
        case refusals.ImportGone():
            return words.say("This preview was imported before, or is older than a day. `/refine import` makes a new one.")
        case _:
            return None


def imported(words: Words, added: int, dated: int, there: int, *, is_past: bool) -> Modal:
    """Draw in the place of the preview what was imported; `is_past`: what is done already, which stands in no queue."""
    facts = [words.count("*{n} item added.*", "*{n} items added.*", added)]
    facts += [words.count("{n} got its days.", "{n} got their days.", dated)] if dated else []
    facts += [words.count("{n} was there already.", "{n} were there already.", there)] if there else []
    facts.append(words.say("`/refine queue done` shows them.") if is_past else words.say("`/refine queue` shows them."))
    return Modal("refinement:imported", words.say("Import items"), [section(" ".join(facts))], close=words.say("Close"))
