"""How much time the machine itself has held back: what a promise in seconds is given beside its own."""

import asyncio
from time import monotonic
from types import TracebackType

_NAP = 0.02


class Strain:
    """Naps, and counts how much longer each nap took: on an idle machine next to nothing."""

    def __init__(self) -> None:
        self.stolen = 0.0
        """Seconds so far."""

    async def __aenter__(self) -> "Strain":
        self._napping = asyncio.create_task(self._nap())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._napping.cancel()
        await asyncio.gather(self._napping, return_exceptions=True)

    async def _nap(self) -> None:
        while True:
            began = monotonic()
            await asyncio.sleep(_NAP)
            self.stolen += max(monotonic() - began - _NAP - 0.005, 0.0)
