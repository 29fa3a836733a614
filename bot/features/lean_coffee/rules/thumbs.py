"""Thumbs, whatever the kind of meeting: which one of a person's counts, and how they fell."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from bot.features.lean_coffee.rules.stages import Choice
from bot.features.lean_coffee.rules.values import Tally


def is_later(ts: str, than: str) -> bool:
    """Tell whether a thumb was given after another one, by Slack's `action_ts` of both, whatever the order of arrival."""
    return _moment(ts) > _moment(than)


def counted(choices: Sequence[Choice]) -> Tally:
    """Count thumbs; never who."""
    return Tally(choices.count(Choice.MORE), choices.count(Choice.NEUTRAL), choices.count(Choice.NEXT))


def _moment(ts: str) -> Decimal:
    try:
        return Decimal(ts)
    except InvalidOperation:
        return Decimal()
