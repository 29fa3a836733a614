"""The unit for systemd: what it names is there, what it forbids is forbidden, and it waits for the bot to end."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bot.house.lifecycle import _DRAIN_SECONDS
from bot.secret_files import of_files
from bot.settings import Settings
from tests.install.image import ROOT

UNIT = ROOT / "deploy" / "cortado.service"
MOST_EXPOSED = 1.5


def lines() -> list[tuple[str, str]]:
    said = [line for line in UNIT.read_text(encoding="utf-8").splitlines() if "=" in line and line[0] != "#"]
    return [(name, value) for name, _, value in (line.partition("=") for line in said)]


def test_the_bot_is_nobody_writes_only_its_state_and_may_nothing_else() -> None:
    said = dict(lines())
    assert said["DynamicUser"] == "yes"
    assert said["ProtectSystem"] == "strict"
    assert f"/var/lib/{said['StateDirectory']}" == said["WorkingDirectory"]
    assert said["CapabilityBoundingSet"] == ""
    assert said["NoNewPrivileges"] == said["MemoryDenyWriteExecute"] == said["ProtectHome"] == "yes"
    assert said["RestrictAddressFamilies"] == "AF_INET AF_INET6 AF_UNIX"


def test_it_hands_over_the_credentials_that_the_bot_reads_and_no_secret_stands_in_it() -> None:
    handed = {value for name, value in lines() if name == "LoadCredential"}
    assert handed >= set(of_files(Settings)) - {"clock_control"}
    given = {part.split("=")[0].lower() for name, value in lines() if name == "Environment" for part in value.split()}
    assert given & set(Settings.model_fields) == set()  # else it would go before a credential


def test_it_waits_longer_than_the_bot_takes_to_end_and_gives_up_after_some_tries() -> None:
    said = dict(lines())
    assert int(said["TimeoutStopSec"]) > 3 * _DRAIN_SECONDS
    assert said["Restart"] == "on-failure"
    assert int(said["StartLimitBurst"]) * int(said["RestartSec"]) < int(said["StartLimitIntervalSec"])
    assert said["Type"] == "exec"  # the bot tells systemd nothing


def test_it_starts_what_a_checkout_has() -> None:
    start = dict(lines())["ExecStart"]
    assert start == "/opt/cortado/.venv/bin/python -m bot run"
    assert "PYTHONPATH=/opt/cortado" in dict(lines())["Environment"]
    assert f"HOME={dict(lines())['WorkingDirectory']}" in dict(lines())["Environment"]  # its user has none of its own


def test_a_command_beside_the_service_has_its_settings_secrets_and_folder(tmp_path: Path) -> None:
    state, credentials, checkout = (tmp_path / name for name in ("state", "credstore", "checkout"))
    for folder in (state, credentials, checkout / "deploy", checkout / ".venv" / "bin"):
        folder.mkdir(parents=True)
    settings = tmp_path / "settings"
    settings.write_text(
        '# what is no secret\n\n; nor this\nUNINSTALLED_DAYS=0\nPUBLIC_URL="https://cortado.example.com"\n'
        "SEU_PROGRAMMES=/etc/our programmes\nLOG_LEVEL='DEBUG'\nHOST=$(touch made)\nPORT=4000",
        encoding="utf-8",
    )
    said = (ROOT / "deploy" / "command.sh").read_text(encoding="utf-8")
    for place, here in (("/var/lib/cortado", state), ("/etc/cortado/settings", settings), ("/etc/credstore", credentials)):
        assert place in said
        said = said.replace(place, str(here))
    script = checkout / "deploy" / "command.sh"
    script.write_text(said, encoding="utf-8")
    python = checkout / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\npwd; umask; env; echo "$@"\n', encoding="utf-8")
    python.chmod(0o700)
    told = subprocess.run(
        ["sh", script, "purge", "--dry-run"], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True
    )
    lines = told.stdout.splitlines()
    assert (lines[0], lines[1][-2:], lines[-1]) == (str(state), "77", "-m bot purge --dry-run"), told
    assert {
        "UNINSTALLED_DAYS=0",
        "PUBLIC_URL=https://cortado.example.com",
        "SEU_PROGRAMMES=/etc/our programmes",
        "LOG_LEVEL=DEBUG",
        "HOST=$(touch made)",
        "PORT=4000",
        f"CREDENTIALS_DIRECTORY={credentials}",
        f"PYTHONPATH={checkout}",
        "PYTHONSAFEPATH=1",
    } <= set(lines)
    assert list(state.iterdir()) == []
    state.rmdir()
    assert "start it, and be root" in subprocess.run(["sh", script, "check"], capture_output=True, text=True, check=False).stderr


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"SYSTEMD_COLORS": "0", "LC_ALL": "C.UTF-8"}
    return subprocess.run(["systemd-analyze", *words], env=env, capture_output=True, text=True, timeout=60, check=False)


def version() -> int:
    """Which systemd is here; 0 where there is none."""
    found = re.match(r"systemd (\d+)", analyze("--version").stdout) if shutil.which("systemd-analyze") else None
    return int(found[1]) if found else 0


if version() >= 252:  # elsewhere there is nothing that could read the unit

    def test_systemd_understands_every_line_and_finds_it_hardly_exposed(tmp_path: Path) -> None:
        unit = tmp_path / UNIT.name
        here = UNIT.read_text(encoding="utf-8").replace("/opt/cortado/.venv/bin/python", sys.executable)
        unit.write_text(here, encoding="utf-8")
        verified = analyze("verify", "--man=no", str(unit))
        assert (verified.returncode, verified.stderr) == (0, "")
        exposed = re.search(
            r"Overall exposure level for cortado.service: ([\d.]+)", analyze("security", "--offline=true", str(unit)).stdout
        )
        assert exposed is not None
        assert float(exposed[1]) <= MOST_EXPOSED
