"""Hosts in turn: who is next, who is passed over, who hears of it, and what stays as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ids import OccurrenceId, PersonId, SeriesId
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.series import store
from bot.series.actions.turns import lose_host, seated
from bot.series.rules import Begun, CalledOff, NotHeld, NotYourTurn, Occurrence, Series, may_pass
from bot.series.turns import turn, turns
from bot.store.unit import Read
from bot.teams.away_store import add_away
from bot.teams.day_range import DayRange
from tests.fakes.passing import pass_until
from tests.features.desk import Shown
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN

A_DAY = timedelta(days=1)
LINE = f"every day at 10:00 “Guild” hosts <@{BEN}|ben>, <@{CHLOE}> and <@{ANA}> for 30m"
TURN = RECURRING.kinds.turn


def test_the_next_of_the_order_hosts_and_who_is_out_is_passed_over() -> None:
    order = [ANA, BEN, CHLOE]
    assert [turn(order, last, ()) for last in (None, ANA, BEN, CHLOE)] == [ANA, BEN, CHLOE, ANA]
    assert turn(order, ANA, {BEN}) == CHLOE
    assert turn(order, DEV, {ANA}) == BEN
    assert turn(order, ANA, set(order)) is None
    assert turns(order, None, [(), {BEN}, (), ()]) == [ANA, CHLOE, ANA, BEN]
    assert turns(order, BEN, [set(order), ()]) == [None, CHLOE]


@given(st.lists(st.sampled_from("abcdefg"), unique=True, min_size=1), st.lists(st.sets(st.sampled_from("abcdefg")), max_size=20))
def test_nobody_who_is_there_is_asked_twice_before_another_who_is_there_was(order: list[str], outs: list[set[str]]) -> None:
    hosts = [PersonId(one) for one in order]
    always = set(hosts) - {PersonId(one) for out in outs for one in out}
    found = [host for host in turns(hosts, None, [{PersonId(one) for one in out} for out in outs]) if host in always]
    assert found == [host for _, host in zip(found, sorted(always, key=hosts.index) * len(outs), strict=False)][: len(found)]


async def series_of(desk: Desk) -> Series:
    (series,) = await desk.read(recurring.series_of, GUILD)
    return series


def dates_of(read: Read, series: Series) -> list[Occurrence]:
    return list(store.not_opened(read, series.id, read.now - 30 * A_DAY))


async def saved(desk: Desk, line: str = LINE) -> Series:
    await desk.presses("Save", (await desk.types(line)).ack, ANA)
    return await series_of(desk)


async def goes_on(desk: Desk, days: int = 1, hours: int = 0) -> Occurrence:
    """Let time pass and return what was announced last."""
    await pass_until(desk, desk.clock.now() + days * A_DAY + timedelta(hours=hours))
    return [date for date in await desk.read(dates_of, await series_of(desk)) if date.host][-1]


async def told(desk: Desk, person: PersonId) -> list[Shown]:
    return [one for one in await desk.shown(TURN.name) if one.place == person]


async def passes(desk: Desk, person: PersonId) -> str:
    shown = (await told(desk, person))[-1]
    return (await desk.presses("Not me this time", shown.payload, person)).text


async def test_a_preview_names_the_next_dates_with_their_hosts_and_nobody_away(desk: Desk) -> None:
    day = desk.clock.now().date() + 2 * A_DAY
    await desk.act(add_away, person=CHLOE, days=DayRange(day, day), set_by=CHLOE)
    preview = await desk.types(LINE)
    dates = preview.text.partition("Next: ")[2].splitlines()[0]
    assert [part.rpartition("(")[2] for part in dates.split("), ")] == [f"<@{BEN}>", f"<@{ANA}>", f"<@{BEN}>", f"<@{CHLOE}>)"]


async def test_a_list_names_who_hosts_in_turn_and_whose_the_next_dates_are(desk: Desk) -> None:
    await saved(desk)
    listed = (await desk.types("series")).text
    assert "host Ben, Chloé and Ana in turn" in listed
    assert all(f" ({name})" in listed for name in ("Ben", "Chloé", "Ana"))


async def test_each_date_is_announced_with_its_host_who_hears_of_it_and_hosts_what_opens(desk: Desk) -> None:
    await saved(desk)
    date = await goes_on(desk, 0, 2)
    assert date.host == BEN
    card = (await desk.shown(RECURRING.kinds.announcement.name))[-1]
    assert "host Ben" in card.text
    assert "Guild" in str([block.to_dict() for block in await desk.home(BEN)])
    assert "Guild" not in str([block.to_dict() for block in await desk.home(CHLOE)])
    (dm,) = await told(desk, BEN)
    assert "It is your turn to host “Guild” in <#C0GUILD>, Wed 2 Dec 09:00." in dm.text
    await pass_until(desk, date.starts)
    assert (await desk.meeting()).host == BEN
    assert "Not me" not in str((await told(desk, BEN))[-1].payload)
    following = await goes_on(desk, 0, 2)
    assert following.host == CHLOE


async def test_not_me_this_time_gives_it_to_the_next_of_the_list_and_the_order_stays(desk: Desk) -> None:
    await saved(desk)
    await goes_on(desk, 0, 2)
    assert await passes(desk, BEN) == ""
    date = (await desk.read(dates_of, await series_of(desk)))[-1]
    assert (date.host, date.passed) == (CHLOE, frozenset([BEN]))
    assert "Noted: not you this time. Chloé hosts “Guild”" in (await told(desk, BEN))[-1].text
    assert "host Chloé" in (await desk.shown(RECURRING.kinds.announcement.name))[-1].text
    assert len(await told(desk, CHLOE)) == 1
    assert (await goes_on(desk)).host == ANA


async def test_once_all_have_passed_its_owner_hosts_and_nobody_is_asked_twice(desk: Desk) -> None:
    await saved(desk, f"every day at 10:00 “Guild” hosts <@{BEN}> <@{CHLOE}> for 30m")
    await goes_on(desk, 0, 2)
    shown = (await told(desk, BEN))[-1]
    await passes(desk, BEN)
    await passes(desk, CHLOE)
    date = (await desk.read(dates_of, await series_of(desk)))[-1]
    assert (date.host, date.passed) == (None, frozenset([BEN, CHLOE]))
    assert "host Ana" in (await desk.shown(RECURRING.kinds.announcement.name))[-1].text
    assert "It is not your turn to host this date any more." in (await desk.presses("Not me this time", shown.payload, BEN)).text
    await pass_until(desk, date.starts)
    assert (await desk.meeting()).host == ANA


async def test_who_is_not_asked_cannot_pass_it_on_and_not_once_it_has_begun(desk: Desk) -> None:
    await saved(desk)
    date = await goes_on(desk, 0, 2)
    shown = (await told(desk, BEN))[-1]
    assert (
        f"It is not your turn to host this date: <@{BEN}> hosts it."
        in (await desk.presses("Not me this time", shown.payload, CHLOE)).text
    )
    await pass_until(desk, date.starts)
    assert (await desk.presses("Not me this time", shown.payload, BEN)).text != ""
    assert (await desk.meeting()).host == BEN


async def test_who_has_left_is_passed_over(desk: Desk) -> None:
    series = await saved(desk)
    await goes_on(desk, 0, 2)
    assert await desk.read(seated, RECURRING, series) == {BEN}
    await desk.act(lose_host, recurring=RECURRING, series=series.id, person=BEN)
    assert await desk.read(seated, RECURRING, series) == {CHLOE}


async def test_who_goes_away_after_it_was_announced_is_passed_over_at_the_hour(desk: Desk) -> None:
    await saved(desk)
    date = await goes_on(desk, 0, 2)
    day = date.starts.date()
    await desk.act(add_away, person=BEN, days=DayRange(day, day), set_by=BEN)
    await pass_until(desk, date.starts)
    assert (await desk.meeting()).host == CHLOE
    assert len(await told(desk, CHLOE)) == 1


async def test_a_skipped_date_skips_nobody(desk: Desk) -> None:
    await saved(desk)
    await goes_on(desk, 0, 2)
    listed = (await desk.types("series")).message
    await desk.presses("Skip the next one", listed, ANA, private=True)
    assert "That date does not take place; the next one is yours." in (await told(desk, BEN))[-1].text
    assert (await desk.read(dates_of, await series_of(desk)))[0].called_off is CalledOff.SKIPPED
    assert (await goes_on(desk)).host == BEN


async def test_another_list_seats_anew_only_who_is_not_in_it(desk: Desk) -> None:
    await saved(desk)
    await goes_on(desk, 0, 2)
    listed = (await desk.types("series")).message
    dates = (await desk.presses("Change …", listed, ANA, private=True)).form
    form = (await desk.presses("Edit …", dates, ANA)).form
    picker = next(block["element"] for block in form["blocks"] if block.get("block_id") == "hosts")
    assert picker["initial_users"] == [BEN, CHLOE, ANA]
    preview = (await desk.sends(form, ANA, hosts=(CHLOE, DEV))).form
    await desk.sends(preview, ANA)
    date = (await desk.read(dates_of, await series_of(desk)))[-1]
    assert date.host == CHLOE
    assert "Noted: not you this time." in (await told(desk, BEN))[-1].text


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        (f"hosts <@{DEV}> <@{BEN}>", "guest"),
        ("hosts ana", "I find no person in “ana”. Name people as Slack offers them behind an @: `hosts @ana @ben`."),
        ("hosts " + " ".join(f"<@U0X{n}>" for n in range(21)), "21 hosts in turn are too many: at most 20."),
    ],
)
async def test_who_cannot_host_in_turn_is_said_at_once(desk: Desk, hosts: str, said: str) -> None:
    desk.slack.people[DEV] |= {"is_restricted": True}
    assert said in (await desk.types(f"every day at 10:00 {hosts}")).text
    assert await desk.read(recurring.series_of, GUILD) == ()


def test_a_turn_is_passed_on_until_its_date_begins_by_whose_it_is_and_not_once_it_is_called_off() -> None:
    date = Occurrence(OccurrenceId("o1"), SeriesId("s1"), TEN.replace(tzinfo=None), TEN, host=BEN)
    may_pass("lean_coffee", date, BEN, TEN - A_DAY)
    with pytest.raises(NotYourTurn):
        may_pass("lean_coffee", date, CHLOE, TEN - A_DAY)
    with pytest.raises(Begun):
        may_pass("lean_coffee", date, BEN, TEN)
    with pytest.raises(NotHeld):
        may_pass("lean_coffee", replace(date, called_off=CalledOff.SKIPPED), BEN, TEN - A_DAY)
