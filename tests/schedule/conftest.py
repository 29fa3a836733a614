"""What tests of schedules share."""

import pytest


@pytest.fixture
def connections() -> int:
    """Much happens at the same time here."""
    return 4
