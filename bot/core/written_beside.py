"""Keeps, in JSON that is written again, what another version has written beside it."""

import json
from collections.abc import Collection, Mapping
from typing import Any


def with_unknown(written: Mapping[str, Any], known: Collection[str], before: str | None) -> dict[str, Any]:
    """Return what is to be written now, with what stood there before under names that this version does not know."""
    stood: Mapping[str, Any] = json.loads(before) if before else {}
    return {**written, **{name: value for name, value in stood.items() if name not in known}}
