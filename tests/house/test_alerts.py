"""Alerts and dashboard ask only for what `/metrics` gives, and each alert leads to a section that says what to do."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import promql_parser as promql
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.core.clock import SetClock
from bot.core.ids import WorkspaceId
from bot.core.kinds import AlarmKind
from bot.delivery.messages import delete_later
from bot.house.build import build
from bot.house.gauges import measure
from bot.house.lifecycle import House
from bot.house.options import Options
from bot.schedule.alarms import AlarmHandler, wake
from bot.schedule.tick import Tick
from bot.store.pausing import pause
from bot.store.unit import RunningStore, Unit
from bot.teams import store as teams
from tests.features.desk import BEN

ROOT = Path(__file__).parents[2]
RULES: list[dict[str, Any]] = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8"))["groups"][0][
    "rules"
]
DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy/grafana/cortado.json").read_text(encoding="utf-8"))
OF_PROMETHEUS = {"job", "instance", "le"}
"""Labels that Prometheus adds, and that of a histogram's buckets."""
PROCESS = {"process_resident_memory_bytes", "process_cpu_seconds_total", "process_start_time_seconds"}
BELL = AlarmKind("test:bell", timedelta(days=1))


@pytest.fixture
async def shown(sqlite_url: str) -> Mapping[str, set[str]]:
    """What a house gives at `/metrics` once each thing has happened once: names, with their labels."""
    house: House = build(Options(sqlite_url, "xoxb-1", api_url="http://127.0.0.1:1/api/"))
    metrics = house.parts.metrics
    metrics.request_ended("command", "done", 0.1)
    metrics.request_refused("too many")
    metrics.slack_called("chat.update", "ok")
    metrics.alarm_ended("a", "rung", 0.1)
    await house.store.start()
    try:
        text = (await house.metrics()).decode()
    finally:
        await house.store.stop()
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


def asked_by(expression: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the metrics that an expression asks for, with the labels that it chooses by. Raise ValueError for what is no PromQL."""
    found: list[tuple[str, set[str]]] = []

    def look(part: Any) -> None:
        if isinstance(part, promql.MatrixSelector):
            part = part.vector_selector
        if isinstance(part, promql.VectorSelector):
            found.append((part.name or "", {one.name for one in part.matchers.matchers}))

    promql.walk(promql.parse(expression), look, lambda part: None)
    return iter(found)


def queries() -> Iterator[str]:
    for rule in RULES:
        yield rule["expr"]
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            yield target["expr"].replace("$__rate_interval", "1m")


async def test_every_query_is_promql_and_asks_for_what_the_bot_gives(shown: Mapping[str, set[str]]) -> None:
    asked = [(name, labels) for query in queries() for name, labels in asked_by(query)]
    given = {**shown, "up": set()}
    assert {name for name, _ in asked} - given.keys() == set()
    assert [(name, labels) for name, labels in asked if labels - given[name] - OF_PROMETHEUS] == []
    assert {name for name in shown if name.startswith("cortado_")} - {name for name, _ in asked} <= {
        name for name in shown if name.endswith(("_created", "_count", "_sum"))
    }
    assert shown.keys() >= PROCESS
    assert [name for name, labels in asked if name != "up" and "job" not in labels] == []


def test_there_are_three_alerts_and_each_leads_to_a_section_of_what_to_do() -> None:
    assert [rule["alert"] for rule in RULES] == ["CortadoUnwell", "CortadoBehind", "CortadoTurnsAway"]
    page = (ROOT / "docs/running.md").read_text(encoding="utf-8")
    anchors = {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", page, re.MULTILINE)}
    for rule in RULES:
        path, _, anchor = rule["annotations"]["runbook"].partition("#")
        assert (path, anchor in anchors) == ("docs/running.md", True)
        assert rule["annotations"].keys() == {"summary", "description", "runbook"}
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert re.fullmatch(r"\d+m", rule["for"])


def test_the_dashboard_is_one_that_grafana_takes() -> None:
    panels = DASHBOARD["panels"]
    assert DASHBOARD.keys() >= {"uid", "title", "schemaVersion", "templating", "time", "panels"}
    assert len({panel["id"] for panel in panels}) == len({panel["title"] for panel in panels}) == len(panels)
    for panel in panels:
        assert panel["type"] in {"stat", "timeseries"}
        assert panel["datasource"]["uid"] == "${datasource}"
        assert panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24
    assert [(a["title"], b["title"]) for a, b in combinations(panels, 2) if overlap(a["gridPos"], b["gridPos"])] == []
    assert [one["name"] for one in DASHBOARD["templating"]["list"]] == ["datasource", "job", "instance"]


def overlap(a: Mapping[str, int], b: Mapping[str, int]) -> bool:
    beside = a["x"] + a["w"] <= b["x"] or b["x"] + b["w"] <= a["x"]
    return not (beside or a["y"] + a["h"] <= b["y"] or b["y"] + b["h"] <= a["y"])


async def test_what_waits_and_is_overdue_is_counted_in_seconds_over_all_workspaces(
    store: RunningStore, clock: SetClock, real: SetClock
) -> None:
    tick = Tick(store, {BELL: AlarmHandler(lambda unit, alarm: None)}, clock=clock, real=real)

    def client_for(workspace: WorkspaceId) -> object:
        return {"T0ONE": object()}[workspace]

    def known(unit: Unit) -> None:
        teams.keep_workspace(unit, name="Acme", domain="acme", bot_user=BEN)

    def waits(unit: Unit) -> None:
        known(unit)
        delete_later(unit, "C0", "1.0")
        wake(unit, BELL, "x", unit.now)
        wake(unit, AlarmKind("nobody:knows", timedelta(days=1)), "x", unit.now - timedelta(days=1))

    nothing = await measure(store, real, tick, client_for)
    assert (nothing.oldest_message, nothing.oldest_alarm, nothing.served, nothing.unserved) == (0.0, 0.0, 0, 0)
    await store.write(waits, WorkspaceId("T0ONE"))
    await store.write(known, WorkspaceId("T0TWO"))
    clock.advance(timedelta(seconds=90))
    real.advance(timedelta(seconds=90))
    now = await measure(store, real, tick, client_for)
    assert (now.messages_waiting, now.oldest_message, now.oldest_alarm, now.served, now.unserved) == (1, 90.0, 90.0, 1, 1)
    await store.write(pause, WorkspaceId("T0ONE"), None, real.now())
    paused = await measure(store, real, tick, client_for)
    assert (paused.messages_waiting, paused.oldest_message, paused.oldest_alarm) == (0, 0.0, 0.0)
