"""What a renewal uses up, what a course renews, and how a renewal is taken back."""

from dataclasses import replace

import pytest

from bot.features.seu.rules.held import RenewalKind
from bot.features.seu.rules.record import Record
from bot.features.seu.rules.refusals import AlreadyTakenBack, CourseRenewsNothing, NothingToRenew, RenewedSince
from bot.features.seu.rules.renewal import plan_by_course, plan_by_units, taken_back
from bot.features.seu.rules.values import Category
from tests.features.seu.learning import PMI, PROGRAMMES, SA, day, filed, held, line, progress, record, renewal, with_window

ELEVEN = [line(1, f"2026-{month:02}-01", entry=f"m{month}") for month in range(1, 8)]


def test_case_16_a_renewal_uses_the_oldest_first_and_exactly_the_need_and_the_rest_stays_free() -> None:
    lines = [line(12, "2025-01-01", entry="old"), line(12, "2025-06-01", entry="middle"), line(10, "2026-06-01", entry="new")]
    wide = with_window(SA, 30)
    before = record(lines, [held()])
    plan = plan_by_units(progress(wide, before))
    assert plan.uses == {"old": 720, "middle": 480}
    assert (plan.before, plan.after) == (day("2026-11-21"), day("2028-11-21"))
    assert (plan.short, plan.surplus) == (0, 14 * 60)
    renewed = record(lines, [held()], [renewal("cspo", "2026-11-21", "2028-11-21", on="2026-10-01")], used=plan.uses)
    later = progress(wide, renewed)
    assert [(one.line.entry, one.minutes) for one in later.counts] == [("new", 600)]


def test_a_renewal_goes_ahead_with_less_than_the_need_for_the_body_may_know_more() -> None:
    plan = plan_by_units(progress(SA, record(ELEVEN, [held()])))
    assert (sum(plan.uses.values()), plan.short, plan.surplus) == (7 * 60, 13 * 60, 0)


def test_what_is_renewed_at_once_is_used_up_once_for_all() -> None:
    lines = [line(20, "2025-01-01", entry="a"), line(20, "2026-01-01", entry="b")]
    both = record(lines, [held("csm"), held("cspo")])
    assert plan_by_units(progress(SA, both)).uses == {"a": 1200, "b": 600}
    renewed = replace(both, used=record(lines, both.held, used={"a": 1200, "b": 600}).used)
    assert [progress(SA, renewed, name).counted for name in ("csm", "cspo")] == [600, 600]


def test_a_leap_day_comes_back_with_the_second_renewal() -> None:
    leap = held(issued="2024-02-29")
    assert plan_by_units(progress(SA, record(holds=[leap]))).after == day("2026-02-28").replace(year=2028, day=29)


def test_what_is_used_up_would_have_been_enough_by_itself() -> None:
    pmp = held("pmp", "2024-03-10", programme="pmi")
    hours = [
        ("ways_of_working", 40.0),
        ("practitioner", 12.0),
        ("sharing", 20.0),
        ("power_skills", 9.5),
        ("business_acumen", 8.0),
    ]
    lines = [line(each, f"2026-0{n + 1}-01", entry=name) for n, (name, each) in enumerate(hours)]
    of = record(lines, [pmp], claims=[filed(one, one.entry) for one in lines])
    plan = plan_by_units(progress(PMI, of))
    assert {entry: minutes / 60 for entry, minutes in plan.uses.items()} == {
        "ways_of_working": 40.0,
        "practitioner": 4.0,
        "power_skills": 8.0,
        "business_acumen": 8.0,
    }
    only = Record(
        lines=tuple(replace(one, minutes=plan.uses.get(one.entry, 0)) for one in of.lines), held=of.held, claims=of.claims
    )
    assert progress(PMI, only).is_done


def test_a_course_that_renews_everything_uses_up_nothing() -> None:
    of = record([line(34)], [held()])
    plan = plan_by_course(progress(SA, of), day("2026-06-15"))
    assert (plan.kind, plan.uses, plan.before, plan.after) == (RenewalKind.COURSE, {}, day("2026-11-21"), day("2028-06-15"))
    assert plan.surplus == 34 * 60


def test_where_a_course_renews_nothing_that_is_said() -> None:
    pmp = held("pmp", programme="pmi")
    with pytest.raises(CourseRenewsNothing):
        plan_by_course(progress(PMI, record(holds=[pmp])), day("2026-06-15"))


def test_what_never_expires_is_not_renewed() -> None:
    psm = held("psm_i", programme="none")
    one = progress(PROGRAMMES["none"], record([line(2)], [psm]))
    for plan in (plan_by_units, lambda each: plan_by_course(each, day("2026-06-15"))):
        with pytest.raises(NothingToRenew):
            plan(one)


def test_where_no_cycle_is_known_the_person_says_the_new_date() -> None:
    coach = held("Coach", entered="2027-01-01", programme="generic")
    plan = plan_by_units(progress(PROGRAMMES["generic"], record([line(2)], [coach])))
    assert (plan.before, plan.after, plan.uses) == (day("2027-01-01"), None, {})


def test_the_newest_renewal_is_taken_back_and_only_once() -> None:
    first = renewal("cspo", "2026-11-21", "2028-11-21", name="first")
    second = renewal("cspo", "2028-11-21", "2030-11-21", name="second")
    with pytest.raises(RenewedSince):
        taken_back([first, second], "first", new_id="x", day=day("2028-12-01"))
    back = taken_back([first, second], "second", new_id="x", day=day("2028-12-01"))
    assert (back.kind, back.undoes, back.credential, back.before, back.after) == (
        RenewalKind.TAKEN_BACK,
        "second",
        "cspo",
        day("2030-11-21"),
        day("2028-11-21"),
    )
    for gone in ("second", "unheard of"):
        with pytest.raises(AlreadyTakenBack):
            taken_back([first, second, back], gone, new_id="y", day=day("2028-12-02"))
    assert taken_back([first, second, back], "first", new_id="y", day=day("2028-12-02")).undoes == "first"


def test_a_kind_of_learning_that_does_not_count_is_not_used_up() -> None:
    pmp = held("pmp", "2024-03-10", programme="pmi")
    assert plan_by_units(progress(PMI, record([line(3, "2026-05-01", Category.OTHER)], [pmp]))).uses == {}
