"""What outlives a restart of the room, and what does not."""

from pathlib import Path

from bot.rehearsal.clock import RoomClock
from tests.rehearsal.stage import ANA, BEN, GUILD, FakeTime, actions, button, section, stage


async def test_people_channels_messages_homes_and_the_clock_come_back(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "room.db"
    async with stage(path=file) as before:
        eve = await before.client.add_person("eve")
        await before.client.invite_bot(ANA, GUILD)
        ts = await before.post(text="Board", blocks=[actions(button())], metadata={"event_type": "a", "event_payload": {}})
        gone = await before.post(text="Gone")
        await before.api("chat.delete", channel=GUILD, ts=gone)
        await before.client.read(BEN, GUILD, ts)
        await before.api("views.publish", user_id=ANA, view={"type": "home", "blocks": [section()]})
        await before.client.ahead(86_400)
        here = await before.client.workspace()
    async with stage(path=file) as after:
        again = await after.client.workspace()
        assert {**again, "now": ""} == {**here, "now": ""}
        assert eve["id"] in [each["id"] for each in again["people"]]
        assert again["offset_seconds"] == 86_400
        shown = await after.messages(ANA)
        assert [(each["text"], each["blocks"][0]["type"]) for each in shown] == [("Board", "actions")]
        assert (await after.client.view(ANA))["home"]["blocks"][0]["type"] == "section"
        assert [each["unread"] for each in (await after.client.view(BEN))["conversations"] if each["id"] == GUILD] == [0]
        assert (await after.api("chat.update", channel=GUILD, ts=ts, text="New"))["ok"]


async def test_ephemeral_messages_do_not_come_back(tmp_path: Path) -> None:
    async with stage(path=tmp_path / "room.db") as before:
        await before.client.command(ANA, GUILD, "/nothing")
        assert len(await before.messages(ANA)) == 1
    async with stage(path=tmp_path / "room.db") as after:
        assert await after.messages(ANA) == []


async def test_a_reset_is_kept_too(tmp_path: Path) -> None:
    async with stage(path=tmp_path / "room.db") as before:
        await before.post()
        await before.client.add_person("eve")
        await before.client.reset()
    async with stage(path=tmp_path / "room.db") as after:
        assert await after.messages(ANA) == []
        assert len((await after.client.workspace())["people"]) == 4


async def test_the_file_is_written_while_the_room_is_open(tmp_path: Path) -> None:
    async with stage(path=tmp_path / "room.db") as first:
        await first.post(text="Early")
        first.room.storage.flush()  # as every quarter of a second
        async with stage(path=tmp_path / "room.db") as second:
            assert [each["text"] for each in await second.messages(ANA)] == ["Early"]


def test_stamps_never_repeat_even_when_time_stands_still_or_goes_back() -> None:
    time = FakeTime()
    clock = RoomClock(time)
    stamps = [clock.stamp() for _ in range(3)]
    time.seconds = -100
    stamps.append(clock.stamp())
    clock.stamp_after("1900000000.000007")
    stamps.append(clock.stamp())
    assert stamps == sorted(set(stamps))
    assert stamps[-1] == "1900000000.000008"
