"""Requests to take a ledger along -> a file in the direct messages, or text to copy."""

import asyncio
from functools import partial

from bot.core.pages import Pages
from bot.feature import Deps
from bot.features.seu.actions import exporting, offering
from bot.features.seu.rules.whole_ledger import NothingThere, WholeLedger
from bot.features.seu.views import export_ids as ids
from bot.features.seu.views import exporting as views
from bot.features.seu.views.exporting import Format
from bot.features.seu.views.statement import statement
from bot.papers.printing import printed
from bot.slack.answers import Answer
from bot.slack.files import WRITE, may, send_file
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal

_READ_LEDGER = partial(exporting.read_ledger)
"""Never read in the loop: a ledger may have ten entries or thousands, and without a name of its own a query runs in a thread."""


async def on_export(command: Command, rest: str, deps: Deps) -> Answer:
    """Open the form in which a person chooses what to take along; a format that was typed is chosen at first."""
    named = next((word for word in command.text.lower().split() if word in set(Format)), "")
    return Answer.open(await _form(command, deps, views.format_of(named)))


async def on_take_along(click: Click, deps: Deps) -> Answer:
    """Open that form after a click; the offer of a quarter leads to the portable file."""
    return Answer.open(await _form(click, deps, views.format_of(click.value)))


async def _form(request: Click | Command, deps: Deps, first: Format) -> Modal:
    sessions, offered = await deps.store.read(exporting.read_form, request.person)
    sends_file = await may(deps.files, WRITE)
    return views.export_form(deps.words, sessions, sends_file=sends_file, offered=offered, first=first)


async def on_exported(form: Form, deps: Deps) -> Answer:
    """Send what was chosen as a file; where the bot may not, show it to be copied."""
    chosen = views.chosen_of(form.text("since"), form.text("until"), form.text("activity"))
    wanted = views.format_of(form.text("format"))
    ledger = await deps.store.read(_READ_LEDGER, form.person, deps.words, chosen)
    if not await may(deps.files, WRITE):
        shown = await _to_copy(deps, ledger, wanted)
        await deps.store.write(exporting.note_taken, person=form.person)
        return Answer.update(shown)
    content = await _content(deps, ledger, wanted)
    name = f"learning-minutes-{deps.today}.{wanted.value}"
    await deps.store.write(exporting.note_taken, person=form.person)
    await send_file(deps.files, form.person, name, content)
    return Answer.update(views.on_its_way(deps.words, name, ledger.minutes, len(ledger.standing)))


async def _content(deps: Deps, ledger: WholeLedger, wanted: Format) -> bytes:
    if wanted is Format.PDF:
        return await _issued(deps, ledger)
    labels = await deps.store.read(exporting.read_labels, ledger.person)
    return await asyncio.to_thread(exporting.file_of, ledger, wanted, labels)


async def _issued(deps: Deps, ledger: WholeLedger) -> bytes:
    """Return a statement as a PDF, once it is written down that it was issued. Raise NothingThere or NotPrinted."""
    if not ledger.standing:
        raise NothingThere
    named = await deps.store.write(exporting.new_statement)
    content = await printed(statement(deps.words, ledger, named))
    await deps.store.write(exporting.keep_statement, ledger=ledger, named=named, content=content)
    return content


async def _to_copy(deps: Deps, ledger: WholeLedger, wanted: Format, page: int = 0) -> Modal:
    labels = await deps.store.read(exporting.read_labels, ledger.person)
    text = await asyncio.to_thread(exporting.text_of, ledger, wanted, labels)
    return views.to_copy(deps.words, text, ledger.chosen, wanted, page)


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of what is copied."""
    chosen, wanted = views.read_shown(click.private)
    ledger = await deps.store.read(_READ_LEDGER, click.person, deps.words, chosen)
    return Answer.update(await _to_copy(deps, ledger, wanted, Pages.read(click.value)))


async def on_offers(click: Click, deps: Deps) -> Answer:
    """Offer a person their file each quarter, or no more."""
    await deps.store.write(offering.switch, person=click.person, wanted=click.action == ids.OFFERS_ON)
    return Answer.update(await _form(click, deps, Format.CSV)) if click.in_form else Answer.nothing()


SUBCOMMANDS = {"export": on_export}
CLICKS = {
    ids.EXPORT: on_take_along,
    ids.COPY_MORE: on_page,
    ids.COPY_BACK: on_page,
    ids.OFFERS_ON: on_offers,
    ids.OFFERS_OFF: on_offers,
}
FORMS = {ids.EXPORT_FORM: on_exported}
