"""What is seen of votes: nothing but totals after the close, unless the meeting was begun with more."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from bot.features.lean_coffee.rules.values import Given, Meeting, Settings, TopicId, TopicMeeting


class Votes(StrEnum):
    """What is seen of votes; it is chosen before a meeting begins and stays."""

    BLIND = "blind"
    VISIBLE = "visible"
    NAMED = "named"
    VISIBLE_NAMED = "visible named"


def totals_show(settings: Settings) -> bool:
    """Tell whether each topic's dots are seen while the vote is open."""
    return settings.votes in (Votes.VISIBLE, Votes.VISIBLE_NAMED)


def names_show(settings: Settings) -> bool:
    """Tell whether it is seen after the close who gave what."""
    return settings.votes in (Votes.NAMED, Votes.VISIBLE_NAMED)


def votes_of(meeting: Meeting) -> str:
    """Return what is seen of the vote that runs: of a run-off totals at most, for nobody's one dot is kept by name."""
    if not meeting.run_off:
        return meeting.settings.votes
    return Votes.VISIBLE if totals_show(meeting.settings) else Votes.BLIND


def totals(meeting: Meeting) -> Mapping[TopicId, int]:
    """Return the dots that each topic has by now, where that is seen; nothing where it is not."""
    if not totals_show(meeting.settings):
        return {}
    return Counter(dot for ballot in meeting.ballots for dot in ballot.dots)


def givers(meeting: TopicMeeting, topic: TopicId) -> tuple[Given, ...]:
    """Return who gave a topic how many dots, the most first, where that is kept; nobody where it is not."""
    if not isinstance(meeting, Meeting) or not names_show(meeting.settings):
        return ()
    given = [(ballot.voter, ballot.dots.count(topic)) for ballot in meeting.ballots]
    return tuple(sorted((one for one in given if one[1]), key=lambda one: (-one[1], one[0])))
