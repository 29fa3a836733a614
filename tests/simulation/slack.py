"""Slack as a simulated process calls it: the rehearsal room's own methods, without a network, and with the faults of one."""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextvars import Context
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.rehearsal.methods.call import Call
from bot.rehearsal.respond import respond
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import SlackError
from bot.rehearsal.web_api import METHODS
from bot.slack.client import RespondRefused, SlackClient
from bot.slack.errors import error_of
from tests.simulation.weather import Weather

PATIENCE = 5.0
"""Seconds after which the client waits for no answer any more."""
Observe = Callable[[str, str, float], None]


@dataclass(frozen=True)
class Mortality:
    """Asked at each call whether the process lives to make it, and to hear the answer."""

    survives: Callable[[str], bool]


class SimulatedSlack(SlackClient):
    """One process's client: what it does is done in the room, where it gets there."""

    def __init__(self, room: Room, weather: Weather, mortality: Mortality, observe: Observe, told: Callable[..., None]) -> None:
        self._room = room
        self._weather = weather
        self._mortality = mortality
        self._observe = observe
        self._told = told
        self._world = Context()

    async def call(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """Call a method."""
        given = {name: value for name, value in arguments.items() if value is not None}
        outcome = "ok"
        try:
            return await self._sent(method, lambda: self._done(method, given))
        except SlackApiError as refused:
            outcome = error_of(refused)
            raise
        except (OSError, TimeoutError) as fault:
            outcome = "timeout" if isinstance(fault, TimeoutError) else "unreachable"
            raise
        finally:
            self._observe(method, outcome, 0.0)

    ask = call

    async def auth_test(self) -> dict[str, Any]:
        """Ask whose token this is."""
        return {**await self.call("auth.test"), "scopes": sorted(self._room.scopes)}

    async def respond(self, url: str, payload: Mapping[str, Any]) -> None:
        """Answer by a `response_url`."""
        body = json.loads(json.dumps(payload))

        name = url.rpartition("/")[2]

        def answered() -> dict[str, Any]:
            try:
                respond(self._room, self._room.grants.use_response_url(name), body)
                self._room.journal.call("response_url", body, True, None, url=name)
            except SlackError as error:
                self._told("respond refused", error=error.code)
                raise RespondRefused(404, error.code) from None
            return {}

        await self._sent("response_url", answered)

    async def _sent(self, method: str, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Send a call on its way; once it is, Slack does it whatever becomes of who asked."""
        loop, weather = asyncio.get_running_loop(), self._weather
        future: asyncio.Future[dict[str, Any]] = loop.create_future()
        if not self._mortality.survives(f"before {method}"):
            await future  # nobody goes on
        if weather.happens(weather.slack_refuses):
            await asyncio.sleep(weather.way())
            raise ConnectionRefusedError("the room refused the connection")
        if method != "response_url" and weather.happens(weather.slack_limits):
            await asyncio.sleep(weather.way())
            pause = weather.chance.choice((1, 1, 2, 5, 30))
            raise _refused(method, {"ok": False, "error": "ratelimited"}, 429, {"retry-after": str(pause)})
        hangs, breaks, lost = (
            weather.happens(each) for each in (weather.slack_hangs, weather.slack_breaks, weather.slack_loses_answer)
        )
        arrives = weather.chance.random() < 0.7 if hangs or breaks else True

        def arrived() -> None:
            answer: dict[str, Any] | Exception
            try:
                answer = do() if arrives else {}
            except (SlackApiError, RespondRefused) as refused:
                answer = refused
            if hangs:
                return
            if breaks:
                answer = _refused(method, "Internal Server Error", 500, {})
            elif lost:
                answer = ConnectionResetError("the answer was lost")
            loop.call_later(weather.way(), back, answer)

        def back(answer: dict[str, Any] | Exception) -> None:
            if future.done():
                return
            if isinstance(answer, Exception):
                future.set_exception(answer)
                future.exception()  # whoever has died asks no more
            else:
                future.set_result(answer)

        loop.call_later(weather.way(), arrived, context=self._world)
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await future
        finally:
            survived = self._mortality.survives(f"after {method}")
        if not survived:
            await loop.create_future()
        return answer

    def _done(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        room = self._room
        args = json.loads(json.dumps(given))
        try:
            wait = room.rates.retry_after(method, args)
            if wait is not None:
                self._told(method, limited=wait)
                room.journal.call(method, args, False, "ratelimited")
                raise _refused(method, {"ok": False, "error": "ratelimited"}, 429, {"retry-after": str(wait)})
            answer = {"ok": True, **METHODS[method](Call(room, args))}
        except SlackError as error:
            self._told(method, refused=error.code)
            room.journal.call(method, args, False, error.code)
            raise _refused(method, error.as_answer(), 200, {}) from None
        self._told(method, channel=str(args.get("channel", "")), ts=str(answer.get("ts", "")))
        room.journal.call(method, args, True, None, answer=answer)
        return answer


def _refused(method: str, data: Any, status: int, headers: dict[str, str]) -> SlackApiError:
    response = AsyncSlackResponse(
        client=None, http_verb="POST", api_url=f"https://slack.com/api/{method}", req_args={}, data=data, headers=headers,
        status_code=status,
    )  # fmt: skip
    return SlackApiError(f"{method} was refused", response)  # type: ignore[no-untyped-call]
