"""Requests to bring entries along: chosen or pasted, shown, imported."""

from datetime import date, datetime
from functools import partial

from bot import csv_import
from bot.core.csv_rows import TooManyLines
from bot.feature import Deps
from bot.features.seu.actions import ledger_importing as actions
from bot.features.seu.actions.ledger_importing import Opened
from bot.features.seu.rules.entry_lines import NothingBrought, Preview, compared, read_lines
from bot.features.seu.rules.import_parts import Bundle, of_lines
from bot.features.seu.rules.importing import Arrival, arrive
from bot.features.seu.rules.portable_reading import BadPart, NewerVersion, NotOurs, is_portable, read_portable
from bot.features.seu.rules.programmes import Programme, Programmes
from bot.features.seu.views import export_ids as ids
from bot.features.seu.views import ledger_importing as views
from bot.slack.answers import Answer
from bot.slack.files import READ, may
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal

_READ_OPENED = partial(actions.read_opened)
"""Never read in the loop, for a ledger may have thousands of entries."""


async def on_import(command: Command, rest: str, deps: Deps) -> Answer:
    """Open the form in which a file is chosen, or its content pasted."""
    return Answer.open(views.choose_form(deps.words, takes_file=await may(deps.files, READ)))


async def on_bring(click: Click, deps: Deps) -> Answer:
    """Open that form after a click."""
    return Answer.open(views.choose_form(deps.words, takes_file=await may(deps.files, READ)))


async def on_chosen(form: Form, deps: Deps) -> Answer:
    """Show what a file would become; nothing is imported before its person says so."""
    text = await csv_import.text_of(form, deps.files, views.MOST_BYTES)
    holder, named = await deps.store.write(actions.open_ledger, person=form.person, is_guest=deps.person.is_guest)
    opened = await deps.store.read(_READ_OPENED, form.person, holder, named)
    try:
        shown, bundle = await (_portable if is_portable(text) else _lines)(text, opened, deps)
    except (NothingBrought, TooManyLines, NotOurs, NewerVersion, BadPart) as refused:
        raise csv_import.beside_its_field(form, refused) from None
    await deps.store.write(actions.keep_import, person=form.person, named=named, bundle=bundle)
    return Answer.update(shown)


async def _lines(text: str, opened: Opened, deps: Deps) -> tuple[Modal, Bundle]:
    programme = await deps.store.read(actions.programme_of, opened.ledger.person)
    preview, bundle = await deps.aside.run(read_csv, text, opened, programme, deps.today)
    return views.lines_form(deps.words, preview, opened.named), bundle


def read_csv(text: str, opened: Opened, programme: Programme, today: date) -> tuple[Preview, Bundle]:
    """Return what a CSV would do, and what is kept of it; it takes too long for the loop."""
    lines, refused = read_lines(text, programme, today)
    preview = compared(lines, opened.ledger.standing, refused)
    alike = [one.line for one in preview.alike]
    return preview, of_lines(preview.new, alike, opened.ledger.person, programme.key, opened.named)


async def _portable(text: str, opened: Opened, deps: Deps) -> tuple[Modal, Bundle]:
    programmes = await deps.store.read(actions.programmes_here)
    arrival = await deps.aside.run(_read_portable, text, opened, programmes, deps.now)
    return views.arrival_form(deps.words, arrival, opened.named), arrival.bundle


def _read_portable(text: str, opened: Opened, programmes: Programmes, now: datetime) -> Arrival:
    """Read a portable file beside what stands; it takes too long for the loop."""
    return arrive(read_portable(text, opened.ledger.person, now), opened.naming, opened.ledger, programmes)


async def on_save(form: Form, deps: Deps) -> Answer:
    """Import what the preview showed, and what looked alike where that was ticked."""
    with_alike = bool(form.chosen(views.ALIKE))
    progress = await deps.store.write(actions.begin, person=form.person, named=form.private, with_alike=with_alike)
    return Answer.update(views.begun_form(deps.words, progress))


SUBCOMMANDS = {"import": on_import}
CLICKS = {ids.IMPORT: on_bring}
FORMS = {ids.IMPORT_FORM: on_chosen, ids.SAVE_FORM: on_save}
