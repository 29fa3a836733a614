"""A machine's time that was set is said beside the health for an hour, and counted; the house moves its meetings with it."""

from datetime import timedelta

import httpx
import pytest
from httpx import ASGITransport

from bot.core.clock import SetClock
from bot.core.version import VERSION
from bot.house.clock_set import ClockSet
from bot.house.metrics import Metrics
from bot.house.web import build_web

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(("by", "way"), [(HOUR, "forward"), (-HOUR, "back")])
async def test_the_health_stays_green_and_says_for_an_hour_what_happened(real: SetClock, by: timedelta, way: str) -> None:
    metrics = Metrics()
    clock_set = ClockSet(real, metrics)
    web = build_web(None, health=lambda: {"database": True}, readiness=_ready, metrics=None, notes=clock_set.notes)
    async with httpx.AsyncClient(transport=ASGITransport(app=web), base_url="http://cortado") as http:
        assert (await http.get("/healthz")).json() == {"ok": True, "database": True, "version": VERSION}
        clock_set.hear(by)
        said = await http.get("/healthz")
        assert (said.status_code, said.json()["ok"]) == (200, True)
        assert said.json()["clock"].startswith(f"The machine's time was set {way} by 3600 s at 2026-03-02T12:00:00Z")
        real.advance(HOUR + timedelta(seconds=1))
        assert "clock" not in (await http.get("/healthz")).json()
    assert b"cortado_clock_set_total 1.0" in metrics.text()


async def _ready() -> dict[str, bool]:
    return {"receiving": True}
