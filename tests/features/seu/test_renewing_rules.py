"""What a renewal writes for each credential; and that no minute is ever used up twice, whatever is done in whatever order."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.features.seu.rules import renewing
from bot.features.seu.rules.held import Renewal, RenewalKind, standing
from bot.features.seu.rules.progress import progress_of
from bot.features.seu.rules.record import Line, Record, Use
from bot.features.seu.rules.refusals import AlreadyTakenBack, RenewedSince
from bot.features.seu.rules.renewal import plan_by_units
from bot.features.seu.rules.renewal_refusals import CourseToCome, NoNewDate, NotLater, RenewedAlready, UnlikelyExpiry
from bot.features.seu.rules.values import Category
from tests.features.seu.learning import PMI, PROGRAMMES, SA, TODAY, day, held, line, progress, record, renewal

EXPIRY = day("2026-11-21")


def test_the_shares_of_a_renewal_are_filled_one_after_the_other_the_oldest_first() -> None:
    both = progress(SA, record([line(34, "2025-01-01")], [held("csm"), held("cspo"), held("a_cspo", None, entered="2026-11-21")]))
    parts = renewing.shared({"a": 1000, "b": 1000, "c": 400}, both.joint)
    assert [share.held.name for share in both.joint.shares] == ["a_cspo", "csm", "cspo"]
    assert parts == ({"a": 1000, "b": 800}, {"b": 200, "c": 400}, {})


def test_what_is_used_beyond_the_shares_is_the_last_ones() -> None:
    one = progress(SA, record([line(34, "2025-01-01")], [held()]))
    assert renewing.shared({"a": 1300}, one.joint) == ({"a": 1300},)
    assert renewing.shared({}, one.joint) == ({},)


def test_each_credential_has_a_row_with_its_own_expiry_of_before_and_the_rules_of_before() -> None:
    pmp = held("pmp", "2024-03-10", programme="pmi")
    of = record([line(70, "2025-01-01")], [pmp])
    found = progress(PMI, of)
    plan = plan_by_units(found)
    ((row, uses),) = renewing.rows_of(plan, found, of, after=day("2030-03-10"), day=TODAY, ids=["r1"])
    assert row == Renewal("r1", "pmp", RenewalKind.UNITS, TODAY, day("2027-03-10"), day("2030-03-10"), "1")
    assert uses == plan.uses


def test_two_plans_have_two_fingerprints() -> None:
    plans = [plan_by_units(progress(SA, record(lines, [held()]))) for lines in ([], [line(1)], [line(2)])]
    assert len({renewing.fingerprint(plan) for plan in plans}) == 3


def test_a_cycle_that_has_not_begun_is_not_renewed() -> None:
    renewed = record([line(20)], [held()], [renewal("cspo", "2026-11-21", "2028-11-21", on="2026-08-01")])
    with pytest.raises(RenewedAlready) as refused:
        renewing.planned(progress(SA, renewed), (), None, TODAY)
    assert refused.value.until == day("2028-11-21")
    assert renewing.planned(progress(SA, renewed), (), None, EXPIRY).short == 20 * 60
    assert renewing.planned(progress(SA, renewed), (), TODAY, TODAY).after == day("2028-08-01")


def test_a_course_renews_once() -> None:
    course = renewal("cspo", "2026-11-21", "2028-06-15", on="2026-06-15", kind=RenewalKind.COURSE)
    after = progress(SA, record([], [held()], [course]))
    for again in (day("2026-06-14"), day("2026-06-15")):
        with pytest.raises(RenewedAlready):
            renewing.planned(after, [course], again, TODAY)
    assert renewing.planned(after, [course], day("2026-06-16"), TODAY).after == day("2028-06-16")


def test_a_course_that_is_still_to_come_renews_nothing() -> None:
    with pytest.raises(CourseToCome):
        renewing.planned(progress(SA, record([], [held()])), (), TODAY + timedelta(days=1), TODAY)


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [(EXPIRY, NotLater), (EXPIRY - timedelta(days=1), NotLater), (day("2036-08-02"), UnlikelyExpiry)],
)
def test_a_new_expiry_that_no_renewal_has_is_refused(chosen: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        renewing.new_expiry(plan_by_units(progress(SA, record([], [held()]))), chosen, TODAY)


def test_the_new_expiry_is_the_computed_one_unless_another_was_read() -> None:
    plan = plan_by_units(progress(SA, record([], [held()])))
    assert renewing.new_expiry(plan, None, TODAY) == day("2028-11-21")
    assert renewing.new_expiry(plan, day("2028-12-31"), TODAY) == day("2028-12-31")
    with pytest.raises(UnlikelyExpiry):
        renewing.new_expiry(plan, None, day("2029-01-01"))


def test_where_no_cycle_is_known_the_new_expiry_is_asked() -> None:
    coach = held("Coach", entered="2027-01-01", programme="generic")
    plan = renewing.planned(progress(PROGRAMMES["generic"], record([line(2)], [coach])), (), None, TODAY)
    with pytest.raises(NoNewDate):
        renewing.new_expiry(plan, None, TODAY)


def test_what_was_renewed_at_once_is_taken_back_at_once_and_the_newest_first() -> None:
    first = [replace(renewal(name, "2026-11-21", "2028-11-21", on="2026-10-01"), id=f"1{name}") for name in ("csm", "cspo")]
    second = [replace(renewal(name, "2028-11-21", "2030-11-21", on="2028-10-01"), id=f"2{name}") for name in ("csm", "cspo")]
    of = record([], [held("csm"), held("cspo")], [*first, *second])
    every = renewing.renewals_of(of, "scrum_alliance", "csm", together=True)
    assert {one.id for one in renewing.newest(every)} == {"2csm", "2cspo"}
    assert [one.id for one in renewing.renewals_of(of, "scrum_alliance", "csm", together=False)] == ["1csm", "2csm"]
    with pytest.raises(RenewedSince):
        renewing.all_taken_back(every, renewing.of_one_time(every, "1csm"), day=TODAY, ids=["x", "y"])
    backs = renewing.all_taken_back(every, renewing.newest(every), day=TODAY, ids=["x", "y"])
    assert {one.undoes for one in backs} == {"2csm", "2cspo"}
    assert {one.id for one in renewing.newest([*every, *backs])} == {"1csm", "1cspo"}
    with pytest.raises(AlreadyTakenBack):
        renewing.of_one_time([*every, *backs], "2csm")
    assert renewing.newest([]) == ()


def test_what_was_corrected_away_after_it_was_used_up_is_told() -> None:
    mended = line(1, entry="e2", activity="a1")
    of = record([mended], [held()], used={})
    of = replace(of, used={("scrum_alliance", "cspo"): (Use("e1", "a1", 100), Use("e9", "a9", 5))})
    assert renewing.used_and_gone(of, progress(SA, of)) == 45
    pmp = held("pmp", "2024-03-10", programme="pmi")
    apart = replace(of, held=(pmp,), used={("pmi", "pmp"): (Use("e1", "a1", 70),), ("pmi", "pmi_acp"): (Use("e1", "a1", 70),)})
    assert renewing.used_and_gone(apart, progress(PMI, apart)) == 10


def test_the_new_cycle_begins_with_what_is_free_in_its_days() -> None:
    lines = [line(20, "2025-01-01"), line(3, "2026-11-21"), line(2, "2026-11-25")]
    of = record(lines, [held()])
    found = progress(SA, of, today=day("2026-12-01"))
    plan = plan_by_units(found)
    assert renewing.kept_for_the_next(found, of, plan, day("2028-11-21"), SA, day("2026-12-01")) == 5 * 60
    unknown = replace(SA, certifications={})
    assert renewing.kept_for_the_next(found, of, plan, day("2028-11-21"), unknown, day("2026-12-01")) == 0


ACTS = st.one_of(
    st.tuples(st.just("learn"), st.integers(1, 900), st.integers(-700, 700)),
    st.tuples(st.just("correct"), st.integers(0, 900), st.integers(0, 20)),
    st.tuples(st.just("renew"), st.just(0), st.just(0)),
    st.tuples(st.just("back"), st.just(0), st.just(0)),
)


class Life:
    """Somebody with CSM and CSPO who learns, corrects, renews and takes back, a day at a time; held against each minute's own count."""

    def __init__(self) -> None:
        self.today = TODAY
        self.lines: dict[str, Line] = {}
        self.renewals: list[Renewal] = []
        self.uses: dict[str, dict[str, int]] = {}
        self.activities: dict[str, str] = {}
        self.number = 0

    def fresh(self) -> str:
        self.number += 1
        return f"{self.number:04}"

    @property
    def record(self) -> Record:
        holds = (held("csm"), held("cspo"))
        left = {one.id for one in standing(tuple(self.renewals))}
        by = {one.id: tuple(each for each in self.renewals if each.credential == one.id) for one in holds}
        used = {
            ("scrum_alliance", one.id): tuple(
                Use(entry, self.activities[entry], minutes)
                for each in by[one.id]
                if each.id in left
                for entry, minutes in self.uses[each.id].items()
            )
            for one in holds
        }
        lines = tuple(sorted(self.lines.values(), key=lambda each: each.day))
        return Record(lines, holds, {("scrum_alliance", one): each for one, each in by.items()}, used)

    def used(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for use in self.record.used_in("scrum_alliance"):
            found[use.activity] += use.minutes
        return found

    def do(self, verb: str, first: int, second: int) -> None:
        self.today += timedelta(days=1)
        match verb:
            case "learn":
                entry = self.fresh()
                self._write(Line(entry, f"a{entry}", first, EXPIRY + timedelta(days=second), Category.EVENT))
            case "correct" if self.lines:
                old = list(self.lines.values())[second % len(self.lines)]
                del self.lines[old.activity]
                if first:
                    self._write(replace(old, entry=self.fresh(), minutes=first))
            case "renew":
                self._renew()
            case "back":
                self._take_back()

    def _write(self, one: Line) -> None:
        self.lines[one.activity] = one
        self.activities[one.entry] = one.activity

    def _renew(self) -> None:
        before, of = self.used(), self.record
        found = progress_of(SA, of.held[0], of, self.today)
        assert found is not None
        plan = plan_by_units(found)
        assert sum(plan.uses.values()) == (found.need or 0) - plan.short <= found.counted
        assert plan.after is not None
        rows = renewing.rows_of(plan, found, of, after=plan.after, day=self.today, ids=[self.fresh() for _ in found.joint.shares])
        for row, uses in rows:
            self.renewals.append(replace(row, at=datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC)))
            self.uses[row.id] = dict(uses)
        for activity, minutes in self.used().items():
            assert minutes == before[activity] or minutes <= self.lines[activity].minutes
        assert (self.used() - before).total() == sum(plan.uses.values())

    def _take_back(self) -> None:
        every = renewing.renewals_of(self.record, "scrum_alliance", "csm", together=True)
        of = renewing.newest(every)
        before, given_back = self.used(), Counter[str]()
        for one in of:
            for entry, minutes in self.uses[one.id].items():
                given_back[self.activities[entry]] += minutes
        for back in renewing.all_taken_back(every, of, day=self.today, ids=[self.fresh() for _ in of]):
            self.renewals.append(replace(back, at=datetime(self.today.year, self.today.month, self.today.day, tzinfo=UTC)))
            self.uses[back.id] = {}
        assert self.used() + given_back == before


@settings(max_examples=60)
@given(st.lists(ACTS, max_size=25))
def test_no_minute_is_used_up_twice_whatever_is_learned_corrected_renewed_and_taken_back(
    acts: list[tuple[str, int, int]],
) -> None:
    life = Life()
    for act in acts:
        life.do(*act)
    assert all(minutes >= 0 for minutes in life.used().values())
