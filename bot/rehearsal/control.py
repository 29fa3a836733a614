"""The bot's control endpoint as the room asks it: where its clock stands, and to walk on."""

import json
from datetime import datetime
from typing import Any

from bot.rehearsal.clock import RealTime, within
from bot.rehearsal.http_out import Http
from bot.rehearsal.shapes import ActRefused, Json

WALK_SECONDS = 60.0
ASK_SECONDS = 5.0
DOWN = "Cortado is not running, so the clock stays where it is."


class BotControl:
    """The bot's control endpoint, which exists only in the demo."""

    def __init__(self, url: str, secret: str, http: Http, real: RealTime) -> None:
        self._url, self._http, self._real = url.rstrip("/") + "/clock", http, real
        self._headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    async def _ask(self, method: str, body: bytes, seconds: float) -> Json:
        try:
            answer = await within(self._real, seconds, self._http.send(method, self._url, self._headers, body))
        except OSError as error:  # a time-out is one too
            raise ActRefused("Cortado did not arrive in time." if isinstance(error, TimeoutError) else DOWN) from error
        if answer.status != 200:
            raise ActRefused(f"Cortado refuses to move its clock (HTTP {answer.status}).")
        told: Any = json.loads(answer.body)
        return dict(told)

    async def look(self) -> Json:
        """Ask for the bot's clock and its next moment."""
        return await self._ask("GET", b"", ASK_SECONDS)

    async def walk(self, to: datetime) -> Json:
        """Let the bot walk to an instant and wait until it has arrived, a minute at most."""
        return await self._ask("POST", json.dumps({"to": to.isoformat()}).encode(), WALK_SECONDS)
