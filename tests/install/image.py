"""Reads a Dockerfile and a .dockerignore as their builder does: what goes in, what is run, with which settings."""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass
class Stage:
    """One stage: its base, and its instructions in their order."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def all(self, word: str) -> list[str]:
        """Return what every instruction of this kind says."""
        return [said for kind, said in self.steps if kind == word]

    def one(self, word: str) -> str:
        """Return what the only instruction of this kind says."""
        [said] = self.all(word)
        return said

    def command(self, word: str) -> list[str]:
        """Return the words of a command in its exec form; a shell's line is a fault."""
        words: list[str] = json.loads(re.sub(r"^.*?CMD (?=\[)", "", self.one(word)))
        return words

    def pairs(self, word: str) -> dict[str, str]:
        """Return NAME=value of every instruction of this kind."""
        found = [part.split("=", 1) for said in self.all(word) for part in shlex.split(said)]
        return {part[0]: part[1] for part in found}


def stages(path: Path = ROOT / "Dockerfile") -> list[Stage]:
    """Read a Dockerfile."""
    text = "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    found: list[Stage] = []
    for line in text.replace("\\\n", " ").splitlines():
        word, _, said = line.strip().partition(" ")
        if word == "FROM":
            found.append(Stage(said))
        elif word and found:
            found[-1].steps.append((word, said.strip()))
    return found


def sent(root: Path = ROOT) -> Iterator[str]:
    """Name the files that .dockerignore lets through, from the root of the checkout."""
    rules = [line for line in (root / ".dockerignore").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    open_tops = {rule[1:] for rule in rules if rule[0] == "!"}
    for top in sorted(path for path in root.iterdir() if path.name in open_tops):
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and not _is_left_out(name, rules):
                yield name


def _is_left_out(name: str, rules: list[str]) -> bool:
    """The last rule that says something about a path or a folder that it is in decides."""
    parts = name.split("/")
    out = False
    for rule in rules:
        pattern = rule.removeprefix("!")
        if any(_matches(parts[:length], pattern) for length in range(1, len(parts) + 1)):
            out = rule[0] != "!"
    return out


def _matches(parts: list[str], pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatchcase(parts[-1], pattern[3:])
    wanted = pattern.split("/")
    return len(wanted) == len(parts) and all(fnmatchcase(*pair) for pair in zip(parts, wanted, strict=True))


def compose(path: Path = ROOT / "compose.yaml") -> dict[str, Any]:
    """Read the services of compose.yaml."""
    import yaml

    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read
