"""The forms of a session: criterion, note, who finds out, split, ready list, all there is."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement, UserSelectElement

from bot.core.ids import PersonId
from bot.features.refinement.rules.item_texts import LIMITS
from bot.features.refinement.rules.items import Item
from bot.features.refinement.rules.notes import LONGEST, Kind, Note
from bot.features.refinement.rules.session_values import Session, Stage
from bot.features.refinement.views import session_pieces as ids
from bot.features.refinement.views.session_pieces import NAMING
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import VALUE, button, context, divider, field, menu, section, ticks, typed
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

EVERYTHING = NAMING.id("everything")
"""The form's own name; its private part is the meeting."""


def about(session: str, item: str) -> str:
    """Write what a form keeps to itself: the session and the item that it was opened for."""
    return f"{session} {item}"


def criterion_form(words: Words, session: Session, item: Item) -> Modal:
    """Ask for an acceptance criterion."""
    box = typed(LIMITS["criterion"], example=words.say("An invoice number within 2 s"))
    blocks = [_named(item), field("criterion", words.say("Acceptance criterion"), box)]
    return _form(ids.CRITERION_FORM, words.say("Criterion"), blocks, words, about(session.id, item.id))


def note_form(words: Words, session: Session, item: Item, kind: Kind, questions: Sequence[Note] = ()) -> Modal:
    """Ask for a question, or for a decision and which question it answers."""
    asks = kind is Kind.QUESTION
    label, title = (words.say("Question"),) * 2 if asks else (words.say("Decision"),) * 2
    example = words.say("Which countries first?") if asks else words.say("The EU first")
    blocks = [_named(item), field("note", label, typed(LONGEST, example=example))]
    if questions and not asks:
        open_ones = {str(note.id): plain(note.text, 70) for note in questions}
        blocks.append(field("answers", words.say("It answers"), menu(open_ones), optional=True))
    return _form(ids.NOTE_FORM, title, blocks, words, f"{about(session.id, item.id)} {kind.value}")


def info_form(words: Words, session: Session, item: Item, due: date) -> Modal:
    """Ask what is to be found out, by whom and by when."""
    blocks = [
        _named(item),
        field("note", words.say("What is to be found out"), typed(LONGEST, example=words.say("Which countries first?"))),
        field("person", words.say("Who finds it out"), UserSelectElement(action_id=VALUE)),
        field("due", words.say("By when"), DatePickerElement(action_id=VALUE, initial_date=due.isoformat()), optional=True),
        context(words.say("It becomes an action item: they are asked in a direct message, and reminded.")),
    ]
    return _form(ids.INFO_FORM, words.say("Needs info"), blocks, words, about(session.id, item.id))


def split_form(words: Words, session: Session, item: Item) -> Modal:
    """Ask for the parts that are split off an item."""
    told = words.say("Each part stands behind it in the order, with its link. The item itself stays, with its history.")
    box = typed(3_000, lines=True, example=words.say("Pay by invoice in the EU"))
    blocks = [_named(item), field("parts", words.say("Parts, one a line"), box), context(told)]
    return _form(ids.SPLIT_FORM, words.say("Split"), blocks, words, about(session.id, item.id))


def ticks_form(words: Words, session: Session, item: Item, points: Sequence[str], ticked: frozenset[str]) -> Modal:
    """Show the team's ready list with what holds for an item; by place, so that the form keeps what it showed."""
    options = {str(place): point for place, point in enumerate(points)}
    on = [place for place, point in options.items() if point in ticked]
    box = field("points", words.say("What holds for it"), ticks(options, first=on), optional=True)
    private = f"{about(session.id, item.id)} {','.join(on)}"
    return _form(ids.TICKS_FORM, words.say("Ready list"), [_named(item), box], words, private)


def finish_form(words: Words, session: Session) -> Modal:
    """Ask once more before a session ends for everybody."""
    told = words.say("“{title}” ends now for everyone, with its summary.", title=plain(session.title))
    stays = words.say("The item on the table stays to be refined.") if session.current else ""
    title, private = words.say("Finish?"), value(session.id, session.phase)
    return Modal(
        ids.FINISH_FORM, title, [section(f"{told} {stays}".rstrip())], words.say("Finish"), words.say("Carry on"), private=private
    )


def everything(words: Words, session: Session, person: PersonId, told: str = "") -> Modal:
    """Draw all that a person may do in a session beside what the board has buttons for; `told`: what became of the press before."""
    blocks: list[Block] = [section(told), divider()] if told else []
    if session.closed is not None:
        blocks.append(section(words.say("This meeting is over.")))
    blocks += [
        section(says, button(text, NAMING.id("more"), option_value(verb, session.id, session.phase)))
        for verb, text, says in _acts(words, session, person)
    ]
    return Modal(EVERYTHING, words.say("What you can do now"), blocks, close=words.say("Close"), private=session.id)


def _acts(words: Words, session: Session, person: PersonId) -> list[tuple[str, str, str]]:
    if session.closed is not None:
        return []
    on_table = session.stage in (Stage.REFINING, Stage.CARRY_ON)
    is_host, is_here = person == session.host, person in session.here
    may_claim = not is_host and (session.claim is None or session.host not in session.here)
    of_item = [
        ("needs_info", words.say("Needs info"), words.say("Somebody finds something out about the item, by a day.")),
        ("decision", words.say("Decision"), words.say("Write down what was decided about the item.")),
        ("park", words.say("Park it"), words.say("Put the item aside and go on to the next one.")),
    ]
    learning = words.say("No minutes") if session.is_learning else words.say("Keep minutes")
    of_host = [
        ("learning", learning, words.say("Say whether who is there may keep the minutes as learning.")),
        ("cancel", words.say("Cancel"), words.say("End the session without a summary.")),
    ]
    presence = ("leave", words.say("I have to leave"), words.say("Get off the list of who is here: nobody waits for you."))
    comes = ("check_in", words.say("I'm here"), words.say("Get on the list of who is here: all on it may steer the session."))
    claims = words.say("Host in place of a host who is away; one who is here is asked first, and has a minute.")
    hosts = ("take_over", words.say("I'll host"), claims)
    gives = [
        ("hand_over_meeting", words.say("Hand over"), words.say("Choose who hosts from now on.")),
        (
            "cohosts",
            words.say("Co-hosts"),
            words.say("Choose who hosts beside you: they may do all that you may, except hand it over."),
        ),
    ]
    return [
        *(of_item if on_table else []),
        ("finish", words.say("Finish"), words.say("End the session now, with its summary.")),
        presence if is_here else comes,
        *([hosts] if is_here and may_claim else []),
        *(gives if is_host else []),
        *(of_host if person in session.hosts else []),
    ]


def to_paste(words: Words, texts: Sequence[str]) -> Modal:
    """Show the changes of a session as text to be copied into another tool."""
    told = words.say("Copy this into the tool that your Product Backlog stands in.")
    return Modal(ids.CHANGES, words.say("Changes to paste"), [section(told), *map(section, texts)], close=words.say("Close"))


def _named(item: Item) -> Block:
    return section(f"*{plain(item.title, 250)}*")


def _form(callback: str, title: str, blocks: Sequence[Block], words: Words, private: str) -> Modal:
    return Modal(callback, title, blocks, words.say("Save"), words.say("Cancel"), private=private)
