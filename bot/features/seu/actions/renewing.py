"""What a person renews at a body: what it would use up, that it was renewed, and that it was not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.ids import PersonId
from bot.features.seu.actions import showing
from bot.features.seu.actions.reminding import follow_expiries
from bot.features.seu.actions.terms import ruled
from bot.features.seu.rules import renewing
from bot.features.seu.rules.audit import Act
from bot.features.seu.rules.held import Held, Renewal
from bot.features.seu.rules.progress import Progress
from bot.features.seu.rules.record import Record
from bot.features.seu.rules.renewal_refusals import NotRenewable, PlanChanged
from bot.features.seu.rules.standings import standings
from bot.features.seu.store import audit, credentials, entries, programmes, renewals
from bot.features.seu.store.learning import record_of
from bot.store.once import once
from bot.store.unit import Read, Unit


@dataclass(frozen=True)
class Renewable:
    """What a person renews at once: `progress` of the credential that expires first. `last`: the renewals of the last time."""

    progress: Progress
    record: Record
    last: tuple[Renewal, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        """Return the credentials that are renewed, the highest first."""
        return tuple(share.held for share in self.progress.joint.shares)


def renewables(read: Read, person: PersonId, today: date) -> tuple[Renewable, ...]:
    """Return what a person renews, each with what is renewed at once, the nearest expiry first."""
    record = record_of(read, person)
    found = standings(ruled(read, person, record), record, today)
    return tuple(
        Renewable(
            one.progress,
            record,
            renewing.newest(renewals_with(read, record, one.progress.programme.key, one.progress.held.id)),
        )
        for one in found
        if one.expiry is not None
    )


def renewable(read: Read, person: PersonId, credential: str, today: date) -> Renewable:
    """Return what a person renews with a credential. Raise NotRenewable."""
    for one in renewables(read, person, today):
        if credential in {held.id for held in one.held}:
            return one
    raise NotRenewable("", ())


def renew(
    unit: Unit, *, person: PersonId, credential: str, course: date | None, after: date | None, shown: str, today: date
) -> tuple[Renewal, ...]:
    """Note that a person has renewed a credential and what is renewed with it, by units or by a course, and what that used up.

    `after`: the new expiry, where the person read it; `shown`: the fingerprint of what they were shown. What begins now goes by the
    newest rules of the programme. Raise NotRenewable, PlanChanged, and what is wrong with the dates.
    """
    once(unit)
    entries.lock_ledger(unit, person)
    one = renewable(unit, person, credential, today)
    plan = renewing.planned(one.progress, one.last, course, today)
    if renewing.fingerprint(plan) != shown:
        raise PlanChanged
    expiry = renewing.new_expiry(plan, after, today)
    ids = [unit.fresh() for _ in one.held]
    rows = renewing.rows_of(plan, one.progress, one.record, after=expiry, day=course or today, ids=ids)
    for renewal, uses in rows:
        renewals.add(unit, renewal, uses)
    audit.note(unit, person, Act.RENEWED, by=person)
    _begin_cycle(unit, one.held)
    _show(unit, person)
    return tuple(renewal for renewal, _ in rows)


def take_back(unit: Unit, *, person: PersonId, renewal: str, today: date) -> tuple[Renewal, ...]:
    """Note that a renewal did not happen, with those of the same time: what they used up is free again, and the cycle of before runs on.

    Raise AlreadyTakenBack or RenewedSince.
    """
    once(unit)
    entries.lock_ledger(unit, person)
    record = record_of(unit, person)
    programme, credential = next((key for key, each in record.renewals.items() if renewal in {one.id for one in each}), ("", ""))
    every = renewals_with(unit, record, programme, credential)
    group = renewing.of_one_time(every, renewal)
    backs = renewing.all_taken_back(every, group, day=today, ids=[unit.fresh() for _ in group])
    held = {one.id: one for one in record.held}
    for back in backs:
        renewals.add(unit, back, {})
        if back.credential in held:
            credentials.keep(unit, replace(held[back.credential], version=back.version))
    audit.note(unit, person, Act.RENEWED, by=person)
    _show(unit, person)
    return backs


def renewals_with(read: Read, record: Record, programme: str, credential: str) -> tuple[Renewal, ...]:
    """Return the renewals of a credential, and of what is renewed with it."""
    rules = programmes.current(read).get(programme)
    return renewing.renewals_of(record, programme, credential, together=rules is not None and rules.together)


def _begin_cycle(unit: Unit, held: Sequence[Held]) -> None:
    """Have the cycles that begin now go by the newest rules: those of before stay with what ended."""
    for one in held:
        rules = programmes.current(unit).get(one.programme)
        if rules is not None and rules.certification(one.name) is not None:
            programmes.keep(unit, rules)
            credentials.keep(unit, replace(one, version=rules.version))


def _show(unit: Unit, person: PersonId) -> None:
    follow_expiries(unit, person)
    showing.show_total(unit, person)
