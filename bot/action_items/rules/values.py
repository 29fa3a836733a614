"""An action item: what somebody is to do, by when, and who has said what about it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.ids import ActionItemId, ChannelId, PersonId


class State(StrEnum):
    """Where an action item stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    """Nobody has it: its owner said no, or has left the workspace. Who noted it decides."""
    DONE = "done"
    DROPPED = "dropped"


OPEN = (State.OFFERED, State.ACCEPTED)
"""Somebody has it, and it is to be done."""
OVER = (State.DONE, State.DROPPED)


@dataclass(frozen=True)
class About:
    """What an action item came from: `subject` is for the room that noted it and opaque here; its title, and the meeting, if any."""

    subject: str = ""
    title: str = ""
    meeting: str = ""


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

    @property
    def is_open(self) -> bool:
        """Whether somebody has it, and it is to be done."""
        return self.state in OPEN

    @property
    def is_own(self) -> bool:
        """Whether its owner noted it themselves."""
        return self.owner == self.noted_by
