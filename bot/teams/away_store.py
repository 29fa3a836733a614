"""Rows <-> the days on which people are away: days alone, never why."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import bindparam, delete, select

from bot.core.facts import AwayChanged
from bot.core.ids import ChannelId, PersonId
from bot.core.zones import zone_or_utc
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing
from bot.teams import store
from bot.teams.away_days import Away
from bot.teams.day_range import DayRange, joined, without
from bot.teams.members_store import members
from bot.teams.own_holidays import holidays_between, own_holidays
from bot.teams.status import Status, days_of, says_away
from bot.teams.tables import AwayRow
from bot.teams.team import AWAY_WORDS, Team
from bot.teams.team_store import own_away_words, settings, team

_AWAY = (
    select(AwayRow.person, AwayRow.channel, AwayRow.first, AwayRow.last)
    .where(
        AwayRow.workspace == in_workspace(),
        AwayRow.person.in_(bindparam("people", expanding=True)),
        AwayRow.last >= bindparam("since"),
        AwayRow.first <= bindparam("until"),
    )
    .order_by(AwayRow.first, AwayRow.id)
)
_OWN = (
    select(AwayRow.id, AwayRow.person, AwayRow.first, AwayRow.last, AwayRow.set_by)
    .where(
        AwayRow.workspace == in_workspace(),
        AwayRow.person == bindparam("person"),
        AwayRow.last >= bindparam("since"),
        AwayRow.by_status.is_(False),
    )
    .order_by(AwayRow.first, AwayRow.id)
)
_BY_STATUS = select(AwayRow.channel, AwayRow.first, AwayRow.last).where(
    AwayRow.workspace == in_workspace(),
    AwayRow.person == bindparam("person"),
    AwayRow.last >= bindparam("since"),
    AwayRow.by_status.is_(True),
)
_ADD = insert_or_nothing(AwayRow)
BY_DEFAULT_WORDS = "*"
"""In the place of a channel: days by a status that holds one of the words of every team that has set none of its own."""
_REMOVE = delete(AwayRow).where(AwayRow.workspace == in_workspace(), AwayRow.id == bindparam("this"))
KEPT = timedelta(days=30)
"""So long days away are kept after they are over; nobody asks for them."""
_FORGET_OLD = delete(AwayRow).where(AwayRow.workspace == in_workspace(), AwayRow.last < bindparam("before"))
_FORGET_STATUS = delete(AwayRow).where(
    AwayRow.workspace == in_workspace(), AwayRow.person == bindparam("person"), AwayRow.by_status.is_(True)
)


def away(
    read: Read, people: Iterable[PersonId], first: date, last: date, channel: ChannelId | None = None
) -> dict[PersonId, tuple[DayRange, ...]]:
    """Return who of these people is away between two days (both included), and when; who is not away is not among them.

    A status in Slack counts by the words of a team: `channel` says of which; without one no status counts. The public holidays of a
    country of one's own count for every team.
    """
    asked = list(dict.fromkeys(people))
    values = {"people": asked, "since": first.isoformat(), "until": last.isoformat()}
    rows = read.rows(_AWAY, values) if asked else ()
    counted: set[str | None] = {"", channel}
    if channel and any(row.channel == BY_DEFAULT_WORDS for row in rows) and settings(read, channel).away_words == AWAY_WORDS:
        counted.add(BY_DEFAULT_WORDS)
    found: dict[PersonId, list[DayRange]] = {}
    for row in rows:
        if row.channel in counted:
            found.setdefault(PersonId(row.person), []).append(_days(row.first, row.last))
    for person, own in own_holidays(read, asked).items():
        if free := holidays_between(own, first, last):
            found.setdefault(person, []).extend(free)
    return {person: joined(ranges) for person, ranges in found.items()}


def away_of_team(read: Read, channel: ChannelId, day: date, answered: Iterable[PersonId]) -> list[PersonId]:
    """Name who of a channel's team is away on a day, and has not answered; observers are not asked.

    While nobody has named the Developers, they are whom the bot knows to be in the channel.
    """
    found = team(read, channel)
    named = {*found.in_charge, *found.ordering, *found.developers}
    others = () if found.developers else members(read, channel)
    gone = away(read, sorted({*named, *others} - {*answered}), day, day, channel)
    return [one for one in gone if one in named or _develops(read, found, one)]


def _develops(read: Read, team: Team, person: PersonId) -> bool:
    found = store.person(read, person)
    return found is not None and bool(team.developers_among([found]))


def own_days(read: Read, person: PersonId, since: date) -> list[Away]:
    """Return the days away of a person that are not over, as they were set; not what their status says."""
    rows = read.rows(_OWN, {"person": person, "since": since.isoformat()})
    return [Away(row.id, PersonId(row.person), _days(row.first, row.last), PersonId(row.set_by)) for row in rows]


def days_by_status(read: Read, person: PersonId, since: date) -> tuple[DayRange, ...]:
    """Return the days on which a person's own status in Slack says that they are away, for one of the teams at least."""
    rows = read.rows(_BY_STATUS, {"person": person, "since": since.isoformat()})
    return joined(_days(row.first, row.last) for row in rows)


def add_away(unit: Unit, person: PersonId, days: DayRange, set_by: PersonId) -> None:
    """Write down days on which a person is away, and who said so."""
    _add(unit, person, days, set_by)


def remove_away(unit: Unit, person: PersonId, days: DayRange) -> int:
    """Take days back; what is left of longer ones stays, as it was set. Return how many were touched."""
    touched = [one for one in own_days(unit, person, days.first) if one.days.first <= days.last]
    for one in touched:
        unit.run(_REMOVE, {"this": one.id})
        for rest in without([one.days], days):
            _add(unit, person, rest, one.set_by)
    return len(touched)


def forget_away(unit: Unit) -> int:
    """Forget days away that have been over for KEPT; return how many times."""
    return unit.run(_FORGET_OLD, {"before": (unit.now - KEPT).date().isoformat()})


def follow_status(unit: Unit, person: PersonId, status: Status | None, zone: str) -> None:
    """Write down for which teams a person's status says that they are away, and when; never what it says."""
    days = None if status is None else days_of(status, unit.now, zone_or_utc(zone))
    by_now = {} if status is None or days is None else dict.fromkeys(_teams_of(unit, status), days)
    before = {row.channel: _days(row.first, row.last) for row in unit.rows(_BY_STATUS, {"person": person, "since": ""})}
    if before.keys() == by_now.keys() and all(before[each].last == days.last for each, days in by_now.items()):
        return  # heard of before: it began when it did
    unit.run(_FORGET_STATUS, {"person": person})
    for each, gone in by_now.items():
        _add(unit, person, gone, person, each, by_status=True)
    unit.emit(AwayChanged(person))


def _teams_of(read: Read, status: Status) -> list[str]:
    """Name the teams of whose words a status holds one."""
    of_all = [BY_DEFAULT_WORDS] if says_away(status, AWAY_WORDS) else []
    return [*of_all, *(channel for channel, words in own_away_words(read).items() if says_away(status, words))]


def _add(unit: Unit, person: PersonId, days: DayRange, set_by: PersonId, channel: str = "", *, by_status: bool = False) -> None:
    unit.run(
        _ADD,
        {
            "id": unit.fresh(),
            "person": person,
            "channel": channel,
            "first": days.first.isoformat(),
            "last": days.last.isoformat(),
            "set_by": set_by,
            "by_status": by_status,
        },
    )


def _days(first: str, last: str) -> DayRange:
    return DayRange(date.fromisoformat(first), date.fromisoformat(last))
