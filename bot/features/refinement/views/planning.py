"""A reminder before it is kept: the form, the preview's note, what saving it has done."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.texts import on_one_line
from bot.features.refinement.rules.reminders import LONGEST_TITLE, may_remind
from bot.features.refinement.views.card import title_of
from bot.schedule.drafts import Draft
from bot.schedule.form import schedule_fields
from bot.schedule.recurrence import next_after
from bot.series.leads import Leads, leads_of
from bot.series.recurring import Ending, Lost
from bot.series.rules import A_DAY, REMINDED, Series
from bot.series.views.leads import how_far_ahead
from bot.slack.blocks import field, typed
from bot.slack.requests import Form
from bot.slack.text import plain
from bot.words.words import Words


def preview_note(words: Words, plan: Draft, at: datetime) -> str:
    """Say what saving brings: the card, then the line, and what of it is due already; nothing where no date is left."""
    first, leads = next_after(plan.recurrence, at), leads_of(plan.extras, plan.recurrence.start.time())
    if first is None:
        return ""
    if leads != Leads():
        return " ".join(_unusual(words, plan, leads, first.starts, at))
    at_once = first.starts - A_DAY <= at
    if at_once and next_after(plan.recurrence, first.starts) is None:
        if first.starts - REMINDED <= at:
            return words.say("The card and the line come as soon as you save.")
        return words.say("The card comes as soon as you save, one line 10 minutes before.")
    time = words.in_zone(plan.recurrence.zone).clock(first.starts)
    told = words.say("A card the day before at {time}, one line 10 minutes before.", time=time)
    return f"{told} {words.say('The first card comes as soon as you save.')}" if at_once else told


def _unusual(words: Words, plan: Draft, leads: Leads, starts: datetime, at: datetime) -> list[str]:
    """Say what comes, and when, of a reminder whose card or line does not come when they usually do."""
    if leads.ahead is None:
        told = [words.say("No card.")]
    else:
        time = words.in_zone(plan.recurrence.zone).clock(starts - leads.ahead)
        told = [words.say("A card {early}, at {time}.", early=how_far_ahead(words, leads.ahead), time=time)]
        told += [words.say("The first card comes as soon as you save.")] if starts - leads.ahead <= at else []
    if leads.soon is None:
        return [*told, words.say("No line before it begins.")]
    return [*told, words.say("One line {span} before.", span=words.minutes(leads.soon))]


def saved(words: Words, rule: str, channel: str, once: bool) -> str:
    """Say that a reminder is kept, of one date (`once`) or many, and where it is changed."""
    if once:
        return words.say("Saved: {rule}, in <#{channel}>. `/refine reminders` ends it.", rule=rule, channel=channel)
    return words.say(
        "Saved: {rule}, in <#{channel}>. `/refine reminders` skips a date, pauses or ends it.", rule=rule, channel=channel
    )


def form_title(words: Words) -> str:
    """Name the forms that a reminder is planned with."""
    return words.say("Refinement reminder")


def plan_fields(words: Words, plan: Draft) -> list[Block]:
    """Draw the fields of a plan: its title, and when."""
    title = field(
        "title",
        words.say("Title"),
        typed(LONGEST_TITLE, first=plan.title, example=words.say("Backlog refinement")),
        optional=True,
    )
    return [title, *schedule_fields(words, plan)]


def read_plan(form: Form) -> tuple[str, Mapping[str, str]]:
    """Read the fields of a plan: its title, and nothing else of a reminder's own. Raise TitleTooLong."""
    title = on_one_line(form.text("title"))
    may_remind(title, None)
    return title, {}


def losing(words: Words, reminder: Series, lost: Lost) -> list[str]:
    """Say what is lost with a reminder: its next date, whose card may stand in the channel already."""
    title = plain(title_of(words, reminder.title))
    lines = [
        words.say("Nobody is reminded of {title} in <#{channel}>.", title=title, channel=reminder.channel)
        if lost.last
        else words.say("Nobody is reminded of {title} in <#{channel}> ever again.", title=title, channel=reminder.channel)
    ]
    if lost.following is not None:
        when = words.slack_day_time(lost.following)
        lines.append(
            words.say("Its next date is {when}: the card in the channel will say that the reminder has ended.", when=when)
            if lost.announced
            else words.say("Its next date, {when}, gets no card and no line.", when=when)
        )
    if not lost.last:
        lines.append(words.say("To be quiet for a while, pause it instead."))
    return lines


def ending(words: Words, reminder: Series) -> Ending:
    """Name the end of a reminder."""
    title = plain(title_of(words, reminder.title))
    done = words.say("The reminder of {title} in <#{channel}> has ended.", title=title, channel=reminder.channel)
    return Ending(words.say("End"), words.say("End the reminder?"), words.say("End the reminder"), done)
