"""A start of the house that is failed, held up, lied to and cut off at every call that it makes: it opens, or ends with a sentence."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import psycopg
import pytest
from slack_sdk.errors import SlackApiError

from bot.core.ids import WorkspaceId
from bot.core.version import VERSION
from bot.house.build import build
from bot.house.introduction import TokenRefused
from bot.house.lifecycle import House
from bot.house.options import Options
from bot.house.serving import serve
from bot.slack.answers import Answer
from bot.store.errors import StoreHeld, StoreUnavailable, StoreUnusable
from bot.store.migrate import migrate
from bot.store.revisions import make_current
from bot.teams import store as teams
from tests.fakes.logs import capture_logs
from tests.fakes.until import until
from tests.house.stand_ins import echoing, free_port

TOLD = {"ok": True, "team_id": "T1", "user_id": "U0BOT", "team": "Guild", "url": "https://guild.slack.com/", "scopes": []}
NEEDED = ("prepare", "start", "pulse_with_build", "auth.test", "served", "_waited_since", "_install")
"""The calls that the start waits for, in their order."""
BESIDE = ("_real_now", "workspaces_waiting", "_due_now", "_waits")
"""What the tasks that were begun ask for by themselves."""


@dataclass
class Calls:
    """Hears of every call of a start, and does to one of them what a test has laid ready."""

    name: str = ""
    faults: list[Exception | BaseException | asyncio.Event] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the laid call was come to."""

    async def come_to(self, name: str) -> None:
        self.made.append(name)
        if name != self.name or not self.faults:
            return
        self.stopped.set()
        fault = self.faults.pop(0)
        if isinstance(fault, asyncio.Event):
            await fault.wait()
        else:
            raise fault


