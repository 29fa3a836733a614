"""What people press and type about who hosts a meeting -> action -> answer."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.feature import Deps
from bot.meetings import hosting as actions
from bot.meetings.ceremony import Ceremony
from bot.meetings.listeners.reading import read_meeting
from bot.meetings.rules.guards import giver_only, open_still
from bot.meetings.rules.refusals import NobodyNamed, NoMeeting, NoPeople
from bot.meetings.rules.values import Meeting
from bot.meetings.store import meetings as store
from bot.meetings.views import hosting as views
from bot.meetings.views.ids import read_value
from bot.series.listeners.rights import members_of
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.text import as_typed, beside_people, people_named
from bot.store.unit import Read

_DRAWS = {views.HAND_OVER: views.hand_over_form, views.COHOSTS: views.cohosts_form}


async def on_command(ceremony: Ceremony[Any], command: Command, text: str, deps: Deps) -> Answer:
    """Hand the running meeting over to the one person who is named; without anybody, ask in a form."""
    meeting = await _running(ceremony, command, deps)
    if not text:
        return ask(views.HAND_OVER, ceremony, meeting, command.person, deps)
    named = people_named(text)
    if len(named) != 1:
        raise NobodyNamed
    to = PersonId(named[0])
    await _hand_over(ceremony, meeting, command.person, to, None, deps)
    return Answer.say(views.handed_over(deps.words, meeting.title, to))


async def on_cohost_command(ceremony: Ceremony[Any], command: Command, text: str, deps: Deps) -> Answer:
    """Have the people who are named host the running meeting beside its host; without anybody, ask in a form."""
    meeting = await _running(ceremony, command, deps)
    if not text:
        return ask(views.COHOSTS, ceremony, meeting, command.person, deps)
    giver_only(meeting, command.person)  # before Slack is asked about anybody
    if left := beside_people(text):
        raise NoPeople("cohost", as_typed(left))
    named = frozenset(PersonId(one) for one in people_named(text))
    await members_of(sorted(named - meeting.hosts), meeting.channel, deps)
    beside = await deps.store.write(
        actions.add_cohosts, ceremony=ceremony, meeting=meeting.id, person=command.person, cohosts=named
    )
    return Answer.say(views.hosts_beside(deps.words, meeting.title, sorted(beside)))


async def _running(ceremony: Ceremony[Any], command: Command, deps: Deps) -> Meeting:
    """Return the meeting of a command's channel that is meant. Raise NoMeeting."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    meeting = await deps.store.read(_to_hand_over, ceremony, channel.id, command.person)
    if meeting is None:
        raise NoMeeting(channel.id)
    return meeting


def ask(verb: str, ceremony: Ceremony[Any], meeting: Meeting, person: PersonId, deps: Deps) -> Answer:
    """Open one of the forms about hosting, for the host alone. Raise MeetingOver or NotHost."""
    open_still(meeting)
    giver_only(meeting, person)
    return Answer.open(_DRAWS[verb](ceremony.naming, deps.words, meeting))


async def take_over(ceremony: Ceremony[Any], meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Host in place of a host who is away; one who is here is asked on the board."""
    await deps.directory.host(click.person)
    if await deps.store.write(actions.take_over_host, ceremony=ceremony, meeting=meeting, person=click.person):
        return Answer.nothing()
    found = await deps.store.read(ceremony.find, meeting)
    assert found is not None  # it has just been asked about
    return Answer.say(views.asked(deps.words, found))


async def on_keep(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Note that the host still hosts."""
    meeting = MeetingId(read_value(click.value)[0])
    await deps.store.write(actions.keep_hosting, ceremony=ceremony, meeting=meeting, person=click.person)
    return Answer.nothing()


async def on_handed_over(ceremony: Ceremony[Any], form: Form, deps: Deps) -> Answer:
    """Hand the meeting over to who was chosen; the board shows it."""
    meeting = await read_meeting(ceremony, MeetingId(form.private), deps)
    await _hand_over(ceremony, meeting, form.person, PersonId(form.text("person")), "person", deps)
    return Answer.close()


async def on_cohosts(ceremony: Ceremony[Any], form: Form, deps: Deps) -> Answer:
    """Have who was chosen host beside the host; the board shows it."""
    meeting = await read_meeting(ceremony, MeetingId(form.private), deps)
    chosen = frozenset(PersonId(one) for one in form.chosen("cohost"))
    await members_of(sorted(chosen - meeting.cohosts), meeting.channel, deps, "cohost")
    named = {"meeting": meeting.id, "person": form.person, "cohosts": chosen}
    await deps.store.write(actions.name_cohosts, ceremony=ceremony, **named)
    return Answer.close()


async def _hand_over(
    ceremony: Ceremony[Any], meeting: Meeting, person: PersonId, to: PersonId, field: str | None, deps: Deps
) -> None:
    giver_only(meeting, person)  # before Slack is asked about anybody
    await members_of([to], meeting.channel, deps, field)
    await deps.store.write(actions.hand_over, ceremony=ceremony, meeting=meeting.id, person=person, to=to)


def _to_hand_over(read: Read, ceremony: Ceremony[Any], channel: ChannelId, person: PersonId) -> Meeting | None:
    """Return the open meeting of a channel that a person hosts, its own first; where they host none, its own."""
    own = store.open_meeting_of(read, channel, ceremony.name)
    beside = [one for one in store.open_meetings_in(read, channel, ceremony.name) if one != own]
    found = [meeting for one in ([own] if own else []) + beside if (meeting := ceremony.find(read, one)) is not None]
    return next((meeting for meeting in found if meeting.host == person), found[0] if found else None)


def clicks(ceremony: Ceremony[Any]) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
    """Return the table of the board's own button about hosting."""
    return {"keep_hosting": partial(on_keep, ceremony)}


def forms(ceremony: Ceremony[Any]) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the forms about hosting."""
    listeners = {views.HAND_OVER: on_handed_over, views.COHOSTS: on_cohosts}
    return {ceremony.naming.id(verb): partial(listener, ceremony) for verb, listener in listeners.items()}
