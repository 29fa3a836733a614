"""A series or a reminder is handed over: by its owner or an admin, to somebody who is there."""

from typing import Any

import pytest

from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD
from tests.features.lean_coffee.test_listeners_series import all_series, saved


@pytest.fixture(params=["/coffee series", "/refine reminders"])
async def listing(request: pytest.FixtureRequest, desk: Desk) -> str:
    """What lists what Ana has planned."""
    if request.param == "/coffee series":
        await saved(desk)
    else:
        await desk.presses("Save", (await desk.command(ANA, "/refine remind every tuesday at 10:00", GUILD)).ack, ANA)
    return str(request.param)


async def form_of(desk: Desk, listing: str, person: Any = ANA) -> dict[str, Any]:
    listed = await desk.command(person, listing, GUILD)
    return (await desk.presses("Hand over …", listed.ack, person)).form


async def may_pause(desk: Desk, listing: str, person: Any) -> bool:
    told = await desk.presses("Pause", (await desk.command(person, listing, GUILD)).ack, person)
    paused = "_paused_" in told.text
    if paused:
        await desk.presses("Go on", (await desk.command(person, listing, GUILD)).ack, person)
    return paused


async def test_its_owner_hands_it_over_and_the_new_one_hears_of_it(desk: Desk, listing: str) -> None:
    assert not await may_pause(desk, listing, BEN)
    told = await desk.sends(await form_of(desk, listing), ANA, person=BEN)
    assert "is looked after by <@U0BEN> now." in str(told.form)
    (heard,) = [one for one in await desk.shown() if one.screen.endswith(":handed")]
    assert (heard.place, heard.text.startswith("Ana handed over to you: “")) == (BEN, True)
    assert await may_pause(desk, listing, BEN)
    assert not await may_pause(desk, listing, ANA)


async def test_an_admin_hands_over_what_is_anothers(desk: Desk, listing: str) -> None:
    refused = await desk.presses("Hand over …", (await desk.command(BEN, listing, GUILD)).ack, BEN)
    assert "Only <@U0ANA>" in refused.text
    desk.slack.people[BEN] |= {"is_admin": True}
    await desk.sends(await form_of(desk, listing, BEN), BEN, person=CHLOE)
    assert await may_pause(desk, listing, CHLOE)


async def test_who_may_not_is_refused_also_in_the_form(desk: Desk, listing: str) -> None:
    form = await form_of(desk, listing)
    assert "Only <@U0ANA>" in str((await desk.sends(form, BEN, person=BEN)).form)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"is_bot": True}, "That is an app, not a person. Choose a person."),
        ({"deleted": True}, "<@U0BEN> has no account here any more. Choose somebody else."),
        ({"is_restricted": True}, "<@U0BEN> is a guest here. Choose a member of this workspace."),
        ({"team_id": "T0ELSEWHERE"}, "<@U0BEN> is a guest here. Choose a member of this workspace."),
        ("outside", "<@U0BEN> is not in <#C0GUILD>. Invite them there first, or choose somebody who is."),
        ("silent", "I could not ask Slack who <@U0BEN> is. Nothing was changed. Try again in a minute."),
    ],
)
async def test_who_cannot_look_after_it_is_not_chosen(desk: Desk, listing: str, told: Any, said: str) -> None:
    form = await form_of(desk, listing)
    if told == "outside":
        desk.slack.outside.add(BEN)
    elif told == "silent":
        desk.slack.silent = True
    else:
        desk.slack.people[BEN] |= told
    answered = await desk.sends(form, ANA, person=BEN)
    shown = str(answered.ack)
    assert said in shown
    desk.slack.silent = False
    assert not await may_pause(desk, listing, BEN)


async def test_it_is_not_handed_to_whose_it_is(desk: Desk, listing: str) -> None:
    answered = await desk.sends(await form_of(desk, listing), ANA, person=ANA)
    assert "<@U0ANA> looks after it already. Choose somebody else." in str(answered.ack)


async def test_what_has_ended_meanwhile_is_not_handed_over(desk: Desk) -> None:
    await saved(desk)
    form = await form_of(desk, "/coffee series")
    ending = await desk.presses("End the series", (await desk.types("series")).ack, ANA)
    await desk.sends(ending.form, ANA)
    assert "This has ended, so there is nothing to hand over." in str((await desk.sends(form, ANA, person=BEN)).ack)
    assert await all_series(desk) == ()


async def test_one_meeting_is_handed_over_to_be_moved_or_cancelled(desk: Desk) -> None:
    await desk.presses("Save", (await desk.types("plan tomorrow at 9 for 45m “Guild”")).ack, ANA)
    form = await form_of(desk, "/coffee series")
    await desk.sends(form, ANA, person=BEN)
    heard = [one.text for one in await desk.shown() if one.screen.endswith(":handed")]
    assert "can move and cancel it" in str(form)
    assert heard == ["Ana handed over to you: “Guild” in <#C0GUILD>. You can move and cancel it now."]
    assert "skip" not in str(form)
