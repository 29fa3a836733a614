"""Requests about an entry: how it is logged, mended, taken back -> action -> answer."""

from dataclasses import replace

from bot.feature import Deps
from bot.features.seu.actions import logging, own, reading
from bot.features.seu.actions.used_up import used_up
from bot.features.seu.listeners import at_body
from bot.features.seu.rules.activities import of_entry, read_activity, read_attended
from bot.features.seu.rules.values import Entry
from bot.features.seu.views import activity_fields, forms, ids, ledger
from bot.features.seu.views import logging as views
from bot.features.seu.views.entries import Wanted
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def on_correct(click: Click, deps: Deps) -> Answer:
    """Open the form in which a person mends an entry: all of what they logged, of a session what is theirs to say."""
    return await _correcting(click, deps)


async def on_take_back(click: Click, deps: Deps) -> Answer:
    """Take back at once what a person logged; of a session it is a correction, with its reason."""
    entry, session, _ = await deps.store.read(reading.own_entry, click.person, click.value, deps.words)
    if session is not None:
        return await _correcting(click, deps, minutes=0)
    await deps.store.write(logging.take_back, person=click.person, entry=click.value)
    return await _shown_where_pressed(click, entry, deps)


async def on_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu of an entry."""
    verb, _, rest = click.value.partition(":")
    chosen = replace(click, value=rest.partition(":")[0])
    return await {"how_to_log": at_body.on_how_to_log, "take_back": on_take_back}.get(verb, on_correct)(chosen, deps)


async def on_corrected(form: Form, deps: Deps) -> Answer:
    """Mend a person's own entry of a session; all that is wrong is told beside its fields at once."""
    named, _, back = form.private.partition(" ")
    entry, _, _ = await deps.store.read(reading.own_entry, form.person, named, deps.words)
    activity = read_attended(entry, activity_fields.read_written(form), form.text("reason"))
    await deps.store.write(
        own.correct_entry,
        person=form.person,
        entry=named,
        minutes=activity.minutes,
        reason=form.text("reason"),
        category=activity.category,
        link=activity.link,
        evidence=activity.evidence,
    )
    return await _after(form, entry, back, deps)


async def on_edited(form: Form, deps: Deps) -> Answer:
    """Mend what a person logged; all that is wrong is told beside its fields at once."""
    named, _, back = form.private.partition(" ")
    entry, _, _ = await deps.store.read(reading.own_entry, form.person, named, deps.words)
    activity = read_activity(activity_fields.read_written(form), deps.today)
    await deps.store.write(logging.correct_activity, person=form.person, entry=named, activity=activity)
    return await _after(form, entry, back, deps)


async def _correcting(click: Click, deps: Deps, *, minutes: int | None = None) -> Answer:
    """Open the form of a correction: in the place of the list, if it was opened there; `minutes`: proposed for a session."""
    entry, session, host = await deps.store.read(reading.own_entry, click.person, click.value, deps.words)
    in_list = Wanted.read(click.private) is not None or at_body.read_way(click.private) is not None
    used = await deps.store.read(used_up, click.person, entry.activity)
    back = click.private if in_list else (click.response_url or "") if click.is_ephemeral else ""
    if session is None:
        courses = await deps.store.read(reading.courses)
        filled = activity_fields.of_activity(of_entry(entry))
        form = views.edit_form(deps.words, filled, courses, entry, back=back, used=used)
    else:
        form = forms.correct_form(deps.words, entry, session, host or None, minutes=minutes, back=back, used=used)
    return Answer.update(form) if in_list else Answer.open(form)


async def _after(form: Form, entry: Entry, back: str, deps: Deps) -> Answer:
    """Show what stands now where the form was opened from: in the list, in the private message; a direct message shows it by itself."""
    if wanted := Wanted.read(back):
        note = await deps.store.read(reading.mending_told, form.person, entry.activity, deps.words)
        return Answer.update(await deps.store.read(reading.entries_form, form.person, deps.words, wanted, note))
    if at_body.read_way(back) is not None:
        return await at_body.gone_on(form.person, back, deps)
    if not back:
        return Answer.close()
    message = await deps.store.read(reading.logged, form.person, entry, deps.words)
    return Answer(cleared=True, replaced=message, replaced_at=back)


async def _shown_where_pressed(click: Click, entry: Entry, deps: Deps) -> Answer:
    """Show what stands now in the place of what held the button."""
    if wanted := Wanted.read(click.private):
        return Answer.update(await deps.store.read(reading.entries_form, click.person, deps.words, wanted))
    if click.private == ids.LEDGER:
        message = await deps.store.read(reading.ledger, click.person, deps.words)
        return Answer.update(ledger.ledger_form(deps.words, message))
    message = await deps.store.read(reading.logged, click.person, entry, deps.words)
    return Answer.update(views.logged_form(deps.words, message)) if click.in_form else Answer.replace(message)


CLICKS = {
    ids.CORRECT: on_correct,
    ids.EDIT_LOGGED: on_correct,
    ids.TAKE_BACK: on_take_back,
    ids.MORE: on_more,
}
FORMS = {ids.CORRECT_FORM: on_corrected, ids.EDIT_FORM: on_edited}
