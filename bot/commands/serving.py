"""The commands that serve Slack: run, health."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.configured import options_of, read_settings
from bot.commands.ending import WAY_OUT, give_up, said_of

if TYPE_CHECKING:
    from bot.house.lifecycle import House
    from bot.house.options import Options
    from bot.settings import Settings


@click.command()
def run() -> None:
    """Run the bot until it is told to end.

    It works for the workspace of SLACK_BOT_TOKEN, or for all that install it by OAuth.
    """
    gc.disable()  # a fifth of the start went into looking for garbage among modules
    from bot.house.logs import hear_everything, set_up

    settings = _settings_for_run()
    options = options_of(settings)
    _hold_to_what_it_needs(settings, options)
    set_up(settings.log_level)
    hear_everything()
    _serve(_built(options), settings)


def _settings_for_run() -> "Settings":
    """Read the settings; where tokens are missing, there is no `.env`, and somebody sits at a terminal, ask for them first."""
    settings = read_settings()
    if _lacks_tokens(settings) and not Path(".env").exists() and sys.stdin.isatty() and sys.stdout.isatty():
        _lead_through(options_of(settings))
        return read_settings()
    return settings


def _lacks_tokens(settings: "Settings") -> bool:
    """Tell whether a token of the one workspace is missing; who serves many by OAuth is asked for none."""
    receives = settings.slack_app_token or settings.slack_signing_secret
    return not settings.slack_client_id and not (settings.slack_bot_token and receives)


def _lead_through(options: "Options") -> None:
    """Ask whoever sits at the terminal for the tokens."""
    from bot.house.first_run import Terminal, lead_through
    from bot.house.logs import set_up
    from bot.settings import fault_of

    def ask_unseen(text: str) -> str:
        return str(click.prompt(text, hide_input=True, default="", show_default=False))

    set_up("ERROR")
    terminal = Terminal(click.echo, ask_unseen, click.confirm, click.launch)
    try:
        lead_through(terminal, options, fault_of, Path(".env"))
    except (click.Abort, KeyboardInterrupt):
        give_up("\nNothing was written.")
    except OSError as fault:
        give_up(
            f".env cannot be written here ({fault.strerror}).", "Run it in a folder where you may write, or set the variables."
        )


def _hold_to_what_it_needs(settings: "Settings", options: "Options") -> None:
    """End with what to do where the settings do not say whom the bot serves, or how it hears of them."""
    from bot.settings import whom_it_serves

    if wrong := whom_it_serves(settings):
        give_up(*wrong, "docs/many-workspaces.md says what OAuth needs." if settings.slack_client_id else WAY_OUT)
    if not (options.app_token or options.signing_secret):
        give_up("Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.", "Set SLACK_APP_TOKEN to receive by Socket Mode.")


def _built(options: "Options") -> "House":
    """Put the house together, or end with what is wrong with the files or the URL that it is made of."""
    from bot.features.seu.programmes.reading import BadProgrammes
    from bot.house.build import build
    from bot.store.revisions import make_current

    try:
        return build(options, prepare=lambda: make_current(options.database_url, migrate=_migrate))
    except BadProgrammes as bad:
        give_up(*bad.lines, "Mend the files in SEU_PROGRAMMES; docs/running.md says what may stand in them.")
    except ValueError as fault:  # the URL is none
        give_up(str(fault))


def _migrate(url: str) -> None:
    from bot.store.migrate import migrate  # Alembic and all revisions: 6 MB of a replica that has nothing to migrate

    migrate(url)


def _serve(house: "House", settings: "Settings") -> None:
    """Serve until the house ends, and say what has ended it where that can be mended."""
    import uvloop

    from bot.house.introduction import TokenRefused
    from bot.house.process import begin_collecting, end_with_input
    from bot.house.serving import CannotListen, serve
    from bot.store.errors import StoreError

    if settings.ends_with_input:
        end_with_input()
    try:
        uvloop.run(serve(house, settings.host, settings.port, listening=begin_collecting))
    except TokenRefused as fault:
        give_up(str(fault), "`python -m bot check` says more.")
    except StoreError as fault:
        give_up(*said_of(fault))
    except CannotListen as fault:
        give_up(str(fault), fault.mend)


@click.command()
def health() -> None:
    """Ask the running bot whether all is well.

    It is asked on HOST and PORT. Ends with 0 if all is well, 1 if not, or if no bot answers.
    """
    from bot.house.asked_health import ask_health

    settings = read_settings()
    well, said = ask_health(settings.host, settings.port)
    click.echo(said)
    sys.exit(0 if well else 1)
