"""Requests about estimates -> action -> answer."""

from asyncio import gather
from datetime import datetime

from bot.core.ids import ChannelId, ItemId, PersonId
from bot.core.refusal import Refusal
from bot.core.texts import asks_something
from bot.feature import Deps
from bot.features.refinement.actions import estimates as actions
from bot.features.refinement.actions import queue
from bot.features.refinement.actions.estimates import Question
from bot.features.refinement.rules import estimates as rules
from bot.features.refinement.rules.estimate_refusals import NoEstimate, NoSize, NotInDeck
from bot.features.refinement.rules.estimation import Estimation, EstimationId, Vote
from bot.features.refinement.rules.items import Item
from bot.features.refinement.store import estimates as store
from bot.features.refinement.store.sealed import own_vote
from bot.features.refinement.views import estimate_forms as forms
from bot.features.refinement.views import estimates as views
from bot.features.refinement.views.estimate_typed import Asked, PerhapsAMoment, read_asked, read_due, usual_due
from bot.meetings.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.text import as_typed
from bot.store.unit import Read
from bot.teams import store as people
from bot.teams.people import NobodyOfChannel
from bot.teams.team_store import settings, team


async def on_estimate(command: Command, text: str, deps: Deps) -> Answer:
    """Ask a channel's Developers how large something is, until a deadline; without words, or where the last may be one, open the form for it."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    deps = await deps.as_host()
    if not text:
        return Answer.open(forms.ask_form(deps.words, channel))
    if asks_something(text):
        return Answer.open(forms.ask_form(deps.words, channel, text=as_typed(text)))
    try:
        asked = read_asked(as_typed(text), at=deps.now, zone=deps.person.zone)
    except PerhapsAMoment as doubt:
        if await deps.store.read(actions.item_named, channel, doubt.text) is None:
            return Answer.open(forms.ask_form(deps.words, channel, text=doubt.text, doubt=doubt.words))
        asked = Asked(doubt.text)
    told = await _ask(channel, asked, await deps.store.read(actions.item_named, channel, asked.title), deps)
    return Answer.say(told) if told else Answer.nothing()


async def on_asked(form: Form, deps: Deps) -> Answer:
    """Ask what the form says."""
    channel = (await deps.directory.reachable(ChannelId(form.private))).id
    deps = await deps.as_host()
    asked = Asked(form.text("estimate"), _due(form, deps))
    return _asked(await _ask(channel, asked, await deps.store.read(actions.item_named, channel, asked.title), deps), deps)


async def on_item_asked(form: Form, deps: Deps) -> Answer:
    """Ask how large an item is, from its card."""
    item = await deps.store.read(queue.one, ItemId(form.private))
    await deps.directory.open_to(form.person, item.channel)
    deps = await deps.as_host()
    return _asked(await _ask(item.channel, Asked(item.title, _due(form, deps)), item, deps), deps)


def _due(form: Form, deps: Deps) -> datetime | None:
    until = form.text("until").strip()
    return read_due(until, at=deps.now, zone=deps.person.zone) if until else None


def _asked(told: str, deps: Deps) -> Answer:
    return Answer.update(forms.asked_form(deps.words, told)) if told else Answer.close()


async def _ask(channel: ChannelId, asked: Asked, item: Item | None, deps: Deps) -> str:
    """Ask, and return what is to be told of who is not asked; empty where all Developers are."""
    set_by_team = await deps.store.read(settings, channel)
    zone = deps.person.zone
    due = asked.due or usual_due(deps.now, zone, rules.USUAL, set_by_team.working_days)
    title = asked.title if item is None else item.title[: rules.LIMITS["estimate"]]
    question = Question(
        channel, None if item is None else item.id, title, deps.person.id, zone, due, await developers(channel, deps)
    )
    gone = await deps.store.write(actions.ask_for_estimate, question=question)
    if not gone:
        return ""
    await gather(*map(deps.directory.person, gone))  # whom the bot has never met is known by name from now on
    return forms.not_asked(deps.words, list((await deps.store.read(people.names, sorted(gone), deps.words)).values()))


async def developers(channel: ChannelId, deps: Deps) -> frozenset[PersonId]:
    """Return the Developers of a channel's team, as Slack lists its members now."""
    of = await deps.store.read(team, channel)
    if of.developers:
        return of.developers
    members = [person async for person in deps.directory.members(channel)]
    return of.developers_among(await gather(*map(deps.directory.person, members)))


