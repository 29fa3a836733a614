"""What people do arrives at the app in Slack's own shapes, and what they cannot do is said in words."""

from dataclasses import replace

import pytest

from bot.rehearsal import look
from bot.rehearsal.drawings import KEPT
from bot.rehearsal.installation import from_manifest
from bot.rehearsal.shapes import Json
from bot.rehearsal.statuses import status_of
from bot.rehearsal.typed import command_text
from tests.rehearsal.stage import (
    ANA,
    APP,
    BEN,
    CHECKOUT,
    CHLOE,
    DEV,
    GUILD,
    LEADS,
    Stage,
    actions,
    answer,
    button,
    option,
    section,
    settle,
    stage,
    typed,
)


async def test_a_message_is_seen_by_the_members_and_read_by_its_writer(scene: Stage) -> None:
    await scene.client.message(ANA, GUILD, "Hello @ben in #guild, 1 < 2 & https://a.example/b")
    shown = (await scene.messages(BEN))[0]
    assert shown["text"] == f"Hello <@{BEN}> in <#{GUILD}|guild>, 1 &lt; 2 &amp; <https://a.example/b>"
    counts = [(each["unread"], each["mentions"]) for view in (await scene.client.view(ANA), await scene.client.view(BEN))
              for each in view["conversations"] if each["id"] == GUILD]  # fmt: skip
    assert counts == [(0, 0), (1, 1)]
    await scene.client.read(BEN, GUILD, shown["ts"])
    assert [each["unread"] for each in (await scene.client.view(BEN))["conversations"] if each["id"] == GUILD] == [0]


@pytest.mark.parametrize(
    ("typed_text", "sent"),
    [
        ("topic Flaky | third week", "topic Flaky | third week"),
        ('start "Platform guild" box 5', 'start "Platform guild" box 5'),
        ("ask @ben and @Chloé", f"ask <@{BEN}|ben> and <@{CHLOE}|chloe>"),
        ("to #guild.", f"to <#{GUILD}|guild>."),
        ("mail a@ben.example", "mail a@ben.example"),
        ("@nobody #nowhere", "@nobody #nowhere"),
        ("<!channel> a & b", "&lt;!channel&gt; a &amp; b"),
        ("join https://meet.example/abc now", "join <https://meet.example/abc> now"),
        ("link https://meet.example/a?x=1&y=2#guild", "link <https://meet.example/a?x=1&amp;y=2#guild>"),
        ("@cortado", "<@U0CORTADO|cortado>"),
    ],
)
async def test_the_text_of_a_command_is_escaped_as_slack_does(scene: Stage, typed_text: str, sent: str) -> None:
    assert command_text(typed_text, scene.room.workspace, APP, True) == sent
    assert command_text(typed_text, scene.room.workspace, APP, False) == typed_text


async def test_a_line_with_a_slash_is_a_command_and_not_a_message(scene: Stage) -> None:
    await scene.client.message(ANA, GUILD, "/coffee topic Flaky tests")
    assert (scene.app.last["command"], scene.app.last["text"]) == ("/coffee", "topic Flaky tests")
    assert await scene.messages(BEN) == []


async def test_an_unknown_command_is_told_as_slackbot_does(scene: Stage) -> None:
    assert (await scene.client.command(ANA, GUILD, "/tea"))["outcome"] == "unknown_command"
    assert (await scene.messages(ANA))[0]["text"] == "/tea is not a valid command."
    assert scene.app.received == []


async def test_commands_do_not_work_in_threads(scene: Stage) -> None:
    ts = await scene.post()
    assert (await scene.client.message(ANA, GUILD, "/coffee", thread_ts=ts))["error"] == "/coffee is not supported in threads."


async def test_a_command_in_a_private_or_direct_conversation_goes_by_slacks_stand_in_names(scene: Stage) -> None:
    await scene.client.command(ANA, LEADS, "/coffee")
    assert scene.app.last["channel_name"] == "privategroup"
    direct = (await scene.api("conversations.open", users=ANA))["channel"]["id"]
    await scene.client.command(ANA, direct, "/coffee")
    assert (scene.app.last["channel_id"], scene.app.last["channel_name"]) == (direct, "directmessage")


