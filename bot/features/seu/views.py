"""The ledger as its one reader sees it: questions, confirmations, forms. Always private."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
)

from bot.core.refusal import Refusal
from bot.features.seu import rules
from bot.features.seu.rules import Entry, Keeping, Session, Source, Worth
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words import Words

KEEP = "seu:keep"
DECLINE = "seu:decline"
HOW_TO_LOG = "seu:how_to_log"
CORRECT = "seu:correct"
OPEN = "seu:open"
MORE = "seu:more"
ASK_HOST = "seu:ask_host"
CORRECT_FORM = "seu:correct"
ASK_HOST_FORM = "seu:ask_host"
ROSTER_WISH = "seu:roster_wish"

NOT_ISSUED = "Private to you. Not issued by Scrum Alliance."


@dataclass(frozen=True)
class Line:
    """One session as a confirmation shows it: what it was worth, the entry that stands for it (if any), from when to when."""

    session: Session
    worth: Worth
    entry: Entry | None
    present: tuple[tuple[datetime, datetime], ...]
    corrected_by_self: bool = False


def hours_minutes(words: Words, minutes: int) -> str:
    """Write minutes as Scrum Alliance's form asks for them: `0 h 43 min`."""
    hours, rest = divmod(minutes, 60)
    return words.say("{hours} h {minutes} min", hours=hours, minutes=rest)


def occasion(words: Words, session: Session) -> str:
    """Write what was attended and on which day: “Platform guild”, Lean Coffee, 1 December 2026."""
    return words.say(
        "“{title}”, {ceremony}, {day}", title=plain(session.title), ceremony=session.ceremony, day=words.day(session.day)
    )


def ask(words: Words, lines: Sequence[Line], keeping: Keeping, total: int) -> Message:
    """Draw the one question; once answered, what the answer was and what it kept."""
    if keeping is Keeping.YES:
        return kept(words, lines, total)
    first = words.count(
        "*You were there for {n} minute* of {what}.",
        "*You were there for {n} minutes* of {what}.",
        lines[-1].worth.present,
        what=occasion(words, lines[-1].session),
    )
    told = [first, *(_also(words, line) for line in lines[:-1])]
    if keeping is Keeping.NO:
        told.append(
            words.say("I keep no learning minutes for you. Your attendance stays with the meeting. `/seu` turns it on again.")
        )
        return Message(told[0], [_section("\n".join(told)), _context(words.say(NOT_ISSUED))])
    worth = sum(line.worth.credited for line in lines)
    if not worth:
        told.append(
            words.say("Its rule counts from {minimum} minutes on, so there is nothing to log.", minimum=lines[-1].session.minimum)
        )
        return Message(told[0], [_section("\n".join(told)), _context(words.say(NOT_ISSUED))])
    told.append(
        words.say(
            "That is *{time}* to log for a Scrum Alliance renewal. Should I keep learning minutes for you?",
            time=hours_minutes(words, worth),
        )
    )
    buttons = [
        _button(words.say("Keep them"), KEEP, lines[-1].session.id, primary=True),
        _button(words.say("No thanks"), DECLINE, lines[-1].session.id),
        _button(words.say("Not right?"), ROSTER_WISH, lines[-1].session.id),
    ]
    blocks = [
        _section("\n".join(told)),
        ActionsBlock(elements=buttons),
        _context(_presence(words, lines[-1]), words.say(NOT_ISSUED)),
    ]
    return Message(told[0], blocks)


def _also(words: Words, line: Line) -> str:
    return words.count(
        "Also {n} minute of {what}.", "Also {n} minutes of {what}.", line.worth.present, what=occasion(words, line.session)
    )


def kept(words: Words, lines: Sequence[Line], total: int) -> Message:
    """Draw what is kept of one or more sessions, and the total that it makes."""
    told = [_kept_line(words, line) for line in lines]
    told.append(words.say("To log so far: *{time}*.", time=hours_minutes(words, total)))
    blocks: list[Block] = [_section("\n".join(told))]
    standing = [line.entry for line in lines if line.entry is not None]
    if standing:
        entry = standing[-1]
        buttons = [
            _button(words.say("How to log it"), HOW_TO_LOG, entry.id),
            _button(words.say("Not right?"), CORRECT, entry.id),
            _button(words.say("My SEUs"), OPEN, entry.id),
        ]
        blocks.append(ActionsBlock(elements=buttons))
    blocks.append(_context(*(_presence(words, line) for line in lines[-1:]), words.say(NOT_ISSUED)))
    return Message(told[0].replace("*", ""), blocks)


def _kept_line(words: Words, line: Line) -> str:
    what = occasion(words, line.session)
    if line.entry is None:
        if line.corrected_by_self:
            return words.say("Taken back by you: {what}.", what=what)
        if line.worth.present < line.session.minimum:
            return words.say(
                "{present} min of {what}: its rule counts from {minimum} min on, so nothing is kept.",
                present=line.worth.present,
                what=what,
                minimum=line.session.minimum,
            )
        return words.say("Nothing to keep of {what}.", what=what)
    told = words.say("*{time}* kept: {what}.", time=hours_minutes(words, line.entry.minutes), what=what)
    if line.entry.overlap:
        told += " " + words.say(
            "{shared} min of it also counted in another session, so they count once.", shared=line.entry.overlap
        )
    if line.entry.source is Source.SELF:
        told += " " + words.say("_Self-reported._")
    return told


