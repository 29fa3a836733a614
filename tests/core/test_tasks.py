"""Work that must go on: begun again when it dies, said by name, ended when it is told to."""

import asyncio
from collections.abc import Callable

import pytest
from structlog import get_logger

from bot.core.lasting import LastingFault
from bot.core.tasks import KeptAlive, until_done
from bot.core.trace import kind_of
from tests.fakes.logs import capture_logs


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def wait(pauses: list[float]) -> Callable[[float], object]:
    async def waited(seconds: float) -> None:
        pauses.append(seconds)

    return waited


def died() -> LastingFault:
    return LastingFault(get_logger("test"), "died", "goes on", task="t")


@pytest.mark.parametrize("death", [KeyError("x"), asyncio.CancelledError()])
async def test_what_dies_is_begun_again_after_longer_and_longer_pauses(
    wait: Callable[[float], object], pauses: list[float], death: BaseException
) -> None:
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun < 9:
            raise death

    with capture_logs() as logged:
        task = KeptAlive("t", work, died(), wait=wait)  # type: ignore[arg-type]
        assert not task.is_well
        task.start()
        assert task._task is not None
        await task._task
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]
    assert [(line["event"], line.get("reason")) for line in logged] == [("died", type(death).__name__), ("goes on", None)]
    assert task.is_well


async def test_what_is_ended_is_not_begun_again() -> None:
    begun = asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.Event().wait()

    task = KeptAlive("t", work, died())
    task.start()
    await begun.wait()
    with capture_logs() as logged:
        await task.stop()
    assert logged == []
    assert not task.is_well


async def test_a_step_that_hangs_counts_as_failed(wait: Callable[[float], object]) -> None:
    tried = 0

    async def step() -> None:
        nonlocal tried
        tried += 1
        if tried == 1:
            await asyncio.Event().wait()

    with capture_logs() as logged:
        await until_done(step, died(), kind_of, final=(), wait=wait, seconds=0.001)  # type: ignore[arg-type]
    assert [line.get("reason") for line in logged] == ["TimeoutError", None]


async def test_what_is_final_is_raised_at_once(wait: Callable[[float], object], pauses: list[float]) -> None:
    async def step() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await until_done(step, died(), kind_of, final=(LookupError,), wait=wait)  # type: ignore[arg-type]
    assert pauses == []
