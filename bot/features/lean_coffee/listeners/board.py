"""What people press on a board -> action -> answer; an answer is silent where the board itself shows it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.feature import Deps
from bot.features.lean_coffee import actions, rules, store
from bot.features.lean_coffee.listeners import host
from bot.features.lean_coffee.listeners.everything import in_its_form, open_everything
from bot.features.lean_coffee.listeners.live import Listener, on_any_copy, read_meeting
from bot.features.lean_coffee.rules import Choice, Meeting, MeetingId, TopicId
from bot.features.lean_coffee.views import forms, ids
from bot.features.lean_coffee.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.slack.surfaces import Modal


async def on_check_in(click: Click, deps: Deps) -> Answer:
    """Note that a person is here; one who is already hears so."""
    return await _check_in(MeetingId(read_value(click.value)[0]), click, deps)


async def _check_in(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    came = await deps.store.write(actions.check_in, meeting=meeting, person=click.person)
    return Answer.nothing() if came else Answer.say(deps.words.say("You are here already."))


async def on_vote(click: Click, deps: Deps) -> Answer:
    """Open the private ballot, prefilled with what this person gave before; of a topic that is gone since then it tells."""
    named, phase = read_value(click.value)
    meeting = await read_meeting(deps, MeetingId(named))
    rules.may_vote(meeting, voter=click.person, phase=phase)
    there = {topic.id for topic in rules.to_vote_on(meeting)}
    if not there:
        raise rules.NoTopics
    given = dict(enumerate(rules.ballot_of(meeting, click.person), start=1))
    return Answer.open(_ballot_again(deps, meeting, given, frozenset(given.values()) - there))


async def on_ballot(form: Form, deps: Deps) -> Answer:
    """Replace a person's ballot; of a topic that was withdrawn meanwhile the form tells, and the rest is kept.

    Where voting has closed meanwhile the form says so, with nothing more to send.
    """
    named, phase = read_value(form.private)
    given, of = forms.read_dots(form), MeetingId(named)
    dots = tuple(given.values())
    try:
        gone = await deps.store.write(actions.cast_ballot, meeting=of, phase=phase, voter=form.person, dots=dots)
    except (rules.VotingClosed, rules.MeetingOver, rules.Stale) as refused:
        return Answer.update(forms.voting_closed(deps.words, refused))
    if not gone:
        return Answer.close()
    meeting = await read_meeting(deps, MeetingId(named))
    return Answer.update(_ballot_again(deps, meeting, given, frozenset(gone)))


def _ballot_again(deps: Deps, meeting: Meeting, given: Mapping[int, TopicId], gone: frozenset[TopicId]) -> Modal:
    titles = {topic.id: topic.title for topic in meeting.topics if topic.id in gone}
    missing = {number: titles.get(topic, "") for number, topic in given.items() if topic in gone}
    kept = {number: topic for number, topic in given.items() if topic not in gone}
    return forms.ballot_form(deps.words, meeting, kept, gone=missing)


def _steer(action: Callable[..., Any]) -> Listener:
    """Return the listener of a button that steers: its phase decides whether it still counts."""

    async def on_steer(click: Click, deps: Deps) -> Answer:
        meeting, phase = read_value(click.value)
        await deps.store.write(action, meeting=MeetingId(meeting), phase=phase, person=click.person)
        return Answer.nothing()

    return on_steer


def _thumb(choice: Choice) -> Listener:
    async def on_thumb(click: Click, deps: Deps) -> Answer:
        """Keep a thumb; the last one by Slack's own time counts."""
        meeting, phase = read_value(click.value)
        ts = f"{click.at.timestamp():.6f}"
        await deps.store.write(
            actions.give_thumb, meeting=MeetingId(meeting), phase=phase, person=click.person, choice=choice, ts=ts
        )
        return Answer.nothing()

    return on_thumb


async def on_talk_about(click: Click, deps: Deps) -> Answer:
    """Open the topic without dots that was chosen in the last call."""
    topic, meeting, phase = read_option(click.value)
    chosen, of = TopicId(topic), MeetingId(meeting)
    await deps.store.write(actions.talk_about, meeting=of, topic=chosen, phase=phase, person=click.person)
    return Answer.nothing()


