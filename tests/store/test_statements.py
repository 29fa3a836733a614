"""Statements run on the driver give what SQLAlchemy's own execution gives: names, values and types, in both directions."""

import enum
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Executable,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    Time,
    Uuid,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    tuple_,
    update,
)

from bot.core.clock import RealClock
from bot.core.ids import RandomIds, WorkspaceId
from bot.store.base import Instant, in_workspace
from bot.store.libpq import Line
from bot.store.opening import dialect_of, engine_of, read_url
from bot.store.statements import Statements
from bot.store.transaction import Transaction, TransactionContext
from bot.store.upserts import insert_or_nothing, upsert
from tests.plugins.repeatable import examples


class Roast(enum.Enum):
    """A type that SQLAlchemy turns into text."""

    LIGHT = "light"
    DARK = "dark"


KINDS = MetaData()
BEAN = Table(
    "test_bean",
    KINDS,
    Column("workspace", String(32), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String),
    Column("words", Text),
    Column("small", Integer),
    Column("yes", Boolean),
    Column("real", Float),
    Column("exact", Numeric(20, 6)),
    Column("at", Instant),
    Column("day", Date),
    Column("hour", Time),
    Column("stamp", DateTime),
    Column("raw", LargeBinary),
    Column("tree", JSON),
    Column("roast", Enum(Roast)),
    Column("mark", Uuid),
    Column("count", BigInteger, server_default="7"),
    Column("kept", String, default="yes", onupdate="again"),
)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
WHOLE = st.integers(-(2**63), 2**63 - 1)
INSTANTS = st.datetimes(datetime(1800, 1, 1), datetime(9000, 1, 1)).map(lambda when: when.replace(tzinfo=UTC))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": TEXT,
    "words": TEXT,
    "small": st.integers(-(2**31), 2**31 - 1),
    "yes": st.booleans(),
    "real": st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
    "exact": st.decimals(-(10**8), 10**8, places=6),
    "at": INSTANTS,
    "day": st.dates(),
    "hour": st.times(),
    "stamp": st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)),
    "raw": st.binary(max_size=40),
    "tree": st.recursive(st.none() | st.booleans() | WHOLE | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)),
    "roast": st.sampled_from(Roast),
    "mark": st.uuids(),
    "count": WHOLE,
}
ROWS = st.fixed_dictionaries({"id": WHOLE, **{name: st.none() | values for name, values in VALUES.items()}})
HERE = WorkspaceId("T1")
CALM = settings(deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])


