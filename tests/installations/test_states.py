"""Installations that anybody may begin: their states are bounded, make room and go."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.core.clock import SetClock
from bot.core.ids import MACHINE
from bot.installations import states
from bot.installations.rules import STATE_LASTS, Verdict
from bot.installations.states import STATES_KEPT, TooManyBegun
from bot.installations.tables import StateRow
from bot.store.unit import Read, RunningStore

_COUNT = select(func.count().label("number")).select_from(StateRow)
MOST = 5


def number(read: Read) -> int:
    return int(read.rows(_COUNT)[0].number)


async def begin(store: RunningStore) -> str:
    return await store.write(states.begin, MACHINE, None, "a-browser", MOST)


async def verdict(store: RunningStore, state: str) -> Verdict:
    return await store.write(states.use, MACHINE, None, state, "a-browser")


async def test_strangers_who_begin_without_end_fill_no_more_than_the_bound(store: RunningStore, real: SetClock) -> None:
    """For more than a day in which nobody cleans up, as many as there may be, again and again."""
    for _ in range(30):
        real.advance(timedelta(minutes=50))
        for _ in range(MOST):
            await begin(store)
        with pytest.raises(TooManyBegun):
            await begin(store)
        assert await store.read(number, MACHINE) == MOST


async def test_what_was_begun_a_short_while_ago_gives_way_to_nobody(store: RunningStore, real: SetClock) -> None:
    state = await begin(store)
    real.advance(STATE_LASTS)
    for _ in range(MOST - 1):
        await begin(store)
    with pytest.raises(TooManyBegun):
        await begin(store)
    assert await verdict(store, state) is Verdict.GOOD


async def test_what_has_ended_stays_for_a_word_of_it_until_others_need_its_room(store: RunningStore, real: SetClock) -> None:
    late, used = await begin(store), await begin(store)
    assert await verdict(store, used) is Verdict.GOOD
    real.advance(STATE_LASTS + timedelta(seconds=1))
    assert [await verdict(store, state) for state in (late, used)] == [Verdict.OLD, Verdict.USED]
    for _ in range(MOST):
        await begin(store)
    assert [await verdict(store, state) for state in (late, used)] == [Verdict.UNKNOWN] * 2
    real.advance(STATES_KEPT + timedelta(seconds=1))
    await store.write(states.forget_states, MACHINE, None)
    assert await store.read(number, MACHINE) == 0
