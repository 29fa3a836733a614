"""The commands about logging and about all entries: on the App Home, and by example."""

from bot.feature import HomeCommand, Takes
from bot.words.words import Words


def at_home(words: Words) -> list[HomeCommand]:
    """Offer the commands about logging outside of channels."""
    example = '1h30 read "Forecasting with throughput" on 12 nov'
    log, entries = words.say("log what you learned by yourself"), words.say("all of them, by period")
    search = words.say("entries that hold a word")
    return [
        HomeCommand("/seu log", words.say("Log something"), log, channel=False, takes=Takes.WORDS, example=example),
        HomeCommand("/seu entries", words.say("All entries"), entries, channel=False, takes=Takes.WORDS, example="since march"),
        HomeCommand("/seu search", words.say("Search entries"), search, channel=False, takes=Takes.WORDS, example="forecasting"),
    ]


def examples(words: Words) -> list[tuple[str, str]]:
    """Return the commands about logging by example, with what each does."""
    return [
        (
            '/seu log 1h30 read "Forecasting with throughput" on 12 nov',
            words.say("log what you learned by yourself: time, kind, title, day, link, in any order; without words: in a form"),
        ),
        ("/seu entries since march", words.say("all entries of a period: `2026`, `last 12 months`; without one: all of them")),
        ("/seu search forecasting", words.say("the entries that hold these words")),
    ]
