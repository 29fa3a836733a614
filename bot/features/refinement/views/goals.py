"""The Product Goal, what stands above it, and experiments, as people see them."""

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.core.ids import ChannelId
from bot.core.written_days import iso_day
from bot.features.refinement.rules.experiments import LIMITS as OF_EXPERIMENT
from bot.features.refinement.rules.experiments import Experiment, Named
from bot.features.refinement.rules.goals import LIMITS, REWORDED, Direction, Goal, GoalEnd, Wish
from bot.features.refinement.rules.items import Item
from bot.slack.blocks import VALUE, actions, button, context, field, grouped, header, menu, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import cut, plain
from bot.words.words import Words

SET, FORM, EXPERIMENT_FORM = "refinement:set_goal", "refinement:goal", "refinement:experiment"
RESULT = "refinement:experiment_result"


def direction(
    words: Words, channel: ChannelId, found: Direction, before: Sequence[Goal], experiments: Sequence[Named], by: str
) -> Message:
    """Draw where a team is heading; `by`: who set the goal, by name."""
    blocks: list[Block] = [header(words.say("🎯 Product Goal")), section(_stands(words, found.goal, by))]
    above = [
        words.say("*Vision*  {text}", text=plain(found.vision, LIMITS["vision"])) if found.vision else "",
        words.say("*Strategy*  {text}", text=plain(found.strategy, LIMITS["strategy"])) if found.strategy else "",
    ]
    blocks += grouped([line for line in above if line])
    blocks += grouped([_experiment(words, one) for one in experiments])
    if before:
        blocks.append(context(*(_over(words, goal) for goal in before)))
    change = words.say("Set the Product Goal") if found.goal is None else words.say("Change")
    blocks.append(actions(button(change, SET, channel, primary=found.goal is None)))
    return Message(goal_line(words, found.goal), blocks)


def goal_line(words: Words, goal: Goal | None) -> str:
    """Write the Product Goal on one line, for a card, a share, a notification."""
    if goal is None:
        return words.say("No Product Goal is set.")
    return words.say("Product Goal: {goal}", goal=plain(goal.text, LIMITS["goal"]))


def _stands(words: Words, goal: Goal | None, by: str) -> str:
    if goal is None:
        return words.say("No Product Goal is set. The Product Owner sets it: `/refine goal New customers ship within a day`.")
    told = words.say("Since {day}, set by {name}.", day=words.day(goal.since), name=plain(by))
    return f"*{plain(goal.text, LIMITS['goal'])}*\n{told}"


def _over(words: Words, goal: Goal) -> str:
    values = {"goal": plain(goal.text, 150), "day": words.day(goal.ended or goal.since)}
    if goal.outcome is GoalEnd.FULFILLED:
        return words.say("Fulfilled on {day}: {goal}", **values)
    return words.say("Abandoned on {day}: {goal}", **values)


def _experiment(words: Words, one: Named) -> str:
    of = one.experiment
    values = {
        "number": one.number,
        "title": plain(one.title, 80),
        "hypothesis": plain(of.hypothesis, 200),
        "measure": plain(of.measure, 150),
        "day": words.day(of.day),
    }
    told = words.say("🧪 *#{number} {title}*\n{hypothesis}\nMeasured by {measure}, on {day}.", **values)
    return told if of.is_open else told + "\n" + words.say("*Result*  {result}", result=plain(of.result, 250))


def set_form(words: Words, channel: ChannelId, found: Direction, text: str = "") -> Modal:
    """Draw the form that sets the Product Goal, what became of the one before, vision and strategy. `text`: what was typed."""
    stands = found.goal
    goal = typed(LIMITS["goal"], first=text or (stands.text if stands else ""), lines=True)
    blocks: list[Block] = [field("goal", words.say("Product Goal"), goal, optional=True)]
    if stands is not None:
        became = {
            GoalEnd.FULFILLED.value: words.say("It is fulfilled"),
            GoalEnd.ABANDONED.value: words.say("It is abandoned"),
            REWORDED: words.say("It stays, and only its words change"),
        }
        hint = words.say("Asked where the goal changes: one Product Goal at a time.")
        label = words.say("What became of “{goal}”", goal=cut(stands.text, 100))
        blocks.append(field("before", label, menu(became), hint=hint, optional=True))
    for name, label, first in (
        ("vision", words.say("Vision"), found.vision),
        ("strategy", words.say("Strategy"), found.strategy),
    ):
        blocks.append(field(name, label, typed(LIMITS[name], first=first), optional=True))
    private = f"{channel} {stands.id if stands else ''}"
    return Modal(FORM, words.say("Product Goal"), blocks, words.say("Save"), words.say("Cancel"), private=private)


def read_wish(form: Form) -> tuple[ChannelId, Wish, str]:
    """Read the form: the channel, what is wished, and which goal was seen."""
    channel, _, seen = form.private.partition(" ")
    wish = Wish(form.text("goal"), form.text("vision"), form.text("strategy"), form.text("before"))
    return ChannelId(channel), wish, seen


def told_form(words: Words, message: Message) -> Modal:
    """Show where a team is heading in the place of the form that has set it."""
    return Modal("refinement:goal_told", words.say("Product Goal"), list(message.blocks), close=words.say("Close"))


def experiment_ends(words: Words, item: Item, found: Experiment, day: date) -> Message:
    """Ask what came out of an experiment on its day, until its result is written down or another day named."""
    named = Named(found, item.number, item.title)
    title = words.say("#{number} {title}", number=item.number, title=plain(item.title, 150))
    if not found.is_open:
        return Message(words.say("The experiment {title} has its result.", title=title), [section(_experiment(words, named))])
    if found.day != day:
        moved = words.say("The experiment {title} is looked at on {day} now.", title=title, day=words.day(found.day))
        return Message(moved, [section(moved)])
    told = words.say("The experiment {title} ends on {day}: what came out?", title=title, day=words.short_day(day))
    result = actions(button(words.say("Write the result"), RESULT, item.id, primary=True))
    return Message(told, [section(told), section(_experiment(words, named)), result])


def experiment_form(words: Words, item: Item, found: Experiment | None, usual: date) -> Modal:
    """Draw the form of an experiment: hypothesis, measure, day, result."""
    day = (found.day if found else usual).isoformat()
    first = (found.hypothesis, found.measure, found.result) if found else ("", "", "")
    blocks: list[Block] = [
        section(words.say("*#{number} {title}*", number=item.number, title=plain(item.title, 250))),
        field(
            "hypothesis",
            words.say("We believe that"),
            typed(OF_EXPERIMENT["hypothesis"], first=first[0], lines=True, example=words.say("a saved card brings buyers back")),
        ),
        field(
            "measure",
            words.say("Measured by"),
            typed(OF_EXPERIMENT["measure"], first=first[1], example=words.say("orders by returning buyers, up by 5 %")),
        ),
        field("day", words.say("Looked at on"), DatePickerElement(action_id=VALUE, initial_date=day)),
        field("result", words.say("Result"), typed(OF_EXPERIMENT["result"], first=first[2], lines=True), optional=True),
    ]
    return Modal(EXPERIMENT_FORM, words.say("Experiment"), blocks, words.say("Save"), words.say("Cancel"), private=item.id)


def read_day(form: Form) -> date | None:
    """Return the day of an experiment's form; None where none was chosen, or what came is no day."""
    return iso_day(form.text("day"))
