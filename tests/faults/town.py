"""A house in this process and a room around it: every request is kept as it came, sent twice where asked, and sent again later."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import yaml
from sqlalchemy import bindparam, insert, or_, select, union_all, update

from bot.core.ids import WorkspaceId
from bot.delivery.due import agenda, workspaces_waiting
from bot.delivery.rate_limits import LONGEST_WAIT
from bot.delivery.tables import MessageRow, StaleCopyRow
from bot.house.build import build
from bot.house.lifecycle import House
from bot.house.options import Options
from bot.house.serving import serve
from bot.rehearsal.app import build_room
from bot.rehearsal.app import serve as serve_room
from bot.rehearsal.clock import WallTime
from bot.rehearsal.http_out import AioHttp, HttpAnswer
from bot.rehearsal.inputs import elements_of
from bot.rehearsal.installation import Installation, from_manifest
from bot.rehearsal.room import Room
from bot.rehearsal.signing import signed_headers
from bot.schedule.tables import AlarmRow, HeartbeatRow
from bot.store.base import Instant, in_workspace
from bot.store.opening import engine_of, read_url
from bot.store.schema import whole_schema
from bot.store.unit import Read, Unit
from tests.fakes.room_client import RoomClient
from tests.fakes.until import until
from tests.faults.replicas import ROOT
from tests.history.events import Due, Event
from tests.history.judging import judge
from tests.house.stand_ins import free_port

MONDAY = datetime(2031, 3, 3, 12, tzinfo=UTC)
"""When business begins in the room; the machine's own date means nothing to it."""
CONTROL = "control-secret-of-a-test"
_LOOK_SECONDS = 0.01
_STEP = timedelta(seconds=5)
"""What is passed over at once: shorter than the silence that the house would take for an outage."""
_SOON = LONGEST_WAIT
"""What is passed over step by step: any pause between two tries to send."""
SOON_AFTER = 60.0
"""Business seconds within which comes what is due; people are told of minutes, and series announced by the day."""
UNSAID = {b"", b"{}"}
Rows = list[dict[str, Any]]
_BEHIND = select(MessageRow.id).where(
    MessageRow.workspace == in_workspace(),
    MessageRow.state == "live",
    or_(MessageRow.urgent > MessageRow.shown, MessageRow.bottom > MessageRow.posted),
)
_DUE = select(AlarmRow.subject).where(AlarmRow.workspace == in_workspace(), AlarmRow.due <= bindparam("now", type_=Instant()))
_BEAT = update(HeartbeatRow).values(beat=bindparam("at", type_=Instant()))
_UNDER_WAY = union_all(
    *(
        select(table.leased).where(table.workspace == in_workspace(), table.leased.is_not(None))
        for table in (MessageRow, StaleCopyRow)
    )
)


@dataclass(frozen=True)
class Sent:
    """One request to the bot as Slack sent it, and what was answered."""

    content_type: str
    body: bytes
    answers: tuple[HttpAnswer, ...]


class ShortTime(WallTime):
    """Real time for a house and its Slack, which goes on at once where both would only wait."""

    def __init__(self, passed: timedelta = timedelta()) -> None:
        self.passed = passed

    def now(self) -> datetime:
        """Give the machine's instant and what was passed over."""
        return super().now() + self.passed

    def monotonic(self) -> float:
        """Give the machine's seconds and what was passed over."""
        return super().monotonic() + self.passed.total_seconds()

    def pass_to(self, instant: datetime) -> None:
        """Make an instant the present; never one that is over."""
        self.passed += max(instant - self.now(), timedelta())


class Post(AioHttp):
    """The way to the bot: keeps what is sent, and sends it twice at once where `doubled`."""

    def __init__(self, *, doubled: bool) -> None:
        super().__init__()
        self.sent: list[Sent] = []
        self.doubled = doubled
        self.under_way = 0
        """How many requests wait for their answers."""

    async def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> HttpAnswer:
        if not url.endswith("/slack/events"):
            return await super().send(method, url, headers, body)
        times = 2 if self.doubled else 1
        self.under_way += 1
        try:
            answers = await asyncio.gather(*(AioHttp.send(self, method, url, headers, body) for _ in range(times)))
        finally:
            self.under_way -= 1
        self.sent.append(Sent(headers["Content-Type"], body, tuple(answers)))
        return max(answers, key=lambda answer: len(answer.body))


