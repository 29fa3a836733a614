"""Fields of a form for what people choose of a meeting: of a start, of a plan and of a series."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block, UserMultiSelectElement

from bot.core.refusal import AllAtOnce
from bot.core.texts import trimmed
from bot.meetings.views.options import Option, StartOptions
from bot.schedule.drafts import Draft
from bot.slack.blocks import VALUE, field, menu, typed
from bot.slack.requests import Form
from bot.words.words import Words


def option_field(words: Words, block: str, option: Option, kept: str) -> Block:
    """Draw the field of one option; `kept`: what it was set to, as text."""
    label, hint = option.label(words), option.hint(words) if option.hint else None
    if option.people:
        picker = UserMultiSelectElement(action_id=VALUE, initial_users=kept.split() or None, max_selected_items=option.people)
        return field(block, label, picker, hint=hint, optional=True)
    if option.choices is not None:
        return field(block, label, menu(option.choices(words), first=kept or option.usual), hint=hint)
    return field(block, label, typed(option.most, first=kept, example=option.usual), hint=hint, optional=True)


def said_in(form: Form, block: str, option: Option) -> str:
    """Return what a form says of one option, as text."""
    return " ".join(form.chosen(block)) if option.people else trimmed(form.text(block))


def fields_in_plan(options: StartOptions[Any], words: Words, plan: Draft) -> list[Block]:
    """Draw the fields of those options that the form of a plan has."""
    return [option_field(words, one.name, one, plan.extras.get(one.name, "")) for one in options.own if one.in_plans]


def read_in_plan(options: StartOptions[Any], form: Form) -> Mapping[str, str]:
    """Read them back as extras of a draft; what was emptied is not asked for. Raise what one of them is refused for, or Several."""
    refused, planned = AllAtOnce(), [one for one in options.own if one.in_plans]
    said = {one.name: refused.read("", _as_kept, one, said_in(form, one.name, one)) for one in planned}
    refused.refuse()
    return said


def _as_kept(option: Option, text: str) -> str:
    return option.write(option.read(text)) if text else ""
