"""The room tells an app of the metadata in its own posts, where the app asked for that and may hear it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.rehearsal.installation import EVENTS, METADATA, SCOPES, from_manifest
from tests.rehearsal.stage import ANA, APP, GUILD, Stage, settle, stage

POSTED = "message_metadata_posted"
HEARS = replace(APP, scopes=(*SCOPES, METADATA), events=(*EVENTS, POSTED), metadata=(("*", "board"),))
META = {"event_type": "board", "event_payload": {"id": "7"}}


@pytest.fixture
async def told() -> AsyncIterator[Stage]:
    async with stage(app=HEARS) as scene:
        await scene.client.invite_bot(ANA, GUILD)
        await settle()
        scene.app.received.clear()
        yield scene


async def test_a_post_with_metadata_is_told_as_slack_tells_it(told: Stage) -> None:
    ts = await told.post(metadata=META)
    await settle()
    sent = told.app.last
    assert (sent["type"], sent["team_id"], sent["api_app_id"]) == ("event_callback", APP.team_id, APP.app_id)
    assert sent["event"] == {
        "type": POSTED, "app_id": APP.app_id, "bot_id": APP.bot_id, "user_id": APP.bot_user, "team_id": APP.team_id, "channel_id": GUILD,
        "metadata": META, "message_ts": ts, "event_ts": ts,
    }  # fmt: skip


async def test_a_direct_message_is_told_too(told: Stage) -> None:
    await told.post(ANA, metadata=META)
    await settle()
    assert told.app.last["event"]["channel_id"].startswith("D")


@pytest.mark.parametrize(
    "app",
    [
        replace(HEARS, scopes=SCOPES),
        replace(HEARS, events=EVENTS),
        replace(HEARS, metadata=()),
        replace(HEARS, metadata=(("*", "other"),)),
        replace(HEARS, metadata=(("A0OTHER", "board"),)),
    ],
    ids=["no scope", "no event", "no subscription", "another type", "another app"],
)
async def test_what_the_app_did_not_ask_for_is_not_told(app: object) -> None:
    async with stage(app=app) as scene:  # type: ignore[arg-type]
        await scene.client.invite_bot(ANA, GUILD)
        await settle()
        scene.app.received.clear()
        await scene.post(metadata=META)
        await settle()
        assert scene.app.received == []


async def test_in_a_channel_that_the_bot_is_not_in_nothing_is_told() -> None:
    async with stage(app=HEARS) as scene:
        await scene.post(metadata=META)
        await settle()
        assert scene.app.received == []


async def test_a_post_without_metadata_is_not_told(told: Stage) -> None:
    await told.post()
    await settle()
    assert told.app.received == []


async def test_an_event_can_be_late_or_lost(told: Stage) -> None:
    await told.client.delivery_fault("delay", seconds=7, event=POSTED)
    await told.post(metadata=META)
    await told.time.pass_by(6)
    assert told.app.received == []
    await told.time.pass_by(1)
    assert len(told.app.received) == 1
    await told.client.delivery_fault("lose", event=POSTED)
    await told.client.open_home(ANA)  # another event is not what is lost
    await told.post(metadata=META)
    await told.time.pass_by(600)
    assert [each.payload["event"]["type"] for each in told.app.received] == [POSTED, "app_home_opened"]


def test_an_optional_scope_is_asked_for_only_where_it_stands_among_all_of_them() -> None:
    scopes = {"bot": ["commands", "files:write", "files:read"], "bot_optional": ["files:write", "files:read", METADATA]}
    assert from_manifest({"oauth_config": {"scopes": scopes}})["scopes"] == ("commands", "files:write")
