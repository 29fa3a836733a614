"""Why something was not done: raised by rules, told to the person, never half done."""

from typing import ClassVar


class Refusal(Exception):
    """A reason that a person can act on; carries values, no sentences (the views find the words)."""

    lasting: ClassVar[bool] = False
    """Whether the same click would be refused alike whatever happens afterwards."""


class AlreadyDone(Exception):
    """The same request was carried out before: nothing is done again."""
