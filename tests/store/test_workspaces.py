"""Every statement of the bot names the workspace of every table that it reads or writes, but for the few that look over all of them."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import ClauseElement, ColumnElement, CompoundSelect, Delete, FromClause, Join, Select, Update
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ColumnClause
from sqlalchemy.sql.visitors import iterate

import bot

OF_THE_MACHINE = {
    "bot.calendars.store._WHOSE",
    "bot.features.seu.store.statements._ISSUED",
    "bot.delivery.due._WAITING",
    "bot.delivery.due._WORKSPACES",
    "bot.schedule.alarms._AT",
    "bot.schedule.tick._FIRST",
    "bot.schedule.tz_updates._ALL_ARMED",
    "bot.schedule.tz_updates._ARMED",
    "bot.schedule.tz_updates._WORKSPACES",
    "bot.delivery.due._OLDEST",
    "bot.delivery.due._REFUSED",
    "bot.installations.store._ALL",
    "bot.installations.store._FINGERPRINT",
    "bot.installations.store._OF_ORGANIZATION",
    "bot.schedule.tick._OVERDUE",
    "bot.store.gone._ALL",
    "bot.store.gone._OVER",
    "bot.store.once._OLD",
    "bot.store.once._PURGE",
    "bot.store.pausing._PAUSED",
    "bot.store.requests._OLD",
    "bot.store.requests._PURGE",
    "bot.teams.store._NAMES_OF_WORKSPACES",
    "bot.teams.store._SERVED",
}
"""What waits and how long, who is gone, what is due next, what a new tz database moves, what has grown old, whom the bot serves and by
whose token: no person asks this.
Whose a calendar is: its secret is all that is known; and of which workspace a statement: its id is."""
FRAGMENTS = {"bot.features.lean_coffee.store.topics._ANY", "bot.features.refinement.store.estimates._BOTH"}
"""Never run as they are: what is built of them names the workspace."""
Scope = Select[Any] | Update | Delete


def statements() -> Iterator[tuple[str, ClauseElement]]:
    """Yield every SELECT, UPDATE and DELETE that a module keeps, by its name."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not module.name.startswith(("bot.rehearsal", "bot.__main__")):
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, Select | CompoundSelect | Update | Delete) and f"{module.name}.{name}" not in FRAGMENTS:
                    yield f"{module.name}.{name}", value


def scopes(statement: ClauseElement) -> list[Scope]:
    """Return a statement and all that is nested in it, each by itself."""
    return [part for part in iterate(statement) if isinstance(part, Select | Update | Delete)]


def places(scope: Scope) -> tuple[list[FromClause], list[ColumnElement[Any]]]:
    """Return the tables of a scope, and the conditions that stand on them."""
    found: list[FromClause] = []
    conditions = [scope.whereclause]
    waiting = list(scope.get_final_froms()) if isinstance(scope, Select) else [scope.table]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Join):
            waiting += [one.left, one.right]
            conditions.append(one.onclause)
        else:
            found.append(one)
    return [table for table in found if "workspace" in table.c], [one for one in conditions if one is not None]


def sides(equation: BinaryExpression[Any]) -> list[object]:
    """Return whose workspaces an equation makes one: tables, and the one that is asked for."""
    parts = [part for side in (equation.left, equation.right) for part in iterate(side)]
    columns: list[object] = [part.table for part in parts if isinstance(part, ColumnClause) and part.name == "workspace"]
    return columns + ["asked" for part in parts if isinstance(part, BindParameter) and part.key == "workspace"]


def named(scope: Scope, outside: list[object]) -> list[object]:
    """Return the tables of a scope whose rows are of the workspace that is asked for; `outside`: those of the scopes around it."""
    tables, conditions = places(scope)
    parts = [part for condition in conditions for part in iterate(condition)]
    equations = [sides(part) for part in parts if isinstance(part, BinaryExpression)]
    safe: list[object] = ["asked", *outside]
    for _ in equations:
        safe += [side for pair in equations if any(side in safe for side in pair) for side in pair if side not in safe]
    return [table for table in tables if table in safe]


def unnamed(statement: ClauseElement) -> list[str]:
    """Name the tables of a statement whose rows may be of another workspace."""
    found, known = scopes(statement), dict[int, list[object]]()
    for one in found:  # what lies around comes before what is nested in it
        around = [table for each in found if each is not one and one in scopes(each) for table in known.get(id(each), [])]
        known[id(one)] = named(one, around)
    return [str(table) for one in found for table in places(one)[0] if table not in known[id(one)]]


@pytest.mark.parametrize(("name", "statement"), [pytest.param(*one, id=one[0]) for one in statements()])
def test_a_statement_names_the_workspace_of_each_of_its_tables(name: str, statement: ClauseElement) -> None:
    assert (unnamed(statement) == []) is (name not in OF_THE_MACHINE), unnamed(statement)


def test_what_may_look_over_all_workspaces_is_still_there() -> None:
    assert {name for name, _ in statements()} >= OF_THE_MACHINE
