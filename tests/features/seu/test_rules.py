"""What a presence is worth and how entries are mended: the cases of the specification by their numbers, and what always holds."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.features.seu.rules import entries
from bot.features.seu.rules.activities import Activity, attended_anew
from bot.features.seu.rules.own import self_report
from bot.features.seu.rules.refusals import (
    AlreadyReversed,
    BadMinutes,
    LongerThanSession,
    NothingChanged,
    ReasonMissing,
    ReasonTooLong,
)
from bot.features.seu.rules.values import Category, Entry, Kind, Session, Source, Word, Worth
from bot.features.seu.rules.worth import stated_worth, worth
from bot.presence.rules import Segment
from tests.features.desk import ANA, BEN
from tests.features.seu.scene import HOUR, SESSION, SIX, WORD, entry, segments

FULL = replace(SESSION, rule="full:80")
IDS = ("back", "anew")
HOST = Word(Source.HOST, ANA, "left early")


def credited(session: Session, *spans: str, elsewhere: list[Segment] | None = None) -> Worth:
    return worth(session, segments(*spans), elsewhere or [])


def agree(held: list[Entry], credited: int, word: Word = HOST) -> list[tuple[Kind, int, Source]]:
    lines = entries.agreement(SESSION, BEN, held, Worth(credited, 0, credited), word=word, ids=IDS)
    return [(line.kind, line.minutes, line.source) for line in lines]


def test_case_1_who_comes_two_minutes_late_has_58_minutes_or_the_whole_hour_where_80_percent_are_enough() -> None:
    assert credited(SESSION, "18:02-") == Worth(58, 0, 58)
    assert credited(FULL, "18:02-") == Worth(58, 0, 60)


def test_full_credit_begins_exactly_at_its_share() -> None:
    assert credited(FULL, "18:12-").credited == 60
    assert credited(FULL, "18:13-").credited == 47


def test_case_2_two_devices_count_as_one() -> None:
    assert credited(SESSION, "18:10-18:40", "18:30-19:00").credited == 50


def test_case_3_what_lies_outside_the_session_does_not_count() -> None:
    assert credited(SESSION, "17:55-18:12", "18:20-19:10").credited == 52


def test_case_5_minutes_that_two_sessions_share_count_once_and_the_second_says_so() -> None:
    assert credited(SESSION, "18:00-19:00", elsewhere=segments("17:30-18:25")) == Worth(60, 25, 35)
    assert credited(SESSION, "18:00-18:30", elsewhere=segments("18:00-19:00")) == Worth(30, 30, 0)
    assert credited(SESSION, "18:00-18:30", elsewhere=segments("18:30-19:00")) == Worth(30, 0, 30)


def test_who_shares_a_part_gets_exact_minutes_even_where_the_rule_gives_the_whole() -> None:
    assert credited(FULL, "18:00-19:00", elsewhere=segments("18:00-18:10")).credited == 50


def test_case_6_below_the_minimum_there_is_nothing_to_credit() -> None:
    assert credited(replace(SESSION, minimum=15), "18:00-18:10") == Worth(10, 0, 0)
    assert credited(replace(SESSION, minimum=15), "18:00-18:15").credited == 15


def test_the_minimum_asks_for_presence_and_not_for_what_is_new_of_it() -> None:
    found = credited(replace(SESSION, minimum=15), "18:00-18:20", elsewhere=segments("18:00-18:15"))
    assert found == Worth(20, 15, 5)


def test_the_hosts_word_counts_as_it_was_said_from_the_minimum_on() -> None:
    assert stated_worth(SESSION, 30) == Worth(30, 0, 30)
    assert stated_worth(replace(SESSION, minimum=15), 10) == Worth(10, 0, 0)


def test_case_8_the_hosts_word_reverses_the_entry_and_writes_a_new_one_on_the_activity_date() -> None:
    back, anew = entries.agreement(SESSION, BEN, [entry()], Worth(30, 0, 30), word=HOST, ids=IDS)
    assert (back.kind, back.minutes, back.reverses, back.day) == (Kind.REVERSAL, -60, "e1", date(2026, 12, 1))
    assert (anew.kind, anew.minutes, anew.reverses, anew.day) == (Kind.CREDIT, 30, None, date(2026, 12, 1))
    assert {(line.source, line.actor, line.reason) for line in (back, anew)} == {(Source.HOST, ANA, "left early")}


def test_case_8_an_entry_that_the_person_corrected_is_left_alone() -> None:
    held = [entry(), *entries.self_correction([entry()], entry(), 45, "my clock", ids=IDS)]
    assert agree(held, 30) == []


def test_a_ledger_that_agrees_gets_no_line() -> None:
    assert agree([entry()], 60) == []
    assert agree([], 0) == []


def test_the_hosts_nought_takes_the_entry_back_and_a_later_word_brings_it_again() -> None:
    assert agree([entry()], 0) == [(Kind.REVERSAL, -60, Source.HOST)]
    back = entries.reversal([entry()], entry(), entry_id="r", word=HOST)
    assert agree([entry(), back], 20) == [(Kind.CREDIT, 20, Source.HOST)]


def test_case_9_what_was_reversed_is_not_reversed_again() -> None:
    back = entries.reversal([entry()], entry(), entry_id="r", word=HOST)
    with pytest.raises(AlreadyReversed):
        entries.reversal([entry(), back], entry(), entry_id="r2", word=HOST)
    with pytest.raises(AlreadyReversed):
        entries.reversal([entry(), back], back, entry_id="r2", word=HOST)


def test_case_10_a_person_corrects_their_own_entry_at_once_with_a_reason() -> None:
    back, anew = entries.self_correction([entry()], entry(), 45, "  my clock ", ids=IDS)
    assert (back.minutes, anew.minutes) == (-60, 45)
    assert {(line.source, line.actor, line.reason) for line in (back, anew)} == {(Source.SELF, BEN, "my clock")}
    assert anew.reverses is None


def test_an_own_correction_to_nothing_only_takes_back() -> None:
    (back,) = entries.self_correction([entry()], entry(), 0, "was not there", ids=IDS)
    assert (back.kind, back.minutes) == (Kind.REVERSAL, -60)


@pytest.mark.parametrize("source", [Source.SELF, Source.HOST])
def test_case_10_what_was_taken_back_is_credited_anew_by_ones_own_word(source: Source) -> None:
    back = entries.reversal([entry()], entry(), entry_id="r", word=Word(source, ANA))
    held = [entry(), back]
    (anew,) = entries.self_correction(held, back, 45, "I was there", ids=IDS)
    assert (anew.kind, anew.minutes, anew.source, anew.reverses) == (Kind.CREDIT, 45, Source.SELF, None)
    assert (anew.activity, anew.day, anew.description) == ("s1", date(2026, 12, 1), "Platform guild")
    with pytest.raises(NothingChanged):
        entries.self_correction(held, back, 0, "I was not", ids=IDS)
    for old in held:
        with pytest.raises(AlreadyReversed):
            entries.self_correction([*held, anew], old, 30, "again", ids=IDS)


@pytest.mark.parametrize(
    ("minutes", "reason", "refusal"),
    [
        (60, "the same", NothingChanged),
        (45, "  ", ReasonMissing),
        (45, "\u2800\u3164\u200b", ReasonMissing),
        (45, "x" * 301, ReasonTooLong),
    ],
)
def test_an_own_correction_without_a_change_or_a_reason_is_refused(minutes: int, reason: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        entries.self_correction([entry()], entry(), minutes, reason, ids=IDS)


def test_a_host_is_asked_for_what_the_meeting_can_have_had() -> None:
    assert entries.roster_wish(SESSION, 43, 60, " I came at six ") == "I came at six"
    with pytest.raises(LongerThanSession) as refused:
        entries.roster_wish(SESSION, 43, 61, "overtime")
    assert refused.value.most == 60
    with pytest.raises(NothingChanged):
        entries.roster_wish(SESSION, 43, 43, "the same")
    with pytest.raises(ReasonMissing):
        entries.roster_wish(SESSION, 43, 60, "")


@pytest.mark.parametrize(
    ("hours", "minutes", "total"),
    [("0", "43", 43), ("1", "0", 60), (" 2 ", "05", 125), ("", "7", 7), ("24", "0", 1440), ("0", "0", 0)],
)
def test_hours_and_minutes_are_read_as_one_time(hours: str, minutes: str, total: int) -> None:
    assert entries.read_minutes(hours, minutes) == total


@pytest.mark.parametrize(
    ("hours", "minutes", "field"),
    [
        ("24", "1", "hours"),
        ("25", "0", "hours"),
        ("-1", "0", "hours"),
        ("1.5", "0", "hours"),
        ("12345", "0", "hours"),
        ("0", "60", "minutes"),
        ("0", "x", "minutes"),
        ("0", "٣", "minutes"),
    ],
)
def test_a_time_that_no_day_has_is_refused_beside_its_field(hours: str, minutes: str, field: str) -> None:
    with pytest.raises(BadMinutes) as refused:
        entries.read_minutes(hours, minutes)
    assert refused.value.field == field


def test_case_13_the_local_date_of_the_start_decides_never_utc() -> None:
    began = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
    session = replace(SESSION, began=began, ended=began + HOUR, zone="America/New_York")
    assert session.day == date(2026, 11, 21)
    assert entries.credit(session, BEN, Worth(60, 0, 60), entry_id="e", word=WORD).day == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("began", "minutes"),
    [(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), 60), (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 60)],
)
def test_case_14_a_clock_change_in_the_session_neither_gives_nor_takes_minutes(began: datetime, minutes: int) -> None:
    session = replace(SESSION, began=began, ended=began + HOUR, zone="Europe/Madrid")
    assert worth(session, [Segment(BEN, began, None)], []).credited == minutes
    assert session.day == began.date()


def test_case_20_seconds_are_rounded_once_and_down() -> None:
    assert credited(SESSION, "18:00:00-18:01:30", "18:10:00-18:11:30", "18:20:00-18:21:30").credited == 4


def test_a_standing_credit_is_found_among_what_was_taken_back() -> None:
    held = [entry(), *entries.self_correction([entry()], entry(), 45, "my clock", ids=IDS)]
    live = entries.live_credit(held, "s1")
    assert live is not None
    assert live.id == "anew"
    assert entries.live_credit(held, "another session") is None
    assert entries.last_word(held, "s1") == live
    assert entries.last_word(held, "another session") is None


SECOND = st.integers(-1_800, 5_400).map(lambda n: SIX + timedelta(seconds=n))
SPANS = st.lists(st.tuples(SECOND, st.none() | SECOND).map(lambda span: Segment(BEN, span[0], span[1])), max_size=6)
RULES = st.sampled_from([SESSION, FULL, replace(SESSION, minimum=15), replace(FULL, minimum=10)])


@given(RULES, SPANS, SPANS)
def test_nobody_gets_more_minutes_than_the_session_had(session: Session, mine: list[Segment], elsewhere: list[Segment]) -> None:
    found = worth(session, mine, elsewhere)
    assert 0 <= found.credited <= session.minutes
    assert 0 <= found.present <= session.minutes
    assert 0 <= found.shared <= found.present


@given(SPANS, SPANS)
def test_two_sessions_at_a_time_never_give_more_than_the_time_there_was(mine: list[Segment], elsewhere: list[Segment]) -> None:
    first = worth(SESSION, elsewhere, [])
    second = worth(SESSION, mine, elsewhere)
    together = worth(SESSION, [*mine, *elsewhere], [])
    assert together.credited - 1 <= first.credited + second.credited <= together.credited


@given(SPANS, st.randoms(use_true_random=False))
def test_the_order_and_the_repetition_of_segments_change_nothing(mine: list[Segment], chance: object) -> None:
    again = [*mine, *mine]
    chance.shuffle(again)  # type: ignore[attr-defined]  # hypothesis' own Random
    assert worth(SESSION, again, []) == worth(SESSION, mine, [])


@given(st.lists(st.tuples(st.sampled_from(["host", "self"]), st.integers(0, 90)), max_size=12))
def test_whatever_is_corrected_the_sum_is_the_standing_entry_and_nothing_is_written_over(acts: list[tuple[str, int]]) -> None:
    held: list[Entry] = [entry()]
    for number, (who, minutes) in enumerate(acts):
        before, ids = list(held), (f"b{number}", f"c{number}")
        last = entries.last_word(held, "s1")
        if who == "host":
            held += entries.agreement(SESSION, BEN, held, Worth(minutes, 0, minutes), word=HOST, ids=ids)
        elif last is not None and last.left != minutes:
            held += entries.self_correction(held, last, minutes, "mine", ids=ids)
        assert held[: len(before)] == before
        standing, last = entries.live_credit(held, "s1"), entries.last_word(held, "s1")
        assert last is not None
        assert sum(one.minutes for one in held) == last.left == (standing.minutes if standing else 0)


def test_who_mends_a_session_of_theirs_keeps_its_link_and_evidence_in_the_new_line() -> None:
    said = Activity(45, Category.COURSE, "", SESSION.day, "https://example.org/x", "a certificate")
    back, anew = attended_anew([entry()], entry(), said, "left early", ids=("e2", "e3"))
    assert (back.kind, back.link, back.evidence) == (Kind.REVERSAL, "", "")
    assert (anew.kind, anew.minutes, anew.link, anew.evidence) == (Kind.CREDIT, 45, "https://example.org/x", "a certificate")


def test_an_entry_of_ones_own_word_keeps_the_reason() -> None:
    mine = self_report(SESSION, BEN, 30, "the call dropped", entry_id="e1")
    assert (mine.minutes, mine.source, mine.reason) == (30, Source.SELF, "the call dropped")
