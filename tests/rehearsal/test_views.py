"""Modals and the Home: triggers, hashes, stacks, and what a person has typed."""

import pytest

from bot.rehearsal.shapes import Json
from tests.rehearsal.stage import ANA, APP, BEN, GUILD, Received, Stage, actions, answer, button, modal, option, section, typed

PICK = {"type": "input", "block_id": "dot", "optional": True, "label": {"type": "plain_text", "text": "Dot 1"},
        "element": {"type": "static_select", "action_id": "topic", "options": [option("flaky"), option("review")]}}  # fmt: skip


async def trigger(scene: Stage, person: str = ANA) -> str:
    await scene.client.command(person, GUILD, "/coffee")
    return str(scene.app.last["trigger_id"])


async def opened(scene: Stage, view: Json, person: str = ANA) -> Json:
    said = await scene.api("views.open", trigger_id=await trigger(scene, person), view=view)
    assert said["ok"], said
    return dict(said["view"])


async def test_a_form_opens_in_front_of_the_person_whose_trigger_it_is(scene: Stage) -> None:
    view = await opened(scene, modal(typed()), BEN)
    assert (await scene.modal(BEN))["id"] == view["id"]
    assert (await scene.client.view(ANA))["modals"] == []
    assert view["state"]["values"] == {"topic": {"text": {"type": "plain_text_input", "value": None}}}


async def test_a_trigger_is_good_once_and_for_three_seconds(scene: Stage) -> None:
    used = await trigger(scene)
    assert (await scene.api("views.open", trigger_id=used, view=modal(section())))["ok"]
    assert (await scene.api("views.open", trigger_id=used, view=modal(section())))["error"] == "exchanged_trigger_id"
    late = await trigger(scene)
    await scene.time.pass_by(3.1)
    assert (await scene.api("views.open", trigger_id=late, view=modal(section())))["error"] == "expired_trigger_id"
    assert (await scene.api("views.open", trigger_id="1.2.3", view=modal(section())))["error"] == "invalid_trigger_id"


async def test_moved_business_time_makes_no_trigger_old(scene: Stage) -> None:
    kept = await trigger(scene)
    await scene.client.ahead(3600)
    assert (await scene.api("views.open", trigger_id=kept, view=modal(section())))["ok"]


async def test_a_view_that_is_refused_leaves_its_trigger_unused(scene: Stage) -> None:
    kept = await trigger(scene)
    refused = await scene.api("views.open", trigger_id=kept, view=modal())
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == ["[ERROR] must provide at least 1 items [json-pointer:/view/blocks]"]
    assert (await scene.api("views.open", trigger_id=kept, view=modal(section())))["ok"]


async def test_an_update_with_an_old_hash_is_a_conflict(scene: Stage) -> None:
    view = await opened(scene, modal(section("One")))
    said = await scene.api("views.update", view_id=view["id"], hash=view["hash"], view=modal(section("Two")))
    assert said["view"]["hash"] != view["hash"]
    again = await scene.api("views.update", view_id=view["id"], hash=view["hash"], view=modal(section("Three")))
    assert again["error"] == "hash_conflict"
    assert (await scene.modal(ANA))["blocks"][0]["text"]["text"] == "Two"


async def test_an_update_finds_a_view_by_the_apps_own_id_which_is_unique(scene: Stage) -> None:
    await opened(scene, modal(section(), external_id="mine"))
    assert (await scene.api("views.update", external_id="mine", view=modal(section("New"), external_id="mine")))["ok"]
    said = await scene.api("views.open", trigger_id=await trigger(scene, BEN), view=modal(section(), external_id="mine"))
    assert said["error"] == "duplicate_external_id"
    assert (await scene.api("views.update", external_id="other", view=modal(section())))["error"] == "not_found"
    assert (await scene.api("views.update", view=modal(section())))["error"] == "invalid_arguments"


