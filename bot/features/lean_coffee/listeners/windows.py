"""Requests about asynchronous Lean Coffees -> action -> answer."""

from bot.core.ids import ChannelId, MeetingId
from bot.feature import Deps
from bot.features.lean_coffee.actions import windows
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.actions.windows import CEREMONY
from bot.features.lean_coffee.listeners import removing
from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.values import TopicId
from bot.features.lean_coffee.rules.windows.refusals import NotIn
from bot.features.lean_coffee.store import windows as store
from bot.features.lean_coffee.views.windows import forms as window_forms
from bot.features.lean_coffee.views.windows import pieces, typed
from bot.meetings import actions
from bot.meetings.listeners import board, typed_starts
from bot.meetings.listeners.board import Listener
from bot.meetings.listeners.reading import read_as_host, read_meeting
from bot.meetings.listeners.typed_plans import TypedMeetings
from bot.meetings.rules.refusals import NotHere
from bot.meetings.store.boards import link_to_board
from bot.meetings.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form

TYPED = TypedMeetings(CEREMONY, RECURRING, typed.WINDOW_OPTIONS)


async def on_async(command: Command, text: str, deps: Deps) -> Answer:
    """Start an asynchronous Lean Coffee as it was typed; what was not understood is shown to its author first."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    running = await deps.store.read(store.open_in, channel.id)
    if running is not None:
        found = await read_meeting(CEREMONY, running, deps)
        return Answer.say(window_forms.running(deps.words, found, await deps.store.read(link_to_board, running)))
    start = typed.read_async(text)
    TYPED.options.settle(start.wishes)
    note = "" if start.title == typed.quoted_name(text) else window_forms.taken_as_name(deps.words, start.title)
    if note or not start.is_clear:
        return await typed_starts.shown(TYPED, channel, start, deps, note)
    return await typed_starts.opened(TYPED, channel, start, deps) or Answer.nothing()


async def on_check_in(click: Click, deps: Deps) -> Answer:
    """Note that a person is in it; one who is already hears so."""
    meeting = MeetingId(read_value(click.value)[0])
    came = await deps.store.write(actions.check_in, ceremony=CEREMONY, meeting=meeting, person=click.person)
    return Answer.nothing() if came else Answer.say(deps.words.say("You are in it already."))


async def on_leave(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Note that a person is out of it: nothing reminds them any more."""
    if not await deps.store.write(actions.leave, ceremony=CEREMONY, meeting=meeting, person=click.person):
        return Answer.say(deps.words.say("You are not in it, so there is nothing to change."))
    return Answer.say(deps.words.say("Noted: you are out of it, and are not reminded. “I'm in” brings you back."))


async def on_undo(click: Click, deps: Deps) -> Answer:
    """Take the last early end of a window back."""
    meeting, phase = read_value(click.value)
    try:
        await deps.store.write(actions.undo, ceremony=CEREMONY, meeting=MeetingId(meeting), phase=phase, person=click.person)
    except NotHere:
        raise NotIn from None
    return Answer.nothing()


def _thumb(choice: Choice) -> Listener:
    async def on_thumb(click: Click, deps: Deps) -> Answer:
        """Keep a thumb about a topic; the last one by Slack's own time counts."""
        topic, meeting, phase = read_option(click.value)
        await deps.store.write(
            windows.give_thumb,
            meeting=MeetingId(meeting),
            phase=phase,
            topic=TopicId(topic),
            person=click.person,
            choice=choice,
            ts=f"{click.at.timestamp():.6f}",
        )
        return Answer.nothing()

    return on_thumb


async def on_take_waiting(click: Click, deps: Deps) -> Answer:
    """Bring in the topics that wait in the channel."""
    meeting, phase = read_value(click.value)
    await deps.store.write(windows.take_waiting, meeting=MeetingId(meeting), phase=phase, person=click.person)
    return Answer.nothing()


async def ask_to_end(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Ask the host once more: who has not come yet loses a say."""
    meeting = await read_as_host(CEREMONY, named, click.person, deps)
    return Answer.open(window_forms.end_form(deps.words, meeting))


async def on_ended(form: Form, deps: Deps) -> Answer:
    """End the running window, as host."""
    named, phase = read_value(form.private)
    meeting = MeetingId(named)
    await deps.store.write(actions.steer, ceremony=CEREMONY, verb="end_window", meeting=meeting, phase=phase, person=form.person)
    return Answer.close()


async def on_take_over(named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Host in place of a host who is out of it, or whose account is deactivated."""
    await deps.directory.host(click.person)
    meeting = await read_meeting(CEREMONY, named, deps)
    found = await deps.directory.now(meeting.host)
    is_gone = found is not None and found.is_gone
    await deps.store.write(windows.take_over, meeting=named, host=meeting.host, is_gone=is_gone, person=click.person)
    return Answer.nothing()


_THUMBS = {
    pieces.MORE_TIME: _thumb(Choice.MORE),
    pieces.NEUTRAL: _thumb(Choice.NEUTRAL),
    pieces.ENOUGH: _thumb(Choice.NEXT),
}
_OWN = {
    pieces.TAKE_WAITING: on_take_waiting,
    pieces.NAMING.id("check_in"): on_check_in,
    pieces.NAMING.id("undo"): on_undo,
    **_THUMBS,
}
_OF_ANY = {
    **board.clicks(
        CEREMONY,
        _OWN,
        verbs={**removing.VERBS, "end": ask_to_end, "take_over": on_take_over, "leave": on_leave},
        answers=frozenset(_THUMBS),
    ),
    **typed_starts.clicks(TYPED),
}
_DRAWN = ("more", "start_now", "edit_start", "drop_start")
"""What of every board and every start stands on this one's: it has no queue, no minutes and no roster."""
CLICKS = {action: _OF_ANY[action] for action in [*_OWN, *map(pieces.NAMING.id, _DRAWN)]}
_FORMS = {**board.forms(CEREMONY), **typed_starts.forms(TYPED)}
FORMS = {
    pieces.END_FORM: on_ended,
    **{form: _FORMS[form] for form in map(pieces.NAMING.id, ("cancel", "hand_over_meeting", "start_form"))},
}
