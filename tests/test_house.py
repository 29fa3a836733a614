"""The structure of the house: what no linter and no import contract can see."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.feature import Feature
from bot.house.features import FEATURES, ROOMS, ROOMS_AND_FEATURES

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"
FOLDERS = sorted(folder.name for folder in (BOT / "features").iterdir() if (folder / "__init__.py").exists())
OFFERING = [*(f"bot.{room.name}" for room in ROOMS), *(f"bot.features.{name}" for name in FOLDERS)]
"""The packages that offer a Feature: rooms that belong to no ceremony, and the ceremonies."""
ROOMS_OF_A_CEREMONY = {
    "__init__",
    "kinds",
    "rules",
    "tables",
    "store",
    "actions",
    "views",
    "screens",
    "listeners",
    "alarms",
    "programmes",
}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "service", "services", "data", "misc"}
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def sources() -> list[Path]:
    return sorted(BOT.rglob("*.py"))


def ids_of(feature: Feature) -> list[str]:
    """Give every id that the feature claims among all features, commands apart."""
    screens, alarms = [kind.name for kind in feature.screens], [kind.name for kind in feature.alarms]
    return [*feature.clicks, *feature.forms, *feature.shortcuts, *screens, *alarms]


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([^ ]+)", text, re.MULTILINE)}


def test_the_tuple_of_features_lists_the_folders() -> None:
    assert sorted(feature.name for feature in FEATURES) == FOLDERS


def test_the_tuple_of_rooms_lists_those_that_offer_a_feature() -> None:
    offering = [
        path.parent.name for path in BOT.glob("*/__init__.py") if "FEATURE = Feature(" in path.read_text(encoding="utf-8")
    ]
    assert [room.name for room in ROOMS] == sorted(offering)


@pytest.mark.parametrize("package", OFFERING)
def test_a_folder_of_a_ceremony_offers_its_feature_and_nothing_else(package: str) -> None:
    assert importlib.import_module(package).FEATURE in ROOMS_AND_FEATURES
    text = file_of(package).read_text(encoding="utf-8")
    assert not re.search(r"^(async )?def |^class ", text, re.MULTILINE)


@pytest.mark.parametrize("package", OFFERING)
def test_a_ceremony_has_the_rooms_that_every_ceremony_has(package: str) -> None:
    found = {path.stem for path in file_of(package).parent.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert found <= ROOMS_OF_A_CEREMONY


def test_a_name_is_imported_from_the_module_that_has_it() -> None:
    """A module that only says a name again is one more place to change, and a detour for whoever reads."""
    files = [*sources(), *sorted((ROOT / "tests").rglob("*.py"))]
    passed_on = [
        f"{path.relative_to(ROOT)}: {name} of {module}"
        for path in files
        for module, name in names_imported(path)
        if name in names_passed_on(module) and not file_of(f"{module}.{name}").exists()
    ]
    assert passed_on == []


_IMPORT = re.compile(r"^[ \t]*from ([\w.]+) import (\([^)]*\)|[^\n]*)", re.MULTILINE)
"""Parsing seven hundred files to find these takes thirty times as long."""


@cache
def names_passed_on(module: str) -> frozenset[str]:
    """Name what a module of the bot imports by name, and so could say again."""
    return frozenset(said for _, _, said in imports(file_of(module)))


def names_imported(path: Path) -> list[tuple[str, str]]:
    """Give every name that a file imports from a module of the bot."""
    return [(module, name) for module, name, _ in imports(path) if module.split(".")[0] == "bot"]


def imports(path: Path) -> Iterator[tuple[str, str, str]]:
    """Give what a file imports by name: the module, the name there, the name here."""
    for module, names in _IMPORT.findall(path.read_text(encoding="utf-8")):
        for each in re.sub(r"#.*", "", names).strip("() \n").split(","):
            if words := each.split():
                yield module, words[0], words[-1]


def file_of(module: str) -> Path:
    base = ROOT.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


@pytest.mark.parametrize("feature", ROOMS_AND_FEATURES, ids=lambda feature: feature.name)
def test_the_ids_of_a_feature_begin_with_its_name(feature: Feature) -> None:
    assert [claimed for claimed in ids_of(feature) if not claimed.startswith(f"{feature.name}:")] == []


def test_a_command_belongs_to_one_feature() -> None:
    claimed = Counter(command for feature in ROOMS_AND_FEATURES for command in feature.commands)
    assert [command for command, times in claimed.items() if times > 1] == []


def test_no_listener_and_no_view_takes_a_transaction() -> None:
    """What takes a Unit is an action: there it is looked for, and there the walls are checked."""
    rooms = {"listeners", "screens", "views"}
    asked = [path for path in sources() if rooms & {part.removesuffix(".py") for part in path.relative_to(BOT).parts}]
    taking = [path for path in asked if re.search(r":\s*Unit\b", path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in taking] == []


def test_the_rehearsal_room_may_import_no_room_at_all() -> None:
    """A forbidden contract names rooms one by one: a new one would stand open."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    (forbidden,) = (each["forbidden_modules"] for each in contracts if each.get("source_modules") == ["bot.rehearsal"])
    rooms = {path.parent if path.stem == "__init__" else path for path in (*BOT.glob("*.py"), *BOT.glob("*/__init__.py"))}
    assert sorted(forbidden) == sorted(f"bot.{path.stem}" for path in rooms - {BOT, BOT / "rehearsal"})


