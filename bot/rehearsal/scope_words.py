"""What a scope lets an app do, in words for whoever installs it."""

from collections.abc import Mapping

_WORDS: Mapping[str, str] = {
    "app_mentions:read": "See messages in which it is mentioned",
    "channels:history": "Read the messages of public channels that it is in",
    "channels:read": "See the names and members of public channels",
    "chat:write": "Write messages in its own name",
    "chat:write.public": "Write in public channels that it is not in",
    "commands": "Add slash commands and shortcuts for everybody",
    "files:read": "Read the files that people hand in through its forms",
    "files:write": "Hand out files: exports, statements, charts",
    "groups:history": "Read the messages of private channels that it is in",
    "groups:read": "See the names and members of private channels that it is in",
    "im:history": "Read what people write to it directly",
    "im:write": "Begin direct messages with people",
    "metadata.message:read": "Be told of the metadata of messages in channels that it is in",
    "users:read": "See people’s names, time zones and statuses",
}


def words_of(scope: str) -> str:
    """Say what a scope is for; one without words of its own by its name."""
    return _WORDS.get(scope, scope)
