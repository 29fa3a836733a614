import json
import subprocess
import sys
from pathlib import Path

from bot.features.lean_coffee.rules import thumbs
from tests.mutation.areas import AREAS, ROOT
from tests.mutation.rates import Stratum, rate
from tests.mutation.reasons import Reason, reasons

MODULE = """
from functools import cache

class Box:
    @property
    def minutes(self):
        return 5

@cache
def doubled(number):
    return number * 2

def loosely(number):
    return number > 3

def nobody_asks():
    return 1
"""
TESTS = """
from boxes import Box, doubled, loosely

def test_it_is_five_minutes(): assert Box().minutes == 5
def test_something_is_doubled(): assert doubled(2)
def test_two_is_doubled(): assert doubled(2) == 4
def test_nine_is_more_and_one_is_not(): assert loosely(9) and not loosely(1)
def test_it_fails_anyway(): assert not loosely(9)
"""
PLANTED = {"return 5": "return 6", "* 2": "* 3", "> 3": ">= 3", "return 1": "return 2"}
JUDGE = """
import json, pathlib, sys, types
import pytest
from tests.mutation.session import Session

folder = pathlib.Path(sys.argv[1])
path, told = folder / "boxes.py", {}
source = path.read_text()

def judge(session):
    for was, now in json.loads(sys.argv[2]).items():
        line = source[: source.index(was)].count("\\n") + 1
        mutant = types.SimpleNamespace(path=str(path), source=source.replace(was, now), lines=range(line, line + 1))
        told[was] = session.verdict(mutant).outcome
    told["broken"] = session.broken

options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(folder), "-o", f"pythonpath={folder}"]
pytest.main([*options, str(folder)], plugins=[Session([path], judge)])
print(json.dumps(told))
"""


def test_a_planted_mutant_that_no_test_notices_is_told_as_alive(tmp_path: Path) -> None:
    (tmp_path / "boxes.py").write_text(MODULE)
    (tmp_path / "test_boxes.py").write_text(TESTS)
    done = subprocess.run(
        [sys.executable, "-c", JUDGE, str(tmp_path), json.dumps(PLANTED)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "return 5": "killed",
        "* 2": "killed",
        "> 3": "survived",
        "return 1": "unreached",
        "broken": ["test_boxes.py::test_it_fails_anyway"],
    }


def test_every_area_has_modules_and_tests() -> None:
    assert all(area.files() and all(list(ROOT.glob(one)) for one in area.tests) for area in AREAS.values())
    assert Path(thumbs.__file__) in AREAS["lean-coffee-rules"].files()


def test_a_rate_weighs_each_module_by_its_mutants() -> None:
    share, half = rate([Stratum(900, 10, 10), Stratum(100, 10, 5)])
    assert share == 0.95
    assert 0 < half < 0.2
    assert rate([Stratum(10, 10, 9)]) == (0.9, 0.0)


def test_every_reason_says_why_and_of_what() -> None:
    assert all(one.why and (one.path or one.was or one.now) for one in reasons())
    assert all(not one.path or list(ROOT.glob(f"bot/**/{Path(one.path).name}")) for one in reasons())


def test_a_reason_is_about_its_own_line_alone() -> None:
    one = Reason(why="they are as long", path="rules/boxes.py", was="strict=True", now="strict=False")
    assert one.is_about("bot/rules/boxes.py", "any", "zip(a, b, strict=True)", "zip(a, b, strict=False)")
    assert not one.is_about("bot/rules/boxes.py", "any", "zip(a, b, strict=True)", "zip(a, None, strict=True)")
