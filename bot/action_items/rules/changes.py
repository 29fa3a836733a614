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
    """The owner said no, or `left`: the workspace."""

    left: bool = False


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


Change = Accepted | HandedOn | Declined | Ended | Reopened | DueChanged


def applied(item: ActionItem, change: Change) -> ActionItem:
    """Return an action item as it stands after a change."""
    match change:
        case Accepted():
            return replace(item, state=State.ACCEPTED, accepted=True)
        case HandedOn(to=to, by=by):
            state = State.ACCEPTED if to == by else State.OFFERED
            return replace(item, state=state, accepted=to == by, owner=to, turn=item.turn + 1, reminded=None)
        case Declined():
            return replace(item, state=State.DECLINED, accepted=False)
        case Ended(state=state, at=at):
            return replace(item, state=state, ended=at)
        case Reopened(state=state):
            return replace(item, state=state, ended=None)
        case DueChanged(due=due):
            return replace(item, due=due)
        case _:
            assert_never(change)
