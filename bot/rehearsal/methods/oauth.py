"""oauth.v2.access and what belongs to it: how the app comes by its tokens, and loses them."""

from bot.rehearsal import installing
from bot.rehearsal.installs import TOKEN_SECONDS, Install, Tokens
from bot.rehearsal.methods.call import Call
from bot.rehearsal.room import Room, Slack
from bot.rehearsal.shapes import Json, SlackError


def about(slack: Slack, args: Json) -> Room:
    """Find the workspace that a call without a token is about, for its faults and its journal: the first where nobody can tell."""
    holder = slack.codes.holder(str(args.get("code") or "")) or slack.installs.holder(str(args.get("refresh_token") or ""))
    return slack.of(holder) if holder is not None else slack.first


def _check_client(call: Call) -> None:
    name, secret = call.client or (str(call.args.get("client_id") or ""), str(call.args.get("client_secret") or ""))
    if name != call.room.app.client_id:
        raise SlackError("invalid_client_id")
    if secret != call.room.app.client_secret:
        raise SlackError("bad_client_secret")


def access(call: Call) -> Json:
    """Give tokens for a code, or new ones for a refresh token."""
    _check_client(call)
    slack = call.room.slack
    match call.maybe("grant_type") or "authorization_code":
        case "authorization_code":
            wanted = slack.codes.redeem(call.maybe("code") or "", call.maybe("redirect_uri"))
            install = installing.install_app(slack, wanted)
            return _given(call, install, slack.installs.issue(install.holder)) | {"authed_user": {"id": wanted.installer}}
        case "refresh_token":
            if not call.room.app.rotates_tokens:
                raise SlackError("token_rotation_not_enabled")
            install, tokens = slack.installs.refresh(call.maybe("refresh_token") or "")
            return _given(call, install, tokens)
        case _:
            raise SlackError("invalid_grant_type")


def _given(call: Call, install: Install, tokens: Tokens) -> Json:
    room = call.room.slack.of(install.holder)
    app, is_org_wide = room.app, install.holder != room.app.team_id
    refreshed = {} if tokens.refresh is None else {"refresh_token": tokens.refresh, "expires_in": TOKEN_SECONDS}
    return {
        "app_id": app.app_id, "scope": ",".join(install.scopes), "token_type": "bot", "access_token": tokens.access, **refreshed,
        "bot_user_id": app.bot_user, "team": None if is_org_wide else {"id": app.team_id, "name": app.team_name},
        "enterprise": None if app.org is None else {"id": app.org.id, "name": app.org.name}, "is_enterprise_install": is_org_wide,
    }  # fmt: skip


def teams(call: Call) -> Json:
    """List the workspaces that the token of the call reaches."""
    assert call.install is not None
    slack = call.room.slack
    return call.page(call.install.teams, lambda team: {"id": team, "name": slack.rooms[team].app.team_name}, "teams")


def revoke(call: Call) -> Json:
    """Revoke the token of the call; it was the last one of its installation, which ends with it."""
    assert call.install is not None
    if not call.flag("test"):
        installing.uninstall(call.room.slack, call.install.holder, revoked_first=True)
    return {"revoked": not call.flag("test")}


def uninstall(call: Call) -> Json:
    """Remove the app from where the token belongs."""
    assert call.install is not None
    _check_client(call)
    installing.uninstall(call.room.slack, call.install.holder)
    return {}
