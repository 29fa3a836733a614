"""A fault as the log tells it: its kinds, codes and places, and nothing that anybody wrote."""

import sqlite3
from collections.abc import Callable

import pytest
from psycopg import errors
from sqlalchemy.exc import IntegrityError

from bot.core.trace import chain, code_of, trace

TITLE = "Whose-turn-is-it"


def caught(raising: Callable[[], None]) -> BaseException:
    try:
        raising()
    except Exception as fault:
        return fault
    raise AssertionError("nothing was raised")


def caused() -> None:
    try:
        dict[str, str]()[TITLE]
    except KeyError as cause:
        raise ValueError(TITLE) from cause


def followed() -> None:
    try:
        dict[str, str]()[TITLE]
    except KeyError:
        raise ValueError(TITLE)  # noqa: B904 - a context, and no cause


def hidden() -> None:
    try:
        dict[str, str]()[TITLE]
    except KeyError:
        raise ValueError(TITLE) from None


def of_sqlite() -> None:
    raw = sqlite3.connect(":memory:")
    raw.execute("CREATE TABLE t (title TEXT UNIQUE)")
    raw.execute("INSERT INTO t VALUES (?)", (TITLE,))
    raw.execute("INSERT INTO t VALUES (?)", (TITLE,))


def of_postgres() -> None:
    raise IntegrityError("INSERT", {"title": TITLE}, errors.UniqueViolation(f"DETAIL: Key (title)=({TITLE})"))


@pytest.mark.parametrize(
    ("raising", "kinds"),
    [
        (caused, ["ValueError", "KeyError"]),
        (followed, ["ValueError", "KeyError"]),
        (hidden, ["ValueError"]),
        (of_sqlite, ["IntegrityError SQLITE_CONSTRAINT_UNIQUE"]),
        (of_postgres, ["IntegrityError 23505"]),
    ],
)
def test_each_link_is_told_by_kind_and_place(raising: Callable[[], None], kinds: list[str]) -> None:
    told = trace(caught(raising))
    assert [link.partition(" at ")[0] for link in told.split("; caused by ")] == kinds
    assert told.partition("; ")[0].endswith(f" {raising.__name__}")
    assert "tests/core/test_trace.py:" in told
    assert TITLE not in told
    assert "\n" not in told


def test_a_fault_that_was_never_raised_has_no_place() -> None:
    assert trace(KeyError(TITLE)) == "KeyError at an unknown place"
    assert code_of(KeyError(TITLE)) == ""


def test_a_chain_that_bites_its_tail_ends() -> None:
    first, second = KeyError(), ValueError()
    first.__cause__, second.__cause__ = second, first
    assert chain(first) == [first, second]
