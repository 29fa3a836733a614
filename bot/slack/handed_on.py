"""Options of a ⋮ menu that are the click of another action, of a feature that is not imported."""

_MARK = ">"


def handed_on(action: str, value: str) -> str:
    """Write what such an option carries: whoever listens to that action hears it, with this value."""
    return f"{_MARK}{action}{_MARK}{value}"


def read_handed_on(action: str, value: str) -> tuple[str, str]:
    """Return the action and the value of what was chosen under an action, which may be another one's."""
    first, *rest = value.split(_MARK, 2)
    return (action, value) if first or len(rest) < 2 else (rest[0], rest[1])
