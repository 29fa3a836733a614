"""A second start: a meeting that somebody wants while another one runs waits for its end, or runs beside it in a thread."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, NewType

from bot.core.ids import PersonId
from bot.core.limits import line, paragraph
from bot.meetings.rules.refusals import PlanGone
from bot.meetings.rules.values import LIMITS, Plan

PlanId = NewType("PlanId", str)

OFFERED_FOR = timedelta(hours=24)
"""So long the buttons of the offer work."""
QUEUED_FOR = timedelta(hours=8)
"""So long a queued meeting waits: whoever asked for it has gone home by then."""


class PlanState(Enum):
    """What has become of a second start."""

    OFFERED = "offered"
    QUEUED = "queued"
    OPENED = "opened"
    DROPPED = "dropped"


@dataclass(frozen=True)
class SecondStart:
    """A plan that met a running meeting. `at`: since when it stands as it does."""

    id: PlanId
    plan: Plan[Any]
    at: datetime
    state: PlanState = PlanState.OFFERED


def offered(plan: Plan[Any], *, second: PlanId, at: datetime) -> SecondStart:
    """Keep a plan for whoever asked for it. Raise EmptyText or TextTooLong."""
    fit = replace(plan, title=line("meeting", plan.title, LIMITS["meeting"]), link=paragraph("link", plan.link, LIMITS["link"]))
    return SecondStart(second, fit, at)


def queued(second: SecondStart, *, person: PersonId, at: datetime) -> SecondStart:
    """Let a plan wait for the end of the running meeting; one that waits already keeps its place. Raise PlanGone."""
    _still_offered(second, person, at)
    return second if second.state is PlanState.QUEUED else replace(second, state=PlanState.QUEUED, at=at)


def opened(second: SecondStart, *, person: PersonId, at: datetime) -> SecondStart:
    """Open a plan because its host says so, also one that waits. Raise PlanGone."""
    _still_offered(second, person, at)
    return replace(second, state=PlanState.OPENED, at=at)


def in_turn(second: SecondStart, *, at: datetime) -> SecondStart:
    """Say what becomes of a queued plan whose channel is free: opened, or dropped where it has waited too long."""
    return replace(second, state=PlanState.DROPPED if at >= waits_until(second) else PlanState.OPENED, at=at)


def waits_until(second: SecondStart) -> datetime:
    """Return when a queued plan is given up."""
    return second.at + QUEUED_FOR


def _still_offered(second: SecondStart, person: PersonId, at: datetime) -> None:
    fresh = second.state is PlanState.OFFERED and at < second.at + OFFERED_FOR
    if person != second.plan.host or not (fresh or second.state is PlanState.QUEUED):
        raise PlanGone