class Slack:
    """Answers `auth.test`."""

    def __init__(self, calls: Calls, answers: list[Any]) -> None:
        self.calls = calls
        self.answers = answers

    async def auth_test(self) -> Any:
        await self.calls.come_to("auth.test")
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def named(calls: Calls, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def passed_on(action: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        await calls.come_to(action.__name__)
        return await call(action, *args, **kwargs)

    return passed_on


@asynccontextmanager
async def starting(url: str, calls: Calls, *answers: Any) -> AsyncIterator[House]:
    """Begin a house whose calls are heard; pauses between tries are short."""
    house = build(Options(url, "xoxb-1"), features=(echoing(lambda command: Answer.nothing()),), answered_by={})
    start = house.store.start

    async def started() -> None:
        await calls.come_to("start")
        await start()

    def prepared() -> None:
        asyncio.run_coroutine_threadsafe(calls.come_to("prepare"), loop).result()

    async def paused(seconds: float) -> None:
        await asyncio.sleep(0.001)

    loop = asyncio.get_running_loop()
    vars(house.store).update(start=started, write=named(calls, house.store.write), read=named(calls, house.store.read))
    slack = Slack(calls, list(answers) or [TOLD])
    house.parts = replace(house.parts, client=lambda session, observe: slack, prepare=prepared, wait=paused)  # type: ignore[arg-type,return-value]
    await house.start()
    try:
        yield house
    finally:
        for fault in calls.faults:
            if isinstance(fault, asyncio.Event):
                fault.set()
        calls.faults.clear()
        await house.stop()


async def test_the_calls_of_a_start_are_these(database_url: str) -> None:
    calls = Calls()
    async with starting(database_url, calls) as house:
        await until(lambda: house.is_open and set(calls.made) >= {*NEEDED, *BESIDE})
        assert [name for name in dict.fromkeys(calls.made) if name in NEEDED] == list(NEEDED)
        assert all(house.health().values())


def away() -> Exception:
    return StoreUnavailable("The database is away.")


def reset() -> Exception:
    return ConnectionResetError("lost")


@pytest.mark.parametrize(
    "fault", [away, reset, lambda: KeyError("odd"), asyncio.CancelledError], ids=["away", "lost", "odd", "cut"]
)
@pytest.mark.parametrize("times", [1, 4])
async def test_a_call_that_fails_is_made_again_and_the_bot_opens(
    database_url: str, fault: Callable[[], BaseException], times: int
) -> None:
    for name in NEEDED:
        calls = Calls(name, [fault() for _ in range(times)])
        with capture_logs() as logged:
            async with starting(database_url, calls) as house:
                await asyncio.wait_for(calls.stopped.wait(), 30)
                assert not all(house.health().values()), name
                await until(lambda house=house: house.is_open)  # type: ignore[misc]
                await until(lambda house=house: all(house.health().values()))  # type: ignore[misc]
        said = [line["event"] for line in logged if line["event"] in ("the start waits", "a task of the house died")]
        assert len(said) == 1, (name, said)


@pytest.mark.parametrize("name", NEEDED)
async def test_while_a_call_hangs_health_is_red_and_afterwards_the_bot_opens(database_url: str, name: str) -> None:
    go_on = asyncio.Event()
    calls = Calls(name, [go_on])
    async with starting(database_url, calls) as house:
        await asyncio.wait_for(calls.stopped.wait(), 30)
        assert house.health().get("started") is False
        assert not house.is_open
        go_on.set()
        await until(lambda: house.is_open and all(house.health().values()))


@pytest.mark.parametrize("name", NEEDED)
async def test_a_start_that_was_ended_at_a_call_leaves_nothing_that_keeps_the_next_from_opening(
    database_url: str, name: str
) -> None:
    calls = Calls(name, [asyncio.Event()])
    async with starting(database_url, calls):
        await asyncio.wait_for(calls.stopped.wait(), 30)
    async with starting(database_url, Calls()) as house:
        await until(lambda: house.is_open and all(house.health().values()))


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("fault", [away, lambda: KeyError("odd")], ids=["away", "odd"])
async def test_a_task_that_fails_for_long_is_said_once_by_name_and_makes_health_red_until_it_goes_well(
    database_url: str, name: str, fault: Callable[[], Exception]
) -> None:
    calls = Calls(name, [fault() for _ in range(1_000)])
    room = "delivery" if name in ("_real_now", "workspaces_waiting") else "schedule"
    with capture_logs() as logged:
        async with starting(database_url, calls) as house:
            await until(lambda: house.is_open and house.health().get(room) is False)
            calls.faults.clear()
            house.parts.clockwork.wake()
            house.parts.sender.wake()
            await until(lambda: all(house.health().values()))
    said = [line["event"] for line in logged if line["event"].startswith(room)]
    assert said == [f"{room} cannot look", f"{room} looks again"]


def refused(error: str) -> SlackApiError:
    return SlackApiError("auth.test", {"ok": False, "error": error})  # type: ignore[no-untyped-call]


ODD: list[Any] = [
    {},
    [],
    None,
    "ok",
    {"ok": True},
    {**TOLD, "team_id": None},
    {**TOLD, "team_id": 7},
    {**TOLD, "team_id": ["T1"]},
    {**TOLD, "team_id": ""},
    {**TOLD, "team_id": "T" * 400},
    {name: value for name, value in TOLD.items() if name != "user_id"},
    {**TOLD, "user_id": {"id": "U0BOT"}},
    refused("fatal_error"),
    refused("ratelimited"),
    refused("team_added_to_org"),
    SlackApiError("auth.test", {}),  # type: ignore[no-untyped-call]
    AttributeError("'list' object has no attribute 'get'"),
    TimeoutError(),
    OSError(),
]


async def test_an_odd_answer_of_slack_is_said_and_asked_for_again(sqlite_url: str) -> None:
    for odd in ODD:
        with capture_logs() as logged:
            async with starting(sqlite_url, Calls(), odd, odd, TOLD) as house:
                await until(lambda house=house: house.is_open)  # type: ignore[misc]
        (said,) = [line for line in logged if line["event"] == "the start waits"]
        assert said["step"] == "introduction"
        assert "Slack" in said["reason"], odd


@pytest.mark.parametrize(
    "odd",
    [{"url": 5}, {"url": "https://[x"}, {"url": None}, {"team": ["x"]}, {"bot_id": {}}, {"scopes": "all"}, {"scopes": None}],
)
async def test_what_is_odd_and_not_needed_keeps_nobody_from_opening(sqlite_url: str, odd: Mapping[str, Any]) -> None:
    async with starting(sqlite_url, Calls(), {**TOLD, **odd}) as house:
        await until(lambda: house.is_open)


async def test_a_token_of_another_workspace_than_the_database_knows_is_said(sqlite_url: str) -> None:
    async with starting(sqlite_url, Calls()) as house:
        await until(lambda: house.is_open)
    with capture_logs() as logged:
        async with starting(sqlite_url, Calls(), TOLD | {"team_id": "T2"}) as house:
            await until(lambda: house.is_open)
    assert [line["known"] for line in logged if "known" in line] == [["T1"]]


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "not_allowed_token_type"])
async def test_a_token_that_slack_never_takes_ends_the_bot_with_a_sentence(sqlite_url: str, error: str) -> None:
    async with starting(sqlite_url, Calls(), refused(error)) as house:
        await until(lambda: house.failed)
        assert isinstance(house.failed, TokenRefused)
        assert "SLACK_BOT_TOKEN" in str(house.failed)
        assert house.health()["token"] is False


