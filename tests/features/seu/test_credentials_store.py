"""What is written of credentials, renewals and claims is read back, on both engines."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.clock import SetClock
from bot.core.ids import CountedIds, WorkspaceId
from bot.features.seu.actions.credentials import change
from bot.features.seu.programmes.reading import load, read_programme
from bot.features.seu.rules.held import Claim, Held, Renewal, RenewalKind, standing
from bot.features.seu.rules.own_credentials import SaidOfIt
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.rules.retention import Retention
from bot.features.seu.store import claims, credentials, entries, programmes, renewals
from bot.store.errors import UniqueViolation
from bot.store.opening import open_store
from bot.store.transaction import Given
from bot.store.unit import Read, RunningStore, Unit
from tests.conftest import NOON
from tests.features.desk import ANA, BEN
from tests.features.seu.scene import entry

CSPO = Held("c1", BEN, "scrum_alliance", "1", "cspo", issued=date(2026, 3, 14))
RENEWED = Renewal("r1", "c1", RenewalKind.UNITS, date(2028, 3, 1), date(2028, 3, 14), date(2030, 3, 14), "1")
BACK = replace(RENEWED, id="r2", kind=RenewalKind.TAKEN_BACK, undoes="r1")


async def test_a_credential_is_read_back_as_it_was_written(store: RunningStore, workspace: WorkspaceId) -> None:
    await store.write(credentials.add, workspace, None, CSPO)
    (found,) = await store.read(credentials.credentials_of, workspace, BEN)
    assert found == replace(CSPO, at=NOON)
    changed = replace(found, entered=date(2028, 4, 1), entered_at=NOON, variant="member", reminders=False, reminded="x/90")
    await store.write(credentials.keep, workspace, None, changed)
    assert await store.read(credentials.credential, workspace, "c1") == changed
    assert await store.read(credentials.credentials_of, workspace, ANA) == ()
    assert await store.read(credentials.credential, WorkspaceId("T0OTHER"), "c1") is None


def test_who_names_neither_a_date_of_issue_nor_of_expiry_prepares_for_it() -> None:
    assert replace(CSPO, issued=None).is_prepared_for
    assert not CSPO.is_prepared_for
    assert not replace(CSPO, issued=None, entered=date(2028, 3, 14)).is_prepared_for


async def test_nobody_holds_the_same_credential_twice(store: RunningStore, workspace: WorkspaceId) -> None:
    await store.write(credentials.add, workspace, None, CSPO)
    with pytest.raises(UniqueViolation):
        await store.write(credentials.add, workspace, None, replace(CSPO, id="c2"))
    await store.write(credentials.add, workspace, None, replace(CSPO, id="c3", person=ANA))


async def test_what_was_removed_can_be_added_again_and_what_it_has_used_up_stays_used_up(
    store: RunningStore, workspace: WorkspaceId
) -> None:
    await store.write(credentials.add, workspace, None, CSPO)
    await store.write(credentials.do_step, workspace, None, "c1", "course", date(2026, 3, 1))
    await store.write(renewals.add, workspace, None, RENEWED, {"e1": 40})
    await store.write(credentials.remove, workspace, None, CSPO)
    assert await store.read(credentials.credential, workspace, "c1") is None
    assert await store.read(credentials.credentials_of, workspace, BEN) == ()
    assert await store.read(credentials.steps_of, workspace, BEN) == {}
    again = replace(CSPO, id="c2")
    await store.write(credentials.add, workspace, None, again)
    assert await store.read(renewals.used_up, workspace, BEN) == [("r1", "e1", 40)]
    await store.write(credentials.remove, workspace, None, again)
    assert await store.read(credentials.owner, workspace, "c1") == BEN
    assert await store.read(credentials.owner, workspace, "c2") is None


async def test_steps_are_done_on_a_day_and_taken_back(store: RunningStore, workspace: WorkspaceId) -> None:
    await store.write(credentials.add, workspace, None, replace(CSPO, issued=None))
    for step, day in (("read", 1), ("course", 2), ("course", 3)):
        await store.write(credentials.do_step, workspace, None, "c1", step, date(2026, 3, day))
    await store.write(credentials.undo_step, workspace, None, "c1", "read")
    assert await store.read(credentials.steps_of, workspace, BEN) == {"c1": {"course": date(2026, 3, 3)}}


async def test_the_rules_that_a_cycle_began_with_stay_whatever_the_file_says_later(
    database_url: str, clock: SetClock, ids: CountedIds, workspace: WorkspaceId
) -> None:
    then = load().by_key["scrum_alliance"]
    edited = read_programme(then.document.replace("need: 20", "need: 25"), "edited")
    newer = read_programme(then.document.replace('version: "1"', 'version: "2"').replace("need: 20", "need: 30"), "newer")
    broken = replace(then, version="0", document="no rules: at all")

    def needs(read: Read, version: str) -> int | None:
        found = programmes.begun_with(read, "scrum_alliance", version)
        return None if found is None else found.levels["foundational"].need

    def keep(unit: Unit) -> None:
        for one in (then, edited, newer, broken):
            programmes.keep(unit, one)

    given: Given = {Programmes: Programmes({"scrum_alliance": newer})}
    store = open_store(
        database_url, clock=clock, real=clock, ids=ids, answers={}, on_commit=lambda rooms: None, connections=1, given=given
    )
    await store.start()
    try:
        await store.write(keep, workspace)
        assert await store.read(needs, workspace, "1") == 20 * 60
        assert await store.read(needs, workspace, "2") == 30 * 60
        assert await store.read(needs, workspace, "0") == 30 * 60  # what this bot cannot read any more is read as it is now
        assert await store.read(programmes.begun_with, workspace, "pmp", "1") is None
    finally:
        await store.stop()


async def test_what_was_prepared_for_begins_by_the_rules_of_the_day_and_what_is_held_stays_with_its_own(
    database_url: str, clock: SetClock, ids: CountedIds, workspace: WorkspaceId
) -> None:
    then = load().by_key["scrum_alliance"]
    newer = read_programme(then.document.replace('version: "1"', 'version: "2"'), "newer")
    given: Given = {Programmes: Programmes({"scrum_alliance": newer}), Retention: Retention()}
    store = open_store(
        database_url, clock=clock, real=clock, ids=ids, answers={}, on_commit=lambda rooms: None, connections=1, given=given
    )
    prepared, said = replace(CSPO, id="c2", name="csm", issued=None), SaidOfIt(date(2026, 2, 1))

    def begin(unit: Unit) -> None:
        programmes.keep(unit, then)
        for one in (CSPO, prepared):
            credentials.add(unit, one)

    def hold(unit: Unit, credential: str) -> None:
        change(unit, person=BEN, credential=credential, said=said, variant="", today=NOON.date())

    await store.start()
    try:
        await store.write(begin, workspace)
        for credential in ("c1", "c2"):
            await store.write(hold, workspace, credential, credential)
        found = await store.read(credentials.credentials_of, workspace, BEN)
        assert {one.id: (one.issued, one.version) for one in found} == {"c1": (said.issued, "1"), "c2": (said.issued, "2")}
    finally:
        await store.stop()


async def test_a_renewal_uses_minutes_up_until_it_is_taken_back(
    store: RunningStore, clock: SetClock, workspace: WorkspaceId
) -> None:
    await store.write(credentials.add, workspace, None, CSPO)
    await store.write(renewals.add, workspace, None, RENEWED, {"e1": 40, "e2": 20})
    assert await store.read(renewals.used_up, workspace, BEN) == [("r1", "e1", 40), ("r1", "e2", 20)]
    assert await store.read(renewals.used_up, workspace, ANA) == []
    await store.write(renewals.add, workspace, None, BACK, {})
    assert await store.read(renewals.used_up, workspace, BEN) == []
    assert await store.read(renewals.uses, workspace, "r1") == {"e1": 40, "e2": 20}
    found = await store.read(renewals.renewals, workspace, "c1")
    assert found == (replace(RENEWED, at=NOON), replace(BACK, at=NOON))
    assert await store.read(renewals.renewals_of, workspace, BEN) == {"c1": found}
    assert await store.read(renewals.renewal, workspace, "r2") == found[1]
    assert await store.read(renewals.renewal, workspace, "r9") is None
    assert standing(found) == ()
    assert standing(found[:1]) == found[:1]


async def test_a_renewal_is_taken_back_once(store: RunningStore, workspace: WorkspaceId) -> None:
    await store.write(renewals.add, workspace, None, RENEWED, {})
    await store.write(renewals.add, workspace, None, BACK, {})
    with pytest.raises(UniqueViolation):
        await store.write(renewals.add, workspace, None, replace(BACK, id="r3"), {})


async def test_a_claim_is_of_one_entry_in_one_programme(store: RunningStore, workspace: WorkspaceId) -> None:
    def write(unit: Unit) -> None:
        entries.lock_ledger(unit, BEN)
        entries.write(unit, entry("e1"), key="k1")
        claims.keep(unit, BEN, Claim("e1", "scrum_alliance", logged=date(2026, 12, 2)))
        claims.keep(unit, BEN, Claim("e1", "pmp", category="education"))
        claims.keep(unit, BEN, Claim("e1", "pmp", category="giving_back"))

    await store.write(write, workspace)
    at_sa = Claim("e1", "scrum_alliance", logged=date(2026, 12, 2), at=NOON)
    at_pmi = Claim("e1", "pmp", category="giving_back", at=NOON)
    both = {("e1", "scrum_alliance"): at_sa, ("e1", "pmp"): at_pmi}
    assert await store.read(claims.claims_of, workspace, BEN) == both
    assert await store.read(claims.claims, workspace, "e1") == both
    assert await store.read(claims.claims_of, workspace, ANA) == {}
    await store.write(claims.drop, workspace, None, "e1", "pmp")
    assert await store.read(claims.claims, workspace, "e1") == {("e1", "scrum_alliance"): at_sa}
