"""What people press on any board -> action -> answer; silent where the board itself shows it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.core.refusal import Refusal
from bot.delivery.live import remove_stale_copy, superseded_by
from bot.feature import Deps
from bot.meetings import actions
from bot.meetings.ceremony import Ceremony
from bot.meetings.listeners import hosting
from bot.meetings.listeners.reading import read_as_host, read_meeting
from bot.meetings.listeners.roster import on_roster, on_roster_corrected, on_totals, open_roster, open_totals
from bot.meetings.listeners.signing import on_sheet, send_sheet
from bot.meetings.listeners.starting import on_in_thread, on_queue
from bot.meetings.rules.refusals import MeetingOver, NoMeeting
from bot.meetings.store.boards import link_to_board
from bot.meetings.views import board
from bot.meetings.views import forms as drawn
from bot.meetings.views.ids import read_option, read_value
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.slack.surfaces import Message, Modal
from bot.store.unit import Read
from bot.words.words import Words

Listener = Callable[[Click, Deps], Awaitable[Answer]]
Verb = Callable[[MeetingId, Click, Deps], Awaitable[Answer]]
"""What a choice of the ⋮ menu does that is no rule of steering."""
Everything = Callable[[Read, MeetingId, PersonId, Words, str], Modal]
"""Read and draw the form of all that one person may do now; the text says what became of the press before."""
NO_VERBS: Mapping[str, Verb] = {}


def clicks(
    ceremony: Ceremony[Any],
    own: Mapping[str, Listener],
    *,
    buttons: Collection[str] = (),
    verbs: Mapping[str, Verb] = NO_VERBS,
    answers: Collection[str] = (),
    everything: Everything | None = None,
) -> Mapping[str, Listener]:
    """Return the table of the board's clicks, for its ceremony's Feature.

    `own`: what the ceremony listens to itself. `buttons`: those of its steering verbs that have one. `verbs`: what else its ⋮ menu
    offers. `answers`: ids that forty people press in the same seconds: one that counts is not asked which copy it came from.
    """
    of_any: dict[str, Listener] = {
        "check_in": partial(on_check_in, ceremony),
        "undo": partial(on_undo, ceremony),
        "roster": partial(on_roster, ceremony),
        "sheet": partial(on_sheet, ceremony),
        "totals": partial(on_totals, ceremony),
        "more": partial(on_more, ceremony, verbs, everything),
        **hosting.clicks(ceremony),
        **{verb: partial(on_steer, ceremony, verb) for verb in buttons},
    }
    table = {ceremony.naming.id(verb): listener for verb, listener in of_any.items()} | dict(own)
    seen = {action: _in_its_form(everything, _on_any_copy(ceremony, answers, listener)) for action, listener in table.items()}
    queue = {"queue": partial(on_queue, ceremony), "in_thread": partial(on_in_thread, ceremony)}
    return seen | {ceremony.naming.id(verb): listener for verb, listener in queue.items()}


def forms(ceremony: Ceremony[Any]) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the host's forms, for its ceremony's Feature."""
    return {
        ceremony.naming.id("cancel"): partial(on_cancelled, ceremony),
        ceremony.naming.id("roster"): partial(on_roster_corrected, ceremony),
        **hosting.forms(ceremony),
    }


