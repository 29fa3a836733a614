"""Rows <-> who holds what in a team, and what the team has set."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.core.ids import ChannelId, PersonId
from bot.schedule.working_days import WorkingDays
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.store.upserts import insert_or_nothing, upsert
from bot.teams.day_range import DayRange
from bot.teams.people import Accountability
from bot.teams.tables import AccountabilityRow, TeamRow
from bot.teams.team import DEFAULTS, Team, TeamSettings

_HELD = select(AccountabilityRow.accountability, AccountabilityRow.person).where(
    AccountabilityRow.workspace == in_workspace(), AccountabilityRow.channel == bindparam("channel")
)
_OF_PERSON = (
    select(AccountabilityRow.channel, AccountabilityRow.accountability, AccountabilityRow.person)
    .where(
        AccountabilityRow.workspace == in_workspace(),
        AccountabilityRow.channel.in_(
            select(AccountabilityRow.channel).where(
                AccountabilityRow.workspace == in_workspace(), AccountabilityRow.person == bindparam("person")
            )
        ),
    )
    .order_by(AccountabilityRow.channel)
)
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


def teams_of(read: Read, person: PersonId) -> list[Team]:
    """Return the teams in which a person is named, in a stable order."""
    rows = read.rows(_OF_PERSON, {"person": person})
    return [_team(ChannelId(channel), list(of)) for channel, of in groupby(rows, key=lambda row: row.channel)]


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


def hold(unit: Unit, channel: ChannelId, accountability: Accountability, person: PersonId) -> None:
    """Write down the one person who holds an accountability for the team of a channel."""
    lock_team(unit, channel)
    _hold(unit, channel, accountability, (person,))


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
    unit.run(_KEEP_SETTINGS, {"channel": channel, "settings": written_settings(kept), "revision": 1})


def written_settings(kept: TeamSettings) -> str:
    """Write what differs from the defaults: of the rest a later default holds."""
    usual = vars(DEFAULTS)
    return json.dumps({name: _written(value) for name, value in vars(kept).items() if value != usual[name]}, ensure_ascii=False)


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
