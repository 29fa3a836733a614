"""conversations.* and users.*: who and where, page by page."""

from datetime import timedelta
from typing import Any

from tests.rehearsal.stage import ANA, BEN, CHLOE, DEV, GUILD, LEADS, Stage, modal


async def test_a_private_channel_is_unknown_until_the_bot_is_invited(scene: Stage) -> None:
    assert (await scene.api("conversations.info", channel=LEADS))["error"] == "channel_not_found"
    assert (await scene.api("conversations.members", channel=LEADS))["error"] == "channel_not_found"
    await scene.client.invite_bot(ANA, LEADS)
    assert (await scene.api("conversations.info", channel=LEADS))["channel"]["is_private"] is True


async def test_lists_come_in_pages_with_a_cursor(scene: Stage) -> None:
    found, cursor = [], ""
    while True:
        page = await scene.api("conversations.members", channel=GUILD, limit=2, cursor=cursor)
        found += page["members"]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert found == [ANA, BEN, CHLOE]
    assert (await scene.api("conversations.members", channel=GUILD, cursor="zzz"))["error"] == "invalid_cursor"
    assert (await scene.api("conversations.members", channel=GUILD, limit=5000))["error"] == "invalid_limit"


async def test_a_direct_conversation_is_opened_once(scene: Stage) -> None:
    first = await scene.api("conversations.open", users=DEV)
    second = await scene.api("conversations.open", users=DEV)
    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["already_open"] is True
    assert (await scene.api("conversations.open"))["error"] == "users_list_not_supplied"
    assert (await scene.api("conversations.open", users="U0NOBODY"))["error"] == "user_not_found"
    assert (await scene.api("conversations.open", users="U0CORTADO"))["error"] == "cannot_dm_bot"


async def test_history_needs_a_scope_that_is_a_switch_of_the_room(scene: Stage) -> None:
    meta = {"event_type": "board", "event_payload": {"id": "7"}}
    await scene.client.invite_bot(ANA, GUILD)
    first, second = await scene.post(metadata=meta), await scene.post()
    assert (await scene.api("conversations.history", channel=GUILD))["error"] == "missing_scope"
    await scene.client.switch(history=True)
    assert "channels:history" in scene.room.token_scopes
    found = await scene.api("conversations.history", channel=GUILD, include_all_metadata=True)
    assert [each["ts"] for each in found["messages"]] == [second, first]
    assert found["messages"][1]["metadata"] == meta
    later = await scene.api("conversations.history", channel=GUILD, oldest=first)
    assert [each["ts"] for each in later["messages"]] == [second]
    assert "metadata" not in (await scene.api("conversations.history", channel=GUILD))["messages"][1]
    await scene.client.switch(history=False)
    assert (await scene.api("conversations.history", channel=GUILD))["error"] == "missing_scope"


async def test_history_shows_nobodys_ephemeral_messages_and_no_foreign_channel(scene: Stage) -> None:
    await scene.client.switch(history=True)
    assert (await scene.api("conversations.history", channel=GUILD))["error"] == "not_in_channel"
    await scene.client.invite_bot(ANA, GUILD)
    await scene.api("chat.postEphemeral", channel=GUILD, user=ANA, text="Psst")
    assert (await scene.api("conversations.history", channel=GUILD))["messages"] == []


async def test_a_thread_is_read_from_its_parent_on_whichever_of_its_messages_is_named(scene: Stage) -> None:
    meta = {"event_type": "board", "event_payload": {"id": "7"}}
    await scene.client.invite_bot(ANA, GUILD)
    parent, other = await scene.post(text="parent"), await scene.post(text="another")
    first = await scene.post(text="one", thread_ts=parent, metadata=meta)
    second = await scene.post(text="two", thread_ts=parent)
    assert (await scene.api("conversations.replies", channel=GUILD, ts=parent))["error"] == "missing_scope"
    await scene.client.switch(history=True)
    for named in (parent, first, second):
        found = await scene.api("conversations.replies", channel=GUILD, ts=named, include_all_metadata=True)
        assert [each["ts"] for each in found["messages"]] == [parent, first, second]
    assert found["messages"][1]["metadata"] == meta
    later = await scene.api("conversations.replies", channel=GUILD, ts=parent, oldest=first)
    assert [each["ts"] for each in later["messages"]] == [parent, second]
    page = await scene.api("conversations.replies", channel=GUILD, ts=parent, limit=2)
    assert ([each["ts"] for each in page["messages"]], page["has_more"]) == ([parent, first], True)
    alone = await scene.api("conversations.replies", channel=GUILD, ts=other)
    assert [each["ts"] for each in alone["messages"]] == [other]
    assert (await scene.api("conversations.replies", channel=GUILD, ts="1.000000"))["error"] == "thread_not_found"


