"""Roll call, taken from the document that builds it, as a package of the bot."""

import importlib
import re
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import bot.features
from bot.house import House, Options, build
from bot.house.features import FEATURES, RECURRING
from tests.faults.bot import begin as run

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "adding-a-ceremony.md"
PACKAGE = "bot/features/roll_call/"
_BLOCK = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, str]:
    """Return what the document says of each file, in its order."""
    return dict(_BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")))


def write(tree: Path) -> Path:
    """Write the files of the package below a folder, and return its own."""
    for name, text in blocks().items():
        if name.startswith(PACKAGE):
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text, encoding="utf-8")
    return tree / PACKAGE


def find(tree: Path) -> ModuleType:
    """Import the package that `write` has written below a folder, as `bot.features.roll_call`."""
    beside = str(tree / "bot" / "features")
    if beside not in bot.features.__path__:
        bot.features.__path__.append(beside)
    return importlib.import_module("bot.features.roll_call")


def house(options: Options) -> House:
    """Build the house with Roll call in it; the package has been imported."""
    roll_call, actions = (importlib.import_module(f"bot.features.roll_call{part}") for part in ("", ".actions"))
    return build(options, features=(*FEATURES, roll_call.FEATURE), recurring=(*RECURRING, actions.RECURRING))


def manifest() -> str:
    """Return the text of app.yaml with the command of Roll call among the others."""
    head = "  slash_commands:\n"
    text = (ROOT / "app.yaml").read_text(encoding="utf-8")
    assert text.count(head) == 1
    return text.replace(head, head + blocks()["app.yaml"])


def begin(tree: Path, given: Mapping[str, str], log: str) -> None:
    """Be a process of the bot that has Roll call too, until it is killed."""
    find(tree)
    run(given, log, house)
