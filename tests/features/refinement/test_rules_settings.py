"""What a team can set, as it is typed; and who can hold what."""

from datetime import date, time, timedelta
from itertools import zip_longest

import pytest

from bot.core.ids import ChannelId
from bot.core.limits import TextTooLong
from bot.core.refusal import Refusal, Several
from bot.features.refinement.rules import settings as rules
from bot.features.refinement.rules.away import EndsBeforeItBegins, NoFirstDay, chosen_days
from bot.features.refinement.rules.team import DeveloperLooksOn, OrdersAlready, check_team, with_product_owner
from bot.features.refinement.views.explain import explain
from bot.features.refinement.views.settings_forms import calendar_form
from bot.schedule.working_days import NoSuchCountry, NoSuchRegion
from bot.series.leads import Leads, leads_of, written
from bot.teams.away_days import AwayTooOften, DaysAreOver, NotAway
from bot.teams.day_range import DayRange
from bot.teams.team import DEFAULTS, FIBONACCI, Team
from bot.teams.typed_days import DaysAreTwo, NotDays, TooManyDays, TooManyRanges
from bot.words.words import words_for
from tests.fakes.payloads import render_modal
from tests.features.desk import ANA, BEN, CHLOE

GUILD = ChannelId("C0GUILD")
XMAS, NEXT = date(2026, 12, 25), date(2027, 12, 26)


@pytest.mark.parametrize(
    ("typed", "cards"),
    [
        ("1, 2, 3", ("1", "2", "3")),
        ("S M L", ("S", "M", "L")),
        ("very small, small\nlarge", ("very small", "small", "large")),
        (" ½ , 1, ?, ☕, 1,,", ("½", "1")),
    ],
)
def test_a_deck_of_ones_own_is_read_without_what_every_deck_has(typed: str, cards: tuple[str, ...]) -> None:
    assert rules.read_deck(typed, None) == cards


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ("", rules.TooFewCards),
        ("1 ? ☕", rules.TooFewCards),
        (" ".join(map(str, range(21))), rules.TooMany),
        ("1, a card of many letters", TextTooLong),
    ],
)
def test_a_deck_that_is_none_is_refused_beside_its_field(typed: str, refused: type[Refusal]) -> None:
    with pytest.raises(refused) as why:
        rules.read_deck(typed, None)
    assert why.value.field == "cards"  # type: ignore[attr-defined]


def test_a_deck_is_chosen_or_typed_and_not_both() -> None:
    assert rules.read_deck(" ", FIBONACCI) == FIBONACCI
    with pytest.raises(rules.CardsNotUsed):
        rules.read_deck("1, 2", FIBONACCI)


def test_lists_are_read_line_by_line_each_line_once() -> None:
    assert rules.read_ready(" has criteria \n\nsmall\nsmall") == ("has criteria", "small")
    assert rules.read_ready("") == ()
    assert rules.read_away_words("Urlaub, krank\nooo,") == ("Urlaub", "krank", "ooo")
    for read in (rules.read_ready, rules.read_away_words):
        with pytest.raises(rules.TooMany):
            read("\n".join(map(str, range(21))))


@pytest.mark.parametrize(("typed", "number"), [("", None), (" 7 ", 7), ("200", 200), ("1", 1)])
def test_a_number_is_read_where_one_is_typed(typed: str, number: int | None) -> None:
    assert rules.read_number("enough", typed, 1, 200) == number


@pytest.mark.parametrize("typed", ["0", "201", "-1", "1.5", "many", "²", "9" * 5_000])
def test_what_is_no_number_in_bounds_is_refused(typed: str) -> None:
    with pytest.raises(rules.NotANumber) as why:
        rules.read_number("enough", typed, 1, 200)
    assert why.value.field == "enough"


def test_a_timebox_has_bounds_and_the_usual_one_where_nothing_is_typed() -> None:
    usual = timedelta(minutes=10)
    assert rules.read_timebox("", usual) == usual
    assert [rules.read_timebox(each, usual) for each in ("1m", "4h")] == [rules.SHORTEST_BOX, rules.LONGEST_BOX]
    for typed in ("59s", "4h1m", "soon"):
        with pytest.raises(rules.NotATimebox):
            rules.read_timebox(typed, usual)


