"""What `check` looks at where many workspaces install the app."""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from bot.core.clock import RealClock
from bot.house.checks import Finding, app_token, bot_token
from bot.house.options import Options
from bot.installations.encryption import TokenKeys, UnreadableTokens
from bot.installations.rules import is_over
from bot.installations.store import Installation, installations
from bot.installations.views import INSTALL, REDIRECT
from bot.slack.client import SlackClient, is_loopback, open_session
from bot.store.errors import StoreError
from bot.store.reports import report
from bot.store.revisions import current

_AGAIN = "Install the app there again."


async def check_oauth(options: Options, wrong: Sequence[str]) -> list[Finding]:
    """Look at the settings of OAuth, the keys, and ask Slack about the token of every installation."""
    if wrong:
        return [Finding("OAuth", False, sentence, "See docs/many-workspaces.md.") for sentence in wrong]
    assert options.oauth is not None
    found = [_address(options.public_url)]
    try:
        rows = await report(options.database_url, installations) if current(options.database_url) else []
    except (StoreError, ValueError):
        return [*found, Finding("installations", False, "They cannot be read: see database.")]
    keys = TokenKeys(options.oauth.token_keys)
    standing = [row for row in rows if row.uninstalled is None]
    found.append(_old_keys(keys, standing))
    async with open_session() as session:
        for row in standing:
            if row.serving == row.workspace:
                found += await _installation(row, keys, lambda token: SlackClient(token, session, base_url=options.api_url))
        if options.app_token:
            found.append(await app_token(SlackClient(options.app_token, session, base_url=options.api_url)))
    return found


async def some_token(options: Options) -> str | None:
    """Return a token of an installation that Slack can be asked with; None where none lives. Raise StoreError, or ValueError for the URL."""
    if options.oauth is None or not current(options.database_url):
        return None
    keys, now = TokenKeys(options.oauth.token_keys), RealClock().now()
    rows = await report(options.database_url, installations)
    alive = [row for row in rows if row.stands and row.secret and not is_over(row.expires, now)]
    opened = (_tokens(keys, row) for row in sorted(alive, key=lambda row: row.is_org))  # one of a workspace names it by itself
    return next((token for token in opened if token), None)


def _address(public_url: str) -> Finding:
    if urlsplit(public_url).scheme != "https" and not is_loopback(public_url):
        mend = "Slack sends browsers back to https addresses only: let a proxy with TLS pass on /slack/."
        return Finding("OAuth", False, "PUBLIC_URL does not begin with https://.", mend)
    return Finding("OAuth", True, f"{public_url}{INSTALL} adds the app; the app's redirect URL is {public_url}{REDIRECT}.")


def _old_keys(keys: TokenKeys, rows: Sequence[Installation]) -> Finding:
    sealed = [row for row in rows if row.secret]
    unreadable = [row for row in sealed if _tokens(keys, row) is None]
    if unreadable:
        names = ", ".join(row.workspace for row in unreadable)
        return Finding(
            "keys", False, f"None of TOKEN_KEYS opens the tokens of {names}.", f"Add the key that is missing. Else: {_AGAIN}"
        )
    old = sum(not keys.is_current(row.secret) for row in sealed)
    said = (
        f"{old} of {len(sealed)} installations need an older key, until the bot has started once."
        if old
        else "The first one opens all."
    )
    return Finding("keys", True, said)


async def _installation(row: Installation, keys: TokenKeys, client_of: Callable[[str], SlackClient]) -> list[Finding]:
    name = f"workspace {row.workspace}"
    if row.refused:
        return [Finding(name, False, f"Slack gives no new token ({row.refused}).", _AGAIN)]
    token = _tokens(keys, row)
    if token is None:
        return []  # said of the keys
    if is_over(row.expires, RealClock().now()):
        return [Finding(name, True, "Its token has ended; the bot refreshes it when it runs.")]
    asked = await bot_token(client_of(token))
    return [Finding(name, each.well, each.said, each.mend and _AGAIN) for each in asked]


def _tokens(keys: TokenKeys, row: Installation) -> str | None:
    try:
        return keys.open(row.workspace, row.secret).access
    except UnreadableTokens:
        return None