async def test_an_update_keeps_what_was_typed_in_inputs_that_stay(scene: Stage) -> None:
    view = await opened(scene, modal(PICK, {**typed(), "dispatch_action": True}))
    await scene.client.click_view(ANA, view["id"], "text", value="Flaky tests")
    await scene.client.click_view(ANA, view["id"], "topic", selected_option=option("flaky"))
    fewer = {**PICK, "element": {**PICK["element"], "options": [option("review")]}}  # type: ignore[dict-item]
    said = await scene.api("views.update", view_id=view["id"], view=modal(fewer, {**typed(), "dispatch_action": True}))
    values = said["view"]["state"]["values"]
    assert values["topic"]["text"]["value"] == "Flaky tests"
    assert values["dot"]["topic"]["selected_option"] is None


async def test_three_forms_lie_on_one_another_and_no_fourth(scene: Stage) -> None:
    view = await opened(scene, modal(actions(button())))
    for depth in (2, 3):
        await scene.client.click_view(ANA, (await scene.modal(ANA))["id"], "go")
        said = await scene.api("views.push", trigger_id=scene.app.last["trigger_id"], view=modal(actions(button())))
        assert (said["view"]["root_view_id"], len((await scene.client.view(ANA))["modals"])) == (view["id"], depth)
    await scene.client.click_view(ANA, (await scene.modal(ANA))["id"], "go")
    said = await scene.api("views.push", trigger_id=scene.app.last["trigger_id"], view=modal(section()))
    assert said["error"] == "push_limit_reached"
    await scene.client.close(ANA, (await scene.modal(ANA))["id"])
    assert len((await scene.client.view(ANA))["modals"]) == 2


async def test_a_push_from_outside_a_form_is_refused(scene: Stage) -> None:
    said = await scene.api("views.push", trigger_id=await trigger(scene), view=modal(section()))
    assert said["error"] == "not_found"


async def test_a_submission_carries_all_state_and_closes_the_form(scene: Stage) -> None:
    view = await opened(scene, modal(typed(), PICK, private_metadata="m1"))
    values = {"topic": {"text": {"value": "Flaky"}}, "dot": {"topic": {"selected_option": option("review")}}}
    assert (await scene.client.submit(ANA, view["id"], values))["ok"]
    sent = scene.app.last
    assert (sent["type"], sent["view"]["private_metadata"], sent["response_urls"]) == ("view_submission", "m1", [])
    assert sent["view"]["state"]["values"] == {
        "topic": {"text": {"type": "plain_text_input", "value": "Flaky"}},
        "dot": {"topic": {"type": "static_select", "selected_option": option("review")}},
    }
    assert (await scene.client.view(ANA))["modals"] == []


async def test_slacks_own_complaints_come_before_the_app_hears_of_the_form(scene: Stage) -> None:
    view = await opened(scene, modal(typed(min_length=3), PICK))
    heard = len(scene.app.received)
    said = await scene.client.submit(ANA, view["id"], {})
    assert said["errors"] == {"topic": "Please complete this required field."}
    said = await scene.client.submit(
        ANA, view["id"], {"topic": {"text": {"value": "ab"}}, "dot": {"topic": {"selected_option": "gone"}}}
    )
    assert set(said["errors"]) == {"topic", "dot"}
    assert len(scene.app.received) == heard
    assert (await scene.modal(ANA))["errors"] == said["errors"]


@pytest.mark.parametrize(
    ("renamed", "named"),
    [
        ({"dots": {"topic": {"selected_option": "review"}}}, "dots"),
        ({"dot": {"value": {"selected_option": "review"}}}, "dot, value"),
        ({"topic": {"text": {"value": "Flaky"}}, "dot": {"topic": {"selected_option": "review"}, "value": {}}}, "dot, value"),
        ({"dots": {}}, "dots"),
        ({"row": {"go": {}}}, "row"),
    ],
)
async def test_a_field_that_the_form_does_not_have_is_refused_by_name_and_nothing_is_sent(
    scene: Stage, renamed: Json, named: str
) -> None:
    view = await opened(scene, modal({**typed(), "optional": True}, PICK, actions(button(), block_id="row")))
    heard, before = len(scene.app.received), await scene.modal(ANA)
    said = await scene.client.submit(ANA, view["id"], renamed)
    assert said == {"ok": False, "error": f"That form has no such field: {named}."}
    assert len(scene.app.received) == heard
    assert await scene.modal(ANA) == before


