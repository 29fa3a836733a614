"""Items in the database: numbers, criteria of two people, states, orders at once, splits, what others ask."""

import asyncio
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bot.core.ids import ChannelId, ItemId, WorkspaceId
from bot.features.refinement.actions import items as actions
from bot.features.refinement.rules.item_refusals import MovedMeanwhile, NoSuchItem, NotOrdered
from bot.features.refinement.rules.item_texts import ItemText, seen
from bot.features.refinement.rules.items import Item, ItemState, text_of
from bot.features.refinement.rules.ordering import Rank, Where
from bot.features.refinement.store import items as store
from bot.teams.team import NotOrdering, Team
from bot.teams.team_store import keep_team
from tests.features.desk import ANA, BEN, CHLOE, STRANGERS, Desk

GUILD, SHOP = ChannelId("C0GUILD"), ChannelId("C0SHOP")
DAY = date(2026, 3, 2)


async def do(desk: Desk, action: Callable[..., Any], workspace: WorkspaceId | None = None, **named: Any) -> Any:
    return await desk.store.write(action, workspace or desk.workspace, None, **named)


async def look(desk: Desk, query: Callable[..., Any], *given: Any, workspace: WorkspaceId | None = None, **named: Any) -> Any:
    return await desk.store.read(query, workspace or desk.workspace, *given, **named)


async def add(desk: Desk, title: str, channel: ChannelId = GUILD, **text: Any) -> Item:
    item: Item = await do(desk, actions.add_item, channel=channel, person=ANA, text=ItemText(title, **text))
    return item


async def titles(desk: Desk, channel: ChannelId = GUILD) -> str:
    return " ".join(one.title for one in await look(desk, store.queue, channel))


async def order(desk: Desk, item: Item, where: Where, **named: Any) -> Rank:
    rank: Rank = await do(desk, actions.order_item, item=item.id, person=BEN, is_admin=False, where=where, **named)
    return rank


@pytest.fixture
async def four(desk: Desk) -> list[Item]:
    """Four items of a team whose Product Owner is Ben."""
    await do(desk, keep_team, kept=Team(GUILD, product_owner=BEN))
    return [await add(desk, name) for name in "ABCD"]


async def test_items_are_numbered_by_channel_and_are_of_one_channel_and_workspace(desk: Desk) -> None:
    card = await add(
        desk, "Save a card", why="fewer baskets left", criteria=("one", "two"), link="https://t.example/browse/PAY-7"
    )
    other = await add(desk, "Refund", SHOP)
    assert (card.number, other.number, (await add(desk, "Second")).number) == (1, 1, 2)
    assert await look(desk, store.item, card.id) == card
    assert await look(desk, store.numbered, GUILD, 1) == card
    assert await titles(desk) == "Save a card Second"
    assert await look(desk, store.item, card.id, workspace=STRANGERS) is None
    assert await look(desk, store.queue, GUILD, workspace=STRANGERS) == ()
    with pytest.raises(NoSuchItem):
        await do(desk, actions.size_item, STRANGERS, item=card.id, person=ANA, size="3")
    assert [one.title for one in await look(desk, store.found, GUILD, "pay-7")] == ["Save a card"]
    assert [one.title for one in await look(desk, store.found, GUILD, "BASKET")] == ["Save a card"]
    assert await look(desk, store.found, GUILD, "%") == ()
    assert {one.title for one in await look(desk, store.added_by, ANA)} == {"Save a card", "Second", "Refund"}
    assert await look(desk, store.added_by, BEN) == ()


@pytest.mark.at_once
async def test_what_two_people_write_at_once_both_stays_and_is_remembered(desk: Desk) -> None:
    card = await add(desk, "Save a card", criteria=("one", "two"))
    began, shown_then = desk.clock.now(), seen(text_of(card), [one.id for one in card.criteria])
    desk.clock.advance(timedelta(days=1))
    await asyncio.gather(
        *(do(desk, actions.add_criterion, item=card.id, person=who, text=who) for who in (ANA, BEN, CHLOE)),
        do(desk, actions.size_item, item=card.id, person=BEN, size="5"),
    )
    edited = ItemText("Keep a card", criteria=("two", "three"))
    now = await do(desk, actions.edit_item, item=card.id, person=ANA, text=edited, shown_then=shown_then)
    assert {one.text for one in now.criteria} == {"two", ANA, BEN, CHLOE, "three"}
    assert (now.title, now.size, now.changed) == ("Keep a card", "5", desk.clock.now())
    assert await look(desk, store.item, card.id) == now
    told = [one.what for one in await look(desk, store.changes, card.id, began)]
    assert sorted((one.part, one.before, one.after) for one in told if one.part != "criterion") == [
        ("size", "", "5"),
        ("title", "Save a card", "Keep a card"),
    ]
    assert len(told) == 2 + 3 + 2