def _presence(words: Words, line: Line) -> str:
    zone = ZoneInfo(line.session.zone)
    spans = ", ".join(
        words.say("{since} to {until}", since=f"{since.astimezone(zone):%H:%M}", until=f"{until.astimezone(zone):%H:%M}")
        for since, until in line.present
    )
    rule = rule_in_words(words, line.session)
    return (
        words.say("Present {spans} ({rule}).", spans=spans, rule=rule)
        if spans
        else words.say("On the host's word ({rule}).", rule=rule)
    )


def rule_in_words(words: Words, session: Session) -> str:
    """Write the credit rule of a session: exact minutes, or full credit from a share on."""
    name, _, percent = session.rule.partition(":")
    told = words.say("full credit from {percent} %", percent=percent) if name == "full" else words.say("exact minutes")
    return words.say("{rule}, from {minimum} min on", rule=told, minimum=session.minimum) if session.minimum else told


def correction(words: Words, session: Session, old: int, new: int, who: str, reason: str) -> Message:
    """Draw what a host changed afterwards: old, new, who, why, and what to mend."""
    text = words.say(
        "{who} corrected the roster of {what}: *{old}* became *{new}*.",
        who=plain(who),
        what=occasion(words, session),
        old=hours_minutes(words, old),
        new=hours_minutes(words, new),
    )
    lines = [text]
    if reason:
        lines.append(words.say("Reason: {reason}", reason=plain(reason, 320)))
    lines.append(
        words.say("If you logged it at Scrum Alliance already, change it there to {new}.", new=hours_minutes(words, new))
    )
    return Message(text.replace("*", ""), [_section("\n".join(lines)), _context(words.say(NOT_ISSUED))])


def roster_request(words: Words, session: Session, who: str, minutes: int, recorded: int, reason: str) -> Message:
    """Draw an attendee's request for the host alone."""
    text = words.say(
        "{who} asks you to correct the roster of {what}: {minutes} min instead of {recorded} min.",
        who=plain(who),
        what=occasion(words, session),
        minutes=minutes,
        recorded=recorded,
    )
    reason_line = words.say("Reason: {reason}", reason=plain(reason, 320))
    way = words.say(
        "To change it, open the ⋮ menu of the meeting's summary and choose “Correct attendance”. Otherwise nothing changes."
    )
    return Message(text, [_section(f"{text}\n{reason_line}"), _context(way)])


def how_to_log(words: Words, entry: Entry, category: str) -> Modal:
    """Draw the four values that Scrum Alliance's form asks for, ready to be copied."""
    hours, minutes = divmod(entry.minutes, 60)
    values = [
        (words.say("Activity type"), category),
        (words.say("Description"), plain(entry.description, 300)),
        (words.say("Date"), words.day(entry.day)),
        (words.say("Time"), words.say("{hours} hours {minutes} minutes", hours=hours, minutes=minutes)),
    ]
    blocks: list[Block] = [
        _section(words.say("In your Scrum Alliance dashboard choose to add SEUs, and type:")),
        *(_section(f"*{name}*\n`{value.replace('`', 'ʼ')}`") for name, value in values),
        _context(
            words.say("It is logged there by you, in good faith: a suggestion, not a promise that it is accepted."),
            words.say(NOT_ISSUED),
        ),
    ]
    return Modal(callback="seu:how_to_log", title=words.say("How to log it"), blocks=blocks, close=words.say("Close"))


def correct_form(words: Words, entry: Entry, title: str, host: str | None) -> Modal:
    """Draw the form in which a person mends their own entry; the host can be asked to mend the roster from here."""
    hours, minutes = divmod(entry.minutes, 60)
    blocks: list[Block] = [
        _section(
            words.say(
                "Your ledger is a good-faith log, so you correct it yourself: {title}, {day}.",
                title=plain(title),
                day=words.day(entry.day),
            )
        ),
        *_time_inputs(words, hours, minutes),
        _reason_input(words),
    ]
    if host is not None:
        blocks.append(DividerBlock())
        blocks.append(
            SectionBlock(
                text=MarkdownTextObject(text=words.say("The meeting's roster is wrong too?")),
                accessory=ButtonElement(
                    text=words.say("Ask {host} to correct it", host=_short(host)), action_id=ASK_HOST, value=entry.session
                ),
            )
        )
    return Modal(CORRECT_FORM, words.say("Not right?"), blocks, words.say("Correct"), words.say("Cancel"), private=entry.id)


def ask_host_form(words: Words, session: Session, minutes: int, host: str) -> Modal:
    """Draw the form that asks the host to mend the meeting's roster."""
    blocks: list[Block] = [
        _section(words.say("{host} will see your name, these minutes and your reason.", host=plain(host))),
        *_time_inputs(words, *divmod(minutes, 60)),
        _reason_input(words),
    ]
    return Modal(
        ASK_HOST_FORM, words.say("Correct the roster"), blocks, words.say("Ask"), words.say("Cancel"), private=session.id
    )


