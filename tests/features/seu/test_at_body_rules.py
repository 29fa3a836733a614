"""What is to be typed in at a body, by what its person says that they have typed in there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.features.seu.programmes.reading import load, read_programme
from bot.features.seu.rules import at_body
from bot.features.seu.rules.at_body import Job, Spoken
from bot.features.seu.rules.held import Claim
from bot.features.seu.rules.programmes import FormValue, Programme
from bot.features.seu.rules.values import Category, Entry
from tests.features.seu.scene import SESSION, entry
from tests.features.seu.test_programmes import SMALL

SA = load().by_key["scrum_alliance"]
GUILD = read_programme(SMALL, "guild.yaml")
DAY = SESSION.day
WINDOW = (date(2024, 11, 21), date(2026, 11, 21))


def at(name: str, minutes: int = 60, day: date = DAY, **other: object) -> Entry:
    return entry(name, minutes, day=day, **{"activity": f"about {name}"} | other)


def said(entry: str, logged: date | None = None, category: str | None = None) -> dict[str, Claim]:
    return {entry: Claim(entry, "any", category, logged)}


def jobs(programme: Programme, spoken: Spoken, days: at_body.Days | None = None) -> list[tuple[Job, str]]:
    return [(task.job, task.entry.id) for task in at_body.tasks(programme, spoken, days)]


def spoken(*standing: Entry, claims: dict[str, Claim] | None = None, replaced: Sequence[Entry] = ()) -> Spoken:
    return Spoken(standing, claims or {}, tuple(replaced))


def test_what_was_not_logged_is_to_be_logged_the_oldest_first() -> None:
    new, old, done = at("new"), at("old", day=DAY - timedelta(days=3)), at("done")
    assert jobs(SA, spoken(new, old, done, claims=said("done", DAY))) == [(Job.LOG, "old"), (Job.LOG, "new")]
    assert [task.minutes for task in at_body.tasks(SA, spoken(new, old), None)] == [60, 60]


def test_case_12_what_counts_for_the_next_renewal_alone_is_to_be_logged() -> None:
    days = [date(2024, 11, 20), date(2024, 11, 21), date(2026, 11, 21), date(2026, 11, 22)]
    found = jobs(SA, spoken(*(at(f"{day:%d %b %y}", day=day) for day in days)), WINDOW)
    assert found == [(Job.LOG, "21 Nov 24"), (Job.LOG, "21 Nov 26")]


def test_what_a_renewal_has_used_up_whole_is_done_with_and_what_it_left_is_not() -> None:
    whole, part = at("whole"), at("part", 90)
    used = {"about whole": 60, "about part": 60}
    assert jobs(SA, Spoken((whole, part), {}, used=used)) == [(Job.LOG, "part")]


def test_case_17_an_entry_is_logged_in_each_programme_in_its_own_steps() -> None:
    fifty = at("fifty", 50)
    assert at_body.typed_in(SA, fifty, None) == {
        FormValue.CATEGORY: "events",
        FormValue.DESCRIPTION: "Platform guild",
        FormValue.DATE: DAY,
        FormValue.HOURS: 0,
        FormValue.MINUTES: 50,
    }
    assert at_body.counted(GUILD, fifty, None) == 45
    assert jobs(GUILD, spoken(fifty, at("short", 14))) == [(Job.LOG, "fifty")]


def test_what_has_no_category_at_a_body_counts_there_once_its_person_says_which() -> None:
    work = at("work", category=Category.WORK)
    assert jobs(GUILD, spoken(work)) == []
    assert jobs(GUILD, spoken(work, claims=said("work", category="giving"))) == [(Job.LOG, "work")]
    assert jobs(GUILD, spoken(work, claims=said("work", category="no such one"))) == []


def test_the_categories_to_choose_from_are_those_without_parts() -> None:
    assert [one.key for one in at_body.choosable(GUILD)] == ["giving", "books"]


def test_a_correction_of_what_was_logged_is_to_be_mended_there_first() -> None:
    old, new, other = at("a1"), at("a2", 30, activity="about a1"), at("other", day=DAY - timedelta(days=9))
    logged = said("a1", DAY)
    changed = spoken(other, new, claims=logged, replaced=[old])
    assert jobs(SA, changed) == [(Job.CHANGE, "a2"), (Job.LOG, "other")]
    assert at_body.tasks(SA, changed, None)[0].before == (old,)
    assert at_body.tasks(SA, changed, None)[0].minutes == 0
    assert jobs(SA, spoken(other, claims=logged, replaced=[old])) == [(Job.TAKE_OFF, "a1"), (Job.LOG, "other")]
    assert jobs(SA, replace(changed, claims=logged | said("a2", DAY))) == [(Job.LOG, "other")]


def test_a_correction_to_what_counts_no_more_is_taken_off() -> None:
    old, new = at("a1", 30), at("a2", 10, activity="about a1")
    assert jobs(GUILD, spoken(new, claims=said("a1", DAY), replaced=[old])) == [(Job.TAKE_OFF, "a1")]


def test_what_reads_the_same_at_the_body_after_a_correction_is_logged_still() -> None:
    old, new = at("a1", 50), at("a2", 55, activity="about a1", description="Guild")
    both = spoken(new, claims=said("a1", DAY), replaced=[old])
    assert jobs(GUILD, both) == []
    assert at_body.is_logged(new, at_body.carried(GUILD, both))
    assert jobs(SA, both) == [(Job.CHANGE, "a2")]


def test_the_category_that_was_chosen_outlives_a_correction_until_another_is_chosen() -> None:
    old, new = at("a1"), at("a2", 30, activity="about a1")
    both = spoken(new, claims=said("a1", category="books"), replaced=[old])
    assert at_body.carried(GUILD, both)["a2"].category == "books"
    again = replace(both, claims={**both.claims, **said("a2", category="giving")})
    assert at_body.carried(GUILD, again)["a2"].category == "giving"


def test_a_category_that_is_chosen_after_it_was_logged_and_corrected_is_to_be_changed_there() -> None:
    old, new = at("a1"), at("a2", activity="about a1")
    logged = spoken(new, claims=said("a1", DAY), replaced=[old])
    assert jobs(GUILD, logged) == []
    chosen = replace(logged, claims={**logged.claims, **said("a2", category="giving")})
    assert jobs(GUILD, chosen) == [(Job.CHANGE, "a2")]


def test_what_stands_wrong_at_the_body_is_left_where_a_renewal_has_used_it_up_or_it_counts_no_more() -> None:
    old, new = at("a1"), at("a2", 30, activity="about a1")
    used = Spoken((new,), said("a1", DAY), (old,), {"about a1": 60})
    assert jobs(SA, used) == []
    assert jobs(SA, replace(used, used={}), WINDOW) == []


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(-1_000, 100), st.booleans()), max_size=12))
def test_each_entry_is_to_be_logged_or_logged_or_out_of_the_window_and_never_two_of_them(
    drawn: list[tuple[int, int, bool]],
) -> None:
    entries = [at(str(n), minutes, WINDOW[1] + timedelta(days=days)) for n, (minutes, days, _) in enumerate(drawn)]
    claims = {one.id: Claim(one.id, SA.key, logged=DAY) for one, (_, _, logged) in zip(entries, drawn, strict=True) if logged}
    found = [task.entry for task in at_body.tasks(SA, Spoken(tuple(entries), claims), WINDOW)]
    assert found == sorted(found, key=lambda one: one.day)
    for one in entries:
        inside = WINDOW[0] <= one.day <= WINDOW[1]
        assert (one in found) == (inside and one.id not in claims)