class Bench:
    """One connection, used by both ways of running a statement."""

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self.connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        raw: Any = self.connection.connection.driver_connection
        context = TransactionContext(RealClock(), RealClock(), RandomIds(), {}, Statements(dialect))
        execute = Line(raw).execute if dialect.name == "postgresql" else raw.execute
        self.unit = Transaction(execute, context, HERE)

    def theirs(self, statement: Executable, parameters: dict[str, Any] | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run by SQLAlchemy; names and rows."""
        found = self.connection.execute(statement, parameters or {})
        return list(found.keys()), [tuple(row) for row in found]

    def ours(self, statement: Executable, parameters: dict[str, Any] | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Run by the unit; names and rows."""
        found = self.unit.rows(statement, parameters)
        return list(found[0]._fields) if found else [], [tuple(row) for row in found]

    def empty(self) -> None:
        """Delete every row."""
        self.connection.execute(delete(BEAN))


@pytest.fixture
def bench(database_url: str) -> Iterator[Bench]:
    engine = engine_of(read_url(database_url))
    KINDS.drop_all(engine)
    KINDS.create_all(engine)
    bench = Bench(engine, dialect_of(read_url(database_url)))
    yield bench
    bench.connection.close()
    KINDS.drop_all(engine)  # its type would stand beside the bot's tables for the tests that copy them
    engine.dispose()


EVERYTHING = select(BEAN).order_by(BEAN.c.id)


def types(rows: list[tuple[Any, ...]]) -> list[list[type]]:
    return [[type(cell) for cell in row] for row in rows]


@CALM
@given(row=ROWS)
def test_what_we_insert_is_what_sqlalchemy_would_have_inserted(bench: Bench, row: dict[str, Any]) -> None:
    bench.empty()
    statement = insert(BEAN)
    bench.connection.execute(statement, {"workspace": HERE, **row})
    expected = bench.theirs(EVERYTHING)
    bench.empty()
    assert bench.unit.run(statement, row) == 1
    assert bench.theirs(EVERYTHING) == expected


@CALM
@given(row=ROWS)
def test_what_we_read_is_what_sqlalchemy_reads(bench: Bench, row: dict[str, Any]) -> None:
    bench.empty()
    bench.connection.execute(insert(BEAN), {"workspace": HERE, **row})
    names, expected = bench.theirs(EVERYTHING)
    assert bench.ours(EVERYTHING) == (names, expected)
    assert types(bench.ours(EVERYTHING)[1]) == types(expected)


@CALM
@given(row=ROWS, column=st.sampled_from(sorted(VALUES.keys() - {"tree", "real"})))
def test_what_we_compare_with_is_what_sqlalchemy_compares_with(bench: Bench, row: dict[str, Any], column: str) -> None:
    bench.empty()
    bench.unit.run(insert(BEAN), row)
    statement = select(BEAN.c.id).where(BEAN.c[column] == bindparam("wanted"))
    assert bench.ours(statement, {"wanted": row[column]})[1] == bench.theirs(statement, {"wanted": row[column]})[1]


@CALM
@given(row=ROWS, new=ROWS)
def test_what_we_update_is_what_sqlalchemy_updates(bench: Bench, row: dict[str, Any], new: dict[str, Any]) -> None:
    new = {name: value for name, value in new.items() if name != "id"}
    statement = update(BEAN).where(BEAN.c.id == bindparam("which"))
    seen = []
    for ours in (False, True):
        bench.empty()
        bench.unit.run(insert(BEAN), row)
        given_ = {"which": row["id"], **new}
        assert (bench.unit.run(statement, given_) if ours else bench.connection.execute(statement, given_).rowcount) == 1
        seen.append(bench.theirs(EVERYTHING))
    assert seen[0] == seen[1]
    assert seen[0][1][0][-1] == "again"


@CALM
@given(rows=st.lists(ROWS, max_size=4, unique_by=lambda row: row["id"]), more=st.lists(WHOLE, max_size=3), data=st.data())
def test_lists_of_any_length_match_the_same_rows(
    bench: Bench, rows: list[dict[str, Any]], more: list[int], data: st.DataObject
) -> None:
    bench.empty()
    for row in rows:
        bench.unit.run(insert(BEAN), row)
    ids = more + [row["id"] for row in rows if data.draw(st.booleans())]
    instants = [row["at"] for row in rows]
    statement = (
        select(BEAN.c.id, BEAN.c.at)
        .where(BEAN.c.workspace == in_workspace(), BEAN.c.id.in_(bindparam("ids", expanding=True)))
        .where(BEAN.c.at.in_(bindparam("instants", expanding=True)) | BEAN.c.at.is_(None))
        .order_by(BEAN.c.id)
    )
    ours = bench.ours(statement, {"ids": ids, "instants": instants})
    assert ours[1] == bench.theirs(statement, {"ids": ids, "instants": instants, "workspace": HERE})[1]


LABELLED = BEAN.alias("other")
SELECTS = [
    select(func.count()).select_from(BEAN),
    select(BEAN.c.id, LABELLED.c.id).join(LABELLED, BEAN.c.id == LABELLED.c.id).order_by(BEAN.c.id),
    select(func.count().label("n"), func.max(BEAN.c.at).label("latest"), func.sum(BEAN.c.small).label("sum")),
    select(BEAN.c.id, case((BEAN.c.yes, "on"), else_="off").label("state")).order_by(BEAN.c.id),
    select(BEAN.c.name, literal("100%").label("share")).where(BEAN.c.name.like("%a%")),
    select(literal_column("1").label("one"), exists(select(BEAN.c.id)).label("any")),
    select(BEAN.c.roast, func.coalesce(BEAN.c.at, BEAN.c.at).label("at")).limit(1).order_by(BEAN.c.id),
    select(BEAN.c.id).where(BEAN.c.small.in_([1, 2, 3])),
    select(BEAN.c.id).where(BEAN.c.small.in_([]) | BEAN.c.roast.in_([Roast.DARK, Roast.LIGHT])).order_by(BEAN.c.id),
    select(BEAN.c.id).where(BEAN.c.name == "ben", BEAN.c.small.not_in([2, 3]), BEAN.c.id.in_([0, 1])).where(BEAN.c.yes.is_(True)),
    select(BEAN.c.id).where(tuple_(BEAN.c.id, BEAN.c.small).in_([(1, 2), (3, 4)])),
    select(BEAN.c.id).union_all(select(BEAN.c.small)).order_by("id"),
    text("SELECT id, name FROM test_bean ORDER BY id"),
    text("SELECT id, '5%' AS share FROM test_bean WHERE name = :name").bindparams(name="ana"),
    select(literal_column("'5%'").label("share"), (BEAN.c.small % 2).label("odd")).order_by(BEAN.c.id),
    select(BEAN.c.name, func.coalesce(literal("a"), BEAN.c.name).label("either")).where(BEAN.c.yes.is_(True)),
    insert(BEAN).values(workspace="T1", id=bindparam("new")).returning(BEAN.c.id, BEAN.c.count, BEAN.c.kept),
]


@pytest.mark.parametrize("statement", SELECTS, ids=lambda statement: " ".join(str(statement).split())[:60])
def test_names_and_rows_are_sqlalchemys(bench: Bench, statement: Executable) -> None:
    for n, name in enumerate(("ana", "ben", None)):
        bench.unit.run(insert(BEAN), {"id": n, "small": n, "name": name, "yes": n == 1, "roast": Roast.DARK})
    parameters = {"new": 77} if "INSERT" in str(statement) else {}
    expected = bench.theirs(statement, parameters)
    if parameters:
        bench.connection.execute(delete(BEAN).where(BEAN.c.id == 77))
    found = bench.ours(statement, parameters)
    assert found[1] == expected[1]
    assert found[0] == (expected[0] if expected[1] else [])
    assert types(found[1]) == types(expected[1])


def test_rows_answer_to_names_and_positions(bench: Bench) -> None:
    bench.unit.run(insert(BEAN), {"id": 1, "name": "ana"})
    row = bench.unit.row(select(BEAN.c.id, BEAN.c.name, BEAN.c.count))
    assert row is not None
    assert (row.id, row[1], row.name, row.count, tuple(row)) == (1, "ana", "ana", 7, (1, "ana", 7))
    assert bench.unit.row(select(BEAN.c.id).where(BEAN.c.id == 2)) is None


def test_a_parameter_that_the_statement_names_never_becomes_a_column_to_set(bench: Bench) -> None:
    bench.unit.run(insert(BEAN), {"id": 1, "name": "ana", "small": 1})
    statement = (
        update(BEAN).where(BEAN.c.workspace == in_workspace(), BEAN.c.id == bindparam("id")).values(name=bindparam("name"))
    )
    assert bench.unit.run(statement, {"id": 1, "name": "ben"}) == 1
    assert bench.unit.run(statement, {"id": 2, "name": "eve"}) == 0
    assert [(row.id, row.name) for row in bench.unit.rows(EVERYTHING)] == [(1, "ben")]


def test_an_update_of_listed_rows_stays_in_its_workspace(bench: Bench) -> None:
    for workspace in ("T1", "T2"):
        bench.connection.execute(insert(BEAN), {"workspace": workspace, "id": 1})
    statement = (
        update(BEAN)
        .where(BEAN.c.workspace == in_workspace(), BEAN.c.id.in_(bindparam("ids", expanding=True)))
        .values(name="mine")
    )
    assert bench.unit.run(statement, {"ids": [1, 2]}) == 1
    assert bench.unit.run(statement, {"ids": []}) == 0
    assert {row.workspace: row.name for row in bench.unit.rows(EVERYTHING)} == {"T1": "mine", "T2": None}


def test_a_row_is_inserted_into_the_units_own_workspace(bench: Bench) -> None:
    bench.unit.run(insert(BEAN), {"id": 1})
    bench.unit.run(insert(BEAN).values(name="eve"), {"id": 2})
    bench.unit.run(
        insert(BEAN).from_select(["workspace", "id"], select(in_workspace(), bindparam("n", type_=BigInteger))), {"n": 3}
    )
    assert {row.workspace for row in bench.unit.rows(EVERYTHING)} == {"T1"}
    with pytest.raises(ValueError, match="workspace"):
        bench.unit.run(insert(BEAN), {"id": 4, "workspace": "T2"})


def test_inserting_or_not_tells_which_it_was(bench: Bench) -> None:
    statement = insert_or_nothing(BEAN, ("workspace", "id"))
    assert [bench.unit.run(statement, {"id": 1, "name": name}) for name in ("ana", "ben")] == [1, 0]
    assert [bench.unit.run(insert_or_nothing(BEAN), {"id": n}) for n in (1, 2, 2)] == [0, 1, 0]
    assert [(row.id, row.name) for row in bench.unit.rows(EVERYTHING)] == [(1, "ana"), (2, None)]


def test_an_upsert_inserts_then_updates_what_it_names(bench: Bench) -> None:
    statement = upsert(BEAN, ("workspace", "id"), update=["at"])
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    assert bench.unit.run(statement, {"id": 1, "name": "ana", "at": first}) == 1
    assert bench.unit.run(statement, {"id": 1, "name": "ben", "at": second}) == 1
    assert [(row.name, row.at) for row in bench.unit.rows(EVERYTHING)] == [("ana", second)]


def test_an_upsert_counts_with_parameters_of_its_own_and_answers(bench: Bench) -> None:
    statement = upsert(
        BEAN,
        ("workspace", "id"),
        update={"small": BEAN.c.small + bindparam("more")},
        where=BEAN.c.small < bindparam("most"),
        returning=(BEAN.c.small,),
    )
    found = [bench.unit.rows(statement, {"id": 1, "small": 1, "more": 2, "most": 5}) for _ in range(4)]
    assert [[tuple(row) for row in rows] for rows in found] == [[(1,)], [(3,)], [(5,)], []]


def test_a_missing_parameter_is_named(bench: Bench) -> None:
    with pytest.raises(Exception, match="which"):
        bench.unit.rows(select(BEAN.c.id).where(BEAN.c.id == bindparam("which")))


def test_a_default_that_hides_a_clock_is_refused(bench: Bench) -> None:
    hidden = Table("test_bean", MetaData(), Column("id", BigInteger, primary_key=True), Column("mark", Uuid, default=uuid.uuid4))
    with pytest.raises(ValueError, match="hand the value in"):
        bench.unit.run(insert(hidden), {"id": 1})


def test_statements_that_are_built_anew_do_not_pile_up(bench: Bench) -> None:
    statements = Statements(bench.connection.dialect)
    for n in range(2_100):
        statements.prepared(select(literal(n)), {})
    assert len(statements._kept) <= 2_000


def test_limits_given_as_parameters_work(bench: Bench) -> None:
    for n in range(4):
        bench.unit.run(insert(BEAN), {"id": n})
    statement = select(BEAN.c.id).order_by(BEAN.c.id).limit(bindparam("most")).offset(1)
    assert [row.id for row in bench.unit.rows(statement, {"most": 2})] == [1, 2]
