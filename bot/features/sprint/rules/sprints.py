"""What a team may say of its Sprints and their goals, and who may."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.core.texts import on_one_line
from bot.teams.people import NotAllowed
from bot.teams.sprint_events import GoalOutcome, SprintGoal
from bot.teams.team import Team

LONGEST_GOAL = 500
FARTHEST = timedelta(days=366)
"""The first day lies no further from today than this, before or after it."""


class NoSprints(Refusal):
    """The channel's team has set up no Sprints."""


class SetUpMeanwhile(Refusal):
    """Somebody else has set up the channel's Sprints since this was previewed: a channel has one calendar."""


@dataclass(eq=False)
class FirstDayTooFar(Refusal):
    """The first Sprint begins more than FARTHEST before today, or after it."""

    field = "first"
    first: date


class FirstDayMissing(Refusal):
    """No first day was chosen."""

    field = "first"


@dataclass(eq=False)
class NotASprintNumber(Refusal):
    """What was typed is no number of a Sprint."""

    field = "number"
    text: str


@dataclass(eq=False)
class NotATimebox(Refusal):
    """What was typed is no length of time."""

    field = "timebox"
    text: str


class GoalMissing(Refusal):
    """A Sprint Goal is to be written, and nothing of it can be seen."""

    field = "goal"


@dataclass(eq=False)
class GoalTooLong(Refusal):
    """A Sprint Goal has more than LONGEST_GOAL characters."""

    field = "goal"
    length: int


class NothingOfGoal(Refusal):
    """The Sprint has no Sprint Goal: nothing became of it."""


@dataclass(eq=False)
class OutcomeTold(Refusal):
    """What became of the Sprint Goal was said already."""

    outcome: GoalOutcome


class NotOfTheTeam(NotAllowed):
    """Developers, the Scrum Master and the Product Owner say what a Sprint is for; `team` says who they are."""

    def __init__(self, team: Team) -> None:
        super().__init__(team)
        self.team = team


def of_the_team(team: Team, person: PersonId, *, is_admin: bool, is_guest: bool) -> None:
    """Let a Developer, the Scrum Master or the Product Owner say what a Sprint is for. Raise NotOfTheTeam."""
    if not (is_admin or person in team.in_charge or team.estimates(person, is_guest=is_guest)):
        raise NotOfTheTeam(team)


def goal_text(typed: str) -> str:
    """Return a Sprint Goal as it is kept, on one line. Raise GoalMissing or GoalTooLong."""
    kept = on_one_line(typed)
    if not kept:
        raise GoalMissing
    if len(kept) > LONGEST_GOAL:
        raise GoalTooLong(len(kept))
    return kept


def told(goal: SprintGoal | None, outcome: GoalOutcome) -> GoalOutcome:
    """Return what became of a Sprint Goal, which is said once. Raise NothingOfGoal or OutcomeTold."""
    if goal is None:
        raise NothingOfGoal
    if goal.outcome is not None:
        raise OutcomeTold(goal.outcome)
    return outcome


def near(first: date, today: date) -> date:
    """Return the first day of Sprints, unless it is too far from today. Raise FirstDayTooFar."""
    if abs(first - today) > FARTHEST:
        raise FirstDayTooFar(first)
    return first


def read_number(text: str) -> int:
    """Read the number of a Sprint; 1 where nothing is said. Raise NotASprintNumber."""
    kept = text.strip()
    if not kept:
        return 1
    if not (kept.isascii() and kept.isdecimal() and len(kept) <= 4 and int(kept)):
        raise NotASprintNumber(kept)
    return int(kept)
