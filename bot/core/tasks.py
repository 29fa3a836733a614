"""A background task that is started again whenever it fails, with its name in the log."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.core.lasting import LastingFault
from bot.core.trace import kind_of

Wait = Callable[[float], Awaitable[object]]

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before work that failed is tried again; doubled each time."""


class KeptAlive:
    """Runs work in a task of its own and begins it again after longer and longer pauses, until it has come to its end."""

    def __init__(self, name: str, work: Callable[[], Awaitable[None]], died: LastingFault, *, wait: Wait = asyncio.sleep) -> None:
        self._name = name
        self._work = work
        self._died = died
        self._wait = wait
        self._task: asyncio.Task[None] | None = None
        self._stopping = False

    def start(self) -> None:
        """Begin; to be called in the loop's thread."""
        self._stopping = False
        self._task = asyncio.create_task(self._keep_on(), name=self._name)

    async def stop(self) -> None:
        """End the work where it stands, and wait until it has ended."""
        self._stopping = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    @property
    def is_well(self) -> bool:
        """Tell whether the work goes on, or has come to its end, and has not died since it was last begun well."""
        return self._task is not None and not self._died.is_on

    def goes_well(self) -> None:
        """Note that the work does what it should: its deaths are over."""
        self._died.over()

    async def _keep_on(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._work()
            except asyncio.CancelledError:
                if self._stopping:
                    raise
                self._died.met("CancelledError")  # something within was cancelled, or somebody took this task for another
            except Exception as fault:  # noqa: BLE001 - whatever it died of, it has to go on
                self._died.met(kind_of(fault))
            else:
                self._died.over()
                return
            await self._wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def until_done(
    step: Callable[[], Awaitable[None]],
    failed: LastingFault,
    reason: Callable[[Exception], str],
    *,
    final: tuple[type[Exception], ...],
    wait: Wait,
    seconds: float | None = None,
) -> None:
    """Try a step until it is done, with longer and longer pauses; one that takes longer than `seconds` has failed.

    Raise what is `final`: trying again would not help.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            async with asyncio.timeout(seconds):
                await step()
        except final:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, a bot that opens later is worth more than one that never does
            failed.met(reason(fault))
        else:
            failed.over()
            return
        await wait(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
