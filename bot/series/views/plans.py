"""A plan before it is kept: its preview with Save, Edit, Cancel, and its forms."""

from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.schedule import in_words, left_out, next_four
from bot.schedule.drafts import Draft
from bot.series.planning import CHANNEL, ZONE_OF_BEFORE, Planning
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words import Words


def preview(planning: Planning, words: Words, plan: Draft, draft: str, at: datetime) -> Message:
    """Draw a plan for its author alone: the rule in words, its zone, the next four dates; `draft` is its id."""
    rule = plan.recurrence
    told = words.say(
        "*{rule}*, {zone}, in <#{channel}>", rule=in_words(rule, words), zone=rule.zone, channel=plan.extras[CHANNEL]
    )
    today = words.in_zone(rule.zone).local_date(at)
    dates = ", ".join(f"*{words.short_day(one.wall.date(), today)}*" for one in next_four(rule, at))
    lines = [told, words.say("Next: {dates}", dates=dates)]
    if plan.title:
        lines.insert(0, f"“{plain(plan.title)}”")
    if rule.duration is not None:
        lines.append(words.say("It lasts {span}.", span=words.minutes(rule.duration)))
    small = (_old_zone(words, plan), left_out(rule, words), planning.note(words, plan, at))
    row = actions(
        button(words.say("Save"), f"{planning.purpose}:save_plan", draft, primary=True),
        button(words.say("Edit"), f"{planning.purpose}:edit_plan", draft),
        button(words.say("Cancel"), f"{planning.purpose}:drop_plan", draft),
    )
    blocks: list[Block] = [section("\n".join(lines)), context(*(text for text in small if text)), row]
    return Message(lines[0].replace("*", ""), blocks)


def _old_zone(words: Words, plan: Draft) -> str:
    if plan.extras.get(ZONE_OF_BEFORE) != plan.recurrence.zone:
        return ""
    return words.say(
        "Slack did not say just now where you are: {zone} is your time zone as I knew it.", zone=plan.recurrence.zone
    )


def plan_form(planning: Planning, words: Words, plan: Draft, private: str) -> Modal:
    """Draw a plan as a form, which names its draft."""
    fields, callback = planning.fields(words, plan), f"{planning.purpose}:plan"
    return Modal(callback, planning.title(words), fields, words.say("Preview"), words.say("Cancel"), private=private)


def save_form(planning: Planning, words: Words, message: Message, private: str) -> Modal:
    """Draw the preview of a plan that came from the form; its submit saves."""
    blocks, callback = message.blocks[:-1], f"{planning.purpose}:save_plan"
    return Modal(callback, planning.title(words), blocks, words.say("Save"), words.say("Cancel"), private=private)


def written(draft: str, url: str | None) -> str:
    """Write what a form keeps to itself: its draft, and the `response_url` of the preview that it was opened from."""
    return f"{draft} {url or ''}".strip()


def read_written(private: str) -> tuple[str, str]:
    """Read the draft and the `response_url` (empty: the form was not opened from a preview) back."""
    draft, _, url = private.partition(" ")
    return draft, url


def zone_gone(words: Words, what: str, zone: str, command: str, end: tuple[str, str] | None) -> Message:
    """Tell its owner that something that comes again is paused, and how to have it again.

    `what` names it as the beginning of a sentence, `command` plans it anew. `end`: the action and the value of the button that
    ends it, for there is no other way to go on with it; None once it has ended.
    """
    told = words.say("{what} is paused: its time zone, “{zone}”, exists no more.", what=what, zone=plain(zone))
    way = words.say("Plan it anew in a zone that is named by a city: `{command}`. Then end the paused one.", command=command)
    text = f"{told} {way}"
    if end is None:
        return Message(text)
    return Message(text, [section(text), actions(button(words.say("End it"), *end))])


def told_form(planning: Planning, words: Words, text: str, title: str = "") -> Modal:
    """Draw a form that only says something, under the title of the form that it answers: without one, of the plan's own."""
    return Modal(f"{planning.purpose}:told", title or planning.title(words), [section(text)], close=words.say("Close"))
