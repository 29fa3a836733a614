"""How far a person is, as they read it: the cases of the specification by number."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.ids import PersonId
from bot.features.seu import screens
from bot.features.seu.rules.held import Renewal, RenewalKind
from bot.features.seu.rules.values import Category
from bot.features.seu.store import renewals
from bot.slack.surfaces import Message
from bot.words.words import words_for
from tests.features.desk import BEN, CHLOE, Desk, value_of
from tests.features.seu.credential_scene import at, held, learn, says, seus, until
from tests.features.seu.scene import HOUR, SESSION, hold

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
WORDS = words_for("en-GB", "Europe/London").at(NOW)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    at(desk, NOW)
    return desk


async def test_progress_says_done_logged_to_log_missing_pace_fee_and_source(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 330, date(2026, 5, 1), logged="scrum_alliance")
    for minutes in (60, 43, 60):
        await learn(desk, minutes, date(2026, 11, 3))
    told = await seus(desk)
    assert "🎓 CSPO until 14 March 2028" in told
    assert "▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱  *8 h 13 min* of 20 h  ·  11 h 47 min missing" in told
    assert "5 h 30 min logged at Scrum Alliance  ·  *2 h 43 min to log* (3 entries)" in told
    assert "A renewal costs US$100, as of 28 November 2026." in told
    assert "Rules of Scrum Alliance, checked on 28 November 2026: <https://" in told
    assert "Private to you. Not issued by Scrum Alliance." in told


async def test_case_11_one_minute_less_is_not_done(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 19 * 60 + 59, date(2026, 5, 1))
    told = await seus(desk)
    assert "*19 h 59 min* of 20 h  ·  1 min missing" in told
    assert "▱" in told
    assert "*done*" not in told
    await learn(desk, 1, date(2026, 5, 2))
    told = await seus(desk)
    assert "▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰  *20 h* of 20 h  ·  *done*" in told
    assert "Next: log 20 h at Scrum Alliance." in told


async def test_what_is_logged_and_enough_leads_to_the_renewal(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 20 * 60, date(2026, 5, 1), logged="scrum_alliance")
    told = await seus(desk)
    assert "20 h logged at Scrum Alliance  ·  nothing to log" in told
    assert "Next: renew at Scrum Alliance, US$100." in told


async def test_case_12_the_day_of_expiry_counts_and_the_next_one_does_not(desk: Desk) -> None:
    await says(desk, "CSPO until 21 november 2026")
    for minutes, day in ((1, date(2024, 11, 20)), (2, date(2024, 11, 21)), (4, date(2026, 11, 21)), (8, date(2026, 11, 22))):
        await learn(desk, minutes, day)
    told = await seus(desk)
    assert "CSPO expired on 21 November 2026" in told
    assert "*6 min* of 20 h" in told


async def test_case_13_the_session_s_own_date_decides_and_never_utc(desk: Desk) -> None:
    late = replace(SESSION, began=datetime(2026, 11, 22, 4, 30, tzinfo=UTC), ended=datetime(2026, 11, 22, 5, 30, tzinfo=UTC))
    session = replace(late, zone="America/New_York")
    assert session.day == date(2026, 11, 21)
    await hold(desk, {BEN: [(0, 60)], CHLOE: [(0, 60)]}, session)
    for person in (BEN, CHLOE):
        await desk.click(person, "seu:keep", "s1")
        await says(desk, "CSPO until 21 november 2026", person)
        assert "*1 h* of 20 h" in await seus(desk, person)
    after = replace(late, id="s2", zone="UTC")
    assert after.day == date(2026, 11, 22)
    await hold(desk, {BEN: [(0, 60)]}, after)
    assert "*1 h* of 20 h" in await seus(desk)


async def test_case_15_a_leap_day_comes_back(desk: Desk) -> None:
    at(desk, datetime(2025, 6, 1, tzinfo=UTC))
    await says(desk, "CSPO 29 february 2024")
    assert await until(desk) == {"cspo": date(2026, 2, 28)}
    credential = (await held(desk))["cspo"].id
    renewed = Renewal("r1", credential, RenewalKind.UNITS, date(2026, 2, 1), date(2026, 2, 28), date(2028, 2, 29), "1")
    at(desk, datetime(2026, 2, 1, tzinfo=UTC))
    await desk.store.write(renewals.add, desk.workspace, None, renewed, {})
    assert "CSPO until 29 February 2028" in await seus(desk)


async def test_case_17_one_entry_counts_in_both_each_by_its_own_step(desk: Desk) -> None:
    await says(desk, "PMP until 30 september 2027")
    await says(desk, "CSPO until 14 march 2027")
    await learn(desk, 50, date(2026, 11, 3))
    told = await seus(desk)
    assert "*50 min* of 20 h" in told
    assert "*0.75* of 60 PDUs" in told
    assert told.index("CSPO until 14 March 2027") < told.index("PMP until 30 September 2027")
    assert "Rules of Project Management Institute" in told
    assert "Not issued by Scrum Alliance or Project Management Institute." in told


async def test_case_19_all_on_one_side_is_not_done_and_says_what_is_missing(desk: Desk) -> None:
    await says(desk, "PMP until 30 september 2027")
    await learn(desk, 60 * 60, date(2026, 11, 3))
    told = await seus(desk)
    assert "*60* of 60 PDUs  ·  *not done:* Power Skills 8 missing, Business Acumen 8 missing" in told
    assert "▱ Power Skills: 0 of at least 8 PDUs, 8 missing" in told
    assert "▰ Ways of Working: 60 of at least 8 PDUs" in told
    assert "*done*" not in told
    assert "▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▰▱" in told


async def test_case_26_without_a_credential_attendance_is_kept_and_counts_from_the_moment_one_is_added(desk: Desk) -> None:
    await hold(desk, {BEN: [(0, 60)]})
    kept = await desk.click(BEN, "seu:keep", "s1")
    assert kept.nothing
    told = await desk.command(BEN, "/seu")
    assert "To log so far: 1 h 0 min" in told.text
    assert "No credential yet: what is kept counts from the moment you add one." in told.text
    form = (await desk.click(BEN, "seu:credential_add", value_of(told.message, "seu:credential_add"))).form
    added = await desk.submit(BEN, form, {"credential": "scrum_alliance:cspo", "issued": "2026-03-14"})
    assert "*Added:* CSPO." in added.text
    assert "*1 h* of 20 h" in await seus(desk)


async def test_several_of_one_body_are_renewed_at_once(desk: Desk) -> None:
    await says(desk, "CSM until 3 september 2028")
    await says(desk, "CSPO 14 march 2026")
    await says(desk, "A-CSM until 3 september 2028")
    told = await seus(desk)
    assert "🎓 CSPO until 14 March 2028" in told
    assert told.count("🎓") == 1
    assert "*0 min* of 40 h" in told
    assert "Renewed together: 30 h for A-CSM, 10 h more for CSPO, nothing more for CSM." in told
    assert "A-CSM runs until 3 September 2028." in told
    assert "A renewal costs US$175" in told


async def test_what_never_expires_says_so(desk: Desk) -> None:
    await says(desk, "PSM I 3 june 2025")
    told = await seus(desk)
    assert "PSM I: never expires" in told
    assert "There is nothing to renew at" in told


async def test_what_is_prepared_for_is_told_with_its_steps(desk: Desk) -> None:
    form = (await says(desk, "CSPO")).form
    await desk.submit(BEN, form, {"prepares": ["prepares"]})
    assert "*CSPO*  in preparation: 0 of 5 steps done." in await seus(desk)


async def test_the_pace_of_the_last_year_is_carried_on_and_said_when_it_is_too_slow(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 600, date(2026, 11, 3))
    assert "10 h missing  ·  on pace for December 2027" in await seus(desk)
    credential = (await held(desk))["cspo"].id
    await says(desk, "CSPO until 14 march 2027")
    form = (await desk.click(BEN, "seu:credential_menu", f"change:{credential}:0", view="seu:credentials")).form
    await desk.submit(BEN, form, {"issued": "", "entered": "2027-03-14"})
    assert "10 h missing  ·  at this pace done in December 2027, too late" in await seus(desk)


async def test_what_is_carried_over_the_cap_and_in_no_category_is_said(desk: Desk) -> None:
    await says(desk, "CBAP until 30 september 2027")
    await learn(desk, 60 * 60, date(2026, 11, 3), category=Category.READING)
    assert "over the cap" in await seus(desk)


async def test_the_question_and_the_switch_stand_in_my_seus(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    assert "I have not asked you yet" in await seus(desk)
    await hold(desk, {BEN: [(0, 60)]})
    asked = await desk.command(BEN, "/seu")
    assert "Should I keep learning minutes for you?" in asked.text
    answered = await desk.click(BEN, "seu:keep", value_of(asked.message, "seu:keep"))
    assert "*1 h* of 20 h" in answered.text
    declined = await desk.click(BEN, "seu:open", "home")
    assert "Keep them from now on" not in declined.text
    await desk.click(BEN, "seu:decline", "ledger", view="seu:mine")
    assert "I keep no learning minutes for you." in await seus(desk)


async def test_the_home_tells_how_far_and_what_comes_next(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 493, date(2026, 11, 3))
    (row,) = await desk.store.read(screens.home_rows, desk.workspace, BEN, WORDS)
    assert "▰▰▰▰▰▰▰▰▱▱▱▱▱▱▱▱▱▱▱▱ *8 h 13 min* of 20 h, CSPO until 14 March 2028  ·  11 h 47 min missing" in row.text
    await learn(desk, 900, date(2026, 11, 4))
    for text in ("PMP until 30 september 2027", "PSM I 3 june 2025"):
        await says(desk, text)
    (row,) = await desk.store.read(screens.home_rows, desk.workspace, BEN, WORDS)
    assert "Next: log 20 h at Scrum Alliance." in row.text
    assert "PMP until 30 September 2027" in row.text
    assert "and 1 more" in row.text


async def test_my_seus_leads_to_all_entries_to_what_is_to_log_and_to_logging(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 60, date(2026, 11, 3))
    told = await desk.command(BEN, "/seu")
    for action, said in (("seu:entries", "to log in 1 entry"), ("seu:next", "Platform guild"), ("seu:log", "Log something")):
        assert said in (await desk.click(BEN, action, value_of(told.message, action))).text
    assert "CSPO until" in (await desk.click(BEN, "seu:open", "home", view="seu:ledger")).text


async def test_how_it_has_grown_is_drawn_as_text_and_sent_as_a_chart(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 10 * 60, date(2026, 7, 3))
    told = await desk.command(BEN, "/seu")
    form = (await desk.click(BEN, "seu:over_time", value_of(told.message, "seu:over_time"))).form
    text = str(form)
    assert "▱▱▱▱▱▱▱▱  0 min  ·  13 Apr 2026" in text
    assert "▰▰▰▰▱▱▱▱  10 h  ·  1 Dec 2026" in text
    sent = await desk.click(BEN, "seu:send_chart", value_of(form, "seu:send_chart"), view="seu:over_time")
    assert "it stands in our direct messages" in sent.text
    (shown,) = await desk.shown("seu:over_time")
    assert shown.place == BEN
    drawn = await desk.store.read(screens.draw_over_time, desk.workspace, BEN, WORDS)
    assert isinstance(drawn, Message)
    assert drawn.plainer is not None
    assert [block.type for block in drawn.blocks] == ["header", "data_visualization", "context"]
    assert [block.type for block in drawn.plainer] == ["header", "section", "context"]


async def test_there_is_no_picture_of_nothing(desk: Desk) -> None:
    told = await desk.click(BEN, "seu:over_time", "mine", view="seu:mine")
    assert "There is nothing to draw yet" in told.text
    assert await desk.store.read(screens.draw_over_time, desk.workspace, PersonId("U0NOBODY"), WORDS) is None


async def test_a_long_life_of_credentials_fits_a_message(desk: Desk) -> None:
    names = ["CSPO", "CSM", "CSD", "PMP", "PMI-ACP", "CBAP", "CISSP", "PSM I", "PSM II", "PSM III", "PSPO I", "PSPO II"]
    for name in names:
        await says(desk, f"{name} 3 june 2026")
    told = await desk.command(BEN, "/seu")
    assert "more: “My credentials” shows" in told.text
    assert len(told.message["blocks"]) < 50


async def test_what_is_learned_later_counts_at_once(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    desk.clock.instant = NOW + HOUR
    await learn(desk, 60, date(2026, 12, 1))
    assert "*1 h* of 20 h" in await seus(desk)
    desk.clock.instant = NOW + timedelta(days=900)
    assert "CSPO expired on 14 March 2028" in await seus(desk)
