"""From where somebody asks: nobody's word is taken for it but that of a proxy that the settings trust."""

import pytest

from bot.house.addresses import network_of, with_address
from bot.slack.answers import Answer
from tests.fakes.logs import capture_logs
from tests.house.stand_ins import echoing, scene

PROXY = "192.0.2.1"


def address(proxies: int, *forwarded: str) -> str:
    headers = [(b"host", b"cortado.example.com"), *((b"x-forwarded-for", one.encode("latin-1")) for one in forwarded)]
    found: str = with_address({"type": "http", "headers": headers, "client": (PROXY, 50_000)}, proxies)["client"][0]
    return found


async def test_no_header_is_taken_for_an_address_or_written_into_the_log(sqlite_url: str) -> None:
    """Not even where it comes from this machine, as from a proxy on it."""
    async with scene(sqlite_url, "http", (echoing(lambda command: Answer.nothing()),)) as stage:
        with capture_logs() as logged:
            said = {
                "x-forwarded-for": "Whose-turn-is-it, 203.0.113.7",
                "x-real-ip": "203.0.113.7",
                "forwarded": "for=203.0.113.7",
            }
            assert (await stage.http.post(f"{stage.url}/slack/events", headers=said)).status_code == 401
    assert [line["address"] for line in logged if line["event"] == "access refused"] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, ["203.0.113.7"], PROXY),
        (1, ["203.0.113.7"], "203.0.113.7"),
        (1, ["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
        (2, ["198.51.100.1, 203.0.113.7, 192.0.2.9"], "203.0.113.7"),
        (2, ["198.51.100.1", "203.0.113.7", "192.0.2.9"], "203.0.113.7"),
        (3, ["203.0.113.7"], "203.0.113.7"),
        (1, ["203.0.113.7:4711"], "203.0.113.7"),
        (1, ["[2001:db8::7]:4711"], "2001:db8::7"),
        (1, ["2001:db8::7"], "2001:db8::7"),
        (1, ["::ffff:203.0.113.7"], "203.0.113.7"),
    ],
)
def test_the_address_is_the_one_that_the_first_trusted_proxy_was_asked_from(
    proxies: int, forwarded: list[str], found: str
) -> None:
    assert address(proxies, *forwarded) == found


@pytest.mark.parametrize(
    "said", ["", "unknown", "Whose turn is it", "203.0.113.7, ", ",", "²03.0.113.7", "1" * 5_000, "203.0.113"]
)
def test_what_is_no_address_is_passed_over(said: str) -> None:
    assert address(1, said) == PROXY


def test_one_that_a_nearer_proxy_says_is_taken_where_the_first_hides_it() -> None:
    assert address(2, "unknown, 192.0.2.9") == "192.0.2.9"


def test_a_household_and_a_machine_count_as_one_whatever_of_their_addresses_they_use() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::1") == "2001:db8:1:2::"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("203.0.113.7") != network_of("203.0.113.8")
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("fe80::1%eth0") == "fe80::"
    assert network_of("") == ""