@dataclass
class Town:
    """A workspace with the bot in it: what people do, what they see, what the database holds."""

    url: str
    room: Room
    people: RoomClient
    post: Post
    port: int
    offset: timedelta
    time: ShortTime
    seen: list[Event] = field(default_factory=list)
    """What the room does not know: what a test does behind its back."""
    hurries: bool = True
    """Whether time is passed over wherever delivery waits for its turn; else a test passes it."""
    house: House = field(init=False)
    _serving: asyncio.Task[None] | None = None

    @property
    def team(self) -> WorkspaceId:
        return WorkspaceId(self.room.app.team_id)

    async def open(self) -> None:
        """Start a house and wait until it takes requests."""
        options = Options(
            self.url,
            self.room.app.bot_token,
            None,
            self.room.app.signing_secret,
            f"{self.room.base_url}/api/",
            CONTROL,
            self.offset,
            person_pace=0,  # people of a test do in a second what takes others minutes
        )
        self.house = build(options, real=self.time)
        self._serving = asyncio.create_task(serve(self.house, "127.0.0.1", self.port))

        async def ready() -> bool:
            assert self._serving is not None
            assert not self._serving.done(), self._serving.result()
            return self.house.is_open

        await until(ready)

    async def close(self) -> None:
        """End the house cleanly."""
        self.house.on_failed()
        assert self._serving is not None
        await self._serving

    async def go_on(self, instant: datetime, *, even_in_a_request: bool = True) -> None:
        """Make a real instant the present of the house and its Slack, and have delivery look; the house was alive until then."""
        await self.house.store.write(_beat, WorkspaceId(""), None, instant)
        if even_in_a_request or not self.in_a_request:
            self.time.pass_to(instant)
        self.house.parts.sender.wake()

    @property
    def in_a_request(self) -> bool:
        """Whether somebody waits for an answer: what Slack grants with a request is good for three seconds."""
        return bool(self.post.under_way or self.house.parts.dispatch.running)

    async def hurry(self) -> None:
        """Wherever delivery only waits for its turn, for a lane or a budget, let that turn be now; until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            if self.hurries and self.house.is_open and not self.in_a_request:
                turn = await self.next_turn()
                now = self.time.now()
                if turn is not None and turn <= now + _SOON:
                    await self.go_on(min(turn, now + _STEP), even_in_a_request=False)

    async def next_turn(self) -> datetime | None:
        """Say when delivery goes on, where there is nothing that it does now or could do, in any workspace."""
        read = self.house.store.read
        waiting = await read(workspaces_waiting, WorkspaceId(""))
        turns = [await read(_next_turn, workspace, self.time.now()) for workspace in waiting]
        return min((turn for turn in turns if turn is not None), default=None) if None not in turns else None

    async def idle(self) -> None:
        """Wait until nothing is under way, no alarm that is due is left to ring, and Slack shows all that it should."""

        async def quiet() -> bool:
            return not await self.house.store.read(_ringing, self.team) and await self.house.idle()

        await until(quiet)

    async def current(self) -> None:
        """Wait until no change of phase and no move is left to be shown: what is offered then is of now."""

        async def shown() -> bool:
            return not await self.house.store.read(_behind, self.team)

        await until(shown)

    async def deliver(self, body: bytes, content_type: str, **headers: str) -> HttpAnswer:
        """Send a body signed with the app's secret, as of now, and note it as the room notes what it sends itself."""
        signed = signed_headers(self.room.app.signing_secret, int(self.time.now().timestamp()), body)
        url, began = f"http://127.0.0.1:{self.port}/slack/events", self.time.monotonic()
        answer = await AioHttp.send(self.post, "POST", url, {"Content-Type": content_type, **signed, **headers}, body)
        self._note(body, content_type, answer, self.time.monotonic() - began)
        return answer

    def _note(self, body: bytes, content_type: str, answer: HttpAnswer, took: float) -> None:
        try:
            kind, payload = decoded(body, content_type)
        except (KeyError, TypeError, ValueError):
            return  # no request of Slack's
        said = answer.body.decode(errors="replace")
        told = json.loads(said) if said.startswith("{") else said or None
        outcome = "ok" if answer.status == 200 else "http_error"
        line = {"kind": kind, "outcome": outcome, "answer": told, "ms": took * 1000, "payload": payload, "transport": "http"}
        self.room.journal.request(line)

    async def say(self, person: str, line: str, channel: str = "C0GUILD") -> None:
        """Give a command."""
        assert (await self.people.command(person, channel, line))["outcome"] == "ok", line

    async def press(self, person: str, action: str, **chosen: Any) -> None:
        """Press the newest element of this id that the person sees: in their form, their Home, or a message."""
        found: dict[str, Any] = {}
        await self.current()

        async def seen() -> bool:
            found.update(self._find(await self.people.view(person), action))
            return bool(found)

        await until(seen, lambda: f"{person} is not offered {action}", seconds=15)
        done = await self.people.act("click", person=person, action_id=action, **found, **chosen)
        assert done.get("outcome") == "ok", (action, done)

    def _find(self, view: dict[str, Any], action: str) -> dict[str, Any]:
        for form in reversed([*([view["home"]] if view["home"] else []), *view["modals"]]):
            if _offers(form["blocks"], action):
                return {"view_id": form["id"]}
        offered = [
            (message["ts"], place["id"])
            for place in view["conversations"]
            for top in place["messages"]
            for message in (top, *top["replies"])
            if _offers(message.get("blocks", []), action)
        ]
        return {"channel": max(offered)[1], "ts": max(offered)[0]} if offered else {}

    async def choose(self, person: str, action: str, verb: str) -> None:
        """Choose the newest option of a ⋮ menu by its verb."""
        await self.current()
        options = [
            option["value"]
            for value in self.drawn()
            for option in value.get("options") or ()
            if value["action_id"] == action and option["value"].startswith(f"{verb}:")
        ]
        await self.press(person, action, selected_option=options[-1])

    async def fill(self, person: str, /, **typed: str | list[str]) -> None:
        """Wait for a form, fill it by its blocks' ids, send it; a menu takes a number, of the option that it offers."""

        form: dict[str, Any] = {"blocks": []}

        async def asks_for_it() -> bool:
            form.update(*(await self.people.view(person))["modals"][-1:])
            return typed.keys() <= {placed.block_id for placed in elements_of(form["blocks"])}

        await until(asks_for_it, lambda: f"no form of {person} has all of {typed.keys()}")
        values = {
            placed.block_id: {placed.action_id: _filled(placed.element, typed[placed.block_id])}
            for placed in elements_of(form["blocks"])
            if placed.block_id in typed
        }
        done = await self.people.submit(person, form["id"], values)
        assert done.get("outcome") == "ok", done

    async def dismiss(self, person: str) -> None:
        """Close whatever form is open."""
        self.room.views.clear(person)

    async def moment(self, action: str) -> None:
        """Go from moment to moment until people are offered this."""
        for _ in range(40):
            if self._find(await self.people.view("U0ANA"), action):
                return
            told = await self.people.next_moment()
            assert told.get("ok", True), told
        raise AssertionError(f"no {action} in forty moments")

    def promised(self, text: str, business: datetime, *, to: str = "", since: datetime | None = None) -> None:
        """Have it judged that this comes once, at a business instant or soon after: in #guild, or in the talk with a person."""
        talks = [talk.id for talk in self.room.workspace.conversations.values() if talk.kind == "dm" and to in talk.members]
        (channel,) = talks if to else ["C0GUILD"]
        self.seen.append(Due((since or self.time.now()).timestamp(), business.timestamp(), channel, text, SOON_AFTER))

    def drawn(self) -> list[dict[str, Any]]:
        """Every interactive element that Slack was ever given, the oldest first."""
        calls = self.room.journal.calls()
        answers = [json.loads(each.body) for sent in self.post.sent for each in sent.answers if each.body.startswith(b"{")]
        return [element for payload in [*(call["args"] for call in calls), *answers] for element in _elements(payload)]

    def rows(self, workspace: str | None = None) -> dict[str, Rows]:
        """Every row of every table, or those of one workspace."""
        engine = engine_of(read_url(self.url))
        found: dict[str, Rows] = {}
        with engine.connect() as connection:
            for table in whole_schema().sorted_tables:
                if workspace is None or "workspace" in table.c:
                    of = select(table) if workspace is None else select(table).where(table.c.workspace == workspace)
                    rows = [dict(row) for row in connection.execute(of).mappings()]
                    found[table.name] = sorted(rows, key=repr)
        engine.dispose()
        return found


