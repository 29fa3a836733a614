"""Pages of a long list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pages import Pages


@given(st.integers(0, 300), st.integers(1, 40))
def test_turning_from_the_first_page_on_each_entry_is_seen_once(count: int, size: int) -> None:
    entries, value = list(range(count)), "0" if count else None
    seen: list[int] = []
    while value is not None:
        pages = Pages(Pages.read(value), count, size)
        seen += entries[pages.start : pages.stop]
        value = pages.after
    assert seen == entries


@given(st.integers(0, 300), st.integers(1, 40), st.integers(-5, 400))
def test_a_page_that_was_asked_for_is_one_that_there_is(count: int, size: int, asked: int) -> None:
    pages = Pages(asked, count, size)
    assert (pages.stop > pages.start) == (count > 0)
    assert (pages.before is None) == (pages.start == 0)


@pytest.mark.parametrize(("value", "page"), [("0", 0), ("12", 12), ("", 0), ("-1", 0), ("x", 0), ("٣", 0), ("123456", 0)])
def test_a_broken_value_names_the_first_page(value: str, page: int) -> None:
    assert Pages.read(value) == page
