"""Reads what stakeholders see, what they proposed, and what waits for who decides."""

from bot.core.ids import PersonId
from bot.core.kinds import ScreenKind
from bot.feature import Ends, HomeButton, HomeRow, Owned, Slot
from bot.features.refinement.actions.sharing import read_share
from bot.features.refinement.kinds import PROPOSAL, PROPOSAL_ANSWER, SHARE
from bot.features.refinement.store import sharing as store
from bot.features.refinement.views import sharing as views
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def draw_proposal(read: Read, subject: str, words: Words) -> Message | None:
    """Draw a proposal for who decides."""
    found = store.proposal(read, subject)
    return None if found is None else views.proposal(words, found, people.names(read, [found.by], words)[found.by])


def draw_answer(read: Read, subject: str, words: Words) -> Message | None:
    """Draw what became of a proposal for who made it."""
    found = store.proposal(read, subject)
    return None if found is None else views.answer(words, found, people.names(read, [found.to], words)[found.to])


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read the proposals that wait for a person."""
    found = store.waiting(read, person)
    names = people.names(read, [one.by for one in found], words)
    return [
        HomeRow(
            Slot.WAITING,
            one.at,
            words.say("{name} proposes: *{title}*", name=plain(names[one.by]), title=plain(one.title, 100)),
            [HomeButton(words.say("Accept"), views.ACCEPT, one.id), HomeButton(words.say("Decline"), views.DECLINE, one.id)],
        )
        for one in found
    ]


def owner(read: Read, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who has shared what cannot stand in its channel."""
    found = store.share(read, subject) if kind == SHARE else None
    if found is None:
        return None
    known = people.channel(read, found.channel)
    return Owned(found.by, found.shown_in, f"#{known.name}" if known else str(found.channel), Ends(views.STOP, found.id))


SCREENS = {SHARE: read_share, PROPOSAL: draw_proposal, PROPOSAL_ANSWER: draw_answer}
