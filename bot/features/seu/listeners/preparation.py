"""A host adds what they prepared -> action -> answer."""

from bot.feature import Deps
from bot.features.seu.actions import preparation
from bot.features.seu.actions.to_type import minutes_to_log
from bot.features.seu.rules import preparation as rules
from bot.features.seu.rules.refusals import LooksLike
from bot.features.seu.views import ids
from bot.features.seu.views import preparation as views
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def on_prepare(click: Click, deps: Deps) -> Answer:
    """Open the form in which the host of a session adds what they prepared."""
    session = await deps.store.read(preparation.to_prepare, click.person, click.value)
    return Answer.open(views.form(deps.words, session))


async def on_prepared(form: Form, deps: Deps) -> Answer:
    """Add what a host prepared; what looks like something that stands already is shown first."""
    named, _, shown = form.private.partition(" ")
    session = await deps.store.read(preparation.to_prepare, form.person, named)
    day, what, today = views.read_day(form, session), form.text("what").strip(), deps.today
    typed = (form.text("hours"), form.text("minutes"), what, day)
    minutes = rules.read_minutes_of(session, form.person, *typed, today=today)
    try:
        entry = await deps.store.write(
            preparation.add_preparation,
            person=form.person,
            session=named,
            minutes=minutes,
            what=what or views.described(deps.words, session),
            day=day,
            today=today,
            shown=shown,
        )
    except LooksLike as refused:
        return Answer.update(views.form(deps.words, session, minutes=minutes, what=what, day=day, like=refused.entry))
    return Answer.update(views.added(deps.words, entry, await deps.store.read(minutes_to_log, form.person, deps.today)))


CLICKS = {ids.PREPARE: on_prepare}
FORMS = {ids.PREPARE_FORM: on_prepared}
