"""What a command is told by the environment: the settings, and the house's options of them."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.commands.ending import give_up

if TYPE_CHECKING:
    from bot.house.oauth.many_workspaces import OAuthOptions
    from bot.house.options import Options
    from bot.settings import Settings


def read_settings() -> "Settings":
    """Read the settings, or end with what is wrong with them."""
    from bot.settings import BadSettings, load

    try:
        return load()
    except BadSettings as bad:
        give_up(*bad.lines, "Mend .env or the environment; .env.example shows every variable but the rehearsal room's own.")


def options_of(settings: "Settings") -> "Options":
    """Return what the house is given of the settings."""
    from bot.house.options import Options

    return Options(
        database_url=settings.database_url,
        bot_token=_shown(settings.slack_bot_token) or "",
        app_token=_shown(settings.slack_app_token),
        signing_secret=_shown(settings.slack_signing_secret),
        api_url=settings.slack_api_url,
        clock_control=_shown(settings.clock_control),
        clock_offset=timedelta(seconds=settings.clock_offset_seconds),
        metrics_port=settings.metrics_port,
        public_url=settings.public_url,
        seu_programmes=settings.seu_programmes,
        seu_words_months=settings.seu_words_months,
        oauth=_oauth(settings),
        meetings_months=settings.meetings_months,
        uninstalled_days=settings.uninstalled_days,
        person_pace=settings.person_pace,
        address_pace=settings.address_pace,
        trusted_proxies=settings.trusted_proxies,
    )


def _shown(secret: Any) -> str | None:
    return None if secret is None else str(secret.get_secret_value())


def _oauth(settings: "Settings") -> "OAuthOptions | None":
    from bot.house.oauth.many_workspaces import OAuthOptions
    from bot.settings import keys_in

    if not settings.slack_client_id or settings.slack_client_secret is None or not keys_in(settings.token_keys):
        return None
    secret = settings.slack_client_secret.get_secret_value()
    return OAuthOptions(settings.slack_client_id, secret, keys_in(settings.token_keys))
