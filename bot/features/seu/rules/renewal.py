"""What a renewal uses up, and how it is taken back (seu.md, case 16)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.features.seu.rules.countable import Countable
from bot.features.seu.rules.credentials import Term
from bot.features.seu.rules.held import Renewal, RenewalKind, standing
from bot.features.seu.rules.programmes import Level, Programme
from bot.features.seu.rules.progress import Progress
from bot.features.seu.rules.refusals import AlreadyTakenBack, CourseRenewsNothing, NothingToRenew, RenewedSince
from bot.features.seu.rules.tally import limits_of, path_of

Path = tuple[str | None, ...]


@dataclass(frozen=True)
class RenewalPlan:
    """What a renewal would do, to be shown before it is done: the expiry before and after, and the minutes of each entry it uses up.

    `after`: None where no cycle is known, so that the person has to say it. `uses`: the oldest first. `short`: minutes that the need lacks of what is known here; the body may know more. `surplus`: minutes
    that count now and stay free.
    """

    kind: RenewalKind
    before: date
    after: date | None
    uses: Mapping[str, int]
    short: int
    surplus: int


def plan_by_units(progress: Progress) -> RenewalPlan:
    """Return what a renewal by units uses up: exactly the need, the oldest first, as its categories allow. Raise NothingToRenew."""
    if progress.term is None:
        raise NothingToRenew
    need = progress.need or 0
    uses = allocated(progress.programme, progress.joint.level, need, progress.counts)
    used = sum(uses.values())
    after = None if progress.cycle is None else progress.term.after(progress.cycle.months).expiry
    return RenewalPlan(RenewalKind.UNITS, progress.term.expiry, after, uses, need - used, max(0, progress.counted - used))


def plan_by_course(progress: Progress, course: date) -> RenewalPlan:
    """Return what a course of the body on a day does: it moves the dates and uses up nothing. Raise NothingToRenew, CourseRenewsNothing."""
    if progress.term is None:
        raise NothingToRenew
    if progress.cycle is None or not progress.cycle.course_renews:
        raise CourseRenewsNothing
    after = Term(course).after(progress.cycle.months).expiry
    return RenewalPlan(RenewalKind.COURSE, progress.term.expiry, after, {}, 0, progress.counted)


def allocated(programme: Programme, level: Level, need: int, counts: Sequence[Countable]) -> dict[str, int]:
    """Return the minutes of each entry that a need takes: first what fills each minimum, parts before wholes, then the oldest.

    No category gives more than counts in it, so that what is used up would have been enough by itself.
    """
    paths: dict[str | None, Path] = {None: (None,), **{key: (*path_of(programme, key), None) for key in programme.categories}}
    limits = {key: limits_of(category, level) for key, category in programme.categories.items()}
    most: dict[str | None, int | None] = {None: need, **{key: one.maximum for key, one in limits.items()}}
    taken: Counter[str | None] = Counter()
    uses: Counter[str] = Counter()

    def take(under: str | None, goal: int) -> None:
        for one in counts:
            path = paths[one.category]
            if taken[under] >= goal:
                break
            if under not in path:
                continue
            room = [limit - taken[key] for key in path if (limit := most[key]) is not None]
            minutes = min(one.minutes - uses[one.line.entry], goal - taken[under], *room)
            uses[one.line.entry] += minutes
            taken.update(dict.fromkeys(path, minutes))

    for key in reversed(list(limits)):
        take(key, limits[key].minimum or 0)
    take(None, need)
    return {one.line.entry: uses[one.line.entry] for one in counts if uses[one.line.entry]}


def taken_back(renewals: Sequence[Renewal], renewal: str, *, new_id: str, day: date) -> Renewal:
    """Return the renewal that takes another back, of those of one programme. Raise AlreadyTakenBack, RenewedSince."""
    left = standing(tuple(renewals))
    if renewal not in {one.id for one in left}:
        raise AlreadyTakenBack
    newest = left[-1]
    if newest.id != renewal:
        raise RenewedSince
    return Renewal(
        id=new_id,
        credential=newest.credential,
        kind=RenewalKind.TAKEN_BACK,
        day=day,
        before=newest.after,
        after=newest.before,
        version=newest.version,
        undoes=newest.id,
    )
