"""Encodes what a person types: mentions, links and escaped characters."""

import re

from bot.rehearsal.installation import Installation
from bot.rehearsal.workspace import Workspace


def escaped(text: str) -> str:
    """Escape the three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_mentions(text: str, workspace: Workspace, app: Installation, named: bool) -> str:
    """Turn @names and #channels into mentions; with `named` they carry the name as in a command."""
    people = {app.bot_name: app.bot_user}
    for person in workspace.people.values():
        people[person.name.casefold()] = person.id
        people.setdefault(person.real_name.split()[0].casefold(), person.id)
    channels = {each.name.casefold(): each.id for each in workspace.conversations.values() if each.kind == "channel"}
    names = {person.id: person.name for person in workspace.people.values()} | {app.bot_user: app.bot_name}

    def person_mention(found: re.Match[str]) -> str:
        wanted = people.get(found[1].casefold())
        if wanted is None:
            return found[0]
        return f"<@{wanted}|{names[wanted]}>" if named else f"<@{wanted}>"

    def channel_mention(found: re.Match[str]) -> str:
        wanted = channels.get(found[1].casefold())
        if wanted is None:
            return found[0]
        return f"<#{wanted}|{found[1].casefold()}>"

    text = re.sub(r"(?<![\w<])@([\w.-]*\w)", person_mention, text)
    return re.sub(r"(?<![\w<&])#([\w-]*\w)", channel_mention, text)


def with_links(text: str) -> str:
    """Wrap addresses as a command's text has them."""
    return re.sub(r"(?<![<|])\bhttps?://[^\s<>|]+", lambda found: f"<{found[0]}>", text)


def command_text(text: str, workspace: Workspace, app: Installation, should_escape: bool) -> str:
    """Write the text of a command as Slack sends it."""
    if not should_escape:
        return text.strip()
    return with_mentions(with_links(escaped(text.strip())), workspace, app, named=True)


def message_text(text: str, workspace: Workspace, app: Installation) -> str:
    """Write the text of a message as Slack stores it."""
    return with_mentions(with_links(escaped(text)), workspace, app, named=False)
