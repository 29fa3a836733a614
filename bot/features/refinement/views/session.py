"""The board of a refinement session: one card an item, with what people can do to it now."""

from enum import Enum
from functools import partial

from slack_sdk.models.blocks import Block

from bot.features.refinement.rules.notes import Kind
from bot.features.refinement.rules.session import COURSE
from bot.features.refinement.rules.session_values import Session, Stage, Steering
from bot.features.refinement.views import estimates
from bot.features.refinement.views import session_pieces as ids
from bot.features.refinement.views.item_around import question, ready_list
from bot.features.refinement.views.item_line import state
from bot.features.refinement.views.session_pieces import NAMING, OnTable, called, learning_told, on_item
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.undo import to_undo
from bot.meetings.rules.values import Closing
from bot.meetings.views.frame import Reader, choice, facts, folded, foot, head, here, link, more, press, time_left, way_back
from bot.slack.blocks import actions, button, context, grouped, section
from bot.slack.surfaces import Message
from bot.slack.text import one_line, plain
from bot.words.words import Words


def board(reader: Reader, session: Session, table: OnTable | None, goal: str = "") -> Message:
    """Draw a session while it runs: the item on the table, or that all was looked at. `goal`: the team's Product Goal."""
    words = reader.words
    if table is None:
        back = way_back(NAMING, reader, COURSE, session, partial(_did, words))
        return Message(session.title, [*head(NAMING, reader, session, back=back), *_looked_through(reader, session, goal)])
    title = one_line(table.item.title)
    over = session.stage is Stage.CARRY_ON
    told = words.say("Item {n} of {count}", n=table.number, count=table.count)
    back = way_back(NAMING, reader, COURSE, session, partial(_did, words))
    blocks = [
        *head(NAMING, reader, session, f"{NAMING.emblem} {title}", back=back),
        *_agenda(words, table),
        *_card(reader, table),
        *([section(_asks(reader, session))] if over else []),
        *_buttons(reader, session, table),
        *(estimates.blocks(reader, table.estimate) if table.estimate else []),
        *_foot(reader, session, facts(told, "" if over else time_left(reader, session)), goal),
    ]
    return Message(words.say("{title}: {item}", title=session.title, item=title), blocks)


def _agenda(words: Words, table: OnTable) -> list[Block]:
    """Draw what was brought to the agenda of this date."""
    lines = [f"• {facts(plain(line.text, 200), link(line.link, words.say('the message')))}" for line in table.agenda]
    return grouped([words.say("*Agenda*"), *folded(words, lines, 2_400)]) if lines else []


def _card(reader: Reader, table: OnTable) -> list[Block]:
    """Draw card, conversation and confirmation of an item."""
    words, item = reader.words, table.item
    lines = [facts(plain(item.why, 1_000), called(item), *state(words, item))]
    if item.criteria or item.outcome:
        lines.append(words.say("*Acceptance criteria*"))
        lines += [f"☐ {plain(one.text, 300)}" for one in item.criteria]
        lines += [words.say("Outcome: {text}", text=plain(item.outcome, 500))] if item.outcome else []
    if questions := table.of(Kind.QUESTION, Kind.NEEDS_INFO, only_open=True):
        lines += [words.say("*Questions*"), *(question(reader, note) for note in questions)]
    if decisions := table.of(Kind.DECISION):
        lines += [words.say("*Decisions*"), *(f"• {plain(note.text, 300)}" for note in decisions)]
    if table.parts:
        lines += [words.say("*Split off*"), *(f"• {plain(part.title, 150)}" for part in table.parts)]
    lines.append(_ready(words, table))
    return grouped(folded(words, [line for line in lines if line]))


def _ready(words: Words, table: OnTable) -> str:
    size = words.say("*Size* {size}", size=plain(table.item.size) if table.item.size else "–")
    split = words.say("large: split?") if table.is_large else ""
    return facts(size, split, ready_list(words, table.points, table.ticks))


def _asks(reader: Reader, session: Session) -> str:
    words = reader.words
    if session.due is not None:
        return words.say(
            "*The planned time is over.* Carry on, or finish? It ends by itself at {time}.", time=words.slack_time(session.due)
        )
    return words.say("*The time for this item is over.* Carry on?")


