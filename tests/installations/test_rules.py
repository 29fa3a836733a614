"""When a state is good, when a token is refreshed, what news of a removal means."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.installations.rules import Begun, Tokens, Verdict, digest_of, is_due, is_of_now, is_over, judge

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def begun(ago: timedelta = MINUTE, *, is_used: bool = False) -> Begun:
    return Begun(digest_of("mine"), NOW - ago, is_used)


@pytest.mark.parametrize(
    ("found", "browser", "verdict"),
    [
        (None, "mine", Verdict.UNKNOWN),
        (begun(), "mine", Verdict.GOOD),
        (begun(), "yours", Verdict.ELSEWHERE),
        (begun(), "", Verdict.ELSEWHERE),
        (begun(is_used=True), "mine", Verdict.USED),
        (begun(is_used=True), "yours", Verdict.ELSEWHERE),
        (begun(15 * MINUTE), "mine", Verdict.GOOD),
        (begun(15 * MINUTE + timedelta(seconds=1)), "mine", Verdict.OLD),
    ],
)
def test_a_state_is_good_in_its_browser_once_and_for_a_quarter_of_an_hour(
    found: Begun | None, browser: str, verdict: Verdict
) -> None:
    assert judge(found, browser, NOW) is verdict


@pytest.mark.parametrize(
    ("expires", "due", "over"),
    [
        (None, False, False),
        (NOW + 2 * HOUR + MINUTE, False, False),
        (NOW + 2 * HOUR, True, False),
        (NOW, True, True),
        (NOW - HOUR, True, True),
    ],
)
def test_a_token_is_refreshed_two_hours_before_it_ends(expires: datetime | None, due: bool, over: bool) -> None:
    assert (is_due(expires, NOW), is_over(expires, NOW)) == (due, over)


@pytest.mark.parametrize(
    ("at", "installed", "sure"),
    [
        (None, NOW - HOUR, False),
        (NOW, NOW - HOUR, True),
        (NOW, NOW - 2 * MINUTE, False),
        (NOW - HOUR, NOW - MINUTE, False),
        (NOW - 11 * MINUTE, NOW - HOUR, False),
    ],
)
def test_news_of_a_removal_is_of_now_where_it_is_fresh_and_younger_than_the_installation(
    at: datetime | None, installed: datetime, sure: bool
) -> None:
    assert is_of_now(at, installed, NOW) is sure


def test_tokens_stand_in_no_repr() -> None:
    assert "secret" not in repr(Tokens("secret", "secret"))
