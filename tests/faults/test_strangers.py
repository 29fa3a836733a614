"""Another workspace's ids on everything that the features offer: nothing is read, nothing is changed."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, cycle, product
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.models.blocks import Block

from bot.core.clock import RealClock
from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.feature import Feature
from bot.house.features import FEATURES, ROOMS_AND_FEATURES, screens_of
from bot.schedule.alarms import Alarm, AlarmHandler
from bot.slack.bolt import Installed
from bot.slack.requests import Click, Command, Event, Form, Request, Shortcut
from bot.store.schema import whole_schema
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.words.words import words_for
from tests.fakes.databases import copy_file
from tests.fakes.until import until
from tests.faults.busy_week import ANA, BEN, CHLOE, SECRET, busy_week
from tests.faults.town import Rows, Sent, Town, lay_rows, town
from tests.plugins.repeatable import sample

OURS, THEIRS = WorkspaceId("T0REHEARSAL"), WorkspaceId("T0STRANGER")
SECRETS = (SECRET, "Chloé")
"""What stands in every text that our people wrote, and a name that only our directory knows."""
PEOPLE = (PersonId(ANA), PersonId(BEN), PersonId(CHLOE))
ENGLISH = words_for("en", "UTC")
NAMES = [feature.name for feature in FEATURES]
Way = Callable[["Askings", Feature, WorkspaceId], Iterator[Request]]
PARTS = 12
_numbers = count()


@dataclass(frozen=True)
class Week:
    """What a busy week of ours leaves behind, and what was sent and drawn in it; real time has passed so far, business ends so."""

    rows: dict[str, Rows]
    ours: dict[str, Rows]
    sent: list[Sent]
    drawn: list[dict[str, Any]]
    passed: timedelta
    ends: datetime


@pytest.fixture(scope="module")
def week(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Week:
    """Live a busy week once for all tests of a worker: each has a database of its own with these rows."""
    return asyncio.run(live(copy_file(sqlite_template, tmp_path_factory.mktemp("week") / "cortado.db")))


async def live(url: str) -> Week:
    async with town(url) as scene:
        await busy_week(scene)
        await scene.idle()
        rows = {
            name: found for name, found in scene.rows().items() if name != "schedule_heartbeat"
        }  # no outage until a test begins
        return Week(rows, scene.rows(OURS), scene.post.sent, scene.drawn(), scene.time.passed, scene.room.clock.now())


@asynccontextmanager
async def after(week: Week, url: str) -> AsyncIterator[Town]:
    """Open a house in an empty database as the week has left its own."""
    lay_rows(url, week.rows)
    async with town(url, passed=week.passed, begins=week.ends) as scene:
        await until(lambda: scene.post.sent)  # the bot has heard that it was brought in
        await scene.idle()
        yield scene


class OtherSlack:
    """The Slack of another workspace, whose channels and people happen to have our ids: it grants everything and keeps what it hears."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __getattr__(self, name: str) -> Any:
        async def call(*args: Any, **arguments: Any) -> dict[str, Any]:
            self.heard.append(json.dumps([name, args, arguments], ensure_ascii=False, default=str))
            channel = arguments.get("channel") or "D0STRANGER"
            return {
                "ok": True,
                "ts": f"1930000000.{next(_numbers):06d}",
                "channel": {"id": channel, "name": "elsewhere", "is_member": True} if "conversations" in name else channel,
                "user": {"name": "stranger", "tz": "UTC", "locale": "en-US", "is_admin": True},
                "view": {"id": "V0STRANGER"},
            }

        return call


def ids(rows: dict[str, Rows]) -> list[str]:
    """Name one or two of every kind of thing that we have; what messages show and alarms are for, in full."""
    subjects = {row["subject"] for table in ("delivery_message", "schedule_alarm") for row in rows[table]}
    return sorted(keys(rows, 2) | subjects - set(PEOPLE))


def keys(rows: dict[str, Rows], number: int) -> set[str]:
    """Name the first things of each table."""
    tables = [table for table in whole_schema().sorted_tables if not table.name.startswith(("store_", "delivery_", "teams_"))]
    columns = [(table.name, column.name) for table in tables for column in table.primary_key if column.name != "workspace"]
    found = {row[column] for table, column in columns for row in rows.get(table, [])[:number]}
    return {one for one in found if isinstance(one, str)} - set(PEOPLE)


