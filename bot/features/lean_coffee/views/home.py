"""Lean Coffee's rows of one person's App Home, and what can be done there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.feature import AtHome, HomeButton, HomeCommand, HomeRow, Slot, Takes
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views import ids
from bot.meetings.rules.values import NewMeeting
from bot.meetings.views.frame import facts
from bot.meetings.views.ids import value
from bot.slack.text import plain
from bot.words.words import Words


@dataclass(frozen=True)
class Running:
    """A meeting that runs, as one of those in it sees it: the link to its board (empty where none is known), whether they vote now."""

    meeting: Meeting
    link: str
    votes: bool = False


def rows(words: Words, running: Sequence[Running], queued: Sequence[NewMeeting[Any]], at: datetime) -> list[HomeRow]:
    """Draw what concerns one person now: open votes, what runs, what they have queued."""
    votes = [_vote(words, one.meeting) for one in running if one.votes]
    return [*votes, *(_now(words, one) for one in running), *(HomeRow(Slot.NEXT, at, _queued(words, new)) for new in queued)]


def _vote(words: Words, meeting: Meeting) -> HomeRow:
    told = words.say("*{title}*, in <#{channel}>: voting is open.", title=plain(meeting.title), channel=meeting.channel)
    vote = HomeButton(words.say("Vote"), ids.VOTE, value(meeting.id, meeting.phase), primary=True)
    return HomeRow(Slot.WAITING, meeting.opened, told, [vote])


def _now(words: Words, running: Running) -> HomeRow:
    meeting = running.meeting
    told = words.say(
        "*Now:* {title}, in <#{channel}>, until {time}",
        title=words.set_off(plain(meeting.title)),
        channel=meeting.channel,
        time=words.slack_time(meeting.planned_end),
    )
    board = f"<{running.link}|{words.say('Go to the board')}>" if running.link else ""
    return HomeRow(Slot.NEXT, meeting.opened, facts(told, board))


def _queued(words: Words, new: NewMeeting[Any]) -> str:
    return words.say("{title}  <#{channel}>, when the running one has ended", title=plain(new.title), channel=new.channel)


def at_home(words: Words) -> AtHome:
    """Offer what can be done about Lean Coffee outside of its channels."""
    start, example = (
        words.say("start one in a channel, by your name and your times if you like"),
        '"Platform guild" box 5 for 45m',
    )
    plan = words.say("one meeting to come: announces and opens itself")
    bare = words.say("say what runs in a channel, or offer to start one")
    topics = words.say("Nothing waits for you. A topic that you propose waits for the next Lean Coffee of its channel.")
    coming = words.say("No Lean Coffee yet that you host or said you would come to.")
    return AtHome(
        {Slot.WAITING: topics, Slot.NEXT: coming},
        {
            Slot.WAITING: [HomeButton(words.say("Propose a topic"), ids.HOME_PROPOSE, "home", primary=True)],
            Slot.MINE: [HomeButton(words.say("My topics"), ids.HOME_MY_TOPICS, "home")],
        },
        [
            HomeCommand(
                "/coffee start", words.say("Start a Lean Coffee"), start, takes=Takes.WORDS, example=example, slot=Slot.NEXT
            ),
            HomeCommand("/coffee plan", words.say("Plan a Lean Coffee"), plan, slot=Slot.NEXT),
            HomeCommand("/coffee every", words.say("Plan a series"), words.say("announces and opens itself")),
            HomeCommand("/coffee series", words.say("List series"), words.say("what is planned: move, skip, pause, end")),
            HomeCommand("/coffee board", words.say("Fetch the board"), words.say("bring the running board down")),
            HomeCommand("/coffee", words.say("What runs"), bare),
            HomeCommand("/coffee help", words.say("Help"), words.say("Lean Coffee by example"), channel=False),
        ],
    )
