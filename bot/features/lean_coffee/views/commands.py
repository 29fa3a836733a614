"""The first words of `/coffee`: its commands, other words for them, slips, and what is done on the board instead."""

from difflib import get_close_matches

from bot.words import Words

COMMANDS = ("start", "plan", "topic", "mine", "board", "every", "series", "help")
_ALSO = {
    "start": ("begin", "kickoff", "launch", "meet", "run"),
    "plan": ("book", "later", "once", "schedule"),
    "topic": ("add", "discuss", "idea", "propose", "suggest", "topics"),
    "mine": ("me", "my", "withdraw"),
    "board": ("current", "show", "state", "status", "where"),
    "every": ("each", "recurring", "repeat"),
    "series": ("calendar", "list", "meetings", "move", "planned", "plans", "skip", "upcoming"),
    "help": ("--help", "-h", "?", "h", "info", "man", "usage"),
}
_MEANT = {also: command for command, others in _ALSO.items() for also in others} | {word: word for word in COMMANDS}
_TAKE_WORDS = ("start", "plan", "topic", "every")
_POLITE = frozenset({"all", "board", "coffee", "meeting", "meetings", "my", "please", "pls", "series", "the", "topic", "topics"})
ON_BOARD = (
    *("abort", "cancel", "close", "continue", "end", "extend", "finish", "here", "host", "join", "leave", "more", "next"),
    *("park", "pause", "quit", "resume", "stop", "takeaway", "vote", "voting"),
)
"""What a button of the board does."""


def meant_by(word: str, rest: str) -> str:
    """Return the command that a first word is, means, or is a slip of; nothing where it is none, as the first word of a name is.

    What takes no words is not meant where other words follow: they would be lost.
    """
    near = word if word in _MEANT else next(iter(get_close_matches(word, COMMANDS, 1, 0.75)), "")
    meant = _MEANT.get(near, "")
    if (word == "topics" and not rest) or (near == "my" and rest.lower() in ("topic", "topics")):
        return "mine"
    alone = all(each.strip(".!,").lower() in _POLITE for each in rest.split())
    return meant if alone or meant in _TAKE_WORDS else ""


def nearest(word: str) -> str:
    """Return the command that a word is most likely a slip of, whatever follows it; nothing for a command itself."""
    return next(iter(get_close_matches(word, COMMANDS, 1, 0.6)), "")


def on_board(words: Words, word: str) -> str:
    """Say which button of the board does what a word asks for."""
    match word:
        case "vote" | "voting":
            return words.say("Votes are given by the board's buttons: “Start voting”, then “Vote”.")
        case "next" | "park":
            return words.say("The board's “Next topic” goes on to the next topic.")
        case "pause" | "resume" | "continue":
            return words.say("The board's ⋮ menu pauses the box, and “Go on” goes on.")
        case "extend" | "more":
            return words.say("The board's ⋮ menu gives the box a minute more.")
        case "join" | "here":
            return words.say("Press “I'm here” on the board.")
        case "leave" | "quit":
            return words.say("“I have to leave” stands in the board's ⋮ menu.")
        case "host":
            return words.say("“I'll host” stands in the board's ⋮ menu once the host has left.")
        case "takeaway":
            return words.say("Press “Takeaway” on the board.")
        case _:
            return words.say("Its host ends a meeting by “Cancel the meeting” in the board's ⋮ menu.")
