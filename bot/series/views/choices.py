"""Values of the choices in the ⋮ menu of a series or reminder."""

from datetime import UTC, datetime


def choice(verb: str, subject: str, starts: datetime | None = None) -> str:
    """Write what to do, with which series, and which date the list has shown (UTC), if it is about one."""
    return f"{verb}:{subject}:{int(starts.timestamp()) if starts else 0}"


def read_choice(value: str) -> tuple[str, str, datetime]:
    """Read the verb, the series, and the date; a broken value names nothing."""
    verb, subject, starts = [*value.split(":"), "", ""][:3]
    return verb, subject, datetime.fromtimestamp(int(starts) if starts.isdecimal() and len(starts) < 12 else 0, UTC)
