"""What both engines promise."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.clock import SetClock
from bot.core.facts import MeetingClosed
from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import AlreadyDone
from bot.store.errors import ConstraintViolation, StoreUnavailable, UniqueViolation
from bot.store.opening import read_url, statements_for
from bot.store.requests import purge_requests
from bot.store.transaction import Answering
from bot.store.unit import Read, RunningStore, Unit
from tests.fakes.hints import Hints
from tests.fakes.reader import open_reader
from tests.store.scene import HERE, THERE, TooHot, cup, cups, pour, pour_and_refuse, top_up

CLOSED = MeetingClosed(
    session="s1",
    title="Guild",
    ceremony="lean_coffee",
    channel=ChannelId("C1"),
    host=PersonId("U1"),
    began=datetime(2026, 3, 2, 9, tzinfo=UTC),
    ended=datetime(2026, 3, 2, 10, tzinfo=UTC),
    zone="Europe/Madrid",
)


@pytest.fixture
def postgres_url(postgres_url: str) -> str:
    """A server that sees a deadlock at once, instead of after a second."""
    return f"{postgres_url}?options=-c%20deadlock_timeout%3D30ms"


@pytest.fixture
def answers() -> Answering:
    def first(unit: Unit, fact: MeetingClosed) -> None:
        pour(unit, "first", label=fact.title)

    def second(unit: Unit, _: MeetingClosed) -> None:
        pour(unit, "second")

    return {MeetingClosed: (first, second)}


async def test_what_an_action_wrote_is_there_when_it_is_answered(store: RunningStore) -> None:
    assert await store.write(pour, HERE, None, "mug", fill=3) == "mug"
    found = await store.read(cup, HERE, "mug")
    assert (found.id, found.fill, found[1], found.label) == ("mug", 3, 3, None)


async def test_instants_come_back_aware_and_whole(store: RunningStore, clock: SetClock) -> None:
    clock.advance(timedelta(microseconds=1))
    await store.write(lambda unit: pour(unit, "mug", at=unit.now), HERE)
    assert (await store.read(cup, HERE, "mug")).at == clock.instant


async def test_a_refusal_leaves_nothing_and_gives_no_hint(store: RunningStore, hints: Hints) -> None:
    with pytest.raises(TooHot):
        await store.write(pour_and_refuse, HERE, None, "mug")
    assert await store.read(cups, HERE) == []
    assert hints.told == []


async def test_neighbours_of_a_refusal_are_kept(store: RunningStore) -> None:
    acts = [store.write(pour_and_refuse if n % 2 else pour, HERE, None, f"cup{n}") for n in range(10)]
    found = await asyncio.gather(*acts, return_exceptions=True)
    assert [type(each) for each in found] == [str, TooHot] * 5
    assert await store.read(cups, HERE) == [(f"cup{n}", 0) for n in range(0, 10, 2)]


async def test_forty_writers_on_one_row_lose_nothing(store: RunningStore) -> None:
    await store.write(pour, HERE, None, "mug")
    assert await asyncio.gather(*(store.write(top_up, HERE, None, "mug") for _ in range(40))) == [1] * 40
    assert await store.read(cups, HERE) == [("mug", 40)]


async def test_crossed_locks_are_tried_again_until_all_are_through(store: RunningStore) -> None:
    for name in ("left", "right"):
        await store.write(pour, HERE, None, name)

    def both(unit: Unit, first: str, second: str) -> None:
        top_up(unit, first)
        top_up(unit, second)

    pairs = [("left", "right"), ("right", "left")] * 6
    await asyncio.gather(*(store.write(both, HERE, None, *pair) for pair in pairs))
    assert await store.read(cups, HERE) == [("left", 12), ("right", 12)]


async def test_the_same_request_is_carried_out_once(store: RunningStore) -> None:
    await store.write(pour, HERE, None, "mug")
    found = await asyncio.gather(*(store.write(top_up, HERE, "Ev1/top_up", "mug") for _ in range(8)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in found) == ["AlreadyDone"] * 7 + ["int"]
    assert await store.read(cups, HERE) == [("mug", 1)]


async def test_a_request_is_recognised_after_a_restart(make_store: Callable[[], RunningStore]) -> None:
    first = make_store()
    await first.start()
    await first.write(pour, HERE, "Ev1/pour", "mug")
    await first.stop()
    second = make_store()
    await second.start()
    with pytest.raises(AlreadyDone):
        await second.write(pour, HERE, "Ev1/pour", "mug")
    await second.stop()


async def test_a_store_that_is_opened_again_compiles_nothing_anew(
    make_store: Callable[[], RunningStore], database_url: str
) -> None:
    statements = statements_for(read_url(database_url).get_backend_name())
    compiled = []
    for name in ("cup", "mug"):
        store = make_store()
        await store.start()
        await store.write(pour, HERE, None, name)
        assert (await store.read(cup, HERE, name)).id == name
        await store.stop()
        compiled.append(statements.compiled)
    assert compiled[0] == compiled[1] > 0


async def test_a_refused_request_may_be_asked_again(store: RunningStore) -> None:
    with pytest.raises(TooHot):
        await store.write(pour_and_refuse, HERE, "Ev1", "mug")
    assert await store.write(pour, HERE, "Ev1", "mug") == "mug"


async def test_the_same_key_in_another_workspace_is_another_request(store: RunningStore) -> None:
    assert await store.write(pour, HERE, "Ev1", "mug") == await store.write(pour, THERE, "Ev1", "mug")


async def test_old_requests_are_forgotten_and_young_ones_are_not(store: RunningStore, real: SetClock) -> None:
    await store.write(pour, HERE, "old", "mug")
    real.advance(timedelta(days=1))
    await store.write(pour, HERE, "young", "glass")
    assert await store.write(purge_requests, HERE, None, real.instant) == 1
    with pytest.raises(AlreadyDone):
        await store.write(pour, HERE, "young", "glass")


async def test_requests_are_forgotten_a_few_at_a_time(store: RunningStore, real: SetClock) -> None:
    for n in range(5):
        await store.write(pour, HERE, f"Ev{n}", f"cup{n}")
    real.advance(timedelta(days=2))
    assert [await store.write(purge_requests, THERE, None, real.instant, most=2) for _ in range(4)] == [2, 2, 1, 0]


async def test_a_workspace_neither_sees_nor_touches_another(store: RunningStore) -> None:
    await store.write(pour, HERE, None, "mug", 5)
    assert await store.read(cups, THERE) == []
    assert await store.write(top_up, THERE, None, "mug") == 0
    assert await store.read(cups, HERE) == [("mug", 5)]


async def test_a_row_that_stands_already_is_taken(store: RunningStore) -> None:
    await store.write(pour, HERE, None, "mug", label="Ana's")
    with pytest.raises(UniqueViolation, match="label"):
        await store.write(pour, HERE, None, "glass", label="Ana's")
    with pytest.raises(UniqueViolation):
        await store.write(pour, HERE, None, "mug")
    assert await store.read(cups, HERE) == [("mug", 0)]


async def test_a_row_that_does_not_fit_is_told_apart_from_one_that_is_taken(store: RunningStore) -> None:
    with pytest.raises(ConstraintViolation, match="fill"):
        await store.write(pour, HERE, None, "mug", None)  # type: ignore[arg-type]


async def test_a_failed_statement_ends_its_action_even_where_it_is_caught(store: RunningStore) -> None:
    await store.write(pour, HERE, None, "mug")

    def stubborn(unit: Unit) -> None:
        pour(unit, "glass")
        try:
            pour(unit, "mug")
        except Exception:
            unit.hint("delivery")

    with pytest.raises(UniqueViolation):
        await store.write(stubborn, HERE)
    assert await store.read(cups, HERE) == [("mug", 0)]


async def test_who_answers_a_fact_does_so_in_the_same_transaction(store: RunningStore) -> None:
    def close(unit: Unit, *, refuse: bool) -> None:
        unit.emit(CLOSED)
        if refuse:
            raise TooHot

    with pytest.raises(TooHot):
        await store.write(close, HERE, None, refuse=True)
    assert await store.read(cups, HERE) == []
    await store.write(close, HERE, None, refuse=False)
    assert await store.read(cups, HERE) == [("first", 0), ("second", 0)]


async def test_hints_are_told_after_the_commit(store: RunningStore, hints: Hints) -> None:
    def act(unit: Unit) -> None:
        unit.hint("delivery")
        unit.hint("schedule")
        unit.hint("delivery")

    await store.write(act, HERE)
    assert hints.told == [frozenset({"delivery", "schedule"})]


async def test_a_unit_has_both_clocks_and_ids(store: RunningStore, clock: SetClock, real: SetClock) -> None:
    clock.advance(timedelta(days=40))
    assert await store.write(lambda unit: (unit.now, unit.real_now, unit.workspace, unit.fresh(), unit.fresh()), HERE) == (
        clock.instant,
        real.instant,
        HERE,
        "id1",
        "id2",
    )


async def test_a_snapshot_stands_still_while_others_write(store: RunningStore) -> None:
    await store.write(pour, HERE, None, "mug")
    loop = asyncio.get_running_loop()

    def look_twice(read: Read) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        before = cups(read)
        asyncio.run_coroutine_threadsafe(store.write(top_up, HERE, None, "mug"), loop).result(5)
        return before, cups(read)

    assert await store.read(look_twice, HERE) == ([("mug", 0)], [("mug", 0)])
    assert await store.read(cups, HERE) == [("mug", 1)]


async def test_a_query_that_raises_is_heard_and_leaves_the_next_one_well(store: RunningStore) -> None:
    def refuse(read: Read) -> None:
        cups(read)
        raise TooHot

    for _ in range(4):
        with pytest.raises(TooHot):
            await store.read(refuse, HERE)
        assert await store.read(cups, HERE) == []


async def test_a_query_cannot_write(store: RunningStore) -> None:
    for _ in range(4):
        with pytest.raises(Exception, match=r"read-?only|readonly|has no attribute"):
            await store.read(pour, HERE, "mug")  # type: ignore[arg-type]
    assert await store.read(cups, HERE) == []


async def test_stopping_finishes_what_waits_and_takes_nothing_more(make_store: Callable[[], RunningStore]) -> None:
    store = make_store()
    await store.start()
    waiting = [asyncio.ensure_future(store.write(pour, HERE, None, f"cup{n:03}")) for n in range(150)]
    await asyncio.sleep(0)
    await store.stop()
    assert all(each.done() for each in waiting)
    assert [await each for each in waiting] == [f"cup{n:03}" for n in range(150)]
    assert not store.healthy()
    with pytest.raises(StoreUnavailable):
        await store.write(pour, HERE, None, "late")
    with pytest.raises(StoreUnavailable):
        await store.read(cups, HERE)


async def test_a_caller_that_goes_away_does_not_undo_its_action(
    make_store: Callable[[], RunningStore], database_url: str
) -> None:
    store = make_store()
    await store.start()
    asking = asyncio.ensure_future(store.write(pour, HERE, None, "mug"))
    await asyncio.sleep(0)
    asking.cancel()
    await store.stop()
    with open_reader(database_url) as reader:
        assert reader.read(cups, HERE) == [("mug", 0)]


async def test_a_report_reads_beside_the_running_store_and_writes_nothing(store: RunningStore, database_url: str) -> None:
    await store.write(pour, HERE, None, "mug", 2)
    with open_reader(database_url) as reader:
        assert reader.read(cups, HERE) == [("mug", 2)]
        assert reader.read(cups, THERE) == []
        with pytest.raises(Exception, match=r"read-?only|readonly|has no attribute"):
            reader.read(pour, HERE, "glass")  # type: ignore[arg-type]


async def test_a_report_reads_when_nobody_runs(make_store: Callable[[], RunningStore], database_url: str) -> None:
    store = make_store()
    await store.start()
    await store.write(pour, HERE, None, "mug", 2)
    await store.stop()
    with open_reader(database_url) as reader:
        assert reader.read(cups, HERE) == [("mug", 2)]


@dataclass(frozen=True)
class Odd:
    """A fault that no database has: a mistake in an action."""

    text: str


async def test_a_mistake_in_an_action_is_its_callers_alone(store: RunningStore) -> None:
    def mistaken(unit: Unit) -> None:
        pour(unit, "mug", Odd("not a number"))  # type: ignore[arg-type]

    with pytest.raises(Exception, match="Odd"):
        await store.write(mistaken, HERE)
    assert await store.write(pour, HERE, None, "glass") == "glass"
    assert await store.read(cups, HERE) == [("glass", 0)]
    assert store.healthy()