async def test_where_the_app_reads_no_messages_nobody_writes_to_it_and_the_page_hears_so() -> None:
    manifest = {"features": {"app_home": {"messages_tab_read_only_enabled": True}}}
    assert from_manifest({})["reads_messages"]
    async with stage(app=replace(APP, reads_messages=from_manifest(manifest)["reads_messages"])) as scene:
        direct = (await scene.api("conversations.open", users=ANA))["channel"]["id"]
        refused = await scene.client.message(ANA, direct, "Hello")
        assert refused["error"] == "Sending messages to Cortado has been turned off."
        assert (await scene.client.message(ANA, GUILD, "Hello"))["ok"]
        assert look.whole_workspace(scene.room)["bot"]["reads_messages"] is False


async def test_a_mention_reaches_an_app_that_is_in_the_channel_and_else_asks_for_an_invitation(scene: Stage) -> None:
    await scene.client.message(ANA, GUILD, "Hey @cortado")
    await settle()
    assert scene.app.received == []
    assert "/invite @cortado" in (await scene.messages(ANA))[-1]["text"]
    await scene.client.message(ANA, GUILD, "/invite @Cortado")
    await scene.client.message(ANA, GUILD, "Hey @cortado")
    await settle()
    joined, mentioned = (each.payload for each in scene.app.received)
    assert (joined["event"]["type"], joined["event"]["user"], joined["event"]["inviter"]) == (
        "member_joined_channel",
        "U0CORTADO",
        ANA,
    )
    assert (mentioned["event"]["type"], mentioned["event"]["text"], mentioned["event"]["channel"]) == (
        "app_mention",
        "Hey <@U0CORTADO>",
        GUILD,
    )
    assert mentioned["type"] == "event_callback"
    assert mentioned["authorizations"][0]["is_bot"] is True


async def test_events_that_the_app_does_not_subscribe_to_are_not_sent() -> None:
    async with stage(app=replace(APP, events=())) as scene:
        await scene.client.open_home(ANA)
        await settle()
        assert scene.app.received == []


async def test_people_join_and_leave_and_the_app_hears_of_it_only_where_it_is(scene: Stage) -> None:
    assert (await scene.client.message(DEV, GUILD, "Hi"))["error"] == "Join #guild first."
    await scene.client.join(DEV, GUILD)
    await settle()
    assert scene.app.received == []
    await scene.client.leave(DEV, GUILD)
    await scene.client.invite_bot(ANA, GUILD)
    await scene.client.join(DEV, GUILD)
    await settle()
    assert [each.payload["event"]["user"] for each in scene.app.received] == ["U0CORTADO", DEV]
    assert (await scene.client.join(DEV, LEADS))["error"] == "There is no such channel."


async def test_a_status_is_set_as_in_slack_told_to_the_app_and_over_at_its_end(scene: Stage) -> None:
    end = int(scene.room.clock.now().timestamp()) + 60
    for said in ({"text": "Out sick", "emoji": ":thermometer:", "expiration": end}, {"text": "", "expiration": -1}):
        told = await scene.client.act("status", **{"as": BEN}, **said)
        assert told["ok"] is (said["text"] != "")
    await scene.client.message(BEN, GUILD, "/status :palm_tree: On vacation")
    await settle()
    heard = [each.payload["event"]["user"]["profile"] for each in scene.app.received]
    assert [(each["status_text"], each["status_emoji"]) for each in heard] == [
        ("Out sick", ":thermometer:"),
        ("On vacation", ":palm_tree:"),
    ]
    assert [each["status_expiration"] for each in heard] == [end, 0]
    asked = await scene.api("users.info", user=BEN)
    assert asked["user"]["profile"]["status_text"] == "On vacation"
    await scene.client.message(BEN, GUILD, "/status clear")
    assert (await scene.api("users.info", user=BEN))["user"]["profile"]["status_emoji"] == ""
    over = replace(scene.room.workspace.people[BEN], status_text="ooo", status_expiration=1)
    assert status_of(over, scene.room.clock.now())["status_text"] == ""


