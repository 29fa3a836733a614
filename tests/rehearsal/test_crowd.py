"""The crowd comes in, votes and gives thumbs, each once."""

from types import SimpleNamespace

import pytest

from bot.rehearsal.crowd_forms import chance, chosen_at_random
from bot.rehearsal.records import View
from bot.rehearsal.shapes import Json
from tests.rehearsal.stage import ANA, GUILD, Received, Stage, actions, answer, button, modal, option

DOT = {"type": "input", "optional": True, "label": {"type": "plain_text", "text": "Dot"},
       "element": {"type": "static_select", "action_id": "topic", "options": [option("a"), option("b"), option("c")]}}  # fmt: skip


def pressed(scene: Stage, action_id: str) -> list[str]:
    """Say who pressed what."""
    sent = [each.payload for each in scene.app.received]
    return sorted(
        each["user"]["id"] for each in sent if each["type"] == "block_actions" and each["actions"][0]["action_id"] == action_id
    )


async def test_each_of_the_crowd_checks_in_once_even_when_the_board_is_redrawn(scene: Stage) -> None:
    people = (await scene.client.crowd(GUILD, 3))["people"]
    ts = await scene.post(blocks=[actions(button("lean_coffee:check_in", value="m_1:1"))])
    await scene.time.pass_by(5)
    await scene.api(
        "chat.update", channel=GUILD, ts=ts, text="x", blocks=[actions(button("lean_coffee:check_in", value="m_1:2"))]
    )
    await scene.time.pass_by(5)
    assert pressed(scene, "lean_coffee:check_in") == sorted(people)


async def test_a_thumb_is_one_of_those_offered_and_one_a_question(scene: Stage) -> None:
    people = (await scene.client.crowd(GUILD, 12))["people"]
    names = ("lean_coffee:thumb_more", "lean_coffee:thumb_neutral", "lean_coffee:thumb_next")
    for phase in ("5", "6"):
        await scene.post(blocks=[actions(*[button(each, value=f"m_1:{phase}") for each in names])])
        await scene.time.pass_by(5)
    counts = [len(pressed(scene, each)) for each in names]
    assert sum(counts) == 2 * len(people)
    assert sum(1 for each in counts if each) > 1


async def test_a_vote_fills_the_form_and_sends_it(scene: Stage) -> None:
    people = (await scene.client.crowd(GUILD, 4))["people"]

    async def open_ballot(request: Received) -> object:
        if request.payload["type"] == "block_actions":
            ballot = modal({**DOT, "block_id": "d1"}, {**DOT, "block_id": "d2"})
            await scene.api("views.open", trigger_id=request.payload["trigger_id"], view=ballot)
        return answer()

    scene.app.answers += [open_ballot] * 8  # type: ignore[list-item]
    await scene.post(blocks=[actions(button("lean_coffee:vote", value="m_1:4"))])
    await scene.time.pass_by(10)
    ballots: list[Json] = [each.payload for each in scene.app.received if each.payload["type"] == "view_submission"]
    assert sorted(each["user"]["id"] for each in ballots) == sorted(people)
    chosen = [state["topic"]["selected_option"] for each in ballots for state in each["view"]["state"]["values"].values()]
    assert {each["value"] for each in chosen if each} <= {"a", "b", "c"}
    assert any(chosen)


async def test_a_vote_presses_the_rows_of_the_form_and_sends_it(scene: Stage) -> None:
    people = (await scene.client.crowd(GUILD, 8))["people"]

    async def open_ballot(request: Received) -> object:
        if request.payload["type"] == "block_actions" and "view" not in request.payload:
            rows = [actions(button("lean_coffee:give_dot", value=each), block_id=each) for each in ("a", "b", "c")]
            await scene.api("views.open", trigger_id=request.payload["trigger_id"], view=modal(*rows))
        return answer()

    scene.app.answers += [open_ballot] * 60  # type: ignore[list-item]
    await scene.post(blocks=[actions(button("lean_coffee:vote", value="m_1:4"))])
    await scene.time.pass_by(15)
    given = pressed(scene, "lean_coffee:give_dot")
    assert {given.count(each) for each in people} == {0, 3}
    sent = [each.payload["user"]["id"] for each in scene.app.received if each.payload["type"] == "view_submission"]
    assert sorted(sent) == sorted(people)