def lay_rows(url: str, rows: Mapping[str, Rows]) -> None:
    """Put rows as `Town.rows` gives them into an empty database."""
    engine = engine_of(read_url(url))
    with engine.begin() as connection:
        for table in whole_schema().sorted_tables:
            if rows.get(table.name):
                connection.execute(insert(table).values(rows[table.name]))
    engine.dispose()


def _beat(unit: Unit, at: datetime) -> None:
    unit.run(_BEAT, {"at": at})


def _next_turn(read: Read, now: datetime) -> datetime | None:
    """Say when delivery goes on, where there is nothing that it does now or could do."""
    found = agenda(read, now)
    return None if found.ready or read.rows(_UNDER_WAY) else found.then


def _ringing(read: Read) -> int:
    return len(read.rows(_DUE, {"now": read.now}))


def _behind(read: Read) -> int:
    return len(read.rows(_BEHIND))


def _offers(blocks: list[dict[str, Any]], action: str) -> bool:
    return any(element["action_id"] == action for element in _elements(blocks))


def _elements(payload: Any) -> list[dict[str, Any]]:
    """Find the interactive elements anywhere in a payload; blocks may be text of JSON."""
    if isinstance(payload, str) and payload[:1] in "[{" and "action_id" in payload:
        payload = json.loads(payload)
    if isinstance(payload, dict):
        own = [payload] if "action_id" in payload and "type" in payload else []
        return own + [element for part in payload.values() for element in _elements(part)]
    if isinstance(payload, list | tuple):
        return [element for part in payload for element in _elements(part)]
    return []


