"""Who may change a reminder and be the Product Owner: as Slack says at this moment."""

from typing import Any

import pytest

from bot.teams import store as teams
from bot.teams.people import Accountability
from tests.features.desk import ANA, BEN, CHLOE, Desk, options_of
from tests.features.lean_coffee.scene import GUILD
from tests.features.refinement.scene import CARD, LATE, MORE, plan


async def pauses(desk: Desk, person: str) -> str:
    (choices,) = options_of((await desk.command(person, "/refine reminders")).message, MORE)
    return (await desk.click(person, MORE, choices["Pause"])).text


async def test_who_is_no_admin_any_more_changes_nothing_from_that_moment_on(desk: Desk) -> None:
    await plan(desk)
    desk.slack.people[BEN] = {"is_admin": True}
    await desk.command(BEN, "/refine reminders")
    desk.slack.people[BEN] = {"is_admin": False}
    assert "Only <@U0ANA>" in await pauses(desk, BEN)
    desk.slack.people[BEN] = {"is_owner": True}
    assert "_paused_" in await pauses(desk, BEN)


async def test_where_slack_does_not_say_who_is_an_admin_the_owner_alone_changes_it(desk: Desk) -> None:
    await plan(desk)
    desk.slack.people[BEN] = {"is_admin": True}
    await desk.command(BEN, "/refine reminders")
    desk.slack.silent = True
    assert "I could not ask Slack whether you are an admin. Nothing was changed." in await pauses(desk, BEN)
    assert "_paused_" in await pauses(desk, ANA)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"is_restricted": True}, "<@U0CHLOE> is a guest here. Choose a member of this workspace."),
        ({"is_ultra_restricted": True}, "<@U0CHLOE> is a guest here."),
        ({"team_id": "T0ELSEWHERE"}, "<@U0CHLOE> is a guest here."),
        ("unknown", "<@U0CHLOE> is a guest here."),
        ("silent", "I could not ask Slack who <@U0CHLOE> is. Nothing was changed."),
    ],
)
async def test_a_guest_and_whom_slack_does_not_tell_of_are_not_named_product_owner(desk: Desk, told: Any, said: str) -> None:
    await desk.command(ANA, "/refine help")
    if told == "unknown":
        desk.slack.unknown.add(CHLOE)
    elif told == "silent":
        desk.slack.silent = True
    else:
        desk.slack.people[CHLOE] = told
    assert said in (await desk.command(ANA, "/refine po <@U0CHLOE|chloe>")).text
    assert await desk.store.read(teams.holder, desk.workspace, GUILD, Accountability.PRODUCT_OWNER) is None


async def test_a_guest_plans_no_reminder_and_names_no_product_owner(desk: Desk) -> None:
    desk.slack.people[BEN] = {"is_restricted": True}
    for line in ("/refine remind every tuesday at 10:00", "/refine remind", "/refine po <@U0ANA>"):
        assert "Hosting and planning is for members of this workspace" in (await desk.command(BEN, line)).text


async def test_a_time_is_read_in_the_zone_of_this_moment(desk: Desk) -> None:
    await desk.command(ANA, "/refine help")
    desk.slack.people[ANA] = {"tz": "Asia/Tokyo"}
    assert ", Asia/Tokyo, in <#C0GUILD>" in (await desk.command(ANA, "/refine remind every tuesday at 10:00")).text


async def test_two_of_one_name_are_told_apart_on_the_card(desk: Desk) -> None:
    for person, real in ((BEN, "Ana Okri"), (CHLOE, "Ana Vega")):
        desk.slack.people[person] = {"profile": {"display_name": "Ana", "real_name": real}}
    await plan(desk, "/refine remind tomorrow at 10:00")
    await desk.tick.run()
    for person in (BEN, CHLOE):
        await desk.click(person, LATE, (await desk.the(CARD)).value(LATE))
    assert "Late: Ana Okri, Ana Vega" in (await desk.the(CARD)).text


@pytest.mark.parametrize("line", ["", "remind every tuesday at 10:00", "reminders", "po", "po <@U0BEN>"])
async def test_in_a_groups_direct_messages_it_says_where_it_works(desk: Desk, line: str) -> None:
    told = await desk.command(ANA, f"/refine {line}".strip(), "C0GROUPDM", channel_name="mpdm-ana--ben--chloe-1")
    assert ("This works in a channel, not in a direct message." in told.text) is bool(line)
    assert "/invite" not in told.text
