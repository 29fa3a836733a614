"""One version, wherever somebody looks for it."""

import re
import tomllib
from pathlib import Path

from click.testing import CliRunner
from httpx import ASGITransport, AsyncClient

from bot.__main__ import app
from bot.core.version import VERSION
from bot.house.web import build_web

ROOT = Path(__file__).parents[1]


def test_the_project_the_changelog_and_the_bot_name_the_same_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    releases = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert (project["version"], releases[0]) == (VERSION, VERSION)


async def test_healthz_names_the_version_and_is_no_less_red_for_it() -> None:
    async def ready() -> dict[str, bool]:
        return {}

    web = build_web(None, health=lambda: {"database": False}, readiness=ready, metrics=None)
    async with AsyncClient(transport=ASGITransport(app=web), base_url="http://cortado") as http:
        answer = await http.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"ok": False, "database": False, "version": VERSION})


def test_the_command_line_names_the_version() -> None:
    said = CliRunner().invoke(app, ["--version"])
    assert (said.exit_code, said.output) == (0, f"Cortado {VERSION}\n")
