"""Lean Coffee behind its dispatch: people type, press what is really drawn and send forms; a written Slack takes the answers down."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar, cast

from slack_sdk.errors import SlackApiError
from sqlalchemy import update

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.kinds import ScreenKind
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import FEATURE, rules
from bot.features.lean_coffee import store as kept
from bot.features.lean_coffee.alarms import on_deadline
from bot.features.lean_coffee.kinds import BOARD, DEADLINE
from bot.features.lean_coffee.rules import Meeting, MeetingId
from bot.features.lean_coffee.screens import draw_home
from bot.house.features import routes_of
from bot.house.lending import Lender
from bot.house.voice import Voice
from bot.schedule import Alarm
from bot.slack.carrying import Carrier
from bot.slack.client import Client
from bot.slack.dispatch import Dispatch
from bot.slack.reading import read
from bot.slack.rendering import render_message
from bot.slack.surfaces import Message
from bot.store import RunningStore
from bot.store.base import in_workspace
from bot.store.unit import Unit
from bot.teams import store as teams
from bot.words import words_for
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD
from tests.slack.stand_ins import Counts

T = TypeVar("T")
Payload = dict[str, Any]

TEAM = WorkspaceId("T0COFFEE")
PRIVATE, DIRECT = ChannelId("C0SECRET"), ChannelId("D0ANA")
SPOKEN = {ANA: ("Ana", "Europe/Madrid"), BEN: ("Ben", "Europe/London"), CHLOE: ("Chloé", "Europe/Paris"), DEV: ("Dev", "UTC")}
_STANDS = update(MessageRow).where(MessageRow.workspace == in_workspace())


class Slack:
    """Knows the guild's channel and its people; opens every form."""

    def __init__(self) -> None:
        self.forms: list[tuple[str, Payload]] = []
        self.privately: list[Payload] = []
        self.permalinks = True

    async def users_info(self, *, user: str, include_locale: bool) -> Payload:
        name, zone = SPOKEN[PersonId(user)]
        return {"user": {"profile": {"display_name": name}, "tz": zone, "locale": "en-GB"}}

    async def conversations_info(self, *, channel: str) -> Payload:
        if channel == GUILD:
            return {"channel": {"id": channel, "name": "guild"}}
        raise SlackApiError("conversations.info", {"ok": False, "error": "channel_not_found"})  # type: ignore[no-untyped-call]

    async def ask(self, method: str, /, **arguments: Any) -> Payload:
        if not self.permalinks:
            raise SlackApiError(method, {"ok": False, "error": "message_not_found"})  # type: ignore[no-untyped-call]
        return {"permalink": f"https://guild.slack.com/archives/{arguments['channel']}/p{arguments['message_ts']}"}

    async def views_open(self, *, trigger_id: str, view: Payload) -> None:
        self.forms.append(("open", view))

    async def views_push(self, *, trigger_id: str, view: Payload) -> None:
        self.forms.append(("push", view))

    async def views_update(self, *, view_id: str, view: Payload, **hash_of_before: Any) -> None:
        self.forms.append(("update", view))

    async def respond(self, url: str, payload: Payload) -> None:
        self.privately.append(payload)


