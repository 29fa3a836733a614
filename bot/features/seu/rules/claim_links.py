"""The claim link that a host pastes for a session: where a body gives its units by itself. Pure."""

import re
from urllib.parse import urlsplit

from bot.core.texts import trimmed
from bot.features.seu.rules.host_refusals import BadClaimLink, ClaimLinkTooLong

LONGEST_LINK = 500
"""Characters of a claim link."""
_NOT_IN_ONE = re.compile(r"[\s<>|\"`\\]")


def read_claim_link(text: str) -> str:
    """Read a claim link; nothing takes it away. Raise BadClaimLink for what is no https address, or ClaimLinkTooLong."""
    link = trimmed(text)
    if link.startswith("<") and link.endswith(">"):
        link = link[1:-1].partition("|")[0]
    if len(link) > LONGEST_LINK:
        raise ClaimLinkTooLong(len(link), LONGEST_LINK)
    if link and not _is_https(link):
        raise BadClaimLink(text)
    return link


def _is_https(link: str) -> bool:
    if _NOT_IN_ONE.search(link):
        return False
    try:
        parts = urlsplit(link)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host.strip(".") and parts.username is None
