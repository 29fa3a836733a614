"""“I read it”: a person logs a resource of the library."""

from bot.feature import Deps
from bot.features.seu.actions import library as actions
from bot.features.seu.actions.library_logging import log_resource
from bot.features.seu.listeners import library
from bot.features.seu.listeners.logging import refuse_guest
from bot.features.seu.rules.activities import read_activity
from bot.features.seu.rules.refusals import LooksLike
from bot.features.seu.rules.shelf import Choice, SeenAlready
from bot.features.seu.store import entries, shelf
from bot.features.seu.views import library_ids as ids
from bot.features.seu.views import library_log as views
from bot.features.seu.views.library_log import Logging
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def on_log(click: Click, deps: Deps) -> Answer:
    """Show the form in which a resource is logged, in the place of the list; who has seen it is told when."""
    await refuse_guest(click.person, deps)
    resource = await deps.store.read(actions.one, click.value)
    seen = await deps.store.read(shelf.seen_on, click.person, click.value)
    filled = views.nothing_yet(resource, deps.today)
    return Answer.update(views.log_form(deps.words, resource, filled, Choice.read(click.private), seen=seen))


async def on_logged(form: Form, deps: Deps) -> Answer:
    """Log what was filled in and show the list with it; what was logged before, or looks like it, is shown first."""
    told = Logging.read(form.private)
    resource = await deps.store.read(actions.one, told.resource)
    written = views.read_written(form)
    activity = read_activity(views.of_resource(written, resource), deps.today)
    try:
        entry = await deps.store.write(
            log_resource,
            person=form.person,
            resource=told.resource,
            activity=activity,
            seen=told.seen,
            shown=told.like,
            is_guest=deps.person.is_guest,
        )
    except SeenAlready as refused:
        return Answer.update(views.log_form(deps.words, resource, written, told.choice, seen=refused.day))
    except LooksLike as refused:
        return Answer.update(views.log_form(deps.words, resource, written, told.choice, seen=told.seen, like=refused.entry))
    note = views.logged(deps.words, entry, await deps.store.read(entries.balance, form.person))
    return Answer.update(await library.draw(deps, told.choice, note))


async def on_to_list(click: Click, deps: Deps) -> Answer:
    """Show the list again, as it was left."""
    return Answer.update(await library.draw(deps, Logging.read(click.private).choice))


CLICKS = {ids.LOG: on_log, ids.TO_LIST: on_to_list}
FORMS = {ids.LOG_FORM: on_logged}
