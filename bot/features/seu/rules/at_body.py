"""What a person has still to type in at a certifying body, by their own word. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.features.seu.rules.held import Claim
from bot.features.seu.rules.programmes import BodyCategory, FormValue, Programme, Rounding
from bot.features.seu.rules.values import Entry

Typed = str | int | date | Decimal
"""What is typed into one field: a category by its key, a day, a number, a text."""
Days = tuple[date, date]
"""The first and the last day on which an activity counts."""


class Job(StrEnum):
    """What is to be done at the body."""

    LOG = "log"
    CHANGE = "change"
    TAKE_OFF = "take_off"


@dataclass(frozen=True)
class Task:
    """One thing to do at the body. `entry`: what is to stand there in the end, or what is to go; `before`: what stands there now."""

    job: Job
    entry: Entry
    before: tuple[Entry, ...] = ()

    @property
    def minutes(self) -> int:
        """Return the minutes that are still to be logged by it."""
        return self.entry.minutes if self.job is Job.LOG else 0


@dataclass(frozen=True)
class Spoken:
    """What a person has said of their entries in one programme: the credits that stand, and claims by entry.

    `replaced`: entries of which something was said and that stand no more, the oldest first. `used`: the minutes of each activity
    that renewals have used up, whichever of its entries stood then.
    """

    standing: tuple[Entry, ...]
    claims: Mapping[str, Claim]
    replaced: tuple[Entry, ...] = ()
    used: Mapping[str, int] = field(default_factory=dict)


def tasks(programme: Programme, spoken: Spoken, days: Days | None) -> tuple[Task, ...]:
    """Return what is to be done at the body: what is wrong there first, then what is to be logged, the oldest first.

    `days`: what counts for the renewal that is next; None: whatever day. What a renewal has used up is done with.
    """
    claims = carried(programme, spoken)
    standing = {one.activity: one for one in spoken.standing}
    there = _logged_before(spoken, days)
    wrong = [task for activity, before in there.items() if (task := _mended(programme, standing.get(activity), before, claims))]
    new = [
        Task(Job.LOG, one)
        for one in spoken.standing
        if one.activity not in there and _counts_on(one.day, days) and is_to_log(programme, one, claims, spoken.used)
    ]
    return (*_in_order(wrong), *_in_order(new))


def carried(programme: Programme, spoken: Spoken) -> dict[str, Claim]:
    """Return the claims as they are to be read: who corrects an entry keeps the category that they chose for it, and what stands at the
    body as it stood before is logged there still."""
    claims = dict(spoken.claims)
    before: dict[str, list[Entry]] = defaultdict(list)
    for entry in spoken.replaced:
        before[entry.activity].append(entry)
    for entry in spoken.standing:
        for old in before.get(entry.activity, ()):
            claims[entry.id] = _after_correction(programme, entry, spoken.claims.get(entry.id), old, claims)
    return claims


def _after_correction(programme: Programme, entry: Entry, own: Claim | None, old: Entry, claims: Mapping[str, Claim]) -> Claim:
    said = claims[old.id]
    claim = own or Claim(entry.id, programme.key, said.category)
    if claim.logged is None and said.logged and _facts(programme, old, said) == _facts(programme, entry, claim):
        return replace(claim, logged=said.logged)
    return claim


def is_to_log(programme: Programme, entry: Entry, claims: Mapping[str, Claim], used: Mapping[str, int]) -> bool:
    """Tell whether an entry that stands is to be logged at the body: it is worth something there, and nobody has said it was logged."""
    unused = used.get(entry.activity, 0) < entry.minutes
    return unused and not is_logged(entry, claims) and bool(counted(programme, entry, claims.get(entry.id)))


def is_logged(entry: Entry, claims: Mapping[str, Claim]) -> bool:
    """Tell whether the person has said that they logged an entry."""
    claim = claims.get(entry.id)
    return claim is not None and claim.logged is not None


def counted(programme: Programme, entry: Entry, claim: Claim | None) -> int:
    """Return the minutes that an entry is worth at the body before any limit: rounded down to its step, none without a category."""
    if programme.categories and category_of(programme, entry, claim) is None:
        return 0
    return _rounded(programme, entry.minutes)


def category_of(programme: Programme, entry: Entry, claim: Claim | None) -> str | None:
    """Return the body's category of an entry: the one that the person chose, else the one of its kind; None where it has none."""
    chosen = claim.category if claim is not None else None
    return chosen if chosen in programme.categories else programme.filed_under.get(entry.category)


def choosable(programme: Programme) -> tuple[BodyCategory, ...]:
    """Return the categories under which an activity can be filed: those without parts."""
    parents = {one.parent for one in programme.categories.values()}
    return tuple(one for key, one in programme.categories.items() if key not in parents)


def typed_in(programme: Programme, entry: Entry, claim: Claim | None) -> dict[FormValue, Typed]:
    """Return what is to be typed into the body's form for an entry; a field for which the ledger has nothing is left out."""
    minutes = _rounded(programme, entry.minutes)
    values: dict[FormValue, Typed | None] = {
        FormValue.CATEGORY: category_of(programme, entry, claim),
        FormValue.DESCRIPTION: entry.description,
        FormValue.DATE: entry.day,
        FormValue.HOURS: minutes // 60,
        FormValue.MINUTES: minutes % 60,
        FormValue.UNITS: programme.unit.amount(minutes),
        FormValue.LINK: entry.link,
        FormValue.EVIDENCE: entry.evidence,
    }
    asked = [one.value for one in programme.form]
    return {name: value for name in asked if (value := values.get(name)) not in (None, "")}


def _logged_before(spoken: Spoken, days: Days | None) -> dict[str, tuple[Entry, ...]]:
    """Return what stands at the body of activities that were corrected since, by activity, where a renewal to come asks for it."""
    there: dict[str, tuple[Entry, ...]] = {}
    for entry in spoken.replaced:
        if spoken.claims[entry.id].logged and _counts_on(entry.day, days) and entry.activity not in spoken.used:
            there[entry.activity] = (*there.get(entry.activity, ()), entry)
    return there


def _mended(programme: Programme, standing: Entry | None, before: tuple[Entry, ...], claims: Mapping[str, Claim]) -> Task | None:
    """Return what is to be mended of an activity that was logged and corrected afterwards; None where it reads the same."""
    if standing is None or not counted(programme, standing, claims.get(standing.id)):
        return Task(Job.TAKE_OFF, before[-1], before)
    return None if is_logged(standing, claims) else Task(Job.CHANGE, standing, before)


def _facts(programme: Programme, entry: Entry, claim: Claim) -> tuple[str | None, date, int]:
    """Return what has to be mended at the body when it changes: another wording of the same activity is nothing."""
    return category_of(programme, entry, claim), entry.day, _rounded(programme, entry.minutes)


def _in_order(found: Iterable[Task]) -> tuple[Task, ...]:
    """Return tasks by the day of their activities, those of one day as they were written."""
    return tuple(sorted(found, key=lambda task: (task.entry.day, str(task.entry.at), task.entry.id)))


def _rounded(programme: Programme, minutes: int) -> int:
    return programme.unit.whole_steps(minutes) if programme.unit.rounded is Rounding.EACH else minutes


def _counts_on(day: date, days: Days | None) -> bool:
    return days is None or days[0] <= day <= days[1]
