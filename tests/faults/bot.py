"""The whole bot as a process that dies at the point a test has armed."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import uvloop

from bot.house.build import build
from bot.house.installations import Installations
from bot.house.lifecycle import House
from bot.house.logs import set_up
from bot.house.options import Options
from bot.house.serving import serve
from bot.schedule.firing import AlarmOutcome, Due
from bot.slack.bolt import Installed
from bot.store.unit import Unit
from tests.faults.fuse import Fuse

Write = Callable[..., Any]


class Mortal:
    """A client of Slack on whose calls the process can die: before Slack hears of them, and before anybody hears of the answer."""

    def __init__(self, inner: Any, fuse: Fuse) -> None:
        self._inner = inner
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._inner, name)
        if not name.startswith("chat_"):
            return call

        async def mortal(**arguments: Any) -> Any:
            self._fuse.reached(f"before {name}")
            answer = await call(**arguments)
            self._fuse.reached(f"after {name}")
            return answer

        return mortal


def name_of(action: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Name a write: an alarm by its kind, what a step to Slack came to by its result, any other by its action."""
    if args and isinstance(args[0], Due):
        return args[0].kind
    return type(kwargs["result"]).__name__ if "result" in kwargs else action.__name__


def mortal_write(write: Write, fuse: Fuse) -> Write:
    """Return a store's `write` in which the process can die between an action and its commit, and right after the commit."""

    async def written(action: Callable[..., Any], workspace: Any, key: str | None = None, /, *args: Any, **kwargs: Any) -> Any:
        name = name_of(action, args, kwargs)

        @wraps(action)
        def mortal(unit: Unit, *given: Any, **named: Any) -> Any:
            answer = action(unit, *given, **named)
            if answer is not AlarmOutcome.GONE:  # an alarm that another replica has taken is none of ours
                fuse.reached(f"before the commit of {name}")
            return answer

        answer = await write(mortal, workspace, key, *args, **kwargs)
        if answer is not AlarmOutcome.GONE:
            fuse.reached(f"after the commit of {name}")
        return answer

    return written


def mortal_add(installations: Installations, fuse: Fuse) -> Callable[..., None]:
    """Return an `add` that hands out a mortal client."""
    add = installations.add

    def added(installed: Installed, client: Any, scopes: frozenset[str]) -> None:
        add(installed, Mortal(client, fuse), scopes)

    return added


def mortal_house(options: Options, fuse: Fuse, built: Callable[[Options], House] = build) -> House:
    """Build the house as `run` does, and lay the points around its store and its client."""
    house = built(options)
    vars(house.store)["write"] = mortal_write(house.store.write, fuse)
    vars(house.parts.installations)["add"] = mortal_add(house.parts.installations, fuse)
    return house


def begin(given: Mapping[str, str], log: str, built: Callable[[Options], House] = build) -> None:
    """Run with the bot's own variables until SIGTERM, or the point; all that is said goes into a file."""
    with Path(log).open("ab") as said:
        os.dup2(said.fileno(), sys.stdout.fileno())
        os.dup2(said.fileno(), sys.stderr.fileno())
    set_up("INFO")
    options = Options(
        given["DATABASE_URL"],
        given["SLACK_BOT_TOKEN"],
        given.get("SLACK_APP_TOKEN"),
        given["SLACK_SIGNING_SECRET"],
        given["SLACK_API_URL"],
        given["CLOCK_CONTROL"],
        timedelta(seconds=float(given["CLOCK_OFFSET_SECONDS"])),
        person_pace=0,  # people of a test do in a second what takes others minutes
    )
    uvloop.run(serve(mortal_house(options, Fuse(Path(given["FUSE"])), built), "127.0.0.1", int(given["PORT"])))
