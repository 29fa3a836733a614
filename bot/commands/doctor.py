"""The command doctor: what in the database does not go on."""

import json
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from bot.commands.configured import options_of, read_settings
from bot.commands.ending import database_faults, give_up

if TYPE_CHECKING:
    from bot.house.doctor import Found


@click.command()
@click.option("--mend", is_flag=True, help="Mend what can be mended; asks before what people see, or what goes for good.")
@click.option("--yes", is_flag=True, help="With --mend: ask nothing.")
@click.option(
    "--json",
    "machine",
    is_flag=True,
    help="Say it as JSON, for machines; with --mend nothing is asked, and what needs --yes is left.",
)
def doctor(mend: bool, yes: bool, machine: bool) -> None:
    """Say what in the database does not go on, and mend it.

    It says so per workspace, since when, and what mends it, and looks beside a running bot; --mend on SQLite only while no bot runs on the file.
    Ends with 0 if all is well (or was mended), 3 if something was found (and is left), 1 if nobody can look.
    """
    from bot.core.clock import RealClock
    from bot.house import doctor as house
    from bot.house.logs import set_up

    set_up("ERROR")
    now = RealClock().now()

    def agreed(one: house.Found) -> bool:
        if yes or machine:
            return yes
        click.echo("\n".join(house.said_of(one, now)))
        return click.confirm("Mend this?")

    found = _looked_at(agreed if mend else None)
    left = [one for one in found if not one.mended]
    if machine:
        click.echo(json.dumps({"ok": not left, "found": [house.as_json(one) for one in found]}, indent=2))
    else:
        for line in house.told(found, now):
            click.echo(line)
    sys.exit(3 if left else 0)


def _looked_at(agreed: "Callable[[Found], bool] | None") -> "list[Found]":
    """Look the database through, and mend what `agreed` says yes to; None: nothing is to be mended."""
    import asyncio

    from bot.house import doctor as house

    settings = read_settings()

    async def look() -> list[house.Found]:
        found = await house.examine(settings.database_url, await house.token_holders(options_of(settings)))
        return await house.mend(settings.database_url, found, agreed) if agreed else found

    with database_faults():
        try:
            return asyncio.run(look())
        except (house.NotMended, click.Abort) as fault:
            give_up(str(fault) or "\nNothing more was mended. With --yes nothing is asked.")
