"""Finds the sentences to translate, for `make sentences`."""

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

Found = tuple[int, str, tuple[str, ...], list[str]]

SAYING = {"say": 1, "count": 2}
"""The verbs of Words, and how many of their first arguments are sentences."""


def extract_sentences(
    file: BinaryIO, keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """Yield (line, verb, sentences, no comments) of each call that says something, as Babel asks its extractors to.

    Babel's own reads tokens: it does not look into f-strings, nor into a call within another call of the same name.
    """
    for call in spoken(ast.parse(file.read())):
        sentences = tuple(_sentence(argument) for argument in call.args[: SAYING[verb_of(call)]])
        if all(sentences):
            yield call.lineno, verb_of(call), sentences, []


def spoken(tree: ast.AST) -> list[ast.Call]:
    """Return the calls of `say` and `count` on somebody's words, in the order of their lines."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _speaks(node.func)]
    return sorted(calls, key=lambda call: (call.lineno, call.col_offset))


def verb_of(call: ast.Call) -> str:
    """Return which verb of Words is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _speaks(called: ast.expr) -> bool:
    """Tell Words by how they are named everywhere: `words`, `self.words`, `deps.words`, `_PLAIN`; in their own class, `self`."""
    if not isinstance(called, ast.Attribute) or called.attr not in SAYING:
        return False
    speaker = called.value
    name = speaker.attr if isinstance(speaker, ast.Attribute) else speaker.id if isinstance(speaker, ast.Name) else ""
    return name in {"words", "_PLAIN", "self"}


def _sentence(argument: ast.expr) -> str:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""
