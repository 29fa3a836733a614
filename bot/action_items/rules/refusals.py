"""Why something is not done about an action item."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.action_items.rules.values import State
from bot.core.ids import PersonId
from bot.core.refusal import Forbidden, NotThere, Refusal


class NoSuchActionItem(NotThere):
    """This workspace has no action item of that id."""

    lasting = True


@dataclass(eq=False)
class NotYours(Forbidden):
    """It is for its owner, and for who noted it; `owner`: nobody while they have said no."""

    owner: PersonId | None
    noted_by: PersonId


@dataclass(eq=False)
class NotTheOwner(Forbidden):
    """Only the person who was asked can say yes or no."""

    owner: PersonId


@dataclass(eq=False)
class NotTheNoter(Forbidden):
    """Only who noted it can drop it."""

    noted_by: PersonId


class AlreadyAccepted(Refusal):
    """The owner has said yes before."""


class NobodyAsked(Refusal):
    """Nobody was asked yet: anybody of the channel can take it."""


@dataclass(eq=False)
class Returned(Refusal):
    """The owner has said no: who noted it decides, and anybody of the channel can take it."""

    noted_by: PersonId


@dataclass(eq=False)
class Over(Refusal):
    """It is done or dropped."""

    state: State


@dataclass(eq=False)
class HasOwner(Refusal):
    """Somebody has it."""

    owner: PersonId


@dataclass(eq=False)
class AlreadyTheirs(Refusal):
    """It is to be given to the person whose it is."""

    field = "person"
    person: PersonId


@dataclass(eq=False)
class SaidNo(Refusal):
    """It is to be given to the person who has just said that it is not theirs."""

    field = "person"
    person: PersonId


@dataclass(eq=False)
class SnoozeOver(Refusal):
    """The day until which nothing is to be heard of it has come."""

    field = "until"
    day: date


class NotDone(Refusal):
    """It is not done, so there is nothing to reopen."""


@dataclass(eq=False)
class DoneForGood(Refusal):
    """It was done more than a day ago."""

    ended: datetime


class TextMissing(Refusal):
    """Nothing says what is to be done."""

    field = "text"


@dataclass(eq=False)
class TextTooLong(Refusal):
    """It takes too many words to say what is to be done."""

    field = "text"
    length: int


@dataclass(eq=False)
class NoSuchDay(Refusal):
    """What was chosen is no day."""

    field: str = "due"


@dataclass(eq=False)
class DueOver(Refusal):
    """The day by which it is to be done is over everywhere."""

    field = "due"
    due: date