def test_menus_that_count_share_their_number_out() -> None:
    counts = [option(each) for each in ("0", "1", "2", "3")]
    blocks = [{**DOT, "block_id": f"d{nth}", "element": {**DOT["element"], "options": counts}} for nth in range(5)]  # type: ignore[dict-item]
    for person in ("U1", "U2", "U3"):
        view = View("V1", person, "h", {"type": "modal", "blocks": blocks}, "V1")
        chosen = [menu["topic"]["selected_option"]["value"] for menu in chosen_at_random(view).values()]
        assert sum(int(each) for each in chosen) == 3


async def test_the_crowd_goes_home(scene: Stage) -> None:
    await scene.client.crowd(GUILD, 2)
    assert (await scene.client.crowd(GUILD, 0))["error"] == "A crowd has 1 to 200 people."
    await scene.client.dismiss_crowd()
    workspace = await scene.client.workspace()
    assert [each["in_crowd"] for each in workspace["people"]] == [False] * 4
    assert len(next(each for each in workspace["channels"] if each["id"] == GUILD)["members"]) == 3
    await scene.post(blocks=[actions(button("lean_coffee:check_in", value="m_1:1"))])
    await scene.time.pass_by(5)
    assert scene.app.received == []


async def test_a_name_that_somebody_has_is_passed_over(scene: Stage) -> None:
    for taken in ("ines", "kwame2"):
        await scene.client.add_person(taken)
    assert (await scene.client.watch(GUILD))["ok"]
    await scene.client.crowd(GUILD, 16)
    crowd = [each for each in (await scene.client.workspace())["people"] if each["in_crowd"]]
    assert [each["name"] for each in crowd][:3] == ["jonas", "kwame", "lea"]
    assert [each["name"] for each in crowd][14:] == ["ines2", "jonas2", "lea2", "mateo2", "nadia2"]
    assert crowd[14]["real_name"] == "Ines Crowd 2"


async def test_a_failed_press_is_tried_again(scene: Stage) -> None:
    await scene.client.crowd(GUILD, 1)
    scene.app.answers.append(answer(status=500))
    await scene.post(blocks=[actions(button("lean_coffee:check_in", value="m_1:1"))])
    await scene.time.pass_by(8)
    assert len(scene.app.received) == 2


def test_chance_is_the_same_for_the_same_question() -> None:
    assert chance(ANA, "m_1") == chance(ANA, "m_1") != chance(ANA, "m_2")


async def test_a_meeting_to_watch_is_typed_by_three_people_and_begun_once_at_a_time(scene: Stage) -> None:
    assert (await scene.client.watch(GUILD))["ok"]
    assert (await scene.client.watch(GUILD))["error"] == "They have just begun: the meeting is on."
    await scene.time.pass_by(10)
    typed = [
        (each.payload["user_id"], each.payload["text"].split(" ")[0]) for each in scene.app.received if "command" in each.payload
    ]
    assert [word for _, word in typed] == ["start", "topic", "topic", "topic"]
    assert len({who for who, _ in typed}) == 3
    assert (await scene.client.watch("C0NONE"))["error"] == "There is no such channel."
    assert (await scene.client.watch(GUILD))["ok"]


async def test_no_meeting_to_watch_begins_while_the_bot_is_not_there(scene: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for state, told in (("down", "Cortado is not running."), ("starting", "Cortado is starting. Try again in a moment.")):
        monkeypatch.setattr(scene.room, "plug", SimpleNamespace(state=state))
        assert (await scene.client.watch(GUILD))["error"] == told
    monkeypatch.undo()
    assert scene.room.crowd.people == []
