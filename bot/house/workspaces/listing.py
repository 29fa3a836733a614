"""Which workspaces a database has rows of: how much, since when it is gone, when it will be erased."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.ids import MACHINE, WorkspaceId
from bot.house.workspaces.erasing import kept_for
from bot.store.gone import all_gone
from bot.store.reports import report
from bot.store.schema import whole_schema
from bot.store.unit import Read
from bot.store.workspace_sizes import Size, sizes
from bot.teams import store as teams


@dataclass(frozen=True)
class Listed:
    """One workspace of a database; `name` is empty where nothing says what it is called."""

    id: WorkspaceId
    name: str
    size: Size
    gone: datetime | None
    erased: datetime | None

    def line(self) -> str:
        """Say it in a line."""
        served = "served" if self.gone is None else f"not served since {self.gone:%Y-%m-%d}"
        until = "" if self.gone is None else ", kept" if self.erased is None else f", erased on {self.erased:%Y-%m-%d}"
        called = " ".join(self.name.split())
        name = f" ({called})" if called else ""
        return f"{self.id}{name}: {served}{until}; {self.size.rows} rows, about {_read(self.size.octets)}"


async def listed(url: str, days: int) -> list[Listed]:
    """List all workspaces that there are rows of; one that has removed the app is kept for so many days. Raise StoreError."""
    whole_schema()
    return await report(url, lambda read: _listed(read, kept_for(days)), MACHINE)


def _listed(read: Read, kept: timedelta | None) -> list[Listed]:
    found, gone, names = sizes(read), all_gone(read), teams.names_of_workspaces(read)
    return [
        Listed(
            workspace,
            names.get(workspace, ""),
            found.get(workspace, Size()),
            since := gone.get(workspace),
            since + kept if since is not None and kept is not None else None,
        )
        for workspace in sorted({*found, *gone, *names})
    ]


def _read(octets: int) -> str:
    return f"{octets / 1_000_000:.1f} MB" if octets >= 100_000 else f"{octets / 1_000:.1f} kB"
