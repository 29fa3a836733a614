"""What the Home says of action items: what waits for an answer, what is near, what is one's own, what nobody has."""

import pytest

from bot.action_items import actions
from bot.core.ids import PersonId
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.home import draw_home
from bot.slack.surfaces import Home
from bot.words.words import words_for
from tests.action_items.scene import december, noted
from tests.fakes.payloads import render_home
from tests.features.desk import ANA, BEN, Desk, elements_of, text_of


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: the rows are read by statements that are tried on both."""
    return sqlite_url


async def home(desk: Desk, person: PersonId) -> str:
    words = words_for("en-GB", "Europe/London").at(desk.clock.now())
    drawn = await desk.store.read(draw_home(ROOMS_AND_FEATURES), desk.workspace, person, words)
    assert isinstance(drawn, Home)
    shown = render_home(drawn)
    pressed = [one["text"]["text"] for one in elements_of(shown) if one.get("action_id", "").startswith("action_items:")]
    return text_of(shown) + "\n" + str(pressed)


def part(home: str, slot: str, until: str) -> str:
    return home.split(f"*{slot}*")[1].split(f"*{until}*", maxsplit=1)[0]


async def test_it_stands_where_it_is_looked_for(desk: Desk) -> None:
    named = await noted(desk)
    shown = await home(desk, BEN)
    assert "Ana asks you: *Write the quarantine rule*, by *Tue 8 Dec*" in part(shown, "Waiting for you", "Next")
    assert shown.endswith("['Accept', 'Not mine']")
    await desk.click(BEN, "action_items:accept", named, home=True)
    shown = await home(desk, BEN)
    assert "*Write the quarantine rule*" in shown.split("*Mine*")[1]
    assert shown.endswith("['Done']")
    desk.clock.instant = december(7)
    assert "*Write the quarantine rule*" in part(await home(desk, BEN), "Waiting for you", "Next")
    await desk.store.write(actions.decline, desk.workspace, None, item=named, person=BEN)
    assert "quarantine" not in await home(desk, BEN)
    shown = await home(desk, ANA)
    assert "Nobody has this now: *Write the quarantine rule*" in part(shown, "Waiting for you", "Next")
    assert shown.endswith("['Choose somebody', 'Drop it']")


async def test_what_has_no_date_stands_last(desk: Desk) -> None:
    for text, due in (("Some day", None), ("Soon", december(9).date()), ("Later", december(16).date())):
        named = await noted(desk, text=text, due=due)
        await desk.store.write(actions.accept, desk.workspace, None, item=named, person=BEN)
    mine = (await home(desk, BEN)).split("*Mine*")[1]
    assert mine.index("Soon") < mine.index("Later") < mine.index("Some day")
