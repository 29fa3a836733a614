"""The form of all that a person may do now, as it is read and drawn."""

from dataclasses import replace

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.acts import Act, acts
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings, topics
from bot.features.lean_coffee.views.everything import everything
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.views.frame import Reader
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.words.words import Words


def draw_everything(read: Read, meeting: MeetingId, person: PersonId, words: Words, told: str = "") -> Modal:
    """Draw the form of all that a person may do now. Raise NoMeeting."""
    found, waiting = _with_waiting(read, meeting)
    return everything(Reader(words, read.now, {}), found, acts(found, person, read.now, waiting), waiting, told)


def acts_once_here(read: Read, meeting: MeetingId, person: PersonId) -> tuple[Meeting, frozenset[Act]]:
    """Return a meeting, and what this person may do in it once they have pressed "I'm here". Raise NoMeeting."""
    found, waiting = _with_waiting(read, meeting)
    return found, acts(replace(found, here=found.here | {person}), person, read.now, waiting)


def _with_waiting(read: Read, meeting: MeetingId) -> tuple[Meeting, int]:
    """Return a meeting, and how many topics wait for another one in its channel. Raise NoMeeting."""
    found = meetings.meeting(read, meeting)
    if found is None:
        raise NoMeeting
    return found, 0 if found.in_thread else topics.new_topics(read, found)
