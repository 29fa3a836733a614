"""The learning library as one person sees it: what they have not seen first, and what they do with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from bot.core.pages import Pages
from bot.features.seu.rules.library import Resource
from bot.features.seu.rules.shelf import Choice, Offered, Which
from bot.features.seu.rules.values import Category
from bot.features.seu.views import library_ids as ids
from bot.features.seu.views.library_pieces import FEW, line, narrowing, nothing_found
from bot.paging import turning
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

SIZE = 10
"""Resources on a page."""


@dataclass(frozen=True)
class Shelf:
    """What a person sees of the library: what they chose, a page of it, how much of that they have seen, which languages there are.

    `hidden`: how many they do not want to be offered. `is_admin`: they keep the library.
    """

    choice: Choice
    offered: Sequence[Offered]
    pages: Pages
    seen: int
    languages: Sequence[str]
    hidden: int = 0
    is_admin: bool = False


def library(words: Words, shelf: Shelf, note: str = "") -> Modal:
    """Draw a page of the library, below a note."""
    choice = shelf.choice
    title = words.say("Not for me") if choice.which is Which.HIDDEN else words.say("Learning library")
    blocks: list[Block] = [section(note)] if note else []
    searched = shelf.pages.count > FEW or choice.narrows
    if searched:
        blocks += narrowing(words, choice, shelf.languages)
    blocks += [context(_told(words, shelf))] if shelf.pages.count else [section(_empty(words, shelf))]
    for one in shelf.offered:
        blocks += _entry(words, one, choice.which)
    blocks += turning(words, shelf.pages, ids.BEFORE, ids.AFTER)
    blocks += _foot(words, shelf)
    submit = words.say("Search") if searched else None
    return Modal(ids.LIST_FORM, title, blocks, submit, words.say("Close"), private=choice.written())


def _told(words: Words, shelf: Shelf) -> str:
    if shelf.choice.which is Which.HIDDEN:
        return words.say("What you said is not for you. Only you see this.")
    unseen = shelf.pages.count - shelf.seen
    if shelf.seen:
        return words.say("Not seen yet: {n}. At the end what you have seen: {seen}. Only you know.", n=unseen, seen=shelf.seen)
    return words.say("Not seen yet: {n}. Nobody is told what you have seen.", n=unseen)


def _empty(words: Words, shelf: Shelf) -> str:
    choice = shelf.choice
    if choice.narrows:
        return nothing_found(words, choice)
    if choice.which is Which.HIDDEN:
        return words.say("Nothing is hidden from you.")
    if shelf.hidden:
        return words.say("All of it is hidden, because you said that it is not for you.")
    if shelf.is_admin:
        return words.say("The library is empty. Add what your people might read, watch or attend, or import a list.")
    return words.say("The library is empty. An admin of this workspace can fill it: `/seu library add`.")


def _entry(words: Words, one: Offered, which: Which) -> list[Block]:
    """Draw a resource with what can be done about it."""
    named, about = one.resource.id, one.resource.about
    told = [words.say("_{seen}_", seen=seen_on(words, about.category, one.seen))] if one.seen else []
    if which is Which.HIDDEN:
        return [section(line(words, about, *told), button(words.say("Show again"), ids.SHOW, named))]
    if one.seen:
        return [section(line(words, about, *told), button(words.say("Log it again"), ids.LOG, named))]
    done = button(did_it(words, about.category), ids.LOG, named)
    return [section(line(words, about)), actions(done, button(words.say("Not for me"), ids.HIDE, named))]


def did_it(words: Words, kind: Category) -> str:
    """Say what a person has done with a resource of a kind."""
    return {
        Category.READING: words.say("I read it"),
        Category.WATCHING: words.say("I watched it"),
        Category.EVENT: words.say("I attended it"),
    }.get(kind, words.say("I took it"))


def seen_on(words: Words, kind: Category, day: date) -> str:
    """Say on which day a person did something with a resource of a kind."""
    match kind:
        case Category.READING:
            return words.say("read on {day}", day=words.day(day))
        case Category.WATCHING:
            return words.say("watched on {day}", day=words.day(day))
        case Category.EVENT:
            return words.say("attended on {day}", day=words.day(day))
        case _:
            return words.say("taken on {day}", day=words.day(day))


def _foot(words: Words, shelf: Shelf) -> list[Block]:
    """Draw what else there is: what is hidden, the way back, and, for who keeps the library, the way to that."""
    manage = button(words.say("Manage the library"), ids.MANAGE, "library") if shelf.is_admin else None
    if shelf.choice.which is Which.HIDDEN:
        return [actions(button(words.say("Back to the library"), ids.BACK, "library"))]
    hidden = button(words.say("Not for me: {n}", n=shelf.hidden), ids.HIDDEN, "library") if shelf.hidden else None
    return [actions(manage, hidden)] if manage or hidden else []


def hidden(words: Words, resource: Resource) -> str:
    """Say that a resource is offered to this person no more."""
    return words.say("“{title}” is hidden from you. “Not for me” below shows it.", title=plain(resource.about.title, 250))


def shown(words: Words, resource: Resource) -> str:
    """Say that a resource is offered to this person again."""
    return words.say("“{title}” stands in the library again.", title=plain(resource.about.title, 250))
