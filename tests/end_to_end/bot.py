"""The bot of a demo as a process that is forked, not started: what `python -m bot run` imports is there already."""

import os
import sys
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

import uvloop  # noqa: F401 - `run` imports these when it is called
import yaml  # noqa: F401

import bot.house.logs
import bot.house.serving
import bot.settings
import bot.store.migrate  # noqa: F401
from bot.commands.serving import run
from tests.fakes.quicker import hurry


def begin(variables: Mapping[str, str], folder: Path, log: Path, held: Connection, *, quick: bool) -> None:
    """Be `python -m bot run` with these variables in a folder; standard input ends with whoever holds the other end of `held`.

    `quick`: with lanes and budgets of a Slack that may be called eight times as often.
    """
    if quick:
        hurry()
    with log.open("ab") as said:
        os.dup2(said.fileno(), sys.stdout.fileno())
        os.dup2(said.fileno(), sys.stderr.fileno())
    os.dup2(held.fileno(), 0)
    os.environ.update(variables)
    os.chdir(folder)
    run.main([])
