"""What `check` looks at: each finding says what is wrong and how to mend it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from slack_sdk.errors import SlackApiError

from bot.feature import Feature
from bot.features.seu.programmes.reading import BadProgrammes, load
from bot.house.options import Options
from bot.house.own_events import own_listeners
from bot.house.own_posts import POSTED
from bot.house.scopes import OPTIONAL_SCOPES, SCOPES
from bot.slack.client import SlackClient, is_loopback, open_session
from bot.slack.errors import LOST, ODD, error_of
from bot.slack.post_metadata import MARK
from bot.store.errors import StoreError, StoreUnusable
from bot.store.revisions import examine

_NETWORK = "Look at the network and SLACK_API_URL."

MANIFEST = Path(__file__).parents[2] / "app.yaml"


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `mend` says what to do where it is not well."""

    what: str
    well: bool
    said: str
    mend: str = ""


def events_of(features: Iterable[Feature]) -> set[str]:
    """Name the events that the code listens to."""
    own = own_listeners(lambda workspace: None, ())
    return {POSTED, *(kind for heard in (own, *(feature.events for feature in features)) for kind in heard)} - {"view_closed"}


def check_database(url: str) -> Finding:
    """Look at the database: reachable, whole, writable, and as new as the code."""
    try:
        return Finding("database", True, examine(url))
    except StoreUnusable as fault:
        return Finding("database", False, fault.said, fault.mend)
    except (StoreError, ValueError) as fault:
        return Finding("database", False, str(fault), "Look at DATABASE_URL, and whether the database runs.")


def check_transport(options: Options) -> Finding:
    """Look whether requests can come in."""
    if options.app_token:
        return Finding("transport", True, "Socket Mode: SLACK_APP_TOKEN is set.")
    if options.signing_secret:
        return Finding("transport", True, "Signed HTTP at /slack/events; Slack must reach this address from outside.")
    return Finding(
        "transport", False, "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.", "Set SLACK_APP_TOKEN for Socket Mode."
    )


def check_metrics(options: Options) -> Finding:
    """Say who can read what is counted."""
    if options.metrics_port is not None:
        return Finding("metrics", True, f"On port {options.metrics_port} alone, apart from what Slack reaches.")
    if options.app_token:
        return Finding("metrics", True, "At /metrics, beside /healthz.")
    return Finding(
        "metrics", True, "At /metrics, for whoever reaches /slack/events; METRICS_PORT shows it on another port alone."
    )


def check_addresses(options: Options) -> list[Finding]:
    """Say which address a visitor's pages are counted by; nothing where browsers do not reach the bot from outside."""
    if not options.public_url or is_loopback(options.public_url) or options.address_pace == 0:
        return []
    if options.trusted_proxies:
        proxies = "the proxy" if options.trusted_proxies == 1 else f"the first of {options.trusted_proxies} proxies"
        return [Finding("addresses", True, f"Pages are counted by the address that {proxies} writes into X-Forwarded-For.")]
    said = "Pages are counted by the address of the connection. Behind a proxy that is the proxy's, one for all; TRUSTED_PROXIES mends it."
    return [Finding("addresses", True, said)]


def check_programmes(options: Options) -> Finding:
    """Read the files of programmes, an admin's own among them."""
    try:
        read = load(options.seu_programmes).by_key
    except BadProgrammes as bad:
        return Finding("programmes", False, " ".join(bad.lines), "Mend the files in SEU_PROGRAMMES; see docs/running.md.")
    versions = ", ".join(f"{key} {programme.version} of {programme.checked_on}" for key, programme in sorted(read.items()))
    return Finding("programmes", True, f"{versions}.")


