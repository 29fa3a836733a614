"""What is to be typed in at a certifying body, by what its person says of what stands there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.core.refusal import AllAtOnce
from bot.features.seu.rules.body_refusals import LoggedInFuture, LoggedTooEarly, NoSuchCategory
from bot.features.seu.rules.held import Claim
from bot.features.seu.rules.programmes import BodyCategory, FormField, FormValue, Phrase, Programme, Rounding
from bot.features.seu.rules.progress import Progress
from bot.features.seu.rules.record import Line
from bot.features.seu.rules.values import Category, Entry

Typed = str | int | date | Decimal
"""What is typed into one field: a category by its key, a day, a number, a text."""
Claims = Mapping[str, Claim]
"""What a person has said of their entries in one programme, by entry."""
A_ZONE = timedelta(days=1)
"""It may still be the day before where the person is."""

_ANY_FORM = (
    FormField(FormValue.DESCRIPTION, Phrase({"en": "Title", "fr": "Titre"})),
    FormField(FormValue.DATE, Phrase({"en": "Date", "fr": "Date"})),
    FormField(FormValue.UNITS, Phrase({"en": "Amount", "fr": "Quantité"})),
    FormField(FormValue.LINK, Phrase({"en": "Link", "fr": "Lien"})),
)


class Job(StrEnum):
    """What is to be done at the body."""

    LOG = "log"
    CHANGE = "change"
    TAKE_OFF = "take_off"


@dataclass(frozen=True)
class Task:
    """One thing to do at the body. `line`: what is to stand there in the end, or what is to go; `before`: what stands there now.

    `minutes`: still to be logged by it.
    """

    job: Job
    line: Line
    before: tuple[Line, ...] = ()
    minutes: int = 0


@dataclass(frozen=True)
class Spoken:
    """What a person has said of their entries in one programme. `replaced`: lines of which something was said and that stand no more.

    `used`: the activities that renewals have used up, at least in part.
    """

    lines: tuple[Line, ...]
    claims: Claims
    replaced: tuple[Line, ...] = ()
    used: frozenset[str] = frozenset()


def tasks(progress: Progress, spoken: Spoken) -> tuple[Task, ...]:
    """Return what is to be done at the body before a renewal: what is wrong there first, then what is to be logged, the oldest first.

    `spoken`: with the claims as `carried` reads them.
    """
    window, standing = progress.window, {line.activity: line for line in spoken.lines}
    there = {
        activity: before
        for activity, before in logged_before(spoken).items()
        if activity not in spoken.used and window.first <= before[-1].day <= window.last
    }
    wrong = [mended(progress.programme, standing.get(activity), before, spoken.claims) for activity, before in there.items()]
    new = [
        Task(Job.LOG, one.line, minutes=one.minutes)
        for one in progress.counts
        if not one.logged and one.line.activity not in there
    ]
    return (*sorted(filter(None, wrong), key=lambda task: (task.line.day, task.line.entry)), *new)


def logged_before(spoken: Spoken) -> dict[str, tuple[Line, ...]]:
    """Return what stands at the body of activities that were corrected since, by activity."""
    there: dict[str, tuple[Line, ...]] = {}
    for line in spoken.replaced:
        if spoken.claims[line.entry].logged:
            there[line.activity] = (*there.get(line.activity, ()), line)
    return there


def mended(programme: Programme, standing: Line | None, before: tuple[Line, ...], claims: Claims) -> Task | None:
    """Return what is to be mended of an activity that was corrected after it was logged; None where it reads the same there."""
    if standing is None or not _counts(programme, standing, claims.get(standing.entry)):
        return Task(Job.TAKE_OFF, before[-1], before)
    claim = claims.get(standing.entry)
    return None if claim and claim.logged else Task(Job.CHANGE, standing, before)


def carried(programme: Programme, lines: Iterable[Line], replaced: Iterable[Line], claims: Claims) -> dict[str, Claim]:
    """Return the claims as they are to be read after corrections.

    Who corrects an entry keeps the category that they chose for it, and what stands at the body as it stood before is logged there still.
    """
    carried_over = dict(claims)
    before: dict[str, list[Line]] = defaultdict(list)
    for line in replaced:
        before[line.activity].append(line)
    for line in lines if before else ():
        for old in before.get(line.activity, ()):
            carried_over[line.entry] = _after_correction(programme, line, claims.get(line.entry), old, claims[old.entry])
    return carried_over


def _after_correction(programme: Programme, line: Line, own: Claim | None, old: Line, said: Claim) -> Claim:
    claim = own or Claim(line.entry, programme.key, said.category)
    same = _facts(programme, old, said) == _facts(programme, line, claim)
    return replace(claim, logged=said.logged) if claim.logged is None and said.logged and same else claim


def _facts(programme: Programme, line: Line, claim: Claim) -> tuple[str | None, date, int]:
    """Return what has to be mended at the body when it changes: another wording of the same activity is nothing."""
    return category_of(programme, line.category, claim), line.day, _rounded(programme, line.minutes)


def _counts(programme: Programme, line: Line, claim: Claim | None) -> bool:
    has_category = not programme.categories or category_of(programme, line.category, claim) is not None
    return has_category and _rounded(programme, line.minutes) > 0


def category_of(programme: Programme, kind: Category, claim: Claim | None) -> str | None:
    """Return the body's category of an activity: the one that the person chose, else the one of its kind; None where it has none."""
    chosen = claim.category if claim is not None else None
    return chosen if chosen in programme.categories else programme.filed_under.get(kind)