@dataclass(frozen=True)
class Answered:
    """What one request led to: its ack, forms shown, private messages."""

    ack: Payload
    forms: list[tuple[str, Payload]] = field(default_factory=list)
    privately: list[Payload] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that was said to the person, wherever it stood."""
        shown = [self.ack, *self.privately]
        return "\n".join(text for each in shown for text in _texts(each.get("blocks") or each))

    @property
    def errors(self) -> Mapping[str, str]:
        return cast(Mapping[str, str], self.ack.get("errors") or {})

    @property
    def notice(self) -> str:
        """What stands above the fields of a form that was refused."""
        return str(self.ack["view"]["blocks"][0]["text"]["text"])

    @property
    def form(self) -> Payload:
        """The form that is on top now."""
        return cast(Payload, self.forms[-1][1] if self.forms else self.ack["view"])

    @property
    def silent(self) -> bool:
        return not self.ack and not self.forms and not self.privately


class Desk:
    """One workspace with a guild's channel."""

    def __init__(self, store: RunningStore, clock: SetClock, real: SetClock) -> None:
        self.store, self.clock, self.slack = store, clock, Slack()
        self.workspace = TEAM
        self._numbers = count(1)
        self._last = MeetingId("none yet")
        client = cast(Client, self.slack)
        lender = Lender(store, lambda workspace: client, clock, real)
        carrier = Carrier(lambda workspace: client)
        routes = routes_of((FEATURE,), lender.deps_for, {})
        self.dispatch = Dispatch(routes, carrier, Voice((FEATURE,), lender.words_of), Counts())

    async def furnish(self) -> "Desk":
        """Introduce the workspace and its people, as their first requests would."""
        await self.act(teams.keep_workspace, name="Guild", domain="guild", bot_user=PersonId("U0BOT"))
        for person in SPOKEN:
            await self.types("help", person)
        return self

    async def types(self, text: str, person: PersonId = ANA, channel: ChannelId = GUILD) -> Answered:
        """Type `/coffee` and a text."""
        return await self._send(
            {
                "command": "/coffee",
                "text": text,
                "team_id": self.workspace,
                "user_id": person,
                "channel_id": channel,
                "channel_name": "guild",
            }
        )

    async def presses(
        self,
        label: str,
        shown: Message | Payload | list[Any],
        person: PersonId = BEN,
        *,
        ts: str = "1.0",
        channel: ChannelId | None = GUILD,
        nth: int = 0,
    ) -> Answered:
        """Press the button, or choose from the ⋮ menu, that reads so in what is shown."""
        action = found_in(payload_of(shown), label, nth)
        held: Payload = {"container": {"type": "message", "message_ts": ts, "channel_id": channel}}
        if isinstance(shown, dict) and shown.get("type") == "modal":
            held = {"container": {"type": "view"}, "view": {"id": "V1", "hash": "h", **shown}}
        elif channel is None:
            held = {"container": {"type": "view"}, "view": {"id": "V1", "hash": "h", "type": "home"}}
        else:
            held |= {"channel": {"id": channel}, "response_url": "https://hooks.example/1"}
        now = self.clock.now().timestamp()
        return await self._send(
            {"type": "block_actions", "user": {"id": person}, "actions": [action | {"action_ts": f"{now:.6f}"}], **held}
        )

    async def sends(self, form: Payload, by: PersonId = BEN, /, **typed: Any) -> Answered:
        """Send a form: what stands in it, but for the fields named; a value of None empties one."""
        values = {}
        for block in form["blocks"]:
            if block["type"] == "input":
                element = block["element"]
                given = typed.pop(block["block_id"]) if block["block_id"] in typed else _standing(element)
                values[block["block_id"]] = {element["action_id"]: _typed(element["type"], given)}
        assert not typed, f"the form has no {typed}"
        view = {"id": "V1", "hash": "h", **form, "state": {"values": values}}
        return await self._send({"type": "view_submission", "user": {"id": by}, "view": view})

    async def suggests(self, text: str, person: PersonId = BEN, channel: ChannelId = GUILD) -> Answered:
        """Use the message shortcut on a message."""
        return await self._send(
            {
                "type": "message_action",
                "callback_id": "lean_coffee:suggest",
                "user": {"id": person},
                "channel": {"id": channel},
                "message_ts": "1795303000.000100",
                "message": {"type": "message", "user": CHLOE, "text": text, "ts": "1795303000.000100"},
                "response_url": "https://hooks.example/2",
            }
        )

    async def read(self, query: Callable[..., T], *args: Any) -> T:
        return await self.store.read(query, self.workspace, *args)

    async def act(self, action: Callable[..., T], **named: Any) -> T:
        return await self.store.write(action, self.workspace, None, **named)

    async def meeting(self) -> Meeting:
        """Return the meeting that runs, or ran last, in the guild's channel."""
        running: MeetingId | None = await self.read(kept.open_meeting_of, GUILD)
        self._last = running or self._last
        found = await self.read(kept.meeting, self._last)
        assert found is not None
        return found

    async def shows(self, screen: ScreenKind, subject: str) -> Message:
        """Draw a screen as its channel sees it."""
        found = await self.read(FEATURE.screens[screen], subject, words_for("en", "UTC"))
        assert isinstance(found, Message)
        return found

    async def board(self) -> Message:
        return await self.shows(BOARD, (await self.meeting()).id)

    async def home(self, person: PersonId) -> list[Any]:
        return await self.read(draw_home, person, words_for("en", "UTC"))

    async def waits(self, span: timedelta) -> None:
        """Let time pass, ringing the meeting's deadlines on the way."""
        target = self.clock.now() + span
        while (wake := rules.next_wake(await self.meeting())) is not None and wake <= target:
            self.clock.instant = max(wake, self.clock.now())
            alarm = Alarm(DEADLINE, MeetingId((await self.meeting()).id), wake, timedelta())
            await self.act(on_deadline, alarm=alarm)
        self.clock.instant = target

    async def posted(self, ts: str) -> None:
        """Let delivery have posted what it was asked to, at this ts."""

        def stand(unit: Unit) -> None:
            unit.run(_STANDS.values(ts=ts, channel=GUILD), {})

        await self.store.write(stand, self.workspace, None)

    async def opens(self, *topics: str, here: Iterable[PersonId] = (BEN, CHLOE), wishes: str = "") -> Message:
        """Open a meeting of Ana's about these topics of Ben's, and return its board."""
        for topic in topics:
            await self.types(f"topic {topic}", BEN)
        await self.types(f'start "Platform guild" {wishes}')
        for person in here:
            await self.presses("I'm here", await self.board(), person)
        return await self.board()

    async def votes(self, *topics: str, wishes: str = "") -> Message:
        await self.presses("Start voting", await self.opens(*topics, wishes=wishes))
        return await self.board()

    async def talks(self, *topics: str, wishes: str = "") -> Message:
        await self.presses("Close voting", await self.votes(*topics, wishes=wishes))
        return await self.board()

    async def _send(self, body: Payload) -> Answered:
        self.slack.forms.clear()
        self.slack.privately.clear()
        whole = {"team": {"id": self.workspace}, "trigger_id": f"trigger.{next(self._numbers)}", **body}
        ack = await self.dispatch(read(whole), whole)
        await self.dispatch.drain()
        return Answered(dict(ack or {}), [*self.slack.forms], [*self.slack.privately])


