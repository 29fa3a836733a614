"""Places the events of Sprints: each is a series whose dates follow those of the Sprints."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.core.ids import ChannelId, PersonId
from bot.core.zones import zone_or_utc
from bot.features.sprint.actions.of_event import event_of
from bot.features.sprint.actions.recurring import RECURRING
from bot.features.sprint.kinds import BEGINS, ENDS, SERIES
from bot.features.sprint.views.event_names import english_title
from bot.schedule import alarms, schedules
from bot.schedule.recurrence import Recurrence, placed
from bot.schedule.schedules import ScheduleId
from bot.schedule.working_days import WorkingDays
from bot.series import store as kept
from bot.series.actions import changing
from bot.series.actions.editing import put_in_place
from bot.series.actions.plans import keep
from bot.series.actions.team_calendar import follow_dates
from bot.series.recurring import Terms
from bot.series.rules import CalledOff, Series
from bot.store.unit import Read, Unit
from bot.teams import team_store
from bot.teams.calendar import walls_held
from bot.teams.sprint_events import KNOWN_AHEAD, ScrumEvent, TeamSprints
from bot.teams.sprint_store import keep_sprints, team_sprints, today
from bot.teams.sprints import Sprint

DAILY_AHEAD, KEPT_BEHIND = timedelta(days=92), timedelta(days=92)
"""So far ahead each Daily Scrum is a date of its own, and so long each date stays one that is over."""
_CLOSES = time(16)
"""When a Sprint without a Review asks what became of its Sprint Goal, on its last working day."""


def place(unit: Unit, channel: ChannelId) -> None:
    """Have the events of a channel's Sprints be held on the days that these say by now; the team is locked."""
    before = team_sprints(unit, channel)
    if before is None:
        return
    working = team_store.working_days(unit, channel)
    standing = {event_of(series): series for series in kept.in_channel(unit, SERIES.name, channel)}
    sprints = replace(before, set_by=_owner(before, standing.values()))
    for event in ScrumEvent:
        if sprints.events[event].held:
            _hold(unit, channel, sprints, working, event, standing.get(event))
        elif event in standing:
            _end(unit, standing[event])
    sprints = replace(sprints, series={event_of(one): one.id for one in kept.in_channel(unit, SERIES.name, channel)})
    if sprints != before:
        keep_sprints(unit, channel, sprints)
    wake(unit, channel, sprints, working)


def _owner(sprints: TeamSprints, events: Collection[Series]) -> PersonId:
    """Return whose the events are: who set the Sprints up, or who has taken over from them."""
    owners = [one.owner for one in events]
    return sprints.set_by if sprints.set_by in owners or not owners else owners[0]


def _hold(
    unit: Unit, channel: ChannelId, sprints: TeamSprints, working: WorkingDays, event: ScrumEvent, series: Series | None
) -> None:
    coming = _coming(sprints, working, event, unit.now)
    if series is None:
        if coming:
            terms = _terms(sprints, event, _dates(sprints, event, coming), coming)
            keep(unit, recurring=RECURRING, channel=channel, owner=sprints.set_by, terms=terms)
        return
    series = kept.lock(unit, SERIES.name, series.id)
    before = schedules.find_schedule(unit, ScheduleId(series.id))
    assert before is not None  # the series has not ended
    over, by_hand = _carried_over(before.recurrence, _computed(series), unit.now)
    if not (coming or by_hand):
        _end(unit, series)  # no Sprint to come has such a day: it is placed anew once one has
        return
    dates = _dates(sprints, event, sorted({*coming, *by_hand}))
    first, *others = sorted({*over, *by_hand, *coming})
    left_out = {wall.date() for wall in before.recurrence.skipped}
    skipped = {*(over & {*before.recurrence.skipped}), *(wall for wall in coming if wall.date() in left_out)}
    rule = replace(
        dates, start=first, added=tuple(others), skipped=tuple(sorted(skipped)), quiet_until=before.recurrence.quiet_until
    )
    terms = _terms(sprints, event, rule, coming)
    if _told(series, before.recurrence) == _told(replace(series, **_of(terms)), rule):
        kept.rewrite(unit, replace(series, own=terms.own))
        follow_dates(unit, recurring=RECURRING, series=series, by_now=rule)
    else:
        put_in_place(unit, recurring=RECURRING, series=series, terms=terms, rule=rule, by=series.owner)


