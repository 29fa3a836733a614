"""How a command ends where it cannot do what was asked: with sentences, and 1."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

WAY_OUT = "Set it in .env (see .env.example), or try `python -m bot demo` without tokens."
"""What to do about a token that is not set."""


def give_up(*lines: str) -> NoReturn:
    """Say why not, and end."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


@contextmanager
def database_faults() -> Iterator[None]:
    """End a command with a sentence for what is wrong with the database, or with its URL."""
    from bot.store.errors import StoreError

    try:
        yield
    except (StoreError, ValueError) as fault:
        give_up(*said_of(fault))


def said_of(fault: Exception) -> tuple[str, ...]:
    """Say what is wrong with a database; where that names no way out of its own, name one."""
    from bot.store.errors import StoreHeld, StoreUnusable

    if isinstance(fault, StoreUnusable | StoreHeld | ValueError):
        return (str(fault),)
    return str(fault), "Look at DATABASE_URL; `python -m bot check` says more."