def _buttons(reader: Reader, session: Session, table: OnTable) -> list[Block]:
    words, of_item = reader.words, on_item(session, table.item)
    sized = bool(table.item.size)
    # An estimate that is open has its own buttons below, one of them primary.
    asked = table.estimate is not None and not table.estimate.estimation.is_over
    first = session.stage is Stage.REFINING and not asked
    work = actions(
        button(words.say("Criterion"), ids.CRITERION, of_item),
        button(words.say("Question"), ids.QUESTION, of_item),
        None if asked else button(words.say("Estimate"), ids.ESTIMATE, of_item, primary=first and not sized),
        button(words.say("Split"), ids.SPLIT, of_item),
        button(words.say("Needs info"), ids.INFO, of_item),
        more(NAMING, reader, session, *_rare(words, session), everything=True),
    )
    asks = session.stage is Stage.CARRY_ON
    steer = actions(
        press(NAMING, words.say("5 min more"), "carry_on", session, primary=not asked) if asks else None,
        button(words.say("Ready list"), ids.READY_LIST, of_item) if table.points else None,
        press(NAMING, words.say("Ready"), "ready", session, primary=first and sized),
        press(NAMING, words.say("Next"), "next", session),
        here(NAMING, words, session),
    )
    return [work, steer]


def _rare(words: Words, session: Session) -> list[tuple[str, str]]:
    return [
        choice(words.say("Decision"), "decision", session),
        choice(words.say("Park it"), "park", session),
        choice(words.say("Finish the session"), "finish", session),
        _learning(words, session),
    ]


def _learning(words: Words, session: Session) -> tuple[str, str]:
    """Offer the host to mark the session as learning, or to take that back."""
    text = words.say("No minutes (host)") if session.is_learning else words.say("Keep minutes as learning (host)")
    return choice(text, "learning", session)


def _looked_through(reader: Reader, session: Session, goal: str) -> list[Block]:
    words = reader.words
    told = words.say("*Everything in the queue was looked at.* An item that is added now can come next.")
    row = actions(
        press(NAMING, words.say("Finish"), "finish", session, primary=True),
        press(NAMING, words.say("Next"), "next", session),
        here(NAMING, words, session),
        more(NAMING, reader, session, _learning(words, session), everything=True),
    )
    return [section(told), row, *_foot(reader, session, time_left(reader, session), goal)]


def _foot(reader: Reader, session: Session, line: str, goal: str) -> list[Block]:
    words = reader.words
    aim = words.say("Product Goal: {goal}", goal=plain(goal, 300)) if goal else ""
    learning = learning_told(words, credit_of(session.settings)) if session.is_learning else ""
    step = to_undo(COURSE, session, reader.at)
    told_above = step is not None and step.act == session.steered
    return foot(reader, session, line, aim, learning, steered=partial(_did, words), told_above=told_above)


def _did(words: Words, what: str, name: str, _: Enum) -> str:
    match what:
        case Steering.WENT_ON:
            return words.say("{name} went on.", name=name)
        case Steering.READY:
            return words.say("{name} said that the one before is ready.", name=name)
        case Steering.PARKED:
            return words.say("{name} parked the one before.", name=name)
        case Steering.CARRIED_ON:
            return words.say("{name} carries on with it.", name=name)
        case _:
            return ""


def over(reader: Reader, session: Session) -> Message:
    """Draw a session that ended without a record; what was changed in the items stays."""
    words = reader.words
    if session.how is Closing.CANCELLED and session.steered:
        told = words.say("Cancelled by {name}.", name=reader.name(session.steered.by))
    elif session.came:
        told = words.say("Closed quietly: only {names} came.", names=reader.all_names(session.came))
    else:
        told = words.say("Closed quietly: nobody came.")
    title = plain(session.title)
    stays = NAMING.stays(words)
    return Message(f"{words.set_off(title)}: {told}", [section(f"{NAMING.emblem} *{title}*  {told}"), context(stays)])
