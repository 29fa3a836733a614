"""Why the bot cannot speak there, and what to do."""

from bot.core.refusal import Refusal
from bot.teams.people import ChannelArchived, NotAChannel, NotInvited
from bot.words import Words


def explain(refusal: Refusal, words: Words, bot_name: str = "Cortado") -> str | None:
    """Say a refusal of the shared kernel in the reader's words; None for one of another room."""
    match refusal:
        case NotInvited():
            return words.say("I am not in this channel yet. Type `/invite @{bot}` here, then try again.", bot=bot_name)
        case NotAChannel():
            return words.say("This works in a channel. Go to your team's channel and type it there.")
        case ChannelArchived():
            return words.say("This channel is archived, so I cannot post in it.")
        case _:
            return None
