"""Requests about lists and CSVs: pasted, shown, imported, exported."""

import asyncio

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.refinement.actions import exporting, importing
from bot.features.refinement.listeners.item_rights import as_member
from bot.features.refinement.rules.importing import read_table
from bot.features.refinement.store import imports
from bot.features.refinement.views import importing as views
from bot.slack.answers import Answer
from bot.slack.requests import Command, Form


async def on_import(command: Command, _: str, deps: Deps) -> Answer:
    """Open the form in which a list or a CSV is pasted."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    await as_member(deps)
    return Answer.open(views.paste_form(deps.words, channel.id))


async def on_pasted(form: Form, deps: Deps) -> Answer:
    """Show what each line would become; nothing is imported before its author says so."""
    channel = (await deps.directory.reachable(ChannelId(form.private))).id
    await as_member(deps)
    today = deps.words.local_date(deps.now)
    table = await asyncio.to_thread(read_table, views.read_pasted(form), today)
    preview = await deps.store.read(importing.compare, channel, table)
    lines = [*preview.new, *(line for line, _ in preview.dated)]
    named = await deps.store.write(importing.keep_import, channel=channel, person=form.person, lines=lines) if lines else ""
    return Answer.update(views.preview_form(deps.words, preview, named))


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
        day=deps.words.local_date(deps.now),
    )
    return Answer.update(views.imported(deps.words, done.added, done.dated, done.there))


async def on_export(command: Command, text: str, deps: Deps) -> Answer:
    """Give a channel's items as CSV, as many as one message takes; a number behind it gives the next ones."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    part = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return Answer.say(await deps.store.read(exporting.read_export, channel.id, part, deps.words))


SUBCOMMANDS = {"import": on_import, "export": on_export}
FORMS = {views.PASTE_FORM: on_pasted, views.SAVE_FORM: on_save}
