"""The workflow that publishes the image: what it may, and that it runs what was looked at."""

import re
from typing import Any

import yaml

from bot.core.version import VERSION
from tests.install.image import ROOT

PATH = ROOT / ".github" / "workflows" / "image.yml"


def read() -> dict[Any, Any]:
    workflow: dict[Any, Any] = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return workflow


def test_every_action_is_pinned_to_a_commit_and_says_which_version_that_is() -> None:
    used = re.findall(r"uses: (.*)", PATH.read_text(encoding="utf-8"))
    assert len(used) == 7
    assert [line for line in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


def test_only_what_publishes_may_write_and_only_for_a_tag() -> None:
    assert read()["permissions"] == {"contents": "read"}
    assert "permissions" not in read()["jobs"]["try"]
    publish = read()["jobs"]["publish"]
    assert publish["permissions"] == {"contents": "read", "packages": "write", "id-token": "write", "attestations": "write"}
    assert publish["if"] == "startsWith(github.ref, 'refs/tags/v')"
    assert publish["needs"] == "try"


def test_no_step_puts_what_others_wrote_into_a_shell() -> None:
    runs = [step["run"] for job in read()["jobs"].values() for step in job["steps"] if "run" in step]
    assert len(runs) == 5
    assert [run for run in runs if "${{" in run] == []


def test_the_version_is_read_from_where_it_stands() -> None:
    [line] = [
        line for line in (ROOT / "bot/core/version.py").read_text(encoding="utf-8").splitlines() if line.startswith("VERSION")
    ]
    assert line == f'VERSION = "{VERSION}"'


def test_what_is_published_has_its_origin_and_its_contents_with_it() -> None:
    [built] = [step for step in read()["jobs"]["publish"]["steps"] if step.get("id") == "push"]
    assert built["with"]["provenance"] == "mode=max"
    assert built["with"]["sbom"] is True
    assert built["with"]["platforms"] == "linux/amd64,linux/arm64"
