"""What was chosen of a Lean Coffee, in words: for who plans one, and for who comes to it."""

from bot.features.lean_coffee.rules.values import Settings
from bot.features.lean_coffee.views.pitch_option import told_of_pitches
from bot.features.lean_coffee.views.takeaway_option import told_of_takeaways
from bot.features.lean_coffee.views.votes_option import told_of_votes
from bot.words.words import Words

USUAL = Settings()


def chosen(words: Words, settings: Settings) -> str:
    """Say what was chosen of a meeting to come, its boxes too."""
    boxes = "" if settings.boxes == USUAL.boxes else words.say("Boxes of {boxes}.", boxes=_each(words, settings))
    return " ".join(line for line in (boxes, *beside_times(words, settings)) if line)


def beside_times(words: Words, settings: Settings) -> list[str]:
    """Say what was chosen beside how long each part takes, a sentence each."""
    told = (
        dots_each(words, settings),
        told_of_pitches(words, settings.pitch),
        told_of_votes(words, settings.votes),
        told_of_takeaways(words, settings.takeaways_asked),
    )
    return [line for line in told if line]


def dots_each(words: Words, settings: Settings) -> str:
    """Say how many dots each has, where that is not as usual."""
    if settings.dots == "auto":
        return words.say("Dots: auto, a third of the topics, 2 to 6.")
    return "" if settings.dots == USUAL.dots else words.count("{n} dot each.", "{n} dots each.", settings.dots)


def _each(words: Words, settings: Settings) -> str:
    return words.all_of([words.minutes(box) for box in settings.boxes])
