"""What is Lean Coffee's own of meetings that come again: settings, waiting topics, lead times."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot.core.refusal import AllAtOnce
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.rules import series_dates
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.values import Settings
from bot.features.lean_coffee.store import rows, topics
from bot.features.lean_coffee.views import options, planning
from bot.features.lean_coffee.views.explain import explain
from bot.meetings.planned import reader_of, recurring, texts
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import Recurrence, occurrences
from bot.series.recurring import Lost, Shown, Terms
from bot.series.rules import Series
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words

LOOKED_AT = 60
"""Dates between which the shortest time is looked for: five years of a monthly series."""


def settings_of(series: Series) -> Settings:
    """Read the course of a series' meetings."""
    return rows.read_settings(series.own)


def _terms(plan: Draft) -> Terms:
    (title, link), settings = texts(plan), _settings(plan)
    again = replace(plan.recurrence, duration=settings.length)
    return Terms(title, link, again, options.read_ahead(plan.extras), rows.settings(settings))


def _may_plan(plan: Draft, at: datetime) -> None:
    """Hold a plan against its limits. Raise OutOfBounds, DotsOutOfBounds, TooFarAhead, EmptyText or TextTooLong."""
    refused = AllAtOnce()
    refused.read(None, texts, plan)
    settings = refused.read(None, _settings, plan)
    if settings is not None:
        refused.read(None, may_announce, plan.recurrence, options.read_ahead(plan.extras), settings, at)
    refused.refuse()


def _settings(plan: Draft) -> Settings:
    asked, lasts = options.read_written(plan.extras), plan.recurrence.duration
    return settle(asked if lasts is None else replace(asked, length=lasts))


def may_announce(recurrence: Recurrence, ahead: timedelta, settings: Settings, at: datetime) -> None:
    """Raise TooFarAhead where the dates of a rule stand too close together to be announced so far ahead."""
    dates = (one.wall for one in islice(occurrences(recurrence, at), LOOKED_AT))
    series_dates.may_announce(ahead, dates=dates, length=settings.length)


def _announcement(read: Read, words: Words, shown: Shown) -> Message:
    waiting = topics.waiting_topics(read, shown.series.channel) if shown.occurrence.meeting is None else ()
    reader = reader_of(read, words, shown, *(topic.author for topic in waiting if topic.author is not None))
    return planning.announcement(reader, shown.series, shown.occurrence, waiting, settings_of(shown.series).length)


def _losing(read: Read, words: Words, series: Series, lost: Lost) -> list[str]:
    return planning.losing(words, series, lost, len(topics.waiting_topics(read, series.channel)))


RECURRING = replace(
    recurring(CEREMONY),
    fields=planning.plan_fields,
    read=planning.read_plan,
    note=planning.preview_note,
    limits=_may_plan,
    terms=_terms,
    line=planning.line_of_list,
    losing=_losing,
    explain=explain,
    announcement=_announcement,
    planned=planning.planned,
)
