"""The ids of who was erased: they say that, and nothing else, of a person."""

from bot.core.ids import PersonId

_MARK = "nobody-"
_LONGEST = 32
"""As long as the id of a person may be."""


def nobody(opaque: str) -> PersonId:
    """Return the id that stands for a person from their erasure on; `opaque` tells it from others."""
    return PersonId(f"{_MARK}{opaque}"[:_LONGEST])


def is_nobody(person: str) -> bool:
    """Tell whether an id stands for somebody who was erased: they are written to no more, and nothing new is kept of them."""
    return person.startswith(_MARK)
