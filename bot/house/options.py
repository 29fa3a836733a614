"""What can be set from outside, as the house is given it."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.house.address_limit import PAGES_A_SECOND
from bot.house.oauth.many_workspaces import OAuthOptions
from bot.slack.client import SLACK


@dataclass(frozen=True)
class Options:
    """What can be set from outside, as plain values; secrets stay out of its text."""

    database_url: str = field(default="sqlite:///cortado.db", repr=False)
    """It may hold a password."""
    bot_token: str = field(default="", repr=False)
    """The token of the one workspace; empty where `oauth` is given."""
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = SLACK
    clock_control: str | None = field(default=None, repr=False)
    clock_offset: timedelta = timedelta()
    metrics_port: int | None = None
    """Where `/metrics` is shown; on the front of all else where it is None."""
    public_url: str = ""
    """Where browsers and calendars reach the bot; without one there are no calendars."""
    oauth: OAuthOptions | None = None
    """How many workspaces install the app by themselves; None: the one of `bot_token`."""
    seu_programmes: Path | None = None
    """The folder of an admin's own programmes."""
    seu_words_months: int = 0
    """After so many months the words of a ledger's entries are forgotten; 0: never."""
    meetings_months: int = 0
    """After so many months a closed meeting is forgotten with what belongs to it; 0: never."""
    uninstalled_days: int = 30
    """So many days all is kept of a workspace that has removed the app, then nothing; 0: until somebody erases it."""
    person_pace: float = 10.0
    """So many clicks a second one person may keep up; 0: nobody is held to anything."""
    address_pace: float = PAGES_A_SECOND
    """So many pages a second one address may keep up; 0: none is held to anything."""
    trusted_proxies: int = 0
    """How many proxies every request comes through that say which address it is from."""
