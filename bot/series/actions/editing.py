"""A saved series edited: what was announced stays where its date stays, the rest is computed anew."""

from dataclasses import replace
from datetime import datetime

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.schedule import changes, schedules
from bot.schedule.anchored import for_team
from bot.schedule.drafts import Draft, read_draft, save_draft
from bot.schedule.recurrence import OccurrenceTime, Recurrence, placed, zone_named
from bot.schedule.schedules import Schedule, ScheduleId
from bot.series import store
from bot.series.actions.announcing import announced
from bot.series.actions.called_off import call_off, take_back
from bot.series.actions.changing import lock_own, own, show_next
from bot.series.actions.moving import follow
from bot.series.actions.plans import calls_of, hold, tell_channel, terms_of, twin_of
from bot.series.actions.turns import seat_anew
from bot.series.leads import Leads, written
from bot.series.recurring import CHANNEL, SECOND, SERIES, Recurring, Terms
from bot.series.rhythm import carried_over, on_the_date_of
from bot.series.rules import CalledOff, NoSuchSeries, Occurrence, PlannedAlready, Series
from bot.store.unit import Read, Unit
from bot.teams import calendar


def plan_of(read: Read, *, recurring: Recurring, series: str, person: PersonId, is_admin: bool) -> Draft:
    """Return a series as the plan that its form shows, for who may change it. Raise NoSuchSeries, NotOwner or SeriesEnded."""
    found = own(read, recurring=recurring, series=series, person=person, is_admin=is_admin)
    leads = written(Leads(found.ahead, found.reminded))
    extras = {**recurring.extras(found), **leads, CHANNEL: found.channel, SERIES: found.id}
    return Draft(_rule(read, recurring, found).recurrence, found.title, found.link, extras)


def as_previewed(read: Read, *, recurring: Recurring, plan: Draft) -> tuple[Draft, Draft]:
    """Return a plan with what its author is asked about it, and the same as it would be kept: what it changes is carried over."""
    extras = {name: text for name, text in plan.extras.items() if name != SECOND}
    twin = twin_of(read, recurring=recurring, plan=plan)
    asked = replace(plan, extras=extras if twin is None else {**extras, SECOND: twin.owner})
    before = schedules.find_schedule(read, ScheduleId(extras.get(SERIES, "")))
    return asked, asked if before is None else replace(asked, recurrence=carried_over(before.recurrence, plan.recurrence))


def edit_plan(unit: Unit, *, recurring: Recurring, person: PersonId, draft: str, is_admin: bool = False) -> Draft:
    """Put what was previewed in the place of what a series is, and return it.

    Raise DraftGone, DraftSaved, NoSuchSeries, NotOwner, SeriesEnded, PlannedAlready, or what is refused by now.
    """
    waiting = read_draft(unit, purpose=recurring.name, person=person, draft=draft)
    found = lock_own(unit, recurring, waiting.extras[SERIES], person, is_admin=is_admin)
    twin = twin_of(unit, recurring=recurring, plan=waiting)
    if twin is not None and SECOND not in waiting.extras:
        raise PlannedAlready(twin.owner)
    plan = save_draft(unit, purpose=recurring.name, person=person, draft=draft)
    plan = replace(plan, recurrence=for_team(plan.recurrence, calendar.team_dates(unit, found.channel), unit.now))
    hold(recurring, plan, unit.now)
    _change(unit, recurring, found, plan, person)
    return plan


def _change(unit: Unit, recurring: Recurring, found: Series, plan: Draft, person: PersonId) -> None:
    terms = terms_of(recurring, plan)
    rule = carried_over(_rule(unit, recurring, found).recurrence, terms.recurrence)
    put_in_place(unit, recurring=recurring, series=found, terms=terms, rule=rule, by=person)


def put_in_place(unit: Unit, *, recurring: Recurring, series: Series, terms: Terms, rule: Recurrence, by: PersonId) -> None:
    """Keep a series, which is locked, by these terms and this rule from now on; what was announced follows, and is told to whom it concerns."""
    found, person, before = series, by, _rule(unit, recurring, series).recurrence
    to_come = [one for one in announced(unit, recurring, found) if one.starts > unit.now]
    changes.change(unit, ScheduleId(found.id), rule, calls_of(recurring, terms))
    kept = {"title": terms.title, "link": terms.link, "ahead": terms.ahead, "reminded": terms.reminded, "own": terms.own}
    after = replace(found, **kept, zone=rule.zone, one_off=rule.once)  # type: ignore[arg-type]  # by name
    store.rewrite(unit, after)
    dates = [_date_of(before, rule, one) for one in to_come]
    for occurrence, date in zip(to_come, dates, strict=True):
        if date is None and occurrence.called_off is CalledOff.SKIPPED:
            _stay_skipped(unit, occurrence, rule)
        else:
            _follow(unit, recurring, after, occurrence, date, person)
    seat_anew(unit, recurring, after)
    if (found.title, _told(before)) != (after.title, _told(rule)):
        tell_channel(unit, recurring, after, rule)
    show_next(unit, recurring, after, *to_come)


def _date_of(before: Recurrence, rule: Recurrence, occurrence: Occurrence) -> OccurrenceTime | None:
    """Return what an announced date is by an edited rule: what happens once is the same date wherever it went."""
    if before.once and rule.once:
        return on_the_date_of(rule, rule.start)
    return on_the_date_of(rule, occurrence.wall)


def _follow(
    unit: Unit,
    recurring: Recurring,
    series: Series,
    occurrence: Occurrence,
    date: OccurrenceTime | None,
    by: PersonId,
) -> None:
    """Have an announced date be what the edited rule says of it: the same, at another hour, gone, or back again."""
    kinds = recurring.kinds
    if date is None:
        if occurrence.called_off is None:
            call_off(unit, kinds, occurrence.id, CalledOff.CHANGED, by, by)
        return
    if date.wall != occurrence.wall or date.starts != occurrence.starts:
        follow(unit, recurring, series, occurrence, date, by)
    if occurrence.called_off is CalledOff.CHANGED:
        take_back(unit, kinds, occurrence.id, by)
    for screen in (kinds.announcement, kinds.reminder):
        messages.show(unit, screen, occurrence.id)


def _stay_skipped(unit: Unit, occurrence: Occurrence, rule: Recurrence) -> None:
    """Have a skipped date, which can be taken back, be at the hour of the edited rule."""
    wall = datetime.combine(occurrence.wall.date(), rule.start.time())
    if wall in rule.skipped and wall != occurrence.wall:
        store.move_occurrence(unit, occurrence.id, wall, placed(wall, zone_named(rule.zone)))


def _told(recurrence: Recurrence) -> tuple[object, ...]:
    return recurrence.rule, recurrence.start, recurrence.zone, recurrence.on_holiday, recurrence.anchor


def _rule(read: Read, recurring: Recurring, series: Series) -> Schedule:
    found = schedules.find_schedule(read, ScheduleId(series.id))
    if found is None:
        raise NoSuchSeries(recurring.name)
    return found
