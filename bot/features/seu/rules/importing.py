"""What becomes of a file that a person brings along. Pure."""

from dataclasses import dataclass

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.seu.rules.import_parts import Bundle, of_portable
from bot.features.seu.rules.portable_naming import Coming, Naming, Rest, coming, known_here, rest
from bot.features.seu.rules.portable_reading import Portable
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.whole_ledger import WholeLedger


class LedgerImportGone(Refusal):
    """A preview was imported before, is older than a day, or is another person's."""


@dataclass(frozen=True)
class Progress:
    """How far a file is imported: `done` of `entries` were looked at and `added` of them written; `next` of `parts` is next."""

    person: PersonId
    entries: int
    parts: int
    next: int = 0
    added: int = 0
    done: int = 0
    begun: bool = False

    @property
    def is_over(self) -> bool:
        """Tell whether nothing of it is left to do."""
        return self.next >= self.parts


@dataclass(frozen=True)
class Arrival:
    """What a portable file would do: entries that come, the rest of it, how many credentials no programme here knows."""

    name: str
    coming: Coming
    rest: Rest
    left_out: int
    has_news: bool
    """Whether anything of the rest is not there yet."""
    bundle: Bundle


def arrive(portable: Portable, naming: Naming, ledger: WholeLedger, programmes: Programmes) -> Arrival:
    """Say what a portable file would do to a ledger."""
    entries = coming(portable, naming)
    found, left_out = known_here(rest(portable, naming, ledger.credentials, ledger.renewals), programmes)
    return Arrival(
        portable.name, entries, found, left_out, _has_news(found, ledger), of_portable(entries.new, found, naming.holder)
    )


def _has_news(rest: Rest, ledger: WholeLedger) -> bool:
    credentials = {one.id for one in rest.credentials} - {one.id for one in ledger.credentials}
    renewals = {one.id for one in rest.renewals} - {one.id for one in ledger.renewals}
    claims = {(one.entry, one.programme) for one in rest.claims} - {(one.entry, one.programme) for one in ledger.claims}
    steps = {(named, step) for named, step, _ in rest.steps} - {(c, s) for c, each in ledger.steps.items() for s in each}
    used = {(one.renewal, one.entry) for one in rest.allocations} - {(one.renewal, one.entry) for one in ledger.allocations}
    return bool(credentials or renewals or claims or steps or used)
