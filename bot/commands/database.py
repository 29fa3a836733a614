"""The commands for the whole database: migrate, backup, restore, purge."""

from pathlib import Path

import click

from bot.commands.configured import options_of, read_settings
from bot.commands.ending import database_faults, give_up


@click.command()
@click.option(
    "--force", is_flag=True, help="Do also what replicas of an older version cannot go on with: they end within seconds."
)
def migrate(force: bool) -> None:
    """Bring the database to the newest revision.

    Where replicas of an older version run, it goes as far as they can go on. Ends with 0 where this version can run now, 1 where nothing was done.
    """
    from bot.house.logs import set_up
    from bot.store.errors import StoreError
    from bot.store.migrate import migrate as bring_up

    settings = read_settings()
    set_up("WARNING")  # what the command says stands alone on standard output
    try:
        click.echo(bring_up(settings.database_url, force=force))
    except (StoreError, ValueError) as fault:
        give_up(str(fault))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy the database into a new file.

    The bot may run meanwhile. Only this user may read the file, and it is looked through. On PostgreSQL it needs pg_dump. What people wrote, and their ledgers, are in it. Ends with 0, or 1 where there is no copy.
    """
    from bot.house.logs import set_up
    from bot.store.backup import back_up
    from bot.store.copies import CopyFailed

    set_up("WARNING")
    with database_faults():
        try:
            made = back_up(read_settings().database_url, file)
        except CopyFailed as fault:
            give_up(str(fault))
    click.echo(f"{file}: {made.engine}, revision {made.revision}, {made.total} rows in {len(made.rows)} tables, looked through.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--migrate", "migrates", is_flag=True, help="Bring a backup of an older version to this one.")
@click.option("--yes", is_flag=True, help="Restore without asking.")
def restore(file: Path, migrates: bool, yes: bool) -> None:
    """Put a backup in the place of the database.

    Stop every bot on that database first. It says what the older state means for Slack. A SQLite file that is there is kept beside it; on PostgreSQL it is one transaction. Ends with 0, or 1 where nothing was restored.
    """
    import asyncio

    from bot.core.clock import RealClock
    from bot.house.logs import set_up
    from bot.house.restoring import restore as put_back
    from bot.house.restoring import said_of
    from bot.store.copies import CopyFailed

    set_up("ERROR")
    url = read_settings().database_url
    with database_faults():
        try:
            if not yes:
                click.confirm(f"Put {file} in the place of the database of DATABASE_URL?", abort=True)
            done = asyncio.run(put_back(url, file, migrates=migrates))
        except (CopyFailed, click.Abort) as fault:
            give_up(str(fault) or "\nNothing was restored. With --yes nothing is asked.")
    for line in said_of(done, RealClock().now()):
        click.echo(line)


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be deleted and why, and delete nothing.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
def purge(dry_run: bool, yes: bool) -> None:
    """Delete now what the next housekeeping would delete.

    It says before what that is, per workspace and table. On SQLite only while no bot runs on the file.
    """
    import asyncio

    from bot.house.logs import set_up
    from bot.house.purging import look
    from bot.house.purging import purge as delete_what_is_old

    set_up("ERROR")  # what the command says stands alone
    options = options_of(read_settings())
    with database_faults():
        found = asyncio.run(look(options))
        for one in found:
            click.echo("\n".join(one.said()))
        try:
            if found and not dry_run:
                if not yes:
                    click.confirm("Delete that?", abort=True)
                asyncio.run(delete_what_is_old(options))
        except click.Abort:
            give_up("\nNothing was deleted. With --yes nothing is asked.")
    click.echo("Nothing is old." if not found else "Nothing was deleted." if dry_run else "That was deleted.")