def test_a_team_works_on_one_day_at_least() -> None:
    assert rules.read_weekdays(["0", "6", "7", "x"]) == {0, 6}
    with pytest.raises(rules.NoWeekday):
        rules.read_weekdays(["7"])


def test_all_that_contradicts_itself_in_a_team_is_told_at_once() -> None:
    check_team(Team(GUILD, product_owner=ANA, deputy=BEN, developers=frozenset({ANA}), observers=frozenset({BEN})))
    with pytest.raises(Several) as why:
        check_team(Team(GUILD, ANA, ANA, developers=frozenset({BEN, CHLOE}), observers=frozenset({BEN, CHLOE})))
    assert [type(each) for each in why.value.refusals] == [OrdersAlready, DeveloperLooksOn]


def test_days_away_are_chosen_by_their_first_and_last() -> None:
    assert chosen_days(XMAS, None) == DayRange(XMAS, XMAS)
    assert len(chosen_days(XMAS, date(2027, 12, 25))) == 366
    for first, last, refused in ((None, XMAS, NoFirstDay), (NEXT, XMAS, EndsBeforeItBegins), (XMAS, NEXT, TooManyDays)):
        with pytest.raises(refused):
            chosen_days(first, last)
    with pytest.raises(TooManyDays) as many:
        chosen_days(XMAS, NEXT)
    assert (many.value.text, many.value.field) == ("", "last")


def test_words_for_being_away_are_few_and_what_is_too_many_is_told_beside_its_field() -> None:
    words = [f"word {number}" for number in range(rules.MOST_WORDS + 1)]
    assert rules.read_away_words("\n".join(words[1:])) == tuple(words[1:])
    with pytest.raises(rules.TooMany) as many:
        rules.read_away_words(", ".join(words))
    assert (many.value.field, many.value.given, many.value.most) == ("away", len(words), rules.MOST_WORDS)


def test_a_new_product_owner_is_their_own_deputy_no_more_and_anybody_else_stays_deputy() -> None:
    team = Team(GUILD, product_owner=ANA, deputy=BEN)
    assert with_product_owner(team, CHLOE) == Team(GUILD, product_owner=CHLOE, deputy=BEN)
    assert with_product_owner(team, BEN) == Team(GUILD, product_owner=BEN)


@pytest.mark.parametrize(
    "refusal",
    [
        OrdersAlready(ANA),
        DeveloperLooksOn(ANA),
        rules.TooMany("ready", 9, 8),
        rules.TooFewCards(),
        rules.CardsNotUsed(),
        rules.NotANumber("enough", "x", 1, 200),
        rules.NotATimebox("x"),
        rules.NoWeekday(),
        TextTooLong("ready", 101, 100),
        NoSuchCountry("XX"),
        NoSuchRegion("DE", "XX", ("BY",) * 16),
        NoSuchRegion("VA", "XX"),
        NotDays("x"),
        DaysAreTwo("3/4", ("3 april", "4 march")),
        TooManyDays("x"),
        TooManyRanges(61),
        DaysAreOver(DayRange(XMAS, XMAS)),
        AwayTooOften(),
        NotAway(),
        NoFirstDay(),
        EndsBeforeItBegins(),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_each_refusal_says_what_happened_and_the_way_out(refusal: Refusal) -> None:
    said = explain(refusal, words_for("en-GB", "UTC"))
    assert said is not None
    assert said.endswith(".")


def test_a_country_that_was_misspelt_is_asked_for_by_name() -> None:
    said = explain(NoSuchCountry("GERMNY", ("GE", "DE")), words_for("en-GB", "UTC"))
    assert said is not None
    assert said.endswith("Did you mean Georgia or Germany?")


@pytest.mark.parametrize("begins", [time(9), time(12), time(15)])
def test_the_leads_that_a_team_can_set_are_kept_as_they_are_by_its_series(begins: time) -> None:
    form = render_modal(calendar_form(words_for("en", "UTC"), "C0GUILD", DEFAULTS))
    fields = {block.get("block_id"): block.get("element", {}) for block in form["blocks"]}
    card, line = ([option["value"] for option in fields[name]["options"]] for name in ("card", "line"))
    for ahead, soon in zip_longest(card, line, fillvalue="never"):
        leads = Leads(*(None if span == "never" else timedelta(minutes=int(span)) for span in (ahead, soon)))
        assert leads_of(written(leads), begins) == leads
