"""The commands `workspace …`: export, import."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click


def commands(url: Callable[[], str]) -> click.Group:
    """Return the group of commands; `url` reads the settings and says which database is meant."""

    @click.group()
    def workspace() -> None:
        """Move a workspace from one database to another."""

    @workspace.command("export")
    @click.argument("workspace")
    @click.argument("file", type=click.Path(path_type=Path))
    def export(workspace: str, file: Path) -> None:
        """Write all that is kept of a workspace (its id, T0…) into FILE, for `workspace import` elsewhere. The bot may run meanwhile."""
        from bot.core.clock import RealClock
        from bot.core.ids import WorkspaceId
        from bot.house.workspaces.moving import export_workspace

        with _faults():
            done = export_workspace(url(), WorkspaceId(workspace), file, clock=RealClock())
        click.echo(f"{done.rows} rows of workspace {done.workspace} are in {file}: it holds all that people wrote, and no token.")

    @workspace.command("import")
    @click.argument("file", type=click.Path(path_type=Path))
    def import_(file: Path) -> None:
        """Bring the workspace of an export into this database, which has nothing of it yet: whole or not at all.

        On SQLite only while no bot runs on the file.
        """
        from bot.house.workspaces.moving import import_workspace

        with _faults():
            done = import_workspace(url(), file)
        click.echo(f"{done.rows} rows of workspace {done.workspace} were imported.")

    return workspace


@contextmanager
def _faults() -> Iterator[None]:
    """End a command with a sentence for what is wrong with a file or a database."""
    from bot.house.logs import set_up
    from bot.store.archive.manifest import BadArchive
    from bot.store.errors import StoreError

    set_up("WARNING")  # what the command says stands alone on standard output
    try:
        yield
    except BadArchive as fault:
        _give_up(str(fault))
    except (StoreError, ValueError) as fault:
        _give_up(str(fault), "Look at DATABASE_URL; `python -m bot check` says more.")


def _give_up(*lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)
