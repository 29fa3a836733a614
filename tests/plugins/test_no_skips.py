"""The switch that makes skips failures, seen from a run of pytest of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.no_skips import skips_are_failures

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest

def test_runs():
    assert True

@pytest.mark.skip(reason="no browser here")
def test_is_marked():
    raise AssertionError

def test_skips_itself():
    pytest.skip("no database here")

@pytest.mark.xfail(reason="known", strict=True)
def test_is_known_to_fail():
    raise AssertionError
"""


def run(folder: Path, source: str, **environment: str) -> str:
    (folder / "test_sample.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.plugins.no_skips", "-p", "no:cacheprovider", str(folder)]
    env = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **environment}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False).stdout


def test_on_ci_skipped_tests_fail_with_their_reason(tmp_path: Path) -> None:
    output = run(tmp_path, TESTS, CI="true")
    assert "1 failed, 1 passed, 1 xfailed, 1 error" in output
    assert "no browser here" in output
    assert "no database here" in output


def test_elsewhere_skipped_tests_stay_skipped(tmp_path: Path) -> None:
    assert "1 passed, 2 skipped, 1 xfailed" in run(tmp_path, TESTS)


def test_on_ci_a_module_that_skips_itself_fails(tmp_path: Path) -> None:
    source = 'import pytest\n\npytest.importorskip("no_such_library")\n'
    assert "1 error" in run(tmp_path, source, CI="true")
    assert "1 skipped" in run(tmp_path, source)


def test_the_switch_is_part_of_every_run(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.has_plugin("tests.plugins.no_skips")
    assert pytestconfig.pluginmanager.has_plugin("tests.plugins.repeatable")


@pytest.mark.parametrize(
    ("environment", "strict"),
    [
        ({}, False),
        ({"CI": "true"}, True),
        ({"CI": "false"}, False),
        ({"CORTADO_NO_SKIPS": "1"}, True),
        ({"CI": "true", "CORTADO_NO_SKIPS": "0"}, False),
    ],
)
def test_the_environment_decides_whether_skips_fail(environment: dict[str, str], strict: bool) -> None:
    assert skips_are_failures(environment) is strict
