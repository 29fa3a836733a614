"""What is to be typed in at a body, by what its person says that they have typed in there."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Several
from bot.features.seu.programmes.reading import load, read_programme
from bot.features.seu.rules import at_body
from bot.features.seu.rules.at_body import Job, Spoken, Task
from bot.features.seu.rules.body_refusals import LoggedInFuture, LoggedTooEarly, NoSuchCategory
from bot.features.seu.rules.held import Claim, Held
from bot.features.seu.rules.programmes import FormValue, Programme
from bot.features.seu.rules.progress import Progress, progress_of
from bot.features.seu.rules.record import Line, Record, Use
from bot.features.seu.rules.values import Category
from tests.features.desk import BEN
from tests.features.seu.scene import SESSION, entry
from tests.features.seu.test_programmes import SMALL

SA = load().by_key["scrum_alliance"]
GUILD = read_programme(SMALL, "guild.yaml")
DAY = SESSION.day
EXPIRY = date(2027, 11, 21)
FIRST = {SA.key: date(2025, 11, 21), GUILD.key: date(2026, 11, 21)}
NAMES = {SA.key: "cspo", GUILD.key: "gm"}


def at(name: str, minutes: int = 60, day: date = DAY, about: str = "", category: Category = Category.EVENT) -> Line:
    return Line(name, about or f"about {name}", minutes, day, category)


def said(entry: str, logged: date | None = None, category: str | None = None) -> dict[str, Claim]:
    return {entry: Claim(entry, "any", category, logged)}


def found(
    programme: Programme,
    *lines: Line,
    claims: Mapping[str, Claim] | None = None,
    replaced: Sequence[Line] = (),
    used: Sequence[Use] = (),
) -> tuple[Task, ...]:
    """Return the tasks of who holds the first credential of a programme until EXPIRY."""
    held = Held("c1", BEN, programme.key, "1", NAMES[programme.key], entered=EXPIRY)
    read = at_body.carried(programme, lines, replaced, claims or {})
    by_both = {(entry, programme.key): claim for entry, claim in read.items()}
    record = Record(lines, (held,), used={(programme.key, "c1"): tuple(used)}, claims=by_both)
    progress = progress_of(programme, held, record, DAY)
    assert isinstance(progress, Progress)
    return at_body.tasks(progress, Spoken(lines, read, tuple(replaced), frozenset(use.activity for use in used)))


def jobs(*args: object, **other: object) -> list[tuple[Job, str]]:
    return [(task.job, task.line.entry) for task in found(*args, **other)]  # type: ignore[arg-type]  # as `found` takes them


def test_what_was_not_logged_is_to_be_logged_the_oldest_first() -> None:
    old, new, done = at("old", day=DAY - timedelta(days=3)), at("new"), at("done")
    assert jobs(SA, old, new, done, claims=said("done", DAY)) == [(Job.LOG, "old"), (Job.LOG, "new")]
    assert [task.minutes for task in found(SA, old, new)] == [60, 60]


def test_case_12_what_counts_for_the_next_renewal_alone_is_to_be_logged() -> None:
    first = FIRST[SA.key]
    days = [first - timedelta(days=1), first, EXPIRY, EXPIRY + timedelta(days=1)]
    assert jobs(SA, *(at(day.isoformat(), day=day) for day in days)) == [(Job.LOG, "2025-11-21"), (Job.LOG, "2027-11-21")]


def test_what_a_renewal_has_used_up_whole_is_done_with_and_what_it_left_is_not() -> None:
    used = [Use("whole", "about whole", 60), Use("part", "about part", 60)]
    assert [(one.line.entry, one.minutes) for one in found(SA, at("whole"), at("part", 90), used=used)] == [("part", 30)]


def test_case_17_an_entry_is_logged_in_each_programme_in_its_own_steps() -> None:
    fifty = entry("fifty", 50)
    assert at_body.typed_in(SA, fifty, None) == {
        FormValue.CATEGORY: "events",
        FormValue.DESCRIPTION: "Platform guild",
        FormValue.DATE: DAY,
        FormValue.HOURS: 0,
        FormValue.MINUTES: 50,
    }
    assert [(one.line.entry, one.minutes) for one in found(GUILD, at("fifty", 50), at("short", 14))] == [("fifty", 45)]


def test_what_has_no_category_at_a_body_counts_there_once_its_person_says_which() -> None:
    work = at("work", category=Category.WORK)
    assert jobs(GUILD, work) == []
    assert jobs(GUILD, work, claims=said("work", category="giving")) == [(Job.LOG, "work")]
    assert jobs(GUILD, work, claims=said("work", category="no such one")) == []


def test_the_categories_to_choose_from_are_those_without_parts() -> None:
    assert [one.key for one in at_body.choosable(GUILD)] == ["giving", "books"]


def test_a_correction_of_what_was_logged_is_to_be_mended_there_first() -> None:
    old, new, other = at("a1"), at("a2", 30, about="about a1"), at("other", day=DAY - timedelta(days=9))
    logged = said("a1", DAY)
    assert jobs(SA, other, new, claims=logged, replaced=[old]) == [(Job.CHANGE, "a2"), (Job.LOG, "other")]
    change = found(SA, other, new, claims=logged, replaced=[old])[0]
    assert (change.before, change.minutes) == ((old,), 0)
    assert jobs(SA, other, claims=logged, replaced=[old]) == [(Job.TAKE_OFF, "a1"), (Job.LOG, "other")]
    assert jobs(SA, other, new, claims=logged | said("a2", DAY), replaced=[old]) == [(Job.LOG, "other")]


def test_a_correction_to_what_counts_no_more_is_taken_off() -> None:
    old, new = at("a1", 30), at("a2", 10, about="about a1")
    assert jobs(GUILD, new, claims=said("a1", DAY), replaced=[old]) == [(Job.TAKE_OFF, "a1")]


def test_what_reads_the_same_at_the_body_after_a_correction_is_logged_still() -> None:
    old, new = at("a1", 50), at("a2", 55, about="about a1")
    logged = said("a1", DAY)
    assert jobs(GUILD, new, claims=logged, replaced=[old]) == []
    assert at_body.carried(GUILD, [new], [old], logged)["a2"].logged == DAY
    assert jobs(SA, new, claims=logged, replaced=[old]) == [(Job.CHANGE, "a2")]


def test_the_category_that_was_chosen_outlives_a_correction_until_another_is_chosen() -> None:
    old, new, chosen = at("a1"), at("a2", 30, about="about a1"), said("a1", category="books")
    assert at_body.carried(GUILD, [new], [old], chosen)["a2"].category == "books"
    assert at_body.carried(GUILD, [new], [old], chosen | said("a2", category="giving"))["a2"].category == "giving"
    assert "a2" not in at_body.carried(GUILD, [new], [], {})


def test_a_category_that_is_chosen_after_it_was_logged_and_corrected_is_to_be_changed_there() -> None:
    old, new = at("a1"), at("a2", about="about a1")
    assert jobs(GUILD, new, claims=said("a1", DAY), replaced=[old]) == []
    assert jobs(GUILD, new, claims=said("a1", DAY) | said("a2", category="giving"), replaced=[old]) == [(Job.CHANGE, "a2")]


def test_what_stands_wrong_at_the_body_is_left_where_a_renewal_has_used_it_up_or_it_counts_no_more() -> None:
    old, new = at("a1"), at("a2", 30, about="about a1")
    assert jobs(SA, new, claims=said("a1", DAY), replaced=[old], used=[Use("a1", "about a1", 60)]) == []
    past = FIRST[SA.key] - timedelta(days=1)
    old, new = at("a1", day=past), at("a2", 30, past, "about a1")
    assert jobs(SA, new, claims=said("a1", DAY), replaced=[old]) == []


def test_a_category_that_was_only_chosen_is_nothing_to_mend() -> None:
    old, new = at("a1"), at("a2", 30, about="about a1")
    assert jobs(GUILD, new, claims=said("a1", category="books"), replaced=[old]) == [(Job.LOG, "a2")]


def test_it_is_logged_today_or_on_the_day_that_is_said() -> None:
    one = entry()
    assert at_body.logged_on(SA, one, "", None, DAY) == Claim("e1", SA.key, None, DAY)
    assert at_body.logged_on(SA, one, "events", DAY, DAY + timedelta(days=3)) == Claim("e1", SA.key, None, DAY)
    assert at_body.logged_on(SA, one, "learning", DAY - timedelta(days=1), DAY).category == "learning"


def test_what_is_wrong_with_what_was_logged_is_said_at_once() -> None:
    with pytest.raises(Several) as both:
        at_body.logged_on(SA, entry(), "no such one", DAY + timedelta(days=1), DAY)
    assert [type(one) for one in both.value.refusals] == [NoSuchCategory, LoggedInFuture]
    with pytest.raises(LoggedTooEarly):
        at_body.logged_on(SA, entry(), "", DAY - timedelta(days=2), DAY)


def test_a_category_has_to_be_chosen_where_the_kind_has_none() -> None:
    work = entry(category=Category.WORK)
    with pytest.raises(NoSuchCategory):
        at_body.chosen_category(GUILD, work, "")
    with pytest.raises(NoSuchCategory):
        at_body.chosen_category(GUILD, work, "learning")
    assert at_body.chosen_category(GUILD, work, "books") == "books"
    assert at_body.chosen_category(load().by_key["generic"], work, "") is None


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(-1_000, 100), st.booleans()), max_size=12))
def test_each_entry_is_to_be_logged_or_logged_or_out_of_the_window_and_never_two_of_them(
    drawn: list[tuple[int, int, bool]],
) -> None:
    lines = [at(str(n), minutes, EXPIRY + timedelta(days=days)) for n, (minutes, days, _) in enumerate(drawn)]
    lines.sort(key=lambda line: line.day)
    claims = {str(n): Claim(str(n), SA.key, logged=DAY) for n, (_, _, logged) in enumerate(drawn) if logged}
    told = [task.line for task in found(SA, *lines, claims=claims)]
    assert told == [line for line in lines if FIRST[SA.key] <= line.day <= EXPIRY and line.entry not in claims]
