"""A team, what it has set and who is away, on both engines."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.core.clock import SetClock
from bot.core.facts import AwayChanged
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.store.transaction import Answering
from bot.store.unit import RunningStore, Unit
from bot.teams.away import set_away, take_back_away
from bot.teams.away_days import MOST, AwayTooOften, DaysAreOver, NotAway
from bot.teams.away_store import add_away, away, follow_status, forget_away, own_days, remove_away
from bot.teams.day_range import DayRange
from bot.teams.status import Status
from bot.teams.tables import TeamRow
from bot.teams.team import Team, TeamSettings
from bot.teams.team_store import (
    keep_settings,
    keep_team,
    lock_team,
    read_settings,
    settings,
    team,
    working_days,
    written_settings,
)

NEWER = '{"mood": {"deep": [1]}, "in_range": 4}'
ANA, BEN, CHLOE, DEV, EVE = (PersonId(f"U0{name}") for name in ("ANA", "BEN", "CHLOE", "DEV", "EVE"))
GUILD, OTHER = ChannelId("C0GUILD"), ChannelId("C0OTHER")
WHOLE = Team(GUILD, ANA, BEN, CHLOE, frozenset({DEV, EVE}), frozenset({PersonId("U0FAY")}))
OWN = TeamSettings(
    deck=("S", "M", "L"),
    ready=("Has criteria", "„Klein“"),
    weekdays=frozenset({0, 1, 6}),
    country="DE",
    region="BE",
    free=(DayRange(date(2026, 12, 24), date(2027, 1, 2)),),
    card_ahead=None,
    line_ahead=timedelta(minutes=5),
    away_words=("urlaub",),
    is_backlog=True,
    in_range=4,
    enough=9,
    untouched=timedelta(days=30),
    timebox=timedelta(minutes=15),
)


@pytest.fixture
def heard() -> list[AwayChanged]:
    """Who was told to be away on other days."""
    return []


@pytest.fixture
def answers(heard: list[AwayChanged]) -> Answering:
    return {AwayChanged: [lambda unit, changed: heard.append(changed)]}


def december(first: int, last: int) -> DayRange:
    return DayRange(date(2026, 12, first), date(2026, 12, last))


async def test_a_team_and_its_settings_are_read_as_they_were_kept(store: RunningStore, workspace: WorkspaceId) -> None:
    def kept(unit: Unit, one: Team) -> None:
        lock_team(unit, GUILD)
        keep_team(unit, one)
        keep_settings(unit, GUILD, OWN)

    assert await store.read(team, workspace, GUILD) == Team(GUILD)
    assert await store.read(settings, workspace, GUILD) == TeamSettings()
    await store.write(kept, workspace, None, WHOLE)
    assert await store.read(team, workspace, GUILD) == WHOLE
    assert await store.read(settings, workspace, GUILD) == OWN
    less = replace(WHOLE, deputy=None, product_owner=DEV, developers=frozenset({EVE}))
    await store.write(kept, workspace, None, less)
    assert await store.read(team, workspace, GUILD) == less
    assert await store.read(team, workspace, OTHER) == Team(OTHER)


async def test_who_is_away_is_told_by_days_and_what_is_taken_back_leaves_the_rest(
    store: RunningStore, workspace: WorkspaceId
) -> None:
    for person, days, by in ((ANA, december(1, 10), ANA), (ANA, december(8, 12), BEN), (BEN, december(20, 31), BEN)):
        await store.write(add_away, workspace, None, person, days, by)
    everybody = (ANA, BEN, CHLOE)
    found = await store.read(away, workspace, everybody, date(2026, 12, 12), date(2026, 12, 20))
    assert found == {ANA: (december(8, 12),), BEN: (december(20, 31),)}
    assert await store.read(away, workspace, everybody, date(2026, 12, 13), date(2026, 12, 19)) == {}
    assert await store.read(away, workspace, [], date(2026, 12, 1), date(2026, 12, 31)) == {}
    assert await store.write(remove_away, workspace, None, ANA, december(5, 9)) == 2
    own = await store.read(own_days, workspace, ANA, date(2026, 12, 2))
    assert [(one.days, one.set_by) for one in own] == [(december(1, 4), ANA), (december(10, 10), ANA), (december(10, 12), BEN)]
    assert [one.days for one in await store.read(own_days, workspace, ANA, date(2026, 12, 11))] == [december(10, 12)]


async def test_days_of_ones_own_that_touch_become_one_and_are_taken_back(store: RunningStore, workspace: WorkspaceId) -> None:
    today = date(2026, 12, 1)

    async def be_away(days: DayRange) -> DayRange:
        return await store.write(set_away, workspace, None, person=ANA, days=days, set_by=ANA, today=today, field="first")

    assert await be_away(december(10, 12)) == december(10, 12)
    assert await be_away(december(20, 22)) == december(20, 22)
    assert await be_away(december(13, 20)) == december(10, 22)
    assert [one.days for one in await store.read(own_days, workspace, ANA, today)] == [december(10, 22)]
    with pytest.raises(DaysAreOver):
        await be_away(DayRange(date(2026, 11, 1), date(2026, 11, 30)))
    await store.write(take_back_away, workspace, None, person=ANA, days=december(12, 31))
    assert [one.days for one in await store.read(own_days, workspace, ANA, today)] == [december(10, 11)]
    with pytest.raises(NotAway):
        await store.write(take_back_away, workspace, None, person=ANA, days=december(12, 31))
    for year in range(2027, 2026 + MOST):
        await store.write(add_away, workspace, None, ANA, DayRange(date(year, 5, 1), date(year, 5, 2)), ANA)
    with pytest.raises(AwayTooOften):
        await be_away(DayRange(date(2100, 5, 1), date(2100, 5, 2)))


async def test_days_that_have_long_been_over_are_forgotten(store: RunningStore, workspace: WorkspaceId, clock: SetClock) -> None:
    for days in (december(1, 9), december(1, 10)):
        await store.write(add_away, workspace, None, ANA, days, ANA)
    clock.instant = datetime(2027, 1, 9, 12, tzinfo=UTC)
    assert await store.write(forget_away, workspace) == 1
    assert [one.days for one in await store.read(own_days, workspace, ANA, date(2026, 12, 1))] == [december(1, 10)]


async def test_a_status_counts_for_the_teams_whose_words_it_holds_and_goes_with_it(
    store: RunningStore, workspace: WorkspaceId, clock: SetClock, heard: list[AwayChanged]
) -> None:
    def german(unit: Unit) -> None:
        lock_team(unit, OTHER)
        keep_settings(unit, OTHER, TeamSettings(away_words=("urlaub",)))

    async def away_for(channel: ChannelId | None) -> bool:
        return ANA in await store.read(away, workspace, [ANA], date(2026, 12, 21), date(2026, 12, 21), channel)

    async def says(text: str) -> tuple[bool, ...]:
        status = Status(text, datetime(2026, 12, 21, 17, tzinfo=UTC)) if text else None
        await store.write(follow_status, workspace, None, ANA, status, "Europe/Madrid")
        return await away_for(GUILD), await away_for(OTHER), await away_for(None)

    clock.instant = datetime(2026, 12, 20, 9, tzinfo=UTC)
    await store.write(german, workspace)
    assert await says("Vacationing") == (True, False, False)
    assert await says("Im Urlaub") == (False, True, False)
    assert await says("In a meeting") == (False, False, False)
    assert await says("Urlaub! vacation!") == (True, True, False)
    assert await store.read(own_days, workspace, ANA, date(2026, 12, 1)) == []
    assert await says("") == (False, False, False)
    heard.clear()
    for text in ("Vacationing", "Vacation, again", "", ""):
        await says(text)
    assert heard == [AwayChanged(ANA), AwayChanged(ANA)]


async def test_the_calendar_of_a_team_has_its_own_free_days(store: RunningStore, workspace: WorkspaceId) -> None:
    def set_free(unit: Unit) -> None:
        lock_team(unit, GUILD)
        keep_settings(unit, GUILD, OWN)

    await store.write(set_free, workspace)
    calendar = await store.read(working_days, workspace, GUILD)
    assert calendar.weekdays == {0, 1, 6}
    assert calendar.after(date(2026, 12, 23)) == date(2027, 1, 3)
    assert (await store.read(working_days, workspace, OTHER)).after(date(2026, 12, 25)) == date(2026, 12, 28)


def test_only_what_is_not_the_default_is_written_so_that_a_later_default_holds() -> None:
    assert written_settings(TeamSettings()) == "{}"
    assert written_settings(TeamSettings(in_range=4)) == '{"in_range": 4}'
    assert read_settings('{"of_a_newer_version": 1, "card_ahead": null}') == TeamSettings(card_ahead=None)
    assert read_settings(written_settings(OWN)) == OWN


def test_what_a_newer_version_has_written_beside_stays_when_this_one_writes() -> None:
    written = written_settings(replace(read_settings(NEWER), enough=9), NEWER)
    assert json.loads(written) == {"in_range": 4, "enough": 9, "mood": {"deep": [1]}}
    assert json.loads(written_settings(TeamSettings(), NEWER)) == {"mood": {"deep": [1]}}


async def test_settings_of_a_newer_version_stay_in_the_row(store: RunningStore, workspace: WorkspaceId) -> None:
    def newer(unit: Unit) -> None:
        lock_team(unit, GUILD)
        unit.run(update(TeamRow).values(settings=NEWER))

    await store.write(newer, workspace)
    await store.write(keep_settings, workspace, None, GUILD, TeamSettings(enough=9))
    kept = await store.read(lambda read: read.rows(select(TeamRow.settings)), workspace)
    assert [json.loads(row.settings) for row in kept] == [{"enough": 9, "mood": {"deep": [1]}}]
