"""The commands about what lies ahead: on the App Home, and by example."""

from bot.feature import HomeCommand, Slot, Takes
from bot.words.words import Words

WORDS = ("forecast",)


def at_home(words: Words) -> list[HomeCommand]:
    """Offer the commands about what lies ahead outside of their channels."""
    when = words.say("when so many items are done, or how many by a day")
    return [
        HomeCommand("/refine forecast", words.say("Forecast"), when, takes=Takes.WORDS, example="20 items", slot=Slot.TEAM),
    ]


def examples(words: Words) -> list[tuple[str, str]]:
    """Return the commands about what lies ahead by example, with what each does."""
    return [
        ("/refine forecast 20 items", words.say("when they are done, at 50, 85 and 95 %; also `15-25 items` and `by 31 jan`")),
    ]
