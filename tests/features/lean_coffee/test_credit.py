"""The credit rule in the hands of a host: stated, shown, kept to, from the command to the ledger of who was there."""

from datetime import timedelta
from typing import Any

import pytest

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.house.features import ANSWERED_BY, answers_of
from bot.meetings.rules.credit import CreditRule, credit_of
from bot.store.transaction import Answering
from tests.features.desk import Told, filled, text_of
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk, payload_of
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, minutes

FULL = "full credit from 80 %"
WEEKLY = "every thursday 15:00 Europe/Madrid for 45m “Platform guild” credit full from 80% min 15"


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


def told(shown: Any) -> str:
    return text_of(payload_of(shown))


async def held(desk: Desk, wishes: str, *, comes: timedelta, goes: timedelta | None = None) -> str:
    """Hold an hour's meeting of Ana's to which Ben comes, and leaves where that is said; return what Ben is asked then."""
    await desk.types(f"start “Platform guild” for 1h {wishes}")
    desk.clock.advance(comes)
    await desk.presses("I'm here", await desk.board(), BEN)
    if goes is not None:
        desk.clock.advance(goes - comes)
        await desk.presses("I have to leave", await desk.board(), BEN)
    await desk.waits(minutes(60) - (goes or comes))
    await desk.tick.run()
    return next(one.text for one in await desk.shown("seu:ask") if one.place == BEN)


@pytest.mark.parametrize(
    ("wishes", "kept", "rule"),
    [
        ("", "0 h 58 min", "exact minutes"),
        ("credit full from 80%", "1 h 0 min", FULL),
        ("credit full from 97%", "0 h 58 min", "full credit from 97 %"),
    ],
)
async def test_case_1_by_the_rule_that_the_host_stated_an_hour_is_kept_or_its_exact_minutes(
    desk: Desk, wishes: str, kept: str, rule: str
) -> None:
    asked = await held(desk, wishes, comes=minutes(2))
    assert "You were there for 58 minutes" in asked
    assert f"That is *{kept}* to log" in asked
    assert f"Present 10:02 to 11:00 ({rule})." in asked
    await desk.click(BEN, "seu:keep", "")
    kept_message = next(one.text for one in await desk.shown("seu:ask") if one.place == BEN)
    assert f"*{kept}* kept: “Platform guild”" in kept_message
    assert ("You were there for 58 min, which counts in full." in kept_message) == (kept == "1 h 0 min")


async def test_case_6_below_the_minimum_nothing_is_kept_and_the_person_sees_minutes_and_rule(desk: Desk) -> None:
    asked = await held(desk, "min 15", comes=minutes(2), goes=minutes(12))
    assert "10 min" in asked
    assert "exact minutes, none below 15 min" in asked
    assert "Its rule counts from 15 min on, so there is nothing to log." in asked


async def test_a_board_tells_the_rule_before_and_while_people_talk(desk: Desk) -> None:
    wishes = "credit full from 80% min 15"
    gathering = told(await desk.opens("Flaky tests", wishes=wishes))
    assert f"Who presses “I'm here” can keep learning minutes (SEUs): {FULL}, none below 15 min." in gathering
    assert "Learning minutes: " not in gathering
    await desk.presses("Start voting", await desk.board())
    await desk.gives_dots()
    for button in ("Close voting", None):
        board = await desk.board()
        assert f"Learning minutes: {FULL}, none below 15 min." in told(board)
        if button:
            await desk.presses(button, board)


async def test_a_board_without_a_stated_rule_says_once_that_minutes_are_exact(desk: Desk) -> None:
    assert "can keep learning minutes (SEUs): exact minutes." in told(await desk.opens("Flaky tests"))
    await desk.presses("Start voting", await desk.board())
    assert "minutes" not in told(await desk.board()).split("Ties:")[1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("start for 60m min 90", "`min` can be from 1 min to 1 h here; you wrote 1 h 30 min."),
        ("start credit full from 0%", "from 1 % to 100 % of the meeting, as in `credit full from 80%`; you wrote 0 %."),
        ("plan tomorrow at 9 credit full from 101%", "you wrote 101 %."),
        ("plan tomorrow at 9 for 60m min 90", "`min` can be from 1 min to 1 h here"),
        ("start “Guild” credit 80%", "I read “credit 80%” as a credit rule, and do not understand it."),
        ("every tuesday at 10 full from 80", "I read “full from 80” as a credit rule, and do not understand it."),
        ("every tuesday at 10 for 45 min 15", "Write `minimum 15`, or `at 15`."),
        ("start for 60m credit full from 0% min 90", "you wrote 0 %."),
        ("start for 60m credit full from 0% min 90", "`min` can be from 1 min to 1 h here"),
        ("start min 90s", "A minimum takes whole minutes, as in `min 15`; you wrote 1 min 30 s."),
    ],
)
async def test_a_rule_that_is_none_is_refused_and_leads_on(desk: Desk, typed: str, said: str) -> None:
    assert said in (await desk.types(typed)).text
    assert await desk.read(recurring.series_of, GUILD) == ()


