"""Who was at a meeting, and for how long."""

from bot.meetings.rules.roster import RosterLine
from bot.meetings.rules.values import Meeting
from bot.presence import rules, store
from bot.store.unit import Read


def guests_of(read: Read, meeting: Meeting) -> list[rules.Guest]:
    """Read who was on the call and is not in Slack, by name."""
    return store.guests(read, [meeting.id])[meeting.id]


def roster_lines(read: Read, meeting: Meeting) -> list[RosterLine]:
    """Read who was there and for how long: the host's word before the segments."""
    ended = meeting.closed or read.now
    stated = store.corrections(read, meeting.id)
    counted = {
        person: rules.minutes_present(segments, meeting.opened, ended)
        for person, segments in store.segments(read, meeting.id).items()
    }
    both = counted | {person: said.minutes for person, said in stated.items()}
    return [RosterLine(person, minutes, person in stated) for person, minutes in both.items()]