async def test_an_apps_errors_stand_beside_their_fields_and_the_form_stays(scene: Stage) -> None:
    view = await opened(scene, modal(typed()))
    scene.app.answers.append(answer({"response_action": "errors", "errors": {"topic": "Too long."}}))
    said = await scene.client.submit(ANA, view["id"], {"topic": {"text": {"value": "x"}}})
    assert (said["ok"], said["errors"]) == (False, {"topic": "Too long."})
    shown = await scene.modal(ANA)
    assert (shown["errors"], shown["busy"], shown["state"]["values"]["topic"]["text"]["value"]) == (
        {"topic": "Too long."},
        False,
        "x",
    )


@pytest.mark.parametrize(
    "bad",
    [
        {"response_action": "errors", "errors": {"nowhere": "Too long."}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "errors"},
        {"response_action": "update", "view": modal()},
        {"response_action": "dance"},
        "thanks",
    ],
)
async def test_an_answer_that_slack_would_not_take_is_trouble_and_the_form_stays(scene: Stage, bad: object) -> None:
    view = await opened(scene, modal(typed()))
    scene.app.answers.append(answer(bad))
    said = await scene.client.submit(ANA, view["id"], {"topic": {"text": {"value": "x"}}})
    assert said["error"] == "We had some trouble connecting. Try again?"
    assert (await scene.modal(ANA))["id"] == view["id"]
    assert (await scene.client.requests())[-1]["kind"] == "ack_refused"


async def test_an_answer_updates_pushes_or_clears(scene: Stage) -> None:
    view = await opened(scene, modal(typed()))
    filled = {"topic": {"text": {"value": "x"}}}
    scene.app.answers.append(answer({"response_action": "update", "view": modal(section("Saving"))}))
    await scene.client.submit(ANA, view["id"], filled)
    assert (await scene.modal(ANA))["blocks"][0]["text"]["text"] == "Saving"
    scene.app.answers.append(answer({"response_action": "push", "view": modal(section("Second"))}))
    await scene.client.submit(ANA, view["id"], {})
    assert len((await scene.client.view(ANA))["modals"]) == 2
    assert (await scene.client.submit(ANA, view["id"], {}))["error"] == "Another form lies on top of that one."
    scene.app.answers.append(answer({"response_action": "clear"}))
    await scene.client.submit(ANA, (await scene.modal(ANA))["id"], {})
    assert (await scene.client.view(ANA))["modals"] == []


async def test_a_form_that_is_being_sent_is_busy_and_is_not_sent_twice(scene: Stage) -> None:
    view = await opened(scene, modal(section()))
    seen: list[Json] = []

    async def look(_request: Received) -> object:
        seen.append(await scene.modal(ANA))
        seen.append(await scene.client.submit(ANA, view["id"], {}))
        return answer()

    scene.app.answers.append(look)  # type: ignore[arg-type]
    await scene.client.submit(ANA, view["id"], {})
    assert seen[0]["busy"] is True
    assert seen[1]["error"] == "The form is being sent."


async def test_a_form_update_during_its_submission_is_closed_with_it(scene: Stage) -> None:
    view = await opened(scene, modal(section()))

    async def redraw(_request: Received) -> object:
        assert (await scene.api("views.update", view_id=view["id"], view=modal(section("New"))))["ok"]
        return answer()

    scene.app.answers.append(redraw)  # type: ignore[arg-type]
    await scene.client.submit(ANA, view["id"], {})
    assert (await scene.client.view(ANA))["modals"] == []