def ledger(words: Words, keeping: Keeping, total: int, latest: Sequence[Entry]) -> Message:
    """Draw a person's own ledger: the total and the latest entries."""
    if keeping is not Keeping.YES and not latest:
        text = (
            words.say("I keep no learning minutes for you.")
            if keeping is Keeping.NO
            else words.say("Nothing is kept for you yet. After a meeting I ask you once whether to keep your minutes.")
        )
        return Message(text, [_section(text), *_switch(words, keeping), _context(words.say(NOT_ISSUED))])
    head = words.say("*To log so far: {time}*", time=hours_minutes(words, total))
    blocks: list[Block] = [HeaderBlock(text=words.say("My learning minutes")), _section(head)]
    if not latest:
        blocks.append(_section(words.say("No meeting has been kept yet.")))
    blocks.extend(_entry_row(words, entry) for entry in latest)
    blocks.extend(_switch(words, keeping))
    blocks.append(
        _context(
            words.say(
                "Minutes of meetings you attended, to log for a renewal. Whoever runs this bot's database could read them."
            ),
            words.say(NOT_ISSUED),
        )
    )
    return Message(head.replace("*", ""), blocks)


def ledger_form(words: Words, message: Message) -> Modal:
    """Draw a person's ledger as a form that only shows."""
    return Modal("seu:ledger", words.say("My SEUs"), list(message.blocks), close=words.say("Close"))


def _switch(words: Words, keeping: Keeping) -> list[Block]:
    if keeping is Keeping.NO:
        return [ActionsBlock(elements=[_button(words.say("Keep them from now on"), KEEP, "ledger")])]
    if keeping is Keeping.YES:
        return [ActionsBlock(elements=[_button(words.say("Stop keeping them"), DECLINE, "ledger")])]
    return []


def _entry_row(words: Words, entry: Entry) -> SectionBlock:
    note = "  ·  " + words.say("_self-reported_") if entry.source is Source.SELF else ""
    text = f"*{hours_minutes(words, entry.minutes)}*  {plain(entry.description)}  ·  {words.day(entry.day)}{note}"
    options = [
        Option(text=PlainTextObject(text=words.say("How to log it")), value=f"how_to_log:{entry.id}"),
        Option(text=PlainTextObject(text=words.say("Not right?")), value=f"correct:{entry.id}"),
    ]
    return SectionBlock(text=MarkdownTextObject(text=text), accessory=OverflowMenuElement(options=options, action_id=MORE))


def home(words: Words, keeping: Keeping, total: int, count: int) -> list[Block]:
    """Draw the ledger's part of a person's App Home; nothing for who keeps none."""
    if keeping is not Keeping.YES:
        return []
    told = words.say("*My SEUs*\n{time} to log so far", time=hours_minutes(words, total))
    buttons = [_button(words.say("My SEUs"), OPEN, "home")] if count else []
    return [_section(told), *([ActionsBlock(elements=buttons)] if buttons else []), _context(words.say(NOT_ISSUED))]


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of the ledger in the reader's language."""
    match refusal:
        case rules.AlreadyReversed():
            return words.say("This entry has been corrected before. `/seu` shows what stands now.")
        case rules.NotYourEntry():
            return words.say("I find no such entry in your ledger. `/seu` shows what stands now.")
        case rules.BadMinutes(field="minutes"):
            return words.say("Minutes are whole numbers from 0 to 59.")
        case rules.BadMinutes():
            return words.say("Hours are whole numbers; one activity has at most 24 h.")
        case rules.NothingChanged():
            return words.say("That is what your ledger says already.")
        case rules.ReasonMissing():
            return words.say("Say in a few words why, in at most {most} characters.", most=rules.LONGEST_REASON)
        case rules.AlreadyAsked():
            return words.say("The host has been asked already. You will hear when the roster changes.")
        case _:
            return None


def _short(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"


def _time_inputs(words: Words, hours: int, minutes: int) -> list[Block]:
    return [
        InputBlock(
            block_id="hours",
            label=words.say("Hours"),
            element=NumberInputElement(
                action_id="value", is_decimal_allowed=False, initial_value=str(hours), min_value="0", max_value="24"
            ),
        ),
        InputBlock(
            block_id="minutes",
            label=words.say("Minutes"),
            element=NumberInputElement(
                action_id="value", is_decimal_allowed=False, initial_value=str(minutes), min_value="0", max_value="59"
            ),
        ),
    ]


def _reason_input(words: Words) -> InputBlock:
    element = PlainTextInputElement(action_id="value", max_length=rules.LONGEST_REASON)
    return InputBlock(block_id="reason", label=words.say("Why"), element=element)


def _section(text: str) -> SectionBlock:
    return SectionBlock(text=MarkdownTextObject(text=text))


def _context(*texts: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text) for text in texts])


def _button(text: str, action: str, value: str, *, primary: bool = False) -> ButtonElement:
    return ButtonElement(text=text, action_id=action, value=value, style="primary" if primary else None)
