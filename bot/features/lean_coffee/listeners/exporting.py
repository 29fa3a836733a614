"""Requests to take the record of a meeting along -> a file in the direct messages, or text to copy."""

import asyncio
from functools import partial

from bot.core.ids import ChannelId, MeetingId
from bot.core.pages import Pages
from bot.feature import Deps
from bot.features.lean_coffee.actions import exporting
from bot.features.lean_coffee.listeners.reading import read_board
from bot.features.lean_coffee.rules.exports import Format, Held, meant, read_wanted
from bot.features.lean_coffee.rules.values import TopicMeeting
from bot.features.lean_coffee.rules.whole_record import Record
from bot.features.lean_coffee.views import exporting as views
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.record_paper import record_paper
from bot.meetings.actions import note_roster_taken
from bot.meetings.views.ids import read_value
from bot.papers.printing import printed
from bot.slack.answers import Answer
from bot.slack.files import WRITE, may, send_file
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal

_READ_RECORD = partial(exporting.read_record)
"""Never read in the loop: a meeting may have thirty topics, and without a name of its own a query runs in a thread."""
_READ_HELD = partial(exporting.read_held)


async def on_export(command: Command, text: str, deps: Deps) -> Answer:
    """Send the record of the channel's last meeting, or of the one that was typed; where none fits, offer what there is."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    held = await deps.store.read(_READ_HELD, channel.id, deps.words)
    if not held:
        return Answer.say(views.no_records(deps.words))
    wanted = read_wanted(text, deps.today)
    fitting, sends_file, form = meant(held, wanted), await may(deps.files, WRITE), wanted.form or Format.MARKDOWN
    if wanted.more or not fitting:
        told = views.not_meant(deps.words, wanted)
        return Answer.open(views.export_form(deps.words, held, sends_file=sends_file, form=form, told=told))
    if not sends_file and form is Format.PDF:
        return Answer.open(views.export_form(deps.words, held, sends_file=False, chosen=fitting[0].meeting))
    record = await _taken(command, deps, fitting[0].meeting)
    if not sends_file:
        return Answer.open(await _to_copy(deps, record, form))
    return Answer.say(views.sent(deps.words, record, await _sent(command, deps, record, form)))


async def on_export_pressed(click: Click, deps: Deps) -> Answer:
    """Open the form of what can be exported, from a summary or after an export."""
    meeting = await _opened_to(click, deps, MeetingId(read_value(click.value)[0]))
    held: tuple[Held, ...] = await deps.store.read(_READ_HELD, meeting.channel, deps.words)
    if not held:
        return Answer.say(views.no_records(deps.words))
    sends_file = await may(deps.files, WRITE)
    return Answer.open(views.export_form(deps.words, held, sends_file=sends_file, chosen=meeting.id))


async def on_exported(form: Form, deps: Deps) -> Answer:
    """Send what was chosen as a file; where the bot may not, show it to be copied."""
    wanted = views.format_of(form.text("format"))
    meeting = await _opened_to(form, deps, MeetingId(form.text("meeting")))
    record = await _taken(form, deps, meeting.id)
    if not await may(deps.files, WRITE):
        return Answer.update(await _to_copy(deps, record, wanted))
    return Answer.update(views.done(deps.words, record, await _sent(form, deps, record, wanted)))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of what is copied."""
    form, meeting = views.read_shown(click.private)
    await _opened_to(click, deps, meeting)
    record, _ = await deps.store.read(_READ_RECORD, meeting, click.person, deps.words)
    return Answer.update(await _to_copy(deps, record, form, Pages.read(click.value)))


async def _opened_to(request: Click | Form, deps: Deps, meeting: MeetingId) -> TopicMeeting:
    """Return a meeting whose channel somebody may look into now, whenever their form was opened. Raise NoMeeting, or what `open_to` raises."""
    found = await read_board(meeting, deps)
    await deps.directory.open_to(request.person, found.channel)
    return found


async def _taken(request: Command | Form, deps: Deps, meeting: MeetingId) -> Record:
    """Read a record for somebody, and tell those whose minutes they get that they do, as with a roster. Raise NoMeeting."""
    record: Record
    record, told = await deps.store.read(_READ_RECORD, meeting, request.person, deps.words)
    if told:
        await deps.store.write(note_roster_taken, meeting=meeting, people=told, by=request.person)
    return record


async def _sent(request: Command | Form, deps: Deps, record: Record, form: Format) -> str:
    """Send a record as a file and return its name. Raise NotPrinted or FileNotSent."""
    name = exporting.file_name(record, form, deps.words)
    content = await _content(deps, record, form)
    await send_file(deps.files, request.person, name, content)
    return name


async def _content(deps: Deps, record: Record, form: Format) -> bytes:
    if form is Format.PDF:
        return await printed(record_paper(deps.words, record, deps.now))
    return await asyncio.to_thread(exporting.content_of, record, form, deps.words)


async def _to_copy(deps: Deps, record: Record, form: Format, page: int = 0) -> Modal:
    text = await asyncio.to_thread(exporting.text_of, record, form, deps.words)
    return views.to_copy(deps.words, record, form, text, page)


CLICKS = {ids.EXPORT: on_export_pressed, ids.EXPORT_BEFORE: on_page, ids.EXPORT_AFTER: on_page}
FORMS = {ids.EXPORT_FORM: on_exported}
