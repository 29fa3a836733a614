"""Proposing, editing and withdrawing topics, from a command, a form, a shortcut, the Home."""

from contextlib import suppress

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.pages import Pages
from bot.core.refusal import AllAtOnce, Refusal, Several
from bot.core.texts import asks_something, trimmed
from bot.feature import Deps
from bot.features.lean_coffee.actions import topics as topics_actions
from bot.features.lean_coffee.listeners.reading import read_board
from bot.features.lean_coffee.rules.refusals import NoSuchTopic, TopicGone
from bot.features.lean_coffee.rules.stages import FOR_GOOD, Column
from bot.features.lean_coffee.rules.texts import LIMITS, of_topic, read_topic, says_anonymous
from bot.features.lean_coffee.rules.values import Proposal, Topic, TopicId
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.store import topics as topics_store
from bot.features.lean_coffee.store.meetings import Part
from bot.features.lean_coffee.views import forms, ids
from bot.meetings.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form, Shortcut
from bot.slack.surfaces import Modal
from bot.slack.text import as_read, plain
from bot.store.unit import Read
from bot.teams.mentions import names_in
from bot.teams.people import Channel
from bot.words.words import Words


async def on_topic(command: Command, text: str, deps: Deps) -> Answer:
    """Propose what was typed; without any text open the form, and with what was typed in it where that cannot be kept so.

    Where it may ask that no name stands at it, the form is opened as well: nobody reads a name that was not to be read.
    """
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    said, anonymous = says_anonymous(as_read(text, await names_in(text, deps.directory, deps.words)))
    title, told = read_topic(said)
    asked = anonymous or (asks_something(title) and not told)
    if (title or told) and not asked:
        with suppress(EmptyText, TextTooLong, Several):
            proposal = Proposal(channel.id, command.person, title, told)
            topic = await deps.store.write(topics_actions.propose_topic, proposal=proposal)
            return Answer.say(await _proposed(topic, deps))
    return await _topic_form(channel, title, told, deps, anonymous=anonymous, refused=bool(title or told) and not asked)


async def on_topic_asked(command: Command, text: str, deps: Deps) -> Answer:
    """Open the form with what was typed after a word that only resembles the command: nothing is proposed unseen."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    said, anonymous = says_anonymous(as_read(text, await names_in(text, deps.directory, deps.words)))
    return await _topic_form(channel, *read_topic(said), deps, anonymous=anonymous)


async def _topic_form(channel: Channel, title: str, told: str, deps: Deps, *, anonymous: bool, refused: bool = False) -> Answer:
    """Open the form with what was typed; below each field stands why, where it cannot be kept so."""
    people = await _people(channel, deps)
    too_long = len(title) > LIMITS["title"] or len(told) > LIMITS["context"]
    draw = forms.topic_form_again if refused or too_long else forms.topic_form
    return Answer.open(draw(deps.words, channel.id, title=title, told=told, people=people, anonymous=anonymous))


async def on_mine(channel: ChannelId | None, person: PersonId, deps: Deps) -> Answer:
    """Show a person's own topics, anonymous ones too, to them alone; outside a channel those of all channels."""
    where = channel if channel is not None and channel.startswith(("C", "G")) else None
    return Answer.open(await deps.store.read(_draw_mine, deps.words, person, where))


async def on_propose(click: Click, deps: Deps) -> Answer:
    """Open the form for a topic of this board."""
    found = await read_board(MeetingId(read_value(click.value)[0]), deps)
    return Answer.open(forms.topic_form(deps.words, found.channel, people=len(found.here), meeting=found.id))


async def on_suggest(click: Click, deps: Deps) -> Answer:
    """Open the form for a topic of the announcement's channel."""
    channel = await deps.directory.reachable(ChannelId(read_value(click.value)[0]))
    return Answer.open(forms.topic_form(deps.words, channel.id, people=await _people(channel, deps)))


async def on_home_propose(click: Click, deps: Deps) -> Answer:
    """Open the form for a topic; from the Home it asks for the channel."""
    if click.value != "here":
        return Answer.open(forms.topic_form(deps.words, None))
    channel = await deps.directory.reachable(click.channel or ChannelId(""))
    return Answer.open(forms.topic_form(deps.words, channel.id, people=await _people(channel, deps)))


async def on_shortcut(shortcut: Shortcut, deps: Deps) -> Answer:
    """Suggest a message for Lean Coffee: its words become the topic, with more of them the context; its link goes with it."""
    channel = await deps.directory.reachable(shortcut.channel or ChannelId(""))
    names = await names_in(shortcut.message_text, deps.directory, deps.words)
    told = trimmed(as_read(shortcut.message_text, names))[: LIMITS["context"]]
    title = trimmed(told.split("\n", 1)[0])[: LIMITS["title"]]
    link = await deps.directory.permalink(channel.id, shortcut.message)
    told, people = "" if told == title else told, await _people(channel, deps)
    return Answer.open(forms.topic_form(deps.words, channel.id, title=title, told=told, link=link, people=people))


async def on_topic_form(form: Form, deps: Deps) -> Answer:
    """Propose what the form says, and tell in its place of a topic that waits; one that is on the board shows there."""
    opened_in, meeting, link = forms.read_topic_private(form.private)
    channel = opened_in
    title, told = form.text("title"), form.text("context")
    refused = AllAtOnce()
    try:
        channel = await _channel_of(opened_in, form, deps)
    except Refusal as refusal:
        refused.add(refusal)
    refused.read(("", ""), of_topic, title, told)
    refused.refuse()
    anonymous = "anonymous" in form.chosen("anonymous")
    proposal = Proposal(channel, form.person, title, told, anonymous, link, meeting)
    topic = await deps.store.write(topics_actions.propose_topic, proposal=proposal)
    return Answer.close() if topic.meeting else Answer.update(forms.proposed_form(deps.words, await _proposed(topic, deps)))


