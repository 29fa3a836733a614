"""The public holidays of a person's own country: on those days they are away for every team."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, select

from bot.core.facts import AwayChanged
from bot.core.ids import PersonId
from bot.schedule.working_days import WorkingDays, checked
from bot.store.base import in_workspace
from bot.store.once import once
from bot.store.unit import Read, Unit
from bot.store.upserts import upsert
from bot.teams.day_range import DayRange
from bot.teams.tables import OwnHolidaysRow

_LOOKED_AHEAD = timedelta(days=366)
_OF = select(OwnHolidaysRow.person, OwnHolidaysRow.country, OwnHolidaysRow.region).where(
    OwnHolidaysRow.workspace == in_workspace(), OwnHolidaysRow.person.in_(bindparam("people", expanding=True))
)
_KEEP = upsert(OwnHolidaysRow, update=("country", "region"))
_FORGET = delete(OwnHolidaysRow).where(OwnHolidaysRow.workspace == in_workspace(), OwnHolidaysRow.person == bindparam("who"))


def own_holidays(read: Read, people: Iterable[PersonId]) -> dict[PersonId, WorkingDays]:
    """Return the calendar of each of these people who has said a country of their own."""
    asked = list(dict.fromkeys(people))
    rows = read.rows(_OF, {"people": asked}) if asked else ()
    return {PersonId(row.person): WorkingDays(country=row.country, region=row.region) for row in rows}


def set_own_holidays(unit: Unit, *, person: PersonId, country: str, region: str) -> None:
    """Let a person have the holidays of a country; without one, those of each team. Raise NoSuchCountry or NoSuchRegion."""
    once(unit)
    kept = checked(WorkingDays(country=country, region=region))
    if kept.country:
        unit.run(_KEEP, {"person": person, "country": kept.country, "region": kept.region})
    else:
        unit.run(_FORGET, {"who": person})
    unit.emit(AwayChanged(person))


def holidays_between(own: WorkingDays, first: date, last: date) -> list[DayRange]:
    """Return the holidays of a calendar between two days, both included."""
    return [DayRange(day, day) for day in DayRange(first, last) if own.holiday(day) is not None]


def next_holiday(own: WorkingDays, today: date) -> tuple[date, str] | None:
    """Return the next holiday from a day on, and its English name; None where there is none within a year."""
    for day in DayRange(today, today + _LOOKED_AHEAD):
        name = own.holiday(day)
        if name is not None:
            return day, name
    return None
