"""How the minutes that count have grown, by the rule; and how standings are put together."""

from datetime import UTC, date, datetime

from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.credential_names import called
from bot.features.seu.rules.growth import MOST, growth
from bot.features.seu.rules.held import Held
from bot.features.seu.rules.progress import Progress, progress_of
from bot.features.seu.rules.record import Line, Record
from bot.features.seu.rules.standings import Ruled, renewed_with, standings
from bot.features.seu.rules.values import Category
from tests.features.desk import BEN

PROGRAMMES = load()
TODAY = date(2026, 12, 1)
AT = datetime(2026, 3, 14, tzinfo=UTC)


def learned(*days: date) -> tuple[Line, ...]:
    return tuple(Line(f"e{n}", f"a{n}", 60, day, Category.EVENT) for n, day in enumerate(days))


def a(name: str, *, issued: date | None = None, entered: date | None = None) -> Held:
    (known,) = called(PROGRAMMES, name)
    return Held(name, BEN, known.programme.key, "1", known.certification.key, issued=issued, entered=entered, entered_at=AT)


def progress(one: Held, *days: date) -> Progress:
    found = progress_of(PROGRAMMES.by_key[one.programme], one, Record(learned(*days), (one,)), TODAY)
    assert found is not None
    return found


def ruled(one: Held, expiry: date | None) -> Ruled:
    programme = PROGRAMMES.by_key[one.programme]
    certification = programme.certification(one.name)
    assert certification is not None
    return Ruled(one, programme, certification, expiry)


def test_each_stretch_ends_with_what_counted_up_to_its_last_day() -> None:
    grown = growth(
        progress(a("CSPO", issued=date(2026, 9, 14)), date(2026, 9, 14), date(2026, 11, 13), date(2026, 11, 14)), TODAY
    )
    assert [(each.last, each.minutes) for each in grown] == [
        (date(2026, 10, 13), 60),
        (date(2026, 11, 13), 120),
        (TODAY, 180),
    ]


def test_a_long_cycle_has_no_more_bars_than_a_phone_has_room_for() -> None:
    grown = growth(progress(a("PMP", entered=date(2027, 1, 1)), date(2024, 2, 1), date(2026, 11, 1)), TODAY)
    assert len(grown) <= MOST
    assert [each.minutes for each in grown] == sorted(each.minutes for each in grown)
    assert (grown[-1].last, grown[-1].minutes) == (TODAY, 120)
    assert {each.months for each in grown} == {3}


def test_a_cycle_that_is_over_ends_with_its_expiry_and_one_of_today_has_a_bar() -> None:
    assert growth(progress(a("CSPO", entered=date(2026, 11, 21))), TODAY)[-1].last == date(2026, 11, 21)
    assert [each.last for each in growth(progress(a("CSPO", issued=TODAY)), TODAY)] == [TODAY]
    assert growth(progress(a("CSPO", entered=date(2030, 1, 1))), TODAY) == ()


def test_what_never_expires_has_grown_since_the_first_activity() -> None:
    grown = growth(progress(a("PSM I", issued=date(2020, 1, 1)), date(2026, 10, 1), date(2026, 11, 15)), TODAY)
    assert [(each.last, each.minutes) for each in grown] == [(date(2026, 10, 31), 60), (date(2026, 11, 30), 120), (TODAY, 120)]
    assert [each.minutes for each in growth(progress(a("PSM I", issued=date(2020, 1, 1))), TODAY)] == [0]


def test_the_nearest_expiry_stands_first_and_what_is_renewed_at_once_together() -> None:
    cspo, csm = a("CSPO", entered=date(2028, 3, 14)), a("CSM", entered=date(2028, 1, 1))
    pmp, psm, csd = a("PMP", entered=date(2027, 9, 30)), a("PSM I", issued=date(2020, 1, 1)), a("CSD")
    every = [
        ruled(cspo, cspo.entered),
        ruled(psm, None),
        ruled(csm, csm.entered),
        ruled(pmp, pmp.entered),
        ruled(csd, None),
    ]
    record = Record(learned(date(2026, 11, 1)), (cspo, csm, pmp, psm, csd))
    found = standings(every, record, TODAY)
    assert [[one.held.id for one in each.of] for each in found] == [["PMP"], ["CSM", "CSPO"], ["PSM I"]]
    assert [each.expiry for each in found] == [date(2027, 9, 30), date(2028, 1, 1), None]
    assert found[1].progress.need == 30 * 60


def test_what_its_programme_does_not_know_any_more_has_no_standing() -> None:
    one = a("CSPO", issued=date(2026, 3, 14))
    known = ruled(one, date(2028, 3, 14))
    gone = Ruled(Held("x", BEN, "scrum_alliance", "1", "gone", issued=TODAY), known.programme, known.certification, TODAY)
    assert standings([gone], Record(), TODAY) == ()


def test_what_is_renewed_with_it_expires_on_the_same_day_at_the_same_body() -> None:
    day, later = date(2028, 3, 14), date(2028, 4, 1)
    cspo, csm, csd = (ruled(a(name, entered=day), day) for name in ("CSPO", "CSM", "CSD"))
    pmp = ruled(a("PMP", entered=day), day)
    late = Ruled(csd.held, csd.programme, csd.certification, later)
    every = [cspo, csm, late, pmp]
    assert renewed_with(every, cspo) == (cspo, csm)
    assert renewed_with(every, pmp) == (pmp,)
