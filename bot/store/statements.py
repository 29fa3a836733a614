"""Core statements compiled once for a dialect and run on its driver."""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ClauseElement, Delete, Dialect, Executable, Insert, Update
from sqlalchemy.sql.compiler import ResultColumnsEntry, SQLCompiler
from sqlalchemy.sql.visitors import iterate

Processor = Callable[[Any], Any]
_KEPT = 2_000
"""Statements are written once at module level, a few hundred in all: past this somebody builds them anew for each call."""


class Statements:
    """Compiled statements of one dialect, found again by the statement's identity and the names of its parameters."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._kept: dict[tuple[int, tuple[str, ...]], Prepared] = {}
        self.compiled = 0
        """How many were compiled so far; an action that met a new one was slow for a reason of its own."""

    def prepared(self, statement: Executable, parameters: Mapping[str, Any]) -> "Prepared":
        """Return the statement compiled for parameters of these names."""
        names = tuple(parameters)
        found = self._kept.get((id(statement), names))
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self.compiled += 1
            found = self._kept[id(statement), names] = Prepared(statement, names, self._dialect)
        return found


class Prepared:
    """One statement, ready for the driver: its SQL, where each value comes from, and how types are turned both ways."""

    def __init__(self, statement: Executable, names: Sequence[str], dialect: Dialect) -> None:
        self.statement = statement  # kept alive: the cache knows it by its id
        self._dialect = dialect
        self._compiled = _compile(statement, names, dialect)
        self.sql = str(self._compiled)
        self._wants_workspace = "workspace" in self._compiled.binds
        self._late = _is_late(self._compiled, {*names, "workspace"})
        self._processors = _bind_processors(self._compiled, dialect)
        slots = [] if self._late else self._read_slots({*names, "workspace"})
        places = range(len(slots)) if dialect.positional else [name for name, _, _, _ in slots]
        fixed = [value if key is not None or process is None else process(value) for _, key, value, process in slots]
        self._form: Any = fixed if dialect.positional else dict(zip(places, fixed, strict=True))
        """The values in the driver's own form, those of the statement itself filled in: a list of kinds may have a hundred."""
        self._given = [
            (place, key, process) for place, (_, key, _, process) in zip(places, slots, strict=True) if key is not None
        ]
        self._make: Callable[[Any], Any] | None = None

    def bind(self, workspace: str, parameters: Mapping[str, Any]) -> tuple[str, Any]:
        """Return the SQL and the values in the driver's own form. Raise ValueError for another workspace's name."""
        if parameters.get("workspace", workspace) != workspace:
            raise ValueError("A unit works in its own workspace alone: leave the parameter `workspace` out.")
        if self._wants_workspace:
            parameters = {**parameters, "workspace": workspace}
        if self._late:
            return self._expand(parameters)
        cells = self._form.copy()
        for place, key, process in self._given:
            value = parameters[key]
            cells[place] = value if process is None else process(value)
        return self.sql, cells

    def rows(self, cursor: Any) -> list[Any]:
        """Fetch what a driver's cursor holds, as rows that answer to names and positions."""
        if self._make is None:
            self._make = _row_maker(self._compiled, cursor.description, self._dialect)
        return list(map(self._make, cursor.fetchall()))

    def touched(self, cursor: Any) -> int:
        """Return how many rows a driver's cursor has inserted, updated or deleted."""
        return int(cursor.rowcount) if cursor.description is None else len(cursor.fetchall())

    def _read_slots(self, given: set[str]) -> list[tuple[str, str | None, Any, Processor | None]]:
        values = self._compiled.construct_params(dict.fromkeys(given), escape_names=False)
        values.update(_defaults(self._compiled))
        found: dict[str, tuple[str, str | None, Any, Processor | None]] = {}
        order: Sequence[str] | None = self._compiled.positiontup
        spread: dict[str, list[str]] = {}
        if self._compiled.post_compile_params:
            state = self._compiled.construct_expanded_state(values)
            self.sql, order, spread = state.statement, state.positiontup, dict(state.parameter_expansion)
        for parameter, name in self._compiled.bind_names.items():
            if parameter.callable is not None:
                raise ValueError(f"The parameter `{name}` hides a function: hand its value in.")
            if name in spread:
                pairs = zip(spread[name], values[name], strict=True)
                found.update({each: (each, None, value, self._processors.get(name)) for each, value in pairs})
                continue
            key = next((key for key in (parameter.key, name) if key in given), None)
            spoken = self._compiled.escaped_bind_names.get(name, name)
            found[name] = (spoken, key, values[name], self._processors.get(name))
        return list(found.values()) if order is None else [found[name] for name in order]

    def _expand(self, parameters: Mapping[str, Any]) -> tuple[str, Any]:
        state = self._compiled.construct_expanded_state({**_defaults(self._compiled), **parameters})
        processors = {**self._processors, **state.processors}
        cells = {name: processors[name](value) if name in processors else value for name, value in state.parameters.items()}
        return state.statement, cells if state.positiontup is None else [cells[name] for name in state.positiontup]