def test_no_module_is_named_like_a_drawer() -> None:
    assert [
        str(path.relative_to(ROOT)) for path in BOT.rglob("*") if path.stem in DRAWERS and "__pycache__" not in path.parts
    ] == []


def test_a_module_says_in_one_short_sentence_what_it_is() -> None:
    sentences = [
        (path, (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]) for path in sources()
    ]
    assert [f"{path.relative_to(ROOT)}: {said}" for path, said in sentences if len(said) > 100] == []


def test_an_adr_has_a_number_of_its_own_and_its_title_and_links_say_the_same() -> None:
    assert [number for number, adrs in Counter(path.name[:4] for path in ADRS).items() if adrs > 1] == []
    assert [path.name for path in ADRS if f"# {int(path.name[:4])}. " not in path.read_text(encoding="utf-8")[:6]] == []
    told = "\n".join(path.read_text(encoding="utf-8") for path in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
    links = re.findall(r"\[ADR (\d+)\]\((?:[\w./]*/)?(\d{4}-[^)]+)\)", told)
    assert links
    assert [link for link in links if int(link[0]) != int(link[1][:4]) or not (ROOT / "docs/adr" / link[1]).exists()] == []


def test_an_adr_says_when_it_was_accepted_why_and_what_else_was_weighed() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in ADRS}
    assert [name for name, text in texts.items() if not re.search(r"^\*Accepted, 20\d\d-\d\d-\d\d", text, re.MULTILINE)] == []
    assert [name for name, text in texts.items() if "lternative" not in text] == []


def test_an_ignored_finding_has_its_reason_beside_it() -> None:
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type:\s*ignore(\[[\w, -]*\])?)[\s\W]*$")
    lines = (
        (path, number, line) for path in sources() for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    )
    assert [f"{path.relative_to(ROOT)}:{number}" for path, number, line in lines if bare.search(line)] == []


def test_importing_every_room_starts_nothing() -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sources() if path.name != "__main__.py"]
    program = f"""
import gc, importlib, threading
for module in {[module.removesuffix(".__init__") for module in modules]!r}:
    importlib.import_module(module)
from pydantic_settings import BaseSettings
from sqlalchemy import Engine
started = [thing for thing in gc.get_objects() if isinstance(thing, (Engine, BaseSettings))]
print(started, [thread.name for thread in threading.enumerate()])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[] ['MainThread']", done.stderr


@pytest.mark.parametrize(
    ("lock", "declared"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_a_lock_file_pins_what_the_project_declares(lock: str, declared: list[str]) -> None:
    pinned = pins(lock)
    wanted = [Requirement(line) for line in declared]
    assert [str(want) for want in wanted if pinned.get(canonicalize_name(want.name), "none") not in want.specifier] == []


def test_the_project_promises_no_package_of_itself() -> None:
    """A wheel would hold neither the migrations nor app.yaml, and end in a traceback."""
    assert "build-system" not in PROJECT
    assert not {"setuptools", "hatch", "flit", "pdm", "poetry"} & set(PROJECT["tool"])


def test_what_runs_in_production_is_what_was_tested() -> None:
    tested = pins("requirements-dev.lock")
    assert {name: tested.get(name) for name in pins("requirements.lock")} == pins("requirements.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_no_pool_is_installed_beside_the_connections_that_the_store_keeps(lock: str) -> None:
    assert "psycopg-pool" not in pins(lock)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)
    entries = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert [entry for entry in entries if not re.fullmatch(r"[\w.-]+==\S+( ; .*)? \\", entry)] == []
    assert len(re.findall(r" \\\n    --hash=sha256:[0-9a-f]{64}", text)) >= len(entries)
