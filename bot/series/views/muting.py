"""What is said of muted messages about coming dates: which stop, which come, how to have them again."""

from bot.feature import HomeCommand
from bot.slack.text import plain
from bot.words.words import Words

MUTE, UNMUTE = "mute", "unmute"
_POLITE = frozenset(
    {
        "all",
        "bot",
        "dates",
        "dms",
        "everything",
        "it",
        "me",
        "messages",
        "my",
        "notifications",
        "please",
        "pls",
        "reminders",
        "the",
        "now",
        "this",
    }
)


def muted(words: Words, command: str) -> str:
    """Say which direct messages stop and which still come, and what takes it back."""
    return words.say(
        "You get no direct messages about coming dates any more, whether of Lean Coffee, refinement or the Sprint: no reminders, "
        "no word on what is to be prepared, not ready for Sprint Planning or in progress for long, and nothing when a date is moved or "
        "called off; the message in its channel says so. What you are asked (an action item, an offer to take over, a proposal), your action items, what I could not post or open, and your minutes still come. "
        "`{command} unmute` takes it back.",
        command=command,
    )


def says_more(rest: str) -> bool:
    """Tell whether more was asked than to mute all: what has an end, or is of some dates only, is not done by half."""
    return not all(word.strip(".,!").lower() in _POLITE for word in rest.split())


def not_muted(words: Words, command: str, rest: str) -> str:
    """Say why nothing was muted, and what can be."""
    return words.say(
        "Nothing was changed: I cannot mute “{rest}”. `{command} mute` stops direct messages about all coming dates, until `{command} unmute`.",
        rest=plain(rest, 60),
        command=command,
    )


def heard_again(words: Words) -> str:
    """Say that all of them come again."""
    return words.say("You get direct messages about coming dates again, of Lean Coffee, refinement and the Sprint.")


def at_home(words: Words, command: str) -> list[HomeCommand]:
    """Offer both outside of channels, as a command of a ceremony's."""
    mute = words.say("no direct messages about coming dates, whatever they are of")
    again = words.say("direct messages about coming dates again")
    return [
        HomeCommand(f"{command} {MUTE}", words.say("Mute dates"), mute, channel=False),
        HomeCommand(f"{command} {UNMUTE}", words.say("Unmute dates"), again, channel=False),
    ]


def example(words: Words, command: str) -> tuple[str, str]:
    """Return the command by example, with what it does."""
    told = words.say("get no direct messages about coming dates; `{command} unmute` takes it back", command=command)
    return f"{command} {MUTE}", told
