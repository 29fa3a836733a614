"""What Slack accepts as a Block Kit element, in each kind of block."""

import re
from typing import Any

from bot.rehearsal.checks import (
    Check,
    Place,
    as_object,
    boolean,
    both,
    by_type,
    integer,
    items,
    one_of,
    shape,
    string,
    text,
)
from bot.rehearsal.inputs import all_options

PLAIN, MRKDWN = "plain_text", "mrkdwn"
ACTION_ID: dict[str, Check] = {"action_id": string(255, 1)}
FOCUS: dict[str, Check] = {"focus_on_load": boolean}
PLACEHOLDER: dict[str, Check] = {"placeholder": text(150, PLAIN)}

CONFIRM = shape(
    {"title": text(100, PLAIN), "text": text(300, PLAIN, MRKDWN), "confirm": text(30, PLAIN), "deny": text(30, PLAIN)},
    {"style": one_of("primary", "danger")},
)
CONFIRMED: dict[str, Check] = {"confirm": CONFIRM}


def _matching(pattern: str, words: str) -> Check:
    def check(given: Any, place: Place) -> None:
        if not isinstance(given, str) or not re.fullmatch(pattern, given):
            place.refuse(f"must be {words}")

    return check


DATE = _matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date in the form YYYY-MM-DD")
TIME = _matching(r"([01]\d|2[0-3]):[0-5]\d", "a time in the form HH:mm")
NUMBER = _matching(r"-?\d+(\.\d+)?", "a number written as a string")
URL = both(string(3000, 1), _matching(r"(https?|mailto):.+", "a URL"))


def _option(*kinds: str, url: bool = False) -> Check:
    more: dict[str, Check] = {"description": text(75, *kinds)}
    return shape({"text": text(75, *kinds), "value": string(150, 1)}, {**more, "url": URL} if url else more)


OPTION, TICK = _option(PLAIN), _option(PLAIN, MRKDWN)
GROUP = shape({"label": text(75, PLAIN), "options": items(100, OPTION)}, {})


def _initial_among_options(given: Any, place: Place) -> None:
    element = as_object(given)
    try:
        offered = all_options(element)
    except (TypeError, KeyError):
        return  # the list itself is wrong, and that is said elsewhere
    chosen = element.get("initial_options", [])
    one = element.get("initial_option")
    for each in [*(chosen if isinstance(chosen, list) else []), *([one] if one is not None else [])]:
        if each not in offered:
            place.refuse("initial option is not among the options")


def _options_or_groups(given: Any, place: Place) -> None:
    if ("options" in as_object(given)) == ("option_groups" in as_object(given)):
        place.refuse("must provide either options or option_groups")


def _choice(most: int, option: Check, initial: dict[str, Check]) -> Check:
    return both(shape({**ACTION_ID, "options": items(most, option)}, {**initial, **CONFIRMED, **FOCUS}), _initial_among_options)


def _static_select(initial: dict[str, Check]) -> Check:
    lists: dict[str, Check] = {"options": items(100, OPTION), "option_groups": items(100, GROUP)}
    fields = {**PLACEHOLDER, **lists, **initial, **CONFIRMED, **FOCUS}
    return both(shape(ACTION_ID, fields), _options_or_groups, _initial_among_options)


def _lookup_select(initial: dict[str, Check]) -> Check:
    return shape(ACTION_ID, {**PLACEHOLDER, **initial, **CONFIRMED, **FOCUS})


def _typed(more: dict[str, Check], required: dict[str, Check] | None = None) -> Check:
    dispatch: dict[str, Check] = {
        "dispatch_action_config": shape({}, {"trigger_actions_on": items(2, one_of("on_enter_pressed", "on_character_entered"))})
    }
    return shape({**ACTION_ID, **(required or {})}, {**PLACEHOLDER, **FOCUS, **dispatch, **more})


def _fits_between_its_lengths(given: Any, place: Place) -> None:
    least, most, first = (as_object(given).get(name) for name in ("min_length", "max_length", "initial_value"))
    if isinstance(least, int) and isinstance(most, int) and least > most:
        (place / "min_length").refuse("must be no more than max_length")
    if isinstance(most, int) and isinstance(first, str) and len(first) > most:
        (place / "initial_value").refuse(f"must be no more than {most} characters")


