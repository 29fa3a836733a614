"""A bot that may call Slack more often than Slack lets it, so that nobody waits for a turn where business time alone is moved."""

from collections.abc import Mapping

from tests.fakes.quicker import hurry
from tests.faults.bot import begin


def hurried(given: Mapping[str, str], log: str) -> None:
    """Run a bot that may call Slack more often."""
    hurry()
    begin(given, log)
