"""Interactive elements: finds them in blocks, reads what was entered, validates it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.shapes import ActRefused, Json

# What state.values holds for each element, and which field of the element gives it at first.
STATE: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "file_input": ("files", "initial_files"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
}
PATTERNS = {
    "datepicker": (r"\d{4}-\d{2}-\d{2}", "Please enter a date."),
    "timepicker": (r"([01]\d|2[0-3]):[0-5]\d", "Please enter a time."),
    "email_text_input": (r"[^@\s]+@[^@\s]+\.[^@\s]+", "Please enter a valid email address."),
    "url_text_input": (r"https?://\S+", "Please enter a valid URL."),
}
REQUIRED = "Please complete this required field."


@dataclass(frozen=True)
class Placed:
    """An interactive element and the block that it stands in."""

    block_id: str
    element: Json
    is_input: bool
    optional: bool = False

    @property
    def action_id(self) -> str:
        """Give the element's own id."""
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        """Give the element's type."""
        return str(self.element["type"])


def elements_of(blocks: Iterable[Json]) -> Iterator[Placed]:
    """Give every interactive element of the blocks."""
    for block in blocks:
        match block["type"]:
            case "input":
                yield Placed(block["block_id"], block["element"], True, bool(block.get("optional")))
            case "actions":
                yield from (Placed(block["block_id"], element, False) for element in block["elements"])
            case "section" if block.get("accessory", {}).get("type", "image") != "image":
                yield Placed(block["block_id"], block["accessory"], False)


def state_of(element: Json, given: Any) -> Json:
    """Write an element's state as Slack does."""
    key = STATE[element["type"]][0]
    empty: Any = [] if key.endswith("s") else None
    return {"type": element["type"], key: empty if given in (None, "", []) else given}


def starting_values(blocks: Sequence[Json]) -> Json:
    """Give the state of a form before anybody touched it."""
    values: Json = {}
    for placed in elements_of(blocks):
        if placed.kind in STATE:
            state = state_of(placed.element, placed.element.get(STATE[placed.kind][1]))
            values.setdefault(placed.block_id, {})[placed.action_id] = state
    return values


def keep_values(old: Json, old_blocks: Sequence[Json], new_blocks: Sequence[Json]) -> Json:
    """Give the state of a redrawn form: an input with the same two ids and kind keeps what was put into it."""
    before = {(placed.block_id, placed.action_id): placed.kind for placed in elements_of(old_blocks)}
    values = starting_values(new_blocks)
    for placed in elements_of(new_blocks):
        key = (placed.block_id, placed.action_id)
        kept = old.get(placed.block_id, {}).get(placed.action_id)
        if kept is not None and before.get(key) == placed.kind:
            try:
                read_given(placed, kept)
            except ActRefused:
                continue
            values[placed.block_id][placed.action_id] = kept
    return values


def all_options(element: Json) -> list[Json]:
    """Give an element's options, those of groups too."""
    grouped = [option for group in element.get("option_groups", []) for option in group["options"]]
    return [*element.get("options", []), *grouped]


def _option(element: Json, given: Any) -> Json:
    wanted = given.get("value") if isinstance(given, dict) else given
    for option in all_options(element):
        if option["value"] == wanted:
            return option
    raise ActRefused("That choice is not offered any more.")


def read_given(placed: Placed, given: Json) -> Json:
    """Read what a person put into an element; a choice becomes the option as the app gave it."""
    key = STATE[placed.kind][0]
    chosen = given.get(key)
    if chosen in (None, "", []):
        return state_of(placed.element, None)
    if key == "selected_option":
        return state_of(placed.element, _option(placed.element, chosen))
    if key == "selected_options":
        return state_of(placed.element, [_option(placed.element, each) for each in chosen])
    return state_of(placed.element, chosen)


def complaint(placed: Placed, state: Json) -> str | None:
    """Say what Slack itself would say beside an input before it sends the form, or nothing."""
    element, given = placed.element, state[STATE[placed.kind][0]]
    if given in (None, "", []):
        return REQUIRED if placed.is_input and not placed.optional else None
    if pattern := PATTERNS.get(placed.kind):
        return None if re.fullmatch(pattern[0], str(given)) else pattern[1]
    if placed.kind == "number_input":
        return _number_complaint(element, str(given))
    if placed.kind == "plain_text_input":
        return _length_complaint(element, len(str(given)))
    if (most := element.get("max_selected_items")) and len(given) > most:
        return f"Please choose at most {most}."
    return None


def _length_complaint(element: Json, length: int) -> str | None:
    if length < element.get("min_length", 0):
        return f"Must be at least {element['min_length']} characters."
    most = element.get("max_length", 3000)
    return f"Must be at most {most} characters." if length > most else None


def _number_complaint(element: Json, given: str) -> str | None:
    shape = r"-?\d+(\.\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(shape, given):
        return "Please enter a number." if element.get("is_decimal_allowed") else "Please enter a whole number."
    if "min_value" in element and float(given) < float(element["min_value"]):
        return f"Must be {element['min_value']} or more."
    if "max_value" in element and float(given) > float(element["max_value"]):
        return f"Must be {element['max_value']} or less."
    return None