class Askings:
    """Every request that can be made of what the features offer, with everything of ours in it."""

    def __init__(self, week: Week) -> None:
        self._ids = ids(week.ours)
        first = sorted(keys(week.ours, 1))
        self._pairs = [
            f"{one} {two}" for apart in (1, -1, 2) for one, two in zip(first, [*first[apart:], *first[:apart]], strict=True)
        ]
        self._marked = [f"{one}:{place % 3}" for place, one in enumerate(self._ids)]
        self._drawn = week.drawn
        forms = [parse_qs(sent.body.decode()) for sent in week.sent]
        self._typed = sorted({form["text"][0] for form in forms if "text" in form})
        payloads = [json.loads(form["payload"][0]) for form in forms if "payload" in form]
        self._privates = sorted({str((payload.get("view") or {}).get("private_metadata") or "") for payload in payloads})
        states = [((payload.get("view") or {}).get("state") or {}).get("values") or {} for payload in payloads]
        self._blocks = sorted({block for state in states for block in state})

    def commands(self, feature: Feature, workspace: WorkspaceId) -> Iterator[Request]:
        """Type each command with everything that was typed."""
        for command in feature.commands:
            for text in ["", "help", "mine", "board", "series", "reminders", *self._typed]:
                yield Command(**common(workspace), name=command, text=text.replace(SECRET, "of their own"))

    def clicks(self, feature: Feature, workspace: WorkspaceId) -> Iterator[Request]:
        """Press everything."""
        for action in feature.clicks:
            for value in self._values(action):
                view = "V1" if len(value) % 2 else None  # pressed in a form or in a message
                now = RealClock().now()
                yield Click(**common(workspace), action=action, value=value, at=now, message="1.1", view=view, in_form=bool(view))

    def forms(self, feature: Feature, workspace: WorkspaceId) -> Iterator[Request]:
        """Send each form, and use each shortcut."""
        for callback in feature.forms:
            for private in [*self._privates, *self._ids, *self._marked, *self._pairs]:
                yield Form(**common(workspace), callback=callback, private=private, view="V1", fields=self._fields(private))
        for callback in feature.shortcuts:
            yield Shortcut(**common(workspace), callback=callback, message="1.1", message_text="words of their own")

    def _values(self, action: str) -> list[str]:
        """Give what a press may carry: what was ever drawn for it, and each id in each of the ways in which ids are carried."""
        mine = {value for element in self._drawn if element["action_id"] == action for value in _values_of(element)}
        verbs = {value.partition(":")[0] for element in self._drawn for value in _values_of(element) if value.count(":") == 2}
        offers_verbs = action.endswith("more")
        chosen = {f"{verb}:{one}" for verb in verbs for one in self._marked} if offers_verbs else set()
        chosen |= {f"{verb}:{one}" for verb, one in zip(cycle(sorted(verbs)), self._ids, strict=False)} if offers_verbs else set()
        return sorted({*mine, *self._ids, *self._marked, *chosen})

    def _fields(self, private: str) -> dict[str, str]:
        """Fill all fields that any form has: numbers where numbers are asked for, else an id, and not always the same one."""
        start = len(private) + sum(private.encode())
        some = {block: self._ids[(start + place) % len(self._ids)] for place, block in enumerate(self._blocks)}
        return some | {block: "5" for block in ("hours", "minutes") if block in some}


def common(workspace: WorkspaceId) -> dict[str, Any]:
    """Give what every request has, another key each time."""
    number = next(_numbers)
    return {
        "workspace": workspace,
        "person": PEOPLE[number % len(PEOPLE)],
        "channel": ChannelId("C0GUILD"),
        "key": f"asked{number}",
        "trigger": "trigger",
        "response_url": "https://slack.invalid/respond",
    }


def _values_of(element: dict[str, Any]) -> list[str]:
    options = [option.get("value") for option in element.get("options") or () if isinstance(option, dict)]
    return [value for value in (element.get("value"), *options) if value]


async def ask(scene: Town, request: Request) -> str:
    """Put a request to the house, past the wires, and give what the ack says."""
    view = {"id": "V1", "type": "modal", "title": {"type": "plain_text", "text": "Theirs"}, "blocks": [], "state": {}}
    return json.dumps(await scene.house.parts.dispatch(request, {"view": view}), ensure_ascii=False)


async def ask_all(scene: Town, asked: Iterable[Request]) -> list[str]:
    """Ask everything and give all the acks; a handful at a time, as strangers would."""
    said, left = [], list(asked)
    for start in range(0, len(left), 40):
        said += await asyncio.gather(*(ask(scene, request) for request in left[start : start + 40]))
    await scene.house.parts.dispatch.drain()
    return said


def draw_everything(read: Read, subjects: list[str]) -> list[str]:
    """Draw every screen, name every owner and draw everybody's part of the Home, of whatever is named."""
    shown: list[str] = []
    for kind, draw in screens_of(ROOMS_AND_FEATURES).items():
        for subject in [*subjects, *PEOPLE]:
            with suppress(Refusal, ValueError):
                surface = draw(read, subject, ENGLISH)
                shown += [*_texts(surface.blocks), getattr(surface, "text", "")] if surface is not None else []
            with suppress(Refusal, ValueError):
                shown += [str(feature.owner(read, kind, subject)) for feature in ROOMS_AND_FEATURES if feature.owner is not None]
    homes = [feature.home for feature in ROOMS_AND_FEATURES if feature.home is not None]
    return shown + [text for home in homes for person in PEOPLE for text in map(str, home(read, person, ENGLISH))]


