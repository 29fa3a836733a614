"""What lasts is said once, and when it is over."""

from structlog import get_logger

from bot.core.lasting import LastingFault
from tests.fakes.logs import capture_logs


def test_a_fault_is_said_when_it_begins_when_it_has_another_reason_and_when_it_is_over() -> None:
    with capture_logs() as logged:
        fault = LastingFault(get_logger("test"), "cannot look", "looks again", task="t")
        fault.over()
        for reason in ("away", "away", "away", "full", "away"):
            fault.met(reason)
            assert fault.is_on
        fault.over()
        fault.over()
        assert not fault.is_on
        fault.met("away", trace="here")
    assert [(line["event"], line.get("reason"), line["task"]) for line in logged] == [
        ("cannot look", "away", "t"),
        ("cannot look", "full", "t"),
        ("looks again", None, "t"),
        ("cannot look", "away", "t"),
    ]
    assert [line["log_level"] for line in logged] == ["warning"] * 2 + ["info", "warning"]


def test_a_fault_that_gives_another_reason_each_time_comes_to_an_end_in_the_log() -> None:
    with capture_logs() as logged:
        fault = LastingFault(get_logger("test"), "cannot look", "looks again")
        for number in range(100):
            fault.met(f"reason {number}")
    assert len(logged) == 8
    assert fault.is_on
