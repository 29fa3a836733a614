"""Installing the app in a workspace or an organization, and removing it; what the app is told."""

from bot.rehearsal.installs import Install
from bot.rehearsal.room import Room, Slack
from bot.rehearsal.shapes import ActRefused, Json, SlackError

_NAMES_A_PLACE = ("channel", "channel_id", "user", "user_id", "users", "trigger_id", "view_id")
_NAMES_ONLY_A_TEAM = frozenset({"users.conversations"})


def reached(slack: Slack, install: Install, method: str, args: Json) -> Room:
    """Find the workspace that a call is about: the token's own, or of an organization's the one that is named. Raise SlackError."""
    if install.holder in slack.rooms:
        return slack.rooms[install.holder]
    if team := str(args.get("team_id") or ""):
        if team not in install.teams:
            raise SlackError("team_access_not_granted")
        return slack.rooms[team]
    within = [slack.rooms[team] for team in install.teams]
    for name in _NAMES_A_PLACE:
        if found := next((each for each in within if args.get(name) and each.knows(str(args[name]))), None):
            return found
    if method in _NAMES_ONLY_A_TEAM:
        raise SlackError("missing_argument", "team_id is needed with a token of an organization")
    return within[0] if within else slack.of(install.holder)


def install_app(slack: Slack, wanted: Install) -> Install:
    """Install the app as somebody has allowed."""
    install = slack.installs.allow(wanted)
    if install.teams:
        slack.settle(*install.teams)
    return install


def uninstall(slack: Slack, holder: str, *, revoked_first: bool = False) -> list[str]:
    """Remove the app from a workspace or an organization; give the events that the app is sent, in their order. Raise ActRefused."""
    install = _installed(slack, holder)
    room = slack.of(holder)
    revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [room.app.bot_user]}}
    events: list[Json] = [{"type": "app_uninstalled"}, revoked]
    slack.installs.end(holder, "token_revoked" if revoked_first else "account_inactive")
    for team in install.teams:
        _leave(slack.rooms[team])
    return _tell(room, install, *(reversed(events) if revoked_first else events))


def expire(slack: Slack, holder: str) -> list[str]:
    """Let the access tokens of an installation expire now; Slack tells nobody. Raise ActRefused."""
    if slack.installs.expires(_installed(slack, holder).holder) is None:
        raise ActRefused("That token never expires: the app has no token rotation.")
    slack.installs.expire(holder)
    return []


def spread(room: Room, *, granted: bool) -> list[str]:
    """Add the app of an organization to one of its workspaces, or take it from there. Raise ActRefused."""
    slack, team, name = room.slack, room.app.team_id, room.app.team_name
    install = _installed(slack, room.app.org.id if room.app.org is not None else team)
    if install.holder == team or (team in install.teams) == granted:
        raise ActRefused(f"The organization has {'added' if granted else 'not added'} the app to {name}.")
    if granted and slack.installs.of(team) is not None:
        raise ActRefused(f"{name} has an installation of its own. Uninstall that one first.")
    teams = (*install.teams, team) if granted else tuple(each for each in install.teams if each != team)
    slack.installs.spread(install.holder, teams)
    if granted:
        slack.settle(team)
    else:
        _leave(room)
    return _tell(room, install, {"type": f"team_access_{'granted' if granted else 'revoked'}", "team_ids": [team]})


def _leave(room: Room) -> None:
    """Take the bot out of the channels of a workspace that has the app no longer; what it wrote stays."""
    for channel in list(room.workspace.conversations.values()):
        if channel.kind == "channel" and room.app.bot_user in channel.members:
            room.workspace.leave(room.app.bot_user, channel.id)
    room.slack.settle(room.app.team_id)


def _installed(slack: Slack, holder: str) -> Install:
    install = slack.installs.of(holder)
    if install is None:
        raise ActRefused("The app is not installed there.")
    return install


def _tell(room: Room, install: Install, *events: Json) -> list[str]:
    """Send the app what it subscribes to, also where it is installed no longer."""
    told = [each for each in events if each["type"] in room.app.events]
    at = room.clock.real.now()
    for event in told:
        stamped = {**event, "event_ts": f"{at.timestamp():.6f}"}
        room.delivery.event(room.payloads.event(stamped, room.ids("Ev"), int(at.timestamp()), install))
    return [str(each["type"]) for each in told]
