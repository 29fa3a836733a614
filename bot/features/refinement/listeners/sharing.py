"""Requests about shares, and proposals made from them -> action -> answer."""

import re

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.features.refinement.actions import proposals, sharing
from bot.features.refinement.rules.sharing import ShareGone, ShareId
from bot.features.refinement.store import sharing as store
from bot.features.refinement.views import sharing as views
from bot.series.listeners.rights import change, look
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form

_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^>]*)?>")


async def on_share(command: Command, text: str, deps: Deps) -> Answer:
    """Share this channel's queue in the one that is named; without one, show where it is shared."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    mention = _CHANNEL.fullmatch(text.strip())
    if mention is None:
        there = await look(deps, sharing.read_shares, channel=channel, person=command.person)
        return Answer.open(views.share_form(deps.words, channel, there))
    return Answer.say(await _shared(channel, ChannelId(mention.group(1)), deps))


async def on_shared(form: Form, deps: Deps) -> Answer:
    """Share a channel's queue in the one that was chosen."""
    channel = (await deps.directory.open_to(form.person, ChannelId(form.private))).id
    return Answer.update(views.told(deps.words, await _shared(channel, ChannelId(form.text("channel")), deps)))


async def _shared(channel: ChannelId, chosen: ChannelId, deps: Deps) -> str:
    shown_in = (await deps.directory.open_to(deps.person.id, chosen, "channel")).id
    await change(deps, sharing.share_in, channel=channel, shown_in=shown_in, person=deps.person.id)
    return deps.words.say("Shared in <#{channel}>, and kept up to date there. `/refine share` ends it.", channel=shown_in)


async def on_stop(click: Click, deps: Deps) -> Answer:
    """Take a share away."""
    channel = await change(deps, sharing.stop_sharing, share=ShareId(click.value), person=click.person)
    there = await look(deps, sharing.read_shares, channel=channel, person=click.person)
    form = views.share_form(deps.words, channel, there, deps.words.say("It is no longer shared there."))
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_propose(click: Click, deps: Deps) -> Answer:
    """Open the form by which somebody proposes an item to the team whose share it is."""
    if await deps.store.read(store.share, click.value) is None:
        raise ShareGone
    return Answer.open(views.propose_form(deps.words, click.value))


async def on_proposed(form: Form, deps: Deps) -> Answer:
    """Propose an item; it waits for the Product Owner."""
    new = await deps.store.write(
        proposals.propose, share=form.private, person=form.person, title=form.text("title"), why=form.text("why")
    )
    told = deps.words.say("Sent to <@{person}>, who decides. You hear from me what becomes of it.", person=new.to)
    return Answer.update(views.told(deps.words, told))


async def on_accept(click: Click, deps: Deps) -> Answer:
    """Take a proposal up as an item."""
    await change(deps, proposals.accept, proposal=click.value, person=click.person)
    return Answer.nothing()


async def on_decline(click: Click, deps: Deps) -> Answer:
    """Open the form that declines a proposal."""
    found = await look(deps, proposals.read_open, proposal=click.value, person=click.person)
    return Answer.open(views.decline_form(deps.words, found))


async def on_declined(form: Form, deps: Deps) -> Answer:
    """Decline a proposal."""
    reason = form.text("reason")
    await change(deps, proposals.decline, proposal=form.private, person=form.person, reason=reason)
    return Answer.close()


SUBCOMMANDS = {"share": on_share}
CLICKS = {views.STOP: on_stop, views.PROPOSE: on_propose, views.ACCEPT: on_accept, views.DECLINE: on_decline}
FORMS = {views.FORM: on_shared, views.PROPOSE_FORM: on_proposed, views.DECLINE_FORM: on_declined}
