"""A Slack that may be called more often: for what is about other things than its limits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from bot.core.kinds import ScreenKind
from bot.delivery import claim, messages
from bot.delivery.rate_limits import BUDGETS, LANE
from bot.rehearsal import watched
from bot.store.unit import Unit

QUICKER = 40


def hurry() -> None:
    """Let this process call Slack forty times as often, and show in a fortieth of the time what is gathered for some seconds."""
    vars(claim)["LANE"] = LANE / QUICKER
    show_within = messages.show_within

    def sooner(unit: Unit, screen: ScreenKind, subject: str, span: timedelta) -> None:
        show_within(unit, screen, subject, span / QUICKER)

    vars(messages)["show_within"] = sooner
    for method, budget in BUDGETS.items():
        BUDGETS[method] = replace(budget, per_minute=budget.per_minute * QUICKER)


@contextmanager
def hurried_people() -> Iterator[None]:
    """Let the people of a meeting to watch pause for a fifth of the time between what they type."""
    pause = watched._PAUSE_SECONDS
    vars(watched)["_PAUSE_SECONDS"] = pause / 5
    yield
    vars(watched)["_PAUSE_SECONDS"] = pause
