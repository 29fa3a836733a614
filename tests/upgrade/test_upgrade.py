"""The version before stops in the middle of a vote; this one migrates its data and goes on to the summary."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import MetaData

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, PersonId, WorkspaceId
from bot.features.lean_coffee.actions.reports import report_topic, restore_topic
from bot.features.lean_coffee.rules.stages import Stage
from bot.house.features import ANSWERED_BY, answers_of
from bot.store import migrate, revisions
from bot.store.transaction import Answering
from bot.store.unit import RunningStore
from tests.fakes.databases import postgres_database
from tests.fakes.passing import pass_until
from tests.features.lean_coffee import verbs
from tests.features.lean_coffee.ballot_form import gives
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD

HERE = Path(__file__).parent
STOPPED = datetime(2026, 12, 3, 12, 0, 20, tzinfo=UTC)
"""When the last replica of the version before has ended: 100 seconds before the vote closes."""


@pytest.fixture
def bare_postgres() -> Iterator[str]:
    with postgres_database(MetaData(), "upgrade") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The data of revision 0003, migrated to the newest one."""
    dump = (HERE / f"revision_0003.{request.param}.sql").read_text(encoding="utf-8")
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/old.db"
        with sqlite3.connect(tmp_path / "old.db") as raw:
            raw.executescript(dump)
        raw.close()
    else:
        url = request.getfixturevalue("bare_postgres")
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(dump.encode())
    migrate.migrate(url)
    return url


@pytest.fixture
def clock() -> SetClock:
    return SetClock(STOPPED)


@pytest.fixture
def real() -> SetClock:
    return SetClock(STOPPED)


@pytest.fixture
def ids() -> CountedIds:
    return CountedIds("new")


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)


async def until(desk: Desk, text: str) -> None:
    await pass_until(desk, datetime.fromisoformat(text).replace(tzinfo=UTC))


async def texts(desk: Desk, screen: str, place: str = GUILD) -> list[str]:
    return [one.text for one in await desk.shown(screen) if one.place == place]


async def test_a_meeting_in_its_vote_goes_on_to_its_summary(desk: Desk) -> None:
    form = (await desk.presses("Vote", await desk.board(), ANA)).form
    form = (await gives(desk, form, "On call", ANA)).form
    await desk.sends(form, ANA)
    voted = {ballot.voter: len(ballot.dots) for ballot in (await desk.meeting()).ballots}
    assert voted == {ANA: 1, BEN: 3, CHLOE: 1}
    await until(desk, "2026-12-03T12:03")
    talking = await desk.meeting()
    ranked = sorted(talking.topics, key=lambda topic: topic.rank)
    assert [(topic.title, topic.dots) for topic in ranked] == [("On call", 3), ("Pairing", 2), ("Deploys on Friday", 0)]
    await until(desk, "2026-12-03T13:00")
    (summary,) = [text for text in await texts(desk, "lean_coffee:board") if "Weekly guild" in text and "what came out" in text]
    assert "On call" in summary
    assert [text for text in await texts(desk, "lean_coffee:board") if "Retro" in text]  # the queue has moved up


async def test_a_meeting_in_its_vote_has_all_that_came_since_reports_a_run_off_tables_and_undo(desk: Desk) -> None:
    state = await desk.meeting()
    named = {topic.title: topic.id for topic in state.topics}
    await desk.act(verbs.check_in, meeting=state.id, person=ANA)
    for person in (PersonId("U0EVE"), PersonId("U0FAY"), PersonId("U0GIL")):
        await desk.act(report_topic, meeting=state.id, topic=named["Deploys on Friday"], person=person)
    await desk.act(restore_topic, meeting=state.id, topic=named["Deploys on Friday"], person=state.host)
    for voter, dots in ((CHLOE, ("Pairing", "Pairing")), (ANA, ("On call",))):
        given = tuple(named[title] for title in dots)
        await desk.act(verbs.cast_ballot, meeting=state.id, phase=state.phase, voter=voter, dots=given)
    await desk.presses("Close voting", await desk.board(), ANA)
    await desk.presses("One-dot run-off", await desk.board(), ANA)
    state = await desk.meeting()
    await desk.act(verbs.cast_ballot, meeting=state.id, phase=state.phase, voter=ANA, dots=(named["Pairing"],))
    await desk.presses("Close voting", await desk.board(), ANA)
    state = await desk.meeting()
    assert state.topic == named["Pairing"]
    for number in range(11):
        await desk.act(verbs.check_in, meeting=state.id, person=PersonId(f"U0P{number}"))
    await desk.presses("Split into 2 tables", await desk.board(), ANA)
    assert [topic.title for topic in (await desk.meeting()).topics if topic.at_table] == ["Pairing", "On call"]
    await desk.presses("Undo", await desk.board(), ANA)
    state = await desk.meeting()
    assert (state.topic, state.stage, len(state.tables)) == (named["Pairing"], Stage.DISCUSSING, 0)
    await until(desk, "2026-12-03T13:00")
    (summary,) = [text for text in await texts(desk, "lean_coffee:board") if "Weekly guild" in text and "what came out" in text]
    assert "Pairing" in summary


async def test_what_comes_again_goes_on_as_it_was_left(desk: Desk) -> None:
    await until(desk, "2026-12-04T17:00")
    assert not [text for text in await texts(desk, "lean_coffee:board") if "Friday coffee" in text]
    await until(desk, "2026-12-09T13:00")
    announced = await texts(desk, "lean_coffee:announcement")
    assert "Weekly guild" in announced[-1]
    listed = (await desk.types("series")).text
    assert "*Coffee with Madrid*" in listed
    assert "_paused_" in listed
    await until(desk, "2026-12-10T12:01")
    assert (await desk.meeting()).title == "Weekly guild"


async def test_a_card_keeps_who_answered_it_and_its_line_follows(desk: Desk) -> None:
    await until(desk, "2026-12-03T14:51")
    card = next(text for text in await texts(desk, "refinement:card") if "Thu 3 Dec" in text)
    assert "Chloé" in card
    assert "Dev" in card
    assert [text for text in await texts(desk, "refinement:line") if "10" in text]
    listed = (await desk.command(BEN, "/refine reminders")).text
    assert "Every Thursday at 15:00" in listed
    assert "Every 2 weeks on Wednesday at 10:00" in listed


async def test_minutes_that_were_kept_are_there_and_new_ones_are_asked_about(desk: Desk) -> None:
    assert "0 h 32 min" in (await desk.command(BEN, "/seu")).text
    await until(desk, "2026-12-03T13:00")
    assert any("Weekly guild" in text for text in await texts(desk, "seu:ask", CHLOE))
    assert DEV not in {one.place for one in await desk.shown("seu:ask")}


async def test_nothing_drifts_after_the_migration(database_url: str, schema: MetaData) -> None:
    assert revisions.is_current(database_url)
    assert migrate.drift(database_url, schema) == []
