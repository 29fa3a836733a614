"""What every stage of the board shares: head, foot, ⋮ menu and buttons."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import partial

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement

from bot.features.lean_coffee.rules import advance
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.merging import merge_undone_until, merged_last
from bot.features.lean_coffee.rules.stages import Stage, Steering
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.merging import undo_merge
from bot.features.lean_coffee.views.pieces import (
    NAMING,
    to_discuss,
)
from bot.features.lean_coffee.views.tables import unhosted
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.undo import to_undo
from bot.meetings.rules.values import Steered
from bot.meetings.views import frame as of_any
from bot.meetings.views.credit_words import stated
from bot.meetings.views.frame import Choice, Reader, Says, choice
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import asked, button, section
from bot.slack.text import one_line, plain
from bot.words.words import Words


def current(meeting: Meeting) -> Topic | None:
    """Return the topic under discussion."""
    return next((topic for topic in meeting.topics if topic.id == meeting.topic), None)


here = partial(of_any.here, NAMING)
claim = partial(of_any.claim, NAMING)
press = partial(of_any.press, NAMING)


def head(reader: Reader, meeting: Meeting, moment: str = "") -> list[Block]:
    """Draw the title and the facts that hold for the whole meeting, and what can be taken back."""
    back = [*unhosted(reader, meeting), *way_back(reader, meeting), *merge_back(reader, meeting)]
    return of_any.head(NAMING, reader, meeting, moment, back=back)


def way_back(reader: Reader, meeting: Meeting) -> list[Block]:
    """Say what somebody did to the course, and offer to take it back."""
    return of_any.way_back(NAMING, reader, COURSE, meeting, _says(reader.words))


def merge_back(reader: Reader, meeting: Meeting) -> list[Block]:
    """Say which topics a host has merged, and offer to take that back, while anyone here can."""
    topic = merged_last(meeting, reader.at)
    until = None if topic is None else merge_undone_until(meeting, topic)
    if topic is None or topic.merge is None or until is None:
        return []
    words = reader.words
    did = words.say("{name} merged “{title}”.", name=reader.name(topic.merge.by), title=plain(topic.title, 320))
    told = words.say("Until {time} anyone here can take that back.", time=words.slack_time(until, seconds=True))
    return [section(f"{did} {told}", undo_merge(words, meeting, topic))]


def foot(reader: Reader, meeting: Meeting, *lines: str) -> list[Block]:
    """Draw who is here, who steered, and what does not ask for anything."""
    # While it gathers, its own line says who can keep minutes, and by which rule.
    credit = "" if meeting.stage is Stage.GATHERING else stated(reader.words, credit_of(meeting.settings))
    step, runs_on = to_undo(COURSE, meeting, reader.at), meeting.stage is Stage.CARRY_ON
    young = merged_last(meeting, reader.at)
    above = [
        *([step.act] if step else []),
        *([Steered(young.merge.by, Steering.MERGED, young.merge.at)] if young and young.merge else []),
    ]
    said, told_above = _says(reader.words), meeting.steered in above
    return of_any.foot(reader, meeting, *lines, credit, steered=said, due_ends=not runs_on, told_above=told_above)


def more(reader: Reader, meeting: Meeting, *options: Choice | None) -> OverflowMenuElement | None:
    """Return the ⋮ menu: this stage's own rare things, those of every meeting, and the form of all that one may do."""
    removes = meeting.stage in (Stage.GATHERING, Stage.PITCH, Stage.VOTING) and to_discuss(meeting)
    remove = choice(reader.words.say("Remove a topic (host)"), "remove", meeting) if removes else None
    return of_any.more(NAMING, reader, meeting, *options, of_host=remove, everything=True)


def _says(words: Words) -> Says:
    """Return the sentences of what somebody did to the course of a Lean Coffee."""
    return lambda what, name, stage: _SENTENCES[what](words, name, stage) if what in _SENTENCES else ""