MANY: dict[str, Check] = {"max_selected_items": integer(1, 100)}
IDS = items(100, string(255, 1))
FILTER = shape({}, {"include": items(4, one_of("im", "mpim", "private", "public")),
                    "exclude_external_shared_channels": boolean, "exclude_bot_users": boolean})  # fmt: skip
CONVERSATION: dict[str, Check] = {"default_to_current_conversation": boolean, "filter": FILTER}
RESPONDING: dict[str, Check] = {"response_url_enabled": boolean}

IMAGE = shape({"image_url": URL, "alt_text": string(2000, 1)}, {})
BUTTON = shape(
    {**ACTION_ID, "text": text(75, PLAIN)},
    {"url": URL, "value": string(2000), "style": one_of("primary", "danger"), "accessibility_label": string(75), **CONFIRMED},
)
OVERFLOW = shape({**ACTION_ID, "options": items(5, _option(PLAIN, url=True))}, CONFIRMED)

PICKERS: dict[str, Check] = {
    "datepicker": shape(ACTION_ID, {"initial_date": DATE, **PLACEHOLDER, **CONFIRMED, **FOCUS}),
    "timepicker": shape(ACTION_ID, {"initial_time": TIME, "timezone": string(100, 1), **PLACEHOLDER, **CONFIRMED, **FOCUS}),
    "datetimepicker": shape(ACTION_ID, {"initial_date_time": integer(10**9, 10**10 - 1), **CONFIRMED, **FOCUS}),
    "checkboxes": _choice(10, TICK, {"initial_options": items(10, TICK)}),
    "radio_buttons": _choice(10, TICK, {"initial_option": TICK}),
    "static_select": _static_select({"initial_option": OPTION}),
    "users_select": _lookup_select({"initial_user": string(255, 1)}),
    "conversations_select": _lookup_select({"initial_conversation": string(255, 1), **CONVERSATION}),
    "channels_select": _lookup_select({"initial_channel": string(255, 1)}),
}
MULTIPLE: dict[str, Check] = {
    "multi_static_select": _static_select({"initial_options": items(100, OPTION), **MANY}),
    "multi_users_select": _lookup_select({"initial_users": IDS, **MANY}),
    "multi_conversations_select": _lookup_select({"initial_conversations": IDS, **MANY, **CONVERSATION}),
    "multi_channels_select": _lookup_select({"initial_channels": IDS, **MANY}),
}
TYPED: dict[str, Check] = {
    "plain_text_input": both(
        _typed({"initial_value": string(3000), "multiline": boolean, "min_length": integer(0, 3000), "max_length": integer(1, 3000)}),
        _fits_between_its_lengths,
    ),
    "email_text_input": _typed({"initial_value": string(3000)}),
    "url_text_input": _typed({"initial_value": string(3000)}),
    "file_input": shape(ACTION_ID, {"filetypes": items(50, string(20, 1)), "max_files": integer(1, 10)}),
    "number_input": _typed({"initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER}, {"is_decimal_allowed": boolean}),
}  # fmt: skip
# Only in a modal's input may a conversation's response_url be asked for.
IN_INPUT: dict[str, Check] = {
    **PICKERS, **MULTIPLE, **TYPED,
    "conversations_select": _lookup_select({"initial_conversation": string(255, 1), **CONVERSATION, **RESPONDING}),
    "channels_select": _lookup_select({"initial_channel": string(255, 1), **RESPONDING}),
}  # fmt: skip

ACCESSORY = by_type({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **PICKERS, **MULTIPLE})
IN_ACTIONS = by_type({"button": BUTTON, "overflow": OVERFLOW, **PICKERS})
INPUT_ELEMENT = by_type(IN_INPUT)
IN_CONTEXT = by_type({"image": IMAGE, PLAIN: text(3000, PLAIN), MRKDWN: text(3000, MRKDWN)})
