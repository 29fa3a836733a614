"""The ceremonies at work without Slack: requests go through the dispatch, time stands still until it is moved, messages are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, cast

from slack_sdk.errors import SlackApiError
from sqlalchemy import bindparam, select

from bot.core.clock import SetClock
from bot.core.ids import PersonId, WorkspaceId
from bot.core.kinds import AlarmKind
from bot.core.one_at_a_time import OneAtATime
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow
from bot.feature import HOME, Feature
from bot.house.error_replies import ErrorReplies
from bot.house.features import RECURRING, ROOMS_AND_FEATURES, draw_at, routes_of, screens_of
from bot.house.left_hosts import LeftHosts
from bot.house.own_events import own_listeners
from bot.house.request_deps import DepsFactory
from bot.schedule.firing import AlarmOutcome
from bot.schedule.tables import AlarmRow
from bot.schedule.tick import Tick
from bot.slack.client import SlackApi
from bot.slack.dispatch import Dispatch
from bot.slack.reading import read
from bot.slack.redraws import FormRedraws
from bot.slack.repeats import RepeatSuppressor
from bot.slack.responder import Responder
from bot.slack.surfaces import Message
from bot.slack.view_calls import ViewCalls
from bot.store.base import in_workspace
from bot.store.unit import Read, RunningStore
from bot.teams.person_lookups import PersonLookups
from tests.fakes.payloads import render
from tests.features import looks
from tests.features.tables import alarms_anew

_MESSAGES = (
    select(MessageRow.screen, MessageRow.subject, MessageRow.place, MessageRow.place_id, MessageRow.thread_subject)
    .where(MessageRow.workspace == in_workspace(), MessageRow.state == "live", MessageRow.place != "home")
    .order_by(MessageRow.made)
)
_WANTED = select(MessageRow.wanted).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen == bindparam("screen"), MessageRow.subject == bindparam("subject")
)
_DUE = select(AlarmRow.due).where(
    AlarmRow.workspace == in_workspace(), AlarmRow.kind == bindparam("kind"), AlarmRow.subject == bindparam("subject")
)
PATIENCE = 60.0
"""Seconds of real time for which a request waits for a look-up and for its answer: a busy machine changes nothing that is told."""
_DRAW = draw_at(screens_of(ROOMS_AND_FEATURES))


@dataclass(frozen=True)
class Shown:
    """A message as delivery would send it now; the payload has passed the checker."""

    screen: str
    subject: str
    place: str
    in_thread: bool
    payload: dict[str, Any]

    @property
    def text(self) -> str:
        return text_of(self.payload)

    def value(self, action: str) -> str:
        return value_of(self.payload, action)

    @property
    def buttons(self) -> list[str]:
        return [element["action_id"] for element in elements_of(self.payload)]


class Slack:
    """Knows people and channels, takes calls down, opens any form."""

    def __init__(self) -> None:
        self.people: dict[str, dict[str, Any]] = {}
        self.refused_channels: dict[str, str] = {}
        self.unknown: set[str] = set()
        self.outside: set[str] = set()
        """Who is in no channel."""
        self.channels: dict[str, set[str]] = {}
        """In which channels people are, of whom that is asked."""
        self.asked: list[str] = []
        """The methods that only read, as they were called."""
        self.silent = False
        self.private_channels: dict[str, set[str]] = {}
        self.archived: set[str] = set()
        self.members: int | None = 41
        self.gives_links = True
        self.scopes: set[str] = set()
        self.files: dict[str, tuple[str, bytes]] = {}
        """Files by their ids: whose, and what they hold."""
        self.sent: dict[str, bytes] = {}
        """What was sent as a file, by where it was sent to."""
        self.private: list[dict[str, Any]] = []
        self.forms: list[tuple[str, dict[str, Any]]] = []

    async def users_info(self, *, user: str, include_locale: bool) -> dict[str, Any]:
        if self.silent or user in self.unknown:
            error = {"ok": False, "error": "ratelimited" if self.silent else "user_not_found"}
            raise SlackApiError("users.info", error)  # type: ignore[no-untyped-call]
        told = {"id": user, "name": user.lower(), "tz": "Europe/London", "locale": "en-GB", "is_admin": False}
        return {"ok": True, "user": told | self.people.get(user, {})}

    async def conversations_info(self, *, channel: str, include_num_members: bool) -> dict[str, Any]:
        assert include_num_members
        if channel in self.refused_channels:
            error = {"ok": False, "error": self.refused_channels[channel]}
            raise SlackApiError("conversations.info", error)  # type: ignore[no-untyped-call]
        private = {"is_private": True} if channel in self.private_channels else {}
        private |= {"is_archived": True} if channel in self.archived else {}
        counted = {} if self.members is None else {"num_members": self.members}
        return {"ok": True, "channel": {"id": channel, "name": "guild", "is_member": True} | counted | private}

    async def ask(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        self.asked.append(method)
        if method == "users.conversations":
            gone = self.archived if arguments["exclude_archived"] == "true" else set()
            return {"channels": [{"id": channel} for channel in sorted({*self.channels.get(arguments["user"], ())} - gone)]}
        if method == "conversations.members":
            inside = self.private_channels.get(arguments["channel"], {*self.people} - self.outside)
            return {"members": ["U0BOT", *sorted(inside)]}
        if method == "auth.test":
            return {"ok": True, "scopes": sorted(self.scopes)}
        if method == "files.info":
            whose, content = self.files[arguments["file"]]
            size, url = len(content), f"https://files.slack.com/{arguments['file']}"
            return {"file": {"user": whose, "size": size, "url_private_download": url}}
        if method == "files.getUploadURLExternal":
            return {"upload_url": f"https://files.slack.com/up/{arguments['filename']}", "file_id": "F0UP"}
        if not self.gives_links:
            raise SlackApiError(method, {"ok": False, "error": "message_not_found"})  # type: ignore[no-untyped-call]
        return {"permalink": f"https://guild.slack.com/archives/{arguments['channel']}/p{arguments['message_ts']}"}

    async def call(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        if method == "conversations.open":
            return {"channel": {"id": f"D{arguments['users']}"}}
        self.sent[arguments["channel_id"]] = self.sent.pop("")
        return {"ok": True}

    async def fetch(self, url: str, most: int) -> bytes:
        return self.files[url.rpartition("/")[2]][1]

    async def put(self, url: str, content: bytes) -> None:
        self.sent[""] = content

    async def respond(self, url: str, payload: dict[str, Any]) -> None:
        self.private.append(payload)

    async def views_open(self, *, trigger_id: str, view: dict[str, Any]) -> dict[str, Any]:
        return self._form("open", view)

    async def views_push(self, *, trigger_id: str, view: dict[str, Any]) -> dict[str, Any]:
        return self._form("push", view)

    async def views_update(self, *, view_id: str, view: dict[str, Any], **seen: str) -> dict[str, Any]:
        return self._form("update", view)

    def _form(self, how: str, view: dict[str, Any]) -> dict[str, Any]:
        self.forms.append((how, view))
        return {"ok": True}


@dataclass
class Told:
    """What a person got for one request: the ack, what came by `response_url`, the form that was laid before them."""

    ack: dict[str, Any] | None
    private: list[dict[str, Any]] = field(default_factory=list)
    forms: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def form(self) -> dict[str, Any]:
        """The form that the person sees now: opened, laid on top, or in the place of the one they submitted."""
        if self.ack and "view" in self.ack:
            return cast(dict[str, Any], self.ack["view"])
        (form,) = self.forms
        return form[1]

    @property
    def message(self) -> dict[str, Any]:
        (message,) = [self.ack] if self.ack else self.private
        return message

    @property
    def text(self) -> str:
        """All that was said, wherever it stands."""
        parts = [*([self.ack] if self.ack else []), *self.private, *(view for _, view in self.forms)]
        return "\n".join(text_of(part.get("view", part)) for part in parts)

    @property
    def errors(self) -> dict[str, str]:
        assert self.ack is not None
        return cast(dict[str, str], self.ack.get("errors", {}))

    @property
    def notice(self) -> str:
        """What stands above the fields of a form that was refused."""
        assert self.ack is not None
        return str(self.ack["view"]["blocks"][0]["text"]["text"])

    @property
    def nothing(self) -> bool:
        return not (self.ack or self.private or self.forms)


async def _at_once(seconds: float) -> None:
    """Wait for nothing."""


class Desk:
    """One replica of the bot for one workspace of a test."""

    def __init__(
        self, store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId, more: Sequence[Feature] = ()
    ) -> None:
        features = (*ROOMS_AND_FEATURES, *more)
        self.store, self.clock, self.real, self.workspace = store, clock, real, workspace
        self.slack = Slack()
        client = cast(SlackApi, self.slack)
        self.lookups = PersonLookups(PATIENCE)
        self.aside = OneAtATime()
        self.view_calls = ViewCalls()
        deps_factory = DepsFactory(
            store,
            lambda _: client,
            clock,
            real,
            lookups=self.lookups,
            aside=self.aside,
            has_calendars=bool(more),
            view_calls=self.view_calls,
        )
        self.hosts = LeftHosts(store, deps_factory.directory_of, RECURRING, clock, ROOMS_AND_FEATURES)
        own = own_listeners(lambda workspace: None, (), self.hosts.somebody_left)
        routes = routes_of(features, deps_factory.deps_for, own)
        self.dispatch = Dispatch(
            routes,
            Responder(lambda _: client, redraws=FormRedraws(_at_once)),
            ErrorReplies(features, deps_factory.words_of),
            _Uncounted(),
            RepeatSuppressor(real),
            patience=PATIENCE,
        )
        self.tick = Tick(store, alarms_anew(features), clock=clock, real=real, observe=self._rung)
        self.may_fail: set[str] = set()
        """Kinds of alarms that a test lets fail."""
        self._numbers = count(1)

    def _rung(self, kind: str, outcome: AlarmOutcome, late: timedelta) -> None:
        """Let no alarm fail in silence: it would be tried again, and most tests look no further than what it was to do."""
        assert kind in self.may_fail or outcome not in {AlarmOutcome.FAILED, AlarmOutcome.GIVEN_UP}, f"{kind}: {outcome.value}"

    async def home_wanted(self, person: str) -> int:
        """How often a person's Home was wanted anew; 0 where they never looked."""
        return await self.wanted(HOME.name, person)

    async def wanted(self, screen: str, subject: str) -> int:
        """How often a message was wanted anew; 0 where it never was."""

        def revision(read: Read) -> int:
            row = read.row(_WANTED, {"screen": screen, "subject": subject})
            return 0 if row is None else int(row.wanted)

        return await self.store.read(revision, self.workspace)

    async def rings_at(self, kind: AlarmKind, subject: str) -> datetime | None:
        """When an alarm is due that is set; None where none is."""

        def due(read: Read) -> datetime | None:
            row = read.row(_DUE, {"kind": kind.name, "subject": subject})
            return None if row is None else row.due

        return await self.store.read(due, self.workspace)

    async def settled(self) -> None:
        """Wait until Slack has told all that it was asked about people."""
        await self.lookups.drain()

    def loses(self, channel: str) -> None:
        """Have the bot thrown out of a channel, and let the minute pass for which it relies on what Slack said before."""
        self.slack.refused_channels[channel] = "channel_not_found"
        self.real.advance(timedelta(minutes=1))

    async def command(self, person: str, line: str, channel: str = "C0GUILD", **other: Any) -> Told:
        name, _, text = line.partition(" ")
        said = {
            "command": name,
            "text": text,
            "user_id": person,
            "channel_id": channel,
            "response_url": "https://hooks.example/1",
        }
        return await self.send({"team_id": self.workspace} | said | other)

    async def click(
        self,
        person: str,
        action: str,
        value: str,
        *,
        view: str | None = None,
        private: str = "",
        home: bool = False,
        block: str = "",
        **other: Any,
    ) -> Told:
        """Press a button, or choose in a ⋮ menu; `view` is the callback of the form that it stands in, with its `private` part."""
        pressed = {"action_id": action, "action_ts": "1795303200.000250", "type": "button", "value": value, "block_id": block}
        body: dict[str, Any] = {
            "type": "block_actions",
            "user": {"id": person},
            "team": {"id": self.workspace},
            "actions": [pressed],
        }
        if view is not None or home:
            body["view"] = {"id": "V1", "hash": "h", "type": "home" if home else "modal", "callback_id": view or ""}
            body["view"]["private_metadata"] = private
            body["container"] = {"type": "view", "view_id": "V1"}
        else:
            body["container"] = {"type": "message", "message_ts": "1.2", "channel_id": "C0GUILD"}
            body |= {"channel": {"id": "C0GUILD"}, "response_url": "https://hooks.example/2"}
        return await self.send(body | other)

    async def submit(self, person: str, form: dict[str, Any], answers: dict[str, Any] | None = None, **other: Any) -> Told:
        """Send a form back: what it was filled with, changed by `answers` (block -> text, or a list of choices)."""
        state = filled(form)
        for block, value in (answers or {}).items():
            state[block] = {"value": _typed(value)}
        opened = other.get("trigger_id") or next(self._numbers)  # what is sent twice by one trigger is one form
        view = {**form, "id": f"V{opened}", "hash": "h", "state": {"values": state}}
        return await self.send(
            {"type": "view_submission", "user": {"id": person}, "team": {"id": self.workspace}, "view": view} | other
        )

    async def send(self, body: dict[str, Any]) -> Told:
        body = {"trigger_id": f"trigger.{next(self._numbers)}"} | body
        private, forms = len(self.slack.private), len(self.slack.forms)
        ack = await self.dispatch(read(body), body)
        await self.dispatch.drain()
        told = Told(ack, self.slack.private[private:], self.slack.forms[forms:])
        looks.in_plain_text(told.ack and told.ack.get("errors"))
        looks.without_words_of_dates([told.ack, told.private, told.forms])
        return told

    async def shown(self, screen: str | None = None) -> list[Shown]:
        """Draw every message that stands in Slack, the oldest first."""
        found = await self.store.read(_drawn, self.workspace)
        return [one for one in found if screen in (None, one.screen)]

    async def the(self, screen: str) -> Shown:
        (one,) = await self.shown(screen)
        return one


