"""Who was turned away stands in the log by ids: rights, ids of others, signatures; never what was written."""

import asyncio
import inspect
from pathlib import Path

import pytest

from bot.core.access_log import AccessLog
from bot.core.refusal import AlreadyDone, Forbidden, NotThere, Refusal, Several
from bot.house import build  # noqa: F401 — brings every room, and with it every refusal
from bot.slack.answers import Answer
from tests.fakes.logs import capture_logs
from tests.slack import payloads
from tests.slack.stand_ins import answering, build_door, everywhere

MARK = "Whose-turn-is-it"


class NotTheirs(Forbidden):
    """A refusal by rights."""


class NoSuchThing(NotThere):
    """An id of somebody else's."""


def of_rights(refusals: type[Refusal] = Refusal) -> set[type[Refusal]]:
    return {one for each in refusals.__subclasses__() for one in (each, *of_rights(each))}


async def lines_of(fault: Exception, times: int = 1) -> list[dict[str, object]]:
    stood = build_door(everywhere(answering(fault)))
    with capture_logs() as logs:
        for number in range(times):
            await stood.send(payloads.click({"value": MARK}, trigger_id=f"t.{number}"))
            await stood.send(payloads.command(f"topic {MARK}", trigger_id=f"c.{number}"))
        await stood.dispatch.drain()
    assert MARK not in str(logs)
    return [dict(line) for line in logs if line["event"] == "access refused"]


@pytest.mark.parametrize("fault", [NotTheirs(MARK), NoSuchThing(MARK), Several(NotTheirs(MARK), Refusal(MARK))])
async def test_a_refusal_by_rights_is_a_line_with_who_and_what_once_an_hour(fault: Exception) -> None:
    name = "NoSuchThing" if isinstance(fault, NoSuchThing) else "NotTheirs"
    who = {"why": name, "workspace": payloads.TEAM, "person": payloads.ANA, "passed_over": 0}
    assert [line | {"event": "", "log_level": ""} for line in await lines_of(fault, times=3)] == [
        who | {"kind": "click", "request": "lean_coffee:check_in", "event": "", "log_level": ""},
        who | {"kind": "command", "request": "/coffee", "event": "", "log_level": ""},
    ]


@pytest.mark.parametrize("fault", [Refusal(MARK), ValueError(MARK), AlreadyDone()])
async def test_what_is_no_matter_of_rights_is_none_of_this_log(fault: Exception) -> None:
    assert await lines_of(fault) == []


def test_whoever_lacks_a_right_is_refused_by_a_kind_that_the_log_knows() -> None:
    """By their names."""
    sounds = ("NotTheHost", "NotTheOwner", "NotTheNoter", "NotYour", "NotAllowed", "NotHost", "OnlyHost", "Guests", "Admins")
    unknown = [
        one.__name__
        for one in of_rights()
        if one.__module__.startswith("bot.") and one.__name__.startswith(sounds) and not issubclass(one, Forbidden)
    ]
    assert unknown == []


def test_no_listener_writes_such_lines_itself() -> None:
    source = Path(inspect.getfile(AccessLog)).parents[1]
    users = {str(path.relative_to(source)) for path in source.rglob("*.py") if "AccessLog(" in path.read_text(encoding="utf-8")}
    at_the_door = {
        "slack/dispatch.py",
        "slack/endpoint.py",
        "house/oauth/install_pages.py",
        "house/control.py",
        "house/calendars.py",
    }
    assert users == at_the_door


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"x-slack-signature": ""}, "wrong or old signature"),
        ({"x-slack-signature": "v0=" + "0" * 64}, "wrong or old signature"),
        ({"x-slack-request-timestamp": "1"}, "wrong or old signature"),
    ],
)
async def test_a_request_that_is_not_slacks_is_a_line_with_its_address(headers: dict[str, str], why: str) -> None:
    stood = build_door(everywhere(answering(Answer.nothing())))
    with capture_logs() as logs:
        await asyncio.gather(*(stood.send(payloads.command(MARK), **headers) for _ in range(5)))
        assert (await stood.post(MARK.encode(), {"content-type": "text/plain"})).status_code == 401
    found = [(line["why"], line["address"]) for line in logs if line["event"] == "access refused"]
    assert found == [(why, "127.0.0.1"), ("unsigned", "127.0.0.1")]
    assert MARK not in str(logs)
