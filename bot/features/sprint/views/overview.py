"""How a channel's Sprints stand, in one message, with what can be done about them."""

from slack_sdk.models.blocks import Block

from bot.core.ids import ChannelId
from bot.feature import ADD_TO_CALENDAR, SAY_AWAY
from bot.features.sprint.rules.standing import Standing
from bot.features.sprint.views import ids
from bot.features.sprint.views.event_names import days_from_to, event_name
from bot.slack.blocks import actions, button, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


def overview(words: Words, found: Standing, note: str = "", *, has_calendars: bool = False) -> Message:
    """Draw how the Sprints stand: which one, which day of it, what it is for, what comes next."""
    lines = [_which(words, found), goal_line(words, found)]
    if found.coming:
        lines.append(words.say("Next: {event}", event=next_event(words, found)))
    blocks: list[Block] = [section(note)] if note else []
    blocks += [section("\n".join(lines)), buttons(words, found.channel, has_calendars=has_calendars)]
    return Message(note or lines[0], blocks)


def _which(words: Words, found: Standing) -> str:
    days = days_from_to(words, found.sprint.first, found.sprint.last, found.today)
    if not found.begun:
        return words.say("*Sprint {number}*  ·  {days}  ·  not begun yet", number=found.sprint.number, days=days)
    return f"*{day_of_sprint(words, found)}*  ·  {days}"


def buttons(words: Words, channel: ChannelId, *, has_calendars: bool) -> Block:
    """Draw what can be done about a channel's Sprints."""
    calendar = button(words.say("Add to my calendar"), ADD_TO_CALENDAR, channel) if has_calendars else None
    return actions(
        button(words.say("Sprint Goal …"), ids.GOAL, channel),
        button(words.say("Events …"), ids.EVENTS, channel),
        button(words.say("Change …"), ids.SET_UP, channel),
        button(words.say("I'm away"), SAY_AWAY, "home"),
        calendar,
    )


def day_of_sprint(words: Words, found: Standing) -> str:
    """Say which Sprint it is, and the how-manieth of its working days; or when the first one begins."""
    number = found.sprint.number
    if not found.begun:
        day = words.short_day(found.sprint.first, found.today)
        return words.say("Sprint {number} begins {day}", number=number, day=day)
    day_number, days = found.sprint.day(found.today, found.working), found.sprint.days(found.working)
    if not days:
        return words.say("Sprint {number}, without a working day", number=number)
    return words.say("Sprint {number}, day {day} of {days}", number=number, day=max(day_number, 1), days=days)


def goal_line(words: Words, found: Standing) -> str:
    """Say what the Sprint is for; nobody having said so, how to."""
    if found.goal is None:
        return words.say("No Sprint Goal yet: `/sprint goal Customers save a card` sets it.")
    return words.say("Sprint Goal: {goal}", goal=plain(found.goal.text, 500))


def next_event(words: Words, found: Standing) -> str:
    """Name the next event, and when it is."""
    one = found.coming[0]
    return words.say("{event} {when}", event=event_name(words, one.event), when=words.slack_day_time(one.starts))


def nothing_set_up(words: Words, channel: ChannelId) -> Message:
    """Say that a channel has no Sprints, and how it gets them."""
    told = words.say(
        "This channel has no Sprints yet. `/sprint 2 weeks from 1 december` shows you the next four, and when their events are, "
        "before anything is saved."
    )
    return Message(told, [section(told), actions(button(words.say("Set up Sprints"), ids.SET_UP, channel, primary=True))])
