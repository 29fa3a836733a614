"""The command line, `python -m bot COMMAND`: the table of what `bot/commands` carries out."""

import sys

from bot.core.missing import said_of_missing
from bot.core.version import VERSION

try:
    import click

    from bot.commands.check import check
    from bot.commands.database import backup, migrate, purge, restore
    from bot.commands.demo import demo
    from bot.commands.doctor import doctor
    from bot.commands.ending import give_up
    from bot.commands.files import import_items, verify
    from bot.commands.serving import health, run
    from bot.commands.tokens import key, reencrypt
    from bot.commands.workspaces import workspace
except ModuleNotFoundError as missing:
    sys.exit(said_of_missing(missing))

COMMANDS: tuple[click.Command, ...] = (
    run,
    demo,
    health,
    check,
    doctor,
    migrate,
    backup,
    restore,
    purge,
    import_items,
    verify,
    key,
    reencrypt,
    workspace,
)

_ENDINGS = (
    "Each ends with 0 where all is well or was done, 1 where it is not, with a sentence; 2 where what was typed is no command; "
    "3 where something was found or refused; 4 where a statement is unknown."
)


@click.group(
    commands=COMMANDS,
    no_args_is_help=True,
    epilog=_ENDINGS,
    context_settings={"max_content_width": 130, "help_option_names": ["-h", "--help"]},
)
@click.version_option(VERSION, message="Cortado %(version)s", help="Say which version this is, and end.")
def app() -> None:
    """Cortado: Lean Coffee, refinement, Sprints and learning minutes, inside Slack."""


def main() -> None:
    """Run the command line; what nobody thought of ends with its kind and place, never with its words, which may quote people."""
    try:
        app()
    except ModuleNotFoundError as fault:
        give_up(said_of_missing(fault))
    except Exception as fault:  # noqa: BLE001 - the last place where it can be said
        from bot.core.trace import trace

        give_up(f"Cortado ends by a fault of its own: {trace(fault)}.", "Please report this line.")


if __name__ == "__main__":
    main()
