"""Any meeting's rows of one person's App Home: what runs, and what they have queued."""

from typing import Any

from bot.meetings.rules.values import Meeting, NewMeeting
from bot.meetings.views.frame import facts
from bot.slack.text import plain
from bot.words.words import Words


def now(words: Words, meeting: Meeting, link: str) -> str:
    """Say that a meeting runs, until when, and where its board is (`link`; empty where that is not known)."""
    told = words.say(
        "*Now:* {title}, in <#{channel}>, until {time}",
        title=words.set_off(plain(meeting.title)),
        channel=meeting.channel,
        time=words.slack_time(meeting.planned_end),
    )
    return facts(told, f"<{link}|{words.say('Go to the board')}>" if link else "")


def queued(words: Words, new: NewMeeting[Any]) -> str:
    """Say that a meeting waits for the running one of its channel."""
    return words.say("{title}  <#{channel}>, when the running one has ended", title=plain(new.title), channel=new.channel)
