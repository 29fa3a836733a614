"""Why an estimate says no: each reason with the values that its sentence needs; none holds a vote."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.core.ids import PersonId
from bot.core.refusal import Forbidden, Refusal


class NoEstimate(Refusal):
    """No estimate of this id is in this workspace."""


@dataclass(eq=False)
class EstimateOver(Refusal):
    """A size was agreed on; None: the question was taken back."""

    lasting: ClassVar[bool] = True
    size: str | None


@dataclass(eq=False)
class RoundRevealed(Refusal):
    """This round takes no more votes: it was revealed, or another one runs by now."""

    number: int


class NotRevealed(Refusal):
    """What is agreed on or asked anew comes after the reveal."""


class NotAsked(Refusal):
    """Developers estimate, in a refinement those who are here; this person is not among them."""


class NotInDeck(Refusal):
    """The card is not of this deck."""

    field = "value"


class NoSize(Refusal):
    """The card is no size of this deck."""


class NobodyAnswered(Refusal):
    """There is nothing to reveal yet."""


class NobodyToAsk(Refusal):
    """The channel has no Developers who could be asked."""


class AllAway(Refusal):
    """All Developers of the channel are away until the deadline."""

    field = "until"


@dataclass(eq=False)
class AskedAlready(Refusal):
    """The channel is being asked for an estimate of this item."""

    title: str


class TooLateToUndo(Refusal):
    """A reveal can be taken back for a minute; everybody has read it by now."""


@dataclass(eq=False)
class OnlyHostReveals(Forbidden):
    """The host reveals before all have answered; any Developer does when the host is gone."""

    host: PersonId


@dataclass(eq=False)
class OnlyHostTakesBack(Forbidden):
    """Whoever asked takes the question back."""

    host: PersonId


@dataclass(eq=False)
class OutOfTime(Refusal):
    """The deadline is over, or too far away."""

    field = "until"
    due: datetime
