"""Leads who installs the bot to its tokens: the app, each token shown to Slack, one file."""

import asyncio
import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

import yaml

from bot.house.checks import MANIFEST, Finding, check_app_token, check_slack
from bot.house.options import Options

_NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json="
_PLAIN = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Terminal:
    """Where somebody sits: what is said, what is typed unseen, what is agreed to, what opens in a browser."""

    say: Callable[[str], object]
    ask_unseen: Callable[[str], str]
    agrees: Callable[[str], bool]
    open_page: Callable[[str], object]


@dataclass(frozen=True)
class _Token:
    """A token: the variable that holds it, the way to it, and how Slack is asked about it."""

    field: str
    called: str
    way: str
    ask: Callable[[str, Options], Sequence[Finding]]


def _ask_bot_token(token: str, options: Options) -> Sequence[Finding]:
    return asyncio.run(check_slack(replace(options, bot_token=token, app_token=None)))


def _ask_app_token(token: str, options: Options) -> Sequence[Finding]:
    return [asyncio.run(check_app_token(replace(options, app_token=token)))]


_BOT = _Token(
    "slack_bot_token",
    "Bot User OAuth Token (xoxb-…)",
    "On the app's page: Install App, Install to Workspace, Allow. Copy the Bot User OAuth Token that it then shows.",
    _ask_bot_token,
)
_APP = _Token(
    "slack_app_token",
    "App-Level Token (xapp-…)",
    "Basic Information, App-Level Tokens, Generate Token and Scopes: any name, the scope connections:write, Generate. Copy it.",
    _ask_app_token,
)


def lead_through(terminal: Terminal, options: Options, fault_of: Callable[[str, str], str | None], path: Path) -> None:
    """Ask for what is missing, until each token has its form and Slack takes it, and write it to a file in one go.

    Raise OSError where the file cannot be written; nothing is asked where its folder says so before.
    """
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(13, "Permission denied")
    missing = [] if options.bot_token else [_BOT]
    missing += [] if options.app_token or options.signing_secret else [_APP]
    terminal.say(f"Cortado has no {path.name} yet. These steps make one; Ctrl-C leaves everything as it was.\n")
    if _BOT in missing:
        _make_app(terminal)
    given = {}
    for number, token in enumerate(missing, 2 if _BOT in missing else 1):
        terminal.say(f"\n{number}. {token.way}")
        given[token.field] = _asked(terminal, token, options, fault_of)
    _write(path, given)
    terminal.say(
        f"\nWritten to {path.name}, which only you can read. Everything is kept in cortado.db here; DATABASE_URL changes that."
    )


def link_to_new_app(manifest: Path = MANIFEST) -> str:
    """Return the address at which Slack makes an app from our manifest."""
    held = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    return _NEW_APP + quote(json.dumps(held, separators=(",", ":"), ensure_ascii=False), safe="")


def _make_app(terminal: Terminal) -> None:
    link = link_to_new_app()
    terminal.say("1. Make the Slack app: Slack's page has the manifest filled in. Choose your workspace, Next, Create.")
    if terminal.agrees("   Open that page in the browser of this machine?"):
        terminal.open_page(link)
    else:
        terminal.say(f"   Open it yourself, on any machine:\n\n{link}\n")
        terminal.say(
            "   Or, where it is too long to copy: https://api.slack.com/apps, Create New App, From a manifest, and paste app.yaml."
        )


def _asked(terminal: Terminal, token: _Token, options: Options, fault_of: Callable[[str, str], str | None]) -> str:
    while True:
        typed = terminal.ask_unseen(f"   {token.called}, which is not shown").strip()
        fault = fault_of(token.field, typed)
        if fault is not None:
            terminal.say(f"   {fault}")
            continue
        found = token.ask(typed, options)
        for finding in found:
            terminal.say(f"   {finding.what}: {finding.said}" + (f" {finding.mend}" if not finding.well else ""))
        if all(finding.well for finding in found):
            return typed


def _write(path: Path, given: Mapping[str, str]) -> None:
    """Write the lines to a file of our own beside it, and put that in its place: there is a whole one, or none."""
    lines = ["# Written by `python -m bot run`; .env.example shows every variable."]
    lines += [f"{name.upper()}={_quoted(value)}" for name, value in given.items()]
    number, made = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)  # for nobody else to read
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(number)
        Path(made).replace(path)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
