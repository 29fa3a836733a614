"""What is asked and answered privately about an asynchronous Lean Coffee."""

from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage
from bot.features.lean_coffee.views.windows.pieces import END_FORM, ends
from bot.meetings.views.frame import link
from bot.meetings.views.ids import value
from bot.slack.blocks import section
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words


def end_form(words: Words, meeting: AsyncCoffee) -> Modal:
    """Ask the host whether the running window is to end at once."""
    told = words.say("It would end {time} by itself. Who has not come by now loses a say.", time=ends(words, meeting))
    follows = {
        Stage.PROPOSING: words.say("Voting opens for everyone."),
        Stage.VOTING: words.say("Voting closes for everyone, and the top three are talked about."),
        Stage.TALKING: words.say("The thumbs given so far decide about each topic."),
        Stage.CLOSED: "",
    }[meeting.stage]
    title, submit, keep = words.say("End this window?"), words.say("End it now"), words.say("Keep it open")
    return Modal(END_FORM, title, [section(f"{follows} {told}")], submit, keep, private=value(meeting.id, meeting.phase))


def running(words: Words, meeting: AsyncCoffee, board: str) -> str:
    """Say that the channel has one already, and where its board is."""
    told = words.say(
        "“{title}” is open in this channel: one asynchronous Lean Coffee at a time. Its window ends {time}.",
        title=plain(meeting.title),
        time=ends(words, meeting),
    )
    where = link(board, words.say("Go to the board")) or words.say("`/coffee board` brings its board down here.")
    return f"{told} {where}"


def taken_as_name(words: Words, title: str) -> str:
    """Say why a start is shown first: words without quotes were taken for its name."""
    return words.say("I took “{title}” for the name; in quotes it is taken as it is.", title=plain(title, 60))
