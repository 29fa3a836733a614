"""What Lean Coffee fills in to have meetings come again."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot import delivery
from bot.core.ids import PersonId
from bot.core.refusal import AllAtOnce
from bot.delivery import Place
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.actions.course import open_meeting
from bot.features.lean_coffee.kinds import BOARD, SERIES
from bot.features.lean_coffee.rules import Meeting, MeetingRunning, Plan, Settings
from bot.features.lean_coffee.store import Part, rows
from bot.features.lean_coffee.views import options, planning
from bot.features.lean_coffee.views.explain import explain
from bot.features.lean_coffee.views.pieces import placed
from bot.meetings.rules.values import latest_end
from bot.meetings.views.frame import Reader
from bot.presence import attended
from bot.schedule import Recurrence
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import occurrences
from bot.series import store as kept
from bot.series.recurring import Lost, Opening, Recurring, Shown, Terms
from bot.series.rules import Occurrence, Series
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.words import Words

LOOKED_AT = 60
"""Dates between which the shortest time is looked for: five years of a monthly series."""


def settings_of(series: Series) -> Settings:
    """Read the course of a series' meetings."""
    return rows.read_settings(series.own)


def terms(title: str, link: str, recurrence: Recurrence, settings: Settings, ahead: timedelta) -> Terms:
    """Return what a series of meetings is kept as. Raise EmptyText or TextTooLong."""
    named, call = rules.line("meeting", title), rules.paragraph("link", link)
    return Terms(named, call, replace(recurrence, duration=settings.length), ahead, rows.settings(settings))


def _terms(plan: Draft) -> Terms:
    return terms(plan.title, plan.link, plan.recurrence, _settings(plan), options.read_ahead(plan.extras))


def _may_plan(plan: Draft, at: datetime) -> None:
    """Hold a plan against its limits. Raise OutOfBounds, DotsOutOfBounds, TooFarAhead, EmptyText or TextTooLong."""
    refused = AllAtOnce()
    refused.read("", rules.line, "meeting", plan.title)
    refused.read("", rules.paragraph, "link", plan.link)
    settings = refused.read(None, _settings, plan)
    if settings is not None:
        refused.read(None, may_announce, plan.recurrence, options.read_ahead(plan.extras), settings, at)
    refused.refuse()


def _settings(plan: Draft) -> Settings:
    asked, lasts = options.read_written(plan.extras), plan.recurrence.duration
    return rules.settle(asked if lasts is None else replace(asked, length=lasts))


def may_announce(recurrence: Recurrence, ahead: timedelta, settings: Settings, at: datetime) -> None:
    """Raise TooFarAhead where the dates of a rule stand too close together to be announced so far ahead."""
    dates = (one.wall for one in islice(occurrences(recurrence, at), LOOKED_AT))
    rules.may_announce(ahead, dates=dates, length=settings.length)


def _open(unit: Unit, series: Series, occurrence: Occurrence) -> str | None:
    settings = settings_of(series)
    zone, starts = series.zone, occurrence.starts
    plan = Plan(series.channel, series.title, series.owner, zone, settings, series.link, series.id, starts)
    try:
        return open_meeting(unit, plan=plan, host_is_here=False)
    except MeetingRunning:
        return None


def _busy_until(read: Read, series: Series) -> datetime | None:
    running = _open_meeting(read, series)
    return None if running is None else latest_end(running)


def _lock_open(unit: Unit, series: Series) -> None:
    running = _open_meeting(unit, series)
    if running is not None:
        store.lock_meeting(unit, running.id, Part(0))


def _open_meeting(read: Read, series: Series) -> Meeting | None:
    found = [store.meeting(read, one, Part(0)) for one in store.open_meetings_in(read, series.channel)]
    return next((one for one in found if one is not None and one.series == series.id), None)


def _announcement(read: Read, words: Words, shown: Shown) -> Message:
    waiting = store.waiting_topics(read, shown.series.channel) if shown.occurrence.meeting is None else ()
    authors = [topic.author for topic in waiting if topic.author is not None]
    names = people.names(read, [shown.series.owner, *shown.occurrence.coming, *authors], words)
    local = words.in_zone(shown.series.zone) if words.shared else words
    lasts = settings_of(shown.series).length
    return planning.announcement(Reader(local, shown.at, names), shown.series, shown.occurrence, waiting, lasts)


def _losing(read: Read, words: Words, series: Series, lost: Lost) -> list[str]:
    return planning.losing(words, series, lost, len(store.waiting_topics(read, series.channel)))


def _redraw(unit: Unit, series: Series) -> None:
    """Draw anew the last summary, which names the next meeting."""
    last = kept.last_meeting_of(unit, series.id)
    if last is not None:
        delivery.show(unit, BOARD, last)


def _reminded(series: Series, occurrence: Occurrence) -> list[Place]:
    return [Place.person(person) for person in sorted({series.owner, *occurrence.coming})]


def _heirs(read: Read, series: Series, coming: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return who said that they are coming; where nobody has, who came last."""
    last = kept.last_meeting_of(read, series.id)
    return coming or (frozenset() if last is None else attended(read, last))


RECURRING = Recurring(
    kinds=SERIES,
    form_title=planning.form_title,
    fields=planning.plan_fields,
    read=planning.read_plan,
    note=planning.preview_note,
    limits=_may_plan,
    terms=_terms,
    saved=planning.saved,
    placed=placed,
    listing=planning.listing,
    line=planning.line_of_list,
    ending=planning.ending,
    losing=_losing,
    missed=planning.missed,
    zone_gone=lambda words, series: (placed(words, series), "/coffee every tuesday at 10:00 Europe/Madrid"),
    comes=planning.comes,
    explain=explain,
    announcement=_announcement,
    reminder=lambda words, shown: planning.reminder(words, shown.series, shown.occurrence),
    reminded=_reminded,
    planned=planning.planned,
    replies=planning.REPLIES,
    taken_back=planning.not_coming,
    opening=Opening(
        _open,
        last_chance=lambda series, starts: rules.last_chance(starts, settings_of(series)),
        busy_until=_busy_until,
        lock=_lock_open,
    ),
    moves=True,
    heirs=_heirs,
    redraw=_redraw,
)
