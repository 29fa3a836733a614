"""What Slack should show, and getting it there: rows written by actions, carried out after the commit."""

from bot.delivery.wanted import Place, hide, post, show, to_bottom

__all__ = ["Place", "hide", "post", "show", "to_bottom"]
