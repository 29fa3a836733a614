"""Lean Coffee's part of one person's App Home: what runs now, what is queued, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules import Meeting, Plan
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.pieces import facts
from bot.slack.blocks import actions, button, section
from bot.slack.text import plain
from bot.words import Words

_MOST = 8


@dataclass(frozen=True)
class Running:
    """A meeting that runs, as one of those in it sees it: the link to its board (empty where none is known), whether they vote now."""

    meeting: Meeting
    link: str
    votes: bool = False


@dataclass(frozen=True)
class Moment:
    """A meeting to come: when (UTC), what, where."""

    at: datetime
    title: str
    channel: str


def home(words: Words, running: Sequence[Running], queued: Sequence[Plan], moments: Sequence[Moment]) -> list[Block]:
    """Draw what concerns one person, an open vote first, and the way to propose."""
    now: list[Block] = [_now(words, one) for one in sorted(running, key=lambda one: not one.votes)[:_MOST]]
    lines = [_queued(words, plan) for plan in queued[:_MOST]]
    lines += [f"{words.slack_day_time(one.at)}  {plain(one.title)}  <#{one.channel}>" for one in moments[:_MOST]]
    if not (now or lines):
        lines = [words.say("No Lean Coffee yet that you host or said you would come to.")]
    following: list[Block] = [section("\n".join([words.say("*Next*"), *lines]))] if lines else []
    row = actions(
        button(words.say("Propose a topic"), ids.HOME_PROPOSE, "home", primary=True),
        button(words.say("My topics"), ids.HOME_MY_TOPICS, "home"),
    )
    return [*now, *following, row]


def _now(words: Words, running: Running) -> Block:
    meeting = running.meeting
    told = words.say(
        "*Now:* {title}, in <#{channel}>, until {time}",
        title=plain(meeting.title),
        channel=meeting.channel,
        time=words.slack_time(meeting.planned_end),
    )
    board = f"<{running.link}|{words.say('Go to the board')}>" if running.link else ""
    vote = button(words.say("Vote"), ids.VOTE, value(meeting.id, meeting.phase)) if running.votes else None
    return section(facts(told, board), vote)


def _queued(words: Words, plan: Plan) -> str:
    return words.say("{title}  <#{channel}>, when the running one has ended", title=plain(plan.title), channel=plan.channel)
