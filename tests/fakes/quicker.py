"""A Slack that may be called more often: for what is about other things than its limits."""

from dataclasses import replace

from bot.delivery import claim
from bot.delivery.rate_limits import BUDGETS, LANE
from bot.features.lean_coffee.actions import talk

QUICKER = 8


def hurry() -> None:
    """Let this process call Slack eight times as often, and count thumbs together for an eighth of the time."""
    vars(claim)["LANE"] = LANE / QUICKER
    vars(talk)["THUMBS_COUNTED_WITHIN"] = talk.THUMBS_COUNTED_WITHIN / QUICKER
    for method, budget in BUDGETS.items():
        BUDGETS[method] = replace(budget, per_minute=budget.per_minute * QUICKER)
