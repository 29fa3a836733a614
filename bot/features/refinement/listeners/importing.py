"""Requests about lists and CSVs: pasted, shown, imported, exported."""

import asyncio
from datetime import date

from bot import csv_import
from bot.core.csv_rows import NothingToImport, TooManyLines
from bot.core.ids import ChannelId
from bot.csv_export import part_number
from bot.feature import Deps
from bot.features.refinement.actions import exporting, importing
from bot.features.refinement.listeners.item_rights import as_member
from bot.features.refinement.rules.importing import Table, read_table
from bot.features.refinement.store import imports
from bot.features.refinement.views import importing as views
from bot.slack.answers import Answer
from bot.slack.files import READ, WRITE, may, send_file
from bot.slack.requests import Command, Form


async def on_import(command: Command, _: str, deps: Deps) -> Answer:
    """Open the form in which a list or a CSV is pasted."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    await as_member(deps)
    return Answer.open(views.paste_form(deps.words, channel.id, takes_file=await may(deps.files, READ)))


async def on_pasted(form: Form, deps: Deps) -> Answer:
    """Show what each line would become; nothing is imported before its author says so."""
    channel = (await deps.directory.reachable(ChannelId(form.private))).id
    await as_member(deps)
    today = deps.today
    table = await _table(form, today, deps)
    preview = await deps.store.read(importing.compare, channel, table)
    named = ""
    if preview.new or preview.dated:
        lines = preview.lines
        named = await deps.store.write(importing.keep_import, channel=channel, person=form.person, lines=lines)
    return Answer.update(views.preview_form(deps.words, preview, named))


async def _table(form: Form, today: date, deps: Deps) -> Table:
    """Read the file that was chosen, or what was pasted. Raise what is wrong with it, beside its field."""
    text = await csv_import.text_of(form, deps.files)
    try:
        return await asyncio.to_thread(read_table, text, today)
    except (NothingToImport, TooManyLines) as refused:
        raise csv_import.beside_its_field(form, refused) from None


async def on_save(form: Form, deps: Deps) -> Answer:
    """Import what the preview showed."""
    await as_member(deps)
    waiting = await deps.store.read(imports.waiting, form.person, form.private)
    done = await deps.store.write(
        importing.import_items,
        named=form.private,
        channel=waiting.channel,
        person=form.person,
        lines=waiting.lines,
        day=deps.today,
    )
    return Answer.update(views.imported(deps.words, done.added, done.dated, done.there, is_past=done.is_past))


async def on_export(command: Command, text: str, deps: Deps) -> Answer:
    """Send a channel's items as a file, where the bot may; else, and with a number behind it, give a part of them to copy."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    sends_file = await may(deps.files, WRITE)
    if not text and sends_file:
        content = await deps.store.read(exporting.read_file, channel.id)
        await send_file(deps.files, command.person, "items.csv", content)
        return Answer.say(deps.words.say("The items of this channel are on their way to you, as a file in our direct messages."))
    part = part_number(text)
    return Answer.say(await deps.store.read(exporting.read_export, channel.id, part, deps.words, sends_file=sends_file))


SUBCOMMANDS = {"import": on_import, "export": on_export}
FORMS = {views.PASTE_FORM: on_pasted, views.SAVE_FORM: on_save}