async def test_a_person_has_zone_offset_and_on_request_a_locale(scene: Stage) -> None:
    plain = (await scene.api("users.info", user=CHLOE))["user"]
    assert (plain["tz"], plain["tz_offset"]) == ("Europe/Paris", 3600)
    assert "locale" not in plain
    assert (await scene.api("users.info", user=CHLOE, include_locale=True))["user"]["locale"] == "fr-FR"
    scene.room.move_clock(timedelta(days=120).total_seconds())
    assert (await scene.api("users.info", user=CHLOE))["user"]["tz_offset"] == 7200
    assert (await scene.api("users.info", user="U0NOBODY"))["error"] == "user_not_found"


async def test_an_upload_in_two_steps_ends_as_a_link_in_the_channel(scene: Stage) -> None:
    await scene.client.invite_bot(ANA, GUILD)
    announced = await scene.api("files.getUploadURLExternal", filename="seu.csv", length=4)
    early = await scene.api("files.completeUploadExternal", files=[{"id": announced["file_id"]}], channel_id=GUILD)
    assert early["error"] == "file_not_found"
    assert (await scene.http.post(announced["upload_url"], content=b"too long")).status_code == 400
    assert (await scene.http.post(announced["upload_url"], content=b"a;b\n")).status_code == 200
    listed = [{"id": announced["file_id"], "title": "My minutes.csv"}]
    done = await scene.api("files.completeUploadExternal", files=listed, channel_id=GUILD, initial_comment="Here")
    assert done["files"] == listed
    assert (await scene.messages(ANA))[0]["text"].startswith("Here\n<http")
    sent = await scene.http.get(f"/files/{announced['file_id']}")
    assert (sent.content, sent.headers["content-disposition"]) == (b"a;b\n", 'attachment; filename="My minutes.csv"')


async def test_the_members_of_a_channel_are_counted_where_that_is_asked_for_the_bot_among_them(scene: Stage) -> None:
    counted: dict[str, Any] = {"channel": GUILD, "include_num_members": True}
    before = (await scene.api("conversations.info", **counted))["channel"]
    assert (before["is_member"], before["num_members"]) == (False, 3)
    await scene.client.invite_bot(ANA, GUILD)
    after = (await scene.api("conversations.info", **counted))["channel"]
    assert (after["is_member"], after["num_members"]) == (True, 4)
    assert "num_members" not in (await scene.api("conversations.info", channel=GUILD))["channel"]


async def test_a_channel_that_gets_another_id_keeps_its_people_and_messages(scene: Stage) -> None:
    await scene.client.invite_bot(ANA, GUILD)
    ts = await scene.post(text="before")
    await scene.client.read(ANA, GUILD, ts)
    new = await scene.client.renumber(GUILD)
    assert [each["text"] for each in await scene.messages(ANA, new)] == ["before"]
    assert (await scene.api("conversations.info", channel=new))["channel"]["name"] == "guild"
    assert (await scene.api("conversations.info", channel=GUILD))["error"] == "channel_not_found"
    assert (await scene.api("chat.update", channel=new, ts=ts, text="after"))["ok"] is True


async def test_a_menu_of_channels_lists_none_that_its_person_cannot_see(scene: Stage) -> None:
    menu = {"type": "conversations_select", "action_id": "value", "filter": {"include": ["public", "private"]}}
    block = {"type": "input", "block_id": "channel", "element": menu, "label": {"type": "plain_text", "text": "Channel"}}
    for person, taken in ((DEV, False), (ANA, True)):
        await scene.client.command(person, GUILD, "/coffee")
        trigger = scene.room.grants.trigger(person)
        opened = await scene.api("views.open", trigger_id=trigger, view=modal(block))
        given = {"channel": {"value": {"selected_conversation": LEADS}}}
        told = await scene.client.submit(person, opened["view"]["id"], given)
        assert ("channel" in told.get("errors", {})) is not taken
