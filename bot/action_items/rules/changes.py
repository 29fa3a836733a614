"""What happens to an action item: one change at a time."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from bot.action_items.rules.values import ActionItem, State
from bot.core.ids import PersonId


@dataclass(frozen=True)
class Accepted:
    """The owner said yes."""


@dataclass(frozen=True)
class HandedOn:
    """It has another owner, who is asked; who takes it by themselves need not be."""

    to: PersonId
    by: PersonId
    at: datetime


@dataclass(frozen=True)
class Declined:
    """The owner said no, or `left`: the workspace. `to`: whose it is to find somebody, where who noted it has left too."""

    left: bool = False
    to: PersonId | None = None


@dataclass(frozen=True)
class Ended:
    """It is done, or dropped."""

    state: State
    at: datetime


@dataclass(frozen=True)
class Reopened:
    """It was not done after all; it stands where it stood before."""

    state: State


@dataclass(frozen=True)
class DueChanged:
    """It is to be done by another day, or by none."""

    due: date | None


@dataclass(frozen=True)
class Snoozed:
    """Its owner wants to hear nothing of it before a day."""

    until: date


Change = Accepted | HandedOn | Declined | Ended | Reopened | DueChanged | Snoozed


def applied(item: ActionItem, change: Change) -> ActionItem:
    """Return an action item as it stands after a change."""
    match change:
        case Accepted():
            return replace(item, state=State.ACCEPTED, accepted=True)
        case HandedOn(to=to, by=by):
            state = State.ACCEPTED if to == by else State.OFFERED
            return replace(item, state=state, accepted=to == by, owner=to, turn=item.turn + 1, reminded=None, snoozed=None)
        case Declined(to=to):
            return replace(item, state=State.DECLINED, accepted=False, noted_by=to or item.noted_by)
        case Ended(state=state, at=at):
            return replace(item, state=state, ended=at)
        case Reopened(state=state):
            return replace(item, state=state, ended=None)
        case DueChanged(due=due):
            return replace(item, due=due, snoozed=None)
        case Snoozed(until=until):
            return replace(item, snoozed=until)
        case _:
            assert_never(change)
