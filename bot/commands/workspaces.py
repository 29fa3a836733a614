"""The commands `workspace …`: list, export, import, erase."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.commands.configured import read_settings
from bot.commands.ending import database_faults, give_up


@click.group()
def workspace() -> None:
    """List, move and erase workspaces."""


@workspace.command("list")
def list_() -> None:
    """List the workspaces of the database.

    It says of each whether it is served, or since when not, its rows and size, and when it is erased. It reads every table.
    """
    import asyncio

    from bot.house.workspaces.listing import listed

    with _faults():
        settings = read_settings()
        found = asyncio.run(listed(settings.database_url, settings.uninstalled_days))
    for one in found:
        click.echo(one.line())
    if not found:
        click.echo("The database has no workspace yet.")


@workspace.command("export")
@click.argument("workspace")
@click.argument("file", type=click.Path(path_type=Path))
def export(workspace: str, file: Path) -> None:
    """Write all that is kept of a workspace into a file.

    WORKSPACE is its id (T0…), FILE a new one, for `workspace import` elsewhere. The bot may run meanwhile.
    """
    from bot.core.clock import RealClock
    from bot.core.ids import WorkspaceId
    from bot.house.workspaces.moving import export_workspace

    with _faults():
        done = export_workspace(read_settings().database_url, WorkspaceId(workspace), file, clock=RealClock())
    click.echo(f"{done.rows} rows of workspace {done.workspace} are in {file}: it holds all that people wrote, and no token.")


@workspace.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Bring the workspace of an export into this database.

    It takes all or nothing, and only where the database has nothing of it yet. On SQLite only while no bot runs on the file.
    """
    from bot.house.workspaces.moving import import_workspace

    with _faults():
        done = import_workspace(read_settings().database_url, file)
    click.echo(f"{done.rows} rows of workspace {done.workspace} were imported.")


@workspace.command("erase")
@click.argument("workspace")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
@click.option("--yes", is_flag=True, help="Erase without asking.")
def erase(workspace: str, dry_run: bool, yes: bool) -> None:
    """Delete all that is kept of a workspace, for ever.

    WORKSPACE is its id (T0…). Ledgers go too; it says before what that is. On SQLite only while no bot runs on the file.
    """
    import asyncio

    from bot.core.ids import WorkspaceId
    from bot.house.workspaces.erasing import BeingErased
    from bot.house.workspaces.erasing_by_hand import erase_by_hand, looked_at

    with _faults():
        url = read_settings().database_url
        found = asyncio.run(looked_at(url, WorkspaceId(workspace)))
        if not found.rows:
            give_up(f"The database has no workspace {workspace}: `python -m bot workspace list` names those that it has.")
        click.echo("\n".join(found.lines()))
        if dry_run:
            click.echo("Nothing was deleted.")
            return
        try:
            if not yes:
                click.confirm("Delete all of it, for ever?", abort=True)
            rows = asyncio.run(erase_by_hand(url, WorkspaceId(workspace)))
        except click.Abort:
            give_up("\nNothing was deleted. With --yes nothing is asked.")
        except BeingErased:
            give_up("Another process is erasing it right now; look again in a few minutes.")
    click.echo(f"{rows} rows were deleted. Backups and exports that were made before still have them.")


@contextmanager
def _faults() -> Iterator[None]:
    """End a command with a sentence for what is wrong with a file or a database."""
    from bot.house.logs import set_up
    from bot.store.archive.manifest import BadArchive

    set_up("ERROR")  # what the command says stands alone: an erasure may be slow
    with database_faults():
        try:
            yield
        except BadArchive as fault:
            give_up(str(fault))
