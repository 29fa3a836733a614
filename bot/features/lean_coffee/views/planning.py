"""What Lean Coffee adds to a planned meeting: topics that wait."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.values import Settings, Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.chosen import USUAL
from bot.features.lean_coffee.views.pieces import NAMING, agenda
from bot.meetings.views import lead_times, planning
from bot.meetings.views.frame import Reader
from bot.meetings.views.ids import value
from bot.schedule.drafts import Draft
from bot.series.recurring import Lost
from bot.series.rules import Occurrence, Series
from bot.slack.blocks import button, section
from bot.slack.surfaces import Message
from bot.words.words import Words

TOPICS_LISTED = 20
"""Waiting topics that an announcement lists."""


def planned(words: Words, series: Series, rule: str, host: str, following: datetime | None) -> str:
    """Write the line that tells a channel what was planned in it, and what has become of that."""
    hint = words.say("`/coffee topic …` brings a topic.")
    return planning.planned(NAMING, words, series, rule, host, following, hint=hint)


def announcement(reader: Reader, series: Series, occurrence: Occurrence, waiting: Sequence[Topic], settings: Settings) -> Message:
    """Draw what is announced ahead: when, who comes, what waits; once its hour has come, only what became of it."""
    words = reader.words
    body: list[Block] = []
    if waiting:
        told = words.count("*{n} topic waits*", "*{n} topics wait*", len(waiting))
        body = [section(told), *agenda(reader, list(waiting)[:TOPICS_LISTED], roomy=False)]
    suggest = button(words.say("Suggest a topic"), ids.SUGGEST, value(series.channel))
    hint = words.say("New to Lean Coffee? People bring topics, vote, and talk about each for a few minutes.")
    return planning.announcement(NAMING, reader, series, occurrence, settings, body=body, button_more=suggest, hint=hint)


def preview_note(words: Words, plan: Draft, at: datetime) -> str:
    """Say how long it takes where nobody did, what saving brings, and whether the first announcement is due already."""
    early = lead_times.announced(words, plan)
    told = words.say("A card {when}; it opens at the hour and takes the topics that wait.", when=early)
    soon = words.say("The card comes as soon as you save; it opens at the hour and takes the topics that wait.")
    silent = words.say("No card; it opens at the hour and takes the topics that wait.")
    lasts = lead_times.lasts_as_usual(words, plan, USUAL.length)
    return f"{lasts} {lead_times.note(words, plan, at, told, soon, silent)}".strip()


def losing(words: Words, series: Series, lost: Lost, waiting: int) -> list[str]:
    """Say what goes with a series or a planned meeting, and what stays."""
    kept = words.count(
        "{n} topic waits in the channel and stays for its next meeting.",
        "{n} topics wait in the channel and stay for its next meeting.",
        waiting,
    )
    return planning.losing(words, series, lost, *([kept] if waiting else []))