async def _channel_of(opened_in: ChannelId, form: Form, deps: Deps) -> ChannelId:
    """Return the channel that a topic goes to: where its form was opened, or the one chosen in it, which its author must see."""
    if opened_in:
        return (await deps.directory.reachable(opened_in)).id
    return (await deps.directory.open_to(form.person, ChannelId(form.text("channel")), "channel")).id


async def _proposed(topic: Topic, deps: Deps) -> str:
    """Say what becomes of a topic that was just proposed."""
    title = plain(topic.title)
    if topic.meeting is None:
        if await deps.store.read(meetings.open_meeting_of, topic.channel) is not None:
            return deps.words.say(
                "“{title}” is new: it waits for the next Lean Coffee here, or takes part if the group votes again. `/coffee mine` edits or withdraws it.",
                title=title,
            )
        return deps.words.say("“{title}” waits for the next Lean Coffee here. `/coffee mine` edits or withdraws it.", title=title)
    return deps.words.say("“{title}” is on the board. `/coffee mine` edits or withdraws it.", title=title)


async def on_topic_more(click: Click, deps: Deps) -> Answer:
    """Edit or withdraw one's own topic, from the list of mine."""
    verb, named, _ = read_option(click.value)
    if verb == "edit":
        topic = await deps.store.read(_own, click.person, TopicId(named))
        return Answer.push(forms.edit_form(deps.words, topic))
    await deps.store.write(topics_actions.withdraw_topic, topic=TopicId(named), person=click.person)
    where = ChannelId(click.private) if click.private else None
    return Answer.update(await deps.store.read(_draw_mine, deps.words, click.person, where))


async def on_my_page(click: Click, deps: Deps) -> Answer:
    """Show another page of one's own topics in the place of the one that was left."""
    where = ChannelId(click.private) if click.private else None
    return Answer.update(await deps.store.read(_draw_mine, deps.words, click.person, where, Pages.read(click.value)))


async def on_edited(form: Form, deps: Deps) -> Answer:
    """Change the words of one's own topic."""
    await deps.store.write(
        topics_actions.edit_topic,
        topic=TopicId(form.private),
        person=form.person,
        title=form.text("title"),
        context=form.text("context"),
    )
    return Answer.close()


async def on_my_topics(click: Click, deps: Deps) -> Answer:
    """Show a person's own topics in the board's channel."""
    return await on_mine(click.channel, click.person, deps)


async def on_home_my_topics(click: Click, deps: Deps) -> Answer:
    """Show a person's own topics of all channels."""
    return await on_mine(None, click.person, deps)


async def on_keep(click: Click, deps: Deps) -> Answer:
    """Keep a topic on the list that was carried over thrice; the question goes away."""
    topic = TopicId(read_value(click.value)[0])
    await deps.store.write(topics_actions.keep_topic, topic=topic, person=click.person)
    kept = await deps.store.read(topics_store.topic, topic)
    return Answer.say(deps.words.say("“{title}” stays on the list.", title=plain(kept.title))) if kept else Answer.nothing()


async def on_let_go(click: Click, deps: Deps) -> Answer:
    """Take a topic off the list that was carried over thrice."""
    await deps.store.write(topics_actions.let_go, topic=TopicId(read_value(click.value)[0]), person=click.person)
    return Answer.nothing()


def _mine(read: Read, person: PersonId, channel: ChannelId | None) -> list[Topic]:
    both = [*topics_store.topics_of(read, person, channel), *topics_store.topics_of_group(read, person, channel)]
    return [topic for topic in both if (topics_store.whole_of(read, topic) or topic).column in (Column.TO_DISCUSS, Column.HIDDEN)]


def _draw_mine(read: Read, words: Words, person: PersonId, channel: ChannelId | None, page: int = 0) -> Modal:
    topics = _mine(read, person, channel)
    wholes = {topic.id: whole.title for topic in topics if (whole := topics_store.whole_of(read, topic))}
    return forms.my_topics(words, topics, channel, page, wholes)


def _own(read: Read, person: PersonId, topic: TopicId) -> Topic:
    found = topics_store.topic(read, topic)
    if found is not None and found.column in FOR_GOOD:
        raise TopicGone(found.column)
    if found is None or found not in _mine(read, person, found.channel):
        raise NoSuchTopic(topic)
    return found


async def _people(channel: Channel, deps: Deps) -> int | None:
    """Count among whom an author hides: who is here while a meeting is on, else the channel's members."""
    here = await deps.store.read(_here, channel.id)
    return channel.people if here is None else here


def _here(read: Read, channel: ChannelId) -> int | None:
    running = meetings.open_meeting_of(read, channel)
    found = meetings.meeting(read, running, Part.HERE) if running else None
    return len(found.here) if found else None


CLICKS = {
    ids.PROPOSE: on_propose,
    ids.SUGGEST: on_suggest,
    ids.HOME_PROPOSE: on_home_propose,
    ids.MY_TOPICS: on_my_topics,
    ids.HOME_MY_TOPICS: on_home_my_topics,
    ids.TOPIC_MORE: on_topic_more,
    ids.MINE_BEFORE: on_my_page,
    ids.MINE_AFTER: on_my_page,
    ids.KEEP_TOPIC: on_keep,
    ids.LET_GO: on_let_go,
}
FORMS = {ids.TOPIC_FORM: on_topic_form, ids.EDIT_FORM: on_edited}
SHORTCUTS = {ids.SHORTCUT: on_shortcut}
