"""What the log says of a fault."""

from bot.core.trace import trace

__all__ = ["trace"]
