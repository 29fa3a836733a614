"""What who is in an asynchronous Lean Coffee and has not answered reads, once a window."""

from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage, goes_on, talked_about
from bot.features.lean_coffee.views.windows.pieces import ends
from bot.meetings.views.frame import link
from bot.slack.blocks import context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


def reminder(words: Words, meeting: AsyncCoffee, board: str) -> Message:
    """Say what the running window still asks of one person, until when, and where (`board`: the link; empty where it is not known)."""
    told = _asks(words, meeting)
    where = link(board, words.say("Go to the board"))
    why = words.say("One reminder a window, to who is in it. “I'm out” in the board's ⋮ menu ends them.")
    return Message(told.replace("*", ""), [section(f"{told} {where}".rstrip()), context(why)])


def window_over(words: Words, meeting: AsyncCoffee) -> Message:
    """Say in the place of a reminder that its window is over."""
    told = words.say("That window of “{title}” is over.", title=plain(meeting.title))
    return Message(told, [section(told)])


def _asks(words: Words, meeting: AsyncCoffee) -> str:
    title, where, time = plain(meeting.title), meeting.channel, ends(words, meeting)
    named = {"title": title, "channel": where, "time": time}
    match meeting.stage:
        case Stage.PROPOSING:
            return words.say("*{title}*, in <#{channel}>: you have not proposed a topic yet. Voting opens {time}.", **named)
        case Stage.VOTING:
            return words.say("*{title}*, in <#{channel}>: you have not voted yet. Voting closes {time}.", **named)
        case _ if any(goes_on(topic) for topic in talked_about(meeting)):
            return words.say(
                "*{title}*, in <#{channel}>: one more window, until {time}. What do you take with you? No takeaway of yours in it yet.",
                **named,
            )
        case _:
            return words.say(
                "*{title}*, in <#{channel}>: no thumb and no takeaway of yours yet. The threads are open until {time}.", **named
            )
