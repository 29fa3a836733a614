"""A marked word goes through every kind of fault, in every place where the bot meets one; no line of the log holds it."""

import io
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import structlog
from slack_sdk.models.blocks import SectionBlock
from sqlalchemy import insert, select, text

from bot.core.ids import ChannelId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import Deps, Feature
from bot.house.logs import hear_everything, set_up
from bot.schedule.alarms import Alarm, AlarmHandler, wake
from bot.schedule.heartbeat import Outage
from bot.slack.answers import Answer
from bot.slack.blocks import section
from bot.slack.requests import Command
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.teams.tables import AccountabilityRow, WorkspaceRow
from bot.words.words import Words
from tests.fakes.until import until
from tests.house.stand_ins import Scene, lines, scene

MARK = "Whose-turn-is-it"
RING = AlarmKind("talk:ring", timedelta(days=1))
DRAWN = ScreenKind("talk:drawn")
TOO_LONG = ScreenKind("talk:too_long")
_ROW = {"channel": MARK, "accountability": "observer", "person": MARK}


def taken(read: Read) -> None:
    statement = insert(AccountabilityRow)
    for _ in range(2):
        read.run(statement, _ROW)  # type: ignore[attr-defined]  # only where something may be written


def unfit(read: Read) -> None:
    read.run(insert(WorkspaceRow), {"name": MARK, "domain": None, "bot_user": MARK})  # type: ignore[attr-defined]


def wrong_value(read: Read) -> None:
    read.rows(text(f"SELECT CAST('{MARK}' AS integer) AS number"))
    raise ValueError(MARK)  # SQLite makes a number of it


def wrong_statement(read: Read) -> None:
    read.rows(text(f'SELECT {MARK.replace("-", "_")}_{MARK.replace("-", "")} AS "{MARK}"'))


def no_letter(read: Read) -> None:
    read.rows(select(AccountabilityRow.person).where(AccountabilityRow.person == f"{MARK}\0"))
    raise ValueError(MARK)  # SQLite takes it


def caused(read: Read) -> None:
    try:
        taken(read)
    except Exception as fault:
        raise LookupError(MARK) from fault


def grouped(read: Read) -> None:
    raise ExceptionGroup(MARK, [KeyError(MARK)])


FAULTS: dict[str, Callable[[Any], None]] = {
    each.__name__: each for each in (taken, unfit, wrong_value, wrong_statement, no_letter, caused, grouped)
}
READS = {name: fault for name, fault in FAULTS.items() if name not in ("taken", "unfit", "caused")}


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level, threads, unraisable = list(root.handlers), root.level, threading.excepthook, sys.unraisablehook
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers, root.level, threading.excepthook, sys.unraisablehook = handlers, level, threads, unraisable
    structlog.reset_defaults()


def talkative() -> Feature:
    def fail(unit: Unit, *, fault: str) -> None:
        FAULTS[fault](unit)

    def set_alarm(unit: Unit, *, fault: str) -> None:
        wake(unit, RING, f"{fault}/{MARK}", unit.now)

    def post(unit: Unit, *, kind: ScreenKind, fault: str) -> None:
        lane_of_its_own = ChannelId(f"C0{fault.upper()}")
        messages.post(unit, kind, fault, Place.channel(lane_of_its_own))

    async def on_command(command: Command, deps: Deps) -> Answer:
        where, fault, *_ = command.text.split()
        match where:
            case "write":
                await deps.store.write(fail, fault=fault)
            case "ring":
                await deps.store.write(set_alarm, fault=fault)
            case "draw":
                await deps.store.write(post, kind=DRAWN, fault=fault)
            case "render":
                await deps.store.write(post, kind=TOO_LONG, fault=fault)
        return Answer.nothing()

    def ring(unit: Unit, alarm: Alarm) -> None:
        FAULTS[alarm.subject.partition("/")[0]](unit)

    def draw(read: Read, subject: str, words: Words) -> Message | None:
        READS[subject](read)
        return None

    def too_long(read: Read, subject: str, words: Words) -> Message | None:
        return Message(MARK, [SectionBlock(text=MARK * 1_000)] if subject == "long" else [section(MARK) for _ in range(60)])

    def after_outage(unit: Unit, outage: Outage) -> None:
        taken(unit)

    return Feature(
        "talk",
        commands={"/coffee": on_command},
        alarms={RING: AlarmHandler(ring=ring)},
        screens={DRAWN: draw, TOO_LONG: too_long},
        after_outage=after_outage,
    )


async def said(stage: Scene, event: str, times: int) -> None:
    async def enough() -> bool:
        return sum(line["event"] == event for line in lines(stage.logged)) >= times

    await until(enough)


async def test_no_fault_brings_a_word_of_anybody_into_the_log(database_url: str, logged: io.StringIO) -> None:
    async with scene(database_url, "http", (talkative(),), logged) as stage:
        for name in FAULTS:
            await stage.type(f"write {name} {MARK}")
            await stage.type(f"ring {name} {MARK}")
        await said(stage, "a request failed", len(FAULTS))
        await said(stage, "alarm failed", len(FAULTS))
        for name in READS:
            await stage.type(f"draw {name} {MARK}")
        await said(stage, "screen broke", len(READS))
        for subject in ("long", "many"):
            await stage.type(f"render {subject} {MARK}")
        await said(stage, "screen draws what Slack would refuse", 2)
        outage = Outage(stage.house.parts.real.now(), stage.house.parts.real.now())
        await stage.house.parts.clockwork._heartbeat._tell(outage)
        await said(stage, "outage not taken in", 1)
    assert [line for line in logged.getvalue().splitlines() if MARK in line or MARK.replace("-", "") in line] == []


async def test_the_code_of_the_database_and_the_place_stand_in_the_log(database_url: str, logged: io.StringIO) -> None:
    async with scene(database_url, "http", (talkative(),), logged) as stage:
        await stage.type("write taken")
        await stage.type("ring taken")
        await said(stage, "alarm failed", 1)
    code = "23505" if database_url.startswith("postgresql") else "SQLITE_CONSTRAINT_PRIMARYKEY"
    request = next(line for line in lines(logged) if line["event"] == "a request failed")
    alarm = next(line for line in lines(logged) if line["event"] == "alarm failed")
    assert request["fault"] == "UniqueViolation"
    assert code in request["causes"][0]
    assert f"caused by {'UniqueViolation' if code == '23505' else 'IntegrityError'} {code}" in alarm["trace"]
    assert "tests/house/test_no_words_in_logs.py" in alarm["trace"]


def test_what_python_prints_by_itself_is_a_line_of_the_log_without_its_words(logged: io.StringIO) -> None:
    hear_everything()
    before = threading.excepthook

    def die() -> None:
        raise ValueError(MARK)

    thread = threading.Thread(target=die, name="of-a-test")
    thread.start()
    thread.join()
    assert threading.excepthook is before
    sys.unraisablehook(type("Told", (), {"exc_value": ValueError(MARK)}))  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(MARK, stacklevel=1)
    found = [(line["event"], line.get("fault"), line.get("thread")) for line in lines(logged)]
    assert found == [
        ("a thread died", "ValueError", "of-a-test"),
        ("a fault that nobody could catch", "ValueError", None),
        ("a library reports", None, None),
    ]
    assert MARK not in logged.getvalue()
