"""Endpoints that end, spread or age what the app was given in a workspace."""

from collections.abc import Callable, Mapping

from starlette.requests import Request

from bot.rehearsal import installing
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json


def _uninstall(room: Room) -> list[str]:
    return installing.uninstall(room.slack, _holder(room))


def _revoke(room: Room) -> list[str]:
    return installing.uninstall(room.slack, _holder(room), revoked_first=True)


def _expire(room: Room) -> list[str]:
    return installing.expire(room.slack, _holder(room))


def _add(room: Room) -> list[str]:
    return installing.spread(room, granted=True)


def _withdraw(room: Room) -> list[str]:
    return installing.spread(room, granted=False)


VERBS: Mapping[str, Callable[[Room], list[str]]] = {
    "uninstall": _uninstall,
    "revoke": _revoke,
    "expire": _expire,
    "add": _add,
    "withdraw": _withdraw,
}


def _holder(room: Room) -> str:
    """Find what holds the installation that a workspace has: itself, or its organization. Raise ActRefused."""
    org = room.app.org
    install = room.slack.installs.in_team(room.app.team_id) or (room.slack.installs.of(org.id) if org is not None else None)
    if install is None:
        raise ActRefused(f"{room.app.display_name} is not installed in {room.app.team_name}.")
    return install.holder


async def change(room: Room, request: Request) -> Json:
    """POST /room/install/<verb>: do it, and say what the app is told."""
    verb = request.path_params["verb"]
    if verb not in VERBS:
        raise ActRefused(f"There is no {verb}. There are: {', '.join(VERBS)}.")
    sent = VERBS[verb](room)
    room.changes.notify()
    return {"ok": True, "sent": sent, "said": _said(verb, sent)}


def _said(verb: str, sent: list[str]) -> str:
    if verb == "expire":
        return "Slack tells the app nothing: its next call is refused as token_expired."
    return (
        f"Slack sends the app {', then '.join(sent)}." if sent else "Slack tells the app nothing: it subscribes to no such event."
    )


def look(room: Room) -> Json:
    """Describe where the app is installed, as this workspace's page shows it."""
    slack, app = room.slack, room.app
    install = slack.installs.in_team(app.team_id)
    of_org = slack.installs.of(app.org.id) if app.org is not None else None
    return {
        "workspaces": [{"id": team, "name": each.app.team_name, "installed": each.is_installed} for team, each in slack.rooms.items()],
        "installed": install is not None,
        "install_url": slack.install_url,
        "org": None if app.org is None else {"id": app.org.id, "name": app.org.name, "installed": of_org is not None},
        "install": None if install is None else {
            "is_org_wide": install.holder != app.team_id, "scopes": sorted(install.scopes), "expires": slack.installs.expires(install.holder),
        },
    }  # fmt: skip
