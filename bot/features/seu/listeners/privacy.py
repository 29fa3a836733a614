"""A person's requests about what is kept of them -> action -> answer."""

from bot.core.ids import PersonId
from bot.feature import Deps
from bot.features.seu.actions import erasing
from bot.features.seu.rules.erasing import NotSure, free_to_go
from bot.features.seu.store import audit
from bot.features.seu.views import ids, privacy
from bot.paging import paged, turned
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def read_audit(read: Read, person: PersonId, words: Words, page: int = 0) -> Message:
    """Read and draw a page of who did what with what is kept of a person."""
    pages = paged(page, audit.count(read, person))
    noted = audit.latest(read, person, pages.size, skip=pages.start)
    names = people.names(read, [one.actor for one in noted], words, full=True)
    return privacy.audit(words, noted, names, person, pages)


async def on_erase(command: Command, rest: str, deps: Deps) -> Answer:
    """Open the form that erases a person, once nobody relies on them. Raise StillRelied."""
    free_to_go(await deps.store.read(erasing.duties, command.person))
    return Answer.open(privacy.erase_form(deps.words))


async def on_sure(form: Form, deps: Deps) -> Answer:
    """Erase the person who sent the form with its tick. Raise NotSure or StillRelied."""
    if not form.chosen(ids.SURE):
        raise NotSure
    await deps.store.write(erasing.erase, person=form.person)
    return Answer.update(privacy.erased_form(deps.words))


async def on_audit(command: Command, rest: str, deps: Deps) -> Answer:
    """Show who did what with what is kept of a person, to them alone."""
    return Answer.say(await deps.store.read(read_audit, command.person, deps.words))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of it in the place of the one that was left."""
    page, _ = turned(click.value)
    message = await deps.store.read(read_audit, click.person, deps.words, page)
    return Answer.update(privacy.audit_form(deps.words, message)) if click.in_form else Answer.replace(message)


SUBCOMMANDS = {"erase": on_erase, "audit": on_audit}
CLICKS = {ids.AUDIT_NEWER: on_page, ids.AUDIT_OLDER: on_page}
FORMS = {ids.ERASE_FORM: on_sure}