@pytest.mark.parametrize("final", [StoreHeld("held"), StoreUnusable("It is damaged.", "Restore it.")])
@pytest.mark.parametrize("name", ["prepare", "start"])
async def test_what_waiting_does_not_mend_ends_the_bot(sqlite_url: str, final: Exception, name: str) -> None:
    ended = asyncio.Event()
    calls = Calls(name, [final])
    async with starting(sqlite_url, calls) as house:
        house.on_failed = ended.set
        await asyncio.wait_for(ended.wait(), 30)
        assert house.failed is final
        assert house.tried.is_set()


async def test_a_row_that_another_transaction_holds_is_waited_for(postgres_url: str) -> None:
    """The database gives up after five seconds by itself; the start does not."""
    async with starting(postgres_url, Calls()) as house:
        await until(lambda: house.is_open)
    blocked = f"{postgres_url}{'&' if '?' in postgres_url else '?'}options=-c%20lock_timeout%3D20ms"
    with psycopg.connect(postgres_url) as other:
        other.execute("SELECT 1 FROM teams_workspace FOR UPDATE")
        with capture_logs() as logged:
            async with starting(blocked, Calls()) as house:
                await until(lambda: any(line["event"] == "the start waits" for line in logged))
                assert house.health()["started"] is False
                other.rollback()
                await until(lambda: house.is_open and all(house.health().values()))
    assert [line["event"] for line in logged if line.get("step") == "introduction"] == ["the start waits", "the start goes on"]


async def test_a_file_that_another_process_writes_to_is_waited_for(sqlite_url: str) -> None:
    calls = Calls("_install", [go_on := asyncio.Event()])
    async with starting(sqlite_url, calls) as house:
        await asyncio.wait_for(calls.stopped.wait(), 30)
        other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
        house.store._raw.execute("PRAGMA busy_timeout = 5")  # type: ignore[attr-defined]
        await until(lambda: not house.store._waiting.qsize())  # type: ignore[attr-defined]
        other.execute("BEGIN IMMEDIATE")
        go_on.set()
        await until(lambda: house.health()["database"] is False)
        assert house.health()["started"] is False
        other.execute("ROLLBACK")
        await until(lambda: house.is_open and all(house.health().values()))
        other.close()
        assert await house.store.read(teams.workspace, WorkspaceId("T1")) is not None


async def test_while_the_database_is_away_at_the_start_the_bot_answers_that_it_is_not_well_and_then_opens(
    postgres_url: str,
) -> None:
    name = postgres_url.rsplit("/", 1)[1].partition("?")[0]
    port = free_port()
    house = build(
        Options(postgres_url, "xoxb-1"), features=(), answered_by={}, prepare=lambda: make_current(postgres_url, migrate=migrate)
    )
    slack = Slack(Calls(), [TOLD])
    told: list[int] = []
    house.parts = replace(house.parts, client=lambda session, observe: slack)  # type: ignore[arg-type,return-value]
    with psycopg.connect(postgres_url.replace(name, "postgres"), autocommit=True) as outside:
        outside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        serving = asyncio.create_task(serve(house, "127.0.0.1", port, listening=told.append))
        try:
            async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
                await until(lambda: told)
                health = await http.get("/healthz")
                assert (health.status_code, health.json()["database"], health.json()["started"]) == (503, False, False)
                assert (await http.get("/readyz")).status_code == 503
                assert (await http.get("/metrics")).status_code == 200
                outside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
                await until(lambda: house.is_open and all(house.health().values()))
                assert (await http.get("/healthz")).json() == {"ok": True, "database": True, "token": True, "version": VERSION}
        finally:
            outside.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
            house.on_failed()
            await serving