async def test_states_have_their_days_and_tell_what_was_done_when(desk: Desk, four: list[Item]) -> None:
    a, b, c, _ = four
    for n, (item, to) in enumerate([(a, ItemState.STARTED), (a, ItemState.DONE), (b, ItemState.DONE), (c, ItemState.READY)]):
        await do(desk, actions.move_item, item=item.id, person=ANA, to=to, day=DAY + timedelta(days=n))
    finished = await look(desk, store.finished, GUILD, DAY)
    assert [(one.item, one.started, one.done) for one in finished] == [
        (a.id, DAY, DAY + timedelta(days=1)),
        (b.id, None, DAY + timedelta(days=2)),
    ]
    assert await look(desk, store.done_days, GUILD, DAY + timedelta(days=2)) == (DAY + timedelta(days=2),)
    assert await titles(desk) == "D"
    ready = await look(desk, store.page, GUILD, [ItemState.READY])
    assert [one.title for one in ready] == ["C"]
    assert await look(desk, store.in_range, GUILD, 6) == (ItemState.READY, ItemState.TO_REFINE)
    assert await look(desk, store.counts, GUILD, [ItemState.DONE, ItemState.PARKED]) == {ItemState.DONE: 2, ItemState.PARKED: 0}
    back = await do(desk, actions.put_back_item, item=a.id, person=ANA)
    assert (back.state, back.started, back.done) == (ItemState.STARTED, DAY, None)
    await do(desk, actions.put_back_item, item=c.id, person=ANA)
    assert await titles(desk) == "C D"
    with pytest.raises(NotOrdered):
        await order(desk, a, Where.TOP)


@pytest.mark.at_once
async def test_orders_at_once_all_happen_and_a_stale_up_says_where_it_is_now(desk: Desk, four: list[Item]) -> None:
    a, b, c, d = four
    await asyncio.gather(order(desk, d, Where.TOP), order(desk, c, Where.TOP), order(desk, a, Where.BOTTOM))
    assert sorted((await titles(desk)).split()[:2]) == ["C", "D"]
    assert (await titles(desk)).split()[2:] == ["B", "A"]
    seen_then = (await look(desk, store.item, b.id)).moves
    assert await order(desk, b, Where.UP, moves=seen_then) == Rank(2, 4)
    with pytest.raises(MovedMeanwhile) as refused:
        await order(desk, b, Where.UP, moves=seen_then)
    assert (refused.value.title, refused.value.rank, refused.value.count) == ("B", 2, 4)
    assert await order(desk, b, Where.BEFORE, other=a.id) == Rank(3, 4)
    with pytest.raises(NotOrdering) as only:
        await do(desk, actions.order_item, item=b.id, person=ANA, is_admin=False, where=Where.TOP)
    assert only.value.team.product_owner == BEN
    assert await do(desk, actions.order_item, item=b.id, person=ANA, is_admin=True, where=Where.TOP) == Rank(1, 4)
    with pytest.raises(NoSuchItem):
        await order(desk, b, Where.BEFORE, other=(await add(desk, "elsewhere", SHOP)).id)


async def test_there_is_room_at_one_spot_however_often_it_is_used(desk: Desk, four: list[Item]) -> None:
    parked = await add(desk, "P")
    await do(desk, actions.move_item, item=parked.id, person=ANA, to=ItemState.PARKED, day=DAY)
    _, b, c, d = four
    for _ in range(18):
        await order(desk, c, Where.BEFORE, other=b.id)
        await order(desk, d, Where.BEFORE, other=b.id)
    assert await titles(desk) == "A C D B"
    await do(desk, actions.put_back_item, item=parked.id, person=ANA)
    assert await titles(desk) == "A C D B P"


async def test_what_is_split_off_stands_behind_with_the_same_link(desk: Desk, four: list[Item]) -> None:
    whole = await add(desk, "Whole", why="why", link="https://t.example/browse/PAY-7")
    await order(desk, whole, Where.TOP)
    parts = await do(desk, actions.split_item, item=whole.id, person=ANA, parts=("first", "second"))
    assert await titles(desk) == "Whole first second A B C D"
    assert [(one.parent, one.link, one.key, one.why, one.number) for one in parts] == [
        (whole.id, whole.link, "PAY-7", "why", number) for number in (6, 7)
    ]
    assert await look(desk, store.children, whole) == parts
    assert sum(is_part for _, is_part in await look(desk, store.added_since, GUILD, desk.clock.now())) == 2
    assert await look(desk, store.items, [whole.id, ItemId("none")]) == {whole.id: await look(desk, store.item, whole.id)}
