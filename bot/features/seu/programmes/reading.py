"""Reads the programmes that come with the bot, and an admin's own, which add to or replace them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bot.features.seu.programmes.converting import programme_of
from bot.features.seu.programmes.schema import ProgrammeModel
from bot.features.seu.programmes.sentences import sentence, sentences_of
from bot.features.seu.programmes.soundness import faults_of
from bot.features.seu.rules.programmes import Programme, Programmes

BUILT_IN = Path(__file__).parent
ENDINGS = (".yaml", ".yml")
_DEEPEST = 30
LARGEST = 200_000
"""Bytes of a file; the largest that comes with the bot has a tenth of them."""


class BadProgrammes(Exception):
    """Files that say nothing the bot could go by; each line names a file, a place in it, what is wrong and what is allowed."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        super().__init__("\n".join(self.lines))


def load(folder: Path | None = None) -> Programmes:
    """Read every programme; one of the folder takes the place of a built-in one of its key. Raise BadProgrammes, with all that is wrong."""
    found, lines = _read_folder(BUILT_IN)
    if folder is not None:
        own, more = _read_folder(folder)
        found, lines = found | own, lines + more
    if lines:
        raise BadProgrammes(lines)
    return Programmes(found)


@lru_cache(maxsize=256)
def read_programme(document: str, where: str) -> Programme:
    """Read the text of one file, which was named `where`. Raise BadProgrammes."""
    written = _parsed(document, where)
    try:
        model = ProgrammeModel.model_validate(written)
    except ValidationError as fault:
        raise BadProgrammes(sentences_of(where, fault)) from None
    faults = faults_of(model, written)
    if faults:
        raise BadProgrammes(sentence(where, path, said) for path, said in faults)
    return programme_of(model, document)


def _read_folder(folder: Path) -> tuple[dict[str, Programme], list[str]]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in ENDINGS)
    except OSError as fault:
        return {}, [f"{folder}: cannot be read ({fault.strerror})."]
    found: dict[str, Programme] = {}
    names: dict[str, str] = {}
    lines: list[str] = []
    for path in paths:
        try:
            programme = read_programme(_text(path), path.name)
        except BadProgrammes as bad:
            lines += bad.lines
            continue
        other = names.setdefault(programme.key, path.name)
        if other != path.name:
            lines.append(f"{path.name}: key: “{programme.key}” is the key of {other} too; choose another.")
        found[programme.key] = programme
    return found, lines


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise BadProgrammes([f"{path.name}: cannot be read ({fault.strerror})."]) from None
    if len(content) > LARGEST:
        raise BadProgrammes([f"{path.name}: is too large; the most are {LARGEST:,} bytes."])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadProgrammes([f"{path.name}: is not written in UTF-8."]) from None


def _parsed(document: str, where: str) -> dict[str, Any]:
    try:
        _refuse_depth(document, where)
        written = yaml.load(document, _NoKeyTwice)  # noqa: S506 - a safe loader, which refuses more
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise BadProgrammes([f"{where}: line {line}: is no YAML: {fault.problem}."]) from None
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise BadProgrammes([f"{where}: is no YAML: {str(fault).splitlines()[0]}."]) from None
    if not isinstance(written, dict):
        raise BadProgrammes([f"{where}: has to be a mapping of keys to values."])
    return written


def _refuse_depth(document: str, where: str) -> None:
    """Raise BadProgrammes for what stands in itself again and again: the C library that composes it would end the process."""
    depth = 0
    for event in yaml.parse(document, _NoKeyTwice):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise BadProgrammes([f"{where}: line {line}: is nested too deep."])


class _NoKeyTwice(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # a base class that is chosen at run time
    """A safe loader that refuses a key written twice in one place, where YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen and key.tag != "tag:yaml.org,2002:merge":
                raise yaml.constructor.ConstructorError(None, None, f"“{key.value}” stands there twice", key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else None)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping
