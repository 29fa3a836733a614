"""A refinement session: started, steered, its items worked on -> action -> answer."""

from dataclasses import replace

from bot.core.ids import ChannelId, MeetingId
from bot.feature import Deps
from bot.features.refinement.actions import session as actions
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.actions.session import CEREMONY
from bot.features.refinement.actions.session_reading import draw_changes, draw_everything
from bot.features.refinement.listeners import session_items
from bot.features.refinement.listeners.item_rights import as_member
from bot.features.refinement.rules.session_values import Left
from bot.features.refinement.views import session_pieces as ids
from bot.features.refinement.views.session_forms import finish_form
from bot.features.refinement.views.session_start import OPTIONS, with_box, without_its_name
from bot.meetings.listeners import board, hosting, typed_starts
from bot.meetings.listeners.board import Listener
from bot.meetings.listeners.reading import read_meeting
from bot.meetings.listeners.starting import move_board
from bot.meetings.listeners.typed_plans import TypedMeetings
from bot.meetings.rules.guards import open_still
from bot.meetings.rules.refusals import NotHere
from bot.meetings.views.hosts import meeting_as_typed
from bot.meetings.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.teams.mentions import names_in
from bot.teams.team_store import settings

TYPED = TypedMeetings(CEREMONY, RECURRING, OPTIONS)


async def on_start(command: Command, text: str, deps: Deps) -> Answer:
    """Open a refinement of this channel's queue as it was typed, with the team's time for one item where none is named."""
    channel = await deps.directory.reachable(command.channel or ChannelId(""))
    box = (await deps.store.read(settings, channel.id)).timebox
    typed = without_its_name(meeting_as_typed(text, await names_in(text, deps.directory, deps.words)))
    return await typed_starts.on_start(replace(TYPED, options=with_box(OPTIONS, box)), command, typed, deps)


async def on_board(command: Command, _: str, deps: Deps) -> Answer:
    """Have the running board drawn anew at the bottom of the channel."""
    return await move_board(CEREMONY, command, deps)


async def on_cohost(command: Command, text: str, deps: Deps) -> Answer:
    """Name who hosts the running refinement beside its host."""
    return await hosting.on_cohost_command(CEREMONY, command, text, deps)


async def on_handover(command: Command, text: str, deps: Deps) -> Answer:
    """Hand the running refinement over."""
    return await hosting.on_command(CEREMONY, command, text, deps)


def _go_on(left: Left) -> Listener:
    async def on_go_on(click: Click, deps: Deps) -> Answer:
        """Put the item off the table and the next one on it: the phase decides whether the press still counts."""
        named, phase = read_value(click.value)
        return await _left(MeetingId(named), phase, left, click, deps)

    return on_go_on


async def _left(meeting: MeetingId, phase: int, left: Left, click: Click, deps: Deps) -> Answer:
    if left is not Left.NEXT:
        await as_member(deps)
    day = deps.today
    await deps.store.write(actions.go_on, meeting=meeting, phase=phase, person=click.person, left=left, day=day)
    return Answer.nothing()


async def on_park(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Park the item, by the menu or the form of all."""
    return await _left(meeting, read_option(click.value)[2], Left.PARKED, click, deps)


async def on_learning(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Say, as host, whether who is there may keep the minutes as learning."""
    is_learning = await deps.store.write(actions.mark_learning, meeting=meeting, person=click.person)
    if is_learning:
        return Answer.say(deps.words.say("Who is there can keep the minutes as learning, once it has ended."))
    return Answer.say(deps.words.say("Nobody is asked about minutes of this refinement."))


async def on_finish(click: Click, deps: Deps) -> Answer:
    """Ask once more whether the session is to end, after a button."""
    return await on_finish_chosen(MeetingId(read_value(click.value)[0]), click, deps)


async def on_finish_chosen(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Ask once more whether the session is to end, after a choice in its menu. Raise NoMeeting, MeetingOver or NotHere."""
    found = await read_meeting(CEREMONY, meeting, deps)
    open_still(found)
    if click.person not in found.here:
        raise NotHere
    return Answer.open(finish_form(deps.words, found))


async def on_finished(form: Form, deps: Deps) -> Answer:
    """End the session, with its summary."""
    named, phase = read_value(form.private)
    await deps.store.write(actions.finish, meeting=MeetingId(named), phase=phase, person=form.person)
    return Answer.close()


async def on_changes(click: Click, deps: Deps) -> Answer:
    """Show the changes of a session as text to paste."""
    found = await read_meeting(CEREMONY, MeetingId(read_value(click.value)[0]), deps)
    return Answer.open(await deps.store.read(draw_changes, found, deps.words))


SUBCOMMANDS = {"start": on_start, "board": on_board, "handover": on_handover, "cohost": on_cohost}
CLICKS = {
    **board.clicks(
        CEREMONY,
        {
            ids.NAMING.id("ready"): _go_on(Left.READY),
            ids.NAMING.id("next"): _go_on(Left.NEXT),
            ids.CHANGES: on_changes,
            ids.FINISH: on_finish,
            **session_items.CLICKS,
        },
        buttons=("carry_on",),
        verbs={
            "park": on_park,
            "finish": on_finish_chosen,
            "learning": on_learning,
            "needs_info": session_items.on_needs_info,
            "decision": session_items.on_decision,
        },
        everything=draw_everything,
    ),
    **typed_starts.clicks(TYPED),
}
FORMS = {**session_items.FORMS, ids.FINISH_FORM: on_finished, **board.forms(CEREMONY), **typed_starts.forms(TYPED)}
