"""A workspace with a few subjects to show, and one replica of delivery."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import SectionBlock

from bot.core.clock import Clock, SetClock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.kinds import ScreenKind, WhenUnsure
from bot.delivery.due import agenda, workspaces_waiting
from bot.delivery.execute import SenderDeps
from bot.delivery.messages import hide, post, show, show_within, to_bottom
from bot.delivery.place import Place
from bot.delivery.rate_limits import LANE
from bot.delivery.screens import Screens
from bot.delivery.sender import Sender
from bot.house.own_posts import POSTED, OwnPosts
from bot.slack.blocks import header, section
from bot.slack.charts import bar_chart
from bot.slack.reading import read
from bot.slack.requests import Event
from bot.slack.surfaces import Home, Message, Surface
from bot.store.unit import Read, Store, Unit
from tests.delivery.fake_slack import FakeSlack, Posted
from tests.fakes.payloads import render
from tests.slack import payloads

BOARD = ScreenKind("tale:board")
ONCE = ScreenKind("tale:once", WhenUnsure.RATHER_NEVER)
HOME = ScreenKind("tale:home")
WAY = ScreenKind("tale:way", links_to=BOARD.name)
GUILD = Place.channel(ChannelId("C1"))
ANA = Place.person(PersonId("UANA"))
BEN = Place.person(PersonId("UBEN"))


@dataclass
class Scene:
    store: Store
    real: SetClock
    slack: FakeSlack
    workspace: WorkspaceId
    texts: dict[str, str | None] = field(default_factory=dict)
    told: list[tuple[str, str, str]] = field(default_factory=list)
    observed: list[tuple[str, str]] = field(default_factory=list)
    searches: bool = True
    hears: bool = False
    """Whether the app may hear of its own posts."""
    before_store: Callable[[str], None] = lambda action: None

    def __post_init__(self) -> None:
        self.screens = Screens((BOARD, ONCE, HOME, WAY), self.draw)
        self.sender = self.replica()

    def replica(self, slack: Any = None, store: Store | None = None, real: Clock | None = None) -> Sender:
        deps = SenderDeps(
            store=store or self.store,
            real=real or self.real,
            screens=self.screens,
            render=render,
            client_for=lambda workspace: slack or self.slack,
            undeliverable=self.undeliverable,
            may_search=lambda workspace, channel: self.searches,
            may_be_told=lambda workspace: self.hears,
            observe=lambda method, outcome: self.observed.append((method, outcome)),
            wait=self.wait if real is None else asyncio.sleep,
        )
        return Sender(deps)

    def draw(self, read: Read, kind: ScreenKind, subject: str, place: Place) -> Surface | None:
        text = self.texts.get(subject, subject)
        if text is None:
            return None
        if kind is HOME:
            return Home([SectionBlock(text=text)])
        if subject.endswith("chart"):
            return Message(
                text, [header(text), bar_chart("Draws", [("4 Jan", 30), ("11 Jan", 70)])], [header(text), section("30, 70")]
            )
        return Message(text)

    def undeliverable(self, unit: Unit, kind: ScreenKind, subject: str, error: str) -> None:
        self.told.append((kind.name, subject, error))

    async def wait(self, seconds: float) -> None:
        self.real.advance(timedelta(seconds=seconds))

    async def post(self, subject: str, text: str | None = None, to: Place = GUILD, kind: ScreenKind = BOARD) -> None:
        self.texts[subject] = text or subject
        await self.store.write(post, self.workspace, None, kind, subject, to)

    async def show(self, subject: str, text: str | None, *, urgent: bool = False, kind: ScreenKind = BOARD) -> None:
        self.texts[subject] = text
        await self.store.write(show, self.workspace, None, kind, subject, urgent=urgent)

    async def show_within(self, subject: str, text: str | None, seconds: float) -> None:
        self.texts[subject] = text
        await self.store.write(show_within, self.workspace, None, BOARD, subject, timedelta(seconds=seconds))

    async def to_bottom(self, subject: str, text: str | None = None, kind: ScreenKind = BOARD) -> None:
        self.texts[subject] = text or self.texts[subject]
        await self.store.write(to_bottom, self.workspace, None, kind, subject)

    async def hide(self, subject: str, kind: ScreenKind = BOARD) -> None:
        await self.store.write(hide, self.workspace, None, kind, subject)

    async def tell(self, posted: Posted, **other: Any) -> None:
        """Let the event come in which Slack tells of a post; `other`: what it says otherwise than Slack."""
        told = {"user": None, "channel": None, "app_id": "A1", "team_id": self.workspace}
        there = {"channel_id": posted.channel, "message_ts": posted.ts, "metadata": posted.metadata}
        event = read(payloads.event(POSTED, **told | there | other))
        assert isinstance(event, Event)
        await OwnPosts(self.store, self.screens.linking_to)(event)

    async def now(self) -> None:
        """Let delivery do what it can without time going on."""
        for _ in range(50):
            if not await self.sender.step():
                return
        raise AssertionError("delivery goes round and round")

    async def later(self, seconds: float) -> None:
        """Let delivery work while time goes on: it looks when it has said it will, and each second while anything waits."""
        end = self.real.now() + timedelta(seconds=seconds)
        while True:
            await self.now()
            now = self.real.now()
            if now >= end:
                return
            self.real.advance(min(await self._next_look(now), end) - now)

    async def _next_look(self, now: datetime) -> datetime:
        waiting = await self.store.read(workspaces_waiting, WorkspaceId(""))
        if not waiting:
            return datetime.max.replace(tzinfo=UTC)
        planned = [(await self.store.read(agenda, workspace, now)).then for workspace in waiting]
        return min([now + LANE, *(then for then in planned if then is not None)])
