"""What Slack should show, and getting it there: rows written by actions, carried out after the commit."""

from bot.delivery.live import Live, ghost, live_message, newest_for, remove_ghost
from bot.delivery.place import Place
from bot.delivery.wanted import hide, is_refused, post, revive, show, to_bottom

__all__ = [
    "Live",
    "Place",
    "ghost",
    "hide",
    "is_refused",
    "live_message",
    "newest_for",
    "post",
    "remove_ghost",
    "revive",
    "show",
    "to_bottom",
]
