"""What people are called among those who are named beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.teams.naming import Called, told_apart


def named(*called: Called, full: bool = False) -> list[str]:
    return list(told_apart(dict(enumerate(called)), full=full).values())


def test_a_name_that_nobody_else_has_stands_alone() -> None:
    assert named(Called("Ana", "Ana Vega", "ana"), Called("Ben", "Ben Okri", "ben")) == ["Ana", "Ben"]


@pytest.mark.parametrize("other", ["Ana", "ana", " Ana  "])
def test_the_same_name_gets_the_full_one_on_both_sides(other: str) -> None:
    both = named(Called("Ana", "Ana Vega", "ana.v"), Called(other, "Ana Okri", "ana.o"), Called("Ben", "Ben Okri", "ben"))
    assert both == ["Ana Vega", "Ana Okri", "Ben"]


def test_the_same_full_name_too_gets_the_handle() -> None:
    both = named(Called("Ana", "Ana Vega", "ana"), Called("Ana", "Ana Vega", "ana.vega"))
    assert both == ["Ana Vega (@ana)", "Ana Vega (@ana.vega)"]


def test_a_full_name_that_another_one_is_called_by_is_told_apart_again() -> None:
    three = named(Called("Ana", "Ana Vega", "ana"), Called("Ana", "Ana Okri", "okri"), Called("Ana Vega", "Ana Vega", "vega"))
    assert three == ["Ana Vega (@ana)", "Ana Okri", "Ana Vega"]


def test_a_roster_has_full_names_always() -> None:
    assert named(Called("Ana", "Ana Vega", "ana"), Called("Ben"), full=True) == ["Ana Vega", "Ben"]


def test_who_has_one_name_alone_is_told_apart_by_what_there_is() -> None:
    assert named(Called("Ana", "", "ana"), Called("Ana", "Ana Vega", "vega"), Called("Ana")) == ["Ana (@ana)", "Ana Vega", "Ana"]


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["", "A", "B", "A B"])), max_size=8), st.booleans())
def test_people_with_handles_never_read_alike(people: list[tuple[str, str]], full: bool) -> None:
    called = [Called(name, real, f"h{number}") for number, (name, real) in enumerate(people)]
    shown = named(*called, full=full)
    assert len(set(shown)) == len(shown)
