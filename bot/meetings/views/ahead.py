"""What happens next by itself, in a few words."""

from bot.core.kinds import AlarmKind
from bot.meetings.naming import Naming
from bot.meetings.rules.values import Meeting
from bot.words.words import Words


def of_series(naming: Naming, words: Words, title: str, kind: AlarmKind) -> str:
    """Say what an alarm of a series brings."""
    says = {naming.series.announce: announced, naming.series.remind: reminded}
    return says.get(kind, opens)(words, title)


def moves_on(words: Words, meeting: Meeting) -> str:
    """Say that the next stage of a meeting begins, or its end comes."""
    return words.say("{title}: moves on", title=words.set_off(meeting.title))


def opens(words: Words, title: str) -> str:
    """Say that a meeting opens."""
    return words.say("{title}: opens", title=words.set_off(title))


def announced(words: Words, title: str) -> str:
    """Say that the next meeting of a series is announced."""
    return words.say("{title}: next meeting is announced", title=words.set_off(title))


def reminded(words: Words, title: str) -> str:
    """Say that those who are coming are reminded."""
    return words.say("{title}: reminder goes out", title=words.set_off(title))


def given_up(words: Words, title: str) -> str:
    """Say that a queued meeting has waited for long enough."""
    return words.say("{title}: has waited too long", title=words.set_off(title))
