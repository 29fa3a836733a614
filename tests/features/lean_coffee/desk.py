"""Lean Coffee behind its dispatch: people type, and press what is really drawn by what it reads."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import update

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, MeetingId, PersonId, WorkspaceId
from bot.core.kinds import ScreenKind
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee import FEATURE
from bot.features.lean_coffee.kinds import BOARD, DEADLINE
from bot.features.lean_coffee.rules.meeting import COURSE
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.home import draw_home
from bot.schedule.alarms import Alarm
from bot.slack.surfaces import Home, Message
from bot.store.base import in_workspace
from bot.store.unit import RunningStore, Unit
from bot.teams import store as teams
from bot.words.words import words_for
from tests.fakes.passing import forward, walk
from tests.fakes.payloads import render_home, render_message
from tests.features import desk, looks
from tests.features.desk import Told
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD
from tests.features.lean_coffee.verbs import on_deadline

T = TypeVar("T")
Payload = dict[str, Any]

PRIVATE, DIRECT = ChannelId("C0SECRET"), ChannelId("D0ANA")
SPOKEN = {ANA: ("Ana", "Europe/Madrid"), BEN: ("Ben", "Europe/London"), CHLOE: ("Chloé", "Europe/Paris"), DEV: ("Dev", "UTC")}
_HOME = draw_home(ROOMS_AND_FEATURES)
_STANDS = update(MessageRow).where(MessageRow.workspace == in_workspace())


class Desk(desk.Desk):
    """One workspace with a guild's channel."""

    def __init__(self, store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> None:
        super().__init__(store, clock, real, workspace)
        self.slack.refused_channels[PRIVATE] = "channel_not_found"
        self.slack.people = {person: {"profile": {"display_name": name}, "tz": zone} for person, (name, zone) in SPOKEN.items()}
        self._last = MeetingId("none yet")

    async def furnish(self) -> "Desk":
        """Introduce the workspace and its people, as their first requests would."""
        await self.act(teams.keep_workspace, name="Guild", domain="guild", bot_user=PersonId("U0BOT"))
        for person in SPOKEN:
            await self.types("help", person)
        return self

    async def types(self, text: str, person: PersonId = ANA, channel: ChannelId = GUILD) -> Told:
        """Type `/coffee` and a text."""
        return await self.command(person, f"/coffee {text}", channel)

    async def presses(
        self,
        label: str,
        shown: Message | Payload | list[Any] | None,
        person: PersonId = BEN,
        *,
        ts: str = "1.0",
        channel: ChannelId | None = GUILD,
        nth: int = 0,
        trigger: str | None = None,
        private: bool = False,
        user: Payload | None = None,
    ) -> Told:
        """Press the button, or choose from the ⋮ menu, that reads so in what is shown; without a channel it is a Home.

        The same `trigger` twice is one click that Slack delivers twice. `private`: it stands in a message for this person alone.
        """
        action = found_in(payload_of(shown), label, nth) | {"action_ts": f"{self.clock.now().timestamp():.6f}"}
        body: Payload = {"type": "block_actions", "user": {"id": person}, "team": {"id": self.workspace}, "actions": [action]}
        body |= {"user": user} if user else {}
        body |= {"trigger_id": trigger} if trigger else {}
        if isinstance(shown, dict) and shown.get("type") == "modal":
            body |= {"container": {"type": "view"}, "view": {"id": "V1", "hash": "h", **shown}}
        elif channel is None:
            body |= {"container": {"type": "view"}, "view": {"id": "V1", "hash": "h", "type": "home"}}
        else:
            container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": private}
            body |= {"container": container, "channel": {"id": channel}, "response_url": "https://hooks.example/1"}
        return await self.send(body)

    async def sends(self, form: Payload, by: PersonId = BEN, /, **typed: Any) -> Told:
        """Send a form: what stands in it, but for the fields named; a value of None empties one."""
        assert typed.keys() <= {block.get("block_id") for block in form["blocks"]}
        return await self.submit(
            by, form, {name: list(value) if isinstance(value, tuple) else value for name, value in typed.items()}
        )

    async def cancels(self) -> Told:
        """Cancel the meeting as Ana, its host, and say so twice."""
        form = (await self.presses("More …", await self.board(), ANA)).form
        asked = await self.presses("Cancel the meeting", form, ANA)
        return await self.sends(asked.form, ANA)

    async def suggests(self, text: str, person: PersonId = BEN, channel: ChannelId = GUILD, named: str = "guild") -> Told:
        """Use the message shortcut on a message."""
        return await self.send(
            {
                "type": "message_action",
                "callback_id": "lean_coffee:suggest",
                "team": {"id": self.workspace},
                "user": {"id": person},
                "channel": {"id": channel, "name": named},
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
        running: MeetingId | None = await self.read(meetings.open_meeting_of, GUILD)
        self._last = running or self._last
        found = await self.read(meetings.meeting, self._last)
        assert found is not None
        return found

    async def shows(self, screen: ScreenKind, subject: str) -> Message:
        """Draw a screen as its channel sees it."""
        found = await self.read(FEATURE.screens[screen], subject, words_for("en", "UTC").to_all())
        assert isinstance(found, Message)
        looks.without_words_of_dates(payload_of(found))
        return found

    async def board(self) -> Message:
        return await self.shows(BOARD, (await self.meeting()).id)

    async def home(self, person: PersonId) -> list[Any]:
        drawn = await self.read(_HOME, person, words_for("en", "UTC"))
        assert isinstance(drawn, Home)
        render_home(drawn)
        return list(drawn.blocks)

    async def waits(self, span: timedelta) -> None:
        """Let time pass, ringing the meeting's deadlines on the way."""
        await walk(self.clock.now() + span, next_due=self._wakes, ring=self._ring, move=lambda to: forward(self.clock, to))

    async def _wakes(self) -> datetime | None:
        return COURSE.wakes_at(await self.meeting())

    async def _ring(self, due: datetime) -> None:
        alarm = Alarm(DEADLINE, MeetingId((await self.meeting()).id), due, timedelta())
        await self.act(on_deadline, alarm=alarm)

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
        await self.votes(*topics, wishes=wishes)
        await self.gives_dots()
        await self.presses("Close voting", await self.board())
        return await self.board()

    async def gives_dots(self, person: PersonId = BEN) -> None:
        """Give one dot to each of the first topics, as many as a person has."""
        state = await self.meeting()
        dots = tuple(topic.id for topic in to_vote_on(state)[: state.dots])
        await self.act(actions.cast_ballot, meeting=state.id, phase=state.phase, voter=person, dots=dots)


def payload_of(shown: Message | Payload | list[Any] | None) -> Any:
    if isinstance(shown, Message):
        return render_message(shown)
    return [block.to_dict() for block in shown] if isinstance(shown, list) else shown


def found_in(shown: Any, label: str, nth: int = 0) -> Payload:
    """Return the entry of `actions` that pressing this label gives."""
    found = [action for element in _elements(shown) for action in _pressed(element, label)]
    assert len(found) > nth, f"nothing reads {label!r} in {shown}"
    return found[nth]


def told_in(form: Payload) -> list[str]:
    """Return what a form says in sections that offer nothing."""
    return [block["text"]["text"] for block in form["blocks"] if block["type"] == "section" and "accessory" not in block]


def labels(shown: Message | Payload | list[Any] | None) -> list[str]:
    """Return what can be pressed or chosen in what is shown."""
    elements = _elements(payload_of(shown))
    pressed = [each["text"]["text"] for each in elements if each["type"] == "button"]
    return pressed + [each["text"]["text"] for menu in elements if menu["type"] == "overflow" for each in menu["options"]]


def _pressed(element: Payload, label: str) -> list[Payload]:
    named = {"type": element["type"], "action_id": element["action_id"], "block_id": "b"}
    if element["type"] == "button":
        return [named | {"value": element["value"]}] if element["text"]["text"] == label else []
    if element["type"] in ("overflow", "static_select"):
        return [named | {"selected_option": each} for each in element["options"] if each["text"]["text"] == label]
    return []


def _elements(part: Any) -> list[Payload]:
    if isinstance(part, dict):
        own = [part] if "action_id" in part and "type" in part else []
        return own + [each for value in part.values() for each in _elements(value)]
    return [each for value in part for each in _elements(value)] if isinstance(part, list) else []
