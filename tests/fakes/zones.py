"""A tz database that a test can change: a zone's offset becomes another, or the zone is gone, as after an upgrade and a restart."""

import struct
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Zones:
    """A folder that is searched before the machine's own database."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def says(self, name: str, hours: float) -> None:
        """Have a zone stand so many hours east of UTC, all year."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_fixed(int(hours * 3600)))
        zoneinfo.ZoneInfo.clear_cache()

    def loses(self, name: str) -> None:
        """Take a zone away that this database alone has."""
        (self._folder / name).unlink()
        zoneinfo.ZoneInfo.clear_cache()


@contextmanager
def changeable(folder: Path) -> Iterator[Zones]:
    """Search a folder first, and no longer once the test is over."""
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[str(folder), *before])
    zoneinfo.ZoneInfo.clear_cache()
    try:
        yield Zones(folder)
    finally:
        zoneinfo.reset_tzpath(to=before)
        zoneinfo.ZoneInfo.clear_cache()


def _fixed(offset: int) -> bytes:
    """Return a TZif file (RFC 8536, version 2) of one offset."""
    body = struct.pack(">lbb", offset, 0, 0) + b"XYZ\0"
    header = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    sign, whole = "-" if offset > 0 else "+", abs(offset)
    footer = f"\nXYZ{sign}{whole // 3600:02}:{whole % 3600 // 60:02}\n".encode()
    return header + body + header + body + footer