def _went_on(words: Words, name: str, stage: Enum) -> str:
    """Say who ended a topic: the last one has no next."""
    if stage is Stage.LAST_CALL:
        return words.say("{name} ended the last topic.", name=name)
    return words.say("{name} went on to the next.", name=name)


def _next_pitch(words: Words, name: str, stage: Enum) -> str:
    """Say who went on from a pitch: behind the last one the vote opens."""
    if stage is Stage.PITCH:
        return words.say("{name} went on to the next pitch.", name=name)
    return words.say("{name} ended the last pitch.", name=name)


_SENTENCES: Mapping[str, Callable[[Words, str, Enum], str]] = {
    Steering.OPENED_VOTE: lambda words, name, _: words.say("{name} started the vote.", name=name),
    Steering.OPENED_PITCHES: lambda words, name, _: words.say("{name} started the pitches.", name=name),
    Steering.NEXT_PITCH: _next_pitch,
    Steering.SKIPPED_PITCHES: lambda words, name, _: words.say("{name} skipped the pitches.", name=name),
    Steering.OPENED_RUN_OFF: lambda words, name, _: words.say("{name} asked for a run-off.", name=name),
    Steering.CLOSED_VOTE: lambda words, name, _: words.say("{name} closed the vote.", name=name),
    Steering.VOTED_AGAIN: lambda words, name, _: words.say("{name} opened a vote on the new topics.", name=name),
    Steering.PAUSED: lambda words, name, _: words.say("{name} paused.", name=name),
    Steering.RESUMED: lambda words, name, _: words.say("{name} went on.", name=name),
    Steering.ADDED_MINUTE: lambda words, name, _: words.say("{name} added a minute.", name=name),
    Steering.ENDED_BOX: lambda words, name, _: words.say("{name} ended the box.", name=name),
    Steering.WENT_ON: _went_on,
    Steering.ROOM_MORE: lambda words, name, _: words.say("{name} noted the room's thumbs.", name=name),
    Steering.ROOM_NEXT: lambda words, name, _: words.say("{name} noted the room's thumbs.", name=name),
    Steering.TOOK_BACK: lambda words, name, _: words.say("{name} went back to this topic.", name=name),
    Steering.MERGED: lambda words, name, _: words.say("{name} merged two topics.", name=name),
    Steering.TOOK_APART: lambda words, name, _: words.say("{name} took a merged topic apart.", name=name),
    Steering.SPLIT: lambda words, name, _: words.say("{name} split the meeting into tables.", name=name),
    Steering.ONE_TABLE: lambda words, name, _: words.say("{name} brought everyone back to one table.", name=name),
    Steering.TALKED_ABOUT: lambda words, name, _: words.say("{name} chose this topic.", name=name),
}


def takeaway(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that writes a takeaway on the topic under discussion."""
    return button(words.say("Takeaway"), ids.TAKEAWAY, value(meeting.topic or meeting.id, meeting.phase))


def action(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that notes what somebody is to do: of the topic under discussion, else of the meeting as a whole."""
    return button(words.say("Action"), ids.ACTION, option_value(meeting.topic or "", meeting.id, meeting.phase))


def next_topic(words: Words, meeting: Meeting, at: datetime, verb: str = "next", *, primary: bool = False) -> ButtonElement:
    """Return the button that ends a topic for everyone, which asks first: one press by mistake has no way back."""
    found = current(meeting)
    then = words.say("The next topic opens.") if advance.following(meeting, at) else words.say("The last call begins.")
    told = words.say("“{title}” ends for everyone.", title=one_line(found.title)) if found else ""
    confirm = asked(words.say("End this topic?"), f"{told} {then}".strip(), words.say("Next topic"), words.say("Stay with it"))
    return button(words.say("Next topic"), NAMING.id(verb), value(meeting.id, meeting.phase), primary=primary, confirm=confirm)
