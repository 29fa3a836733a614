"""Who may change a series, host, and name a channel: as Slack says at this moment, not as it was."""

from datetime import timedelta
from typing import Any

import pytest

from bot.core.ids import PersonId
from bot.series.rules import SeriesState
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD
from tests.features.lean_coffee.test_listeners_series import all_series, saved
from tests.features.lean_coffee.test_listeners_topics import waiting

GUESTS = [{"is_restricted": True}, {"is_ultra_restricted": True}, {"team_id": "T0ELSEWHERE"}]


def becomes(desk: Desk, person: str, **told: Any) -> None:
    """Let Slack say something new of a person from now on."""
    desk.slack.people[person] = desk.slack.people.get(person, {}) | told


async def state(desk: Desk) -> SeriesState | None:
    found = await all_series(desk)
    return found[0].state if found else None


async def test_an_admin_skips_pauses_resumes_and_ends_the_series_of_another(desk: Desk) -> None:
    await saved(desk)
    becomes(desk, BEN, is_admin=True)
    before = await desk.types("series", BEN)
    after = await desk.presses("Skip the next one", before.ack, BEN)
    assert labels(after.private[0])
    await desk.presses("Pause", (await desk.types("series", BEN)).ack, BEN)
    assert await state(desk) is SeriesState.PAUSED
    await desk.presses("Go on", (await desk.types("series", BEN)).ack, BEN)
    assert await state(desk) is SeriesState.RUNNING
    asked = await desk.presses("End the series", (await desk.types("series", BEN)).ack, BEN)
    assert "has ended" in (await desk.sends(asked.form, BEN)).text
    assert await all_series(desk) == ()


@pytest.mark.parametrize("right", ["is_owner", "is_primary_owner"])
async def test_an_owner_of_the_workspace_is_an_admin(desk: Desk, right: str) -> None:
    await saved(desk)
    becomes(desk, BEN, **{right: True})
    await desk.presses("Pause", (await desk.types("series", BEN)).ack, BEN)
    assert await state(desk) is SeriesState.PAUSED


async def test_who_is_no_admin_any_more_changes_nothing_from_that_moment_on(desk: Desk) -> None:
    await saved(desk)
    becomes(desk, BEN, is_admin=True)
    listed = (await desk.types("series", BEN)).ack
    becomes(desk, BEN, is_admin=False)
    told = await desk.presses("Pause", listed, BEN)
    assert "Only <@U0ANA>, who hosts it, or an admin can change it." in told.text
    assert await state(desk) is SeriesState.RUNNING


async def test_where_slack_does_not_say_who_is_an_admin_nothing_is_changed_and_the_host_goes_on(desk: Desk) -> None:
    await saved(desk)
    becomes(desk, BEN, is_admin=True)
    listed = (await desk.types("series", BEN)).ack
    desk.slack.silent = True
    told = await desk.presses("Pause", listed, BEN)
    assert "I could not ask Slack whether you are an admin. Nothing was changed. Try again in a minute." in told.text
    assert await state(desk) is SeriesState.RUNNING
    await desk.presses("Pause", listed, ANA)
    assert await state(desk) is SeriesState.PAUSED


async def test_a_time_is_read_in_the_zone_of_this_moment(desk: Desk) -> None:
    await desk.types("help")
    becomes(desk, ANA, tz="Asia/Tokyo")
    assert "*, Asia/Tokyo, in <#C0GUILD>" in (await desk.types("every friday at 9")).text


async def test_a_zone_of_before_is_said_to_be_one(desk: Desk) -> None:
    await desk.types("help")
    desk.slack.silent = True
    said = "Slack did not say just now where you are: Europe/Madrid is your time zone as I knew it."
    assert said in (await desk.types("every friday at 9")).text
    assert said not in (await desk.types("every friday at 9 Europe/Paris")).text


async def test_without_any_zone_a_time_is_not_guessed(desk: Desk) -> None:
    desk.slack.silent = True
    told = await desk.types("every friday at 9", PersonId("U0NEW"))
    assert "I could not ask Slack which time zone you are in." in told.text
    assert "Europe/Paris" in (await desk.types("every friday at 9 Europe/Paris", PersonId("U0NEW"))).text