async def on_check_in(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Note that a person is here; one who is already hears so."""
    return await _check_in(ceremony, MeetingId(read_value(click.value)[0]), click, deps)


async def _check_in(ceremony: Ceremony[Any], meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    came = await deps.store.write(actions.check_in, ceremony=ceremony, meeting=meeting, person=click.person)
    return Answer.nothing() if came else Answer.say(deps.words.say("You are here already."))


async def on_steer(ceremony: Ceremony[Any], verb: str, click: Click, deps: Deps) -> Answer:
    """Steer by a button: its phase decides whether it still counts."""
    meeting, phase = read_value(click.value)
    return await _steer(ceremony, verb, MeetingId(meeting), phase, click, deps)


async def _steer(ceremony: Ceremony[Any], verb: str, meeting: MeetingId, phase: int, click: Click, deps: Deps) -> Answer:
    await deps.store.write(actions.steer, ceremony=ceremony, verb=verb, meeting=meeting, phase=phase, person=click.person)
    return Answer.nothing()


async def on_undo(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Take the last change of phase back."""
    meeting, phase = read_value(click.value)
    await deps.store.write(actions.undo, ceremony=ceremony, meeting=MeetingId(meeting), phase=phase, person=click.person)
    return Answer.nothing()


async def on_more(
    ceremony: Ceremony[Any], verbs: Mapping[str, Verb], everything: Everything | None, click: Click, deps: Deps
) -> Answer:
    """Do what was chosen in the board's ⋮ menu."""
    verb, named, phase = read_option(click.value)
    meeting = MeetingId(named)
    if verb in ceremony.steering:
        return await _steer(ceremony, verb, meeting, phase, click, deps)
    if verb in verbs:
        return await verbs[verb](meeting, click, deps)
    match verb:
        case "check_in":
            return await _check_in(ceremony, meeting, click, deps)
        case "leave":
            return await _leave(ceremony, meeting, click, deps)
        case "take_over":
            return await hosting.take_over(ceremony, meeting, click, deps)
        case "hand_over_meeting" | "cohosts":
            return hosting.ask(verb, ceremony, await read_meeting(ceremony, meeting, deps), click.person, deps)
        case "cancel":
            return await _ask_to_cancel(ceremony, meeting, click, deps)
        case "roster":
            return await open_roster(ceremony, meeting, click, deps)
        case "sheet":
            return await send_sheet(ceremony, meeting, click, deps)
        case "totals":
            return await open_totals(ceremony, meeting, click, deps)
        case "more" if everything is not None:
            return Answer.open(await deps.store.read(everything, meeting, click.person, deps.words, ""))
        case _:
            raise NoMeeting


async def _leave(ceremony: Ceremony[Any], meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    if not await deps.store.write(actions.leave, ceremony=ceremony, meeting=meeting, person=click.person):
        return Answer.say(deps.words.say("You are not on the list of who is here, so there is nothing to change."))
    return Answer.say(deps.words.say("Noted: you have left. “I'm here” brings you back."))


async def _ask_to_cancel(ceremony: Ceremony[Any], named: MeetingId, click: Click, deps: Deps) -> Answer:
    """Ask the host once more: a meeting that was cancelled does not come back."""
    meeting = await read_as_host(ceremony, named, click.person, deps)
    return Answer.open(drawn.cancel_form(ceremony.naming, deps.words, meeting))


async def on_cancelled(ceremony: Ceremony[Any], form: Form, deps: Deps) -> Answer:
    """Cancel the meeting, as host."""
    named, phase = read_value(form.private)
    meeting = MeetingId(named)
    await deps.store.write(actions.cancel_meeting, ceremony=ceremony, meeting=meeting, phase=phase, person=form.person)
    return Answer.close()


def _in_its_form(everything: Everything | None, listener: Listener) -> Listener:
    """Answer a press in the form of all in that form: it says what became of it, and offers what there is to do now."""

    async def on_click(click: Click, deps: Deps) -> Answer:
        answer = await listener(click, deps)
        if everything is None or not click.in_form or answer.opened is not None or answer.updated is not None:
            return answer
        told = answer.said.text if answer.said is not None else deps.words.say("Done.")
        return Answer.update(await deps.store.read(everything, MeetingId(click.private), click.person, deps.words, told))

    return on_click


def _on_any_copy(ceremony: Ceremony[Any], answers: Collection[str], listener: Listener) -> Listener:
    """Let a click on an old copy of a board remove the copy and say where the live one is; what the click gave stays given."""

    async def on_click(click: Click, deps: Deps) -> Answer:
        try:
            answer = await listener(click, deps)
        except Refusal as refused:
            live = await _without_old_copy(ceremony, click, deps)
            if isinstance(refused, MeetingOver) and (session := await _session(ceremony, click, deps)):
                return Answer.say(board.too_late(ceremony.naming, deps.words, refused, session))
            if live is None:
                raise
            return Answer.say(board.old_copy(ceremony.naming, deps.words, live, counted=False))
        live = None if click.action in answers else await _without_old_copy(ceremony, click, deps)
        if live is None or answer.said is not None:
            return answer
        return replace(answer, said=Message(board.old_copy(ceremony.naming, deps.words, live, counted=True)))

    return on_click


def _meeting_of(click: Click) -> MeetingId:
    """Return the meeting that a button or a choice of a board names."""
    return MeetingId(read_value(click.value)[0].rpartition(":")[2])


async def _session(ceremony: Ceremony[Any], click: Click, deps: Deps) -> str | None:
    """Return what a meeting is called where minutes are kept; None where nobody met, or it earns none."""
    found = await deps.store.read(ceremony.find, _meeting_of(click))
    return found.id if found is not None and ceremony.has_record(found) and ceremony.earns(found) else None


async def _without_old_copy(ceremony: Ceremony[Any], click: Click, deps: Deps) -> str | None:
    """Remove the clicked board where it is an old copy, and link to the live one; None where it is the live one."""
    if click.message is None or click.channel is None:
        return None
    meeting, screen = _meeting_of(click), ceremony.kinds.board
    copy = {"channel": str(click.channel), "ts": click.message}
    # Asked before anything is written: most clicks are on the live board, and leave nothing to store.
    if await deps.store.read(superseded_by, screen, meeting, **copy) is None:
        return None
    if await deps.store.write(remove_stale_copy, screen, meeting, **copy) is None:
        return None
    return await deps.store.read(link_to_board, meeting)
