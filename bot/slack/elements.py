"""Slack's limits for what stands inside a block: texts, buttons, menus, fields."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from bot.slack.limits import Path, one_of, some, within

Payload = Mapping[str, Any]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")

_PEOPLE_AND_PLACES = frozenset({"users_select", "conversations_select", "channels_select"})
_MENUS = (
    frozenset({"static_select", "multi_static_select"}) | _PEOPLE_AND_PLACES | {f"multi_{kind}" for kind in _PEOPLE_AND_PLACES}
)
_CHOICES = frozenset({"radio_buttons", "checkboxes"})
_PICKERS = frozenset({"datepicker", "timepicker", "datetimepicker"})
_TYPED = frozenset({"plain_text_input", "number_input", "url_text_input", "email_text_input"})

IN_ACTIONS = frozenset({"button", "overflow"}) | _MENUS | _CHOICES | _PICKERS
IN_SECTIONS = IN_ACTIONS | {"image"}
IN_INPUTS = _MENUS | _CHOICES | _PICKERS | _TYPED


def text(path: Path, value: Payload, most: int) -> None:
    """Hold a text object of either kind: at least one character, at most `most`."""
    one_of(path / "type", value.get("type"), ("mrkdwn", "plain_text"))
    within(path / "text", value.get("text"), 1, most)


def plain(path: Path, value: Payload | None, most: int) -> None:
    """Hold a text object that may not be formatted."""
    some(path, value is not None, "a text is missing")
    one_of(path / "type", (value or {}).get("type"), ("plain_text",))
    within(path / "text", (value or {}).get("text"), 1, most)


def element(path: Path, value: Payload, allowed: Collection[str]) -> None:
    """Hold one element that may stand at this place."""
    one_of(path / "type", value.get("type"), allowed)
    kind = str(value["type"])
    if kind == "image":
        within(path / "image_url", value.get("image_url"), 1, 3_000)
        within(path / "alt_text", value.get("alt_text"), 1, 2_000)
        return
    within(path / "action_id", value.get("action_id"), 1, 255)
    if value.get("placeholder") is not None:
        plain(path / "placeholder", value["placeholder"], 150)
    if value.get("confirm") is not None:
        _confirm(path / "confirm", value["confirm"])
    if kind in _ELEMENTS:
        _ELEMENTS[kind](path, value)


def _confirm(path: Path, value: Payload) -> None:
    plain(path / "title", value.get("title"), 100)
    text(path / "text", value.get("text") or {}, 300)
    plain(path / "confirm", value.get("confirm"), 30)
    plain(path / "deny", value.get("deny"), 30)


def _button(path: Path, value: Payload) -> None:
    plain(path / "text", value.get("text"), 75)
    within(path / "value", value.get("value"), 0, 2_000)
    within(path / "url", value.get("url"), 0, 3_000)
    within(path / "accessibility_label", value.get("accessibility_label"), 0, 75)
    one_of(path / "style", value.get("style"), (None, "primary", "danger"))


def _overflow(path: Path, value: Payload) -> None:
    _options(path / "options", value.get("options") or (), 5)


def _menu(path: Path, value: Payload) -> None:
    groups = value.get("option_groups")
    some(path, (groups is None) != (value.get("options") is None), "a menu has options, or groups of options")
    if groups is None:
        _options(path / "options", value["options"], 100)
    else:
        _groups(path / "option_groups", groups)
    chosen = value.get("initial_options") or [value[part] for part in ("initial_option",) if value.get(part)]
    _among(path, chosen, value.get("options") or [option for group in groups or () for option in group["options"]])
    some(path / "max_selected_items", (value.get("max_selected_items") or 1) >= 1, "at least one must be selectable")


def _groups(path: Path, groups: Sequence[Payload]) -> None:
    some(path, 1 <= len(groups) <= 100, f"{len(groups)} of 1 to 100")
    for index, group in enumerate(groups):
        plain(path / f"[{index}].label", group.get("label"), 75)
        _options(path / f"[{index}].options", group.get("options") or (), 100)


def _choice(path: Path, value: Payload) -> None:
    _options(path / "options", value.get("options") or (), 10, formatted=True)
    chosen = value.get("initial_options") or [value[part] for part in ("initial_option",) if value.get(part)]
    _among(path, chosen, value.get("options") or ())


def _options(path: Path, options: Sequence[Payload], most: int, *, formatted: bool = False) -> None:
    some(path, 1 <= len(options) <= most, f"{len(options)} of 1 to {most}")
    for index, option in enumerate(options):
        here = path / f"[{index}]"
        (text if formatted else plain)(here / "text", option.get("text") or {}, 75)
        within(here / "value", option.get("value"), 1, 150)
        if option.get("description") is not None:
            (text if formatted else plain)(here / "description", option["description"], 75)


def _among(path: Path, chosen: Sequence[Payload], options: Sequence[Payload]) -> None:
    for option in chosen:
        some(path / "initial_option", option in options, "what is chosen at first is none of the options, letter for letter")


def _typed(path: Path, value: Payload) -> None:
    least, most = value.get("min_length") or 0, value.get("max_length")
    some(path / "min_length", 0 <= least <= 3_000, f"{least} of 0 to 3000")
    some(path / "max_length", most is None or 1 <= most <= 3_000, f"{most} of 1 to 3000")
    some(path / "max_length", most is None or least <= most, f"{least} is more than {most}")
    within(path / "initial_value", value.get("initial_value"), 0, most or 3_000)


def _shaped(shape: re.Pattern[str], part: str) -> Callable[[Path, Payload], None]:
    def check(path: Path, value: Payload) -> None:
        first = value.get(part)
        some(
            path / part,
            first is None or shape.fullmatch(str(first)) is not None,
            f"{first!r} is not of the form that Slack takes",
        )

    return check


_ELEMENTS: Mapping[str, Callable[[Path, Payload], None]] = {
    "button": _button,
    "overflow": _overflow,
    "static_select": _menu,
    "multi_static_select": _menu,
    "radio_buttons": _choice,
    "checkboxes": _choice,
    "plain_text_input": _typed,
    "datepicker": _shaped(_DAY, "initial_date"),
    "timepicker": _shaped(_TIME, "initial_time"),
}
