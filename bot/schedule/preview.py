"""A plan before it is saved: the rule in words, its zone, the next four dates, Save, Edit, Cancel."""

from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.schedule.drafts import Draft
from bot.schedule.in_words import in_words, left_out
from bot.schedule.recurrence import next_four
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words import Words


def preview(
    words: Words, draft: Draft, *, at: datetime, channel: str, note: str, save: str, edit: str, drop: str, named: str
) -> Message:
    """Draw a plan for its author alone.

    `note` says what saving it brings; `save`, `edit` and `drop` are the action ids of the three buttons, `named` the draft's id.
    """
    rule = draft.recurrence
    told = words.say("*{rule}*, {zone}, in <#{channel}>", rule=in_words(rule, words), zone=rule.zone, channel=channel)
    dates = ", ".join(f"*{words.short_day(one.wall.date())}*" for one in next_four(rule, at))
    lines = [told, words.say("Next: {dates}", dates=dates)]
    if draft.title:
        lines.insert(0, f"“{plain(draft.title)}”")
    if rule.duration is not None:
        lines.append(words.say("It lasts {span}.", span=words.minutes(rule.duration)))
    blocks: list[Block] = [section("\n".join(lines))]
    blocks.append(context(*(text for text in (left_out(rule, words), note) if text)))
    blocks.append(
        actions(
            button(words.say("Save"), save, named, primary=True),
            button(words.say("Edit"), edit, named),
            button(words.say("Cancel"), drop, named),
        )
    )
    return Message(lines[0].replace("*", ""), blocks)
