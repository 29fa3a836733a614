"""Messages when a second meeting is started in a channel: the offer, the queue, the thread."""

from bot.meetings.naming import Naming
from bot.meetings.rules.second_start import QueuedMeeting
from bot.meetings.rules.values import Meeting
from bot.meetings.views.frame import Reader
from bot.meetings.views.ids import value
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words


def running(naming: Naming, words: Words, title: str, link: str) -> tuple[str, str]:
    """Say that a meeting is open here, and where its board is."""
    told = words.say("“{title}” is running in this channel.", title=plain(title))
    if link:
        return told, f"<{link}|{words.say('Go to the board')}>"
    return told, words.say("`{command} board` brings its board down here.", command=naming.command)


def offer(naming: Naming, words: Words, title: str, link: str, later: QueuedMeeting, beside: str) -> Message:
    """Say what is running here and where, and offer two ways to hold the other meeting all the same; `beside`: a hint more."""
    told, where = running(naming, words, title, link)
    mark = value(later.id)
    row = actions(
        button(words.say("Queue as next"), naming.id("queue"), mark),
        button(words.say("Run in a thread"), naming.id("in_thread"), mark),
    )
    own = words.say(
        "“{title}”, {span}, can open when this one has ended, or run beside it.",
        title=plain(later.new.title),
        span=words.minutes(later.new.settings.length),
    )
    hint = words.say("The buttons work for 24 hours.")
    return Message(told, [section(f"{told} {where}\n{own}"), row, context(*(line for line in (hint, beside) if line))])


def queued(words: Words, title: str, before: str) -> Message:
    """Say when a queued meeting opens."""
    return Message(words.say("“{title}” opens here when “{running}” has ended.", title=plain(title), running=plain(before)))


def opened(words: Words, title: str) -> Message:
    """Say that the channel was free by then, so that the meeting has opened."""
    return Message(words.say("“{title}” has opened: the other meeting had ended.", title=plain(title)))


def in_a_thread(words: Words) -> Message:
    """Say where the board of a meeting beside the running one is."""
    return Message(words.say("It runs in a thread of the channel: its board is there."))


def form_title(naming: Naming, words: Words) -> str:
    """Name the forms that a meeting is started with."""
    return words.say("Start {ceremony}", ceremony=naming.one(words))


def told_form(naming: Naming, words: Words, told: Message) -> Modal:
    """Draw in the place of a form what has come of a start, or in its way, with the buttons that it has."""
    blocks = list(told.blocks) or [section(told.text)]
    return Modal(naming.id("start_told"), form_title(naming, words), blocks, close=words.say("Close"))


def dropped(naming: Naming, words: Words, later: QueuedMeeting) -> Message:
    """Tell the host that a queued meeting was given up, and what to do."""
    return Message(
        words.say(
            "“{title}” was queued in <#{channel}> and could not open within 8 hours, or had nothing left to be about, so it is off the list. `{command} start` in the channel starts it.",
            title=plain(later.new.title),
            channel=later.new.channel,
            command=naming.command,
        )
    )


def anchor(naming: Naming, reader: Reader, meeting: Meeting) -> Message:
    """Draw the head of the thread that a meeting is held in."""
    words, title = reader.words, reader.words.set_off(plain(meeting.title))
    named = {"title": title, "ceremony": naming.one(words)}
    if meeting.closed is None:
        told = words.say("*{title}*: {ceremony} in this thread, host {name}", **named, name=reader.name(meeting.host))
    else:
        ended = words.slack_time(meeting.closed)
        told = words.say("*{title}*: {ceremony} in this thread, over since {time}", **named, time=ended)
    return Message(f"{naming.emblem} {told}")
