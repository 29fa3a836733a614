"""The commands that read a file of somebody's: import a list, verify a statement."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from bot.commands.configured import read_settings
from bot.commands.ending import database_faults, give_up


@click.command("import")
@click.argument("channel")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Import without asking.")
def import_items(channel: str, file: Path, yes: bool) -> None:
    """Import a list or a CSV into the queue of a channel.

    The queue is what the team refines next; CHANNEL is its name or id. It shows what each line becomes, and asks. On SQLite only while no bot runs on the file. Ends with 0 if every line was taken, 3 if some were refused, 1 if nothing was imported.
    """
    import asyncio

    from bot.house.importing import NotImported, import_file
    from bot.house.logs import set_up

    def asked(lines: Sequence[str]) -> bool:
        click.echo("\n".join(lines))
        return yes or click.confirm("Import this?")

    set_up("WARNING")
    with database_faults():
        try:
            said, refused = asyncio.run(import_file(read_settings().database_url, channel, file, asked))
        except (NotImported, click.Abort) as fault:
            give_up(str(fault) or "\nNothing was imported. With --yes nothing is asked.")
    click.echo(said)
    sys.exit(3 if refused else 0)


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--id", "named", default="", help="The id of a statement, as it stands on paper.")
def verify(file: Path | None, named: str) -> None:
    """Say whether a statement was issued by this bot.

    A statement is the PDF that `/seu export` gives. Ends with 0 if it was and is unchanged, 3 if changed, 4 if unknown, 1 if nobody can say.
    """
    import asyncio

    from bot.features.seu.rules.verifying import Verdict
    from bot.house.logs import set_up
    from bot.house.verifying import verify_file, verify_id

    if (file is None) == (not named):
        give_up("Name the file of a statement, or the id that stands on paper with --id.")
    set_up("WARNING")
    url = read_settings().database_url
    with database_faults():
        try:
            found = asyncio.run(verify_id(url, named) if file is None else verify_file(url, file.read_bytes()))
        except OSError as fault:
            give_up(f"The file cannot be read: {fault.strerror}.")
    for line in found.lines:
        click.echo(line)
    sys.exit({Verdict.UNCHANGED: 0, Verdict.CHANGED: 3, Verdict.UNKNOWN: 4}[found.verdict])
