"""What the next moment of a Lean Coffee brings, in a few words."""

from collections.abc import Callable, Mapping

from bot.features.lean_coffee.rules.silence import asks_again_at
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.values import Meeting
from bot.words.words import Words


def of_meeting(words: Words, meeting: Meeting) -> str:
    """Say what the deadline of a meeting brings, as it stands now."""
    return _AT.get(meeting.stage, _closes)(words, meeting)


def _gathers(words: Words, meeting: Meeting) -> str:
    return words.say("{title}: time to propose topics ends", title=words.set_off(meeting.title))


def _pitches(words: Words, meeting: Meeting) -> str:
    return words.say("{title}: the next pitch, or the vote", title=words.set_off(meeting.title))


def _votes(words: Words, meeting: Meeting) -> str:
    return words.say("{title}: vote closes", title=words.set_off(meeting.title))


def _talks(words: Words, meeting: Meeting) -> str:
    topic = next((topic.title for topic in meeting.topics if topic.id == meeting.topic), "")
    return words.say("{title}: time is up for “{topic}”", title=words.set_off(meeting.title), topic=topic)


def _counts(words: Words, meeting: Meeting) -> str:
    return words.say("{title}: thumbs are counted", title=words.set_off(meeting.title))


def _ends(words: Words, meeting: Meeting) -> str:
    return words.say("{title}: time for talking ends", title=words.set_off(meeting.title))


def _asks_again(words: Words, meeting: Meeting) -> str:
    if asks_again_at(meeting) is None:
        return _ends(words, meeting)
    return words.say("{title}: the room is asked again", title=words.set_off(meeting.title))


def _closes(words: Words, meeting: Meeting) -> str:
    return words.say("{title}: meeting closes", title=words.set_off(meeting.title))


_AT: Mapping[Stage, Callable[[Words, Meeting], str]] = {
    Stage.GATHERING: _gathers,
    Stage.PITCH: _pitches,
    Stage.VOTING: _votes,
    Stage.DISCUSSING: _talks,
    Stage.PAUSED: _ends,
    Stage.THUMBS: _counts,
    Stage.CARRY_ON: _asks_again,
    Stage.TABLES: _ends,
}
