"""What computes at length is done one after the other, and keeps nobody else waiting."""

import asyncio
import threading

import pytest

from bot.core.one_at_a_time import OneAtATime


async def test_work_waits_for_its_turn_in_the_order_of_asking_while_the_loop_goes_on() -> None:
    aside, goes_on, at_work = OneAtATime(), threading.Event(), asyncio.Event()
    loop, done = asyncio.get_running_loop(), list[str]()

    def first() -> None:
        loop.call_soon_threadsafe(at_work.set)
        goes_on.wait()
        done.append("first")

    asked = [asyncio.create_task(aside.run(work, *args)) for work, args in ((first, ()), (done.append, ("second",)))]
    await at_work.wait()
    assert (aside.in_line, done) == (2, [])
    goes_on.set()
    await asyncio.gather(*asked)
    assert (aside.in_line, done) == (0, ["first", "second"])


async def test_work_that_fails_leaves_its_turn_to_the_next() -> None:
    aside = OneAtATime()
    with pytest.raises(ZeroDivisionError):
        await aside.run(divmod, 1, 0)
    assert await aside.run(divmod, 7, 2) == (3, 1)
    assert aside.in_line == 0