def payload_of(shown: Message | Payload | list[Any]) -> Any:
    if isinstance(shown, Message):
        return render_message(shown)
    return [block.to_dict() for block in shown] if isinstance(shown, list) else shown


def found_in(shown: Any, label: str, nth: int = 0) -> Payload:
    """Return the entry of `actions` that pressing this label gives."""
    found = [action for element in _elements(shown) for action in _pressed(element, label)]
    assert len(found) > nth, f"nothing reads {label!r} in {re.sub(r'[{}]', '', str(shown))[:2000]}"
    return found[nth]


def labels(shown: Message | Payload | list[Any]) -> list[str]:
    """Return what can be pressed or chosen in what is shown."""
    elements = _elements(payload_of(shown))
    pressed = [each["text"]["text"] for each in elements if each["type"] == "button"]
    return pressed + [each["text"]["text"] for menu in elements if menu["type"] == "overflow" for each in menu["options"]]


def _pressed(element: Payload, label: str) -> list[Payload]:
    named = {"type": element["type"], "action_id": element["action_id"], "block_id": "b"}
    if element["type"] == "button":
        return [named | {"value": element["value"]}] if element["text"]["text"] == label else []
    if element["type"] == "overflow":
        return [named | {"selected_option": each} for each in element["options"] if each["text"]["text"] == label]
    return []


def _elements(part: Any) -> list[Payload]:
    if isinstance(part, dict):
        own = [part] if "action_id" in part and "type" in part else []
        return own + [each for value in part.values() for each in _elements(value)]
    return [each for value in part for each in _elements(value)] if isinstance(part, list) else []


def _standing(element: Payload) -> Any:
    """Return what stands in a field that nobody touched."""
    if "initial_option" in element:
        return element["initial_option"]["value"]
    if "initial_options" in element:
        return tuple(each["value"] for each in element["initial_options"])
    return next((value for name, value in element.items() if name.startswith("initial_")), None)


def _typed(kind: str, given: Any) -> Payload:
    """Write a field's answer into the state of a view, as Slack does."""
    match kind:
        case "static_select":
            return {"type": kind, "selected_option": None if given is None else {"value": given}}
        case "checkboxes":
            return {"type": kind, "selected_options": [{"value": each} for each in given or ()]}
        case "users_select":
            return {"type": kind, "selected_user": given}
        case "conversations_select":
            return {"type": kind, "selected_conversation": given}
        case "timepicker":
            return {"type": kind, "selected_time": given}
        case "datepicker":
            return {"type": kind, "selected_date": given}
        case _:
            return {"type": kind, "value": given}


def _texts(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [value for name, value in part.items() if name == "text" and isinstance(value, str)]
        return own + [text for value in part.values() for text in _texts(value)]
    return [text for value in part for text in _texts(value)] if isinstance(part, list) else []
