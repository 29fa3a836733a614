"""What every board shares: its head, its foot, its ⋮ menu, who reads it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement

from bot.core.ids import PersonId
from bot.meetings.naming import Naming
from bot.meetings.rules.course import Course, minutes_left
from bot.meetings.rules.hosting import claim_due
from bot.meetings.rules.undo import to_undo, undone_until
from bot.meetings.rules.values import M, Meeting, Steered, Steering
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import button, context, header, overflow, section
from bot.slack.text import escape, one_line, plain
from bot.words.words import Words

Choice = tuple[str, str]
"""An option of a ⋮ menu: its text and its value."""
PLACES = 5
"""A ⋮ menu of Slack's has so many."""
FIRST_HERE = 10
_ADDRESS = re.compile(r"https?://[^\s<>|]+")
Says = Callable[[str, str, Enum], str]
"""Say what somebody did to the course: what, the person's name, and the stage that it led to."""


def says_nothing(what: str, name: str, stage: Enum) -> str:
    """Say nothing of what is a ceremony's own."""
    return ""


@dataclass(frozen=True)
class Reader:
    """Who the words are for, when it is, and what people are called."""

    words: Words
    at: datetime
    names: Mapping[PersonId, str]

    def name(self, person: PersonId) -> str:
        """Return a plain name: never a mention, never an id."""
        return plain(self.names.get(person) or self.words.say("somebody"))

    def all_names(self, people: Iterable[PersonId], most: int = 20) -> str:
        """Return plain names with commas, at most so many of them, then how many more there are."""
        named = sorted((self.name(person) for person in people), key=str.casefold)
        if len(named) <= most:
            return ", ".join(named)
        return self.words.say("{names} and {n} more", names=", ".join(named[:most]), n=len(named) - most)


def facts(*parts: str) -> str:
    """Join what is to be said on one line; what is empty is left out."""
    return "  ·  ".join(part for part in parts if part)


def folded(words: Words, lines: Sequence[str], room: int = 12_000) -> list[str]:
    """Return as many lines as fit into `room` characters, then how many more there are: a board never fails on its size."""
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return [*kept, words.say("… and {n} more", n=len(lines) - len(kept))]
        kept.append(line)
    return kept


def link(address: str, text: str) -> str:
    """Write a link; nothing where the address is none that can stand in one."""
    return f"<{escape(address)}|{text}>" if _ADDRESS.fullmatch(address) else ""


def head(naming: Naming, reader: Reader, meeting: Meeting, moment: str = "", *, back: Sequence[Block] = ()) -> list[Block]:
    """Draw the title and the facts that hold for the whole meeting; a moment worth being large takes the title's place.

    `back`: what can be taken back (see `way_back`).
    """
    words = reader.words
    kind = naming.called(words)
    told = [
        *([plain(meeting.title)] if moment else []),
        *([] if kind.casefold() in meeting.title.casefold() else [kind]),
        *([hosts(reader, meeting)] if meeting.parent is None or meeting.host in meeting.here else []),
        words.say("until {time}", time=words.slack_time(meeting.planned_end)),
    ]
    if call := link(meeting.link, words.say("join the call")):
        told.append(call)
    title = header(moment or f"{naming.emblem} {one_line(meeting.title)}")
    return [title, context(" · ".join(told)), *claim(naming, reader, meeting), *back]


def hosts(reader: Reader, meeting: Meeting) -> str:
    """Name the host, and who hosts beside them."""
    words, name, beside = reader.words, reader.name(meeting.host), reader.all_names(meeting.cohosts)
    return words.say("host {name}, with {names}", name=name, names=beside) if beside else words.say("host {name}", name=name)


def claim(naming: Naming, reader: Reader, meeting: Meeting) -> list[Block]:
    """Ask a host who is here whether they still host, where somebody else has asked to."""
    words, due = reader.words, claim_due(meeting)
    if due is None or meeting.claim is None:
        return []
    told = words.say(
        "*{name} asks to host.* {host}, do you still? Without a sign from you by {time}, {name} hosts.",
        name=reader.name(meeting.claim.by),
        host=reader.name(meeting.host),
        time=words.slack_time(due, seconds=True),
    )
    return [section(told, keep_hosting(naming, words, meeting))]


def way_back(naming: Naming, reader: Reader, course: Course[M], meeting: M, steered: Says) -> list[Block]:
    """Say what somebody did to the course, and offer to take it back, while anyone here can; `steered`: a ceremony's sentences."""
    step, until = to_undo(course, meeting, reader.at), undone_until(course, meeting)
    if step is None or until is None:
        return []
    words, did = reader.words, _did(reader, meeting, step.act, step.led_to, steered)
    told = words.say("Until {time} anyone here can take that back.", time=words.slack_time(until, seconds=True))
    return [section(f"{did} {told}".lstrip(), press(naming, words.say("Undo"), "undo", meeting))]