def choosable(programme: Programme) -> tuple[BodyCategory, ...]:
    """Return the categories under which an activity can be filed: those without parts."""
    parents = {one.parent for one in programme.categories.values()}
    return tuple(one for key, one in programme.categories.items() if key not in parents)


def form_of(programme: Programme) -> tuple[FormField, ...]:
    """Return the fields of the body's form; those that any has, where nothing is known of it."""
    return programme.form or _ANY_FORM


def typed_in(programme: Programme, entry: Entry, claim: Claim | None) -> dict[FormValue, Typed]:
    """Return what is to be typed into the body's form for an entry; a field for which the ledger has nothing is left out."""
    minutes = _rounded(programme, entry.minutes)
    values: dict[FormValue, Typed | None] = {
        FormValue.CATEGORY: category_of(programme, entry.category, claim),
        FormValue.DESCRIPTION: entry.description,
        FormValue.DATE: entry.day,
        FormValue.HOURS: minutes // 60,
        FormValue.MINUTES: minutes % 60,
        FormValue.UNITS: programme.unit.amount(minutes),
        FormValue.LINK: entry.link,
        FormValue.EVIDENCE: entry.evidence,
    }
    asked = [one.value for one in form_of(programme)]
    return {name: value for name in asked if (value := values.get(name)) not in (None, "")}


def logged_on(programme: Programme, entry: Entry, category: str, day: date | None, today: date) -> Claim:
    """Return the claim that an entry was logged on a day, by the body's category (empty: of its kind). Raise what is wrong, or Several."""
    refused = AllAtOnce()
    chosen = refused.read(None, chosen_category, programme, entry, category)
    refused.read(None, _logged_then, entry, day, today)
    refused.refuse()
    return Claim(entry.id, programme.key, chosen, day or today)


def chosen_category(programme: Programme, entry: Entry, category: str) -> str | None:
    """Return a category that a person chooses for an entry; None for the one of its kind. Raise NoSuchCategory."""
    usual = programme.filed_under.get(entry.category)
    if not category and (usual or not programme.categories):
        return None
    if category not in {one.key for one in choosable(programme)}:
        raise NoSuchCategory
    return None if category == usual else category


def _logged_then(entry: Entry, day: date | None, today: date) -> None:
    if day is not None and day > today:
        raise LoggedInFuture
    if day is not None and day < entry.day - A_ZONE:
        raise LoggedTooEarly(entry.day)


def _rounded(programme: Programme, minutes: int) -> int:
    return programme.unit.whole_steps(minutes) if programme.unit.rounded is Rounding.EACH else minutes
