"""From where somebody asks: nobody's word is taken for it but that of a proxy that the settings trust."""

from bot.slack.answers import Answer
from tests.fakes.logs import capture_logs
from tests.house.stand_ins import echoing, scene


async def test_no_header_is_taken_for_an_address_or_written_into_the_log(sqlite_url: str) -> None:
    """Not even where it comes from this machine, as from a proxy on it."""
    async with scene(sqlite_url, "http", (echoing(lambda command: Answer.nothing()),)) as stage:
        with capture_logs() as logged:
            said = {"x-forwarded-for": "Whose-turn-is-it, 203.0.113.7", "x-real-ip": "203.0.113.7", "forwarded": "for=203.0.113.7"}
            assert (await stage.http.post(f"{stage.url}/slack/events", headers=said)).status_code == 401
    assert [line["address"] for line in logged if line["event"] == "access refused"] == ["127.0.0.1"]
