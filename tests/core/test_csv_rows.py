"""Cells that a spreadsheet would take for formulas leave with an apostrophe, and come back without it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.csv_rows import as_meant, defused

SIGNS = "=+-@\t\r\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"


@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_as_a_formula_is_text_in_a_spreadsheet(sign: str) -> None:
    assert defused(f"{sign}1") == f"'{sign}1"
    assert defused(f"'{sign}1") == f"''{sign}1"
    assert defused(f"1{sign}") == f"1{sign}"


@given(st.text(st.sampled_from(f"'a1{SIGNS}")).map(str.strip))
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert as_meant(defused(cell)) == cell
