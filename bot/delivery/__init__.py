"""What Slack should show, and getting it there: rows written by actions, carried out after the commit."""

from bot.delivery.live import Live, live_message, newest_for, remove_stale_copy, superseded_by
from bot.delivery.messages import hide, is_refused, post, revive, show, to_bottom
from bot.delivery.place import Place

__all__ = [
    "Live",
    "Place",
    "hide",
    "is_refused",
    "live_message",
    "newest_for",
    "post",
    "remove_stale_copy",
    "revive",
    "show",
    "superseded_by",
    "to_bottom",
]
