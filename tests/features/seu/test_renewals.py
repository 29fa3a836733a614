"""A renewal from the checklist to the new cycle, and back; through the dispatch, on both engines."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.features.seu.rules.held import RenewalKind
from bot.features.seu.screens import home_rows
from bot.features.seu.store import credentials, renewals
from bot.words.words import words_for
from tests.features.desk import BEN, CHLOE, Desk, Told, options_of, text_of, value_of
from tests.features.seu.holding import age, corrected, hold_until, holds, learned, recorded
from tests.features.seu.scene import hold as meet
from tests.features.seu.scene import say

SA = "scrum_alliance"


async def press(desk: Desk, form: dict[str, Any], action: str) -> Told:
    return await desk.click(BEN, action, value_of(form, action), view=form["callback_id"])


async def used(desk: Desk) -> dict[str, int]:
    """Return the minutes of each entry that renewals have used up."""
    found: dict[str, int] = {}
    for _, entry, minutes in await desk.store.read(renewals.used_up, desk.workspace, BEN):
        found[entry] = found.get(entry, 0) + minutes
    return found


async def expiries(desk: Desk) -> list[tuple[str, RenewalKind, date, date]]:
    by_credential = await desk.store.read(renewals.renewals_of, desk.workspace, BEN)
    return [(one.credential, one.kind, one.before, one.after) for each in by_credential.values() for one in each]


async def shown(desk: Desk, line: str = "/seu renew") -> dict[str, Any]:
    """Ask for the form that shows what a renewal would use up."""
    return (await press(desk, (await desk.command(BEN, line)).form, "seu:renewed")).form


@pytest.fixture
async def cspo(desk: Desk) -> Desk:
    """Ben holds CSPO until 14 March 2026, in twelve days, and has learned 34 h for a need of 20."""
    await holds(desk, "cspo", "2024-03-14")
    await learned(desk, "Old", 12 * 60, "2024-04-01")
    await learned(desk, "Middle", 12 * 60, "2025-01-01")
    await learned(desk, "New", 10 * 60, "2026-02-01")
    return desk


async def test_the_checklist_says_what_is_done_and_what_a_renewal_costs_as_of_which_day(cspo: Desk) -> None:
    text = text_of((await cspo.command(BEN, "/seu renew")).form)
    assert "*CSPO* until 14 March 2026." in text
    assert "☑ *Learn:* *34 h* of 20 h" in text
    assert "☐ *Log:* 0 min logged at Scrum Alliance" in text
    assert "☐ *Pay at Scrum Alliance:* US$100, as of 28 November 2026" in text
    assert "☐ *Read the new date:*" in text
    assert "You renew at Scrum Alliance itself; I only note that you did." in text
    assert "Not issued by Scrum Alliance." in text


async def test_case_16_the_oldest_is_used_up_first_and_the_rest_stays_free(cspo: Desk) -> None:
    form = await shown(cspo)
    text = text_of(form)
    assert "*CSPO:* the renewal uses up *20 h*, the oldest first." in text
    assert "•  1 April 2024  Old: 12 h\n•  1 January 2025  Middle: 8 h of 12 h\n2 of them are not noted as logged" in text
    assert "*14 h stay free.*" in text
    assert await used(cspo) == {}
    told = await cspo.submit(BEN, form)
    assert "*CSPO: renewed until 14 March 2028.*" in told.text
    assert "It used up 20 h." in told.text
    assert await used(cspo) == {"Old": 720, "Middle": 480}
    assert await expiries(cspo) == [("cspo", RenewalKind.UNITS, date(2026, 3, 14), date(2028, 3, 14))]


async def test_the_surplus_counts_in_the_new_cycle_as_far_as_it_lies_in_its_days(desk: Desk) -> None:
    await holds(desk, "cspo", "2024-03-14")
    desk.clock.instant += timedelta(days=30)  # 1 April 2026, after the expiry
    await learned(desk, "Last cycle", 20 * 60, "2025-01-01")
    await learned(desk, "Last day", 5 * 60, "2026-03-14")
    await learned(desk, "After it", 2 * 60, "2026-03-20")
    assert "*CSPO* expired on 14 March 2026." in text_of((await desk.command(BEN, "/seu renew")).form)
    form = await shown(desk)
    assert "*5 h stay free.*\nThe new cycle begins with 7 h." in text_of(form)
    await desk.submit(BEN, form)
    assert "☐ *Learn:* *7 h* of 20 h" in text_of((await desk.command(BEN, "/seu renew")).form)


async def test_the_expiry_that_was_read_there_outranks_the_computed_one(cspo: Desk) -> None:
    form = await shown(cspo)
    for day, why in (("2026-03-14", "It ran until 14 March 2026 before"), ("2036-03-03", "at most ten years ahead")):
        refused = await cspo.submit(BEN, form, {"after": day})
        assert [*refused.errors] == ["after"]
        assert why in refused.errors["after"]
    assert await expiries(cspo) == []
    assert "renewed until 31 March 2028" in (await cspo.submit(BEN, form, {"after": "2028-03-31"})).text


async def test_what_would_be_used_up_by_now_is_shown_anew_and_not_taken(cspo: Desk) -> None:
    form = await shown(cspo)
    await corrected(cspo, "Old", "Mended", 60)
    again = await cspo.submit(BEN, form)
    assert "*Your ledger has changed since you looked.*" in again.text
    assert await expiries(cspo) == []
    await cspo.submit(BEN, again.form)
    assert await used(cspo) == {"Mended": 60, "Middle": 720, "New": 420}


async def test_a_renewal_delivered_twice_is_one(cspo: Desk) -> None:
    form = await shown(cspo)
    for _ in range(2):
        await cspo.submit(BEN, form, trigger_id="trigger.same")
    assert len(await expiries(cspo)) == 1


async def test_a_renewal_confirmed_twice_is_one_for_the_second_would_be_another(cspo: Desk) -> None:
    form = await shown(cspo)
    await cspo.submit(BEN, form)
    cspo.clock.advance(timedelta(minutes=1))
    told = await cspo.submit(BEN, form)
    assert "It is renewed until 14 March 2028 already." in told.text
    listed = (await cspo.command(BEN, "/seu renew")).form
    assert "This cycle begins on 14 March 2026: until then there is nothing to renew." in text_of(listed)
    assert "I renewed it" not in text_of(listed)
    assert len(await expiries(cspo)) == 1


async def test_a_renewal_is_taken_back_by_a_row_of_its_own_and_can_be_done_again(cspo: Desk) -> None:
    done = await cspo.submit(BEN, await shown(cspo))
    cspo.clock.advance(timedelta(minutes=1))
    told = await press(cspo, done.form, "seu:not_renewed")
    assert "*Taken back.* CSPO: until 14 March 2026 again" in told.text
    assert await used(cspo) == {}
    assert [(kind, after) for _, kind, _, after in await expiries(cspo)] == [
        (RenewalKind.UNITS, date(2028, 3, 14)),
        (RenewalKind.TAKEN_BACK, date(2026, 3, 14)),
    ]
    assert "This renewal has been taken back before." in (await press(cspo, done.form, "seu:not_renewed")).text
    cspo.clock.advance(timedelta(minutes=1))
    await cspo.submit(BEN, await shown(cspo))
    assert await used(cspo) == {"Old": 720, "Middle": 480}


async def test_what_is_added_anew_is_shown_once_its_renewal_of_before_is_taken_back(cspo: Desk) -> None:
    await cspo.submit(BEN, await shown(cspo))
    await cspo.click(BEN, "seu:credential_remove", "cspo", view="seu:credential_change")
    await cspo.command(BEN, "/seu credential CSPO 14 march 2024")
    told = await press(cspo, (await cspo.command(BEN, "/seu renew")).form, "seu:not_renewed")
    assert "*Taken back.* CSPO: until 14 March 2026 again" in told.text


async def test_the_newest_renewal_is_taken_back_first(desk: Desk) -> None:
    await holds(desk, "cspo", "2024-03-14")
    await learned(desk, "First", 20 * 60, "2025-01-01")
    first = await desk.submit(BEN, await shown(desk))
    desk.clock.advance(timedelta(days=400))
    await learned(desk, "Second", 20 * 60, "2027-01-01")
    await desk.submit(BEN, await shown(desk))
    assert await used(desk) == {"First": 1200, "Second": 1200}
    assert "take the newest renewal back first" in (await press(desk, first.form, "seu:not_renewed")).text
    desk.clock.advance(timedelta(minutes=1))
    listed = (await desk.command(BEN, "/seu renew")).form
    assert "Renewed on 6 April 2027, until 14 March 2030. It used up 20 h." in text_of(listed)
    await press(desk, listed, "seu:not_renewed")
    assert await used(desk) == {"First": 1200}
    assert "Renewed on 2 March 2026, until 14 March 2028." in text_of((await desk.command(BEN, "/seu renew")).form)


async def test_who_renews_with_less_than_the_need_is_told_so_clearly_and_may_in_good_faith(desk: Desk) -> None:
    await holds(desk, "cspo", "2024-03-14")
    await learned(desk, "Guild", 8 * 60, "2025-01-01")
    form = await shown(desk)
    assert "⚠ *12 h are missing* by what stands here. Go on only if Scrum Alliance has renewed it" in text_of(form)
    await desk.submit(BEN, form)
    assert await used(desk) == {"Guild": 480}


async def test_a_course_that_renews_everything_uses_up_nothing_and_moves_the_date(cspo: Desk) -> None:
    asks = (await press(cspo, (await cspo.command(BEN, "/seu renew")).form, "seu:by_course")).form
    assert [*(await cspo.submit(BEN, asks, {"course": "2026-03-03"})).errors] == ["course"]
    form = (await cspo.submit(BEN, asks, {"course": "2026-02-20"})).form
    assert "*CSPO:* the course renews it and uses up nothing." in text_of(form)
    told = await cspo.submit(BEN, form)
    assert "renewed until 20 February 2028" in told.text
    assert "By a course, which used up nothing." in told.text
    assert await used(cspo) == {}
    assert await expiries(cspo) == [("cspo", RenewalKind.COURSE, date(2026, 3, 14), date(2028, 2, 20))]


async def test_a_course_that_was_logged_as_one_renews_on_its_day_and_once(cspo: Desk) -> None:
    await learned(cspo, "Refresher", 16 * 60, "2026-02-20", rule=f"renews:{SA}")
    form = (await cspo.click(BEN, "seu:by_course", "entry:Refresher")).form
    done = await cspo.submit(BEN, form)
    assert "renewed until 20 February 2028" in done.text
    assert await expiries(cspo) == [("cspo", RenewalKind.COURSE, date(2026, 3, 14), date(2028, 2, 20))]
    again = await cspo.click(BEN, "seu:by_course", "entry:Refresher")
    assert "It is renewed until 20 February 2028 already." in again.text
    assert "I find no such entry" in (await cspo.click(CHLOE, "seu:by_course", "entry:Refresher")).text
    assert "Nothing of yours is renewed by that." in (await cspo.click(BEN, "seu:by_course", "entry:Old")).text


async def test_csm_and_cspo_are_renewed_together_each_with_a_row_and_its_share(desk: Desk) -> None:
    await holds(desk, "csm", "2024-03-01")
    await holds(desk, "cspo", "2024-03-14")
    await learned(desk, "Old", 25 * 60, "2024-06-01")
    await learned(desk, "New", 10 * 60, "2025-06-01")
    form = await shown(desk, "/seu renew cspo")
    assert "*CSM and CSPO:* the renewal uses up *30 h*" in text_of(form)
    done = await desk.submit(BEN, form)
    assert "*CSM and CSPO: renewed until 14 March 2028.*" in done.text
    dates = (date(2026, 3, 14), date(2028, 3, 14))
    assert sorted(await expiries(desk)) == [("csm", RenewalKind.UNITS, *dates), ("cspo", RenewalKind.UNITS, *dates)]
    record = await recorded(desk)
    assert [(use.entry, use.minutes) for use in record.used[SA, "csm"]] == [("Old", 1200)]
    assert sorted((use.entry, use.minutes) for use in record.used[SA, "cspo"]) == [("New", 300), ("Old", 300)]
    desk.clock.advance(timedelta(minutes=1))
    await press(desk, done.form, "seu:not_renewed")
    assert await used(desk) == {}
    assert len(await expiries(desk)) == 4


async def test_what_begins_after_a_renewal_goes_by_the_newest_rules_and_what_is_taken_back_by_those_of_before(cspo: Desk) -> None:
    old = await cspo.store.read(credentials.credential, cspo.workspace, "cspo")
    assert old is not None
    await cspo.store.write(age, cspo.workspace)
    done = await cspo.submit(BEN, await shown(cspo))
    now = await cspo.store.read(credentials.credential, cspo.workspace, "cspo")
    assert now is not None
    assert now.version == old.version
    cspo.clock.advance(timedelta(minutes=1))
    await press(cspo, done.form, "seu:not_renewed")
    back = await cspo.store.read(credentials.credential, cspo.workspace, "cspo")
    assert back is not None
    assert back.version == "0"


async def test_what_was_used_up_stays_used_up_when_it_is_corrected_and_the_person_is_told(cspo: Desk) -> None:
    await cspo.submit(BEN, await shown(cspo))
    await corrected(cspo, "Old", "Mended", 60)
    assert await used(cspo) == {"Old": 720, "Middle": 480}
    text = text_of((await cspo.command(BEN, "/seu renew")).form)
    assert "11 h that a renewal used up were corrected since: it stands" in text


async def test_nothing_that_expires_is_nothing_to_renew(desk: Desk) -> None:
    assert "Nothing of yours expires" in text_of((await desk.command(BEN, "/seu renew")).form)
    told = await desk.command(BEN, "/seu renew PMP")
    assert "Nothing of yours is renewed by that." in told.text
    await holds(desk)
    assert "You renew nothing that is called “PMP”. Name one of these: CSPO." in (await desk.command(BEN, "/seu renew PMP")).text


async def test_each_body_is_renewed_by_itself(cspo: Desk) -> None:
    await holds(cspo, "pmp", "2023-04-01", "pmi")
    listed = (await cspo.command(BEN, "/seu renew")).form
    assert "*PMP* until 1 April 2026." in text_of(listed)
    pmp = (await press(cspo, listed, "seu:renew")).form
    assert "*PMP* until 1 April 2026." in text_of(pmp)
    assert "US$60 (Member) or US$150 (Not a member)" in text_of(pmp)
    await cspo.submit(BEN, (await press(cspo, pmp, "seu:renewed")).form)
    assert [credential for credential, *_ in await expiries(cspo)] == ["pmp"]


async def test_nobody_renews_for_another_person(cspo: Desk) -> None:
    form = await shown(cspo)
    assert "Nothing of yours is renewed by that." in (await cspo.submit(CHLOE, form)).text
    await cspo.submit(BEN, form)
    (renewal,) = [one for each in (await recorded(cspo)).renewals.values() for one in each]
    assert "taken back before" in (await cspo.click(CHLOE, "seu:not_renewed", renewal.id)).text
    assert await used(cspo) == {"Old": 720, "Middle": 480}


@pytest.mark.parametrize("private", ["", "cspo", "cspo - other", "nothing - x"])
async def test_a_form_that_names_nothing_renews_nothing(cspo: Desk, private: str) -> None:
    await cspo.submit(BEN, {**await shown(cspo), "private_metadata": private})
    assert await expiries(cspo) == []


async def test_the_home_and_messages_lead_to_the_checklist(cspo: Desk) -> None:
    assert "*CSPO* until" in (await cspo.click(BEN, "seu:renew", "first", home=True)).text


async def test_who_corrects_what_a_renewal_used_up_is_told_so_in_the_form_and_in_progress(cspo: Desk) -> None:
    used_up = "12 h 0 min of it were used up by your renewal at Scrum Alliance of 2 March 2026. That stands"
    assert used_up not in text_of((await cspo.click(BEN, "seu:correct", "Old")).form)
    await cspo.submit(BEN, await shown(cspo))
    assert used_up in text_of((await cspo.click(BEN, "seu:correct", "Old")).form)
    await corrected(cspo, "Old", "Mended", 60)
    assert used_up in text_of((await cspo.click(BEN, "seu:correct", "Mended")).form)
    assert "11 h that a renewal used up were corrected since" in (await cspo.command(BEN, "/seu")).text


async def test_a_host_s_correction_of_what_a_renewal_used_up_says_that_it_stands(desk: Desk) -> None:
    await meet(desk, {BEN: [(0, 60)]})
    await desk.click(BEN, "seu:keep", "s1")
    await holds(desk, "cspo", "2024-12-10")
    await desk.submit(BEN, await shown(desk))
    (minutes,) = (await used(desk)).values()
    assert minutes == 60
    await say(desk, BEN, 30)
    told = (await desk.the("seu:correction")).text
    assert "1 h 0 min of it were used up by your renewal at Scrum Alliance of 1 December 2026. That stands" in told


@pytest.mark.parametrize("due", [True, False])
async def test_it_is_offered_where_it_is_time(desk: Desk, *, due: bool) -> None:
    await holds(desk, "cspo", "2024-03-14" if due else "2025-06-15")
    told = await desk.command(BEN, "/seu")
    assert ("Renew …" in told.text) == due
    rows = await desk.store.read(home_rows, desk.workspace, BEN, words_for("en-GB", "UTC"))
    assert [one.action for row in rows for one in row.buttons] == ["seu:next", "seu:renew" if due else "seu:entries"]


async def test_the_menu_of_a_credential_leads_to_its_renewal(cspo: Desk) -> None:
    listed = (await cspo.click(BEN, "seu:credentials", "mine", home=True)).form
    (menu,) = options_of(listed, "seu:credential_menu")
    assert "*CSPO* until" in (await cspo.click(BEN, "seu:credential_menu", menu["Renew …"], view="seu:credentials")).text


async def test_case_21_a_renewal_ends_the_reminders_and_taking_it_back_has_them_again(cspo: Desk) -> None:
    await cspo.click(BEN, "seu:remind_all", "all", view="seu:credentials")
    await cspo.tick.run()
    cspo.clock.instant += timedelta(days=6)  # 8 March, six days before
    await cspo.tick.run()
    assert [one.screen for one in await cspo.shown()] == ["seu:reminder"]
    done = await cspo.submit(BEN, await shown(cspo))
    await cspo.tick.run()
    assert [one.screen for one in await cspo.shown()] == []
    cspo.clock.advance(timedelta(minutes=1))
    await press(cspo, done.form, "seu:not_renewed")
    cspo.clock.instant += timedelta(days=7)
    await cspo.tick.run()
    assert [one.screen for one in await cspo.shown()] == ["seu:reminder"]


async def test_of_many_entries_the_oldest_are_named_and_the_rest_counted(desk: Desk) -> None:
    await holds(desk, "cspo", "2024-03-14")
    for n in range(30):
        await learned(desk, f"Guild{n:02}", 40, f"2025-01-{n + 1:02}")
    text = text_of(await shown(desk))
    assert "•  20 January 2025  Guild19: 40 min\nand 10 more\n30 of them are not noted as logged" in text


async def test_a_body_of_which_nothing_is_known_is_renewed_until_the_day_that_is_said(desk: Desk) -> None:
    await desk.store.write(hold_until, desk.workspace, None, "Coach", date(2026, 4, 1))
    listed = (await desk.command(BEN, "/seu renew Coach")).form
    assert "Learn" not in text_of(listed)
    form = (await press(desk, listed, "seu:renewed")).form
    assert "*Coach:* the renewal uses up nothing." in text_of(form)
    assert "Choose the day that you read at the body that issued it." in text_of(form)
    assert [*(await desk.submit(BEN, form)).errors] == ["after"]
    assert "Coach: renewed until 1 April 2028" in (await desk.submit(BEN, form, {"after": "2028-04-01"})).text