def check_manifest(features: Sequence[Feature], path: Path = MANIFEST) -> Finding:
    """Hold app.yaml against what the code declares."""
    try:
        manifest: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        wrong = differences(manifest, features)
    except (OSError, yaml.YAMLError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        return Finding("manifest", False, f"app.yaml cannot be read: {type(fault).__name__}.", "Take it from the project again.")
    if wrong:
        return Finding(
            "manifest", False, "; ".join(wrong), "Take app.yaml from the version that runs, and update the app with it."
        )
    return Finding("manifest", True, "Commands, shortcuts, events and scopes are those of the code.")


def differences(manifest: Mapping[str, Any], features: Sequence[Feature]) -> list[str]:
    """Say where a manifest and the code differ."""
    shown, subscribed = manifest["features"], manifest["settings"]["event_subscriptions"]
    scopes = manifest["oauth_config"]["scopes"]
    pairs = {
        "commands": (
            {each["command"] for each in shown["slash_commands"]},
            {name for each in features for name in each.commands},
        ),
        "shortcuts": (
            {each["callback_id"] for each in shown.get("shortcuts", ())},
            {name for each in features for name in each.shortcuts},
        ),
        "events": (set(subscribed["bot_events"]), events_of(features)),
        "metadata": ({each["event_type"] for each in subscribed.get("metadata_subscriptions", ())}, {MARK}),
        "scopes": (set(scopes["bot"]), {*SCOPES, *OPTIONAL_SCOPES}),
        "optional scopes": (set(scopes.get("bot_optional", ())), set(OPTIONAL_SCOPES)),
    }
    found = []
    for what, (there, here) in pairs.items():
        found += [
            f"{what}: {', '.join(sorted(only))} only in {side}"
            for only, side in ((there - here, "app.yaml"), (here - there, "the code"))
            if only
        ]
    return found


async def check_slack(options: Options) -> list[Finding]:
    """Ask Slack about the tokens: whose they are, what they may do."""
    if not options.bot_token:
        mend = "Copy the Bot User OAuth Token of the app (OAuth & Permissions) to SLACK_BOT_TOKEN."
        return [Finding("bot token", False, "SLACK_BOT_TOKEN is not set.", mend)]
    async with open_session() as session:
        client = SlackClient(options.bot_token, session, base_url=options.api_url)
        found = await bot_token(client)
        if options.app_token:
            found.append(await app_token(SlackClient(options.app_token, session, base_url=options.api_url)))
        return found


async def check_app_token(options: Options) -> Finding:
    """Ask Slack whether it opens Socket Mode for the app token."""
    async with open_session() as session:
        return await app_token(SlackClient(options.app_token or "", session, base_url=options.api_url))


async def bot_token(client: SlackClient) -> list[Finding]:
    """Ask Slack whose a bot token is, and what it may do."""
    try:
        told = await client.auth_test()
    except SlackApiError as refused:
        if error_of(refused) == ODD:
            return [_odd("bot token")]
        mend = "Install the app in the workspace again and copy its bot token anew."
        return [Finding("bot token", False, f"Slack refuses it: {error_of(refused)}.", mend)]
    except LOST as lost:
        return [Finding("bot token", False, f"Slack cannot be reached ({type(lost).__name__}).", _NETWORK)]
    except Exception as odd:  # noqa: BLE001 - slack_sdk reads what is no JSON object as if it were one
        return [Finding("bot token", False, f"Slack's answer cannot be read ({type(odd).__name__}).", _NETWORK)]
    if not told.get("team_id") or not told.get("user_id"):
        return [Finding("bot token", False, "Slack's answer does not say whose it is.", _NETWORK)]
    missing, more = sorted(set(SCOPES) - set(told["scopes"])), sorted(set(told["scopes"]) - {*SCOPES, *OPTIONAL_SCOPES})
    left = [f"{scope} ({reason})" for scope, reason in OPTIONAL_SCOPES.items() if scope not in told["scopes"]]
    said = ["All that are needed."]
    said += [f"Not needed: {', '.join(more)}."] if more else []
    said += [f"Left out, as you may: {'; '.join(left)}."] if left else []
    scopes = Finding("scopes", True, " ".join(said))
    if missing:
        mend = "Update the app with app.yaml (App Manifest), then install it in the workspace again."
        scopes = Finding("scopes", False, f"Missing: {'; '.join(f'{scope} ({SCOPES[scope]})' for scope in missing)}.", mend)
    return [Finding("bot token", True, f"{told.get('user')} in {told.get('team')} ({told.get('team_id')})."), scopes]


def _odd(what: str) -> Finding:
    mend = "Look at SLACK_API_URL, and at the proxy or the sign-in page between this machine and Slack."
    return Finding(what, False, "What answered is not Slack.", mend)


async def app_token(client: SlackClient) -> Finding:
    """Ask Slack for a line by an app-level token."""
    try:
        await client.call("apps.connections.open")
    except SlackApiError as refused:
        if error_of(refused) == ODD:
            return _odd("app token")
        mend = "Make an App-Level Token with the scope connections:write (Basic Information) and set SLACK_APP_TOKEN."
        return Finding("app token", False, f"Slack refuses it: {error_of(refused)}.", mend)
    except LOST as lost:
        return Finding("app token", False, f"Slack cannot be reached ({type(lost).__name__}).", _NETWORK)
    except Exception as odd:  # noqa: BLE001 - as above
        return Finding("app token", False, f"Slack's answer cannot be read ({type(odd).__name__}).", _NETWORK)
    return Finding("app token", True, "Socket Mode can be opened.")
