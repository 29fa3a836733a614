"""Rows <-> who holds what in a team, and what the team has set."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select, union

from bot.core.ids import ChannelId, PersonId
from bot.core.written_beside import with_unknown
from bot.core.zones import zone_or_utc
from bot.schedule.working_days import WorkingDays
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert
from bot.teams import store
from bot.teams.day_range import DayRange
from bot.teams.members_store import is_with, members, shut_out_of
from bot.teams.people import Accountability
from bot.teams.tables import AccountabilityRow, MemberRow, PersonRow, TeamRow
from bot.teams.team import DEFAULTS, Team, TeamSettings

_HELD = select(AccountabilityRow.accountability, AccountabilityRow.person).where(
    AccountabilityRow.workspace == in_workspace(), AccountabilityRow.channel == bindparam("channel")
)
_THEIRS = union(
    select(AccountabilityRow.channel).where(
        AccountabilityRow.workspace == in_workspace(), AccountabilityRow.person == bindparam("who")
    ),
    select(MemberRow.channel).where(MemberRow.workspace == in_workspace(), MemberRow.person == bindparam("who")),
)
_OF_PERSON = (
    select(AccountabilityRow.channel, AccountabilityRow.accountability, AccountabilityRow.person)
    .where(AccountabilityRow.workspace == in_workspace(), AccountabilityRow.channel.in_(_THEIRS))
    .order_by(AccountabilityRow.channel)
)
_READERS = union(
    select(AccountabilityRow.person).where(
        AccountabilityRow.workspace == in_workspace(), AccountabilityRow.channel == bindparam("channel")
    ),
    select(MemberRow.person).where(MemberRow.workspace == in_workspace(), MemberRow.channel == bindparam("channel")),
)
_ZONES = select(PersonRow.zone).distinct().where(PersonRow.workspace == in_workspace(), PersonRow.person.in_(_READERS))
_KNOWN = select(TeamRow.channel).where(TeamRow.workspace == in_workspace(), is_with("who", TeamRow.channel))
_HOLD = insert_or_nothing(AccountabilityRow)
_LET_GO = delete(AccountabilityRow).where(
    AccountabilityRow.workspace == in_workspace(),
    AccountabilityRow.channel == bindparam("channel"),
    AccountabilityRow.accountability == bindparam("accountability"),
)
_SETTINGS = select(TeamRow.settings).where(TeamRow.workspace == in_workspace(), TeamRow.channel == bindparam("channel"))
_ALL_SETTINGS = select(TeamRow.channel, TeamRow.settings).where(
    TeamRow.workspace == in_workspace(), TeamRow.settings.contains('"away_words"')
)
_LOCK = upsert(TeamRow, update={"revision": TeamRow.revision + 1})
_KEEP_SETTINGS = upsert(TeamRow, update=("settings",))
_SINGLE = {
    Accountability.PRODUCT_OWNER: "product_owner",
    Accountability.DEPUTY: "deputy",
    Accountability.SCRUM_MASTER: "scrum_master",
}
_SEVERAL = {Accountability.DEVELOPER: "developers", Accountability.OBSERVER: "observers"}


def team(read: Read, channel: ChannelId) -> Team:
    """Return who holds what for the team of a channel; a team of which nothing was said holds nobody."""
    return _team(channel, read.rows(_HELD, {"channel": channel}))


def teams_of(read: Read, person: PersonId, also: Iterable[ChannelId] = ()) -> list[Team]:
    """Return the teams of a person, in a stable order: in which they are named, or one of the Developers that nobody has named.

    Of a private channel that they have left they are told nothing, also where they are named still. `also`: channels of theirs that
    have a team though it has said nothing of itself yet.
    """
    asked = {"who": person}
    rows = read.rows(_OF_PERSON, asked)
    named = {ChannelId(channel): list(of) for channel, of in groupby(rows, key=lambda row: row.channel)}
    known = {*named, *(ChannelId(row.channel) for row in read.rows(_KNOWN, asked)), *also}
    found = store.person(read, person)
    is_guest = found is not None and found.is_guest
    teams = [_team(channel, named.get(channel, ())) for channel in sorted(known - shut_out_of(read, person))]
    return [one for one in teams if person in one.everybody or one.estimates(person, is_guest=is_guest)]


def who_looks(read: Read, channel: ChannelId) -> list[PersonId]:
    """Name whose Homes tell of a channel's team, in one order for all: two changes that wait for each other's rows would begin anew."""
    return sorted({*team(read, channel).everybody, *members(read, channel)})


def one_hour_for_all(read: Read, channel: ChannelId, zone: ZoneInfo, at: datetime) -> bool:
    """Tell whether all whom the bot knows of a channel read an instant as the same hour as a zone; where it knows nobody, they do not."""
    offsets = {at.astimezone(zone_or_utc(row.zone)).utcoffset() for row in read.rows(_ZONES, {"channel": channel})}
    return offsets == {at.astimezone(zone).utcoffset()}


def _team(channel: ChannelId, rows: Sequence[Any]) -> Team:
    held: dict[str, list[PersonId]] = {}
    for row in rows:
        held.setdefault(row.accountability, []).append(PersonId(row.person))
    one: dict[str, Any] = {name: next(iter(held.get(each.value, ())), None) for each, name in _SINGLE.items()}
    many: dict[str, Any] = {name: frozenset(held.get(each.value, ())) for each, name in _SEVERAL.items()}
    return Team(channel, **one, **many)


def lock_team(unit: Unit, channel: ChannelId) -> Team:
    """Lock a team against whoever changes it too, and return it."""
    unit.run(_LOCK, {"channel": channel, "settings": "{}", "revision": 1})
    return team(unit, channel)


def keep_team(unit: Unit, kept: Team) -> None:
    """Write down who holds what for a team from now on; it is locked already."""
    for each, name in _SINGLE.items():
        person = getattr(kept, name)
        _hold(unit, kept.channel, each, () if person is None else (person,))
    for each, name in _SEVERAL.items():
        _hold(unit, kept.channel, each, sorted(getattr(kept, name)))


def _hold(unit: Unit, channel: ChannelId, accountability: Accountability, people: tuple[PersonId, ...] | list[PersonId]) -> None:
    held = {"channel": channel, "accountability": accountability.value}
    unit.run(_LET_GO, held)
    for person in people:
        unit.run(_HOLD, held | {"person": person})


def settings(read: Read, channel: ChannelId) -> TeamSettings:
    """Return what a team has set for itself, and the defaults of the rest."""
    row = read.row(_SETTINGS, {"channel": channel})
    return DEFAULTS if row is None else read_settings(row.settings)


def working_days(read: Read, channel: ChannelId) -> WorkingDays:
    """Return the calendar of a team: the days on which it works."""
    return settings(read, channel).working_days


def own_away_words(read: Read) -> dict[ChannelId, tuple[str, ...]]:
    """Return the words of each team that has set its own, by which a status says that its author is away."""
    return {ChannelId(row.channel): read_settings(row.settings).away_words for row in read.rows(_ALL_SETTINGS)}


def keep_settings(unit: Unit, channel: ChannelId, kept: TeamSettings) -> None:
    """Write down what a team has set; it is locked already."""
    row = unit.row(_SETTINGS, {"channel": channel})
    written = written_settings(kept, None if row is None else row.settings)
    unit.run(_KEEP_SETTINGS, {"channel": channel, "settings": written, "revision": 1})


def written_settings(kept: TeamSettings, before: str | None = None) -> str:
    """Write what differs from the defaults: of the rest a later default holds; what another version kept beside stays."""
    usual = vars(DEFAULTS)
    own = {name: _written(value) for name, value in vars(kept).items() if value != usual[name]}
    return json.dumps(with_unknown(own, usual, before), ensure_ascii=False)


def read_settings(text: str) -> TeamSettings:
    """Read settings as they are kept; what a newer or older version kept beside is left out."""
    kept: Mapping[str, Any] = json.loads(text)
    return TeamSettings(**{name: _READ.get(name, _as_it_is)(kept[name]) for name in vars(DEFAULTS) if name in kept})


def _written(value: Any) -> Any:
    match value:
        case timedelta():
            return value.total_seconds()
        case frozenset():
            return sorted(value)
        case tuple():
            return [_written(each) for each in value]
        case DayRange():
            return [value.first.isoformat(), value.last.isoformat()]
    return value


def _as_it_is(kept: Any) -> Any:
    return tuple(kept) if isinstance(kept, list) else kept


def _span(kept: float | None) -> timedelta | None:
    return None if kept is None else timedelta(seconds=kept)


def _free(kept: list[tuple[str, str]]) -> tuple[DayRange, ...]:
    return tuple(DayRange(date.fromisoformat(first), date.fromisoformat(last)) for first, last in kept)


_READ: Mapping[str, Any] = {
    "weekdays": frozenset,
    "free": _free,
    "card_ahead": _span,
    "line_ahead": _span,
    "untouched": _span,
    "timebox": _span,
}