async def test_a_private_channel_is_shown_to_its_members_alone(scene: Stage) -> None:
    await scene.client.message(ANA, LEADS, "Quiet")
    assert LEADS in [each["id"] for each in (await scene.client.view(BEN))["conversations"]]
    assert LEADS not in [each["id"] for each in (await scene.client.view(CHLOE))["conversations"]]
    assert (await scene.client.message(CHLOE, LEADS, "Hi"))["error"] == "There is no such channel."


async def test_a_click_has_slacks_shape(scene: Stage) -> None:
    ts = await scene.post(text="Board", blocks=[actions(button("lean_coffee:vote", value="m_1:4"), block_id="row")])
    await scene.client.click(BEN, GUILD, ts, "lean_coffee:vote")
    sent = scene.app.last
    assert (sent["type"], sent["user"]["id"], sent["team"]["id"]) == ("block_actions", BEN, APP.team_id)
    assert sent["container"] == {"type": "message", "message_ts": ts, "channel_id": GUILD, "is_ephemeral": False}
    assert sent["channel"] == {"id": GUILD, "name": "guild"}
    assert (sent["message"]["ts"], sent["message"]["bot_id"]) == (ts, APP.bot_id)
    assert (sent["state"], sent["response_url"].rpartition("/")[0]) == ({"values": {}}, "http://127.0.0.1:8765/respond")
    action = dict(sent["actions"][0])
    assert action.pop("action_ts") > ts
    text = {"type": "plain_text", "text": "Go"}
    assert action == {"type": "button", "action_id": "lean_coffee:vote", "block_id": "row", "text": text, "value": "m_1:4"}


async def test_an_overflow_and_a_menu_send_the_option_as_the_app_gave_it(scene: Stage) -> None:
    more = {"type": "overflow", "action_id": "more", "options": [option("a"), option("b")]}
    menu = {"type": "static_select", "action_id": "pick", "options": [option("x"), option("y")]}
    ts = await scene.post(blocks=[actions(more), section(accessory=menu, block_id="menu")])
    await scene.client.click(ANA, GUILD, ts, "more", selected_option={"value": "b"})
    assert scene.app.last["actions"][0]["selected_option"] == option("b")
    await scene.client.click(ANA, GUILD, ts, "pick", selected_option="y")
    assert scene.app.last["state"]["values"]["menu"]["pick"]["selected_option"] == option("y")
    await scene.client.click(BEN, GUILD, ts, "more", selected_option="a")
    assert scene.app.last["state"]["values"]["menu"]["pick"]["selected_option"] is None
    assert (await scene.client.click(ANA, GUILD, ts, "pick", selected_option="z"))[
        "error"
    ] == "That choice is not offered any more."


async def test_a_click_on_what_is_gone_says_so_and_reaches_nobody(scene: Stage) -> None:
    ts = await scene.post(blocks=[actions(button())])
    assert (await scene.client.click(ANA, GUILD, ts, "other"))["error"] == "That button is no longer there."
    await scene.client.delete_message(GUILD, ts)
    assert (await scene.client.click(ANA, GUILD, ts, "go"))["error"] == "That message is no longer there."
    assert scene.app.received == []


def thumbs(topic: str, *above: Json) -> list[Json]:
    return [*above, actions(button("up", value=topic), button("down", value=topic))]


async def test_a_redraw_keeps_the_block_ids_that_the_app_left_to_slack(scene: Stage) -> None:
    ts = await scene.post(blocks=[section(), actions(button()), section("Named", block_id="named")])
    before = [each["block_id"] for each in (await scene.messages(ANA))[0]["blocks"]]
    redrawn = [section("Other"), actions(button(), button("more")), section("Named", block_id="named"), section("New")]
    assert (await scene.api("chat.update", channel=GUILD, ts=ts, blocks=redrawn))["ok"]
    after = [each["block_id"] for each in (await scene.messages(ANA))[0]["blocks"]]
    assert after[:3] == before
    moved = [section(), section(block_id=before[0])]
    assert (await scene.api("chat.update", channel=GUILD, ts=ts, blocks=moved))["ok"]
    assert len({each["block_id"] for each in (await scene.messages(ANA))[0]["blocks"]}) == 2


