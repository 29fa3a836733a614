"""How far somebody is on the way to a renewal: the cases of the specification by their numbers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.features.seu.rules.programmes import CarryOver, Cycle, Programme, Rounding
from bot.features.seu.rules.progress import Next, next_step, progress_of, steps_left
from bot.features.seu.rules.record import Line, Record, Use, balance, standing_lines
from bot.features.seu.rules.values import Category, Kind
from tests.features.seu.learning import (
    IIBA,
    PMI,
    PROGRAMMES,
    SA,
    TODAY,
    day,
    filed,
    held,
    line,
    logged,
    progress,
    record,
    renewal,
    with_window,
)
from tests.features.seu.scene import entry

PMP = held("pmp", "2024-03-10", programme="pmi")
CBAP = held("cbap", "2025-01-01", programme="iiba")


def of_pmp(hours: dict[str, float]) -> Record:
    """Return a record with lines filed under categories of PMI."""
    lines = {name: line(each, "2026-05-01") for name, each in hours.items()}
    return record(lines.values(), [PMP], claims=[filed(one, name) for name, one in lines.items()])


def counted(programme: Programme, of: Record) -> dict[str, tuple[float, float]]:
    """Return what of each category counts, and what is over its own maximum, in units."""
    return {one.category.key: (one.counted / 60, one.over / 60) for one in progress(programme, of).done.categories}


def test_case_11_a_minute_less_than_the_need_is_missing_and_the_need_is_done() -> None:
    short, enough = ([line(19), line(minutes / 60)] for minutes in (59, 60))
    one = progress(SA, record(short, [held()]))
    assert (one.missing, one.is_done) == (1, False)
    other = progress(SA, record(enough, [held()]))
    assert (other.missing, other.surplus, other.is_done) == (0, 0, True)


@pytest.mark.parametrize(
    ("on", "counts"), [("2026-11-21", True), ("2026-11-22", False), ("2024-11-21", True), ("2024-11-20", False)]
)
def test_case_12_the_day_of_the_expiry_and_the_first_day_of_the_window_count(on: str, counts: bool) -> None:
    one = progress(SA, record([line(2, on)], [held(entered="2026-11-21")]))
    assert (one.window.first, one.window.last) == (day("2024-11-21"), day("2026-11-21"))
    assert one.counted == (120 if counts else 0)


def test_case_17_one_entry_counts_in_each_programme_rounded_by_its_own_step() -> None:
    meeting = line(50 / 60)
    both = record([meeting], [held(), PMP])
    assert progress(SA, both).counted == 50
    assert progress(PMI, both, "pmp").counted == 45
    assert str(PMI.unit.amount(45)) == "0.75"


def test_case_18_what_is_over_a_cap_does_not_count_and_is_said() -> None:
    reading = record([line(18, category=Category.READING)], [CBAP])
    assert counted(IIBA, reading)["self_directed"] == (15, 3)
    giving = of_pmp({"practitioner": 10, "sharing": 18})
    assert counted(PMI, giving)["practitioner"] == (8, 2)
    assert counted(PMI, giving)["giving_back"] == (25, 1)
    assert progress(PMI, giving).counted == 25 * 60
    assert next(one for one in progress(PMI, giving).done.categories if one.category.key == "giving_back").had == 28 * 60


def test_case_19_the_total_is_reached_and_it_is_not_done_while_a_minimum_is_unmet() -> None:
    one = progress(PMI, of_pmp({"ways_of_working": 60}))
    assert (one.counted, one.missing, one.is_done) == (3_600, 0, False)
    assert [(each.category.label.in_language("fr"), each.missing // 60) for each in one.lacking] == [
        ("Power Skills", 8),
        ("Business Acumen", 8),
    ]
    assert next_step(PMI, PMP, one, {}).minutes == 16 * 60


def test_what_is_lacking_in_a_part_is_not_added_to_what_is_lacking_in_the_whole() -> None:
    one = progress(PMI, of_pmp({"sharing": 25}))
    assert {each.category.key: each.missing // 60 for each in one.lacking} == {
        "education": 35,
        "ways_of_working": 8,
        "power_skills": 8,
        "business_acumen": 8,
    }
    assert next_step(PMI, PMP, one, {}).minutes == 35 * 60


def test_another_credential_of_the_same_body_has_limits_of_its_own() -> None:
    acp = replace(PMP, id="pmi_acp", name="pmi_acp")
    lines = [line(20, "2026-05-01"), line(20, "2026-05-01", Category.WORK)]
    one = progress(PMI, record(lines, [acp]))
    assert (one.need, one.counted) == (30 * 60, 24 * 60)


def test_what_is_in_no_category_counts_only_when_the_person_says_which() -> None:
    talk = line(2, "2026-05-01", Category.PREPARING)
    assert (progress(PMI, record([talk], [PMP])).counted, progress(PMI, record([talk], [PMP])).unfiled) == (0, 120)
    chosen = progress(PMI, record([talk], [PMP], claims=[filed(talk, "presenting")]))
    assert (chosen.counted, chosen.unfiled) == (120, 0)
    gone = progress(PMI, record([talk], [PMP], claims=[filed(talk, "of a former version")]))
    assert gone.unfiled == 120


def test_what_was_logged_at_the_body_is_told_apart() -> None:
    there, here = line(3), line(2)
    one = progress(SA, record([there, here], [held()], claims=[logged(there)]))
    assert (one.logged.counted, one.unlogged, one.counted) == (180, 120, 300)


def test_a_reversed_credit_is_no_line_and_the_balance_is_what_stands() -> None:
    kept = entry("kept", 30, activity="a")
    gone, back = entry("gone", 60, activity="b"), entry("back", -60, activity="b", kind=Kind.REVERSAL, reverses="gone")
    lines = standing_lines([gone, kept, back])
    assert [one.entry for one in lines] == ["kept"]
    assert balance(lines) == sum(each.minutes for each in (gone, kept, back)) == 30


def test_minutes_that_were_used_up_are_gone_also_when_their_entry_is_corrected() -> None:
    anew = line(1.5, entry="anew", activity="guild")
    of = record([anew], [held()], used={"anew": 30})
    assert progress(SA, of).counted == 60
    corrected = replace(
        of, used={("scrum_alliance", "cspo"): tuple(replace(use, entry="before") for use in of.used_in("scrum_alliance"))}
    )
    assert progress(SA, corrected).counted == 60
    less = replace(corrected, lines=(replace(anew, minutes=20),))
    assert progress(SA, less).counted == 0


def test_what_a_corrected_entry_used_up_is_taken_once_from_all_that_stands_of_its_activity() -> None:
    attended, prepared = line(1, entry="attended", activity="guild"), line(0.5, entry="prepared", activity="guild")
    of = record([attended, prepared], [held()])
    gone = replace(of, used={("scrum_alliance", "cspo"): (Use("before", "guild", 75),)})
    assert [(one.line.entry, one.minutes) for one in progress(SA, gone).counts] == [("prepared", 15)]


def test_what_one_credential_used_up_is_free_for_another_where_each_is_renewed_by_itself() -> None:
    acp = replace(PMP, id="pmi_acp", name="pmi_acp")
    course = line(8, "2026-05-01")
    of = record([course], [PMP, acp], used={course.entry: 8 * 60})
    assert [progress(PMI, of, name).counted for name in ("pmp", "pmi_acp")] == [0, 480]


def test_a_surplus_of_the_last_year_is_carried_over_up_to_its_most() -> None:
    lines = [line(15, "2026-02-28"), line(15, "2026-04-01"), line(9, "2027-04-01")]
    renewed = renewal("pmp", "2027-03-10", "2030-03-10")
    of = record(lines, [PMP], [renewed])
    one = progress(PMI, of, today=day("2027-05-01"))
    assert (one.window.carried_from, one.carried, one.counted) == (day("2026-03-10"), 15 * 60, 24 * 60)
    more = progress(PMI, replace(of, lines=(*of.lines[:2], line(15, "2026-05-01"), of.lines[2])), today=day("2027-05-01"))
    assert (more.carried, more.counted) == (20 * 60, 29 * 60)


def test_a_body_may_carry_over_one_category_alone() -> None:
    isc2 = PROGRAMMES["isc2"]
    cissp = held("cissp", "2024-03-10", programme="isc2")
    of_domain, other = line(30, "2026-12-01"), line(20, "2026-12-02")
    renewed = renewal("cissp", "2027-03-31", "2030-03-31")
    of = record([of_domain, other], [cissp], [renewed], claims=[filed(of_domain, "group_a", isc2)])
    assert progress(isc2, of, today=day("2027-05-01")).carried == 30 * 60
    in_parts = replace(PMI, cycle=Cycle(36, 36, carry_over=CarryOver(600, 12, "education")))
    both = record(
        [line(1, "2026-12-01"), line(1, "2026-12-01", Category.WORK)], [PMP], [renewal("pmp", "2027-03-10", "2030-03-10")]
    )
    assert progress(in_parts, both, today=day("2027-05-01")).carried == 60


def test_nothing_is_carried_over_from_a_cycle_that_was_not_renewed_by_units() -> None:
    lines = [line(15, "2026-04-01")]
    moved = replace(PMP, entered=day("2030-03-10"))
    assert progress(PMI, record(lines, [moved])).carried == 0


def test_where_the_body_counts_the_total_it_is_rounded_once() -> None:
    total = replace(PMI, unit=replace(PMI.unit, rounded=Rounding.TOTAL))
    lines = [line(50 / 60, "2026-05-01") for _ in range(3)]
    assert progress(PMI, record(lines, [PMP])).counted == 3 * 45
    assert progress(total, record(lines, [PMP])).counted == 150


def test_a_wider_window_counts_what_was_learned_before() -> None:
    of = record([line(1, "2024-08-01")], [held()])
    assert [progress(with_window(SA, months), of).counted for months in (24, 30)] == [0, 60]


def test_it_is_over_the_day_after_the_expiry() -> None:
    one = progress(SA, record(holds=[held()]))
    assert [one.is_over(day(text)) for text in ("2026-11-21", "2026-11-22")] == [False, True]


def test_what_is_prepared_for_or_unknown_has_no_progress() -> None:
    prepared, unknown = held(issued=None), held("cal")
    assert progress_of(SA, prepared, record(holds=[prepared]), TODAY) is None
    assert progress_of(SA, unknown, record(holds=[unknown]), TODAY) is None


def test_where_nothing_is_asked_everything_is_counted_and_nothing_is_done() -> None:
    psm = held("psm_i", "2020-01-01", programme="none")
    one = progress(PROGRAMMES["none"], record([line(3, "2019-01-01"), line(1)], [psm]))
    assert (one.counted, one.need, one.missing, one.is_done, one.pace) == (240, None, 0, False, None)


def test_case_26_what_was_learned_before_a_credential_was_recorded_counts() -> None:
    assert progress(SA, record([line(4, "2025-01-01")], [held(recorded="2026-07-31")])).counted == 240


def steady(hours: float, months: int, until: str = "2026-07-15") -> list[Line]:
    last = day(until)
    return [line(hours, (last - timedelta(days=30 * n)).isoformat()) for n in range(months)]


def test_the_pace_is_the_learning_of_the_last_12_months_carried_on() -> None:
    one = progress(SA, record(steady(1, 12), [held()]))
    assert one.missing == 8 * 60
    assert one.pace is not None
    assert day("2027-03-25") <= one.pace <= day("2027-04-05")


def test_there_is_no_pace_where_nothing_was_learned_lately_and_where_it_is_done() -> None:
    assert progress(SA, record([line(10, "2025-07-31")], [held()])).pace is None
    assert progress(SA, record([line(10, "2025-08-01")], [held()])).pace is None
    assert progress(SA, record([line(10, "2025-08-02")], [held()])).pace == TODAY + timedelta(days=365)
    assert progress(SA, record([line(20)], [held()])).pace is None


def test_there_is_no_pace_towards_a_minimum_that_nothing_comes_closer_to() -> None:
    one = progress(PMI, of_pmp({"ways_of_working": 30}))
    assert one.pace is None
    other = progress(PMI, of_pmp({"ways_of_working": 30, "power_skills": 4, "business_acumen": 6}))
    assert other.pace == TODAY + timedelta(days=365)


def test_what_was_used_up_is_part_of_the_pace() -> None:
    lines = [line(20, "2026-04-01", entry="used"), line(10, "2026-07-01")]
    renewals = [renewal("cspo", "2026-11-21", "2028-11-21", on="2026-05-01")]
    of = record(lines, [held()], renewals, used={"used": 20 * 60})
    wide = progress(with_window(SA, 30), of)
    assert (wide.counted, wide.missing) == (600, 600)
    assert wide.pace == TODAY + timedelta(days=122)


def test_what_comes_next_goes_from_preparing_to_renewing() -> None:
    prepared = held(issued=None)
    steps = SA.certifications["cspo"].steps
    assert next_step(SA, prepared, None, {}).step == steps[0]
    assert next_step(SA, prepared, None, {steps[0].key: TODAY}).step == steps[1]
    assert next_step(SA, prepared, None, {step.key: TODAY for step in steps}).kind is Next.NOTHING
    assert steps_left(SA, held("cal"), {}) == []
    twelve, eight = line(12), line(8)
    stages = [
        record([twelve], [held()]),
        record([twelve, eight], [held()], claims=[logged(twelve)]),
        record([twelve, eight], [held()], claims=[logged(twelve), logged(eight)]),
    ]
    found = [next_step(SA, held(), progress(SA, of), {}) for of in stages]
    assert [(one.kind, one.minutes) for one in found] == [(Next.LEARN, 480), (Next.LOG, 480), (Next.RENEW, 0)]


def test_where_nothing_is_asked_only_an_expiry_leads_on() -> None:
    psm = held("psm_i", programme="none")
    assert next_step(PROGRAMMES["none"], psm, progress(PROGRAMMES["none"], record(holds=[psm])), {}).kind is Next.NOTHING
    coach = held("Coach", entered="2027-01-01", programme="generic")
    assert next_step(PROGRAMMES["generic"], coach, progress(PROGRAMMES["generic"], record(holds=[coach])), {}).kind is Next.RENEW
