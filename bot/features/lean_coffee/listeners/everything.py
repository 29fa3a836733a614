"""The form of all that a person may do now: opened from the board's ⋮ menu, and drawn anew after each press in it."""

from datetime import datetime

from bot.core.ids import PersonId
from bot.feature import Deps
from bot.features.lean_coffee import rules, store
from bot.features.lean_coffee.listeners.live import Listener
from bot.features.lean_coffee.rules import Act, Meeting, MeetingId
from bot.features.lean_coffee.views import Reader
from bot.features.lean_coffee.views.everything import everything
from bot.slack.answers import Answer
from bot.slack.requests import Click
from bot.slack.surfaces import Modal
from bot.store.unit import Read


async def open_everything(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Open the form of all that this person may do now."""
    return Answer.open(await _drawn(meeting, click.person, deps))


def in_its_form(listener: Listener) -> Listener:
    """Answer a press in that form in the form itself: it says what became of it, and offers what there is to do now."""

    async def on_click(click: Click, deps: Deps) -> Answer:
        answer = await listener(click, deps)
        if not click.in_form or answer.opened is not None or answer.updated is not None:
            return answer
        told = answer.said.text if answer.said is not None else deps.words.say("Done.")
        return Answer.update(await _drawn(MeetingId(click.private), click.person, deps, told))

    return on_click


async def _drawn(meeting: MeetingId, person: PersonId, deps: Deps, told: str = "") -> Modal:
    found, acts, waiting, at = await deps.store.read(_acts, meeting, person)
    return everything(Reader(deps.words, at, {}), found, acts, waiting, told)


def _acts(read: Read, meeting: MeetingId, person: PersonId) -> tuple[Meeting, frozenset[Act], int, datetime]:
    found = store.meeting(read, meeting)
    if found is None:
        raise rules.NoMeeting
    waiting = 0 if found.in_thread else store.new_topics(read, found)
    return found, rules.acts(found, person, read.now, waiting), waiting, read.now
