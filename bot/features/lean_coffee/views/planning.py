"""What Lean Coffee adds to a planned meeting: topics that wait, and how far ahead it is announced."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.series_dates import A_WEEK
from bot.features.lean_coffee.rules.values import Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.options import ANNOUNCE, read_ahead, written_ahead
from bot.features.lean_coffee.views.pieces import NAMING, agenda
from bot.meetings.views import planning
from bot.meetings.views.frame import Reader
from bot.meetings.views.ids import value
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import next_after
from bot.series.recurring import Lost
from bot.series.rules import A_DAY, Occurrence, Series
from bot.slack.blocks import button, field, menu, section
from bot.slack.requests import Form
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

TOPICS_LISTED = 20
"""Waiting topics that an announcement lists."""


def line_of_list(words: Words, series: Series, rule: str, host: str) -> str:
    """Begin the entry of a series or a planned meeting in the list."""
    if series.ahead == A_DAY or series.one_off:
        return planning.line_of_list(words, series, rule, host)
    values = {"title": plain(series.title), "rule": rule, "name": plain(host)}
    early = how_far_ahead(words, series.ahead)
    return words.say("*{title}*  {rule} · host {name} · announced {early}", early=early, **values)


def planned(words: Words, series: Series, rule: str, host: str, following: datetime | None) -> str:
    """Write the line that tells a channel what was planned in it, and what has become of that."""
    hint = words.say("`/coffee topic …` brings a topic.")
    return planning.planned(NAMING, words, series, rule, host, following, hint=hint)


def announcement(reader: Reader, series: Series, occurrence: Occurrence, waiting: Sequence[Topic], lasts: timedelta) -> Message:
    """Draw what is announced ahead: when, who comes, what waits; once its hour has come, only what became of it."""
    words = reader.words
    body: list[Block] = []
    if waiting:
        told = words.count("*{n} topic waits*", "*{n} topics wait*", len(waiting))
        body = [section(told), *agenda(reader, list(waiting)[:TOPICS_LISTED], roomy=False)]
    suggest = button(words.say("Suggest a topic"), ids.SUGGEST, value(series.channel))
    hint = words.say("New to Lean Coffee? People bring topics, vote, and talk about each for a few minutes.")
    return planning.announcement(NAMING, reader, series, occurrence, lasts, body=body, button_more=suggest, hint=hint)


def preview_note(words: Words, plan: Draft, at: datetime) -> str:
    """Say what saving a series brings, and whether its first announcement is due already."""
    early, first = read_ahead(plan.extras), next_after(plan.recurrence, at)
    told = words.say("Announced {when}; it opens at the hour and takes the topics that wait.", when=how_far_ahead(words, early))
    if first is None or first.starts - early > at:
        return told
    if not plan.recurrence.rule:
        return words.say("Announced as soon as you save; it opens at the hour and takes the topics that wait.")
    return f"{told} {words.say('The first one is announced as soon as you save.')}"


def how_far_ahead(words: Words, early: timedelta) -> str:
    """Say how long before its hour a meeting is announced."""
    if early == A_WEEK:
        return words.say("a week ahead")
    return words.say("a day ahead") if early == A_DAY else words.say("{span} ahead", span=words.minutes(early))


def plan_fields(words: Words, plan: Draft) -> list[Block]:
    """Draw the fields of a plan: its title, when, how far ahead it is announced."""
    aheads = {written_ahead(A_DAY): words.say("A day ahead"), written_ahead(A_WEEK): words.say("A week ahead")}
    first = written_ahead(read_ahead(plan.extras))
    return [*planning.plan_fields(words, plan), field("announce", words.say("Announce it"), menu(aheads, first=first))]


def read_plan(form: Form) -> tuple[str, Mapping[str, str]]:
    """Read the fields of a plan: its title, and how far ahead it is announced. Raise EmptyText or TextTooLong."""
    (title, _), announce = planning.read_plan(form), form.text("announce")
    return title, {ANNOUNCE: announce} if announce else {}


def losing(words: Words, series: Series, lost: Lost, waiting: int) -> list[str]:
    """Say what goes with a series or a planned meeting, and what stays."""
    kept = words.count(
        "{n} topic waits in the channel and stays for its next meeting.",
        "{n} topics wait in the channel and stay for its next meeting.",
        waiting,
    )
    return planning.losing(words, series, lost, *([kept] if waiting else []))
