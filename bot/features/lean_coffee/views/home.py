"""Lean Coffee's part of one person's App Home: what runs now, what is queued, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.kinds import SERIES
from bot.features.lean_coffee.rules import Meeting, Plan
from bot.features.lean_coffee.views import ids
from bot.meetings.views.frame import facts
from bot.meetings.views.ids import value
from bot.slack.blocks import actions, button, overflow, section
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
    """A meeting to come: when (UTC), what, where; `choices`: what this person can do about a planned one that they host."""

    at: datetime
    title: str
    channel: str
    choices: Sequence[tuple[str, str]] = ()


def home(words: Words, running: Sequence[Running], queued: Sequence[Plan], moments: Sequence[Moment]) -> list[Block]:
    """Draw what concerns one person, an open vote first, and the way to propose."""
    now: list[Block] = [_now(words, one) for one in sorted(running, key=lambda one: not one.votes)[:_MOST]]
    rows: list[tuple[str, Moment | None]] = [(_queued(words, plan), None) for plan in queued[:_MOST]]
    rows += [(f"{words.slack_day_time(one.at)}  {plain(one.title)}  <#{one.channel}>", one) for one in moments[:_MOST]]
    hidden = sum(max(0, len(many) - _MOST) for many in (running, queued, moments))
    if hidden:
        rows.append((_more(words, hidden), None))
    if not (now or rows):
        rows = [(words.say("No Lean Coffee yet that you host or said you would come to."), None)]
    following = _following(words, rows)
    row = actions(
        button(words.say("Propose a topic"), ids.HOME_PROPOSE, "home", primary=True),
        button(words.say("My topics"), ids.HOME_MY_TOPICS, "home"),
    )
    return [*now, *following, row]


def _more(words: Words, hidden: int) -> str:
    return words.count(
        "… and {n} more: `/coffee series` in a channel lists its own.",
        "… and {n} more: `/coffee series` in a channel lists its own.",
        hidden,
    )


def _following(words: Words, rows: Sequence[tuple[str, Moment | None]]) -> list[Block]:
    """Draw what comes next, in its order; one's own planned meeting has its menu beside it."""
    blocks: list[Block] = []
    lines = [words.say("*Next*")] if rows else []
    for line, moment in rows:
        lines.append(line)
        if moment is not None and moment.choices:
            blocks.append(section("\n".join(lines), overflow(SERIES.more, moment.choices)))
            lines = []
    return [*blocks, *([section("\n".join(lines))] if lines else [])]


def _now(words: Words, running: Running) -> Block:
    meeting = running.meeting
    told = words.say(
        "*Now:* {title}, in <#{channel}>, until {time}",
        title=words.set_off(plain(meeting.title)),
        channel=meeting.channel,
        time=words.slack_time(meeting.planned_end),
    )
    board = f"<{running.link}|{words.say('Go to the board')}>" if running.link else ""
    vote = button(words.say("Vote"), ids.VOTE, value(meeting.id, meeting.phase)) if running.votes else None
    return section(facts(told, board), vote)


def _queued(words: Words, plan: Plan) -> str:
    return words.say("{title}  <#{channel}>, when the running one has ended", title=plain(plan.title), channel=plan.channel)