async def on_takeaway(click: Click, deps: Deps) -> Answer:
    """Open the form for a takeaway on the topic that was on the board."""
    topic = await deps.store.read(store.topic, TopicId(read_value(click.value)[0]))
    if topic is None or topic.meeting is None:
        raise rules.NoMeeting
    return Answer.open(forms.takeaway_form(deps.words, await read_meeting(deps, topic.meeting), topic))


async def on_meeting_takeaway(click: Click, deps: Deps) -> Answer:
    """Open the form for a takeaway of the meeting as a whole."""
    meeting = await read_meeting(deps, MeetingId(read_value(click.value)[0]))
    return Answer.open(forms.takeaway_form(deps.words, meeting, None))


async def on_takeaway_written(form: Form, deps: Deps) -> Answer:
    """Keep a takeaway; it never comes too late."""
    meeting, _, topic = form.private.partition(" ")
    await deps.store.write(
        actions.add_takeaway,
        meeting=MeetingId(meeting),
        topic=TopicId(topic) if topic else None,
        text=form.text("takeaway"),
        person=form.person,
    )
    return Answer.close()


async def on_more(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the board's ⋮ menu."""
    verb, named, phase = read_option(click.value)
    meeting = MeetingId(named)
    if verb in _STEERED:
        await deps.store.write(_STEERED[verb], meeting=meeting, phase=phase, person=click.person)
        return Answer.nothing()
    if verb in ("room_more", "room_next"):
        more = verb == "room_more"
        await deps.store.write(actions.room_says, meeting=meeting, phase=phase, person=click.person, more=more)
        return Answer.nothing()
    return await _came_or_went(verb, meeting, click, deps)


async def _came_or_went(verb: str, meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    match verb:
        case "check_in":
            return await _check_in(meeting, click, deps)
        case "leave":
            if not await deps.store.write(actions.leave, meeting=meeting, person=click.person):
                return Answer.say(deps.words.say("You are not on the list of who is here, so there is nothing to change."))
            return Answer.say(deps.words.say("Noted: you have left. “I'm here” brings you back."))
        case "take_over":
            await deps.directory.host(click.person)
            await deps.store.write(actions.take_over_host, meeting=meeting, person=click.person)
        case "cancel":
            return await host.ask_to_cancel(meeting, click, deps)
        case "remove":
            return await host.open_removal(meeting, click, deps)
        case "roster":
            return await host.open_roster(meeting, click, deps)
        case "more":
            return await open_everything(meeting, click, deps)
        case _:
            raise rules.NoMeeting
    return Answer.nothing()


_STEERED: dict[str, Callable[..., Any]] = {
    "close_vote": actions.close_vote,
    "add_minute": actions.add_minute,
    "end_box": actions.end_box,
    "pause": actions.pause,
}
_CLICKS: dict[str, Listener] = {
    ids.CHECK_IN: on_check_in,
    ids.VOTE: on_vote,
    ids.OPEN_VOTE: _steer(actions.open_vote),
    ids.TAKE_BACK: _steer(actions.take_back),
    ids.TALK_ABOUT: on_talk_about,
    ids.VOTE_AGAIN: _steer(actions.vote_again),
    ids.PAUSE: _steer(actions.pause),
    ids.RESUME: _steer(actions.resume),
    ids.NEXT: _steer(actions.next_topic),
    ids.CARRY_ON: _steer(actions.carry_on),
    ids.FINISH: _steer(actions.finish_meeting),
    ids.THUMB_MORE: _thumb(Choice.MORE),
    ids.THUMB_NEUTRAL: _thumb(Choice.NEUTRAL),
    ids.THUMB_NEXT: _thumb(Choice.NEXT),
    ids.TAKEAWAY: on_takeaway,
    ids.MEETING_TAKEAWAY: on_meeting_takeaway,
    ids.MORE: on_more,
    ids.ROSTER: host.on_roster,
}
CLICKS = {action: in_its_form(on_any_copy(listener)) for action, listener in _CLICKS.items()}
FORMS = {
    ids.BALLOT_FORM: on_ballot,
    ids.TAKEAWAY_FORM: on_takeaway_written,
    **host.FORMS,
}
