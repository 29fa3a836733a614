"""A plan before it is kept: its preview with Save, Edit, Cancel, and its forms."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.schedule.drafts import Draft
from bot.schedule.grammar.in_words import in_words, left_out
from bot.schedule.recurrence import next_four
from bot.series.recurring import CHANNEL, SECOND, ZONE_OF_BEFORE, Recurring
from bot.series.rules import Series, SeriesState
from bot.series.views.choices import choice
from bot.series.views.holidays import holidays_told, left_out_dates
from bot.series.views.leads import lead_fields
from bot.series.views.turns import with_host
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words


def preview(
    recurring: Recurring,
    words: Words,
    plan: Draft,
    draft: str,
    at: datetime,
    hosts: Sequence[PersonId | None] = (),
) -> Message:
    """Draw a plan for its author alone: the rule in words, its zone, the next four dates; `draft` is its id.

    `hosts`: who hosts those dates, where people do in turn.
    """
    rule = plan.recurrence
    told = words.say(
        "*{rule}*, {zone}, in <#{channel}>", rule=in_words(rule, words), zone=rule.zone, channel=plan.extras[CHANNEL]
    )
    today = words.in_zone(rule.zone).local_date(at)
    four = next_four(rule, at)
    told_of = [f"*{words.short_day(one.held.date(), today)}*" for one in four]
    theirs = ["" if host is None else f"<@{host}>" for host in hosts or [None] * len(four)]
    dates = ", ".join(with_host(words, date, host) for date, host in zip(told_of, theirs, strict=True))
    lines = [told, words.say("Next: {dates}", dates=dates), *holidays_told(words, rule, four, at, today)]
    if SECOND in plan.extras:
        lines.append(
            words.say("The same is planned here already, by <@{owner}>. Saving makes a second one.", owner=plan.extras[SECOND])
        )
    if plan.title:
        lines.insert(0, f"“{plain(plan.title)}”")
    if rule.duration is not None:
        lines.append(words.say("It lasts {span}.", span=words.minutes(rule.duration)))
    small = (_old_zone(words, plan), left_out_dates(words, rule), left_out(rule, words), recurring.note(words, plan, at))
    row = actions(
        button(saving(words, plan), recurring.kinds.id("save_plan"), draft, primary=True),
        button(words.say("Edit"), recurring.kinds.id("edit_plan"), draft),
        button(words.say("Cancel"), recurring.kinds.id("drop_plan"), draft),
    )
    blocks: list[Block] = [section("\n".join(lines)), context(*(text for text in small if text)), row]
    return Message(lines[0].replace("*", ""), blocks)


def _old_zone(words: Words, plan: Draft) -> str:
    if plan.extras.get(ZONE_OF_BEFORE) != plan.recurrence.zone:
        return ""
    return words.say(
        "Slack did not say just now where you are: {zone} is your time zone as I knew it.", zone=plan.recurrence.zone
    )


def plan_form(recurring: Recurring, words: Words, plan: Draft, private: str) -> Modal:
    """Draw a plan as a form, which names its draft."""
    fields, callback = [*recurring.fields(words, plan), *lead_fields(words, plan)], recurring.kinds.id("plan")
    return Modal(callback, recurring.form_title(words), fields, words.say("Preview"), words.say("Cancel"), private=private)


def saving(words: Words, plan: Draft) -> str:
    """Name the button that saves a plan: one that is there already is saved a second time only by who was asked."""
    return words.say("Save a second one") if SECOND in plan.extras else words.say("Save")


def save_form(recurring: Recurring, words: Words, plan: Draft, message: Message, private: str) -> Modal:
    """Draw the preview of a plan that came from the form; its submit saves."""
    blocks, callback = message.blocks[:-1], recurring.kinds.id("save_plan")
    return Modal(callback, recurring.form_title(words), blocks, saving(words, plan), words.say("Cancel"), private=private)


def written(draft: str, url: str | None) -> str:
    """Write what a form keeps to itself: its draft, and the `response_url` of the preview that it was opened from."""
    return f"{draft} {url or ''}".strip()


def read_written(private: str) -> tuple[str, str]:
    """Read the draft and the `response_url` (empty: the form was not opened from a preview) back."""
    draft, _, url = private.partition(" ")
    return draft, url


def zone_gone(recurring: Recurring, words: Words, series: Series) -> Message:
    """Tell its owner that something that comes again is paused, and how to have it again; the button goes with what it ends."""
    what, command = recurring.zone_gone(words, series)
    told = words.say("{what} is paused: its time zone, “{zone}”, exists no more.", what=what, zone=plain(series.zone))
    way = words.say("Plan it anew in a zone that is named by a city: `{command}`. Then end the paused one.", command=command)
    text = f"{told} {way}"
    if series.state is SeriesState.ENDED:
        return Message(text)
    end = button(words.say("End it"), recurring.kinds.more, choice("end", series.id))
    return Message(text, [section(text), actions(end)])


def told_form(recurring: Recurring, words: Words, text: str, title: str = "") -> Modal:
    """Draw a form that only says something, under the title of the form that it answers: without one, of the plan's own."""
    return Modal(recurring.kinds.id("told"), title or recurring.form_title(words), [section(text)], close=words.say("Close"))
