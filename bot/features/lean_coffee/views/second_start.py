"""What people read when somebody starts a second meeting in a channel: the offer, the queue, the head of a thread."""

from bot.features.lean_coffee.rules import Meeting, PlanId, SecondStart
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.pieces import Reader, of_a_topic
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words import Words


def offer(words: Words, running: str, link: str, plan: PlanId, *, takes_topics: bool) -> Message:
    """Say what is running here and where, offer two ways to hold the other meeting all the same, and say what becomes of a topic."""
    told = words.say("“{title}” is running in this channel.", title=plain(running))
    where = f"<{link}|{words.say('Go to the board')}>" if link else words.say("`/coffee board` brings its board down here.")
    mark = value(plan)
    row = actions(
        button(words.say("Queue as next"), ids.QUEUE, mark),
        button(words.say("Run in a thread"), ids.IN_THREAD, mark),
    )
    hint = words.say("Your own meeting can open when this one has ended, or run beside it. The buttons work for 24 hours.")
    return Message(told, [section(f"{told} {where}"), row, context(hint, of_a_topic(words, joins=takes_topics))])


def queued(words: Words, title: str, running: str) -> Message:
    """Say when a queued meeting opens."""
    return Message(
        words.say("“{title}” opens here when “{running}” has ended.", title=plain(title), running=plain(running)),
    )


def opened(words: Words, title: str) -> Message:
    """Say that the channel was free by then, so that the meeting has opened."""
    return Message(words.say("“{title}” has opened: the other meeting had ended.", title=plain(title)))


def in_a_thread(words: Words) -> Message:
    """Say where the board of a meeting beside the running one is."""
    return Message(words.say("It runs in a thread of the channel: its board is there."))


def dropped(words: Words, second: SecondStart) -> Message:
    """Tell the host that a queued meeting was given up, and what to do."""
    return Message(
        words.say(
            "“{title}” was queued in <#{channel}> and could not open within 8 hours, so it is off the list. `/coffee start` in the channel starts it.",
            title=plain(second.plan.title),
            channel=second.plan.channel,
        )
    )


def anchor(reader: Reader, meeting: Meeting) -> Message:
    """Draw the head of the thread that a meeting is held in."""
    words, title = reader.words, reader.words.set_off(plain(meeting.title))
    if meeting.closed is None:
        told = words.say("*{title}*: a Lean Coffee in this thread, host {name}", title=title, name=reader.name(meeting.host))
    else:
        ended = words.slack_time(meeting.closed)
        told = words.say("*{title}*: a Lean Coffee in this thread, over since {time}", title=title, time=ended)
    return Message(f"☕ {told}")
