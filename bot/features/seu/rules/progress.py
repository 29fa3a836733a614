"""How far a person is on the way to a renewal, and what comes next (seu.md, cases 11, 16 to 19).

The way in: `progress_of(programme, held, record, today)`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.features.seu.rules.countable import Countable, Window, by_category, countable, filed, window_of
from bot.features.seu.rules.credentials import JointRenewal, Term, add_months, joint_renewal, term_of
from bot.features.seu.rules.held import Held
from bot.features.seu.rules.programmes import Cycle, Programme, Step
from bot.features.seu.rules.record import Record
from bot.features.seu.rules.tally import CategoryTally, Minutes, Tally, tally

_FARTHEST = timedelta(days=3_653)
"""A pace that would take longer than ten years is none."""


@dataclass(frozen=True)
class Progress:
    """How far a credential is, in minutes.

    `cycle`, `term`: None where nothing is renewed, nothing expires. `joint`: what is renewed at once. `need`: None where nothing is
    asked. `counts`: the single lines, the oldest first. `done` adds up what counts of them, `logged` what counts of those that were logged at the body.
    `unfiled`: minutes of the window that are in no category of the body, so that they do not count before the person says in which.
    `pace`: the day on which it would be done if the learning of the last 12 months went on; None when it is done, or never would be.
    """

    programme: Programme
    held: Held
    cycle: Cycle | None
    joint: JointRenewal
    term: Term | None
    window: Window
    need: int | None
    counts: tuple[Countable, ...]
    done: Tally
    logged: Tally
    unfiled: int
    pace: date | None

    @property
    def counted(self) -> int:
        """Return the minutes that count, also those beyond the need."""
        return self.done.counted

    @property
    def unlogged(self) -> int:
        """Return the minutes that count and were not logged at the body yet: what is suggested to be logged."""
        return self.done.counted - self.logged.counted

    @property
    def missing(self) -> int:
        """Return the minutes that are missing in all; a category may lack more (`lacking`)."""
        return max(0, (self.need or 0) - self.counted)

    @property
    def surplus(self) -> int:
        """Return the minutes that count beyond the need: they stay free."""
        return max(0, self.counted - (self.need or 0))

    @property
    def carried(self) -> int:
        """Return the minutes that are carried over from the cycle before."""
        return sum(one.minutes for one in self.counts if one.carried)

    @property
    def lacking(self) -> tuple[CategoryTally, ...]:
        """Return the categories whose minimum is not reached."""
        return self.done.lacking

    @property
    def is_done(self) -> bool:
        """Tell whether enough was learned: in all, and in each category that has a minimum."""
        return self.need is not None and self.done.reaches(self.need)

    @property
    def is_logged(self) -> bool:
        """Tell whether enough of it was logged at the body."""
        return self.need is not None and self.logged.reaches(self.need)

    def is_over(self, today: date) -> bool:
        """Tell whether the credential has expired."""
        return self.term is not None and today > self.term.expiry


def progress_of(programme: Programme, held: Held, record: Record, today: date) -> Progress | None:
    """Return how far a credential is on a day of the person's calendar.

    `programme`: in the version that the running cycle began with. None while the credential is prepared for, and where the programme
    does not know it.
    """
    certification = programme.certification(held.name)
    joint = joint_renewal(programme, held, record)
    if joint is None or certification is None or held.is_prepared_for:
        return None
    cycle, term = programme.cycle_of(certification), term_of(programme, held, record)
    window = window_of(programme, cycle, held, term, record)
    counts = countable(programme, cycle, held, window, record)
    minutes = by_category(counts)
    done = tally(programme, joint.level, minutes)
    return Progress(
        programme=programme,
        held=held,
        cycle=cycle,
        joint=joint,
        term=term,
        window=window,
        need=joint.need,
        counts=tuple(counts),
        done=done,
        logged=tally(programme, joint.level, by_category(one for one in counts if one.logged)),
        unfiled=_unfiled(programme, window, record),
        pace=None if joint.need is None else _pace(programme, joint, minutes, record, today),
    )


def _unfiled(programme: Programme, window: Window, record: Record) -> int:
    lines = [line for line in record.lines if window.first <= line.day <= window.last] if programme.categories else []
    return sum(line.minutes for line in lines if filed(programme, line, record)[0] is None)


def _pace(programme: Programme, joint: JointRenewal, minutes: Minutes, record: Record, today: date) -> date | None:
    """Return the first day on which it would be done, each category growing as it has in the last 12 months."""
    need, since = joint.need or 0, add_months(today, -12)
    year = (today - since).days
    rate = _learned_since(programme, record, since)

    def reaches(days: int) -> bool:
        later = {key: minutes.get(key, 0) + rate[key] * days // year for key in {*minutes, *rate}}
        return tally(programme, joint.level, later).reaches(need)

    if reaches(0) or not reaches(_FARTHEST.days):
        return None
    early, late = 0, _FARTHEST.days
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (early, middle) if reaches(middle) else (middle, late)
    return today + timedelta(days=late)


def _learned_since(programme: Programme, record: Record, since: date) -> Counter[str | None]:
    rate: Counter[str | None] = Counter()
    for line in record.lines:
        if line.day > since:
            rate[filed(programme, line, record)[0]] += line.minutes
    return rate


class Next(StrEnum):
    """What comes next with a credential."""

    PREPARE = "prepare"
    LEARN = "learn"
    LOG = "log"
    RENEW = "renew"
    NOTHING = "nothing"


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next: `step` on the way to a new certificate; `minutes` to learn or to log."""

    kind: Next
    step: Step | None = None
    minutes: int = 0


def next_step(programme: Programme, held: Held, progress: Progress | None, steps: Mapping[str, date]) -> NextStep:
    """Return what comes next: to prepare, to learn, to log at the body, to renew there, or nothing.

    `steps`: those that were done on the way to a new certificate, and when.
    """
    if progress is None:
        left = steps_left(programme, held, steps)
        return NextStep(Next.PREPARE, left[0]) if left else NextStep(Next.NOTHING)
    if progress.need is None:
        return NextStep(Next.RENEW if progress.term else Next.NOTHING)
    if not progress.is_done:
        return NextStep(Next.LEARN, minutes=progress.done.to_reach(progress.need))
    if not progress.is_logged:
        return NextStep(Next.LOG, minutes=progress.logged.to_reach(progress.need))
    return NextStep(Next.RENEW)


def steps_left(programme: Programme, held: Held, steps: Mapping[str, date]) -> Sequence[Step]:
    """Return the steps to a new certificate that are not done."""
    certification = programme.certification(held.name)
    return [step for step in certification.steps if step.key not in steps] if certification else []
