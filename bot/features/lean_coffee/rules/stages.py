"""The closed lists of Lean Coffee: stages, columns, choices, outcomes."""

from enum import Enum, StrEnum


class Stage(Enum):
    """Where a meeting stands. `Meeting.phase` counts the transitions between stages."""

    GATHERING = "gathering"
    PITCH = "pitch"
    VOTING = "voting"
    DISCUSSING = "discussing"
    PAUSED = "paused"
    THUMBS = "thumbs"
    CARRY_ON = "carry_on"
    TABLES = "tables"
    LAST_CALL = "last_call"
    CLOSED = "closed"


class Column(Enum):
    """Where a topic stands: the three columns of the board, and the ways to be on none of them."""

    TO_DISCUSS = "to_discuss"
    DISCUSSING = "discussing"
    DISCUSSED = "discussed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    MERGED = "merged"
    """Part of another topic, which stands on the board in its place."""
    HIDDEN = "hidden"
    """Reported by several people: off the board until a host decides."""


FOR_GOOD = (Column.WITHDRAWN, Column.REMOVED)
"""Where a topic is off the board for good."""
GONE = (*FOR_GOOD, Column.HIDDEN)
"""Where a topic is on no board."""


class Choice(Enum):
    """What a thumb says: more time, no matter, next topic."""

    MORE = "more"
    NEUTRAL = "neutral"
    NEXT = "next"


class VerdictOutcome(Enum):
    """What followed from asking for thumbs, from the end of the last box, or from the planned end of the meeting."""

    EXTENDED = "extended"
    NEXT = "next"
    PARKED = "parked"
    ONE_MINUTE_MORE = "one_minute_more"
    CARRY_ON = "carry_on"
    SILENCE = "silence"
    OUT_OF_TIME = "out_of_time"


class Steering(StrEnum):
    """What somebody did to the course of the meeting; the board says who did."""

    OPENED_VOTE = "opened_vote"
    OPENED_PITCHES = "opened_pitches"
    NEXT_PITCH = "next_pitch"
    SKIPPED_PITCHES = "skipped_pitches"
    OPENED_RUN_OFF = "opened_run_off"
    CLOSED_VOTE = "closed_vote"
    VOTED_AGAIN = "voted_again"
    PAUSED = "paused"
    RESUMED = "resumed"
    ADDED_MINUTE = "added_minute"
    ENDED_BOX = "ended_box"
    WENT_ON = "went_on"
    ROOM_MORE = "room_more"
    ROOM_NEXT = "room_next"
    TOOK_BACK = "took_back"
    TALKED_ABOUT = "talked_about"
    MERGED = "merged"
    TOOK_APART = "took_apart"
    SPLIT = "split"
    ONE_TABLE = "one_table"
