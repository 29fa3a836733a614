"""Encrypts tokens for the database, each bound to the workspace that it is of."""

import json
from collections.abc import Sequence

from bot.core.ids import WorkspaceId
from bot.installations.rules import Tokens


class UnreadableTokens(Exception):
    """None of the keys opens it, or it is another workspace's; its text holds nothing of it."""


class TokenKeys:
    """One or several keys: the first encrypts, all decrypt. Its repr shows none of them."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Raise ValueError for what is no key, or where there is none."""
        from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415 - 5 MB, of which a bot with one token has no use

        if not keys:
            raise ValueError("There is no key.")
        fernets = [Fernet(key) for key in keys]
        self._all, self._first = MultiFernet(fernets), fernets[0]

    def seal(self, workspace: WorkspaceId, tokens: Tokens) -> str:
        """Encrypt the tokens of a workspace with the first key."""
        said = {"workspace": workspace, "access": tokens.access, "refresh": tokens.refresh}
        return self._first.encrypt(json.dumps(said).encode()).decode()

    def open(self, workspace: WorkspaceId, sealed: str) -> Tokens:
        """Decrypt the tokens of a workspace. Raise UnreadableTokens, also for what was sealed for another one."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as above

        try:
            said = json.loads(self._all.decrypt(sealed))
        except InvalidToken:
            raise UnreadableTokens("None of TOKEN_KEYS opens its tokens.") from None
        if said["workspace"] != workspace:
            raise UnreadableTokens("Its tokens are those of another workspace.")
        return Tokens(said["access"], said["refresh"])

    def is_current(self, sealed: str) -> bool:
        """Say whether the first key opens it."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as above

        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return False
        return True


def fresh_key() -> str:
    """Make a key."""
    from cryptography.fernet import Fernet  # noqa: PLC0415 - as above

    return Fernet.generate_key().decode()
