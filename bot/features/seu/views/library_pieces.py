"""What the screens of the learning library have in common: a resource in a line, kinds, languages."""

from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.features.seu.rules import languages
from bot.features.seu.rules.library import KINDS, About
from bot.features.seu.rules.shelf import LONGEST_SEARCH, Choice
from bot.features.seu.rules.values import Category
from bot.features.seu.views import library_ids as ids
from bot.slack.blocks import actions, field, menu, typed
from bot.slack.text import escape, plain
from bot.words.words import Words

ALL = "all"
"""The choice of every kind, or of every language."""
FEW = 5
"""So many resources are seen at a glance: nothing has to narrow them."""
SEARCH = "search"
"""The block in which a part of a title is typed."""


def kind_named(words: Words, kind: Category) -> str:
    """Name a kind of resource, as what is to be done with it."""
    return {
        Category.READING: words.say("To read"),
        Category.WATCHING: words.say("To watch"),
        Category.EVENT: words.say("To attend"),
    }.get(kind, words.say("Course"))


def kinds(words: Words) -> dict[str, str]:
    """Name all kinds, by their values."""
    return {kind.value: kind_named(words, kind) for kind in KINDS}


def language_named(words: Words, language: str) -> str:
    """Name a language by its code, in the reader's own."""
    return languages.names(words.locale).get(language, language)


def titled(about: About) -> str:
    """Write a title, bold, that leads to where the resource is."""
    title = plain(about.title, 250)
    return f"*<{escape(about.link)}|{title}>*" if about.link else f"*{title}*"


def facts(words: Words, about: About) -> list[str]:
    """Tell what a resource is: its kind, how long it takes, its language."""
    sign = {Category.READING: "📖", Category.WATCHING: "🎬", Category.EVENT: "📅"}.get(about.category, "🎓")
    told = [f"{sign} {kind_named(words, about.category)}", words.minutes(timedelta(minutes=about.minutes))]
    return [*told, *([language_named(words, about.language)] if about.language else [])]


def line(words: Words, about: About, *more: str) -> str:
    """Tell a resource in two lines."""
    return f"{titled(about)}\n{'  ·  '.join([*facts(words, about), *more])}"


def narrowing(words: Words, choice: Choice, spoken: Sequence[str]) -> list[Block]:
    """Draw what narrows a list: a part of a title, a kind, a language where there are several; `spoken`: those, in their order."""
    box = typed(LONGEST_SEARCH, first=choice.text, example=words.say("a part of a title"))
    return [field(SEARCH, words.say("Search the titles"), box, optional=True), _menus(words, choice, spoken)]


def nothing_found(words: Words, choice: Choice) -> str:
    """Say that what narrows a list leaves nothing of it."""
    if choice.text:
        return words.say("Nothing here has “{text}” in its title.", text=plain(choice.text, 100))
    return words.say("There is nothing of this kind here.")


def _menus(words: Words, choice: Choice, spoken: Sequence[str]) -> Block:
    by_kind = {ALL: words.say("All kinds"), **kinds(words)}
    kind = menu(by_kind, first=choice.category or ALL, action=ids.KIND)
    if len(spoken) < 2 and not choice.language:
        return actions(kind)
    named = {ALL: words.say("All languages"), **{code: language_named(words, code) for code in spoken}}
    return actions(kind, menu(named, first=choice.language or ALL, action=ids.LANGUAGE))
