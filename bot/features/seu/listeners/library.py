"""The learning library as a person looks through it: opened, narrowed, turned over, hidden."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.core.pages import Pages
from bot.core.texts import first_word, trimmed
from bot.feature import Deps
from bot.features.seu.actions import library as actions
from bot.features.seu.actions.library_reading import read_library
from bot.features.seu.listeners import library_keeping as keeping
from bot.features.seu.rules.languages import of_locale
from bot.features.seu.rules.shelf import LONGEST_SEARCH, Choice, Which, read_kind
from bot.features.seu.views import library as views
from bot.features.seu.views import library_ids as ids
from bot.features.seu.views.library_pieces import SEARCH
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.slack.text import as_read

_WORDS: Mapping[str, Callable[[Command, str, Deps], Awaitable[Answer]]] = {
    "add": keeping.on_add_typed,
    "import": keeping.on_import_typed,
    "export": keeping.on_export_typed,
    "manage": keeping.on_manage_typed,
}
"""What a word after `/seu library` does; any other text is looked for in the titles."""


async def draw(deps: Deps, choice: Choice, note: str = "") -> Modal:
    """Draw what a person has chosen to see."""
    return await deps.store.read(read_library, deps.person, choice, deps.words, is_admin=deps.person.is_admin, note=note)


async def on_library(command: Command, text: str, deps: Deps) -> Answer:
    """Open the library, or what was typed has to do with it."""
    word, rest = first_word(as_read(text))
    if word in _WORDS and (not rest or word == "export"):
        return await _WORDS[word](command, rest, deps)
    return Answer.open(await draw(deps, Choice(text=trimmed(as_read(text))[:LONGEST_SEARCH])))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Open the library from the App Home."""
    return Answer.open(await draw(deps, Choice()))


async def on_searched(form: Form, deps: Deps) -> Answer:
    """Show what has a text in its title."""
    choice = replace(Choice.read(form.private), text=trimmed(form.text(SEARCH))[:LONGEST_SEARCH], page=0)
    return Answer.update(await draw(deps, choice))


async def on_kind(click: Click, deps: Deps) -> Answer:
    """Show one kind of resource alone, or all."""
    return Answer.update(await draw(deps, replace(Choice.read(click.private), category=read_kind(click.value), page=0)))


async def on_language(click: Click, deps: Deps) -> Answer:
    """Show what is in one language alone, or in any."""
    return Answer.update(await draw(deps, replace(Choice.read(click.private), language=of_locale(click.value), page=0)))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page."""
    return Answer.update(await draw(deps, replace(Choice.read(click.private), page=Pages.read(click.value))))


async def on_hidden(click: Click, deps: Deps) -> Answer:
    """Show a person what they have hidden."""
    return Answer.update(await draw(deps, Choice(Which.HIDDEN)))


async def on_back(click: Click, deps: Deps) -> Answer:
    """Show the library again."""
    return Answer.update(await draw(deps, Choice()))


async def on_hide(click: Click, deps: Deps) -> Answer:
    """Offer a resource to this person no more."""
    found = await deps.store.write(actions.hide, person=click.person, resource=click.value, hidden=True)
    return Answer.update(await draw(deps, Choice.read(click.private), views.hidden(deps.words, found)))


async def on_show(click: Click, deps: Deps) -> Answer:
    """Offer a resource to this person again."""
    found = await deps.store.write(actions.hide, person=click.person, resource=click.value, hidden=False)
    return Answer.update(await draw(deps, Choice.read(click.private), views.shown(deps.words, found)))


SUBCOMMANDS = {"library": on_library}
CLICKS = {
    ids.OPEN: on_open,
    ids.KIND: on_kind,
    ids.LANGUAGE: on_language,
    ids.BEFORE: on_page,
    ids.AFTER: on_page,
    ids.HIDDEN: on_hidden,
    ids.BACK: on_back,
    ids.HIDE: on_hide,
    ids.SHOW: on_show,
}
FORMS = {ids.LIST_FORM: on_searched}
