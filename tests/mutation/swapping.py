"""Put the code of a mutated module into the functions that are alive, wherever somebody holds them."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from types import CodeType, FunctionType

Place = tuple[str, str, int]
"""File, qualified name and first line of a function."""


class NotApplied(Exception):
    """No living function has been changed: such a mutant would survive whatever the tests say."""


def place(code: CodeType) -> Place:
    """Tell where code stands."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


def caches(files: set[str]) -> "list[_lru_cache_wrapper[object]]":
    """Find what remembers the answers of functions of some files: who asks for one of them a second time reaches no line of it."""
    gc.unfreeze()  # frozen objects are in no list
    found = [one for one in gc.get_objects() if type(one) is _lru_cache_wrapper and _file(one) in files]
    gc.freeze()
    return found


class Living:
    """The functions of some files, found once before the forks."""

    def __init__(self, files: set[str]) -> None:
        gc.unfreeze()  # frozen objects are in no list
        self._functions: dict[Place, list[FunctionType]] = defaultdict(list)
        self._caches: list[_lru_cache_wrapper[object]] = []
        for one in gc.get_objects():
            if type(one) is FunctionType and one.__code__.co_filename in files:
                self._functions[place(one.__code__)].append(one)
            elif type(one) is _lru_cache_wrapper and (one.__module__.startswith("bot.") or _file(one) in files):
                self._caches.append(one)
        gc.freeze()

    def become(self, path: str, source: str, mutated: str) -> None:
        """Give each function whose code differs its mutated code, and let go what was remembered of the old."""
        applied = 0
        for was, now in _differing(_compiled(source, path), _compiled(mutated, path)):
            for function in self._functions.get(place(was), ()):
                if len(function.__code__.co_freevars) == len(now.co_freevars):
                    function.__code__ = now
                    applied += 1
        if not applied:
            raise NotApplied(path)
        for cache in self._caches:
            cache.cache_clear()


def _file(cache: "_lru_cache_wrapper[object]") -> str:
    return getattr(getattr(cache.__wrapped__, "__code__", None), "co_filename", "")


def _compiled(source: str, path: str) -> CodeType:
    return compile(source, path, "exec", dont_inherit=True)


def _differing(was: CodeType, now: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    mine = _children(was)
    for key, code in _children(now).items():
        if key in mine and mine[key] != code:
            yield mine[key], code
            yield from _differing(mine[key], code)


def _children(code: CodeType) -> dict[tuple[str, int], CodeType]:
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], CodeType] = {}
    for one in code.co_consts:
        if isinstance(one, CodeType):
            found[one.co_name, seen[one.co_name]] = one
            seen[one.co_name] += 1
    return found