def _filled(element: dict[str, Any], given: str | list[str]) -> dict[str, Any]:
    match element["type"]:
        case "static_select":
            options = [
                *element.get("options", ()),
                *(each for group in element.get("option_groups", ()) for each in group["options"]),
            ]
            return {"type": element["type"], "selected_option": options[int(str(given)) - 1]}
        case "checkboxes":
            return {"type": element["type"], "selected_options": [each for each in element["options"] if each["value"] in given]}
        case "users_select":
            return {"type": element["type"], "selected_user": given}
        case "conversations_select":
            return {"type": element["type"], "selected_conversation": given}
        case kind:
            return {"type": kind, "value": given}


def decoded(body: bytes, content_type: str) -> tuple[str, dict[str, Any]]:
    """Read a body as Slack writes it: its kind, and its payload."""
    if content_type == "application/json":
        return "events_api", dict(json.loads(body))
    form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    return ("interactive", dict(json.loads(form["payload"]))) if "payload" in form else ("slash_commands", form)


@asynccontextmanager
async def town(
    url: str,
    *,
    doubled: bool = False,
    rates: bool = False,
    passed: timedelta = timedelta(),
    begins: datetime = MONDAY,
    judged: bool = True,
) -> AsyncIterator[Town]:
    """Open a room with the bot in its #guild, start a house in it, judge its history, and close both.

    `passed`: how far real time is ahead of the machine's already. `begins`: the business instant (UTC).
    `judged`: not where what is sent is nothing that Slack would send.
    """
    port, post, time = free_port(), Post(doubled=doubled), ShortTime(passed)
    address = f"http://127.0.0.1:{port}"
    installed = Installation(
        request_url=f"{address}/slack/events", **from_manifest(yaml.safe_load((ROOT / "app.yaml").read_text()))
    )
    room = build_room(app=installed, rates=rates, http=post, control=(f"{address}/control", CONTROL), real=time)
    offset = begins - time.now()
    room.move_clock(offset.total_seconds())
    opened = asyncio.Event()
    serving = asyncio.create_task(serve_room(room, port=0, ready=opened))
    await opened.wait()
    async with RoomClient(room.base_url) as people, post:
        found = Town(url, room, people, post, port, offset, time)
        await found.open()
        hurrying = asyncio.create_task(found.hurry())
        try:
            await people.invite_bot("U0ANA", "C0GUILD")
            yield found
            if judged:
                await found.idle()
                judge(room, found.seen, within=None)
        finally:
            hurrying.cancel()
            await asyncio.gather(hurrying, return_exceptions=True)
            await found.close()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
