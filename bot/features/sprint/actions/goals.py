"""Sprint Goals: written while the Sprint runs, asked about once when it ends."""

from bot.core.facts import SprintGoalWritten
from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.sprint.actions.planning import show_homes
from bot.features.sprint.actions.reading import standing_of_goal
from bot.features.sprint.kinds import OUTCOME, SERIES
from bot.features.sprint.rules.sprints import NothingOfGoal, goal_text, of_the_team, told
from bot.features.sprint.rules.standing import Standing
from bot.series.store import announced_in
from bot.store.once import once
from bot.store.unit import Unit
from bot.teams.sprint_events import GoalOutcome, SprintGoal
from bot.teams.sprint_store import keep_goal, keep_outcome, sprint_goal
from bot.teams.team_store import lock_team


def write_goal(unit: Unit, *, person: PersonId, is_admin: bool, is_guest: bool, channel: ChannelId, text: str) -> Standing:
    """Write down what the Sprint that runs, or begins next, is for; it stands on every card until the Sprint ends.

    Once it was said what became of its goal, that stays, and the goal is the next Sprint's. Raise NoSprints, NotOfTheTeam, GoalMissing or GoalTooLong.
    """
    once(unit)
    of_the_team(lock_team(unit, channel), person, is_admin=is_admin, is_guest=is_guest)
    found = standing_of_goal(unit, channel)
    keep_goal(unit, channel, SprintGoal(found.sprint.number, goal_text(text), person))
    for occurrence in announced_in(unit, SERIES.name, channel):
        messages.show(unit, SERIES.announcement, occurrence)
    messages.show(unit, OUTCOME, subject(channel, found.sprint.number))
    show_homes(unit, channel, person)
    unit.emit(SprintGoalWritten(channel))
    return standing_of_goal(unit, channel)


def ask_outcome(unit: Unit, channel: ChannelId, number: int) -> None:
    """Ask a channel what became of the Sprint Goal of a Sprint that is over; one without a goal asks nothing."""
    goal = sprint_goal(unit, channel, number)
    if goal is not None and goal.outcome is None:
        messages.post(unit, OUTCOME, subject(channel, number), Place.channel(channel))


def tell_outcome(
    unit: Unit, *, person: PersonId, is_admin: bool, is_guest: bool, channel: ChannelId, number: int, outcome: GoalOutcome
) -> None:
    """Write down what became of a Sprint Goal, once. Raise NotOfTheTeam, NothingOfGoal or OutcomeTold."""
    if sprint_goal(unit, channel, number) is None:
        raise NothingOfGoal
    of_the_team(lock_team(unit, channel), person, is_admin=is_admin, is_guest=is_guest)
    keep_outcome(unit, channel, number, told(sprint_goal(unit, channel, number), outcome), person)
    messages.show(unit, OUTCOME, subject(channel, number))
    show_homes(unit, channel, person)


def subject(channel: ChannelId, number: int) -> str:
    """Write which Sprint a message is about."""
    return f"{channel}/{number}"


def read_subject(text: str) -> tuple[ChannelId, int]:
    """Read it back; the Sprint 0 of nowhere where it is broken."""
    channel, _, number = text.partition("/")
    return ChannelId(channel), int(number) if number.isascii() and number.isdecimal() and len(number) <= 6 else 0
