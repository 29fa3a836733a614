"""Slack's side of OAuth v2 as the bot uses it: where to send a browser, codes into tokens."""

from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.installations.grants import Grant, Refreshed, read_grant, read_refreshed
from bot.slack.client import web_client
from bot.slack.errors import LOST, odd_answer

METHOD = "oauth.v2.access"
REFUSED = frozenset(
    {"invalid_refresh_token", "refresh_token_expired", "token_revoked", "token_expired", "account_inactive", "invalid_grant"}
)
"""Slack gives no more tokens for this installation: only another installation helps."""


@dataclass(frozen=True)
class App:
    """The Slack app as OAuth knows it, and where Slack sends a browser back to."""

    client_id: str
    client_secret: str = field(repr=False)
    redirect: str
    api_url: str

    def authorize_url(self, state: str, scopes: Collection[str]) -> str:
        """Return where a browser asks its person for these scopes; which of them are optional, the app's own settings say."""
        asked = {"client_id": self.client_id, "scope": ",".join(sorted(scopes)), "redirect_uri": self.redirect, "state": state}
        return f"{self.origin}/oauth/v2/authorize?{urlencode(asked)}"

    @property
    def origin(self) -> str:
        """Return Slack's address, or the stand-in's."""
        base = urlsplit(self.api_url)
        return f"{base.scheme}://{base.netloc}"


class SlackOAuth:
    """Calls `oauth.v2.access`. Raises SlackApiError where Slack says no, and what is LOST where nobody knows."""

    def __init__(self, app: App, session: aiohttp.ClientSession) -> None:
        self._app = app
        self._web = web_client(app.api_url, session)

    async def exchange(self, code: str) -> Grant:
        """Give a code back for what was granted."""
        return read_grant(await self._access(code=code, redirect_uri=self._app.redirect))

    async def refresh(self, token: str) -> Refreshed:
        """Give a refresh token, once, for a new pair."""
        return read_refreshed(await self._access(grant_type="refresh_token", refresh_token=token))

    async def _access(self, **arguments: str) -> dict[str, object]:
        try:
            answer = await self._web.oauth_v2_access(
                client_id=self._app.client_id, client_secret=self._app.client_secret, **arguments
            )
        except (SlackApiError, *LOST):
            raise
        except (AttributeError, LookupError, RecursionError, UnicodeDecodeError) as odd:
            raise odd_answer(METHOD) from odd  # slack_sdk takes whatever came for an object of Slack's
        if not isinstance(answer.data, dict) or answer.data.get("ok") is not True:
            raise odd_answer(METHOD)
        return dict(answer.data)
