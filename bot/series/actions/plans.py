"""The verb of a plan: keep what its author was shown."""

from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.feature import HOME
from bot.schedule import schedules
from bot.schedule.drafts import Draft, save_draft
from bot.schedule.schedules import LeadAlarm, ScheduleId
from bot.series import store
from bot.series.recurring import CHANNEL, Recurring, Terms
from bot.series.rules import REMINDED, Series
from bot.store.unit import Unit


def save_plan(unit: Unit, *, recurring: Recurring, person: PersonId, draft: str) -> Draft:
    """Keep a person's plan and return it. Raise DraftGone, DraftSaved, or what is refused by now."""
    plan = save_draft(unit, purpose=recurring.name, person=person, draft=draft)
    recurring.limits(plan, unit.now)
    keep(unit, recurring=recurring, channel=ChannelId(plan.extras[CHANNEL]), owner=person, terms=recurring.terms(plan))
    return plan


def keep(unit: Unit, *, recurring: Recurring, channel: ChannelId, owner: PersonId, terms: Terms) -> SeriesId:
    """Keep a series: announced ahead of each date, reminded of, and opened by itself at the hour. Raise what the schedule refuses."""
    kinds, ahead = recurring.kinds, terms.ahead
    at_the_hour = () if recurring.opening is None else (LeadAlarm(kinds.hour),)
    rule = schedules.create_schedule(
        unit, terms.recurrence, (LeadAlarm(kinds.announce, ahead), LeadAlarm(kinds.remind, REMINDED), *at_the_hour)
    )
    series = SeriesId(rule)
    kept = Series(series, recurring.name, channel, owner, terms.title, link=terms.link, ahead=ahead, own=terms.own)
    store.add(unit, kept)
    if recurring.planned is not None:
        first = schedules.next_occurrence(unit, ScheduleId(series), unit.now)
        if first is not None and schedules.due_before(first.wall, terms.recurrence.zone, ahead) > unit.now:
            messages.post(unit, kinds.planned, series, Place.channel(channel))
    messages.show(unit, HOME, owner)
    return series
