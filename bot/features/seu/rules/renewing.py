"""What a renewal writes for each credential that is renewed at once, and when it may be written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import blake2b

from bot.features.seu.rules.credentials import JointRenewal, add_months, term_of
from bot.features.seu.rules.held import Renewal, RenewalKind, standing
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.progress import Progress, progress_of
from bot.features.seu.rules.record import Record, Use
from bot.features.seu.rules.refusals import AlreadyTakenBack
from bot.features.seu.rules.renewal import RenewalPlan, plan_by_course, plan_by_units, taken_back
from bot.features.seu.rules.renewal_refusals import CourseToCome, NoNewDate, NotLater, RenewedAlready, UnlikelyExpiry

FARTHEST_MONTHS = 120
"""A new expiry further away than that was typed by mistake."""
_LATER = datetime.max.replace(tzinfo=UTC)
"""Behind all that was ever written."""


def planned(progress: Progress, last: Sequence[Renewal], course: date | None, today: date) -> RenewalPlan:
    """Return what a renewal would do today: by units, or by a course of the body on a day; `last`: the renewals of the last time.

    Raise NothingToRenew, RenewedAlready, CourseRenewsNothing or CourseToCome.
    """
    if course is not None and course > today:
        raise CourseToCome
    plan = plan_by_units(progress) if course is None else plan_by_course(progress, course)
    if course is None and progress.cycle and progress.term and today < progress.term.before(progress.cycle.months):
        raise RenewedAlready(progress.term.expiry)
    if course is not None and any(one.kind is RenewalKind.COURSE and one.day >= course for one in last):
        raise RenewedAlready(plan.before)
    return plan


def fingerprint(plan: RenewalPlan) -> str:
    """Return a short text that another plan does not have: what was shown is what is confirmed."""
    told = f"{plan.kind} {plan.before} {plan.after} {plan.short} {sorted(plan.uses.items())}"
    return blake2b(told.encode(), digest_size=8).hexdigest()


def new_expiry(plan: RenewalPlan, chosen: date | None, today: date) -> date:
    """Return the new day of expiry: as the person read it, else as it is computed. Raise NoNewDate, NotLater or UnlikelyExpiry."""
    day = chosen or plan.after
    if day is None:
        raise NoNewDate
    if day <= plan.before and plan.kind is RenewalKind.UNITS:
        raise NotLater(plan.before)
    if day <= today or day > add_months(today, FARTHEST_MONTHS):
        raise UnlikelyExpiry
    return day


def rows_of(
    plan: RenewalPlan, progress: Progress, record: Record, *, after: date, day: date, ids: Sequence[str]
) -> tuple[tuple[Renewal, Mapping[str, int]], ...]:
    """Return a renewal for each credential that is renewed at once, with the minutes of each entry that it uses up.

    Together they use up what the plan does, each its share, the oldest first. `ids`: as many as there are credentials.
    """
    parts = shared(plan.uses, progress.joint)
    written = []
    for share, uses, renewal in zip(progress.joint.shares, parts, ids, strict=True):
        term = term_of(progress.programme, share.held, record)
        before = term.expiry if term else plan.before
        version = share.held.version
        written.append((Renewal(renewal, share.held.id, plan.kind, day, before, after, version), uses))
    return tuple(written)


def shared(uses: Mapping[str, int], joint: JointRenewal) -> tuple[Mapping[str, int], ...]:
    """Share what is used up among the credentials, each as much as it needs, the oldest first; a last one takes what is left."""
    left = dict(uses)
    parts = []
    for number, share in enumerate(joint.shares, start=1):
        goal = sum(left.values()) if number == len(joint.shares) else share.minutes
        part: dict[str, int] = {}
        for entry, minutes in list(left.items()):
            taken = min(minutes, goal)
            if taken:
                part[entry] = taken
            goal -= taken
            left[entry] -= taken
        parts.append(part)
    return tuple(parts)


def renewals_of(record: Record, programme: str, credential: str, *, together: bool) -> tuple[Renewal, ...]:
    """Return the renewals of a credential and what took them back, in the order of writing.

    `together`: those of all that the person holds or held of the programme, for all of it is renewed at once.
    """
    own = [each for key, each in record.renewals.items() if key == (programme, credential) or (together and key[0] == programme)]
    return tuple(sorted((one for each in own for one in each), key=lambda one: (str(one.at), one.id)))


def newest(renewals: Sequence[Renewal]) -> tuple[Renewal, ...]:
    """Return the renewals of the last time that stand, one for each credential; none where there are none."""
    left = standing(tuple(renewals))
    return of_one_time(renewals, left[-1].id) if left else ()


def of_one_time(renewals: Sequence[Renewal], renewal: str) -> tuple[Renewal, ...]:
    """Return the renewals that stand and were written at once with one. Raise AlreadyTakenBack."""
    left = standing(tuple(renewals))
    named = next((one for one in left if one.id == renewal), None)
    if named is None:
        raise AlreadyTakenBack
    return tuple(one for one in left if (one.at, one.after) == (named.at, named.after))


def all_taken_back(renewals: Sequence[Renewal], of: Sequence[Renewal], *, day: date, ids: Sequence[str]) -> tuple[Renewal, ...]:
    """Return what takes back the renewals of one time (`of`), the last one first. Raise AlreadyTakenBack or RenewedSince."""
    every = tuple(renewals)
    for one, fresh in zip(reversed(of), ids, strict=True):
        every = (*every, taken_back(every, one.id, new_id=fresh, day=day))
    return every[len(renewals) :]


def kept_for_the_next(
    progress: Progress, record: Record, plan: RenewalPlan, after: date, programme: Programme, today: date
) -> int:
    """Return the minutes of what stays free that count in the cycle which a renewal begins, by the rules that it begins with."""
    key = (progress.programme.key, progress.held.id)
    activities = {line.entry: line.activity for line in record.lines}
    used = tuple(Use(entry, activities[entry], minutes) for entry, minutes in plan.uses.items())
    written = Renewal("planned", progress.held.id, plan.kind, today, plan.before, after, progress.held.version, at=_LATER)
    then = replace(
        record,
        renewals={**record.renewals, key: (*record.renewals.get(key, ()), written)},
        used={**record.used, key: (*record.used.get(key, ()), *used)},
    )
    found = progress_of(programme, progress.held, then, today)
    return found.counted if found else 0


def used_and_gone(record: Record, progress: Progress) -> int:
    """Return the minutes that renewals have used up and that were corrected away since."""
    programme, held = progress.programme, progress.held
    uses = record.used_in(programme.key) if programme.together else record.used.get((programme.key, held.id), ())
    used: Counter[str] = Counter()
    for use in uses:
        used[use.activity] += use.minutes
    standing_minutes = {line.activity: line.minutes for line in record.lines}
    return sum(max(0, minutes - standing_minutes.get(activity, 0)) for activity, minutes in used.items())
