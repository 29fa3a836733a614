"""What a log may say of an exception: types, codes, places in the code; never its words."""

import traceback
from collections.abc import Iterator

_FRAMES = 12
_LINKS = 6
"""Faults of one chain that are told."""


def trace(fault: BaseException) -> str:
    """Return the chain of a fault in one line, the fault itself first."""
    return "; caused by ".join(f"{kind_of(link)} at {' > '.join(places(link)) or 'an unknown place'}" for link in chain(fault))


def kind_of(fault: BaseException) -> str:
    """Return the type of a fault, and the code that a database gave it (SQLSTATE, or SQLite's name of the error)."""
    code = code_of(fault)
    return f"{type(fault).__name__} {code}" if code else type(fault).__name__


def code_of(fault: BaseException) -> str:
    """Return the database's code for a fault, also of one that SQLAlchemy has wrapped; empty where there is none."""
    for bearer in (fault, getattr(fault, "orig", None)):
        code = getattr(bearer, "sqlstate", None) or getattr(bearer, "sqlite_errorname", None)
        if isinstance(code, str) and code:
            return code
    return ""


def places(fault: BaseException) -> list[str]:
    """Return where a fault arose, the outermost call first."""
    frames = traceback.extract_tb(fault.__traceback__)[-_FRAMES:]
    return [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def chain(fault: BaseException) -> list[BaseException]:
    """Return a fault and what caused it, as Python tells them: what was raised `from None` has no cause."""
    found: list[BaseException] = []
    for link in _links(fault):
        if link in found or len(found) == _LINKS:
            break
        found.append(link)
    return found


def short(path: str) -> str:
    """Return the last three parts of a path: enough to find it, and nothing of the machine."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])


def _links(fault: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = fault
    while link is not None:
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
