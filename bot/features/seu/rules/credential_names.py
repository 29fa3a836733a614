"""Finds a credential by the name that a person types: CSPO, a-cspo, Certified ScrumMaster. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from bot.features.seu.rules.programmes import Certification, Programme, Programmes

_NEAR = 0.7


@dataclass(frozen=True)
class Known:
    """A credential that a programme has."""

    programme: Programme
    certification: Certification


def known(programmes: Programmes) -> Iterator[Known]:
    """Give every credential of every programme, in the order of their files."""
    for programme in programmes.by_key.values():
        for certification in programme.certifications.values():
            yield Known(programme, certification)


def called(programmes: Programmes, text: str) -> tuple[Known, ...]:
    """Return the credentials that a text names, whatever its capitals, spaces and hyphens: several where two programmes have one."""
    return _by_name(programmes).get(_letters(text), ())


def first_called(programmes: Programmes, text: str) -> tuple[tuple[Known, ...], str]:
    """Return the credentials that the first words of a text name, as many words as can be, and the rest of it."""
    words, names = text.split(), _by_name(programmes)
    longest, letters, begun = max(map(len, names), default=0), "", []
    for word in words:
        letters += _letters(word)
        if len(letters) > longest:
            break
        begun.append(letters)
    for count in range(len(begun), 0, -1):
        if found := names.get(begun[count - 1]):
            return found, " ".join(words[count:])
    return (), " ".join(words)


def near(programmes: Programmes, text: str) -> tuple[str, ...]:
    """Return the names of credentials that look like the first words of a text, the likeliest first, three at most."""
    names = {_letters(one.certification.name): one.certification.name for one in known(programmes)}
    words = text.split()
    asked = [_letters(" ".join(words[:count])) for count in (1, 2)]
    found = [names[one] for each in asked for one in get_close_matches(each, names, 3, _NEAR)]
    return tuple(dict.fromkeys(found))[:3]


def _by_name(programmes: Programmes) -> dict[str, tuple[Known, ...]]:
    """Give the credentials of each name, by its letters alone."""
    found: dict[str, tuple[Known, ...]] = {}
    for one in known(programmes):
        made = one.certification
        for name in {_letters(called) for called in (made.key, made.name, made.title)} - {""}:
            found[name] = (*found.get(name, ()), one)
    return found


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
