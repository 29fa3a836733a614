"""A person's own credentials, as they add, change and remove them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.features.seu.actions import overview
from bot.features.seu.rules.held import Renewal, RenewalKind
from bot.features.seu.store import credentials, renewals
from bot.features.seu.views.credentials import my_credentials
from bot.words.words import words_for
from tests.fakes.payloads import render_modal
from tests.features.desk import ANA, BEN, Desk, Told, elements_of, text_of, value_of
from tests.features.seu.credential_scene import at, held, learn, options, says, seus, until

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
ISSUED, EXPIRES = date(2026, 3, 14), date(2028, 3, 14)
LIST = "seu:credentials"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    at(desk, NOW)
    return desk


async def menu(desk: Desk, name: str, choice: str) -> Told:
    """Choose in the ⋮ menu of a credential."""
    form = (await desk.click(BEN, "seu:credentials", "mine")).form
    return await desk.click(BEN, "seu:credential_menu", options(form, name)[choice], view=LIST)


async def prepares(desk: Desk, name: str) -> dict[str, Any]:
    """Add what Ben prepares for, and return the list."""
    form = (await says(desk, name)).form
    return (await desk.submit(BEN, form, {"prepares": ["prepares"]})).form


def actions_of(form: dict[str, Any]) -> list[tuple[str, str]]:
    return [(element["action_id"], element.get("value", "")) for element in elements_of(form)]


async def test_a_typed_credential_is_added_and_shown_with_what_it_means(desk: Desk) -> None:
    told = await says(desk, "CSPO 14 march 2026")
    assert "*Added:* CSPO." in told.text
    assert "*CSPO*  Certified Scrum Product Owner\nUntil *14 March 2028*, counted from 14 March 2026." in told.text
    assert "Renewal every 2 years: 20 SEUs, US$100." in told.text
    assert "Rules of Scrum Alliance, checked on 28 November 2026: <https://" in told.text
    assert (await held(desk))["cspo"].issued == ISSUED


async def test_an_expiry_that_was_read_at_the_body_wins(desk: Desk) -> None:
    told = await says(desk, "CSPO until 14 march 2028")
    assert "Until *14 March 2028*, as you read it at Scrum Alliance." in told.text
    form = (await menu(desk, "CSPO", "Edit or remove")).form
    await desk.submit(BEN, form, {"issued": "2026-03-14", "entered": "2028-04-01"})
    assert await until(desk) == {"cspo": date(2028, 4, 1)}


async def test_without_words_all_credentials_are_shown_and_nobody_else_s(desk: Desk) -> None:
    told = await says(desk, "")
    assert "No credential yet." in told.text
    await says(desk, "CSPO 14 march 2026")
    assert "*CSPO*" in (await says(desk, "")).text
    assert "No credential yet." in (await says(desk, "", ANA)).text
    assert "*CSPO*" in (await desk.command(BEN, "/seu certificates")).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("CSPO", ""),
        ("CSPO blue moon", "“blue moon” is no day that I understand. Write `14 march 2026`."),
        ("CSPO 14 march", "“14 march” needs its year, as in `14 march "),
        ("CSPO expires in 2 years", "needs its year, as in `"),
        ("CSPO 3/4/2026", "could be two days: "),
        ("CSPO issued 14 march 2028", "This day has not come yet."),
        ("CSOP 14 march 2026", "I do not know the credential “CSOP”. Did you mean CSPO"),
        ("zzzz", "I do not know the credential “zzzz”."),
    ],
)
async def test_what_is_not_clear_is_asked_in_a_form_that_has_what_was_understood(desk: Desk, typed: str, said: str) -> None:
    form = (await says(desk, typed)).form
    assert form["callback_id"] == "seu:credential_add"
    assert said in text_of(form)
    chosen = next(block["element"].get("initial_option") for block in form["blocks"] if block.get("block_id") == "credential")
    assert (chosen or {}).get("value") == ("scrum_alliance:cspo" if typed.startswith("CSPO") else None)
    assert await held(desk) == {}


async def test_what_is_held_already_is_offered_for_a_change(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    form = (await says(desk, "CSPO until 1 april 2028")).form
    assert "CSPO is in your list already. Save to change its dates." in text_of(form)
    await desk.submit(BEN, form)
    assert await until(desk) == {"cspo": date(2028, 4, 1)}
    added = (await desk.click(BEN, "seu:credential_add", "new")).form
    told = await desk.submit(BEN, added, {"credential": "scrum_alliance:cspo", "issued": "2026-03-14"})
    assert told.errors == {"credential": "CSPO is in your list already: edit it there."}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, {"issued": "Name the day of issue or the day of expiry, or say that you prepare for it."}),
        (
            {"issued": "2026-03-14", "prepares": ["prepares"]},
            {"prepares": "You name a day on which you hold it: take the tick away, or the day."},
        ),
        (
            {"issued": "2026-12-02", "entered": "2026-12-01"},
            {"issued": "This day has not come yet.", "entered": "It would expire before it was issued."},
        ),
        ({"issued": "1950-01-01"}, {"issued": "This day is too far away: look at its year."}),
        (
            {"issued": "2026-03-14", "name": "Mine"},
            {"name": "The credential that you chose has a name: leave this empty, or choose “Another one”."},
        ),
        ({"credential": "scrum_alliance:none", "issued": "2026-03-14"}, {"credential": "Choose the credential."}),
        (
            {"credential": "none:psm_i", "issued": "2025-06-03", "entered": "2028-01-01"},
            {"entered": "PSM I never expires: leave this empty."},
        ),
        ({"credential": "generic:", "issued": "2025-06-03"}, {"name": "Say what it is called."}),
        (
            {"credential": "generic:", "issued": "2025-06-03", "name": "x" * 65},
            {"name": "The name has 65 characters; at most 64 fit."},
        ),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(desk: Desk, typed: dict[str, Any], errors: dict[str, str]) -> None:
    form = (await desk.click(BEN, "seu:credential_add", "new")).form
    told = await desk.submit(BEN, form, {"credential": "scrum_alliance:cspo", **typed})
    assert told.errors == errors
    assert await held(desk) == {}


async def test_a_credential_of_any_name_is_added_under_that_name(desk: Desk) -> None:
    form = (await desk.click(BEN, "seu:credential_add", "new", view=LIST)).form
    answers = {"credential": "generic:", "issued": "2026-03-14", "name": "<!channel> *Own*"}
    told = await desk.submit(BEN, form, answers)
    assert "*Added:* &lt;!channel&gt; ∗Own∗." in told.text
    assert [*await held(desk)] == ["<!channel> *Own*"]


async def test_a_new_certificate_is_a_checklist_from_the_course_to_its_activation(desk: Desk) -> None:
    form = await prepares(desk, "CSPO")
    text = text_of(form)
    assert "*CSPO*  Certified Scrum Product Owner\nIn preparation." in text
    steps = [value for action, value in actions_of(form) if action == "seu:step_done"]
    assert [step.partition(":")[2] for step in steps] == ["prepared", "attended", "submitted", "invited", "activated"]
    assert "☐ Attend the whole course (at least 14 hours)" in text
    for step in steps:
        form = (await desk.click(BEN, "seu:step_done", step, view=LIST)).form
    assert "☑ Attend the whole course (at least 14 hours)  ·  Tue 1 Dec" in text_of(form)
    assert "*CSPO*  all 5 steps done: say since when you hold it." in await seus(desk)
    form = (await desk.click(BEN, "seu:step_undone", steps[0], view=LIST)).form
    assert "☐ Do what the trainer asks before the course" in text_of(form)
    assert "4 of 5 steps done" in await seus(desk)


async def test_what_was_prepared_for_is_held_from_its_day_of_issue_on(desk: Desk) -> None:
    form = await prepares(desk, "CSPO")
    await learn(desk, 60, date(2026, 11, 3))
    asked = (await desk.click(BEN, "seu:credential_hold", value_of(form, "seu:credential_hold"), view=LIST)).form
    refused = await desk.submit(BEN, asked)
    assert refused.errors == {"issued": "Name the day of issue or the day of expiry, or say that you prepare for it."}
    told = await desk.submit(BEN, asked, {"issued": "2026-12-01"})
    assert "Saved." in told.text
    assert "Until *1 December 2028*" in told.text
    assert await until(desk) == {"cspo": date(2028, 12, 1)}


async def test_a_step_that_is_none_is_refused(desk: Desk) -> None:
    form = await prepares(desk, "CSPO")
    named = value_of(form, "seu:credential_hold")
    told = await desk.click(BEN, "seu:step_done", f"{named}:dance", view=LIST)
    assert "There is no such step any more." in told.text


async def test_what_has_no_steps_says_what_it_takes(desk: Desk) -> None:
    form = await prepares(desk, "A-CSPO")
    assert "•  12 months of experience in this role" in text_of(form)


async def test_the_way_onward_names_what_each_takes_and_can_be_begun(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    form = (await menu(desk, "CSPO", "The way onward")).form
    text = text_of(form)
    assert text.index("*A-CSPO*") < text.index("12 months of experience") < text.index("*CSP-PO*")
    assert "Not all of this stands on a page of Scrum Alliance itself." in text
    values = [value for action, value in actions_of(form) if action == "seu:credential_prepare"]
    assert values == ["scrum_alliance:a_cspo", "scrum_alliance:csp_po"]
    told = await desk.click(BEN, "seu:credential_prepare", values[0], view="seu:credential_onward")
    assert "*Added:* A-CSPO." in told.text
    again = (await menu(desk, "CSPO", "The way onward")).form
    assert "_In your list._" in text_of(again)


async def test_a_credential_is_removed_after_a_question_and_the_ledger_stays(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    await learn(desk, 60, date(2026, 11, 3))
    form = (await menu(desk, "CSPO", "Edit or remove")).form
    (remove,) = [element for element in elements_of(form) if element["action_id"] == "seu:credential_remove"]
    assert remove["confirm"]["title"]["text"] == "Remove CSPO?"
    told = await desk.click(BEN, "seu:credential_remove", remove["value"], view="seu:credential_change")
    assert "Removed. Your ledger stays as it is." in told.text
    assert await held(desk) == {}
    assert "To log so far: 1 h 0 min" in await seus(desk)
    gone = await desk.click(BEN, "seu:credential_remove", remove["value"], view="seu:credential_change")
    assert "I find no such credential of yours." in gone.text


async def test_nobody_touches_another_person_s_credential(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    named = (await held(desk))["cspo"].id
    for action, value in (
        ("seu:credential_remove", named),
        ("seu:credential_hold", named),
        ("seu:step_done", f"{named}:course"),
        ("seu:credential_menu", f"change:{named}:0"),
        ("seu:credential_menu", f"silent:{named}:0"),
    ):
        told = await desk.click(ANA, action, value, view=LIST)
        assert "I find no such credential of yours." in told.text
    assert (await held(desk))["cspo"].reminders


async def test_the_fee_that_a_person_pays_is_chosen(desk: Desk) -> None:
    told = await says(desk, "PMP until 3 june 2028")
    assert "60 PDUs, US$60 (Member) or US$150 (Not a member)." in told.text
    form = (await menu(desk, "PMP", "Edit or remove")).form
    told = await desk.submit(BEN, form, {"variant": "member"})
    assert "60 PDUs, US$60." in told.text
    assert "A renewal costs US$60, as of " in await seus(desk)
    form = (await menu(desk, "PMP", "Edit or remove")).form
    assert (await desk.submit(BEN, form, {"variant": "any"})).errors == {}
    refused = await desk.submit(BEN, form, {"variant": "student"})
    assert refused.errors == {"variant": "There is no such fee any more: choose one of these."}


async def test_what_is_renewed_together_says_its_own_share(desk: Desk) -> None:
    await says(desk, "CSM 14 march 2026")
    await says(desk, "CSPO 14 march 2026")
    text = (await says(desk, "A-CSPO 14 march 2026")).text
    assert "Renewal every 2 years: 30 SEUs, US$175." in text
    assert "Renewed together with A-CSPO: 10 SEUs more." in text
    assert "Renewed together with A-CSPO: nothing more." in text


async def test_what_never_expires_has_neither_expiry_nor_reminder(desk: Desk) -> None:
    told = await says(desk, "PSM I 3 june 2025")
    assert "Held since 3 June 2025. It never expires: there is nothing to renew at " in told.text
    form = (await menu(desk, "PSM I", "Edit or remove")).form
    assert "entered" not in {block.get("block_id") for block in form["blocks"]}


async def test_a_removed_credential_keeps_what_it_has_used_up(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    entry = await learn(desk, 600, date(2026, 11, 3))
    named = (await held(desk))["cspo"].id
    renewed = Renewal("r1", named, RenewalKind.UNITS, date(2026, 12, 1), EXPIRES, date(2030, 3, 14), "1")
    await desk.store.write(renewals.add, desk.workspace, None, renewed, {entry: 600})
    await desk.click(BEN, "seu:credential_remove", named, view="seu:credential_change")
    await says(desk, "CSPO until 14 march 2028")
    assert "*0 min* of 20 h" in await seus(desk)


async def test_a_long_list_has_pages_and_no_view_grows_too_large(desk: Desk) -> None:
    names = ["CSPO", "CSM", "CSD", "A-CSPO", "A-CSM", "A-CSD", "PMP", "CBAP", "CISSP", "PSM I"]
    for name in names:
        form = await prepares(desk, name)
    assert "seu:credentials_after" in dict(actions_of(form))
    more = (await desk.click(BEN, "seu:credentials_after", value_of(form, "seu:credentials_after"), view=LIST)).form
    assert "*CSD*" in text_of(more)
    back = await desk.click(BEN, "seu:credentials_before", value_of(more, "seu:credentials_before"), view=LIST)
    assert "*CSPO*" in back.text
    cards = await desk.store.read(overview.cards, desk.workspace, BEN)
    assert len(render_modal(my_credentials(words_for("en-GB", "UTC"), [cards[0]] * 8, NOW.date()))["blocks"]) <= 100


async def test_a_programme_that_nobody_can_read_any_more_hides_its_credential_and_breaks_nothing(desk: Desk) -> None:
    await says(desk, "CSPO 14 march 2026")
    one = (await held(desk))["cspo"]

    def lose(unit: Any) -> None:
        credentials.remove(unit, one)
        credentials.add(unit, type(one)("c9", BEN, "gone", "1", "x", issued=ISSUED))

    await desk.store.write(lose, desk.workspace)
    assert await until(desk) == {}
    told = await desk.click(BEN, "seu:credential_hold", "c9", view=LIST)
    assert "I find no such credential of yours." in told.text
    assert "My SEUs" in (await desk.click(BEN, "seu:open", "home")).text
