"""The learning library as admins keep it: added, edited, retired, imported, exported."""

import asyncio

from bot import csv_import
from bot.core.csv_rows import NothingToImport, TooManyLines
from bot.csv_export import part_number
from bot.feature import Deps
from bot.features.seu.actions import library as actions
from bot.features.seu.actions import library_importing as importing
from bot.features.seu.actions.library_reading import read_export, read_file, read_library
from bot.features.seu.rules.languages import of_locale
from bot.features.seu.rules.library import AdminsKeepIt, NoSuchResource
from bot.features.seu.rules.library_import import read_lines
from bot.features.seu.rules.shelf import Choice, Which
from bot.features.seu.views import library_ids as ids
from bot.features.seu.views import library_import as import_views
from bot.features.seu.views import library_keeping as views
from bot.slack.answers import Answer
from bot.slack.files import READ, WRITE, may, send_file
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal

_ALL = Choice(Which.KEPT)


async def _as_admin(deps: Deps) -> None:
    """Go on for an admin of the workspace alone. Raise AdminsKeepIt, or RightsNotTold where Slack does not say in time who is one."""
    if not await deps.directory.is_admin(deps.person.id):
        raise AdminsKeepIt


async def _draw(deps: Deps, choice: Choice, note: str = "") -> Modal:
    return await deps.store.read(read_library, deps.person, choice, deps.words, is_admin=True, note=note)


async def on_manage_typed(command: Command, _: str, deps: Deps) -> Answer:
    """Open all that the library keeps."""
    await _as_admin(deps)
    return Answer.open(await _draw(deps, _ALL))


async def on_manage(click: Click, deps: Deps) -> Answer:
    """Show all that the library keeps, in the place of the form that is left."""
    await _as_admin(deps)
    return Answer.update(await _draw(deps, _choice_of(click)))


def _choice_of(click: Click) -> Choice:
    """Return what was chosen in the list that a form was opened from, where it is the list of all that is kept."""
    choice = Choice.read(click.private.partition(" ")[2])
    return choice if choice.which is Which.KEPT else _ALL


async def on_add_typed(command: Command, _: str, deps: Deps) -> Answer:
    """Open the form of a new resource."""
    await _as_admin(deps)
    return Answer.open(views.edit_form(deps.words, None, _ALL))


async def on_add(click: Click, deps: Deps) -> Answer:
    """Show the form of a new resource in the place of the list."""
    await _as_admin(deps)
    return Answer.update(views.edit_form(deps.words, None, Choice.read(click.private)))


async def on_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu of a resource."""
    await _as_admin(deps)
    verb, _, rest = click.value.partition(":")
    named, choice = rest.partition(":")[0], Choice.read(click.private)
    match verb:
        case "edit":
            return Answer.update(views.edit_form(deps.words, await deps.store.read(actions.one, named), choice))
        case "retire" | "take_back":
            found = await deps.store.write(actions.retire, resource=named, retired=verb == "retire")
            return Answer.update(await _draw(deps, choice, views.retired(deps.words, found)))
    raise NoSuchResource


async def on_edited(form: Form, deps: Deps) -> Answer:
    """Keep what a form says of a resource, and show the list with it."""
    await _as_admin(deps)
    named, choice = views.read_edited(form)
    about = views.read_about(form)
    if named:
        kept = await deps.store.write(actions.edit_resource, resource=named, about=about)
    else:
        kept = await deps.store.write(actions.add_resource, about=about)
    return Answer.update(await _draw(deps, choice, views.kept(deps.words, kept, is_new=not named)))


async def on_import_typed(command: Command, _: str, deps: Deps) -> Answer:
    """Open the form in which a CSV is pasted or chosen."""
    await _as_admin(deps)
    return Answer.open(import_views.paste_form(deps.words, takes_file=await may(deps.files, READ)))


async def on_import(click: Click, deps: Deps) -> Answer:
    """Show the form in which a CSV is pasted or chosen, in the place of the list."""
    await _as_admin(deps)
    return Answer.update(import_views.paste_form(deps.words, takes_file=await may(deps.files, READ)))


async def on_pasted(form: Form, deps: Deps) -> Answer:
    """Show what each line would become; nothing is imported before its author says so."""
    await _as_admin(deps)
    text = await csv_import.text_of(form, deps.files)
    try:
        lines, refused = await asyncio.to_thread(read_lines, text, of_locale(deps.person.locale))
    except (NothingToImport, TooManyLines) as fault:
        raise csv_import.beside_its_field(form, fault) from None
    preview = await deps.store.read(importing.compare, lines, refused)
    named = ""
    if preview.count:
        named = await deps.store.write(importing.keep_import, person=form.person, lines=preview.lines)
    return Answer.update(import_views.preview_form(deps.words, preview, named))


async def on_saved(form: Form, deps: Deps) -> Answer:
    """Import what the preview showed, and show the list with it."""
    await _as_admin(deps)
    done = await deps.store.write(importing.import_resources, named=form.private, person=form.person)
    return Answer.update(await _draw(deps, _ALL, import_views.imported(deps.words, done.added, done.changed, done.there)))


async def on_export_typed(command: Command, text: str, deps: Deps) -> Answer:
    """Send what the library keeps as a file, where the bot may; else, and with a number behind it, give a part of it to copy."""
    sends_file = await may(deps.files, WRITE)
    if not text and sends_file:
        return Answer.say(await _sent(deps))
    return Answer.say(await deps.store.read(read_export, part_number(text), deps.words, sends_file=sends_file))


async def on_export(click: Click, deps: Deps) -> Answer:
    """Send what the library keeps as a file; where the bot may send none, say how to copy it."""
    note = await _sent(deps) if await may(deps.files, WRITE) else import_views.no_file(deps.words)
    return Answer.update(await _draw(deps, Choice.read(click.private), note))


async def _sent(deps: Deps) -> str:
    """Send the file, and say so. Raise FileNotSent."""
    await send_file(deps.files, deps.person.id, "library.csv", await deps.store.read(read_file))
    return deps.words.say("The library is on its way to you, as a file in our direct messages.")


CLICKS = {ids.MANAGE: on_manage, ids.ADD: on_add, ids.MORE: on_more, ids.IMPORT: on_import, ids.EXPORT: on_export}
FORMS = {ids.EDIT_FORM: on_edited, ids.PASTE_FORM: on_pasted, ids.SAVE_FORM: on_saved}