def keep_hosting(naming: Naming, words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button by which a host who was asked says that they still host."""
    return press(naming, words.say("I still host"), "keep_hosting", meeting)


def time_left(reader: Reader, meeting: Meeting) -> str:
    """Say about how long this stage still takes; it is drawn anew once a minute. Nothing where no clock runs."""
    if meeting.due is None:
        return ""
    if meeting.due - reader.at < timedelta(minutes=1):
        return reader.words.say("less than a minute left")
    return reader.words.say("about {n} min left", n=minutes_left(meeting.due, reader.at))


def foot(
    reader: Reader,
    meeting: Meeting,
    *lines: str,
    steered: Says = says_nothing,
    due_ends: bool = True,
    told_above: bool = False,
) -> list[Block]:
    """Draw who is here, who steered, and what does not ask for anything.

    `steered`: a ceremony's sentences of what somebody did to the course. `due_ends`: the stage ends when it is due. `told_above`: what
    somebody did stands above, where it can be taken back.
    """
    words = reader.words
    told = [line for line in ("" if told_above else steered_by(reader, meeting, steered), *lines) if line]
    if meeting.here:
        told.insert(0, words.say("Here ({n}): {names}", n=len(meeting.here), names=reader.all_names(meeting.here, FIRST_HERE)))
    if meeting.host in meeting.came and meeting.host not in meeting.here and meeting.parent is None:
        told.append(words.say("{name} is away; carrying on.", name=reader.name(meeting.host)))
    if was_away := away(words, meeting, due_ends=due_ends):
        told.append(was_away)
    return [context(*told)] if told else []


def steered_by(reader: Reader, meeting: Meeting, sentences: Says) -> str:
    """Say who brought the meeting where it stands, if a person did; of what was taken back, who did it and who took it back."""
    act = meeting.steered
    if act is None or act.at < meeting.began:
        return ""
    if act.what != Steering.UNDID or meeting.undone is None:
        return _did(reader, meeting, act, meeting.stage, sentences)
    did = _did(reader, meeting, meeting.undone.act, meeting.undone.led_to, sentences)
    told = reader.words.say("{name} took that back.", name=reader.name(act.by))
    return f"{did} {told}".lstrip()


def _did(reader: Reader, meeting: Meeting, act: Steered, stage: Enum, sentences: Says) -> str:
    words, name = reader.words, reader.name(act.by)
    match act.what:
        case Steering.TOOK_OVER:
            return words.say("{name} hosts now.", name=name)
        case Steering.HANDED_OVER:
            return words.say("{name} handed over: {host} hosts now.", name=name, host=reader.name(meeting.host))
        case Steering.NAMED_COHOSTS if meeting.cohosts:
            return words.say("{name} named who hosts too: {names}.", name=name, names=reader.all_names(meeting.cohosts))
        case Steering.NAMED_COHOSTS:
            return words.say("{name} hosts alone again.", name=name)
        case _:
            return sentences(act.what, name, stage)


def away(words: Words, meeting: Meeting, *, due_ends: bool = True) -> str:
    """Say that the bot was away in this stage, and what it gave back; nothing where it was not."""
    outage = meeting.outage
    if outage is None or outage.ended < meeting.began - timedelta(minutes=1):
        return ""
    lasted = words.minutes(outage.ended - outage.began)
    if outage.given and (outage.ended < meeting.began or not due_ends):
        return words.say("I was away for {lasted}; the time was given back.", lasted=lasted)
    if outage.given and meeting.due:
        return words.say(
            "I was away for {lasted}; giving the time back, ends {time}.",
            lasted=lasted,
            time=words.slack_time(meeting.due, seconds=True),
        )
    return words.say("I was away for {lasted}.", lasted=lasted)


def more(
    naming: Naming,
    reader: Reader,
    meeting: Meeting,
    *options: Choice | None,
    of_host: Choice | None = None,
    everything: bool = False,
) -> OverflowMenuElement | None:
    """Return the ⋮ menu: this stage's own rare things, then hosting, leaving and cancelling.

    `everything`: its last place opens the form of all that one may do.
    """
    words, of_all = reader.words, meeting.parent is None
    rest = [
        *options,
        choice(words.say("I'll host"), "take_over", meeting) if meeting.host not in meeting.here and of_all else None,
        choice(words.say("I have to leave") if of_all else words.say("Leave this table"), "leave", meeting),
        of_host,
        None if everything else choice(words.say("Hand over (host)"), "hand_over_meeting", meeting),
        choice(words.say("Cancel the meeting (host)"), "cancel", meeting) if of_all else None,
    ]
    last = [choice(words.say("More …"), "more", meeting)] if everything else []
    offered = [option for option in rest if option][: PLACES - len(last)]
    return overflow(naming.id("more"), [*offered, *last])


def choice(text: str, verb: str, meeting: Meeting) -> Choice:
    """Return an option of the ⋮ menu that acts on this meeting in this phase."""
    return text, option_value(verb, meeting.id, meeting.phase)


def here(naming: Naming, words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that checks a person in: every stage has it."""
    return press(naming, words.say("I'm here"), "check_in", meeting)


def press(naming: Naming, text: str, verb: str, meeting: Meeting, *, primary: bool = False) -> ButtonElement:
    """Return a button that acts on this meeting in this phase."""
    return button(text, naming.id(verb), value(meeting.id, meeting.phase), primary=primary)
