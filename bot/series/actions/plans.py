"""The verb of a plan: keep what its author was shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.core.refusal import AllAtOnce
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.schedule import schedules
from bot.schedule.anchored import for_team
from bot.schedule.drafts import Draft, read_draft, save_draft
from bot.schedule.recurrence import Recurrence, next_after
from bot.schedule.schedules import LeadAlarm, ScheduleId
from bot.series import leads, store
from bot.series.recurring import CHANNEL, SECOND, SERIES, Recurring, Terms
from bot.series.rules import PlannedAlready, Series
from bot.store.unit import Read, Unit
from bot.teams import calendar


def save_plan(unit: Unit, *, recurring: Recurring, person: PersonId, draft: str) -> Draft:
    """Keep a person's plan and return it. Raise DraftGone, DraftSaved, PlannedAlready, or what is refused by now."""
    plan = read_draft(unit, purpose=recurring.name, person=person, draft=draft)
    twin = twin_of(unit, recurring=recurring, plan=plan)
    if twin is not None and SECOND not in plan.extras:
        raise PlannedAlready(twin.owner)
    plan = save_draft(unit, purpose=recurring.name, person=person, draft=draft)
    channel = ChannelId(plan.extras[CHANNEL])
    plan = replace(plan, recurrence=for_team(plan.recurrence, calendar.team_dates(unit, channel), unit.now))
    hold(recurring, plan, unit.now)
    keep(unit, recurring=recurring, channel=channel, owner=person, terms=terms_of(recurring, plan))
    return plan


def hold(recurring: Recurring, plan: Draft, at: datetime) -> None:
    """Hold a plan against the limits of its ceremony and its lead times. Raise what it is refused for, all at once."""
    refused = AllAtOnce()
    refused.read(None, recurring.limits, plan, at)
    refused.read(None, _fit, recurring, plan, at)
    refused.refuse()


def _fit(recurring: Recurring, plan: Draft, at: datetime) -> None:
    terms = terms_of(recurring, plan)
    leads.fit(terms.ahead, terms.recurrence, at)


def terms_of(recurring: Recurring, plan: Draft) -> Terms:
    """Return what a plan is kept as."""
    both = leads.leads_of(plan.extras, plan.recurrence.start.time())
    return replace(recurring.terms(plan), ahead=both.ahead, reminded=both.soon)


def twin_of(read: Read, *, recurring: Recurring, plan: Draft) -> Series | None:
    """Return what is planned in the channel of a plan already, by the same name and for the same dates; not what the plan changes."""
    terms = recurring.terms(plan)
    first = next_after(terms.recurrence, read.now)
    for series in store.in_channel(read, recurring.name, ChannelId(plan.extras[CHANNEL])):
        rule = schedules.find_schedule(read, ScheduleId(series.id))
        if rule is None or series.id == plan.extras.get(SERIES) or series.title.casefold() != terms.title.casefold():
            continue
        if _rhythm(rule.recurrence) == _rhythm(terms.recurrence) and next_after(rule.recurrence, read.now) == first:
            return series
    return None


def _rhythm(recurrence: Recurrence) -> tuple[object, ...]:
    return recurrence.rule, recurrence.start.time(), recurrence.zone


def keep(unit: Unit, *, recurring: Recurring, channel: ChannelId, owner: PersonId, terms: Terms) -> SeriesId:
    """Keep a series: announced ahead of each date, reminded of, and opened by itself at the hour. Raise what the schedule refuses."""
    series = SeriesId(schedules.create_schedule(unit, terms.recurrence, calls_of(recurring, terms)))
    kept = Series(
        series,
        recurring.name,
        channel,
        owner,
        terms.title,
        link=terms.link,
        ahead=terms.ahead,
        reminded=terms.reminded,
        own=terms.own,
    )
    store.add(unit, kept)
    tell_channel(unit, recurring, kept, terms.recurrence)
    messages.show(unit, HOME, owner)
    return series


def calls_of(recurring: Recurring, terms: Terms) -> Sequence[LeadAlarm]:
    """Return whom the rule of a series calls ahead of each date."""
    kinds = recurring.kinds
    announce = [] if terms.ahead is None else [LeadAlarm(kinds.announce, terms.ahead)]
    remind = [] if terms.reminded is None else [LeadAlarm(kinds.remind, terms.reminded)]
    return [*announce, *remind, *([] if recurring.opening is None else [LeadAlarm(kinds.hour)])]


def tell_channel(unit: Unit, recurring: Recurring, series: Series, recurrence: Recurrence) -> None:
    """Tell a channel in one line what is planned, unless its first date is announced at once."""
    first = None if recurring.planned is None else schedules.next_occurrence(unit, ScheduleId(series.id), unit.now)
    if first is None:
        return
    if series.ahead is None or schedules.due_before(first.held, recurrence.zone, series.ahead) > unit.now:
        messages.post(unit, recurring.kinds.planned, series.id, Place.channel(series.channel))
