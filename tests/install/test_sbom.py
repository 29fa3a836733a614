"""The bill of materials names every package of the lock file with its hashes, and is sound by CycloneDX's own schema."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from pip_audit._cli import audit
from pip_audit._service import Dependency, ResolvedDependency, SkippedDependency, VulnerabilityResult
from pip_audit._service.pypi import PyPIService

from tests.plugins.repeatable import ON_CI

ROOT = Path(__file__).parents[2]


def test_the_bill_of_materials_is_sound_and_whole(tmp_path: Path) -> None:
    written = tmp_path / "sbom.json"
    lock = ROOT / "requirements.lock"
    asked = ["requirements", "--pyproject", str(ROOT / "pyproject.toml"), "--spec-version", "1.6", "--of", "JSON"]
    command = [sys.executable, "-m", "cyclonedx_py", *asked, "-o", str(written), str(lock)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    text = written.read_text(encoding="utf-8")
    if ON_CI:  # the schema's own reader takes seconds
        assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    told = {(one["name"].lower(), one["version"]) for one in json.loads(text)["components"]}
    locked = set(re.findall(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\\s]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
    assert {(re.sub(r"[-_.]+", "-", name), version) for name, version in told} == {
        (re.sub(r"[-_.]+", "-", name.lower()), version) for name, version in locked
    }


def test_the_audit_runs_each_week_with_pinned_actions_and_the_right_to_read_alone() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/audit.yml").read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow[True]["schedule"]
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one) for one in used), used


@pytest.mark.parametrize("is_known", [True, False])
def test_an_audit_that_cannot_ask_about_a_package_fails(is_known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a proxy that knows no advisories would have everything pass."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    make = ["make", "-n", "audit"]
    typed = subprocess.run(make, cwd=ROOT, env=outside, check=True, capture_output=True, text=True, timeout=60).stdout
    asked: list[str] = []

    def query(self: PyPIService, spec: Dependency) -> tuple[Dependency, list[VulnerabilityResult]]:
        assert isinstance(spec, ResolvedDependency)
        asked.append(spec.name)
        return (spec if is_known else SkippedDependency(spec.name, "not found")), []

    monkeypatch.setattr(PyPIService, "query", query)
    monkeypatch.setattr(sys, "argv", shlex.split(typed.strip().splitlines()[-1].partition("-m ")[2]))
    monkeypatch.chdir(ROOT)
    if is_known:
        audit()
        assert "slack-bolt" in asked
    else:
        with pytest.raises(SystemExit) as ended:
            audit()
        assert ended.value.code == 1