async def test_a_start_that_is_shown_first_tells_the_rule_and_its_form_takes_another(desk: Desk) -> None:
    preview = await desk.types("start Platform guild 2026 credit full from 80%")
    assert f"Learning minutes: {FULL}." in preview.text
    form = (await desk.presses("Edit", preview.ack, ANA, private=True)).form
    assert filled(form)["credit"]["value"]["value"] == "80%"
    refused = await desk.sends(form, ANA, credit="most of it", min="soon")
    assert refused.errors.keys() == {"credit", "min"}
    assert "as in `credit full from 80%`".replace("`", "“", 1).replace("`", "”", 1) in refused.errors["credit"]
    too_long = await desk.sends(form, ANA, min="9h")
    assert set(too_long.errors) == {"min"}
    await desk.sends(form, ANA, credit="90", min="10")
    assert credit_of((await desk.meeting()).settings) == CreditRule(90, 10)


async def saved(desk: Desk, sentence: str = WEEKLY) -> CreditRule:
    preview = await desk.types(sentence)
    await desk.presses("Save", preview.ack, ANA)
    return await of_series(desk)


async def of_series(desk: Desk) -> CreditRule:
    (series,) = await desk.read(recurring.series_of, GUILD)
    return credit_of(CEREMONY.read_settings(series.own))


async def test_a_series_is_previewed_and_announced_with_its_rule(desk: Desk) -> None:
    assert f"Learning minutes: {FULL}, none below 15 min." in (await desk.types(WEEKLY)).text
    assert await saved(desk) == CreditRule(80, 15)
    desk.clock.advance(timedelta(days=1, hours=5))
    await desk.tick.run()
    (card,) = await desk.shown(recurring.ANNOUNCEMENT.name)
    assert f"Learning minutes: {FULL}, none below 15 min." in card.text


async def form_of(desk: Desk) -> dict[str, Any]:
    """Open the one series of the channel as a form."""
    change = (await desk.presses("Change …", (await desk.types("series")).ack, ANA)).form
    return (await desk.presses("Edit …", change, ANA, private=True)).form


async def changes(desk: Desk, **typed: object) -> Told:
    """Change the series by its form, up to its preview."""
    return await desk.sends(await form_of(desk), ANA, **typed)


async def test_the_form_of_a_series_has_its_rule_changes_it_and_takes_it_away(desk: Desk) -> None:
    await saved(desk)
    form = await form_of(desk)
    assert [filled(form)[block]["value"]["value"] for block in ("credit", "min")] == ["80%", "15m"]
    await desk.sends((await desk.sends(form, ANA, credit="50 %", min=None)).form, ANA)
    assert await of_series(desk) == CreditRule(50)
    await desk.sends((await changes(desk, credit=None)).form, ANA)
    assert await of_series(desk) == CreditRule()
    wrong = await changes(desk, meeting=" ", credit="101", min="soon")
    assert wrong.errors.keys() == {"meeting", "min"}
    assert (await changes(desk, credit="101", min="50")).errors.keys() == {"credit", "min"}


async def test_a_series_that_is_changed_leaves_the_meeting_that_is_open_as_it_is(desk: Desk) -> None:
    await saved(desk, "every tuesday 11:30 Europe/Madrid for 45m “Platform guild” credit full from 80%")
    desk.clock.advance(minutes(31))
    await desk.tick.run()
    assert credit_of((await desk.meeting()).settings) == CreditRule(80)
    await desk.sends((await changes(desk, credit=None)).form, ANA)
    assert await of_series(desk) == CreditRule()
    assert credit_of((await desk.meeting()).settings) == CreditRule(80)
    assert FULL in told(await desk.board())
