"""What is Lean Coffee's own of meetings that come again: its options, and topics that wait."""

from dataclasses import replace
from datetime import datetime

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.store import topics
from bot.features.lean_coffee.views import planning
from bot.features.lean_coffee.views.explain import explain
from bot.features.lean_coffee.views.wishes import OPTIONS
from bot.meetings.planned import chosen_in_plan, reader_of, recurring
from bot.schedule.drafts import Draft
from bot.series.recurring import Lost, Shown
from bot.series.rules import Series
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words


def _announcement(read: Read, words: Words, shown: Shown) -> Message:
    waiting = topics.waiting_topics(read, shown.series.channel) if shown.occurrence.meeting is None else ()
    reader = reader_of(read, words, shown, *(topic.author for topic in waiting if topic.author is not None))
    return planning.announcement(reader, shown.series, shown.occurrence, waiting, CEREMONY.read_settings(shown.series.own))


def _losing(read: Read, words: Words, series: Series, lost: Lost) -> list[str]:
    return planning.losing(words, series, lost, len(topics.waiting_topics(read, series.channel)))


def _note(words: Words, plan: Draft, at: datetime) -> str:
    return f"{planning.preview_note(words, plan, at)} {chosen_in_plan(OPTIONS, words, plan)}".strip()


RECURRING = replace(
    recurring(CEREMONY, OPTIONS),
    note=_note,
    losing=_losing,
    explain=explain,
    announcement=_announcement,
    planned=planning.planned,
)
