"""An action item: what somebody is to do, by when, and who has said what about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import ActionItemId, ChannelId, MeetingId, PersonId


class State(StrEnum):
    """Where an action item stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    """Nobody has it: its owner said no, or has left the workspace. Who noted it decides."""
    FREE = "free"
    """Nobody was named, and nobody has taken it yet. Who noted it decides, and stands in the owner's place."""
    DONE = "done"
    DROPPED = "dropped"


OPEN = (State.OFFERED, State.ACCEPTED)
"""Somebody has it, and it is to be done."""
NOBODYS = (State.DECLINED, State.FREE)
"""It is to be done, and nobody has it: anybody of the channel can take it."""
OVER = (State.DONE, State.DROPPED)


@dataclass(frozen=True)
class About:
    """What an action item came from: `subject` is for the room that noted it and opaque here; its title, and the meeting, if any.

    `meeting` is how that meeting is called, `host` who hosted it when the item was noted: whose it is where nobody else is left.
    """

    subject: str = ""
    title: str = ""
    meeting: str = ""
    meeting_id: MeetingId | None = None
    host: PersonId | None = None


@dataclass(frozen=True)
class Turn:
    """One owner of an action item: since when (UTC), and who gave it to them."""

    owner: PersonId
    since: datetime
    given_by: PersonId


@dataclass(frozen=True, kw_only=True)
class ActionItem:
    """What somebody is to do. `turn` counts its owners from 0 on, `ended` (UTC) is when it was done or dropped.

    `accepted`: the owner has said yes. `reminded`: the last day of the owner's calendar on which anybody was reminded of it.
    `snoozed`: the day until which its owner wants to hear nothing of it.
    """

    id: ActionItemId
    channel: ChannelId
    text: str
    owner: PersonId
    noted_by: PersonId
    noted: datetime
    due: date | None = None
    about: About = About()
    state: State = State.OFFERED
    turn: int = 0
    accepted: bool = False
    ended: datetime | None = None
    reminded: date | None = None
    snoozed: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has it, and it is to be done."""
        return self.state in OPEN

    @property
    def is_nobodys(self) -> bool:
        """Whether it is to be done and nobody has it."""
        return self.state in NOBODYS

    @property
    def was_free(self) -> bool:
        """Whether nobody has ever had it: who noted it only stands in the owner's place."""
        return self.turn == 0 and self.owner == self.noted_by and not self.accepted

    @property
    def is_own(self) -> bool:
        """Whether its owner noted it themselves."""
        return self.owner == self.noted_by
