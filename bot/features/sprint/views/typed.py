"""What people type after `/sprint`: the words that lead to one of its commands, and help by example."""

from difflib import get_close_matches

from slack_sdk.models.blocks import Block

from bot.series.views import muting
from bot.slack.blocks import section
from bot.slack.surfaces import Message
from bot.slack.text import code_block, plain
from bot.words.words import Words

SHOW, EVENTS, GOAL, AWAY, HELP = "", "events", "goal", "away", "help"
_ALSO = {
    EVENTS: (
        *("event", "ceremonies", "ceremony", "planning", "daily", "standup", "review", "retro", "retrospective", "time", "times"),
        *("skip", "move", "pause", "link", "timebox", "off"),
    ),
    GOAL: ("aim", "goals", "objective", "target"),
    AWAY: ("absence", "absent", "holiday", "holidays", "leave", "off-days", "ooo", "vacation"),
    SHOW: ("calendar", "dates", "day", "current", "info", "list", "next", "now", "show", "status", "when"),
    HELP: ("?", "-h", "--help", "h", "man", "usage"),
}
_MEANT = {also: command for command, others in _ALSO.items() for also in others}
_MEANT |= {word: word for word in (EVENTS, GOAL, AWAY, HELP)}


def meant_by(word: str, *, alone: bool) -> str | None:
    """Return the command that another first word means, or is a slip of; None where it is none.

    `alone`: nothing stands after it; what only shows takes nothing, so that what was typed is never lost by it.
    """
    near = next(iter(get_close_matches(word, _MEANT, 1, 0.75)), None)
    meant = None if near is None else _MEANT[near]
    return meant if alone or meant in (GOAL, AWAY) else None


def is_of_an_event(word: str) -> bool:
    """Tell whether a first word names an event of the Sprint: when that is, is chosen in the form of all of them."""
    return word in ("planning", "daily", "standup", "review", "retro", "retrospective")


def help_by_example(words: Words, unknown: str = "", meant: str = "") -> Message:
    """Draw the commands by example; after words that are none, the line that was meant first, to be sent as it stands."""
    blocks: list[Block] = []
    if unknown:
        told = words.say("I do not know `/sprint {unknown}`.", unknown=plain(unknown, 40))
        if meant:
            told += " " + words.say("Did you mean this? {line}", line=code_block(meant, 2_000))
        blocks.append(section(told))
    examples = [
        ("/sprint 2 weeks from 1 december", words.say("set up this channel's Sprints: you see four of them before you save")),
        ("/sprint monthly from 31 january sprint 7", words.say("of a month each; the first one is Sprint 7")),
        ("/sprint", words.say("which Sprint and day it is, its Sprint Goal, what comes next")),
        ("/sprint events", words.say("Planning, Daily, Review, Retrospective: day, time, timebox, link, or not announced")),
        ("/sprint goal Customers save a card", words.say("say what the Sprint is for: it stands on every card until it ends")),
        ("/sprint away 20-31 dec", words.say("say when you are away: nobody asks you, cards show “away”")),
        muting.example(words, "/sprint"),
    ]
    blocks.append(section("\n".join(f"`{command}`\n{told}" for command, told in examples)))
    return Message(words.say("Sprints by example"), blocks)
