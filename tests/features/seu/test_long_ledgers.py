"""A person's ledger is found by its person, however long everybody's is."""

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import ClauseElement, Select
from sqlalchemy.dialects import sqlite

from bot.features.seu.store import claims, credentials, entries, learning, listing, renewals, sessions

OF_ENTRIES = [
    *(entries._LATEST, entries._BALANCE, entries._OF_ACTIVITY, entries._STANDING_ON),
    *(listing._LISTED, listing._SEARCHED, listing._FIRST),
]


def plan(url: str, statement: ClauseElement) -> list[str]:
    """Say how SQLite looks for it, step by step."""
    question = str(statement.compile(dialect=sqlite.dialect()))
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw:
        return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {question}", [0] * question.count("?"))]


@pytest.mark.parametrize("statement", OF_ENTRIES)
def test_what_is_asked_of_a_ledger_reads_no_other_person_s(sqlite_url: str, statement: Select[Any]) -> None:
    steps = [step for step in plan(sqlite_url, statement) if "seu_entry" in step]
    by_holder = [step for step in steps if "ix_seu_entry_holder (workspace=? AND holder=?" in step]
    one_by_one = [step for step in steps if "reverses=?)" in step or "entry=?)" in step]
    assert by_holder
    assert len(by_holder) + len(one_by_one) == len(steps)


def test_a_balance_reads_the_index_alone(sqlite_url: str) -> None:
    steps = [step for step in plan(sqlite_url, entries._BALANCE) if "seu_entry" in step]
    assert steps == ["SEARCH seu_entry USING COVERING INDEX ix_seu_entry_holder (workspace=? AND holder=?)"]


def test_the_list_of_all_entries_takes_their_order_from_the_index_alone(sqlite_url: str) -> None:
    steps = [step for step in plan(sqlite_url, listing._LISTED) if "seu_entry" in step]
    assert steps == ["SEARCH seu_entry USING COVERING INDEX ix_seu_entry_holder (workspace=? AND holder=?)"]


@pytest.mark.parametrize("statement", [sessions._ASKED, sessions._BEGAN])
def test_what_a_person_attended_is_found_by_its_person(sqlite_url: str, statement: Select[Any]) -> None:
    steps = plan(sqlite_url, statement)
    assert any("seu_attendance USING" in step and "person=?" in step for step in steps), steps


def test_what_a_person_said_of_their_entries_is_read_from_the_index_alone(sqlite_url: str) -> None:
    steps = [step for step in plan(sqlite_url, claims._OF_PERSON) if "seu_claim" in step]
    assert steps == ["SEARCH seu_claim USING COVERING INDEX ix_seu_claim_holder (workspace=? AND holder=?)"]


def test_what_the_rules_of_programmes_add_up_is_read_from_the_index_alone_in_its_order(sqlite_url: str) -> None:
    steps = plan(sqlite_url, learning._FACTS)
    assert "SEARCH seu_entry USING COVERING INDEX ix_seu_entry_holder (workspace=? AND holder=?)" in steps
    assert not [step for step in steps if "TEMP B-TREE" in step]


@pytest.mark.parametrize("statement", [credentials._ALL_OF, credentials._STEPS, renewals._ALL_OF, renewals._USED])
def test_credentials_and_renewals_are_found_by_their_person(sqlite_url: str, statement: Select[Any]) -> None:
    steps = [step for step in plan(sqlite_url, statement) if "seu_" in step]
    assert any("seu_credential USING" in step and "person=?" in step for step in steps)
    assert not [step for step in steps if step.endswith("(workspace=?)") or step.startswith("SCAN")]
