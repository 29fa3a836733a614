"""The way to the other pages of a list."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.core.pages import Pages
from bot.slack.blocks import actions, button, context
from bot.words.words import Words

SIZE = 20
"""Entries of a list on a page."""


def paged(page: int, count: int) -> Pages:
    """Return which part of a list of so many is shown."""
    return Pages(page, count, SIZE)


def page_of(ids: Sequence[str], one: str) -> int:
    """Return the page that one of a list stands on; the first where it stands there no more."""
    return ids.index(one) // SIZE if one in ids else 0


def turned(value: str) -> tuple[int, str]:
    """Read which page a button leads to, and of which list where that is said."""
    page, _, of = value.partition(":")
    return Pages.read(page), of


def turning(words: Words, pages: Pages, before: str, after: str, of: str = "") -> list[Block]:
    """Draw which part of a list this is, and the buttons (their ids) to the others; nothing where all of it is shown.

    `of`: which list it is, where the place in which it stands does not say that.
    """
    if pages.count <= pages.size:
        return []
    values = {"first": pages.start + 1, "last": pages.stop, "count": pages.count}
    alone = values["first"] == values["last"]
    place = words.say("{last} of {count}.", **values) if alone else words.say("{first} to {last} of {count}.", **values)
    named = f":{of}" if of else ""
    back = button(words.say("Back"), before, f"{pages.before}{named}") if pages.before else None
    more = button(words.say("More"), after, f"{pages.after}{named}") if pages.after else None
    return [context(place), actions(back, more)]
