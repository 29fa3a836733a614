from datetime import date, timedelta

import pytest

from bot.schedule.working_days import (
    OWN_DATE,
    NoSuchCountry,
    NoSuchRegion,
    WorkingDays,
    checked,
    countries,
    holidays_of,
    regions,
)

PLAIN = WorkingDays()
SPAIN = WorkingDays(country="ES")
FRIDAY = date(2026, 12, 4)
MONDAY = date(2026, 12, 7)


def test_without_a_country_the_days_from_monday_to_friday_are_worked() -> None:
    week = [date(2026, 12, 21) + timedelta(days=ahead) for ahead in range(7)]
    assert [PLAIN.works(day) for day in week] == [True] * 5 + [False] * 2
    assert PLAIN.holiday(date(2026, 12, 25)) is None
    assert (PLAIN.after(FRIDAY, 1), PLAIN.before(MONDAY, 1), PLAIN.between(FRIDAY, MONDAY)) == (MONDAY, FRIDAY, 2)


def test_a_holiday_has_its_name_in_english_and_is_not_worked() -> None:
    assert SPAIN.holiday(date(2026, 12, 8)) == "Immaculate Conception"
    assert SPAIN.holiday(date(2026, 12, 5)) is None  # a Saturday like any other
    assert [SPAIN.works(date(2026, 12, day)) for day in (7, 8, 9)] == [True, False, True]


def test_a_region_has_holidays_that_its_country_has_not() -> None:
    epiphany = date(2027, 1, 6)
    assert WorkingDays(country="DE", region="BY").holiday(epiphany) == "Epiphany"
    assert WorkingDays(country="DE").holiday(epiphany) is None


def test_the_teams_own_dates_and_weekdays_count() -> None:
    team = WorkingDays(weekdays=frozenset({6, 0, 1, 2, 3}), free=(date(2026, 12, 6),))
    assert team.holiday(date(2026, 12, 6)) == OWN_DATE
    assert team.after(date(2026, 12, 3), 1) == MONDAY  # Friday and Saturday are its weekend, Sunday is free
    assert team.before(MONDAY, 1) == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("n", "after", "before"),
    [
        (0, date(2026, 12, 25), date(2026, 12, 25)),
        (1, date(2026, 12, 28), date(2026, 12, 24)),
        (3, date(2026, 12, 30), date(2026, 12, 22)),
    ],
)
def test_the_nth_working_day_leaves_out_weekends_and_holidays(n: int, after: date, before: date) -> None:
    christmas = date(2026, 12, 25)
    assert (SPAIN.after(christmas, n), SPAIN.before(christmas, n)) == (after, before)


def test_a_walk_ends_where_days_end() -> None:
    assert WorkingDays().after(date.max, 2) == date.max
    assert WorkingDays().before(date.min, 1) == date.min
    assert WorkingDays().before(date.max, 1) == date(9999, 12, 30)


def test_working_days_are_counted_with_both_ends() -> None:
    assert SPAIN.between(date(2026, 12, 7), date(2026, 12, 9)) == 2
    assert SPAIN.between(date(2026, 12, 8), date(2026, 12, 8)) == 0
    assert SPAIN.between(date(2026, 12, 9), date(2026, 12, 7)) == 0


def test_codes_are_taken_as_people_write_them_and_refused_with_what_is_near() -> None:
    assert checked(WorkingDays(country="es", region="md")) == WorkingDays(country="ES", region="MD")
    assert checked(WorkingDays(region="MD", free=(FRIDAY,))) == WorkingDays(free=(FRIDAY,))
    with pytest.raises(NoSuchCountry) as country:
        checked(WorkingDays(country="ESP"))
    assert "ES" in country.value.nearest
    with pytest.raises(NoSuchRegion) as region:
        checked(WorkingDays(country="DE", region="XX"))
    assert "BY" in region.value.regions


def test_what_is_kept_of_a_country_that_is_known_no_more_breaks_nothing() -> None:
    assert WorkingDays(country="QQ").works(FRIDAY)
    assert WorkingDays(country="DE", region="XX").holiday(date(2026, 12, 25)) is None


def test_a_team_works_on_some_weekday() -> None:
    with pytest.raises(ValueError, match="weekday"):
        WorkingDays(weekdays=frozenset())


def test_countries_say_their_holidays_in_letters_that_are_read_in_english() -> None:
    found = {country: holidays_of(country, "", 2027) for country in countries()[::6]}
    assert len(countries()) > 200
    assert [name for days in found.values() for name in days.values() if any(ord(letter) > 0x24F for letter in name)] == []
    assert regions("GB") == ("ENG", "NIR", "SCT", "WLS")
