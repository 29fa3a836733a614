"""The Sprint Goal: its form, and what became of it."""

from bot.features.sprint.rules.sprints import LONGEST_GOAL
from bot.features.sprint.rules.standing import Standing
from bot.features.sprint.views import ids
from bot.slack.blocks import actions, button, field, section, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.teams.sprint_events import GoalOutcome, SprintGoal
from bot.words.words import Words


def goal_form(words: Words, found: Standing) -> Modal:
    """Ask what the Sprint is for."""
    label = words.say("Sprint {number} is a success if", number=found.sprint.number)
    first = found.goal.text if found.goal else ""
    hint = words.say("It stands on every card until the Sprint ends.")
    text = field("goal", label, typed(LONGEST_GOAL, first=first, example=words.say("Customers save a card")), hint=hint)
    return Modal(ids.GOAL_FORM, words.say("Sprint Goal"), [text], words.say("Save"), words.say("Cancel"), private=found.channel)


def goal_set(words: Words, found: Standing) -> str:
    """Say what a Sprint is for now."""
    goal = plain(found.goal.text, 500) if found.goal else ""
    return words.say("Sprint Goal of Sprint {number}: {goal}", number=found.sprint.number, goal=goal)


def outcome(words: Words, goal: SprintGoal, subject: str) -> Message:
    """Ask what became of a Sprint Goal, or say it."""
    values = {"number": goal.number, "goal": plain(goal.text, 500)}
    if goal.outcome is not None:
        text = words.say("🏁 Sprint {number} has ended. {what}: {goal}", what=outcome_name(words, goal.outcome), **values)
        return Message(text, [section(text)])
    text = words.say("🏁 Sprint {number} ends. Was its Sprint Goal met? {goal}", **values)
    return Message(
        text,
        [
            section(text),
            actions(
                button(words.say("Met"), ids.MET, subject),
                button(words.say("Partly"), ids.PARTLY, subject),
                button(words.say("Not met"), ids.NOT_MET, subject),
            ),
        ],
    )


def outcome_name(words: Words, became: GoalOutcome) -> str:
    """Say what became of a Sprint Goal."""
    return {
        GoalOutcome.MET: words.say("Sprint Goal met"),
        GoalOutcome.PARTLY: words.say("Sprint Goal partly met"),
        GoalOutcome.NOT_MET: words.say("Sprint Goal not met"),
    }[became]
