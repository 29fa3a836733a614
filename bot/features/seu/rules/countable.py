"""Which minutes of a ledger count in a programme, and in which category (seu.md, 12, 16, 17)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.features.seu.rules.credentials import Term
from bot.features.seu.rules.held import Held, RenewalKind, standing
from bot.features.seu.rules.programmes import CarryOver, Cycle, MeasuringUnit, Programme, Rounding
from bot.features.seu.rules.record import Line, Record, Use
from bot.features.seu.rules.tally import path_of


@dataclass(frozen=True)
class Window:
    """The days whose activities count, both included; `carried_from`: the first day of what is carried over, None where nothing is."""

    first: date
    last: date
    carried_from: date | None = None


@dataclass(frozen=True, slots=True)
class Countable:
    """What a line brings to a renewal, in minutes: rounded as the body does it, what was used up taken off.

    `category`: the body's, None where it has none. `logged`: whether it was logged at the body. `carried`: from the cycle before.
    """

    line: Line
    minutes: int
    category: str | None
    logged: bool
    carried: bool


def window_of(programme: Programme, cycle: Cycle | None, held: Held, term: Term | None, record: Record) -> Window:
    """Return the days that count for a running term; every day where nothing has to be renewed."""
    last = date.max if term is None else term.expiry
    if cycle is None or term is None:
        return Window(date.min, last)
    carry = cycle.carry_over if _was_renewed_by_units(programme, held, term, record) else None
    first = term.before(cycle.window)
    return Window(first, last, None if carry is None else term.before(cycle.months + carry.months))


def countable(programme: Programme, cycle: Cycle | None, held: Held, window: Window, record: Record) -> list[Countable]:
    """Return what counts for a credential, the oldest first; nothing that is filed under no category of a body which has some."""
    used = record.used_in(programme.key) if programme.together else record.used.get((programme.key, held.id), ())
    begin = window.carried_from or window.first
    carry = cycle.carry_over if cycle else None
    left_to_carry = carry.most if carry else 0
    found = []
    for line, minutes in free(record.lines, programme.unit, list(used)):
        if not begin <= line.day <= window.last:
            continue
        carried = line.day < window.first
        category, logged = filed(programme, line, record)
        if carried and carry and not _may_carry(programme, carry, category):
            continue
        counts = min(minutes, left_to_carry) if carried else minutes
        if not counts or (category is None and programme.categories):
            continue
        left_to_carry -= counts if carried else 0
        found.append(Countable(line, counts, category, logged, carried))
    return found


def _may_carry(programme: Programme, carry: CarryOver, category: str | None) -> bool:
    return carry.category is None or (category is not None and carry.category in path_of(programme, category))


def filed(programme: Programme, line: Line, record: Record) -> tuple[str | None, bool]:
    """Return the body's category of a line, as the person says or by its kind, and whether it was logged there."""
    claim = record.claims.get((line.entry, programme.key))
    chosen = claim.category if claim else None
    category = chosen if chosen in programme.categories else programme.filed_under.get(line.category)
    return category, claim is not None and claim.logged is not None


def free(lines: Sequence[Line], unit: MeasuringUnit, used: Sequence[Use]) -> Iterator[tuple[Line, int]]:
    """Return the minutes of each line that nothing has used up, rounded down to the step where the body counts each activity.

    What was used up of an entry that was corrected since is taken off what stands in its place: at the body those minutes are gone.
    """
    standing_entries = {line.entry for line in lines} if used else set()
    of_entry, of_activity = Counter[str](), Counter[str]()
    for use in used:
        if use.entry in standing_entries:
            of_entry[use.entry] += use.minutes
        else:
            of_activity[use.activity] += use.minutes
    for line in lines:
        minutes = unit.whole_steps(line.minutes) if unit.rounded is Rounding.EACH else line.minutes
        minutes = max(0, minutes - of_entry[line.entry])
        gone = min(minutes, of_activity[line.activity])
        of_activity[line.activity] -= gone
        yield line, minutes - gone


def by_category(found: Iterable[Countable]) -> Counter[str | None]:
    """Return the minutes that were filed under each category itself."""
    minutes: Counter[str | None] = Counter()
    for one in found:
        minutes[one.category] += one.minutes
    return minutes


def _was_renewed_by_units(programme: Programme, held: Held, term: Term, record: Record) -> bool:
    """Tell whether the cycle before is known to have ended in a renewal by units: only that leaves something to carry over."""
    renewals = record.renewals_in(programme.key) if programme.together else record.renewals.get((programme.key, held.id), ())
    return any(one.kind is RenewalKind.UNITS and one.after == term.expiry for one in standing(tuple(renewals)))
