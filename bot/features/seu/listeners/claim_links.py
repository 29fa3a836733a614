"""A host gives the claim link of a session -> action -> answer."""

from bot.feature import Deps
from bot.features.seu.actions import claim_links as actions
from bot.features.seu.actions.hosts import hosted
from bot.features.seu.rules.claim_links import read_claim_link
from bot.features.seu.views import claim_links as views
from bot.features.seu.views import ids
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


async def on_claim_link(click: Click, deps: Deps) -> Answer:
    """Open the form of a session's claim link, for its host."""
    return Answer.open(views.form(deps.words, await deps.store.read(hosted, click.person, click.value)))


async def on_claim_link_given(form: Form, deps: Deps) -> Answer:
    """Keep, change or take away a session's claim link."""
    link = read_claim_link(form.text("link"))
    await deps.store.write(actions.give_claim_link, person=form.person, session=form.private, link=link)
    return Answer.update(views.saved(deps.words, await deps.store.read(hosted, form.person, form.private)))


async def on_opened(click: Click, deps: Deps) -> Answer:
    """Do nothing more where somebody opens the link: their browser does."""
    return Answer.nothing()


CLICKS = {ids.CLAIM_LINK: on_claim_link, ids.CLAIM_OPENED: on_opened}
FORMS = {ids.CLAIM_LINK_FORM: on_claim_link_given}
