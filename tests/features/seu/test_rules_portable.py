"""The portable file, held against any history: it comes in whole, twice adds nothing, and what fits nowhere is refused by its place."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import ChannelId, PersonId, WorkspaceId
from bot.core.refusal import Refusal, Several
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.entry_csv import labels_of, rows
from bot.features.seu.rules.entry_lines import MOST_LINES, BadTime, NothingBrought, compared, read_lines
from bot.features.seu.rules.held import Claim, Held, Renewal, RenewalKind
from bot.features.seu.rules.import_parts import of_portable, read_part
from bot.features.seu.rules.importing import _has_news, arrive
from bot.features.seu.rules.portable import document
from bot.features.seu.rules.portable_naming import Naming, Rest, known_here
from bot.features.seu.rules.portable_reading import BadPart, NotOurs, is_portable, read_portable
from bot.features.seu.rules.values import Category, Entry, Keeping, Kind, Session, Source, Worth
from bot.features.seu.rules.whole_ledger import Allocated, Attended, Chosen, WholeLedger
from bot.features.seu.store.whole_ledger import origin_of

ANA, BEN = PersonId("U0ANA"), PersonId("U0BEN")
HOME, AWAY = WorkspaceId("T0HOME"), WorkspaceId("T0AWAY")
NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
PROGRAMMES = load()
SA = PROGRAMMES.by_key["scrum_alliance"]


TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Activities that were credited, taken back, credited anew."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 6))):
        day = draw(st.dates(date(2020, 1, 1), date(2026, 12, 1)))
        about: dict[str, Any] = {"person": BEN, "day": day, "activity": f"a{number}", "rule": "exact", "actor": BEN}
        about |= {"description": draw(TEXTS), "category": draw(st.sampled_from(Category))}
        for turn in range(draw(st.integers(1, 3))):
            named, minutes = f"e{number}-{turn}", draw(st.integers(1, 1_440))
            at = NOW + timedelta(seconds=len(entries))
            entries.append(
                Entry(id=named, kind=Kind.CREDIT, minutes=minutes, source=draw(st.sampled_from(Source)), at=at, **about)
            )
            if draw(st.booleans()):
                back = replace(entries[-1], id=f"{named}-back", kind=Kind.REVERSAL, minutes=-minutes, reverses=named)
                entries.append(back)
            else:
                break
    return tuple(entries)


def ledger(entries: tuple[Entry, ...], workspace: WorkspaceId = HOME, person: PersonId = BEN, **other: Any) -> WholeLedger:
    return WholeLedger(workspace, person, "Ben", NOW, Chosen(), Keeping.YES, entries, **other)


def came(whole: WholeLedger, text: str, workspace: WorkspaceId, holder: str) -> WholeLedger:
    """Return a ledger after a file came into it, written as its parts are."""
    naming = Naming(workspace, holder, {entry.id: entry for entry in whole.entries})
    arrival = arrive(read_portable(text, whole.person, NOW), naming, whole, PROGRAMMES)
    parts = [read_part(body, whole.person) for body in arrival.bundle.parts]
    keyed = [one for part in parts for one in part.entries]
    (rest,) = [part.rest for part in parts if part.rest is not None]
    assert rest == arrival.rest
    origins = {one.entry.id: one.key.split(":", 2)[2] for one in keyed}
    return replace(
        whole,
        entries=(*whole.entries, *(one.entry for one in keyed)),
        origins={**whole.origins, **origins},
        credentials=(*whole.credentials, *(one for one in rest.credentials if one.id not in {c.id for c in whole.credentials})),
        renewals=(*whole.renewals, *(one for one in rest.renewals if one.id not in {r.id for r in whole.renewals})),
    )


def test_where_an_entry_was_written_first_is_the_rest_of_its_key_whatever_stands_in_it() -> None:
    assert [origin_of(key) for key in ("import:batch:T1/e1:2", "logged:e1", "import:batch")] == ["T1/e1:2", "", ""]


def told(whole: WholeLedger) -> list[tuple[Any, ...]]:
    return sorted((one.day, one.minutes, one.description, one.category) for one in whole.standing)


@given(histories())
def test_any_ledger_comes_in_whole_and_twice_adds_nothing_and_comes_home_as_it_was(entries: tuple[Entry, ...]) -> None:
    held = Held("c1", BEN, "scrum_alliance", "1", "cspo", issued=date(2025, 1, 1))
    renewal = Renewal("r1", "c1", RenewalKind.UNITS, date(2026, 1, 1), date(2027, 1, 1), date(2029, 1, 1), "1")
    undone = replace(renewal, id="r2", kind=RenewalKind.TAKEN_BACK, undoes="r1")
    again = replace(renewal, id="r3")
    home = ledger(entries, credentials=(held,), renewals=(renewal, undone, again))
    away = came(ledger((), AWAY, ANA), document(home), AWAY, "holder")
    assert told(away) == told(home)
    assert away.minutes == home.minutes
    assert [one.undoes for one in away.renewals] == [None, away.renewals[0].id, None]
    assert came(away, document(home), AWAY, "holder") == away
    assert came(home, document(away), HOME, "other") == home


@given(histories().filter(len))
def test_a_record_that_was_erased_here_comes_in_under_new_names(entries: tuple[Entry, ...]) -> None:
    back = came(ledger(()), document(ledger(entries)), HOME, "new holder")
    assert told(back) == told(ledger(entries))
    assert not {entry.id for entry in back.entries} & {entry.id for entry in entries}


TERM = (date(2026, 1, 1), date(2026, 1, 1), date(2028, 1, 1))
CARD = Held("c", BEN, "scrum_alliance", "1", "cspo", issued=date(2025, 3, 14))
DONE = Renewal("r", "c", RenewalKind.UNITS, *TERM, "1", at=NOW)
NOTHING = Rest((), frozenset(), (), (), (), ())


@pytest.mark.parametrize(
    "brought",
    [
        {"credentials": (CARD,)},
        {"renewals": (DONE,)},
        {"claims": (Claim("e1", "scrum_alliance", None, date(2026, 1, 2)),)},
        {"steps": (("c", "fee", "x"),)},
        {"allocations": (Allocated("r", "e1", 60),)},
    ],
)
def test_each_thing_that_is_not_there_yet_is_news_by_itself(brought: dict[str, Any]) -> None:
    here = ledger((), credentials=(replace(CARD, id="other"),), renewals=(replace(DONE, id="other"),))
    assert _has_news(replace(NOTHING, **brought), here)
    assert not _has_news(NOTHING, here)
    assert not _has_news(replace(NOTHING, credentials=here.credentials, renewals=here.renewals), here)


def test_a_row_says_on_which_day_an_entry_was_logged_first() -> None:
    about: dict[str, Any] = {
        "person": BEN,
        "activity": "a",
        "rule": "exact",
        "actor": BEN,
        "description": "x",
        "day": date(2026, 1, 1),
    }
    entry = Entry(id="e1", kind=Kind.CREDIT, minutes=60, source=Source.SELF, at=NOW, category=Category.EVENT, **about)
    claims = (
        Claim("e1", "pmi", None, date(2026, 1, 9)),
        Claim("e1", SA.key, None, date(2026, 1, 5)),
        Claim("e1", "none", None, None),
    )
    assert rows(ledger((entry,), claims=claims), labels_of(SA))[0].strip().split(",")[-2:] == ["2026-01-05", "e1"]
    assert rows(ledger((entry,)), labels_of(SA))[0].strip().split(",")[-2:] == ["", "e1"]


def test_one_ledger_names_what_comes_otherwise_than_another() -> None:
    assert Naming(HOME, "a", {}).entry("T0AWAY/e1") != Naming(HOME, "b", {}).entry("T0AWAY/e1")


CREDIT = {
    "id": "e1",
    "origin": "T0AWAY/e1",
    "kind": "credit",
    "minutes": 60,
    "day": "2026-01-01",
    "category": "event",
    "description": "x",
    "activity": "a1",
    "rule": "exact",
}
BACK = {**CREDIT, "id": "e2", "origin": "T0AWAY/e2", "kind": "reversal", "minutes": -60, "reverses": "e1"}
RENEWAL = {"id": "r", "credential": "c", "kind": "units", "day": "2026-01-01", "before": "2026-01-01", "after": "2028-01-01"}
HELD = {"id": "c", "programme": "scrum_alliance", "version": "1", "name": "cspo", "issued": "2025-03-14"}
HEAD = {"format": "cortado.learning-ledger", "version": 1}


def of(**parts: Any) -> str:
    return json.dumps({**HEAD, **parts})


@pytest.mark.parametrize(
    ("parts", "part", "number"),
    [
        ({"entries": [{**CREDIT, "minutes": 0}]}, "entries", 1),
        ({"entries": [{**CREDIT, "minutes": 1_441}]}, "entries", 1),
        ({"entries": [{**CREDIT, "minutes": True}]}, "entries", 1),
        ({"entries": [{**CREDIT, "minutes": "60"}]}, "entries", 1),
        ({"entries": [{**CREDIT, "day": "never"}]}, "entries", 1),
        ({"entries": [{**CREDIT, "category": "party"}]}, "entries", 1),
        ({"entries": [{**CREDIT, "description": "x" * 301}]}, "entries", 1),
        ({"entries": [{**CREDIT, "id": "a\0b"}]}, "entries", 1),
        ({"entries": [{**CREDIT, "id": ""}]}, "entries", 1),
        ({"entries": [{**CREDIT, "reverses": "e0"}]}, "entries", 1),
        ({"entries": [CREDIT, CREDIT]}, "entries", 2),
        ({"entries": [CREDIT, {**CREDIT, "id": "e2"}]}, "entries", 2),
        ({"entries": [BACK]}, "entries", 1),
        ({"entries": [CREDIT, {**BACK, "minutes": -30}]}, "entries", 2),
        ({"entries": [CREDIT, {**BACK, "day": "2026-01-02"}]}, "entries", 2),
        ({"entries": [CREDIT, BACK, {**BACK, "id": "e3", "origin": "T0AWAY/e3"}]}, "entries", 3),
        ({"entries": "none"}, "entries", 0),
        ({"entries": [1]}, "entries", 1),
        ({"entries": [CREDIT], "credentials": [{"id": "c"}]}, "credentials", 1),
        ({"entries": [{**CREDIT, "day": "2026-12-03"}]}, "entries", 1),
        ({"credentials": [{**HELD, "issued": "1969-12-31"}]}, "credentials", 1),
        ({"credentials": [{**HELD, "issued": "9999-12-31"}]}, "credentials", 1),
        ({"credentials": [{**HELD, "entered": "0001-01-01"}]}, "credentials", 1),
        ({"credentials": [{**HELD, "entered": "2047-01-01"}]}, "credentials", 1),
        ({"credentials": [{**HELD, "entered_at": "2026-01-01T00:00:00"}]}, "credentials", 1),
        ({"credentials": [{**HELD, "entered_at": "0001-01-01T00:00:00+14:00"}]}, "credentials", 1),
        ({"credentials": [{**HELD, "at": 5}]}, "credentials", 1),
        ({"renewals": [{**RENEWAL, "version": "1", "after": "9999-12-31"}]}, "renewals", 1),
        ({"renewals": [{**RENEWAL, "version": "1", "before": "0001-01-01"}]}, "renewals", 1),
        ({"renewals": [{**RENEWAL, "version": "1", "day": "2026-12-03"}]}, "renewals", 1),
        ({"claims": [{"entry": "e1", "programme": "p", "logged": "2026-12-03"}]}, "claims", 1),
        ({"entries": [CREDIT], "renewals": [{**RENEWAL, "version": ""}]}, "renewals", 1),
        ({"entries": [CREDIT], "allocations": [{"renewal": "r", "entry": "e1", "minutes": 0}]}, "allocations", 1),
        ({"entries": [CREDIT], "claims": [{"entry": "e1"}]}, "claims", 1),
        ({"entries": [CREDIT], "steps": [{"credential": "c", "step": "s", "day": None}]}, "steps", 1),
    ],
)
def test_what_fits_nowhere_is_refused_by_its_place(parts: dict[str, Any], part: str, number: int) -> None:
    with pytest.raises(BadPart) as refused:
        read_portable(of(**parts), BEN, NOW)
    assert (refused.value.part, refused.value.number) == (part, number)


def test_what_a_file_says_of_later_was_said_now_at_the_latest_and_shared_minutes_have_a_bound() -> None:
    told = {**HELD, "entered": "2028-03-14", "entered_at": "9999-12-31T23:00:00-14:00", "at": "2026-01-01T02:00:00+02:00"}
    read = read_portable(of(entries=[{**CREDIT, "overlap": 10**30}], credentials=[told]), BEN, NOW)
    assert (read.credentials[0].entered_at, read.credentials[0].at) == (NOW, datetime(2026, 1, 1, tzinfo=UTC))
    assert read.entries[0].entry.overlap == 1_440


def test_what_is_no_file_of_ours_is_refused() -> None:
    for text in (
        "{",
        "[]",
        '{"format": "cortado.learning-ledger", "version": "1"}',
        "{" * 100_000,
        of(entries=[]).replace("cortado", "x"),
    ):
        with pytest.raises(NotOurs):
            read_portable(text, BEN, NOW)
    with pytest.raises(NothingBrought):
        read_portable(of(entries=[]), BEN, NOW)
    assert is_portable("\ufeff\n {")
    assert not is_portable("title,{")


def test_a_name_that_is_none_is_left_out_and_unknown_fields_are_passed_over() -> None:
    assert read_portable(of(entries=[{**CREDIT, "more": 1}], person="Ben", extra=[1]), BEN, NOW).name == ""
    assert read_portable(of(entries=[CREDIT], person={"name": "x" * 300}), BEN, NOW).name == "x" * 200
    assert read_portable(of(entries=[CREDIT], person={"name": 1}), BEN, NOW).name == ""
    assert read_portable(of(entries=[{**CREDIT, "description": "a\0\ud800b"}]), BEN, NOW).entries[0].entry.description == "ab"


def test_what_is_said_of_programmes_that_nobody_knows_is_left_out() -> None:
    held = Held("c1", BEN, "scrum_alliance", "0", "cspo", variant="gold")
    strange = (replace(held, id="c2", programme="else"), replace(held, id="c3", name="nobody"))
    said = (Claim("e1", "scrum_alliance", "party"), Claim("e1", "scrum_alliance", "events"), Claim("e1", "else"))
    rest = Rest((held, *strange), frozenset({"c1", "c2"}), (("c2", "s", "2026-01-01"),), (), (Allocated("r", "e1", 5),), said)
    known, left_out = known_here(rest, PROGRAMMES)
    assert known.credentials == (replace(held, version=SA.version, variant=""),)
    assert (left_out, known.removed, known.steps, known.allocations) == (2, frozenset({"c1"}), (), ())
    assert known.claims == (Claim("e1", "scrum_alliance"), Claim("e1", "scrum_alliance", "events"))


def test_a_portable_file_goes_in_parts_of_which_the_last_has_what_rests_on_the_others() -> None:
    read = read_portable(of(entries=[CREDIT, BACK]), BEN, NOW)
    bundle = of_portable(read.entries, Rest((), frozenset(), (), (), (), ()), "h")
    assert [bool(read_part(body, BEN).entries) for body in bundle.parts] == [True, False]


def why_of(line: str) -> list[Refusal]:
    (lines, refused) = read_lines(f"description,date,hours,minutes,seus,logged on,kind,type\n{line}", SA, NOW.date())
    assert not lines
    why = refused[0].why
    return list(why.refusals) if isinstance(why, Several) else [why]


def test_a_line_says_all_that_is_wrong_with_it() -> None:
    assert [type(why).__name__ for why in why_of(",soon,25,,,1/2/2026,,party")] == [
        "EmptyText",
        "UnknownType",
        "BadDay",
        "BadTime",
        "BadDay",
    ]
    for given_time in ("0.001", "NaN", "1e9", "1e999999999", "Infinity", "-1", "x"):
        assert [type(why).__name__ for why in why_of(f"x,2026-01-01,{given_time},,,,,")] == ["BadTime"]


@pytest.mark.parametrize(
    ("cells", "kind", "minutes"),
    [
        ("1,30,,,reading,B", Category.READING, 90),
        (",90,,,,Volunteer Service", Category.VOLUNTEERING, 90),
        (",,1.5,,,Events", Category.EVENT, 90),
        (',,"0,25",,,', Category.OTHER, 15),
        ("24,,,2026-11-01,,course", Category.COURSE, 1_440),
    ],
)
def test_a_line_says_its_kind_and_time_in_several_ways(cells: str, kind: Category, minutes: int) -> None:
    ((line,), refused) = read_lines(
        f"description,date,hours,minutes,seus,logged on,kind,type\nx,2026-11-01,{cells}", SA, NOW.date()
    )
    assert refused == ()
    assert (line.category, line.minutes) == (kind, minutes)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 2), st.integers(1, 2)), max_size=12))
def test_a_file_after_itself_brings_nothing_new(told: list[tuple[str, int, int]]) -> None:
    rows = "".join(f"{title * 5},2026-01-0{day},{hours}\n" for title, day, hours in told)
    lines, _ = read_lines(f"description,date,hours\n{rows}x,2026-01-05,1\n", SA, NOW.date())
    assert len(lines) == len(told) + 1 <= MOST_LINES
    first = compared(lines, ())
    assert len(first.new) == len({*told}) + 1
    entries = [entry_of(line, number) for number, line in enumerate(first.new)]
    assert compared(lines, entries).new == ()


def entry_of(line: Any, number: int) -> Entry:
    about = {"day": line.day, "description": line.description, "source": Source.IMPORT, "activity": f"a{number}"}
    return Entry(id=f"e{number}", person=BEN, kind=Kind.CREDIT, minutes=line.minutes, rule="exact", actor=BEN, **about)


def test_a_line_keeps_its_evidence_and_a_time_that_nobody_wrote_is_told_as_none() -> None:
    ((line,), _) = read_lines("description,date,hours,evidence\nx,2026-11-01,1,a certificate\n", SA, NOW.date())
    assert line.evidence == "a certificate"
    (_, (refused,)) = read_lines("description,date\nx,2026-11-01\n", SA, NOW.date())
    assert isinstance(refused.why, BadTime)
    assert refused.why.given == ""


def test_a_day_of_logging_that_is_none_is_told_as_that_and_not_as_the_day_of_the_activity() -> None:
    (why,) = why_of("x,2026-01-01,1,,,soon,,")
    assert getattr(why, "field", None) == "logged"
    (why,) = why_of("x,soon,1,,,,,")
    assert getattr(why, "field", None) == "day"


def test_the_file_names_the_workspace_and_the_zone_of_each_session() -> None:
    session = Session("s1", "Guild", "Lean Coffee", ChannelId("C1"), ANA, NOW, NOW + timedelta(hours=1), "Europe/Madrid")
    told = json.loads(document(ledger((), attended=(Attended(session, Worth(60, 0, 60), by_host=False),))))
    assert told["workspace"] == HOME
    assert told["sessions"][0]["zone"] == "Europe/Madrid"


def test_the_first_and_the_last_year_that_a_person_may_enter_are_taken_from_a_file_too() -> None:
    told = {**HELD, "issued": "1970-01-01", "entered": "2046-12-31", "entered_at": "1970-12-31T00:00:00Z"}
    (read,) = read_portable(of(credentials=[told]), BEN, NOW).credentials
    assert (read.issued, read.entered) == (date(1970, 1, 1), date(2046, 12, 31))
    assert read.entered_at == datetime(1970, 12, 31, tzinfo=UTC)


def test_no_minutes_that_were_shared_stay_none() -> None:
    read = read_portable(of(entries=[{**CREDIT, "overlap": 0}]), BEN, NOW)
    assert read.entries[0].entry.overlap == 0
