"""Any meeting's rows of one person's App Home: what runs, and what they have queued."""

from typing import Any

from bot.meetings.rules.values import Meeting, NewMeeting
from bot.meetings.views.frame import facts
from bot.slack.text import names_a_channel, plain
from bot.words.words import Words


def now(words: Words, meeting: Meeting, link: str) -> str:
    """Say that a meeting runs, until when, and where its board is (`link`; empty where that is not known)."""
    title, time = words.set_off(plain(meeting.title)), words.slack_time(meeting.planned_end)
    told = (
        words.say("*Now:* {title}, until {time}", title=title, time=time)
        if names_a_channel(meeting.title)
        else words.say("*Now:* {title}, in <#{channel}>, until {time}", title=title, channel=meeting.channel, time=time)
    )
    return facts(told, f"<{link}|{words.say('Go to the board')}>" if link else "")


def queued(words: Words, new: NewMeeting[Any]) -> str:
    """Say that a meeting waits for the running one of its channel."""
    title = plain(new.title)
    if names_a_channel(new.title):
        return words.say("{title}, when the running one has ended", title=title)
    return words.say("{title}  <#{channel}>, when the running one has ended", title=title, channel=new.channel)
