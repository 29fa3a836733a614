"""Bots as real processes in a rehearsal room: killed, started again, and what must agree afterwards."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import yaml
from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from bot.core.ids import MeetingId, WorkspaceId
from bot.delivery.rate_limits import LEASE
from bot.delivery.tables import MessageRow, StaleCopyRow
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.store import meetings
from bot.meetings.tables import MeetingRow
from bot.rehearsal.app import build_room, serve
from bot.rehearsal.http_out import Http
from bot.rehearsal.installation import HISTORY, METADATA, SCOPES, Installation, from_manifest
from bot.rehearsal.records import Message
from bot.rehearsal.room import Room
from bot.schedule.tables import HeartbeatRow
from bot.store.base import in_workspace
from bot.store.opening import engine_of, read_url
from bot.store.unit import Read
from tests.fakes.forked import FORKED
from tests.fakes.reader import open_reader
from tests.fakes.room_client import RoomClient
from tests.fakes.until import until
from tests.faults.bot import begin
from tests.faults.fuse import Fuse
from tests.faults.strain import Strain
from tests.history.events import Event, Served
from tests.history.judging import judge
from tests.house.stand_ins import free_port

ROOT = Path(__file__).parents[2]
GUILD = "C0GUILD"
CONTROL = "control-secret-of-a-test"
PATIENCE = 90.0
"""Seconds after which a test gives up; what a promise allows is asserted apart from it."""
RIGHT_WITHIN = 10.0
"""Seconds from the start, or from the death of another replica, until every board is right."""
_MEETINGS = select(MeetingRow.id).where(MeetingRow.workspace == in_workspace()).order_by(MeetingRow.opened)
_MESSAGES = select(MessageRow).where(MessageRow.workspace == in_workspace())
_STALE_COPIES = select(StaleCopyRow).where(StaleCopyRow.workspace == in_workspace())


@dataclass
class Replica:
    """One process of the bot, at an address that it keeps when it is started again."""

    port: int
    log: Path
    process: BaseProcess | None = None

    @property
    def alive(self) -> bool:
        return self.process is not None and self.process.is_alive()


@dataclass
class Stage:
    """A room, its people, the replicas that serve it, and their database."""

    url: str
    room: Room
    people: RoomClient
    fuse: Fuse
    strain: Strain
    transport: str
    replicas: list[Replica] = field(default_factory=list)
    ahead: timedelta = timedelta()
    """How far business time has been moved, for whoever starts from now on too."""
    begins: Callable[[Mapping[str, str], str], None] = begin
    """What a process of the bot does with its variables and its log."""
    seen: list[Event] = field(default_factory=list)
    """What the room does not know: when somebody served."""

    @property
    def team(self) -> WorkspaceId:
        return WorkspaceId(self.room.app.team_id)

    async def start(self, replica: Replica) -> None:
        """Start a replica and wait until it takes requests."""
        socket_mode = self.transport == "socket"
        settings = {
            "DATABASE_URL": self.url,
            "SLACK_BOT_TOKEN": self.room.app.bot_token,
            "SLACK_SIGNING_SECRET": self.room.app.signing_secret,
            "SLACK_API_URL": f"{self.room.base_url}/api/",
            "PORT": str(replica.port),
            "FUSE": str(self.fuse._path),
            "CLOCK_CONTROL": CONTROL,
            "CLOCK_OFFSET_SECONDS": str(self.ahead.total_seconds()),
        } | ({"SLACK_APP_TOKEN": self.room.app.app_token} if socket_mode else {})
        replica.process = FORKED.Process(target=self.begins, args=(settings, str(replica.log)), daemon=True)
        await asyncio.to_thread(replica.process.start)

        async def ready() -> bool:
            assert replica.alive, replica.log.read_text()[-4000:]
            return await self._answers(replica.port) and (not socket_mode or self.lines_are_up())

        await until(ready)
        self._note_who_serves()

    def _note_who_serves(self) -> None:
        """Note whether anybody serves."""
        at = self.room.clock.real.now().timestamp()
        self.seen.append(Served(at, up=any(replica.alive for replica in self.replicas)))

    async def _answers(self, port: int) -> bool:
        try:
            return (await self.people.http.get(f"http://127.0.0.1:{port}/readyz", timeout=2)).status_code == 200
        except httpx.HTTPError:
            return False

    def lines_are_up(self) -> bool:
        """Tell whether every replica that lives has its line to Slack."""
        return len(self.room.sockets._lines) == sum(replica.alive for replica in self.replicas)

    async def kill(self, replica: Replica) -> None:
        """Kill a replica as by `kill -9`."""
        if replica.process is None or not replica.alive:
            return
        replica.process.kill()
        await asyncio.to_thread(replica.process.join)
        self._note_who_serves()

    async def until_dead(self) -> Replica:
        """Wait until a replica has died at the armed point, and name it."""

        async def dead() -> bool:
            return any(not replica.alive for replica in self.replicas)

        await until(dead, lambda: f"nobody has come to the point: {self.fuse.armed}")
        self._note_who_serves()
        (victim,) = [replica for replica in self.replicas if not replica.alive]
        assert victim.process is not None
        assert victim.process.exitcode == -signal.SIGKILL, victim.log.read_text()[-4000:]
        return victim

    async def revive(self) -> float:
        """Wait until a replica has died; let its lease run out and see to it that one serves.

        Return since when (monotonic), as if what the lease still had to run had been waited for.
        """
        victim = await self.until_dead()
        died = monotonic()
        self.leases_run_for(LEASE)
        if len(self.replicas) == 1:
            await self.start(victim)
        serving = monotonic()
        return serving - max(LEASE.total_seconds() - (serving - died), 0.0)

    async def all_up(self) -> None:
        """Start whoever is dead."""
        await asyncio.gather(*(self.start(replica) for replica in self.replicas if not replica.alive))

    async def passes(self, span: timedelta) -> None:
        """Let business time pass, for all replicas at once; who dies of it on the way is not waited for."""
        self.ahead += span
        self.room.move_clock(self.ahead.total_seconds())  # first, so that nobody is seen to act before it is time
        await asyncio.gather(*(self._moves(replica, span) for replica in self.replicas if replica.alive))

    async def _moves(self, replica: Replica, span: timedelta) -> None:
        clock, secret = f"http://127.0.0.1:{replica.port}/control/clock", {"Authorization": f"Bearer {CONTROL}"}
        http = self.people.http
        with suppress(httpx.TransportError):
            now = datetime.fromisoformat((await http.get(clock, headers=secret)).json()["now"])
            to = {"to": (now + span).isoformat()}
            (await http.post(clock, headers=secret, json=to, timeout=PATIENCE)).raise_for_status()

    def nobody_served_for(self, span: timedelta) -> None:
        """Make the last pulse of every replica older, by which an outage is measured, and the leases with it."""
        self._made_older(HeartbeatRow.beat, span)
        self.leases_run_for(span)

    def leases_run_for(self, span: timedelta) -> None:
        """Make every lease older. A replica that lives does nothing twice for that: it knows what it has under way."""
        self._made_older(MessageRow.leased, span)
        self._made_older(StaleCopyRow.leased, span)

    def _made_older(self, instant: InstrumentedAttribute[Any], span: timedelta) -> None:
        engine = engine_of(read_url(self.url))
        with engine.begin() as connection:
            for (found,) in connection.execute(select(instant).where(instant.is_not(None)).distinct()).all():
                connection.execute(update(instant.class_).where(instant == found).values({instant: found - span}))
        engine.dispose()

    def now(self) -> float:
        """Seconds, for what is promised within some."""
        return monotonic()

    async def boards_right(self, since: float, later: float = 0.0) -> None:
        """Wait until Slack shows what is wanted, each message once, and hold that against the promise of 10 s.

        `later`: seconds more, in which Slack itself does not tell what the bot needs to know.
        """
        began = self.strain.stolen

        async def right() -> bool:
            return self.agreed()

        await until(right, lambda: f"{self.standing()} instead of {self.read(_rows)}, stale copies {self.read(_stale_copies)}")
        assert monotonic() - since <= RIGHT_WITHIN + later + self.strain.stolen - began

    def agreed(self) -> bool:
        """Tell whether nothing waits, and in the channels stands exactly what the rows say."""
        rows = self.read(_rows)
        wanted = sorted((row.channel, row.ts) for row in rows if row.ts is not None and row.place == "channel")
        settled = all(row.due is None and row.posting is None and row.shown == row.wanted for row in rows)
        return bool(rows) and settled and not self.read(_stale_copies) and self.standing() == wanted

    def standing(self) -> list[tuple[str, str]]:
        """Name the bot's messages that everybody sees in the channels."""
        return sorted((each.channel, each.ts) for each in self.everywhere())

    def boards(self) -> list[Message]:
        """The bot's messages that everybody sees in the channel of the meeting."""
        return [each for each in self.room.workspace.messages[GUILD].values() if each.is_bot and each.addressee is None]

    def everywhere(self) -> list[Message]:
        """The bot's messages that everybody sees, in all channels."""
        channels = [channel.id for channel in self.room.workspace.conversations.values() if channel.kind == "channel"]
        found = [each for channel in channels for each in self.room.workspace.messages[channel].values()]
        return [each for each in found if each.is_bot and each.addressee is None]

    def board_text(self) -> str:
        """All that the one board says."""
        (board,) = self.boards()
        return "\n".join([board.text, *(str(block) for block in board.blocks)])

    def read(self, query: Callable[[Read], Any]) -> Any:
        """Read the database beside the bot."""
        with open_reader(self.url) as reader:
            return reader.read(query, self.team)

    def meeting(self) -> Meeting:
        """The one meeting that there is."""
        (found,) = self.read(_all_meetings)
        return found

    async def press(self, person: str, action: str, **more: Any) -> str:
        """Press a button of the newest board that stands."""
        board = max(self.boards(), key=lambda each: each.ts)
        return str((await self.people.click(person, GUILD, board.ts, action, **more)).get("outcome"))

    async def until_stage(self, *stages: str) -> Meeting:
        """Wait until the meeting has come to one of these stages."""

        async def there() -> bool:
            return self.meeting().stage.value in stages

        await until(there, lambda: str(self.meeting()))
        return self.meeting()

    async def until_boards_stand(self, number: int) -> None:
        """Wait until so many copies of the board stand."""

        async def stand() -> bool:
            return len(self.boards()) == number

        await until(stand, lambda: str(self.standing()))

    async def until_board_says(self, text: str) -> None:
        """Wait until one board stands and says this."""

        async def said() -> bool:
            return len(self.boards()) == 1 and text in self.board_text()

        await until(said, lambda: str([each.blocks for each in self.boards()]))


