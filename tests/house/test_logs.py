"""What the logs say, and what they must never say."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.feature import Deps, Feature
from bot.house.logs import set_up
from bot.slack.answers import Answer
from bot.slack.blocks import VALUE, field, typed
from bot.slack.requests import Command, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Unit
from tests.house.stand_ins import lines, scene

TOPIC = "Whose-turn-is-it-to-fix-the-build"
BALLOT = "three-dots-on-the-salary-topic"
LEDGER = "fifty-eight-minutes-of-learning"


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_a_line_is_json_with_time_level_and_place(logged: io.StringIO) -> None:
    structlog.get_logger("house").info("open", transport="HTTP")
    (line,) = lines(logged)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "open", "level": "info", "logger": "house", "transport": "HTTP"}


def test_a_fault_is_logged_by_its_type_and_place_without_its_words(logged: io.StringIO) -> None:
    try:
        dict[str, str]()[TOPIC]
    except KeyError as fault:
        structlog.get_logger("house").error("a request failed", exc_info=fault)
        structlog.get_logger("house").exception("again")
    first, second = lines(logged)
    assert first["fault"] == second["fault"] == "KeyError"
    assert first["at"][-1].startswith("tests/house/test_logs.py:")
    assert TOPIC not in logged.getvalue()


@pytest.mark.parametrize("name", ["slack_sdk.web.async_client", "bolt", "sqlalchemy.engine", "asyncio", "somebody.elses"])
def test_a_librarys_words_are_left_out(logged: io.StringIO, name: str) -> None:
    logging.getLogger(name).error("Failed to process %s", TOPIC)
    try:
        int(BALLOT)
    except ValueError:
        logging.getLogger(name).exception("Failed on " + TOPIC)  # noqa: G003 — as slack_sdk does
    assert [line["event"] for line in lines(logged)] == ["a library reports"] * 2
    assert lines(logged)[1]["fault"] == "ValueError"
    assert TOPIC not in logged.getvalue()
    assert BALLOT not in logged.getvalue()


def test_a_server_that_speaks_plainly_is_quoted(logged: io.StringIO) -> None:
    server = logging.getLogger("apscheduler.of_this_test")
    server.setLevel(logging.INFO)
    server.info("Started server process [%d]", 7)
    assert lines(logged)[0]["event"] == "Started server process [7]"


def test_the_libraries_keep_their_details_to_themselves_even_when_everything_is_wanted(logged: io.StringIO) -> None:
    for name in ("slack_sdk", "slack_bolt", "bolt", "sqlalchemy", "aiohttp", "asyncio"):
        logging.getLogger(f"{name}.inside").info(TOPIC)
    assert logged.getvalue() == ""


def talkative() -> Feature:
    """Return a feature through which topics, ballots and ledgers pass on every way there is, faults included."""

    def write(unit: Unit, *, text: str) -> None:
        raise ValueError(text)

    async def on_command(command: Command, deps: Deps) -> Answer:
        match command.text.split()[0]:
            case "form":
                ask = field("ballot", "Your dots", typed(200))
                return Answer.open(Modal("echo:ballot", "Your dots", [ask], submit="Save", private=LEDGER))
            case "write":
                await deps.store.write(write, text=command.text)
            case "break":
                raise KeyError(command.text)
        return Answer.say(command.text)

    async def on_form(form: Form, deps: Deps) -> Answer:
        raise RuntimeError(form.text("ballot"), form.private)

    return Feature("echo", commands={"/coffee": on_command}, forms={"echo:ballot": on_form})


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_a_whole_run_logs_no_secret_no_topic_no_ballot_no_ledger(
    logged: io.StringIO, database_url: str, transport: str
) -> None:
    async with scene(database_url, transport, (talkative(),), logged) as stage:
        for text in ("say", "write", "break", "form"):
            await stage.type(f"{text} {TOPIC}")
        (form,) = (await stage.seen())["modals"]
        values = {"ballot": {VALUE: {"type": "plain_text_input", "value": BALLOT}}}
        await stage.act("submit", **{"as": "U0ANA", "view_id": form["id"], "values": values})
        secrets = [stage.room.app.bot_token, stage.room.app.app_token, stage.room.app.signing_secret]
        await stage.get("/control/clock", Authorization="Bearer wrong-secret-of-a-stranger")
    text = logged.getvalue()
    said = json.dumps([line["event"] for line in lines(logged)])
    assert said.count("a request failed") == 3
    assert [secret for secret in (*secrets, TOPIC, BALLOT, LEDGER, "wrong-secret") if secret in text] == []
