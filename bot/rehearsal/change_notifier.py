"""Notifies those who wait that something has changed."""

import asyncio


class ChangeNotifier:
    """A growing number, and a way to wait until it has grown."""

    def __init__(self) -> None:
        self.revision = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> int:
        """Count one change and wake all who wait."""
        self.revision += 1
        waiting, self._waiting = self._waiting, set()
        for one in waiting:
            if not one.done():
                one.set_result(None)
        return self.revision

    async def after(self, revision: int) -> int:
        """Wait until there is something newer than that revision."""
        while self.revision <= revision:
            one: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(one)
            try:
                await one
            finally:
                self._waiting.discard(one)
        return self.revision
