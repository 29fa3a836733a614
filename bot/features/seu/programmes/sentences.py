"""What is wrong with the file of a programme, in sentences: where, what, and what is allowed."""

from collections.abc import Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from bot.features.seu.programmes.schema import ProgrammeModel

Loc = Sequence[str | int]

_PATTERNS = {
    r"^[a-z][a-z0-9_]{0,63}$": "a key of small letters, digits and _, which begins with a letter: csp_po",
    r"^[0-9A-Za-z._-]{1,32}$": 'a version in quotation marks, of letters, digits, points and hyphens: "2026-11"',
    r"^https://[^\s<>|]+$": "an address that begins with https://",
    r"^[A-Z]{3}$": "a currency of three capital letters: USD",
    r"^[a-z]{2}$": "a language of two small letters: en, fr",
}
_KINDS = {
    "missing": "is missing",
    "string_type": "has to be a text; write it in quotation marks",
    "int_type": "has to be a whole number",
    "bool_type": "has to be true or false",
    "bool_parsing": "has to be true or false",
    "date_type": "has to be a day: 2026-11-28",
    "list_type": "has to be a list",
    "dict_type": "has to be a mapping of keys to values",
    "model_type": "has to be a mapping of keys to values",
    "decimal_parsing": "has to be a number",
    "decimal_type": "has to be a number",
    "finite_number": "has to be a number",
    "string_too_short": "is empty",
    "invalid_key": "has a key that is no text; write it in quotation marks",
}


def sentences_of(where: str, fault: ValidationError) -> list[str]:
    """Say what a file's fields have wrong, each in a line of its own."""
    errors = fault.errors(include_url=False)
    return [sentence(where, error["loc"], _said(error)) for error in errors]


def sentence(where: str, loc: Loc, said: str) -> str:
    """Say what is wrong at a place of a file."""
    path = ".".join(str(part) for part in loc if part != "[key]")
    return f"{where}: {path}: {said}." if path else f"{where}: {said}."


def _said(error: Any) -> str:
    kind, limits = error["type"], error.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return f"nothing of this name is known here; there may be {', '.join(_known(error['loc'][:-1]))}"
        case "string_pattern_mismatch":
            return f"“{error['input']}” is not {_PATTERNS[limits['pattern']]}"
        case "enum" | "literal_error":
            return f"“{error['input']}” is not known; it may be {limits['expected']}"
        case "greater_than":
            return f"{error['input']} is too little; it has to be more than {limits['gt']}"
        case "greater_than_equal":
            return f"{error['input']} is too little; the least is {limits['ge']}"
        case "less_than_equal":
            return f"{error['input']} is too much; the most is {limits['le']}"
        case "string_too_long":
            return f"is too long; the most are {limits['max_length']} characters"
        case "too_short":
            return f"has too few entries; there has to be at least {limits['min_length']}"
        case "value_error":
            return str(limits["error"])
    return _KINDS.get(kind, str(error["msg"]))


def _known(loc: Loc) -> list[str]:
    """Name the fields of the part of the file that a place is in."""
    part: type[BaseModel] = ProgrammeModel
    for name in loc:
        field = part.model_fields.get(str(name))
        part = (field and _model_in(field.annotation)) or part
    return list(part.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for found in map(_model_in, get_args(annotation)) if found), None)
