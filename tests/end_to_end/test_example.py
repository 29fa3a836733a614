"""The example of docs/rehearsal.md, run as it stands there."""

import ast
import json
import re
from types import SimpleNamespace
from typing import Any

from tests.end_to_end.demo import ROOT, RunningDemo
from tests.end_to_end.strip import GUILD
from tests.fakes.room_client import RoomClient, conversation

DOCUMENT = ROOT / "docs" / "rehearsal.md"


def example() -> str:
    """Take the one example of the section about tests."""
    _, _, section = DOCUMENT.read_text(encoding="utf-8").partition("\n## In a test\n")
    (found,) = re.findall(r"```python\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    return str(found)


async def run(source: str, **names: object) -> None:
    """Run source that awaits outside of functions."""
    await eval(compile(source, str(DOCUMENT), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), names)


def says(view: dict[str, Any], text: str) -> bool:
    """Tell whether a message that everybody in the channel sees holds a text."""
    shown = [each for each in conversation(view, GUILD)["messages"] if not each["ephemeral"]]
    return text in json.dumps(shown, ensure_ascii=False)


async def test_the_example_for_tests_gives_a_dot_that_counts(demo: RunningDemo) -> None:
    await run(example(), room=SimpleNamespace(base_url=demo.url))
    async with RoomClient(demo.url) as people:
        await people.wait_for("U0ANA", lambda view: says(view, "Voted (1 of 2 here): Ben"))
