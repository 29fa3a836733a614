"""What naming the Product Owner needs: one person (Scrum Guide 2020)."""

from bot.core.refusal import Refusal


class NobodyNamed(Refusal):
    """The text names nobody by a mention."""


class SeveralNamed(Refusal):
    """The text names several people; the Product Owner is one."""
