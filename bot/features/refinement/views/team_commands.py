"""The commands about a team and its settings: on the App Home, and by example."""

from bot.feature import HomeButton, HomeCommand
from bot.features.refinement.views import ids
from bot.words.words import Words

WORDS = ("team", "settings")


def at_home(words: Words) -> list[HomeCommand]:
    """Offer the commands about a team outside of its channel."""
    return [
        HomeCommand("/refine team", words.say("Team"), words.say("who is who in a team")),
        HomeCommand("/refine settings", words.say("Settings"), words.say("deck, ready list, working days, holidays and more")),
    ]


def away_button(words: Words) -> HomeButton:
    """Offer to say when one is away."""
    return HomeButton(words.say("I'm away"), ids.AWAY_OPEN, "home")


def examples(words: Words) -> list[tuple[str, str]]:
    """Return the commands by example, with what each does."""
    return [
        ("/refine team", words.say("who is who: Product Owner, deputy, Scrum Master, Developers, observers")),
        ("/refine settings", words.say("deck, ready list, timebox, working days, holidays, what counts as away")),
    ]
