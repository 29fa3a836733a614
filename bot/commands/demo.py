"""The command demo: the bot beside a Slack workspace in a box."""

import os
from pathlib import Path

import click

from bot.commands.ending import give_up

_ROOT = Path(__file__).parents[2]


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8765, show_default=True, help="Where the page of the rehearsal room opens."
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page in the browser.")
@click.option(
    "--workspaces", is_flag=True, help="Three workspaces, two of one organization, that install the bot by “Add to Slack”."
)
def demo(port: int, browser: bool, workspaces: bool) -> None:
    """Run the bot in a Slack workspace in a box, without tokens.

    Nothing leaves this machine. It keeps everything in the folder .demo here.
    """
    import asyncio

    from bot.rehearsal.demo import CannotKeep, Demo, PortTaken, command_line, run_demo
    from bot.rehearsal.file_lock import LockHeld
    from bot.settings import files_named

    for name in files_named():
        os.environ.pop(name, None)  # the room's made-up tokens go by the same names, and nothing here is in earnest
    folder = Path(".demo", "workspaces") if workspaces else Path(".demo")
    wanted = Demo(command_line("bot", "run"), _ROOT / "app.yaml", folder, port, browser, click.echo, workspaces)
    try:
        asyncio.run(run_demo(wanted))
    except LockHeld as held:
        page = f"Its page: {held.more}" if held.more else "It is starting."
        way_out = f"Use that one, or end it first: Ctrl-C where it was started, or `kill {held.process}`."
        give_up(f"A demo runs here already (process {held.process}).", page, way_out)
    except PortTaken as fault:
        give_up(str(fault), "Choose another: `make demo PORT=8800`, or `python -m bot demo --port 8800`.")
    except CannotKeep as fault:
        give_up(str(fault), "Run it in a folder where you may write, or remove .demo to begin anew.")