async def test_a_press_that_meets_a_redraw_counts_as_it_was_seen(scene: Stage) -> None:
    ts = await scene.post(blocks=thumbs("first"))
    seen = (await scene.messages(BEN))[0]["blocks"][0]["block_id"]
    for count in range(5):
        assert (await scene.api("chat.update", channel=GUILD, ts=ts, blocks=thumbs("first", section(f"{count} answered"))))["ok"]
    assert (await scene.client.click(BEN, GUILD, ts, "down", block_id=seen, value="first"))["outcome"] == "ok"
    pressed = scene.app.last["actions"][0]
    assert (pressed["action_id"], pressed["value"], pressed["block_id"]) == ("down", "first", seen)


async def test_a_press_of_what_has_gone_meanwhile_reaches_the_app_with_the_value_that_was_seen(scene: Stage) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("a"), option("b")]}
    ts = await scene.post(blocks=[*thumbs("first"), actions(menu)])
    row, rare = (each["block_id"] for each in (await scene.messages(BEN))[0]["blocks"])
    shorter = {**menu, "options": [option("b")]}
    await scene.api("chat.update", channel=GUILD, ts=ts, blocks=[*thumbs("second"), actions(shorter)])
    await scene.client.click(BEN, GUILD, ts, "up", block_id=row, value="first")
    assert scene.app.last["actions"][0]["value"] == "first"
    await scene.client.click(CHLOE, GUILD, ts, "up", block_id=row, value="second")
    assert scene.app.last["actions"][0]["value"] == "second"
    await scene.client.click(BEN, GUILD, ts, "more", block_id=rare, selected_option=option("a"))
    assert scene.app.last["actions"][0]["selected_option"] == option("a")
    await scene.api("chat.update", channel=GUILD, ts=ts, blocks=[section("It has ended.")])
    assert (await scene.client.click(BEN, GUILD, ts, "up", block_id=row, value="second"))["outcome"] == "ok"
    refused = await scene.client.click(BEN, GUILD, ts, "more", block_id=rare, selected_option=option("c"))
    assert refused["error"] == "That choice is not offered any more."


async def test_only_the_last_drawings_of_a_message_can_still_be_pressed(scene: Stage) -> None:
    ts = await scene.post(blocks=thumbs("0"))
    for topic in range(1, KEPT + 2):
        await scene.api("chat.update", channel=GUILD, ts=ts, blocks=thumbs(str(topic)))
    assert (await scene.client.click(BEN, GUILD, ts, "up", value="0"))["error"] == "That button is no longer there."
    assert (await scene.client.click(BEN, GUILD, ts, "up", value="1"))["outcome"] == "ok"
    await scene.client.delete_message(GUILD, ts)
    assert (await scene.client.click(BEN, GUILD, ts, "up", value="1"))["error"] == "That message is no longer there."


async def test_a_press_on_a_home_that_is_redrawn_meanwhile_counts_too(scene: Stage) -> None:
    home = {"type": "home", "blocks": thumbs("first")}
    await scene.api("views.publish", user_id=ANA, view=home)
    seen = (await scene.client.view(ANA))["home"]
    await scene.api("views.publish", user_id=ANA, view={"type": "home", "blocks": [section("Nothing now.")]})
    await scene.client.click_view(ANA, seen["id"], "up", block_id=seen["blocks"][0]["block_id"], value="first")
    assert scene.app.last["actions"][0]["value"] == "first"
    assert scene.app.last["view"]["state"]["values"] == {}


async def test_an_input_of_a_message_is_kept_and_sent_with_the_next_click(scene: Stage) -> None:
    ts = await scene.post(blocks=[typed(), actions(button())])
    assert await scene.client.click(ANA, GUILD, ts, "text", value="Flaky") == {"ok": True}
    assert scene.app.received == []
    await scene.client.click(ANA, GUILD, ts, "go")
    assert scene.app.last["state"]["values"]["topic"]["text"]["value"] == "Flaky"


