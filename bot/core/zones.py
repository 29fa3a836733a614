"""Time zones by name, where a zone that nobody knows must not stop what only shows something."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_or_utc(name: str) -> ZoneInfo:
    """Return the zone of an IANA name; UTC where the machine's tz database has none of this name (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def is_gone(name: str) -> bool:
    """Tell whether no zone has this name; a file that cannot be read in this moment is not gone. Raise OSError for that."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError, NotADirectoryError):
        return True
    return False