def _coming(sprints: TeamSprints, working: WorkingDays, event: ScrumEvent, at: datetime) -> tuple[datetime, ...]:
    """Return the wall times at which an event is held from a moment on."""
    zone = zone_or_utc(sprints.zone)
    here = at.astimezone(zone).date()
    ahead = DAILY_AHEAD if event is ScrumEvent.DAILY else KNOWN_AHEAD
    return tuple(wall for wall in sprints.walls(event, working, here, here + ahead) if placed(wall, zone) > at)


def _dates(sprints: TeamSprints, event: ScrumEvent, walls: Sequence[datetime]) -> Recurrence:
    """Return these dates, of which there is one, as a rule; how long they take is told of the next."""
    first, *others = walls
    return Recurrence("", first, sprints.zone, added=tuple(others), duration=sprints.timebox(event, _number(sprints, first)))


def _number(sprints: TeamSprints, wall: datetime) -> int:
    sprint = sprints.calendar.on(wall.date())
    return sprints.calendar.first if sprint is None else sprint.number


def _terms(sprints: TeamSprints, event: ScrumEvent, rule: Recurrence, coming: Sequence[datetime]) -> Terms:
    plan, computed = sprints.events[event], [wall.isoformat(timespec="minutes") for wall in coming]
    at = f"{coming[0]:%H:%M}" if coming else ""
    own = json.dumps({"event": event.value, "at": at, "computed": computed})
    return Terms(english_title(event), plan.link, rule, plan.ahead, own, plan.reminded)


def _computed(series: Series) -> set[datetime]:
    """Return the dates that the Sprints had said of a series when it followed them last."""
    return {datetime.fromisoformat(wall) for wall in json.loads(series.own)["computed"]}


def _carried_over(before: Recurrence, computed: set[datetime], at: datetime) -> tuple[set[datetime], set[datetime]]:
    """Return the dates of a rule that are over, and those to come to which somebody has moved what the Sprints had said."""
    zone = zone_or_utc(before.zone)
    walls = {before.start, *before.added}
    over = {wall for wall in walls if at - KEPT_BEHIND < placed(wall, zone) <= at}
    return over, {wall for wall in walls - computed if placed(wall, zone) > at}


def _of(terms: Terms) -> dict[str, Any]:
    return {"link": terms.link, "ahead": terms.ahead, "reminded": terms.reminded, "own": terms.own}


def _told(series: Series, rule: Recurrence) -> tuple[object, ...]:
    """Return all of an event but its dates."""
    return series.link, series.ahead, series.reminded, json.loads(series.own)["at"], rule.zone, rule.duration


def _end(unit: Unit, series: Series) -> None:
    schedules.end(unit, ScheduleId(series.id))
    kept.mark_ended(unit, series.id)
    changing.call_off_all(unit, RECURRING, series, CalledOff.ENDED, None)


def wake(unit: Unit, channel: ChannelId, sprints: TeamSprints, working: WorkingDays) -> None:
    """Set the alarms of the next Sprint that begins, and of the next one that ends."""
    zone, here = zone_or_utc(sprints.zone), today(unit, sprints)
    soon = sprints.calendar.coming(here, 3)
    begins = (placed(datetime.combine(one.first, time()), zone) for one in soon)
    alarms.wake(unit, BEGINS, channel, next(at for at in begins if at > unit.now))
    ends = [ends_at(unit, sprints, one, working) for one in soon]
    alarms.wake(unit, ENDS, channel, next(at for at in ends if at > unit.now))


def ends_at(read: Read, sprints: TeamSprints, sprint: Sprint, working: WorkingDays) -> datetime:
    """Return when a Sprint is asked what became of its Goal (UTC): at the end of its Review, else on its last working day."""
    zone = zone_or_utc(sprints.zone)
    if sprints.events[ScrumEvent.REVIEW].held:
        walls = walls_held(read, sprints, ScrumEvent.REVIEW, working, sprint.first, sprint.last)
        within = [wall for wall in walls if sprint.first <= wall.date() <= sprint.last]
        if within:
            return placed(within[-1], zone) + sprints.timebox(ScrumEvent.REVIEW, sprint.number)
    return placed(datetime.combine(_last_day(sprint, working), _CLOSES), zone)


def _last_day(sprint: Sprint, working: WorkingDays) -> date:
    days = [sprint.last - timedelta(days=back) for back in range((sprint.last - sprint.first).days + 1)]
    return next((day for day in days if working.works(day)), sprint.last)
