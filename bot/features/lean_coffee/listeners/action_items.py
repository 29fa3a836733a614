"""What people note that somebody is to do, on a board, on a summary, or typed -> action -> answer."""

from dataclasses import replace

from bot.action_items import actions as of_any
from bot.action_items import store as items
from bot.action_items.listeners import owner_chosen, read_day
from bot.action_items.rules.refusals import DueOver, NoSuchActionItem, Over, TextTooLong
from bot.action_items.rules.typed import Typed, owner_of, read_typed
from bot.action_items.rules.values import ActionItem, State
from bot.action_items.views.explain import explain as of_items
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.core.refusal import Refusal
from bot.core.texts import asks_something
from bot.feature import Deps
from bot.features.lean_coffee.actions import action_items as actions
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.listeners.reading import read_board
from bot.features.lean_coffee.rules.meeting import is_asked_about
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId
from bot.features.lean_coffee.store import meetings
from bot.features.lean_coffee.views import action_items as views
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.frame import current
from bot.meetings.listeners.reading import read_meeting
from bot.meetings.views.ids import read_option
from bot.schedule.explain import explain as of_schedule
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Message
from bot.slack.text import as_read, plain
from bot.store.unit import Read
from bot.teams import store as people
from bot.teams.mentions import names_in
from bot.words.words import Words


async def on_action_pressed(click: Click, deps: Deps) -> Answer:
    """Open the form for an action on the topic that was on the board."""
    topic, named, _ = read_option(click.value)
    meeting = await read_board(MeetingId(named), deps)
    found = next((one for one in meeting.topics if one.id == topic), None)
    return Answer.open(views.action_form(deps.words, meeting.channel, meeting, found))


async def ask_in_meeting(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form from the ⋮ menu: for the topic under discussion, else for the meeting as a whole."""
    meeting = await read_meeting(CEREMONY, named, deps)
    return Answer.open(views.action_form(deps.words, meeting.channel, meeting, current(meeting)))


async def on_action_written(form: Form, deps: Deps) -> Answer:
    """Keep an action; it never comes too late."""
    channel, meeting, topic = views.read_private(form.private)
    owner = await owner_chosen(deps, form.text("person"), channel)
    typed = Typed(form.text("text"), owner, read_day(form.text("due")))
    item, number = await _keep(deps, channel, meeting, topic, typed, form.person)
    if not is_asked_about(number):
        return Answer.close()
    return Answer.update(views.asked_in_form(deps.words, item, await deps.store.read(_owner, item, deps.words)))


async def on_kept(click: Click, deps: Deps) -> Answer:
    """Take the question away: what was noted stands, unless it was dropped meanwhile. Raise NoSuchActionItem or Over."""
    found = await deps.store.read(items.named, click.value)
    if found is None:
        raise NoSuchActionItem
    if found.state is State.DROPPED:
        raise Over(found.state)
    return _settled(click, deps.words, deps.words.say("It is kept."))


async def on_dropped(click: Click, deps: Deps) -> Answer:
    """Drop what was noted, as who noted it; whoever was asked hears so."""
    await deps.store.write(of_any.drop, item=click.value, person=click.person)
    return _settled(click, deps.words, deps.words.say("It is dropped."))


def _settled(click: Click, words: Words, told: str) -> Answer:
    return Answer.update(views.settled(words, told)) if click.in_form else Answer.replace(told)


async def on_action(command: Command, text: str, deps: Deps) -> Answer:
    """Note what was typed, `@ben writes the rule by friday`, of the topic under discussion; what is not clear is asked for in a form."""
    channel = (await deps.directory.reachable(command.channel or ChannelId(""))).id
    meeting, topic = await deps.store.read(_under_discussion, channel)
    named, rest = owner_of(text)
    said = as_read(rest, await names_in(rest, deps.directory, deps.words))
    typed = read_typed(said, deps.today)
    note = "" if typed.doubt is None else explained(typed.doubt, deps.words)
    if asks_something(typed.text):
        note = deps.words.say("Is “{text}” what is to be done? `/coffee actions` lists what is open.", text=plain(typed.text, 40))
    if named is None and typed.text.startswith("@"):
        name = typed.text.split()[0]
        note = deps.words.say("I could not tell who “{name}” is. Choose them below.", name=plain(name, 40))
    if typed.text and not note:
        owner = None if named is None else await deps.directory.member_of(named, channel)
        at, of = None if meeting is None else meeting.id, None if topic is None else topic.id
        try:
            item, number = await _keep(deps, channel, at, of, replace(typed, owner=owner), command.person)
            return Answer.say(await deps.store.read(_noted, item, number, command.person, deps.words))
        except (TextTooLong, DueOver) as refused:
            note = explained(refused, deps.words)
    first = replace(typed, owner=named)
    return Answer.open(views.action_form(deps.words, channel, meeting, topic, first=first, note=note))


def explained(refusal: Refusal, words: Words) -> str:
    """Say why what was typed is asked for again."""
    return of_items(refusal, words) or of_schedule(refusal, words) or words.say("I could not read the day. Choose it below.")


async def _keep(
    deps: Deps, channel: ChannelId, meeting: MeetingId | None, topic: TopicId | None, typed: Typed, person: PersonId
) -> tuple[ActionItem, int]:
    """Note it for a meeting, or for a channel in which none runs; return the how many-th of the meeting it is, 0 for none."""
    if meeting is not None:
        return await deps.store.write(actions.promise, meeting=meeting, topic=topic, typed=typed, person=person)
    text, owner, due = typed.text, typed.owner, typed.due
    item = await deps.store.write(of_any.note_by_hand, text=text, owner=owner, due=due, channel=channel, noted_by=person)
    return item, 0


def _under_discussion(read: Read, channel: ChannelId) -> tuple[Meeting | None, Topic | None]:
    """Return the Lean Coffee that runs in a channel, and the topic that it talks about."""
    running = meetings.open_meeting_of(read, channel)
    found = None if running is None else meetings.meeting(read, running)
    return found, None if found is None else current(found)


def _owner(read: Read, item: ActionItem, words: Words) -> str:
    return plain(people.names(read, [item.owner], words)[item.owner])


def _noted(read: Read, item: ActionItem, number: int, person: PersonId, words: Words) -> Message:
    owner = _owner(read, item, words)
    told = views.noted(words, item, owner, person)
    return views.asked_in_answer(words, item, owner, told) if is_asked_about(number) else Message(told)


CLICKS = {ids.ACTION: on_action_pressed, ids.KEEP_ACTION: on_kept, ids.DROP_ACTION: on_dropped}
FORMS = {ids.ACTION_FORM: on_action_written}
