"""Why an asynchronous Lean Coffee says no, and what to do, in the reader's words."""

from collections.abc import Mapping
from enum import Enum

from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules.windows.refusals import HostIsIn, LastWindow, NotIn, WindowOutOfBounds
from bot.features.lean_coffee.rules.windows.values import Stage
from bot.features.lean_coffee.views.windows.pieces import lasting
from bot.features.lean_coffee.views.windows.typed import NotAWindow, StartsNow, TwoWindows
from bot.slack.text import plain
from bot.words.words import Words


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say what happened and what to do; None for what is no refusal of an asynchronous one alone."""
    match refusal:
        case WindowOutOfBounds():
            return words.say(
                "A window lasts from {least} to {most}; you wrote {given}. For example: `/coffee async 24h`.",
                least=lasting(words, refusal.least),
                most=lasting(words, refusal.most),
                given=lasting(words, refusal.given),
            )
        case NotAWindow():
            return words.say(
                "“{text}” is no length of a window. Write hours or days: `24h`, `2 days`.", text=plain(refusal.text, 40)
            )
        case TwoWindows():
            return words.say(
                "All windows are of one length; you wrote {first} and {second}. For example: `/coffee async 24h`.",
                first=plain(refusal.first, 40),
                second=plain(refusal.second, 40),
            )
        case StartsNow():
            return words.say(
                "An asynchronous Lean Coffee starts when you type it, so “{text}” has no place here. `/coffee async 24h` starts one now; a name that has such words in it goes in quotes. `/coffee plan` plans a live one.",
                text=plain(refusal.text, 60),
            )
        case NotIn():
            return words.say("Only who is in it can do this. Press “I'm in” on the board first.")
        case HostIsIn():
            return words.say("<@{host}> hosts it and is in it: `/coffee handover` is theirs to type.", host=refusal.host)
        case LastWindow():
            return words.say("This topic is in its second window, and there is no third: nothing more is decided by thumbs.")
        case _:
            return None


def stages(words: Words) -> Mapping[Enum, str]:
    """Say what an asynchronous Lean Coffee does in each stage, after “it” or a colon."""
    return {
        Stage.PROPOSING: words.say("topics are proposed"),
        Stage.VOTING: words.say("it votes"),
        Stage.TALKING: words.say("the topics are talked about"),
        Stage.CLOSED: words.say("it has ended"),
    }
