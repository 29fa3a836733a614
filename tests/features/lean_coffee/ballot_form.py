"""The private ballot as tests read it, and press and fill what it shows."""

from typing import Any

from bot.core.ids import PersonId
from tests.features.desk import Told, filled
from tests.features.lean_coffee.desk import Desk

Form = dict[str, Any]


def told_in_rows(form: Form) -> list[str]:
    """Return what the rows of a ballot say that can be pressed: the first line of each."""
    return [block["text"]["text"].splitlines()[0] for block in form["blocks"] if "accessory" in block]


def labels_of(form: Form) -> list[str]:
    """Return what the menus of a ballot are about, and what each holds."""
    inputs = [block for block in form["blocks"] if block["type"] == "input"]
    return [f"{block['label']['text']}: {block['element']['initial_option']['value']}" for block in inputs]


def menus_of(form: Form) -> list[str]:
    """Return what the menus of a ballot are called."""
    return [block["block_id"] for block in form["blocks"] if block["type"] == "input"]


def told_at_all(form: Form) -> str:
    """Return all sentences of a form."""
    sections = [block["text"]["text"] for block in form["blocks"] if block["type"] == "section"]
    return "\n".join(
        [*sections, *(part["text"] for block in form["blocks"] if block["type"] == "context" for part in block["elements"])]
    )


async def gives(desk: Desk, form: Form, title: str, person: PersonId, **other: Any) -> Told:
    """Press "+ dot" of a topic."""
    rows = [block["text"]["text"].splitlines()[0] for block in form["blocks"] if "accessory" in block]
    (place,) = [number for number, row in enumerate(rows) if row.startswith(f"*{title}*")]
    return await desk.presses("+ dot", form, person, nth=place, **other)


async def turns(desk: Desk, form: Form, label: str, person: PersonId, **chosen: str) -> Told:
    """Turn the page of a ballot by menus, in which these were chosen."""
    state = filled(form)
    for block, option in chosen.items():
        state[block] = {"value": {"type": "static_select", "selected_option": {"value": option}}}
    return await desk.presses(label, {**form, "state": {"values": state}}, person)
