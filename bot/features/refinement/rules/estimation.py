"""An estimate as a value: its rounds, who is asked, what can happen to it. Pure."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NewType

from bot.core.ids import ChannelId, ItemId, MeetingId, PersonId

EstimationId = NewType("EstimationId", str)
UNSURE, BREAK = "?", "☕"
NO_SIZES = (UNSURE, BREAK)
"""Cards that say something and are no size: nobody agrees on them, and nothing is counted by them."""
FIBONACCI = ("1", "2", "3", "5", "8", "13", UNSURE, BREAK)


@dataclass(frozen=True)
class Vote:
    """What one person says; sealed until the reveal, so that not even its repr shows it."""

    person: PersonId
    value: str = field(repr=False)
    reason: str = field(default="", repr=False)


@dataclass(frozen=True)
class Round:
    """A round as everybody may see it at any time: who is asked, who has answered, never what.

    `due`: when it reveals itself; None where it waits for people alone. `held`: it was revealed and that was taken back, so it waits
    for another answer or for who reveals it, even where all have answered.
    """

    number: int
    opened: datetime
    due: datetime | None
    asked: frozenset[PersonId]
    answered: frozenset[PersonId] = frozenset()
    revealed: datetime | None = None
    held: bool = False

    @property
    def waits_for(self) -> frozenset[PersonId]:
        """Return who is asked and has not answered."""
        return self.asked - self.answered


@dataclass(frozen=True)
class Agreed:
    """The size that the Developers agreed on."""

    size: str
    by: PersonId
    at: datetime


@dataclass(frozen=True)
class Estimation:
    """How large is this item? `session`: the refinement that asks; None where a message in the channel does.

    `lasts`: how long a round of it takes before it reveals itself; None where it waits for people alone. `ended`: it was taken back.
    """

    id: EstimationId
    channel: ChannelId
    item: ItemId
    title: str
    host: PersonId
    zone: str
    deck: tuple[str, ...]
    opened: datetime
    round: Round
    lasts: timedelta | None = None
    session: MeetingId | None = None
    agreed: Agreed | None = None
    ended: datetime | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more is asked: agreed, or taken back."""
        return self.agreed is not None or self.ended is not None

    @property
    def takes_votes(self) -> bool:
        """Tell whether a vote counts now."""
        return not self.is_over and self.round.revealed is None


@dataclass(frozen=True)
class PersonAsked:
    """Somebody is asked too: a Developer who came since the question."""

    person: PersonId


@dataclass(frozen=True)
class AskedNoMore:
    """Somebody who left is not waited for; what they have said already stays."""

    person: PersonId


@dataclass(frozen=True)
class HandedOver:
    """Somebody else hosts the refinement that asks."""

    host: PersonId


@dataclass(frozen=True)
class VoteGiven:
    """Somebody answered, or replaced their answer."""

    vote: Vote


@dataclass(frozen=True)
class Revealed:
    """All votes of the round are open to everybody; `by` is None where that came by itself."""

    at: datetime
    by: PersonId | None = None


@dataclass(frozen=True)
class RevealUndone:
    """The votes are sealed again; the round still reveals itself at `due`, if that is to come."""

    by: PersonId
    due: datetime | None


@dataclass(frozen=True)
class RoundOpened:
    """Another round begins; what was said in the ones before is kept."""

    round: Round


@dataclass(frozen=True)
class SizeAgreed:
    """The Developers agreed on a size."""

    agreed: Agreed


@dataclass(frozen=True)
class TakenBack:
    """Whoever asked takes the question back."""

    at: datetime


Change = PersonAsked | AskedNoMore | HandedOver | VoteGiven | Revealed | RevealUndone | RoundOpened | SizeAgreed | TakenBack


def apply(estimation: Estimation, change: Change) -> Estimation:
    """Return the estimation after a change: what the store writes, said once more as a pure function."""
    current = estimation.round
    match change:
        case PersonAsked():
            return replace(estimation, round=replace(current, asked=current.asked | {change.person}))
        case AskedNoMore():
            return replace(estimation, round=replace(current, asked=current.asked - ({change.person} - current.answered)))
        case HandedOver():
            return replace(estimation, host=change.host)
        case VoteGiven():
            answered = current.answered | {change.vote.person}
            return replace(estimation, round=replace(current, answered=answered, held=False))
        case Revealed():
            return replace(estimation, round=replace(current, revealed=change.at, held=False))
        case RevealUndone():
            return replace(estimation, round=replace(current, revealed=None, held=True, due=change.due))
        case RoundOpened():
            return replace(estimation, round=change.round)
        case SizeAgreed():
            return replace(estimation, agreed=change.agreed)
        case _:  # TakenBack
            return replace(estimation, ended=change.at)
