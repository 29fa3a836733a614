"""How simulated people fill a form: they press its rows, and choose in its menus."""

import hashlib

from bot.rehearsal.inputs import Placed, all_options, elements_of
from bot.rehearsal.records import View
from bot.rehearsal.shapes import Json

PRESSED = "give_dot"
"""What the buttons are called that the crowd presses in a form."""
MOST_PRESSED = 3


def chance(*about: str) -> int:
    """Give a number that looks like chance and is the same each time for the same question."""
    return int.from_bytes(hashlib.sha256("\n".join(about).encode()).digest()[:6], "big")


def pressed_at_random(view: View) -> list[Placed]:
    """Give the buttons of a form's rows that one person presses, one after the other; about one in six presses none."""
    rows = [placed for placed in elements_of(view.payload["blocks"]) if placed.action_id.rpartition(":")[2] == PRESSED]
    number = chance(view.person, view.id)
    if not rows or number % 6 == 0:
        return []
    return [rows[chance(view.person, view.id, str(nth)) % len(rows)] for nth in range(MOST_PRESSED)]


def chosen_at_random(view: View) -> Json:
    """Fill the menus of a form, each with one of its options; about one in six stays empty where it may.

    Menus that all count from 0 to the same number share that number out.
    """
    menus = [placed for placed in elements_of(view.payload["blocks"]) if placed.kind == "static_select"]
    values: Json = {}
    for placed, choice in zip(menus, _shared_out(view, menus) or _one_each(view, menus), strict=True):
        values.setdefault(placed.block_id, {})[placed.action_id] = {"type": placed.kind, "selected_option": choice}
    return values


def _one_each(view: View, menus: list[Placed]) -> list[Json | None]:
    chosen: list[Json | None] = []
    for placed in menus:
        options, number = all_options(placed.element), chance(view.person, view.id, placed.block_id)
        left_out = placed.optional and number % 6 == 0
        chosen.append(None if left_out else options[number // 6 % len(options)])
    return chosen


def _shared_out(view: View, menus: list[Placed]) -> list[Json]:
    counts = [[option["value"] for option in all_options(placed.element)] for placed in menus]
    if not counts or any(values != [str(number) for number in range(len(counts[0]))] for values in counts):
        return []
    given = [0] * len(menus)
    for nth in range(len(counts[0]) - 1):
        given[chance(view.person, view.id, str(nth)) % len(menus)] += 1
    return [all_options(placed.element)[number] for placed, number in zip(menus, given, strict=True)]
