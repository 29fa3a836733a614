"""chat.*: what is posted, what is refused, and who sees it."""

from dataclasses import replace
from typing import Any

import pytest

from tests.rehearsal.stage import ANA, APP, BEN, CHLOE, DEV, GUILD, LEADS, Stage, button, section, stage


async def test_a_post_is_seen_and_its_ts_always_grows(scene: Stage) -> None:
    stamps = [await scene.post(text=str(number)) for number in range(5)]
    assert stamps == sorted(set(stamps))
    assert [each["text"] for each in await scene.messages(CHLOE)] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": LEADS, "text": "x"}, "channel_not_found"),
        ({"text": "x"}, "channel_not_found"),
        ({"channel": GUILD}, "no_text"),
        ({"channel": GUILD, "text": "  "}, "no_text"),
        ({"channel": GUILD, "blocks": []}, "no_text"),
        ({"channel": GUILD, "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": GUILD, "text": "x", "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": GUILD, "text": "x", "blocks": "{}"}, "invalid_blocks_format"),
        ({"channel": GUILD, "text": "x", "blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"channel": GUILD, "text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"channel": GUILD, "text": "x", "thread_ts": "1.2"}, "thread_not_found"),
        ({"channel": GUILD, "text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
        ({"channel": GUILD, "text": "x", "metadata": "nope"}, "invalid_metadata_format"),
    ],
)
async def test_a_bad_post_is_refused_and_nothing_appears(scene: Stage, args: dict[str, Any], error: str) -> None:
    assert (await scene.api("chat.postMessage", **args))["error"] == error
    assert await scene.messages(ANA) == []


async def test_invalid_blocks_say_where(scene: Stage) -> None:
    said = await scene.api("chat.postMessage", channel=GUILD, blocks=[section(), section("x" * 3001)])
    assert said["response_metadata"]["messages"] == [
        "[ERROR] must be no more than 3000 characters [json-pointer:/blocks/1/text/text]"
    ]


async def test_a_public_channel_needs_membership_without_the_scope_for_all() -> None:
    async with stage(app=replace(APP, scopes=("chat:write", "channels:join"))) as scene:
        assert (await scene.api("chat.postMessage", channel=GUILD, text="x"))["error"] == "not_in_channel"
        await scene.client.invite_bot(ANA, GUILD)
        assert (await scene.api("chat.postMessage", channel=GUILD, text="x"))["ok"]


async def test_an_archived_channel_takes_nothing(scene: Stage) -> None:
    ts = await scene.post()
    await scene.client.archive(GUILD)
    assert (await scene.api("chat.postMessage", channel=GUILD, text="x"))["error"] == "is_archived"
    assert (await scene.api("chat.update", channel=GUILD, ts=ts, text="x"))["error"] == "is_archived"


async def test_a_post_to_a_person_opens_the_direct_conversation_once(scene: Stage) -> None:
    one = await scene.api("chat.postMessage", channel=BEN, text="Only you")
    other = await scene.api("chat.postMessage", channel=BEN, text="Again")
    assert one["channel"] == other["channel"]
    assert one["channel"].startswith("D")
    assert [each["text"] for each in await scene.messages(BEN, one["channel"])] == ["Only you", "Again"]
    assert one["channel"] not in [each["id"] for each in (await scene.client.view(ANA))["conversations"]]


async def test_a_reply_stands_in_its_thread_and_a_broadcast_one_also_outside(scene: Stage) -> None:
    first = await scene.post(text="First")
    await scene.post(text="Reply", thread_ts=first)
    await scene.post(text="Loud", thread_ts=first, reply_broadcast=True)
    top = await scene.messages(ANA)
    assert [each["text"] for each in top] == ["First", "Loud"]
    assert [each["text"] for each in top[0]["replies"]] == ["Reply", "Loud"]


async def test_an_update_changes_text_and_keeps_blocks_and_metadata_that_it_leaves_out(scene: Stage) -> None:
    meta = {"event_type": "board", "event_payload": {"id": "7"}}
    ts = await scene.post(blocks=[section()], metadata=meta)
    said = await scene.api("chat.update", channel=GUILD, ts=ts, text="New")
    assert said["message"]["metadata"] == meta
    assert said["message"]["blocks"][0]["type"] == "section"
    said = await scene.api("chat.update", channel=GUILD, ts=ts, text="New", blocks=[], metadata={})
    assert "blocks" not in said["message"]
    assert "metadata" not in said["message"]
    shown = (await scene.messages(ANA))[0]
    assert (shown["text"], shown["edited"]) == ("New", True)


async def test_an_update_is_refused_where_slack_refuses_it(scene: Stage) -> None:
    mine = await scene.post()
    theirs = (await scene.client.message(ANA, GUILD, "Mine"))["ts"]
    cases = {
        "message_not_found": {"ts": "1.2", "text": "x"},
        "cant_update_message": {"ts": theirs, "text": "x"},
        "no_text": {"ts": mine},
        "msg_too_long": {"ts": mine, "text": "é" * 2001},
        "invalid_blocks": {"ts": mine, "blocks": [{"type": "header"}]},
    }
    for error, args in cases.items():
        assert (await scene.api("chat.update", channel=GUILD, **args))["error"] == error


async def test_a_delete_takes_only_the_bots_own(scene: Stage) -> None:
    mine = await scene.post()
    theirs = (await scene.client.message(ANA, GUILD, "Mine"))["ts"]
    assert (await scene.api("chat.delete", channel=GUILD, ts=theirs))["error"] == "cant_delete_message"
    assert (await scene.api("chat.delete", channel=GUILD, ts=mine))["ok"]
    assert (await scene.api("chat.delete", channel=GUILD, ts=mine))["error"] == "message_not_found"
    assert [each["ts"] for each in await scene.messages(ANA)] == [theirs]


async def test_an_ephemeral_message_is_seen_by_its_addressee_alone(scene: Stage) -> None:
    await scene.client.invite_bot(ANA, GUILD)
    row = {"type": "actions", "elements": [button("go")]}
    said = await scene.api("chat.postEphemeral", channel=GUILD, user=BEN, text="Psst", blocks=[row])
    assert [each["ephemeral"] for each in await scene.messages(BEN)] == [True]
    assert await scene.messages(ANA) == []
    assert (await scene.api("chat.update", channel=GUILD, ts=said["message_ts"], text="x"))["error"] == "message_not_found"
    assert (await scene.client.click(ANA, GUILD, said["message_ts"], "go"))["error"] == "That message is no longer there."
    assert (await scene.client.click(BEN, GUILD, said["message_ts"], "go"))["outcome"] == "ok"


async def test_an_ephemeral_message_needs_both_in_the_channel(scene: Stage) -> None:
    assert (await scene.api("chat.postEphemeral", channel=GUILD, user=BEN, text="x"))["error"] == "not_in_channel"
    await scene.client.invite_bot(ANA, GUILD)
    assert (await scene.api("chat.postEphemeral", channel=GUILD, user=DEV, text="x"))["error"] == "user_not_in_channel"
    assert (await scene.api("chat.postEphemeral", channel=GUILD, user="U0NOBODY", text="x"))["error"] == "user_not_found"


async def test_a_permalink_leads_to_the_channel_on_the_page(scene: Stage) -> None:
    ts = await scene.post(blocks=[{"type": "actions", "elements": [button()]}])
    link = (await scene.api("chat.getPermalink", channel=GUILD, message_ts=ts))["permalink"]
    answered = await scene.http.get(link)
    assert answered.headers["location"] == f"/?channel={GUILD}&ts={ts}"
