"""When credentials expire and what is renewed at once: the cases of the specification by their numbers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.seu.rules.credentials import Part, Term, add_months, joint_renewal, term_of
from bot.features.seu.rules.held import Held, RenewalKind
from bot.features.seu.rules.programmes import Anchor, Programme
from bot.features.seu.rules.record import Record
from tests.features.seu.learning import IIBA, PMI, PROGRAMMES, SA, at, day, held, record, renewal


def expiry(one: Held, of: Record | None = None, programme: Programme = SA) -> str | None:
    term = term_of(programme, one, of or record(holds=[one]))
    return None if term is None else term.expiry.isoformat()


def parts(*holds: Held, of: str = "") -> tuple[dict[str, Part], int | None, str]:
    joint = joint_renewal(SA, next(one for one in holds if one.name == (of or holds[0].name)), record(holds=holds))
    assert joint is not None
    fee = joint.fee()
    assert fee is not None
    return (
        {share.held.name: share.part for share in joint.shares},
        joint.need and joint.need // 60,
        f"{fee.amount} {fee.currency}",
    )


def test_case_15_what_was_issued_on_29_february_ends_on_the_28th_and_on_the_29th_of_a_leap_year() -> None:
    leap = held(issued="2024-02-29")
    first = renewal("cspo", "2026-02-28", "2028-02-29")
    assert expiry(leap) == "2026-02-28"
    assert expiry(leap, record(holds=[leap], renewals=[first])) == "2028-02-29"
    term = term_of(SA, leap, record(holds=[leap], renewals=[first]))
    assert term == Term(day("2024-02-29"), 48)
    assert (term.before(24), term.after(24).expiry) == (day("2026-02-28"), day("2030-02-28"))


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.integers(1, 10))
def test_a_term_never_leaves_the_day_of_the_month_that_it_began_on_but_for_months_too_short(issued: date, cycles: int) -> None:
    ends = Term(issued, 24 * cycles).expiry
    assert (ends.year, ends.month) == (issued.year + 2 * cycles, issued.month)
    assert ends.day == issued.day or (ends.day < issued.day and (ends + timedelta(days=1)).day == 1)


def test_what_the_person_read_at_the_body_outranks_what_is_computed() -> None:
    assert expiry(held(entered="2026-12-24", entered_at=at("2026-01-05"))) == "2026-12-24"
    assert expiry(held(issued=None, entered="2026-12-24")) == "2026-12-24"


def test_of_a_renewal_and_what_was_entered_the_later_word_counts() -> None:
    renewals = [renewal("cspo", "2026-11-21", "2028-11-21", on="2026-10-01")]
    before, after = (held(entered="2029-01-31", entered_at=at(when)) for when in ("2026-09-30", "2026-10-02"))
    assert expiry(before, record(holds=[before], renewals=renewals)) == "2028-11-21"
    assert expiry(after, record(holds=[after], renewals=renewals)) == "2029-01-31"


def test_a_renewal_that_was_taken_back_counts_no_more() -> None:
    one = held()
    first = renewal("cspo", "2026-11-21", "2028-11-21", name="first")
    back = renewal("cspo", "2028-11-21", "2026-11-21", kind=RenewalKind.TAKEN_BACK, undoes="first")
    assert expiry(one, record(holds=[one], renewals=[first])) == "2028-11-21"
    assert expiry(one, record(holds=[one], renewals=[first, back])) == "2026-11-21"


def test_a_term_that_was_entered_in_step_with_the_issue_goes_on_from_the_issue() -> None:
    leap = held(issued="2024-02-29", entered="2026-02-28", entered_at=at("2025-01-01"))
    assert term_of(SA, leap, record(holds=[leap])) == Term(day("2024-02-29"), 24)
    odd = held(issued="2024-02-29", entered="2026-03-31", entered_at=at("2025-01-01"))
    assert term_of(SA, odd, record(holds=[odd])) == Term(day("2026-03-31"))


def test_a_course_moves_the_date_of_everything_that_is_renewed_together() -> None:
    csm, cspo = held("csm", "2024-01-10"), held("cspo", "2024-09-20")
    assert [expiry(one, record(holds=[csm, cspo])) for one in (csm, cspo)] == ["2026-09-20", "2026-09-20"]
    course = renewal("cspo", "2026-09-20", "2028-06-15", on="2026-06-15", kind=RenewalKind.COURSE)
    assert [expiry(one, record(holds=[csm, cspo], renewals=[course])) for one in (csm, cspo)] == ["2028-06-15", "2028-06-15"]


def test_elsewhere_each_credential_has_its_own_dates() -> None:
    pmp, acp = held("pmp", "2024-01-10", programme="pmi"), held("pmi_acp", "2025-09-20", programme="pmi")
    renewed = renewal("pmp", "2027-01-10", "2030-01-10")
    both = record(holds=[pmp, acp], renewals=[renewed])
    assert [expiry(one, both, PMI) for one in (pmp, acp)] == ["2030-01-10", "2028-09-20"]


def test_who_records_an_old_credential_has_renewed_it_since() -> None:
    assert expiry(held(issued="2018-03-01", recorded="2026-02-28")) == "2026-03-01"
    assert expiry(held(issued="2018-03-01", recorded="2026-03-02")) == "2028-03-01"


def test_what_is_prepared_for_and_what_never_expires_has_no_term() -> None:
    assert expiry(held(issued=None)) is None
    assert expiry(held("psm_i", programme="none"), programme=PROGRAMMES["none"]) is None


def test_where_no_cycle_is_known_the_person_says_when_it_expires() -> None:
    other = PROGRAMMES["generic"]
    assert expiry(held("Kanban Coach", programme="generic"), programme=other) is None
    assert expiry(held("Kanban Coach", entered="2027-05-05", programme="generic"), programme=other) == "2027-05-05"


def test_a_cycle_of_whole_months_ends_with_the_month_of_the_issue() -> None:
    isc2 = PROGRAMMES["isc2"]
    assert isc2.cycle is not None
    assert isc2.cycle.anchor is Anchor.MONTH_END
    assert expiry(held("cissp", "2024-04-10", programme="isc2"), programme=isc2) == "2027-04-30"


@pytest.mark.parametrize(
    ("names", "need", "fee"),
    [
        (["cspo"], 20, "100 USD"),
        (["csm", "cspo"], 30, "100 USD"),
        (["a_cspo", "cspo"], 30, "175 USD"),
        (["csp_sm", "csp_po", "csd"], 70, "250 USD"),
        (["a_csm", "csm", "cspo"], 40, "175 USD"),
    ],
)
def test_the_highest_level_is_renewed_with_an_add_on_for_each_other_track(names: list[str], need: int, fee: str) -> None:
    for name in names:
        assert parts(*map(held, names), of=name)[1:] == (need, fee)


def test_a_lower_credential_of_a_track_renews_with_the_highest() -> None:
    shares, _, _ = parts(held("csm"), held("a_cspo"), held("cspo"))
    assert shares == {"a_cspo": Part.WHOLE, "csm": Part.ADD_ON, "cspo": Part.WITH_HIGHER}


def test_what_is_prepared_for_and_what_is_of_another_body_adds_nothing() -> None:
    assert parts(held("cspo"), held("csm", issued=None), held("pmp", programme="pmi"))[1] == 20


def test_what_this_version_does_not_know_is_left_out() -> None:
    assert joint_renewal(SA, held("cal"), record(holds=[held("cal")])) is None
    assert parts(held("cspo"), held("cal"))[1] == 20


def test_the_fee_is_the_one_that_the_person_pays() -> None:
    pmp = replace(held("pmp", programme="pmi"), variant="anybody")
    joint = joint_renewal(PMI, pmp, record(holds=[pmp]))
    assert joint is not None
    assert [fee and str(fee.amount) for fee in (joint.fee(), joint.fee("member"), joint.fee("unheard of"))] == ["150", "60", "60"]
    cbap = joint_renewal(IIBA, held("cbap", programme="iiba"), record())
    assert cbap is not None
    assert cbap.fee() is None


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(-600, 600))
def test_months_later_is_the_same_day_or_the_last_of_a_month_too_short(start: date, months: int) -> None:
    moved = add_months(start, months)
    assert (moved.year * 12 + moved.month) - (start.year * 12 + start.month) == months
    assert moved.day == start.day or (moved + timedelta(days=1)).day == 1
