"""Words that nobody meant as they were typed."""

import pytest

from bot.schedule.slips import meant_by


@pytest.mark.parametrize(
    ("rest", "meant"),
    [
        ("tuseday", ("tuesday",)),
        ("wensday", ("wednesday",)),
        ("thurdsay", ("thursday",)),
        ("every firts … thurdsay", ("first", "thursday")),
        ("tommorow", ("tomorrow",)),
        ("Decembre", ("december",)),
        ("every tuesday", ()),
        ("every other weekdays", ()),
        ("for 2 months", ()),
        ("until christmas", ()),
        ("half past ten", ()),
        ("except weekends", ()),
        ("bimonthly", ()),
        ("mardi à", ()),
        ("", ()),
    ],
)
def test_the_nearest_word_is_named_only_where_it_is_near(rest: str, meant: tuple[str, ...]) -> None:
    assert meant_by(rest) == meant
