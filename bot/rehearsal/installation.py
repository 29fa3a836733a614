"""The app as Slack knows it: its ids, tokens, scopes, commands and shortcuts, and the workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.rehearsal.shapes import Json

SCOPES = (
    "commands", "chat:write", "chat:write.public", "im:write", "channels:read", "groups:read", "users:read", "app_mentions:read",
    "files:write",
)  # fmt: skip
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_id_changed",
    "channel_unarchive",
    "group_unarchive",
    "tokens_revoked",
    "member_joined_channel",
    "member_left_channel",
    "user_status_changed",
)
HISTORY = ("channels:history", "groups:history", "im:history")
METADATA = "metadata.message:read"


@dataclass(frozen=True)
class Org:
    """An organization with workspaces of its own, as Enterprise Grid has them."""

    id: str
    name: str


@dataclass(frozen=True)
class Installation:
    """What Slack would know about the app in a workspace; `request_url` is where signed HTTP goes when no Socket Mode connection is open."""

    bot_token: str = "xoxb-rehearsal-bot-token"
    app_token: str = "xapp-1-A0REHEARSAL-rehearsal"
    signing_secret: str = "rehearsal-signing-secret"
    request_url: str | None = None
    team_id: str = "T0REHEARSAL"
    team_name: str = "Rehearsal"
    domain: str = "rehearsal"
    org: Org | None = None
    app_id: str = "A0REHEARSAL"
    bot_id: str = "B0CORTADO"
    bot_user: str = "U0CORTADO"
    bot_name: str = "cortado"
    display_name: str = "Cortado"
    scopes: tuple[str, ...] = SCOPES
    events: tuple[str, ...] = EVENTS
    metadata: tuple[tuple[str, str], ...] = ()
    """Whose metadata it wants to hear of: pairs of app id and event type, either of which can be `*`."""
    commands: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    shortcuts: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    reads_messages: bool = True
    """Whether people can write to the app in its messages tab."""
    client_id: str = "1000000000001.1000000000002"
    client_secret: str = "rehearsal-client-secret"
    redirect_urls: tuple[str, ...] = ()
    """Where Slack may send people back to; an address below one of them will do."""
    optional_scopes: tuple[str, ...] = ()
    """Of these whoever installs the app chooses."""
    rotates_tokens: bool = False
    is_for_orgs: bool = False

    def hears_of(self, event_type: str) -> bool:
        """Tell whether it subscribes to metadata of this type in its own posts."""
        return any(app in ("*", self.app_id) and kind in ("*", event_type) for app, kind in self.metadata)

    def command(self, name: str) -> Mapping[str, object] | None:
        """Find a slash command by its name with the slash."""
        return next((each for each in self.commands if each["command"] == name), None)

    def shortcut(self, callback_id: str) -> Mapping[str, object] | None:
        """Find a shortcut by its callback id."""
        return next((each for each in self.shortcuts if each["callback_id"] == callback_id), None)


GIVEN = ("files:write", METADATA)
"""What whoever installs the app here allows of its optional scopes: the page hands out files, and has no box to choose one."""


def from_manifest(manifest: Json) -> Json:
    """Read scopes, events, commands, shortcuts and whether the app reads messages out of an app manifest, as arguments for an Installation."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    refused = {scope for scope in scopes.get("bot_optional", ()) if scope not in GIVEN}
    subscribed = settings.get("event_subscriptions", {})
    return {
        "redirect_urls": tuple(manifest.get("oauth_config", {}).get("redirect_urls", ())),
        "optional_scopes": tuple(scopes.get("bot_optional", ())),
        "rotates_tokens": bool(settings.get("token_rotation_enabled", False)),
        "is_for_orgs": bool(settings.get("org_deploy_enabled", False)),
        "scopes": tuple(scope for scope in scopes.get("bot", SCOPES) if scope not in refused),
        "events": tuple(subscribed.get("bot_events", EVENTS)),
        "metadata": tuple((each["app_id"], each["event_type"]) for each in subscribed.get("metadata_subscriptions", ())),
        "commands": tuple(features.get("slash_commands", ())),
        "shortcuts": tuple(features.get("shortcuts", ())),
        "reads_messages": not features.get("app_home", {}).get("messages_tab_read_only_enabled", False),
    }
