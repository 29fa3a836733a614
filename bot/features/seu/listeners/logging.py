"""Requests about what people log by themselves -> action -> answer."""

from collections.abc import Sequence

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.features.seu.actions import logging, reading
from bot.features.seu.rules.activities import Written, read_activity
from bot.features.seu.rules.log_sentence import read_sentence
from bot.features.seu.rules.refusals import GuestUnanswered, LooksLike
from bot.features.seu.rules.values import Entry, Keeping
from bot.features.seu.store import entries as entries_store
from bot.features.seu.views import activity_fields, ids
from bot.features.seu.views import logging as views
from bot.features.seu.views.entries import Wanted
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.slack.text import as_typed
from bot.teams.mentions import names_in


async def on_log(command: Command, rest: str, deps: Deps) -> Answer:
    """Log what was typed; what is not clear of it, or looks like an entry that stands, is asked in the form with all that was understood."""
    await refuse_guest(command.person, deps)
    today = deps.today
    if not rest:
        return Answer.open(await _form(activity_fields.nothing_yet(today), deps))
    said = read_sentence(as_typed(rest, await names_in(rest, deps.directory, deps.words)), today)
    written = activity_fields.of_sentence(said)
    if not said.is_clear:
        return Answer.open(await _form(written, deps, notes=views.unclear(deps.words, said)))
    try:
        activity = read_activity(written, today)
    except Refusal as refusal:
        return Answer.open(await _form(written, deps, notes=[views.refused(deps.words, refusal)]))
    try:
        entry = await deps.store.write(
            logging.log_activity, person=command.person, activity=activity, is_guest=deps.person.is_guest
        )
    except LooksLike as refusal:
        return Answer.open(await _form(written, deps, like=refusal.entry))
    return Answer.say(await deps.store.read(reading.logged, command.person, entry, deps.words))


async def on_form(click: Click, deps: Deps) -> Answer:
    """Open the form in which something learned is logged: in the place of the list, if it was opened there."""
    await refuse_guest(click.person, deps)
    today = deps.today
    back = click.private if Wanted.read(click.private) else ""
    form = await _form(activity_fields.nothing_yet(today), deps, back=back)
    return Answer.update(form) if back else Answer.open(form)


async def on_filled_in(form: Form, deps: Deps) -> Answer:
    """Log what was filled in; all that is wrong is told beside its fields, what looks like an entry that stands is shown first."""
    shown, _, back = form.private.partition(" ")
    written = activity_fields.read_written(form)
    activity = read_activity(written, deps.today)
    try:
        entry = await deps.store.write(
            logging.log_activity, person=form.person, activity=activity, shown=shown, is_guest=deps.person.is_guest
        )
    except LooksLike as refused:
        return Answer.update(await _form(written, deps, like=refused.entry, back=back))
    message = await deps.store.read(reading.logged, form.person, entry, deps.words)
    if wanted := Wanted.read(back):
        return Answer.update(await deps.store.read(reading.entries_form, form.person, deps.words, wanted.at(0), message.text))
    return Answer.update(views.logged_form(deps.words, message))


async def _form(filled: Written, deps: Deps, *, notes: Sequence[str] = (), like: Entry | None = None, back: str = "") -> Modal:
    courses = await deps.store.read(reading.courses)
    return views.log_form(deps.words, filled, courses, notes=notes, like=like, back=back)


async def refuse_guest(person: PersonId, deps: Deps) -> None:
    """Raise GuestUnanswered for a guest of whom nothing may be kept yet, before they fill in anything."""
    if deps.person.is_guest and await deps.store.read(entries_store.keeping, person) is Keeping.UNDECIDED:
        raise GuestUnanswered


SUBCOMMANDS = {"log": on_log}
CLICKS = {ids.LOG: on_form}
FORMS = {ids.LOG_FORM: on_filled_in}
