"""What `reencrypt` does: encrypts all tokens with the first key."""

from collections.abc import Sequence

from bot.core.ids import MACHINE
from bot.house.installations import Installations
from bot.house.oauth.sync import InstallationSync
from bot.installations.encryption import TokenKeys
from bot.installations.store import installations
from bot.slack.client import SlackClient
from bot.store.changing import changing
from bot.store.errors import StoreHeld
from bot.store.revisions import examine


class NotEncrypted(Exception):
    """Why tokens are not encrypted anew, in a sentence."""


async def encrypt_anew(url: str, keys: Sequence[str]) -> str:
    """Encrypt with the first key whatever another one encrypted, and say so. Raise NotEncrypted, StoreError, or ValueError for the URL."""
    if not keys:
        raise NotEncrypted("TOKEN_KEYS is not set. `python -m bot key` makes a key.")
    examine(url)
    try:
        async with changing(url) as store:
            sync = InstallationSync(Installations(), store, TokenKeys(keys), _no_client, _nothing)
            done = await sync.seal_anew()
            rows = await store.read(installations, MACHINE)
    except StoreHeld as held:
        raise NotEncrypted(f"{held} The bot encrypts anew at its next start.") from held
    left = [row for row in rows if row.secret and not sync.keys.is_current(row.secret)]
    if left:
        names = ", ".join(row.workspace for row in left)
        raise NotEncrypted(f"No key opens the tokens of {names}, or they are being refreshed. Keep the old keys and try again.")
    return f"Encrypted anew: {done}. The first of TOKEN_KEYS opens all that is kept; the others are not needed any more."


def _no_client(*_: object) -> SlackClient:
    raise RuntimeError("Nothing is asked of Slack here.")


async def _nothing() -> None:
    return None