def _compile(statement: Executable, names: Sequence[str], dialect: Dialect) -> SQLCompiler:
    """Compile as `Connection.execute` would, but let a parameter that the statement itself names never become a column to set."""
    if not isinstance(statement, ClauseElement):
        raise TypeError("A unit runs Core statements.")
    said = {part.key for part in iterate(statement) if isinstance(part, BindParameter) and not part.unique}
    keys = [name for name in names if name not in said and name != "workspace"]
    if _wants_column(statement) and "workspace" not in said:
        keys.append("workspace")
    changes = isinstance(statement, Insert | Update | Delete)
    compiled = statement.compile(dialect=dialect, column_keys=sorted(keys) if changes else None)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("A unit runs SELECT, INSERT, UPDATE and DELETE; the schema is the migrations' own.")
    return compiled


def _is_late(compiled: SQLCompiler, given: set[str]) -> bool:
    """Whether the SQL is known only with the values: a list is handed in, or a value is written into it."""
    lists = compiled.post_compile_params
    return bool(compiled.literal_execute_params) or any(
        each.type._is_tuple_type or {each.key, compiled.bind_names[each]} & given  # noqa: SLF001  as SQLAlchemy's compiler asks it
        for each in lists
    )


def _wants_column(statement: ClauseElement) -> bool:
    return isinstance(statement, Insert) and "workspace" in statement.table.c and statement.select is None


def _bind_processors(compiled: SQLCompiler, dialect: Dialect) -> dict[str, Processor]:
    found: dict[str, Processor] = {}
    for parameter, name in compiled.bind_names.items():
        process = parameter.type.dialect_impl(dialect).bind_processor(dialect)
        if process is not None:
            found[name] = process
    return found


def _defaults(compiled: SQLCompiler) -> dict[str, Any]:
    """Read the fixed defaults of columns; a function as a default would hide a clock or chance from the Unit."""
    found: dict[str, Any] = {}
    for column in (*compiled.insert_prefetch, *compiled.update_prefetch):
        default = column.default if column in compiled.insert_prefetch else column.onupdate
        if default is None or not default.is_scalar:
            raise ValueError(f"The default of {column} is not a fixed value: hand the value in.")
        found[column.key] = default.arg  # type: ignore[attr-defined]  # what is_scalar promises
    return found


def _row_maker(compiled: SQLCompiler, description: Sequence[Any], dialect: Dialect) -> Callable[[Any], Any]:
    columns: Sequence[ResultColumnsEntry] = compiled._result_columns  # noqa: SLF001  SQLAlchemy says names and types nowhere else
    if columns and len(columns) != len(description):
        raise ValueError("Name each column of the SELECT: a piece of text among them hides how many there are.")
    names = [column.keyname for column in columns] or [column[0] for column in description]
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]  # the names are known when it runs
    make: Callable[[Any], Any] = row._make
    found = [
        (place, column.type.dialect_impl(dialect).result_processor(dialect, description[place][1]))
        for place, column in enumerate(columns)
    ]
    processors = [(place, process) for place, process in found if process is not None]
    if not processors:
        return make

    def convert(row: Any) -> Any:
        cells = list(row)
        for place, process in processors:
            cells[place] = process(cells[place])
        return make(cells)

    return convert
