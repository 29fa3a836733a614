"""What the buttons, menus and forms of a meeting carry."""

_MOST_DIGITS = 9
"""No meeting has a thousand million phases; Python reads no number of five thousand digits."""


def value(subject: str, phase: int = 0) -> str:
    """Write what a button carries: one opaque id and the phase that it was drawn for."""
    return f"{subject}:{phase}"


def read_value(text: str) -> tuple[str, int]:
    """Read a button's value; a broken one names nothing, in phase 0."""
    subject, _, phase = text.rpartition(":")
    return (subject, int(phase)) if phase.isascii() and phase.isdigit() and len(phase) <= _MOST_DIGITS else (text, 0)


def option_value(verb: str, subject: str, phase: int = 0) -> str:
    """Write what an option of a ⋮ menu carries: `verb:id:phase`."""
    return f"{verb}:{subject}:{phase}"


def read_option(text: str) -> tuple[str, str, int]:
    """Read an option's value as verb, id and phase."""
    verb, _, rest = text.partition(":")
    return (verb, *read_value(rest))