def _texts(blocks: Any) -> list[str]:
    return [json.dumps(block.to_dict(), ensure_ascii=False) for block in blocks if isinstance(block, Block)]


def ring_one(unit: Unit, handler: AlarmHandler, alarm: Alarm) -> None:
    """Let an alarm ring in whatever workspace the unit is of."""
    handler.lock(unit, alarm.subject)
    handler.ring(unit, alarm)


def leaks(texts: list[str]) -> list[str]:
    return [text for text in texts if any(secret in text for secret in SECRETS)]


async def move_in(scene: Town, workspace: WorkspaceId) -> OtherSlack:
    """Install the app in a workspace of the same house, with a Slack that grants everything."""
    slack = OtherSlack()
    scene.house.parts.installations.add(Installed(workspace, "xoxb-another", "U0BOT"), slack)
    bot = PersonId("U0BOT")
    await scene.house.store.write(teams.keep_workspace, workspace, None, name="Strangers", domain="strangers", bot_user=bot)
    return slack


@pytest.mark.parametrize("way", [Askings.clicks, Askings.forms])
@pytest.mark.parametrize("feature", FEATURES, ids=NAMES)
async def test_ids_of_another_workspace_read_nothing_and_change_nothing(
    week: Week, database_url: str, feature: Feature, way: Way
) -> None:
    every = 1 if database_url.startswith("sqlite") else 4  # the statements are the same, and each costs a round trip there
    asks = Askings(week)
    async with after(week, database_url) as scene, apart(scene, week) as slack:
        asked = [*asks.commands(feature, THEIRS), *way(asks, feature, THEIRS)][::every]
        assert leaks(await ask_all(scene, sample(asked, 6))) == []
        assert leaks(slack.heard) == []


async def test_alarms_for_ids_of_another_workspace_read_nothing_and_change_nothing(week: Week, database_url: str) -> None:
    async with after(week, database_url) as scene, apart(scene, week):
        handlers = [found for feature in ROOMS_AND_FEATURES for found in feature.alarms.items()]
        for (kind, handler), subject in sample(list(product(handlers, ids(week.ours))), 6):
            with suppress(Exception):  # most of these are no subjects of this alarm at all
                alarm = Alarm(kind, subject, scene.room.clock.now(), timedelta())
                await scene.house.store.write(ring_one, THEIRS, None, handler, alarm)


@asynccontextmanager
async def apart(scene: Town, week: Week) -> AsyncIterator[OtherSlack]:
    """Let strangers move in, do what they like, look at everything and move out; then nothing of ours was read or is changed."""
    slack, ours = await move_in(scene, THEIRS), scene.rows(OURS)
    yield slack
    assert leaks(await scene.house.store.read(draw_everything, THEIRS, ids(week.ours))) == []
    for event in ("app_home_opened", "app_mention", "member_joined_channel", "app_uninstalled"):
        await ask(scene, Event(**common(THEIRS), kind=event, tab="home"))
    await scene.idle()
    assert leaks(slack.heard) == []
    assert await scene.house.parts.installations.authorize(THEIRS) is None
    assert await scene.house.parts.installations.authorize(OURS) is not None
    assert scene.rows(OURS) == ours
    assert leaks([str(rows) for rows in scene.rows(THEIRS).values()]) == []


@pytest.mark.parametrize("feature", FEATURES, ids=NAMES)
async def test_our_own_people_who_ask_the_very_same_read_and_change(week: Week, database_url: str, feature: Feature) -> None:
    asks = Askings(week)
    async with after(week, database_url) as scene:
        slack, ours = await move_in(scene, OURS), scene.rows(OURS)
        asked = [*asks.commands(feature, OURS), *asks.clicks(feature, OURS), *asks.forms(feature, OURS)]
        said: list[str] = []
        for part in range(PARTS):  # until enough was asked to show it
            said += await ask_all(scene, asked[part::PARTS])
            if leaks([*said, *slack.heard]) and written(scene.rows(OURS)) != written(ours):
                break
        for _ in PEOPLE:  # strangers open their Homes, too, and a week has no words of every feature
            await ask(scene, Event(**common(OURS), kind="app_home_opened", tab="home"))
        await scene.idle()
        assert leaks([*said, *slack.heard])
        assert leaks(await scene.house.store.read(draw_everything, OURS, ids(week.ours)))
        assert written(scene.rows(OURS)) != written(ours)


def written(rows: dict[str, Rows]) -> dict[str, Rows]:
    """Leave out what is only noted on the way."""
    return {name: found for name, found in rows.items() if not name.startswith(("store_", "delivery_", "teams_"))}
