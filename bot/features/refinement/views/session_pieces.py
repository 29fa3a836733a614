"""What the screens of a refinement session share: how it is called, what they are drawn from, its ids."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.core.ids import PersonId
from bot.features.refinement.kinds import SESSION
from bot.features.refinement.rules.agenda import AgendaLine
from bot.features.refinement.rules.items import Difference, Item
from bot.features.refinement.rules.notes import Kind, Note
from bot.features.refinement.rules.session_values import Session, Visit
from bot.features.refinement.views.estimates import Drawn
from bot.meetings.naming import Naming
from bot.meetings.rules.credit import CreditRule
from bot.meetings.views.credit_words import in_words
from bot.meetings.views.frame import link
from bot.meetings.views.ids import option_value
from bot.slack.text import escape, plain
from bot.words.words import Words

NAMING = Naming(
    name=SESSION.name,
    title="Backlog refinement",
    command="/refine",
    emblem="🧭",
    called=lambda words: words.say("Refinement"),
    one=lambda words: words.say("a refinement"),
    stays=lambda words: words.say("What was changed in the items stays."),
)
CRITERION, QUESTION, ESTIMATE, SPLIT, INFO = (NAMING.id(verb) for verb in ("criterion", "question", "estimate", "split", "info"))
READY_LIST, READY, NEXT, CHANGES, FINISH = (NAMING.id(verb) for verb in ("ready_list", "ready", "next", "changes", "finish"))
CRITERION_FORM, NOTE_FORM, INFO_FORM, SPLIT_FORM, TICKS_FORM, FINISH_FORM = (
    NAMING.id(verb) for verb in ("criterion_form", "note_form", "info_form", "split_form", "ticks_form", "finish_form")
)


def learning_told(words: Words, credit: CreditRule) -> str:
    """Say that who is there can keep minutes, and by which rule where the host has stated one."""
    if not credit.is_stated:
        return words.say("Who is there can keep the minutes as learning.")
    return words.say("Who is there can keep the minutes as learning: {rule}.", rule=in_words(words, credit))


@dataclass(frozen=True)
class OnTable:
    """All that is drawn of the item on the table. `number` of `count` items: how far the session has come.

    `is_large`: its size is at the upper end of the deck. `agenda`: of the reminder's card that the session was reminded by, with its first item. `parts`: what the session split off it.
    """

    item: Item
    number: int
    count: int
    points: tuple[str, ...] = ()
    ticks: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    estimate: Drawn | None = None
    agenda: tuple[AgendaLine, ...] = ()
    parts: Sequence[Item] = ()
    is_large: bool = False

    @property
    def people(self) -> set[PersonId]:
        """Name everybody who may be named beside who is here."""
        owners = {note.owner for note in self.notes if note.owner is not None}
        return owners | {note.author for note in self.notes} | (self.estimate.people if self.estimate else set())

    def of(self, *kinds: Kind, only_open: bool = False) -> list[Note]:
        """Return the notes of some kinds, the earliest first."""
        return [note for note in self.notes if note.kind in kinds and (note.is_open or not only_open)]


@dataclass(frozen=True)
class Refined:
    """An item that a session looked at: how it stands now, what changed in it, what was noted and split off, in its order."""

    visit: Visit
    item: Item
    changes: Sequence[Difference] = field(default_factory=tuple)
    notes: Sequence[Note] = field(default_factory=tuple)
    parts: Sequence[Item] = ()


def on_item(session: Session, item: Item) -> str:
    """Write what a button carries that is about the item on the table: what is typed then belongs to that item."""
    return option_value(item.id, session.id, session.phase)


def called(item: Item) -> str:
    """Write an item's key as a link, where it has one."""
    return link(item.link, plain(item.key) or escape(item.link)[:60]) if item.link else plain(item.key)