def _drawn(read: Read) -> list[Shown]:
    found = []
    for row in read.rows(_MESSAGES):
        place = Place(row.place, row.place_id)
        kind = next(kind for kind in screens_of(ROOMS_AND_FEATURES) if kind.name == row.screen)
        surface = _DRAW(read, kind, row.subject, place)
        if surface is not None:
            assert isinstance(surface, Message)
            looks.without_words_of_dates(render(surface))
            found.append(Shown(row.screen, row.subject, row.place_id, row.thread_subject is not None, render(surface)))
    return found


class _Uncounted:
    def request_ended(self, kind: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0

    def request_refused(self, reason: str) -> None:
        raise AssertionError(reason)


def elements_of(payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what can be pressed in a message or form."""
    found: list[dict[str, Any]] = []
    for block in payload.get("blocks", ()):
        found += block.get("elements", []) if block["type"] == "actions" else []
        found += [block["accessory"]] if "accessory" in block else []
    return found


def value_of(payload: dict[str, Any], action: str) -> str:
    """Return the value of the one button of an action."""
    (value,) = {element["value"] for element in elements_of(payload) if element["action_id"] == action}
    return str(value)


def options_of(payload: dict[str, Any], action: str) -> list[dict[str, str]]:
    """Return the choices of each ⋮ menu of an action: text -> value."""
    menus = [element["options"] for element in elements_of(payload) if element["action_id"] == action]
    return [{option["text"]["text"]: option["value"] for option in menu} for menu in menus]


def text_of(payload: Any) -> str:
    """Return every text of a payload, one a line."""
    if isinstance(payload, dict):
        own = [payload["text"]] if isinstance(payload.get("text"), str) else []
        return "\n".join(
            [*own, *(text for value in payload.values() if isinstance(value, dict | list) and (text := text_of(value)))]
        )
    return "\n".join(text for value in payload if isinstance(value, dict | list) and (text := text_of(value)))


def filled(form: dict[str, Any]) -> dict[str, Any]:
    """Return the state of a form that nobody has touched."""
    state = {}
    for block in form["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            state[block["block_id"]] = {
                element["action_id"]: {
                    "type": element["type"],
                    **{
                        name: element.get(initial)
                        for initial, name in (
                            ("initial_value", "value"),
                            ("initial_option", "selected_option"),
                            ("initial_date", "selected_date"),
                            ("initial_time", "selected_time"),
                            ("initial_user", "selected_user"),
                            ("initial_users", "selected_users"),
                        )
                        if initial in element
                    },
                    **({"selected_options": element.get("initial_options") or []} if element["type"] == "checkboxes" else {}),
                }
            }
    return state


def _typed(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return {"type": "checkboxes", "selected_options": [{"value": each} for each in value]}
    return {"type": "plain_text_input", "value": value}


ANA, BEN, CHLOE = PersonId("U0ANA"), PersonId("U0BEN"), PersonId("U0CHLOE")
STRANGERS = WorkspaceId("T0OTHER")

EXTREMES = {
    "long": "x" * 10_000,
    "mention": "<!channel> <@U0ANA> & <https://evil.example|click>",
    "right to left": "\u202eevil\u202c \u2066abc\u2069 שלום",
    "nul": "a\x00b\x07c",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 200,
    "lines": "one\ntwo\r\n\tthree",
    "marks": "*bold* _it_ ~no~ `code` ```fence```",
    "entities": "&" * 3_000,
    "empty": "",
    "blank": "  \u2028 ",
}
"""Texts that people may have for titles, names and reasons."""
