"""An owner who has left is noticed, and what they looked after is offered, once, to those who can take it over."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.lean_coffee.actions import recurring as coffee
from bot.features.lean_coffee.kinds import KEEP_TOPIC
from bot.house.features import FEATURES, RECURRING
from bot.house.installations import NotServed
from bot.series.actions.handing_over import offer, take_over
from bot.series.actions.turns import seated
from bot.series.rules import Series, SeriesState, TakenOver
from bot.store.unit import Unit
from tests.fakes.passing import pass_until
from tests.fakes.until import until
from tests.features.desk import text_of
from tests.features.lean_coffee.conftest import desk
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.recurring import ANNOUNCEMENT
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD
from tests.features.lean_coffee.test_listeners_series import all_series, announced, saved

__all__ = ["desk"]


async def announced_series(desk: Desk) -> Series:
    await announced(desk)
    (series,) = await all_series(desk)
    return series


async def offers(desk: Desk) -> Iterator[tuple[str, str]]:
    return ((one.place, one.text) for one in await desk.shown() if one.screen.endswith(":offer"))


async def to_whom(desk: Desk) -> list[str]:
    return sorted(place for place, _ in await offers(desk))


def goes(desk: Desk, person: PersonId, how: str) -> None:
    """Let somebody leave the workspace, or the channel alone."""
    if how == "deactivated":
        desk.slack.people[person] |= {"deleted": True}
    elif how == "unknown":
        desk.slack.unknown.add(person)
    desk.slack.outside.add(person)


def becomes_admin(desk: Desk, person: PersonId) -> None:
    desk.slack.people[person] |= {"is_admin": True}


def test_whatever_can_be_handed_over_is_looked_after() -> None:
    named = {
        screen.name.removesuffix(":offer") for feature in FEATURES for screen in feature.screens if screen.name.endswith(":offer")
    }
    assert {one.name for one in RECURRING} == named


@pytest.mark.parametrize("how", ["deactivated", "unknown", "out of the channel"])
async def test_the_series_of_a_host_who_has_left_is_offered_once_to_admins_and_who_was_coming(desk: Desk, how: str) -> None:
    occurrence = await announced(desk)
    await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), CHLOE)
    becomes_admin(desk, BEN)
    await desk.hosts.look()
    assert await to_whom(desk) == []
    goes(desk, ANA, how)
    for _ in range(3):
        desk.clock.advance(timedelta(days=1))
        await desk.hosts.look()
    assert await to_whom(desk) == [BEN, CHLOE]
    said = {text.split("\n")[0] for _, text in await offers(desk)}
    assert said == {
        "Ana, who looked after “Platform guild” in <#C0GUILD>, has left. It goes on as planned; whoever takes it over can skip, pause and end it."
    }


async def test_the_first_who_takes_it_over_has_it_and_the_others_see_that(desk: Desk) -> None:
    occurrence = await announced(desk)
    await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), CHLOE)
    becomes_admin(desk, BEN)
    goes(desk, ANA, "deactivated")
    await desk.hosts.look()
    offered = {one.place: one for one in await desk.shown() if one.screen == "lean_coffee:offer"}
    value = offered[CHLOE].value("lean_coffee:take_over_kept")
    assert (await desk.click(CHLOE, "lean_coffee:take_over_kept", value)).nothing
    (series,) = await all_series(desk)
    assert series.owner == CHLOE
    assert {text for _, text in await offers(desk)} == {"“Platform guild” in <#C0GUILD> is looked after by Chloé now."}
    late = await desk.click(BEN, "lean_coffee:take_over_kept", value)
    assert "<@U0CHLOE> looks after it by now." in late.text
    assert "host Chloé" in str(await desk.shows(ANNOUNCEMENT, occurrence))
    await desk.presses("Pause", (await desk.types("series", CHLOE)).ack, CHLOE)
    assert (await all_series(desk))[0].state is SeriesState.PAUSED


async def test_two_replicas_that_look_at_once_offer_it_once_and_what_was_not_offered_is_not_taken(desk: Desk) -> None:
    series = (await announced_series(desk)).id
    named: dict[str, Any] = {"recurring": coffee.RECURRING, "series": series, "left": ANA}
    with pytest.raises(TakenOver):
        await desk.store.write(take_over, desk.workspace, None, **named, person=BEN)
    for to in (BEN, CHLOE):
        await desk.store.write(offer, desk.workspace, None, **named, to=[to])
    assert await to_whom(desk) == [BEN]


async def test_a_guest_and_who_has_left_too_are_not_asked(desk: Desk) -> None:
    occurrence = await announced(desk)
    for person in (BEN, CHLOE, DEV):
        await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), person)
    desk.slack.people[BEN] |= {"team_id": "T0ELSEWHERE"}
    goes(desk, CHLOE, "deactivated")
    goes(desk, ANA, "deactivated")
    await desk.hosts.look()
    assert await to_whom(desk) == [DEV]


async def test_while_slack_does_not_say_nobody_has_left(desk: Desk) -> None:
    await announced(desk)
    becomes_admin(desk, BEN)
    goes(desk, ANA, "deactivated")
    desk.slack.silent = True
    await desk.hosts.look()
    assert await to_whom(desk) == []
    desk.slack.silent = False
    await desk.hosts.look()
    assert await to_whom(desk) == [BEN]


async def test_the_host_is_asked_about_a_topic_once_its_author_has_left(desk: Desk) -> None:
    await desk.opens("Flaky tests")
    (topic,) = (await desk.meeting()).topics
    await desk.cancels()

    def ask(unit: Unit) -> None:
        messages.post(unit, KEEP_TOPIC, topic.id, Place.person(BEN))

    async def asked() -> list[str]:
        return [one.place for one in await desk.shown(KEEP_TOPIC.name)]

    await desk.store.write(ask, desk.workspace, None)
    await desk.hosts.look()
    assert await asked() == [BEN]
    goes(desk, BEN, "deactivated")
    for _ in range(2):
        desk.clock.advance(timedelta(days=1))
        await desk.hosts.look()
        assert await asked() == [ANA]


async def test_who_leaves_a_channel_is_looked_for_at_once(desk: Desk) -> None:
    await announced(desk)
    becomes_admin(desk, BEN)
    await desk.hosts.look()
    goes(desk, ANA, "out of the channel")
    desk.hosts.somebody_left(desk.workspace, ANA)
    desk.hosts.wake()

    async def offered() -> bool:
        return await to_whom(desk) == [BEN]

    await until(offered)
    await desk.hosts.stop()


async def test_a_look_that_breaks_is_followed_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await announced(desk)
    becomes_admin(desk, BEN)
    goes(desk, ANA, "deactivated")
    whole, broken = desk.hosts.look, [RuntimeError(), NotServed()]

    async def look() -> None:
        if broken:
            raise broken.pop()
        await whole()

    monkeypatch.setattr(desk.hosts, "look", look)

    async def offered() -> bool:
        desk.hosts.wake()
        return await to_whom(desk) == [BEN]

    await until(offered)
    await desk.hosts.stop()


async def test_slack_is_asked_about_a_host_once_a_day(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await saved(desk)
    asked: list[str] = []
    info = desk.slack.users_info

    async def counted(**named: Any) -> dict[str, Any]:
        asked.append(named["user"])
        return await info(**named)

    monkeypatch.setattr(desk.slack, "users_info", counted)
    for _ in range(3):
        await desk.hosts.look()
    assert asked == [ANA]
    desk.clock.advance(timedelta(days=1))
    await desk.hosts.look()
    assert asked == [ANA, ANA]


async def test_a_reminder_is_offered_as_a_series_is(desk: Desk) -> None:
    shown = await desk.command(ANA, "/refine remind every tuesday at 10:00", GUILD)
    await desk.presses("Save", shown.ack, ANA)
    await desk.command(BEN, "/refine po <@U0BEN>", GUILD)
    goes(desk, ANA, "deactivated")
    await desk.hosts.look()
    (offered,) = [one for one in await desk.shown() if one.screen == "refinement:offer"]
    assert offered.place == BEN
    assert "Ana, who looked after “Backlog refinement” in <#C0GUILD>, has left." in offered.text
    await desk.click(BEN, "refinement:take_over_kept", offered.value("refinement:take_over_kept"))
    listed = await desk.command(BEN, "/refine reminders", GUILD)
    assert "Pause" in labels(listed.ack)
    assert text_of(listed.ack or {})


async def test_one_meeting_is_offered_to_be_moved_or_cancelled(desk: Desk) -> None:
    await desk.presses("Save", (await desk.types("plan tomorrow at 9 for 45m “Guild”")).ack, ANA)
    becomes_admin(desk, BEN)
    goes(desk, ANA, "deactivated")
    await desk.hosts.look()
    ((_, text),) = await offers(desk)
    assert text.split("\n")[0] == (
        "Ana, who looked after “Guild” in <#C0GUILD>, has left. It stays as planned; whoever takes it over can move and cancel it."
    )
    await desk.sends((await desk.presses("Cancel the meeting", (await desk.types("series", BEN)).ack, BEN)).form, BEN)
    ((_, text),) = await offers(desk)
    assert text == "“Guild” in <#C0GUILD> is over or was cancelled."


@pytest.mark.parametrize("how", ["deactivated", "unknown", "out of the channel"])
async def test_whose_turn_it_is_and_who_has_left_is_passed_over_by_the_next_of_the_list(desk: Desk, how: str) -> None:
    line = f"every day at 10:00 “Guild” hosts <@{BEN}> <@{CHLOE}> for 30m"
    await desk.presses("Save", (await desk.types(line)).ack, ANA)
    await pass_until(desk, desk.clock.now() + timedelta(hours=2))
    (series,) = await all_series(desk)
    await desk.hosts.look()
    assert await desk.read(seated, coffee.RECURRING, series) == {BEN}
    goes(desk, BEN, how)
    for clock in (desk.clock, desk.real):
        clock.advance(timedelta(hours=21))
    await desk.hosts.look()
    assert await desk.read(seated, coffee.RECURRING, series) == {CHLOE}


async def test_while_slack_does_not_say_nobody_loses_a_turn(desk: Desk) -> None:
    line = f"every day at 10:00 “Guild” hosts <@{BEN}> <@{CHLOE}> for 30m"
    await desk.presses("Save", (await desk.types(line)).ack, ANA)
    await pass_until(desk, desk.clock.now() + timedelta(hours=2))
    (series,) = await all_series(desk)
    desk.slack.silent = True
    await desk.hosts.look()
    assert await desk.read(seated, coffee.RECURRING, series) == {BEN}