async def test_a_form_of_another_person_cannot_be_touched(scene: Stage) -> None:
    view = await opened(scene, modal(section()), BEN)
    for act in (
        scene.client.submit(ANA, view["id"], {}),
        scene.client.close(ANA, view["id"]),
        scene.client.click_view(ANA, view["id"], "go"),
    ):
        assert (await act)["error"] == "That form is no longer open."


async def test_closing_is_told_only_to_an_app_that_asked(scene: Stage) -> None:
    quiet = await opened(scene, modal(section()))
    heard = len(scene.app.received)
    await scene.client.close(ANA, quiet["id"])
    assert len(scene.app.received) == heard
    loud = await opened(scene, modal(section(), notify_on_close=True, clear_on_close=True))
    await scene.client.close(ANA, loud["id"])
    assert (scene.app.last["type"], scene.app.last["is_cleared"]) == ("view_closed", True)


async def test_a_home_is_published_for_one_person_and_guards_its_hash(scene: Stage) -> None:
    home = {"type": "home", "blocks": [actions(button())]}
    first = (await scene.api("views.publish", user_id=ANA, view=home))["view"]
    assert (await scene.client.view(ANA))["home"]["id"] == first["id"]
    assert (await scene.client.view(BEN))["home"] is None
    second = (await scene.api("views.publish", user_id=ANA, view=home, hash=first["hash"]))["view"]
    assert second["id"] == first["id"]
    assert (await scene.api("views.publish", user_id=ANA, view=home, hash=first["hash"]))["error"] == "hash_conflict"
    assert (await scene.api("views.publish", user_id=ANA, view=modal(section())))["error"] == "invalid_arguments"
    assert (await scene.api("views.publish", user_id="U0NOBODY", view=home))["error"] == "user_not_found"
    await scene.client.click_view(ANA, first["id"], "go")
    assert (scene.app.last["container"], scene.app.last["view"]["type"]) == ({"type": "view", "view_id": first["id"]}, "home")
    assert "response_url" not in scene.app.last


async def test_a_conversation_menu_gives_a_response_url_for_what_was_chosen(scene: Stage) -> None:
    element = {"type": "conversations_select", "action_id": "where", "response_url_enabled": True}
    view = await opened(scene, modal({**typed("place"), "element": element}))
    await scene.client.submit(ANA, view["id"], {"place": {"where": {"selected_conversation": GUILD}}})
    given = scene.app.last["response_urls"][0]
    assert (given["block_id"], given["action_id"], given["channel_id"]) == ("place", "where", GUILD)
    assert (await scene.http.post(given["response_url"], json={"text": "Done", "response_type": "in_channel"})).status_code == 200
    assert (await scene.messages(BEN))[-1]["text"] == "Done"
    assert APP.bot_token not in str(scene.app.last)


async def test_what_would_be_refused_is_said_by_its_place_and_nothing_is_shown(scene: Stage) -> None:
    good, odd = section(), {"type": "section", "text": {"type": "markdown", "text": "x"}}
    assert (await scene.api("blocks.validate", blocks=[good]))["ok"]
    said = await scene.api("blocks.validate", blocks=[good, odd])
    assert (said["error"], said["errors"][0]["pointer"]) == ("invalid_blocks", "/1/text/type")
    said = await scene.api("blocks.validate", message={"blocks": [odd]})
    assert (said["error"], said["errors"][0]["pointer"]) == ("invalid_message", "/blocks/0/text/type")
    said = await scene.api("blocks.validate", view=modal())
    assert (said["error"], said["errors"][0]["pointer"]) == ("invalid_view", "/blocks")
    assert (await scene.api("blocks.validate"))["error"] == "invalid_arguments"
    assert (await scene.api("blocks.validate", blocks=[good], view=modal(good)))["error"] == "invalid_arguments"
