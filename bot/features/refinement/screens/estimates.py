"""Reads what an estimate shows: of votes, only those of rounds that are revealed."""

from bot.core.ids import PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import HomeRow, Owned
from bot.features.refinement.actions.estimate_reading import drawn
from bot.features.refinement.kinds import ESTIMATE, REVEAL
from bot.features.refinement.rules.estimation import EstimationId
from bot.features.refinement.store import estimates as store
from bot.features.refinement.views import estimate_forms as forms
from bot.features.refinement.views import estimates as views
from bot.meetings import screens as meetings
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words


def draw_estimate(read: Read, subject: str, words: Words) -> Message | None:
    """Draw the message of an estimate in its channel."""
    found = store.estimation(read, EstimationId(subject))
    if found is None:
        return None
    shown = drawn(read, found)
    return views.message(meetings.reader(read, words, shown.people, found.zone), shown)


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read the estimates that wait for a person."""
    return forms.home_rows(words, store.waiting_for(read, person))


def ahead(read: Read, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Say what an estimate's deadline brings; None for another alarm."""
    found = store.estimation(read, EstimationId(subject)) if kind == REVEAL else None
    return None if found is None else views.ahead(words, found)


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who is told when an estimate cannot stand in its channel: who asked."""
    found = store.estimation(read, EstimationId(subject)) if kind == ESTIMATE else None
    return None if found is None else Owned(found.host, found.channel, found.title)


SCREENS = {ESTIMATE: draw_estimate}
