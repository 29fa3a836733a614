"""The whole house in the rehearsal room, by both transports, on both engines."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import bindparam, select

from bot import action_items
from bot.core.facts import TeamDatesChanged
from bot.core.kinds import AlarmKind
from bot.core.refusal import Refusal
from bot.core.version import VERSION
from bot.feature import Deps, Feature
from bot.house.connections import OF_METRICS
from bot.house.features import ANSWERED_BY, RECURRING, ROOMS_AND_FEATURES, answers_of
from bot.schedule.alarms import Alarm, AlarmHandler, wake
from bot.slack.answers import Answer
from bot.slack.requests import Command
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.teams.tables import PersonRow
from bot.words.words import Words
from tests.fakes.until import until
from tests.house.stand_ins import CONTROL, echoing, free_port, scene

RING = AlarmKind("echo:ring", timedelta(days=1), "an echo")
_PEOPLE = select(PersonRow.person).where(PersonRow.workspace == in_workspace(), PersonRow.name == bindparam("called"))


@pytest.fixture(params=["socket", "http"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def test_a_command_typed_in_slack_is_answered_to_that_person_alone(database_url: str, transport: str) -> None:
    feature = echoing(lambda command: Answer.say(f"You said {command.text} in {command.channel}."))
    async with scene(database_url, transport, (feature,)) as stage:
        await stage.type("hello")
        assert "You said hello in C0GUILD." in await stage.texts()
        assert "You said hello in C0GUILD." not in await stage.texts("U0BEN")
        assert b'cortado_requests_total{kind="command",outcome="done"} 1.0' in await stage.house.metrics()


async def test_a_fault_of_ours_is_told_and_the_next_request_is_answered(sqlite_url: str) -> None:
    def answer(command: Command) -> Answer:
        if command.text == "break":
            raise ZeroDivisionError
        return Answer.say("well")

    async with scene(sqlite_url, "socket", (echoing(answer),)) as stage:
        await stage.type("break")
        await stage.type("again")
        texts = await stage.texts()
        assert any(text.startswith("Something went wrong on my side.") for text in texts)
        assert "well" in texts


async def test_a_refusal_is_told_in_the_words_of_the_feature(sqlite_url: str) -> None:
    class NoBeans(Refusal):
        pass

    def explain(refusal: Refusal, words: Words) -> str | None:
        return "The beans are out." if isinstance(refusal, NoBeans) else None

    async def on_command(command: Command, deps: Deps) -> Answer:
        raise NoBeans

    feature = Feature("echo", commands={"/coffee": on_command}, explain=explain)
    async with scene(sqlite_url, "socket", (feature,)) as stage:
        await stage.type("brew")
        assert "The beans are out." in await stage.texts()


async def test_a_listener_is_lent_the_person_as_slack_knows_them(sqlite_url: str) -> None:
    async def on_command(command: Command, deps: Deps) -> Answer:
        return Answer.say(f"{deps.person.name}, {deps.person.zone}, {deps.words.zone}")

    async with scene(sqlite_url, "socket", (Feature("echo", commands={"/coffee": on_command}),)) as stage:
        await stage.type("who", person="U0CHLOE")
        (said,) = await stage.texts("U0CHLOE")
        assert said == "Chloé, Europe/Paris, Europe/Paris"
        known = await stage.house.store.read(_person_rows, stage.room.app.team_id)  # type: ignore[arg-type]
        assert known == ["U0CHLOE"]


def _person_rows(read: Read) -> list[str]:
    found = teams.person(read, "U0CHLOE")  # type: ignore[arg-type]
    return [row.person for row in read.rows(_PEOPLE, {"called": found.name if found else ""})]


async def test_a_person_whom_slack_did_not_tell_of_is_asked_for_again(sqlite_url: str) -> None:
    async def on_command(command: Command, deps: Deps) -> Answer:
        return Answer.say(deps.person.name)

    async with scene(sqlite_url, "socket", (Feature("echo", commands={"/coffee": on_command}),)) as stage:
        broken = [{"method": "users.info", "kind": "500", "times": 1}]
        await stage.http.post(f"{stage.room.base_url}/room/faults", json=broken)
        await stage.type("who")
        await stage.type("who")
        assert await stage.texts() == ["ana", "Ana"]  # first as the request calls her


async def test_the_line_to_slack_is_taken_up_again_when_it_breaks(sqlite_url: str) -> None:
    async with scene(sqlite_url, "socket", (echoing(lambda command: Answer.say(command.text)),)) as stage:
        await stage.http.post(f"{stage.room.base_url}/room/faults/delivery", json={"kind": "disconnect", "times": 1})
        await stage.type("one")

        async def heard() -> bool:
            await stage.type("two")
            return "two" in await stage.texts()

        await until(heard)


async def test_a_home_is_drawn_for_who_opens_it(sqlite_url: str) -> None:
    async with scene(sqlite_url, "socket", (echoing(lambda command: Answer.nothing()),)) as stage:
        await stage.act("open_home", **{"as": "U0ANA"})

        async def drawn() -> bool:
            return (await stage.seen())["home"] is not None

        await until(drawn)
        assert (await stage.seen())["home"]["blocks"][0]["text"]["text"] == "Nothing of yours is here yet."


async def test_health_readiness_and_metrics_are_shown(sqlite_url: str) -> None:
    async with scene(sqlite_url, "http", (echoing(lambda command: Answer.nothing()),)) as stage:
        assert (await stage.get("/healthz")).json() == {"ok": True, "database": True, "token": True, "version": VERSION}
        assert (await stage.get("/readyz")).status_code == 200
        shown = await stage.get("/metrics")
        assert "cortado_messages_waiting 0.0" in shown.text
        assert 'cortado_slack_calls_total{method="auth.test",outcome="ok"} 1.0' in shown.text


async def test_metrics_can_have_a_port_of_their_own_which_shows_nothing_else(sqlite_url: str) -> None:
    port = free_port()
    async with scene(sqlite_url, "http", (echoing(lambda command: Answer.nothing()),), metrics_port=port) as stage:
        assert (await stage.get("/metrics")).status_code == 404
        apart = f"http://127.0.0.1:{port}"
        assert "cortado_messages_waiting 0.0" in (await stage.http.get(f"{apart}/metrics")).text
        assert [(await stage.http.get(f"{apart}{path}")).status_code for path in ("/healthz", "/slack/events")] == [404, 404]


async def test_a_head_without_end_is_turned_away_by_the_whole_bot_and_counted(sqlite_url: str) -> None:
    async with scene(sqlite_url, "http", (echoing(lambda command: Answer.say("well")),)) as stage:
        reader, writer = await asyncio.open_connection("127.0.0.1", httpx.URL(stage.url).port)
        writer.write(b"POST /slack/events HTTP/1.1\r\nX: " + b"x" * 40_000)
        assert (await reader.read()).startswith(b"HTTP/1.1 431 ")
        writer.close()
        await stage.type("hello")
        assert "well" in await stage.texts()
        assert b'cortado_requests_refused_total{reason="too large"} 1.0' in await stage.house.metrics()


async def test_the_port_of_metrics_has_bounds_of_its_own_and_who_is_turned_away_there_is_counted(sqlite_url: str) -> None:
    port = free_port()
    async with scene(sqlite_url, "http", (echoing(lambda command: Answer.say("well")),), metrics_port=port) as stage:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /metrics HTTP/1.1\r\nX: " + b"x" * 40_000)
        assert (await reader.read()).startswith(b"HTTP/1.1 431 ")
        silent = [await asyncio.open_connection("127.0.0.1", port) for _ in range(OF_METRICS.connections + 20)]
        assert (await silent[0][0].read()).startswith(
            b"HTTP/1.1 503 "
        )  # who waits longest goes first, long before the files are used up
        shown = (await stage.http.get(f"http://127.0.0.1:{port}/metrics")).text
        assert 'cortado_requests_refused_total{reason="too large"} 1.0' in shown
        assert 'cortado_requests_refused_total{reason="too many"}' in shown
        await stage.type("hello")
        assert "well" in await stage.texts()
        for _, held in ((reader, writer), *silent):
            held.close()


def ringing(rung: list[str]) -> Feature:
    """Return a feature whose command sets an alarm an hour ahead."""

    async def on_command(command: Command, deps: Deps) -> Answer:
        await deps.store.write(set_alarm)
        return Answer.nothing()

    def set_alarm(unit: Unit) -> None:
        wake(unit, RING, "s", unit.now + timedelta(hours=1))

    def ring(unit: Unit, alarm: Alarm) -> None:
        rung.append(alarm.subject)

    return Feature("echo", commands={"/coffee": on_command}, alarms={RING: AlarmHandler(ring=ring)})


async def test_the_clock_walks_to_the_next_moment_when_it_is_told_to(database_url: str) -> None:
    rung: list[str] = []
    async with scene(database_url, "socket", (ringing(rung),)) as stage:
        await stage.type("later")
        secret = {"Authorization": f"Bearer {CONTROL}"}
        told = (await stage.get("/control/clock", **secret)).json()
        assert told["next"]["what"] == "an echo"
        arrived = await stage.http.post(f"{stage.url}/control/clock", json={"to": told["next"]["at"]}, headers=secret)
        assert arrived.status_code == 200
        assert arrived.json()["now"] >= told["next"]["at"]
        assert rung == ["s"]


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"to": "2020-01-01T00:00:00Z"}, 400),
        ({"to": "tomorrow"}, 400),
        ({"to": "2026-12-01T10:00:00"}, 400),
        ({}, 400),
        ([], 400),
    ],
)
async def test_the_clock_refuses_what_is_no_way_forward(sqlite_url: str, wish: object, status: int) -> None:
    async with scene(sqlite_url, "http", (ringing([]),)) as stage:
        secret = {"Authorization": f"Bearer {CONTROL}"}
        answer = await stage.http.post(f"{stage.url}/control/clock", json=wish, headers=secret)
        assert (answer.status_code, bool(answer.json()["error"])) == (status, True)


async def test_the_clock_is_closed_to_who_has_no_secret(sqlite_url: str) -> None:
    async with scene(sqlite_url, "http", (ringing([]),)) as stage:
        assert (await stage.get("/control/clock")).status_code == 401
        assert (await stage.get("/control/clock", Authorization="Bearer wrong")).status_code == 401


async def test_a_request_before_the_house_is_open_is_told_to_come_again(sqlite_url: str) -> None:
    async with scene(sqlite_url, "http", (ringing([]),)) as stage:
        stage.house._open = False
        assert (await stage.http.post(f"{stage.url}/slack/events", content=b"")).status_code == 503
        assert (await stage.get("/readyz")).status_code == 503


async def test_the_endpoint_takes_nothing_but_posts_and_has_no_pages_below_it(sqlite_url: str) -> None:
    async with scene(sqlite_url, "http", (ringing([]),)) as stage:
        assert (await stage.get("/slack/events")).status_code == 405
        assert (await stage.http.post(f"{stage.url}/slack/events", content=b"")).status_code == 401
        assert (await stage.http.post(f"{stage.url}/slack/events/more", content=b"")).status_code == 404


def test_every_fact_that_a_feature_answers_is_in_the_table_of_the_house() -> None:
    offered = {(feature.name, fact) for feature in ROOMS_AND_FEATURES for fact in feature.answers}
    assert {(feature.name, fact) for fact, features in ANSWERED_BY.items() for feature in features} == offered
    assert answers_of(ANSWERED_BY).keys() == ANSWERED_BY.keys()


def test_whatever_comes_again_follows_the_calendar_of_its_team() -> None:
    following = {feature.name for feature in ANSWERED_BY[TeamDatesChanged]}
    assert following - {action_items.FEATURE.name} == {one.name for one in RECURRING}
