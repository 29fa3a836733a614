"""Mutants of a module: mutmut's operators, over the bodies of all functions, decorated ones too."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

from tests.mutation.areas import ROOT

TOOL = ROOT / "build" / "mutation-tool"
"""Where `make mutate` installs mutmut and libcst, apart from what the bot's own tests run with."""
sys.path.append(str(TOOL))

import libcst as cst  # noqa: E402
from libcst.metadata import MetadataWrapper, PositionProvider  # noqa: E402
from mutmut.mutation.file_mutation import MutationVisitor  # noqa: E402
from mutmut.mutation.mutators import mutation_operators  # noqa: E402
from mutmut.mutation.pragma_handling import IgnoredCode  # noqa: E402

_UNREACHED = {"assert_never", "cast"}
"""Calls that the type checker reads and nothing else."""


@dataclass(frozen=True)
class Mutant:
    """A module with one change in the body of one function."""

    path: str
    function: str
    lines: range
    source: str
    was: str
    now: str

    @property
    def name(self) -> str:
        """Return how it is called in a report."""
        return f"{self.path}:{self.lines.start} {self.function}"


class Places:
    """Where a module can be changed; a mutant is made when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path.relative_to(ROOT).as_posix()
        self._source = path.read_text(encoding="utf-8")
        wrapper = MetadataWrapper(cst.parse_module(self._source))
        visitor = _Bodies(mutation_operators, IgnoredCode(set(), set(), set()))
        self._module = wrapper.visit(visitor)
        self._positions = wrapper.resolve(PositionProvider)
        self._found = [one for one in visitor.mutations if isinstance(one.contained_by_top_level_function, cst.FunctionDef)]

    def __len__(self) -> int:
        return len(self._found)

    def __getitem__(self, at: int) -> Mutant:
        found = self._found[at]
        source: str = self._module.deep_replace(found.original_node, found.mutated_node).code
        position = self._positions[found.original_node]
        was, now = _changed_lines(self._source, source)
        lines = range(position.start.line, position.end.line + 1)
        return Mutant(self.path, found.contained_by_top_level_function.name.value, lines, source, was, now)

    def __iter__(self) -> Iterator[Mutant]:
        return (self[at] for at in range(len(self)))


class _Bodies(MutationVisitor):  # type: ignore[misc]
    """mutmut leaves decorated functions out, for its own way of switching them; a change of code reaches them as well."""

    def _skip_node_and_children(self, node: Any) -> bool:
        if isinstance(node, cst.Param):
            return True  # a default is read when the module is
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _UNREACHED:
            return True
        if isinstance(node, cst.FunctionDef) and node.decorators:
            return False
        return bool(super()._skip_node_and_children(node))


def _changed_lines(source: str, mutated: str) -> tuple[str, str]:
    changes = list(unified_diff(source.splitlines(), mutated.splitlines(), n=0, lineterm=""))[3:]
    was = " ".join(line[1:].strip() for line in changes if line.startswith("-"))
    return was, " ".join(line[1:].strip() for line in changes if line.startswith("+"))
