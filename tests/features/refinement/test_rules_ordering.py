"""The order of items: each goes where it was put, and nothing else moves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.ids import ItemId
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.rules.ordering import GAP, Placed, Where, between, place_for

A, B, C, D, R = map(ItemId, "ABCDR")
TO, READY = ItemState.TO_REFINE, ItemState.READY
ORDER = [Placed(A, TO, GAP), Placed(R, READY, 2 * GAP), Placed(B, TO, 3 * GAP), Placed(C, TO, 4 * GAP)]


def put(order: list[Placed], item: ItemId, where: Where, other: ItemId | None = None) -> list[Placed]:
    """Return the order after an item was put elsewhere, all of it spread where there was no room."""
    place = place_for(order, item, where, other)
    if place is None:
        order = [Placed(one.id, one.state, n * GAP) for n, one in enumerate(order, 1)]
        place = place_for(order, item, where, other)
        assert place is not None
    moved = [Placed(one.id, one.state, place if one.id == item else one.place) for one in order]
    assert len({one.place for one in moved}) == len(moved)
    return sorted(moved, key=lambda one: one.place)


def names(order: list[Placed]) -> str:
    return "".join(one.id for one in order)


@pytest.mark.parametrize(
    ("item", "where", "other", "after"),
    [
        (C, Where.TOP, None, "CARB"),
        (A, Where.BOTTOM, None, "RBCA"),
        (B, Where.UP, None, "BARC"),
        (A, Where.UP, None, "ARBC"),
        (A, Where.DOWN, None, "RBAC"),
        (C, Where.DOWN, None, "ARBC"),
        (R, Where.DOWN, None, "ARBC"),
        (C, Where.BEFORE, B, "ARCB"),
        (C, Where.AFTER, A, "ACRB"),
        (B, Where.BEFORE, B, "ARBC"),
    ],
)
def test_an_item_goes_past_those_of_its_state_or_beside_another(item: ItemId, where: Where, other: ItemId, after: str) -> None:
    assert names(put(ORDER, item, where, other)) == after


def test_what_is_not_in_the_order_is_put_nowhere_and_is_no_neighbour() -> None:
    for item, other in ((D, A), (A, D)):
        with pytest.raises(NoSuchItem):
            place_for(ORDER, item, Where.BEFORE, other)


def test_there_is_always_room_at_the_ends_and_not_always_between() -> None:
    assert between(None, None) == GAP
    assert between(None, -5) == -5 - GAP
    assert between(7, None) == 7 + GAP
    assert between(7, 9) == 8
    assert between(7, 8) is None
    assert between(7, 7) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from(Where), st.sampled_from("ABCDE")), max_size=60))
def test_whatever_is_ordered_one_after_the_other_is_what_a_list_would_say(acts: list[tuple[str, Where, str]]) -> None:
    listed = list("ABCDE")
    order = [Placed(ItemId(name), TO, n) for n, name in enumerate(listed)]  # without any room at first
    for item, where, other in acts:
        if where not in (Where.BEFORE, Where.AFTER) or item != other:
            at = listed.index(item)
            listed.remove(item)
            to = {Where.TOP: 0, Where.BOTTOM: 4, Where.UP: max(0, at - 1), Where.DOWN: min(4, at + 1)}
            listed.insert(to[where] if where in to else listed.index(other) + (where is Where.AFTER), item)
        order = put(order, ItemId(item), where, ItemId(other))
        assert names(order) == "".join(listed)
