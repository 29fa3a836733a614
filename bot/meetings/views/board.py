"""What the answer to a click says about a board: that it is an old copy, or that the meeting is over."""

from bot.feature import ADD_TO_MINUTES
from bot.meetings.naming import Naming
from bot.meetings.rules.refusals import MeetingOver
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message
from bot.words.words import Words


def old_copy(naming: Naming, words: Words, link: str, *, counted: bool) -> str:
    """Say that a click was on a copy of the board that no longer counts, whether it counted, and where the live one is."""
    told = words.say("This was an old copy of the board, so nothing was changed.")
    if counted:
        told = words.say("This was an old copy of the board. What you pressed counts all the same.")
    where = words.say("`{command} board` brings the live one down here.", command=naming.command)
    if link:
        where = f"<{link}|{words.say('Go to the live board')}>"
    return f"{told} {where}"


def too_late(naming: Naming, words: Words, refused: MeetingOver, session: str) -> Message:
    """Say when a meeting ran that takes nothing more, and lead on: whoever was there adds it to their own minutes."""
    told = words.say(
        "This meeting is over: it ran from {opened} to {closed}, and counts nothing after that. Were you there? Add it to your own minutes; its host can correct the roster. `{command} start` starts the next one.",
        opened=words.slack_day_time(refused.opened),
        closed=words.slack_day_time(refused.closed),
        command=naming.command,
    )
    return Message(
        told, [section(told), actions(button(words.say("Add it to my minutes"), ADD_TO_MINUTES, session, primary=True))]
    )


def for_host(words: Words, channel: str, drawn: Message) -> Message:
    """Say above a summary why its host alone has it."""
    why = words.say("I could not post this in <#{channel}>, so you have it here, to pass it on.", channel=channel)
    return Message(drawn.text, [context(why), *drawn.blocks])
