"""The record that a session's board becomes: what changed, item by item; and as text to paste."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.feature import ADD_TO_MINUTES
from bot.features.refinement.rules.items import Difference, Item
from bot.features.refinement.rules.notes import Kind, Note
from bot.features.refinement.rules.session_values import Left, Session
from bot.features.refinement.views.session_pieces import NAMING, Refined, called
from bot.meetings.rules.values import Closing
from bot.meetings.views.afterwards import left_open, of_summary
from bot.meetings.views.frame import Reader, facts, folded, press
from bot.slack.blocks import actions, button, context, grouped, header, section
from bot.slack.surfaces import Message
from bot.slack.text import code_block, one_line, plain
from bot.words.words import Words

ROOM = 24_000
"""Characters that the items of a summary may take, so that the whole fits into one message."""
A_BLOCK = 2_800


def summary(reader: Reader, session: Session, refined: Sequence[Refined]) -> Message:
    """Draw what came out of a session."""
    words, title = reader.words, one_line(session.title)
    ended = session.closed or session.planned_end
    others = [person for person in session.came if person != session.host]
    told = [
        words.say("{began} to {ended}", began=words.slack_day_time(session.opened), ended=words.slack_time(ended)),
        words.say("host {name}", name=reader.name(session.host)),
        *([words.say("with {names}", names=reader.all_names(others))] if others else []),
    ]
    blocks: list[Block] = [
        header(words.say("🧭 {title}: what changed", title=words.set_off(title))),
        context(" · ".join(told)),
        *_unusual_end(reader, session),
        *(
            grouped(folded(words, [_drawn(reader, one) for one in refined], ROOM))
            or [section(words.say("No item was looked at."))]
        ),
        _buttons(words, session),
    ]
    return Message(words.say("{title}: what changed", title=words.set_off(plain(session.title))), blocks)


def _unusual_end(reader: Reader, session: Session) -> list[Block]:
    if session.how is Closing.AFTER_OUTAGE:
        return [context(reader.words.say("Closed after an outage: I was away at the planned end."))]
    if session.how is Closing.LEFT_OPEN:
        return [context(left_open(reader.words, session))]
    return []


def _drawn(reader: Reader, one: Refined) -> str:
    words = reader.words
    head = facts(f"*{plain(one.item.title, 160)}*", called(one.item), _became(words, one), words.minutes(one.visit.ran))
    return "\n".join([head, *(f"• {line}" for line in _told(reader, one))])


def _told(reader: Reader, one: Refined) -> list[str]:
    """Say what changed in an item, what was noted about it, and what was split off it."""
    words = reader.words
    lines = [*(_changed(words, change) for change in one.changes), *(_noted(reader, note) for note in one.notes)]
    parts = [words.say("split off: {title}", title=plain(part.title, 150)) for part in one.parts]
    return [line for line in (*lines, *parts) if line]


def _became(words: Words, one: Refined) -> str:
    match one.visit.left:
        case Left.READY:
            return words.say("ready")
        case Left.PARKED:
            return words.say("parked")
        case _ if one.changes or one.notes or one.parts:
            return words.say("to be refined further")
        case _:
            return words.say("nothing changed")


def _changed(words: Words, change: Difference) -> str:
    after, before = plain(change.after, 300), plain(change.before, 300)
    match change.part:
        case "state" | "place":
            return ""
        case "criterion" if after:
            return words.say("criterion: {text}", text=after)
        case "criterion":
            return words.say("criterion taken away: {text}", text=before)
        case "size" if before:
            return words.say("size: {after} (was {before})", after=after or "–", before=before)
        case "size":
            return words.say("size: {after}", after=after)
        case part:
            return words.say("{part}: {text}", part=_part(words, part), text=after or "–")


def _part(words: Words, part: str) -> str:
    names = {"title": words.say("title"), "why": words.say("why"), "outcome": words.say("outcome"), "link": words.say("link")}
    return names.get(part) or words.say("key")


def _noted(reader: Reader, note: Note) -> str:
    words, text = reader.words, plain(note.text, 300)
    match note.kind:
        case Kind.DECISION:
            return words.say("decided: {text}", text=text)
        case _ if note.settled is not None:
            return words.say("question: {text} (answered)", text=text)
        case _ if note.owner is not None and note.due is not None:
            return words.say(
                "question: {text} ({name}, by {day})", text=text, name=reader.name(note.owner), day=words.short_day(note.due)
            )
        case _ if note.owner is not None:
            return words.say("question: {text} ({name})", text=text, name=reader.name(note.owner))
        case _:
            return words.say("question: {text}", text=text)


def _buttons(words: Words, session: Session) -> Block:
    earns = session.is_learning
    return actions(
        press(NAMING, words.say("Changes to paste"), "changes", session),
        button(words.say("Not right?"), ADD_TO_MINUTES, session.id) if earns else None,
        of_summary(NAMING, words, session, earns=earns),
    )


def to_paste(reader: Reader, refined: Sequence[Refined]) -> list[str]:
    """Write the changes as plain text in code blocks, each small enough for one block of a form."""
    words = reader.words
    parts = ["\n".join([_title(one.item), *_lines(reader, one)]) for one in refined if one.changes or one.notes or one.parts]
    texts, room = [""], A_BLOCK
    for part in parts or [words.say("Nothing was changed.")]:
        if len(part) + 2 > room and texts[-1]:
            texts.append("")
            room = A_BLOCK
        texts[-1] += ("\n\n" if texts[-1] else "") + part
        room -= len(part) + 2
    return [code_block(text, A_BLOCK) for text in texts[:40]]


def _title(item: Item) -> str:
    return " ".join(part for part in (item.key or f"#{item.number}", one_line(item.title)) if part)


def _lines(reader: Reader, one: Refined) -> list[str]:
    state = [_became(reader.words, one)] if one.visit.left in (Left.READY, Left.PARKED) else []
    return [f"- {line}" for line in [*state, *_told(reader, one)]]
