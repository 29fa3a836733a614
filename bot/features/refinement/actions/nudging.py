"""Looks after a channel's queue each working day: nudges who orders it, in private."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.ids import ChannelId, PersonId
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.refinement.kinds import NUDGE, WATCH
from bot.features.refinement.rules import nudges as rules
from bot.features.refinement.rules.items import ORDERED, ItemState
from bot.features.refinement.rules.nudges import Aged, Named, Nudge, SprintAhead
from bot.features.refinement.store import items
from bot.features.refinement.store import nudges as store
from bot.schedule import alarms
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.away_store import away
from bot.teams.muted_store import not_muted
from bot.teams.team import TeamSettings
from bot.teams.team_store import settings, team

AT = time(9)
"""The hour of who orders, at which a queue is looked at."""
MOST_NAMED = 5
_A_DAY = timedelta(days=1)


def watch(unit: Unit, channel: ChannelId) -> None:
    """Look after a channel's queue from now on, each day at AT where who orders it is; where nobody does, nobody is told."""
    ordering = team(unit, channel).ordering
    if not ordering:
        return
    zone = _zone(unit, ordering[0])
    now = unit.now.astimezone(zone)
    day = now.date() if now.time() < AT else now.date() + _A_DAY
    alarms.wake(unit, WATCH, channel, datetime.combine(day, AT, zone))


def look_after(unit: Unit, channel: ChannelId, sprint: SprintAhead | None) -> None:
    """Tell who orders a queue what is not ready for a Sprint Planning that is near, and what is in progress for longer than most.

    `sprint`: what comes next, where the team has Sprints. Where the Product Owner is away, or wants no direct messages about what is
    coming, their deputy is told; on a free day nobody.
    """
    ordering, kept = team(unit, channel).ordering, settings(unit, channel)
    if not ordering:
        return
    today = unit.now.astimezone(_zone(unit, ordering[0])).date()
    gone = away(unit, ordering, today, today, channel)
    person = next((one for one in not_muted(unit, ordering) if one not in gone), None)
    if person is None or not kept.working_days.works(today):
        return
    ahead = rules.working_days_until(sprint.planning, today, kept.working_days) if sprint else 0
    told = Nudge() if sprint is None else _of_planning(unit, channel, kept, sprint, ahead)
    aged = _aged(unit, channel, kept, today)
    told = Nudge(
        told.ahead, told.found, told.lacking, tuple(Named(one.item.id, one.item.title, (), one.days, one.usual) for one in aged)
    )
    if told.found is None and not told.old:
        return
    store.name_aged(unit, aged)
    nudge = store.add_nudge(unit, channel, person, today, sprint.planning if sprint else None, told)
    messages.post(unit, NUDGE, nudge, Place.person(person))


def _of_planning(read: Read, channel: ChannelId, kept: TeamSettings, sprint: SprintAhead, ahead: int) -> Nudge:
    """Return what is to be said of a Sprint Planning; nothing while it is far, enough is ready, or enough was said.

    Where a team has never had an item it orders its work elsewhere.
    """
    if ahead not in rules.LEADS or not any(items.counts(read, channel, tuple(ItemState)).values()):
        return Nudge()
    first = items.page(read, channel, ORDERED, most=kept.items_in_range(sprint.done))
    ready = items.counts(read, channel, (ItemState.READY,))[ItemState.READY]
    found = rules.readiness(first, ready, kept, sprint.done, read.now)
    if not rules.is_due(found, ahead, store.told_before(read, channel, sprint.planning)):
        return Nudge()
    return Nudge(ahead, found, rules.lacking(first, kept, read.now, MOST_NAMED))


def _aged(read: Read, channel: ChannelId, kept: TeamSettings, today: date) -> tuple[Aged, ...]:
    """Return what is in progress for longer than most, and was not named for it."""
    started = store.not_named(read, items.page(read, channel, (ItemState.STARTED,), most=100))
    if not started:
        return ()
    return rules.aged(started, store.cycles(read, channel, today), today, kept.working_days)[:MOST_NAMED]


def _zone(read: Read, person: PersonId) -> ZoneInfo:
    known = people.person(read, person)
    return zone_or_utc(known.zone if known else "UTC")