async def on_vote(click: Click, deps: Deps) -> Answer:
    """Open the private form of one's own answer, filled with what one said before."""
    named, number = read_value(click.value)
    of, person = EstimationId(named), click.person
    estimation, own = await deps.store.read(_for_answer, of, person, number=number, is_guest=deps.person.is_guest)
    return Answer.open(forms.vote_form(deps.words, estimation, own))


def _for_answer(
    read: Read, named: EstimationId, person: PersonId, *, number: int, is_guest: bool
) -> tuple[Estimation, Vote | None]:
    found = store.estimation(read, named)
    if found is None:
        raise NoEstimate
    rules.may_vote(found, person, number, is_developer=team(read, found.channel).estimates(person, is_guest=is_guest))
    return found, own_vote(read, named, number, person)


async def on_voted(form: Form, deps: Deps) -> Answer:
    """Keep one's answer, sealed."""
    named, number = read_value(form.private)
    found = await _found(EstimationId(named), deps)
    vote = Vote(form.person, _card(found, form.text("value")), form.text("because"))
    is_guest = deps.person.is_guest
    await deps.store.write(actions.give_vote, estimation=found.id, number=number, vote=vote, is_guest=is_guest)
    return Answer.close()


def _card(estimation: Estimation, place: str) -> str:
    """Return the card that stands at a place of the deck. Raise NotInDeck."""
    if not (place.isascii() and place.isdigit() and len(place) < 4 and int(place) < len(estimation.deck)):
        raise NotInDeck
    return estimation.deck[int(place)]


async def on_reveal(click: Click, deps: Deps) -> Answer:
    """Reveal before all have answered: as host, or for a host who is gone."""
    named, number = read_value(click.value)
    found = await _found(EstimationId(named), deps)
    gone = click.person != found.host and await _is_gone(found, deps)
    await deps.store.write(actions.reveal, estimation=found.id, number=number, person=click.person, host_is_gone=gone)
    return Answer.nothing()


async def _is_gone(estimation: Estimation, deps: Deps) -> bool:
    """Say whether who asked is in the channel no more; where Slack does not say, they are there."""
    try:
        await deps.directory.belongs(estimation.host, estimation.channel)
    except NobodyOfChannel:
        return True
    except Refusal:
        return False
    return False


async def on_undo(click: Click, deps: Deps) -> Answer:
    """Take a fresh reveal back."""
    named, number = read_value(click.value)
    await deps.store.write(actions.undo_reveal, estimation=EstimationId(named), number=number, person=click.person)
    return Answer.nothing()


async def on_again(click: Click, deps: Deps) -> Answer:
    """Ask once more."""
    named, number = read_value(click.value)
    await deps.store.write(actions.ask_again, estimation=EstimationId(named), number=number, person=click.person)
    return Answer.nothing()


async def on_agree(click: Click, deps: Deps) -> Answer:
    """Write down the size that was agreed on."""
    place, named, number = read_option(click.value)
    found = await _found(EstimationId(named), deps)
    try:
        size = _card(found, place)
    except NotInDeck as none:
        raise NoSize from none
    await deps.store.write(actions.agree, estimation=found.id, number=number, person=click.person, size=size)
    return Answer.nothing()


async def on_more(click: Click, deps: Deps) -> Answer:
    """Take the question back."""
    _, named, _ = read_option(click.value)
    await deps.store.write(actions.take_back, estimation=EstimationId(named), person=click.person)
    return Answer.nothing()


async def on_todo(command: Command, _: str, deps: Deps) -> Answer:
    """List what waits for this person's estimate, whatever the channel."""
    return Answer.say(forms.todo(deps.words, await deps.store.read(store.waiting_for, command.person)))


async def _found(named: EstimationId, deps: Deps) -> Estimation:
    found = await deps.store.read(store.estimation, named)
    if found is None:
        raise NoEstimate
    return found


SUBCOMMANDS = {"estimate": on_estimate, "todo": on_todo}
CLICKS = {
    views.VOTE: on_vote,
    views.REVEAL: on_reveal,
    views.UNDO: on_undo,
    views.AGAIN: on_again,
    views.AGREE: on_agree,
    views.AGREE_ON: on_agree,
    views.MORE: on_more,
}
FORMS = {forms.VOTE_FORM: on_voted, forms.ASK_FORM: on_asked, forms.ASK_ITEM_FORM: on_item_asked}
