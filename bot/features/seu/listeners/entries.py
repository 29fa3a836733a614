"""Requests about all entries of a ledger: a page, a period, a search."""

from bot.core.pages import Pages
from bot.core.refusal import AllAtOnce
from bot.feature import Deps
from bot.features.seu.actions import reading
from bot.features.seu.rules.periods import ALL, read_period
from bot.features.seu.rules.searching import read_sought
from bot.features.seu.views import ids
from bot.features.seu.views.entries import Wanted
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.text import as_typed


async def on_entries(command: Command, rest: str, deps: Deps) -> Answer:
    """Show all entries, or those of a period that was typed."""
    period = read_period(as_typed(rest), deps.today)
    return Answer.open(await deps.store.read(reading.entries_form, command.person, deps.words, Wanted(period)))


async def on_search(command: Command, rest: str, deps: Deps) -> Answer:
    """Show the entries that hold what was typed; without a word, ask for it."""
    wanted = Wanted(sought=read_sought(as_typed(rest)))
    if not wanted.sought:
        return Answer.open(await deps.store.read(reading.narrow_form, command.person, deps.words, wanted))
    return Answer.open(await deps.store.read(reading.entries_form, command.person, deps.words, wanted))


async def on_open(click: Click, deps: Deps) -> Answer:
    """Show all entries: in the place of a list of some, else as a form of their own."""
    form = await deps.store.read(reading.entries_form, click.person, deps.words, Wanted())
    return Answer.update(form) if Wanted.read(click.private) else Answer.open(form)


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page in the place of the one that was left."""
    wanted = Wanted.read(click.private)
    page = Pages.read(click.value)
    form = await deps.store.read(reading.entries_form, click.person, deps.words, (wanted or Wanted()).at(page))
    return Answer.update(form) if wanted else Answer.open(form)


async def on_narrow(click: Click, deps: Deps) -> Answer:
    """Ask for a period and a text, in the place of the list."""
    wanted = Wanted.read(click.private) or Wanted()
    return Answer.update(await deps.store.read(reading.narrow_form, click.person, deps.words, wanted))


async def on_narrowed(form: Form, deps: Deps) -> Answer:
    """Show what was chosen; all that is wrong with it is told beside its fields at once."""
    today = deps.today
    refused = AllAtOnce()
    named = form.text("other").strip() or form.text("period")
    period = refused.read(ALL, read_period, named, today, "other")
    refused.refuse()
    wanted = Wanted(period, read_sought(form.text("search")))
    return Answer.update(await deps.store.read(reading.entries_form, form.person, deps.words, wanted))


async def on_back(click: Click, deps: Deps) -> Answer:
    """Show the list again in whose place a form stands."""
    wanted = Wanted.read(click.private.partition(" ")[2]) or Wanted.read(click.private) or Wanted()
    return Answer.update(await deps.store.read(reading.entries_form, click.person, deps.words, wanted))


SUBCOMMANDS = {"entries": on_entries, "search": on_search}
CLICKS = {
    ids.ENTRIES: on_open,
    ids.NEWER: on_page,
    ids.OLDER: on_page,
    ids.NARROW: on_narrow,
    ids.BACK: on_back,
}
FORMS = {ids.NARROW_FORM: on_narrowed}
