"""Roll call, taken from the document that builds it, as a package of the bot."""

import importlib
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from typing import Any

from bot.house.build import build
from bot.house.features import RECURRING, ROOMS_AND_FEATURES
from bot.house.lifecycle import House
from bot.house.options import Options
from tests.faults.bot import begin as run

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "adding-a-ceremony.md"
NAME = "bot.features.roll_call"
PACKAGE = "bot/features/roll_call/"
_BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def blocks() -> Mapping[str, str]:
    """Return what the document says of each file, in its order."""
    return dict(_BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")))


class FromTheDocument(MetaPathFinder, InspectLoader):
    """Finds the package in the document, after everything that stands in a folder."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, is_package=fullname == NAME) if _file(fullname) in blocks() else None

    def get_source(self, fullname: str) -> str:
        return blocks()[_file(fullname)]


def _file(module: str) -> str:
    return f"{PACKAGE}{module.removeprefix(NAME).lstrip('.') or '__init__'}.py" if module.startswith(NAME) else ""


def roll_call(module: str = "") -> Any:
    """Import Roll call, or one of its modules."""
    if not any(isinstance(finder, FromTheDocument) for finder in sys.meta_path):
        sys.meta_path.append(FromTheDocument())
    return importlib.import_module(f"{NAME}.{module}".rstrip("."))


def write(tree: Path) -> None:
    """Write the files of the package below a folder."""
    for name, text in blocks().items():
        if name.startswith(PACKAGE):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text, encoding="utf-8")


def manifest() -> str:
    """Return the text of app.yaml with the command of Roll call among the others."""
    head = "  slash_commands:\n"
    text = (ROOT / "app.yaml").read_text(encoding="utf-8")
    assert text.count(head) == 1
    return text.replace(head, head + blocks()["app.yaml"])


def house(options: Options) -> House:
    """Build the house with Roll call in it."""
    features, recurring = (*ROOMS_AND_FEATURES, roll_call().FEATURE), (*RECURRING, roll_call("actions").RECURRING)
    return build(options, features=features, recurring=recurring)


def begin(given: Mapping[str, str], log: str) -> None:
    """Be a process of the bot that has Roll call too, until it is killed."""
    run(given, log, house)