async def test_a_message_shortcut_carries_the_message_and_a_global_one_only_the_person(scene: Stage) -> None:
    ts = (await scene.client.message(BEN, GUILD, "Flaky again"))["ts"]
    await scene.client.shortcut(ANA, "suggest", GUILD, ts)
    sent = scene.app.last
    assert (sent["type"], sent["callback_id"], sent["message"]["text"], sent["message_ts"]) == (
        "message_action",
        "suggest",
        "Flaky again",
        ts,
    )
    assert (await scene.http.post(sent["response_url"], json={"text": "Thanks"})).status_code == 200
    await scene.client.shortcut(ANA, "start")
    assert (scene.app.last["type"], "channel" in scene.app.last) == ("shortcut", False)
    assert (await scene.client.shortcut(ANA, "other"))["error"] == "There is no shortcut other."


async def test_opening_the_home_is_an_event_that_carries_the_home_once_there_is_one(scene: Stage) -> None:
    await scene.client.open_home(ANA)
    await settle()
    event = scene.app.last["event"]
    assert (event["type"], event["user"], event["tab"], "view" in event) == ("app_home_opened", ANA, "home", False)
    await scene.api("views.publish", user_id=ANA, view={"type": "home", "blocks": [section()]})
    await scene.client.open_home(ANA)
    await settle()
    assert scene.app.last["event"]["view"]["type"] == "home"


async def test_people_and_channels_can_be_added_and_names_are_unique(scene: Stage) -> None:
    eve = await scene.client.add_person("eve", real_name="Eve Lin", tz="America/Toronto")
    assert (eve["initials"], eve["tz"]) == ("EL", "America/Toronto")
    room = await scene.client.add_channel("retro", members=[eve["id"], ANA])
    assert room["members"] == [eve["id"], ANA]
    assert (await scene.client.add_person("eve"))["error"] == "There is already somebody called eve."
    assert (await scene.client.add_channel("retro"))["error"] == "There is already a channel #retro."
    assert (await scene.client.add_channel("other", members=["U0NOBODY"]))["error"] == "Nobody here has the id U0NOBODY."


async def test_acts_of_nobody_and_acts_that_are_none_are_refused(scene: Stage) -> None:
    assert (await scene.client.message("U0NOBODY", GUILD, "Hi"))["error"] == "Nobody here has the id U0NOBODY."
    assert (await scene.client.message(ANA, GUILD, "  "))["error"] == "A message needs some text."
    assert (await scene.client.act("dance", person=ANA))["error"] == "There is no act dance."
    assert (await scene.http.post("/room/act/message", content=b"[]", headers={"Content-Type": "application/json"})).json()[
        "ok"
    ] is False
    assert (await scene.http.post("/room/act/message", content=b"x=1")).json()["error"].startswith("The body has to be JSON")


async def test_a_reset_goes_back_to_a_new_room(scene: Stage) -> None:
    await scene.post()
    await scene.client.invite_bot(ANA, CHECKOUT)
    await scene.client.fault("*", "500")
    await scene.client.reset()
    after = await scene.client.workspace()
    assert [each["is_member_bot"] for each in after["channels"]] == [False, False, False]
    assert (after["faults"], await scene.messages(ANA)) == ([], [])


async def test_another_sites_page_is_kept_out(scene: Stage) -> None:
    foreign = await scene.http.post("/room/reset", headers={"Origin": "https://evil.example"})
    rebound = await scene.http.get("/room/workspace", headers={"Host": "evil.example"})
    own = await scene.http.get("/room/workspace", headers={"Origin": "http://127.0.0.1:8765"})
    assert (foreign.status_code, rebound.status_code, own.status_code) == (403, 403, 200)


async def test_only_files_of_the_page_are_given(scene: Stage) -> None:
    assert (await scene.http.get("/page/..%2fapp.py")).status_code == 404
    assert (await scene.http.get("/page/app.py")).status_code == 404


async def test_a_command_ack_by_a_wrong_type_is_no_message(scene: Stage) -> None:
    scene.app.answers.append(answer([1, 2]))
    await scene.client.command(ANA, GUILD, "/coffee")
    assert (await scene.messages(ANA))[0]["text"] == "/coffee failed with the error “invalid_payload”"
