"""The document about adding a ceremony says what the house asks for, in at most 200 lines."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.feature import Feature
from bot.house.checks import differences
from bot.house.features import FEATURES
from tests import test_house
from tests.adding_a_ceremony.assembled import DOCUMENT, PACKAGE, ROOT, blocks, manifest, roll_call, write

MOST = 200
OTHERS = ("lean_coffee", "refinement", "seu", "sprint")


@pytest.fixture
def feature() -> Feature:
    found: Feature = roll_call().FEATURE
    return found


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the bot with Roll call in its place, and with what the house is to say of it."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copytree(ROOT / "bot", folder / "bot", ignore=shutil.ignore_patterns("page"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    write(folder)
    house = folder / "bot" / "house" / "features.py"
    house.write_text(patched(house.read_text(encoding="utf-8"), blocks()["bot/house/features.py"]), encoding="utf-8")
    return folder


def patched(text: str, change: str) -> str:
    """Put the lines that a change adds in the place of those that it takes away above them."""
    for old, new in re.findall(r"^-(.*)\n((?:\+.*\n)+)", change, re.MULTILINE):
        assert text.count(f"{old}\n") == 1, old
        text = text.replace(f"{old}\n", re.sub(r"^\+", "", new, flags=re.MULTILINE))
    return text


def test_its_code_has_at_most_two_hundred_lines() -> None:
    lines = [line for text in blocks().values() for line in text.splitlines() if line.strip()]
    assert len(lines) <= MOST


def test_every_block_of_code_is_a_file() -> None:
    fences = re.findall(r"^```.*$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(blocks())


def test_no_step_needs_a_later_one() -> None:
    there: set[str] = set()
    for name, text in blocks().items():
        needed = re.findall(r"^from bot\.features\.roll_call import (.*)$", text, re.MULTILINE)
        named = {each.strip() for line in needed for each in line.split(",")}
        named |= set(re.findall(r"^from bot\.features\.roll_call\.(\w+) import", text, re.MULTILINE))
        assert named <= there | {"RECURRING"}, name
        there.add(Path(name).stem)


def test_no_line_of_it_touches_another_ceremony() -> None:
    text = "".join(text for name, text in blocks().items() if name.startswith(PACKAGE))
    assert [other for other in OTHERS if other in text] == []
    assert sorted(OTHERS) == sorted(each.name for each in FEATURES)


def test_the_house_takes_it_for_a_ceremony(feature: Feature) -> None:
    files = {Path(name).stem for name in blocks() if name.startswith(PACKAGE)}
    assert files <= test_house.ROOMS_OF_A_CEREMONY
    assert [claimed for claimed in test_house.ids_of(feature) if not claimed.startswith("roll_call:")] == []
    assert not {*feature.commands} & {command for other in FEATURES for command in other.commands}


def test_the_manifest_says_what_it_declares(feature: Feature) -> None:
    with_it = (*FEATURES, feature)
    assert differences(yaml.safe_load((ROOT / "app.yaml").read_text(encoding="utf-8")), with_it) == [
        "commands: /rollcall only in the code"
    ]
    assert differences(yaml.safe_load(manifest()), with_it) == []


def test_the_house_with_it_is_put_together(tree: Path) -> None:
    asks = "from bot.house.features import FEATURES, RECURRING; print(FEATURES[-1].name, RECURRING[-1].name)"
    done = subprocess.run([sys.executable, "-c", asks], cwd=tree, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["roll_call", "roll_call"], done.stderr


@pytest.mark.parametrize("asks", [["ruff", "check", "--no-cache"], ["ruff", "format", "--check", "--no-cache"]], ids=" ".join)
def test_it_is_written_as_the_linters_ask(tree: Path, asks: list[str]) -> None:
    command = [sys.executable, "-m", *asks, PACKAGE]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_stays_within_the_walls(tree: Path) -> None:
    walls = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(cache_dir=None))"
    done = subprocess.run([sys.executable, "-c", walls], cwd=tree, capture_output=True, text=True, check=False)
    assert (done.returncode, "0 broken" in done.stdout) == (0, True), done.stdout