@pytest.mark.parametrize("told", GUESTS)
async def test_a_guest_takes_part_and_hosts_nothing(desk: Desk, told: dict[str, Any]) -> None:
    becomes(desk, DEV, **told)
    for line in ("start", 'start "Guild"', "every friday at 9", "every"):
        assert "Hosting and planning is for members of this workspace" in (await desk.types(line, DEV)).text, line
    await desk.types("topic Flaky tests", DEV)
    await desk.types("topic Rota", BEN)
    await desk.types("start")
    for person in (DEV, BEN):
        await desk.presses("I'm here", await desk.board(), person)
    await desk.presses("Start voting", await desk.board(), BEN)
    form = (await desk.presses("Vote", await desk.board(), DEV)).form
    await desk.presses("+ dot", form, DEV)
    meeting = await desk.meeting()
    assert [ballot.voter for ballot in meeting.ballots] == [DEV]
    await desk.presses("I have to leave", await desk.board(), ANA)
    assert "Hosting and planning" in (await desk.presses("I'll host", await desk.board(), DEV)).text
    assert (await desk.meeting()).host == ANA


async def test_two_of_one_name_are_told_apart_on_the_board(desk: Desk) -> None:
    for person, real, handle in ((BEN, "Ana Okri", "okri"), (ANA, "Ana Vega", "vega")):
        becomes(desk, person, name=handle, real_name=real, profile={"display_name": "Ana", "real_name": real})
        await desk.types("help", person)
    desk.real.advance(timedelta(days=1))
    for person in (ANA, BEN):
        await desk.types("help", person)
    await desk.settled()
    await desk.opens(here=(BEN, CHLOE))
    assert "Ana Okri, Ana Vega, Chloé" in str(await desk.board())
    await desk.presses("I have to leave", await desk.board(), BEN)
    assert "Ana, Chloé" in str(await desk.board())


STRANGER = PersonId("U0STRANGER")


@pytest.mark.parametrize(("name", "shown"), [("zoe", "zoe"), (None, "a guest")])
async def test_whom_slack_does_not_know_is_named_by_no_id(desk: Desk, name: str | None, shown: str) -> None:
    desk.slack.unknown.add(STRANGER)
    board = await desk.opens(here=(BEN,))
    user = {"id": STRANGER, "team_id": "T0ELSEWHERE"} | ({"name": name} if name else {})
    await desk.presses("I'm here", board, STRANGER, user=user)
    assert f"Ana, Ben, {shown}" in str(await desk.board()) or f"{shown}, Ana, Ben" in str(await desk.board())
    assert STRANGER not in str([block.to_dict() for block in (await desk.board()).blocks])


async def test_a_topic_from_the_home_goes_into_no_private_channel_that_its_author_is_not_in(desk: Desk) -> None:
    form = (await desk.presses("Propose a topic", await desk.home(BEN), channel=None)).form
    desk.slack.private_channels[GUILD] = {ANA}
    told = await desk.sends(form, BEN, channel=GUILD, title="Flaky tests")
    said = [block["text"]["text"] for block in told.form["blocks"] if block["type"] == "section"]
    assert said == ["You are not in <#C0GUILD>. Choose a channel that you are in."]
    assert not await waiting(desk)
    desk.slack.private_channels[GUILD] = {ANA, BEN}
    await desk.sends(form, BEN, channel=GUILD, title="Flaky tests")
    assert [topic.title for topic in await waiting(desk)] == ["Flaky tests"]


@pytest.mark.parametrize("line", ["", "start", "topic Flaky tests", "every friday at 9", "series", "board"])
@pytest.mark.parametrize(("channel", "name"), [("C0GROUPDM", "mpdm-ana--ben--chloe-1"), ("D0ANA", "directmessage")])
async def test_what_is_no_channel_is_told_where_to_go(desk: Desk, line: str, channel: str, name: str) -> None:
    told = await desk.command(ANA, f"/coffee {line}".strip(), channel, channel_name=name)
    assert "This works in a channel, not in a direct message." in told.text
    assert "/invite" not in told.text


async def test_the_shortcut_in_a_groups_direct_messages_is_told_where_to_go(desk: Desk) -> None:
    told = await desk.suggests("Flaky tests", named="mpdm-ana--ben--chloe-1")
    assert "This works in a channel, not in a direct message." in told.text