def _rows(read: Read) -> list[Any]:
    return list(read.rows(_MESSAGES))


def _stale_copies(read: Read) -> list[Any]:
    return list(read.rows(_STALE_COPIES))


def _all_meetings(read: Read) -> list[Meeting]:
    found = [meetings.meeting(read, MeetingId(row.id)) for row in read.rows(_MEETINGS)]
    return [meeting for meeting in found if meeting is not None]


@asynccontextmanager
async def stage(
    url: str,
    folder: Path,
    *,
    transport: str,
    replicas: int = 1,
    history: bool = True,
    told: bool = False,
    manifest: str | None = None,
    rates: bool = True,
    begins: Callable[[Mapping[str, str], str], None] = begin,
    judged: bool = True,
    ports: Sequence[int] = (),
    http: Http | None = None,
) -> AsyncIterator[Stage]:
    """Open a room, start replicas in it, judge its history once all is shown, and end everything with the block.

    `history`, `told`: whether the bot may read the history, and whether it hears of its own posts; `manifest`: another text than that
    of app.yaml; `rates`: whether the room has Slack's limits; `judged`: not where the journal is too short for it;
    `ports`: of which replicas, instead of so many; `http`: another way to them than to the first.
    """
    ports = ports or [free_port() for _ in range(replicas)]
    app = from_manifest(yaml.safe_load(manifest or (ROOT / "app.yaml").read_text()))
    app["scopes"] = (*SCOPES, *(HISTORY if history else ()), *([METADATA] if told else ()))
    request_url = f"http://127.0.0.1:{ports[0]}/slack/events" if transport == "http" else None
    room = build_room(app=Installation(request_url=request_url, **app), rates=rates, http=http)
    opened = asyncio.Event()
    serving = asyncio.create_task(serve(room, port=0, ready=opened))
    async with asyncio.timeout(PATIENCE):
        await opened.wait()
    async with RoomClient(room.base_url) as people, Strain() as strain:
        bots = [Replica(port, folder / f"bot-{number}.log") for number, port in enumerate(ports)]
        found = Stage(url, room, people, Fuse(folder / "fuse"), strain, transport, bots, begins=begins)
        try:
            await found.all_up()
            await people.invite_bot("U0ANA", GUILD)
            yield found
            if judged:
                await until(found.agreed, lambda: f"{found.standing()} instead of {found.read(_rows)}")
                judge(room, found.seen, within=RIGHT_WITHIN + strain.stolen, copies=0 if history or told else 1)
        finally:
            for replica in bots:
                await found.kill(replica)
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
