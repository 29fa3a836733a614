"""Reads what a person renews and what a renewal would use up, and draws it."""

from collections.abc import Collection
from datetime import date

from bot.core.ids import PersonId
from bot.features.seu.actions.renewing import Renewable, renewable, renewables
from bot.features.seu.rules import renewing
from bot.features.seu.rules.activities import renewed_by
from bot.features.seu.rules.refusals import NotYourEntry
from bot.features.seu.rules.renewal import RenewalPlan
from bot.features.seu.rules.renewal_refusals import NotRenewable
from bot.features.seu.store import credentials as credentials_store
from bot.features.seu.store import entries, programmes, renewals
from bot.features.seu.views import renewal_forms
from bot.features.seu.views import renewing as views
from bot.features.seu.views.renewal_forms import Shown, Used
from bot.features.seu.views.renewing import ToRenew
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.words.words import Words

MOST_SHOWN = 20
"""So many entries are named one by one."""


def checklist(read: Read, person: PersonId, words: Words, today: date, credential: str = "") -> Modal:
    """Draw the checklist of a renewal: of a credential, or (empty) of what expires first."""
    found = renewables(read, person, today)
    one = next((each for each in found if credential in {"", *(held.id for held in each.held)}), None)
    if one is None:
        return views.nothing_to_renew(words)
    others = [to_renew(read, each) for each in found if each is not one]
    return views.checklist(words, to_renew(read, one), others, today)


def named(read: Read, person: PersonId, text: str, today: date) -> str:
    """Return the credential that a person names, by its name or its body's. Raise NotRenewable."""
    found, asked = renewables(read, person, today), text.strip().casefold()
    for one in found:
        programme = one.progress.programme
        for share in one.progress.joint.shares:
            names = (share.certification.name, share.certification.title, programme.name, programme.body)
            if asked in {name.casefold() for name in names}:
                return share.held.id
    raise NotRenewable(text, tuple(share.certification.name for one in found for share in one.progress.joint.shares))


def confirm(
    read: Read, person: PersonId, words: Words, today: date, *, credential: str, course: date | None, changed: bool = False
) -> Modal:
    """Draw what a renewal would use up. Raise NotRenewable and what the plan raises."""
    one = renewable(read, person, credential, today)
    plan = renewing.planned(one.progress, one.last, course, today)
    return renewal_forms.confirm_form(words, to_renew(read, one), _shown(read, one, plan, course, today), changed=changed)


def course(read: Read, person: PersonId, words: Words, today: date, credential: str) -> Modal:
    """Draw the question on which day a course was. Raise NotRenewable."""
    return renewal_forms.course_form(words, to_renew(read, renewable(read, person, credential, today)), today)


def by_course_logged(read: Read, person: PersonId, words: Words, today: date, entry: str) -> Modal:
    """Draw what a renewal does by a course that a person has logged. Raise NotYourEntry, NotRenewable and what the plan raises."""
    one = entries.entry(read, entry)
    if one is None or one.person != person:
        raise NotYourEntry
    found = (each for each in renewables(read, person, today) if each.progress.programme.key == renewed_by(one))
    renewed = next(found, None)
    if renewed is None:
        raise NotRenewable("", ())
    return confirm(read, person, words, today, credential=renewed.progress.held.id, course=one.day)


def renewed(read: Read, person: PersonId, words: Words, today: date, credential: str) -> Modal:
    """Draw what was just renewed. Raise NotRenewable."""
    return views.renewed(words, to_renew(read, renewable(read, person, credential, today)))


def taken_back(read: Read, person: PersonId, words: Words, today: date, credentials: Collection[str]) -> Modal:
    """Draw the checklist of what was renewed with any of these credentials, once that was taken back; one may have been removed since."""
    found = renewables(read, person, today)
    of = {each for named, each in credentials_store.programmes_of(read, person).items() if named in credentials}
    same = [each for each in found if each.progress.programme.key in of]
    one = next((each for each in same if {held.id for held in each.held} & {*credentials}), next(iter(same), None))
    if one is None:
        return views.nothing_to_renew(words)
    shown = to_renew(read, one)
    others = [to_renew(read, each) for each in found if each is not one]
    return views.checklist(words, shown, others, today, views.taken_back(words, shown))


def to_renew(read: Read, one: Renewable) -> ToRenew:
    """Return what is shown of something that is renewed."""
    used = sum(sum(renewals.uses(read, each.id).values()) for each in one.last)
    return ToRenew(one.progress, one.last[0] if one.last else None, used, renewing.used_and_gone(one.record, one.progress))


def _shown(read: Read, one: Renewable, plan: RenewalPlan, course: date | None, today: date) -> Shown:
    logged = {each.line.entry for each in one.progress.counts if each.logged}
    used = [
        Used(entry, minutes, entry.id in logged)
        for name, minutes in list(plan.uses.items())[:MOST_SHOWN]
        if (entry := entries.entry(read, name)) is not None
    ]
    progress = one.progress
    rules = programmes.current(read).get(progress.programme.key, progress.programme)
    kept = renewing.kept_for_the_next(progress, one.record, plan, plan.after or today, rules, today)
    return Shown(
        plan=plan,
        used=used,
        more=len(plan.uses) - len(used),
        unlogged=sum(name not in logged for name in plan.uses),
        kept=kept if plan.after else 0,
        course=course,
        fingerprint=renewing.fingerprint(plan),
    )
