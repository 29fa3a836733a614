"""What `doctor` looks at in the database, workspace by workspace, and what it mends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.core.clock import Clock
from bot.core.ids import MACHINE, ChannelId, WorkspaceId
from bot.core.trace import kind_of
from bot.delivery import checkup as delivery
from bot.house.features import ANSWERED_BY, CEREMONIES, ROOMS_AND_FEATURES, alarms_of, answers_of
from bot.house.options import Options
from bot.house.own_events import follow_channel
from bot.installations.store import standing
from bot.meetings import checkup as meetings
from bot.schedule import checkup as schedule
from bot.series import checkup as series
from bot.slack.client import SlackClient, open_session
from bot.slack.errors import LOST
from bot.store.changing import changing
from bot.store.channel_moves import left_behind
from bot.store.errors import StoreError, StoreHeld
from bot.store.integrity import damages, rows_alone, workspaces_with_rows
from bot.store.pausing import paused
from bot.store.reports import reading, report
from bot.store.schema import whole_schema
from bot.store.trouble import Trouble
from bot.store.unit import Read, RunningStore, Unit
from bot.teams import store as teams

UNSERVED, NO_TOKEN, MOVED = "workspace unknown", "workspace without a token", "channel moved"
_SHOWN = 10


class NotMended(Exception):
    """Why nothing could be mended, in one sentence."""


@dataclass(frozen=True)
class Found:
    """One trouble of a workspace (empty: of the whole database), and whether it was mended; `why` says why not."""

    workspace: WorkspaceId
    trouble: Trouble
    mended: bool = False
    why: str = ""


async def examine(url: str, holders: frozenset[WorkspaceId] | None = None, clock: Clock | None = None) -> list[Found]:
    """Look into the database, beside a running bot, and return what is not as it should be; nothing is written.

    `holders`: the workspaces that there are tokens for; None where nobody knows. Raise StoreUnavailable, StoreUnusable, or ValueError for the URL.
    """
    whole_schema()
    async with reading(url, clock) as reads:
        found = [Found(MACHINE, one) for one in damages(url)]
        alive = await reads.read(schedule.last_beat, MACHINE)
        served = await reads.read(teams.served, MACHINE)
        waiting = await reads.read(paused, MACHINE)  # their alarms and messages are late on purpose
        for workspace in map(WorkspaceId, sorted({*await reads.read(workspaces_with_rows, MACHINE)} - waiting)):
            look = partial(_troubles, alive=alive) if workspace in served else _unserved
            found += [Found(workspace, one) for one in await reads.read(look, workspace)]
        for workspace in served if holders is not None else ():
            found += [Found(workspace, _no_token(workspace))] if workspace not in (holders or ()) else []
    return found


async def mend(url: str, found: Sequence[Found], agreed: Callable[[Found], bool], clock: Clock | None = None) -> list[Found]:
    """Mend what can be, each in a transaction of its own, where `agreed` says so; return all of it with what came of it. Raise NotMended.

    A SQLite file is held meanwhile, as by a bot.
    """
    if not any(one.trouble.mend for one in found):
        return list(found)
    try:
        async with changing(url, clock, answers=answers_of(ANSWERED_BY)) as store:
            return [await _mended(store, one, agreed) for one in found]
    except StoreHeld as held:
        raise NotMended(f"{held} On SQLite nothing is mended while the bot runs; looking is fine.") from held


async def token_holders(options: Options) -> frozenset[WorkspaceId] | None:
    """Ask Slack whose the token is, or the database who has installed the app; None where there is none, or Slack does not say."""
    if options.oauth is not None:
        return await report(options.database_url, standing)
    if not options.bot_token:
        return None
    async with open_session() as session_of_slack:
        try:
            told = await SlackClient(options.bot_token, session_of_slack, base_url=options.api_url).auth_test()
        except (SlackApiError, AttributeError, *LOST):
            return None
    return frozenset({WorkspaceId(str(told["team_id"]))}) if told.get("team_id") else None


def said_of(one: Found, now: datetime) -> list[str]:
    """Say a trouble and its way out in plain sentences."""
    trouble = one.trouble
    since = "" if trouble.since is None else f" Since {trouble.since:%Y-%m-%d %H:%M} UTC ({_long(now - trouble.since)})."
    lines = [f"{trouble.kind}: {trouble.said}{since} [{trouble.about}]"]
    if one.mended:
        return [*lines, f"  mended. {trouble.way_out}"]
    how = "--mend" if not trouble.asks else "--mend --yes, or --mend and agree"
    way = f"{trouble.way_out} ({how})" if trouble.mend else trouble.way_out
    return [*lines, f"  {one.why or way}"]


def told(found: Sequence[Found], now: datetime) -> list[str]:
    """Say all that was found, workspace by workspace; of many of a kind the first ones."""
    if not found:
        return ["All is well: nothing in the database waits for somebody to see to it."]
    lines: list[str] = []
    for workspace in dict.fromkeys(one.workspace for one in found):
        here = [one for one in found if one.workspace == workspace]
        lines.append(f"{workspace or 'The database'}: {len(here)} found, {sum(one.mended for one in here)} mended.")
        for kind in dict.fromkeys(one.trouble.kind for one in here):
            same = [one for one in here if one.trouble.kind == kind]
            lines += [f"  {line}" for one in same[:_SHOWN] for line in said_of(one, now)]
            lines += [f"  {kind}: and {len(same) - _SHOWN} more; --json names each."] if len(same) > _SHOWN else []
    return lines


def as_json(one: Found) -> dict[str, Any]:
    """Return a trouble as a machine reads it."""
    trouble = one.trouble
    mends = "people" if trouble.mend is None else "asks" if trouble.asks else "safe"
    return {
        "workspace": one.workspace,
        "kind": trouble.kind,
        "about": trouble.about,
        "said": trouble.said,
        "way_out": trouble.way_out,
        "since": None if trouble.since is None else trouble.since.isoformat(),
        "mends": mends,
        "mended": one.mended,
    }


async def _mended(store: RunningStore, one: Found, agreed: Callable[[Found], bool]) -> Found:
    if one.trouble.mend is None:
        return one
    if one.trouble.asks and not agreed(one):
        return Found(one.workspace, one.trouble, why="Left as it is.")
    try:
        await store.write(one.trouble.mend, one.workspace, None)
    except StoreError:
        raise
    except Exception as fault:  # noqa: BLE001 - one that cannot be mended keeps no other from it
        return Found(one.workspace, one.trouble, why=f"It could not be mended ({kind_of(fault)}).")
    return Found(one.workspace, one.trouble, mended=True)


def _troubles(read: Read, alive: datetime | None) -> list[Trouble]:
    handlers = alarms_of(ROOMS_AND_FEATURES)
    return list(
        chain(
            schedule.troubles(read, handlers, alive),
            meetings.troubles(read, CEREMONIES),
            series.troubles(read),
            delivery.troubles(read, alive),
            _moved(read),
            rows_alone(read),
        )
    )


def _moved(read: Read) -> Iterator[Trouble]:
    for old, new in teams.moved(read):
        if number := left_behind(read, old):
            yield Trouble(
                MOVED,
                f"{old} to {new}",
                f"{number} rows are kept by the id {old}, and Slack calls that channel {new} by now.",
                "They follow.",
                mend=partial(_follow, old=old, new=new),
            )


def _follow(unit: Unit, *, old: ChannelId, new: ChannelId) -> None:
    teams.forget_became(unit, old)  # else its own row would say of the new id what was said of the old one
    follow_channel(unit, old=old, new=new)


def _unserved(read: Read) -> list[Trouble]:
    alarms, waiting = schedule.count_alarms(read), delivery.count_waiting(read)
    if not alarms + waiting:
        return []
    said = f"The bot does not know this workspace, and keeps {alarms} alarms and {waiting} messages for it that go nowhere."
    way_out = "Install the app there. Else they are let go; once it is installed again, `doctor --mend` sets the alarms anew."
    return [Trouble(UNSERVED, f"{alarms} alarms, {waiting} messages", said, way_out, mend=_let_go, asks=True)]


def _let_go(unit: Unit) -> None:
    schedule.forget_alarms(unit)
    delivery.let_go(unit)


def _no_token(workspace: WorkspaceId) -> Trouble:
    said = f"There is no token for {workspace}: SLACK_BOT_TOKEN is another workspace's, or it removed the app. Nothing is shown there."
    way_out = "Run the bot with the token of this workspace, or install the app there again, or take a database of its own for the other."
    return Trouble(NO_TOKEN, workspace, said, way_out)


def _long(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{max(minutes, 0)} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} days"
