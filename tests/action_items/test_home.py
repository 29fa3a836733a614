"""What the Home says of action items: what waits for an answer, what is near, what is one's own, what nobody has."""

from collections.abc import Awaitable

import pytest
from sqlalchemy import bindparam, select

from bot.action_items import actions, store
from bot.core.ids import PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.delivery.tables import MessageRow
from bot.feature import HOME
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.home import draw_home
from bot.slack.surfaces import Home
from bot.store.base import in_workspace
from bot.store.unit import Read
from bot.words.words import words_for
from tests.action_items.scene import december, noted
from tests.fakes.payloads import render_home
from tests.features.desk import ANA, BEN, CHLOE, Desk, elements_of, text_of


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: the rows are read by statements that are tried on both."""
    return sqlite_url


_WANTED = select(MessageRow.wanted).where(
    MessageRow.workspace == in_workspace(), MessageRow.screen == HOME.name, MessageRow.subject == bindparam("whose")
)


async def wanted(desk: Desk, person: PersonId) -> int:
    """Return how often a person's Home was wanted anew."""

    def revision(read: Read) -> int:
        row = read.row(_WANTED, {"whose": person})
        assert row is not None
        return int(row.wanted)

    return await desk.store.read(revision, desk.workspace)


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


async def test_the_homes_of_who_noted_it_and_of_each_owner_are_drawn_anew(desk: Desk) -> None:
    people = (ANA, BEN, CHLOE)
    for person in people:
        await desk.store.write(messages.post, desk.workspace, None, HOME, person, Place.home(person))

    async def redrawn(act: Awaitable[object]) -> list[int]:
        before = [await wanted(desk, person) for person in people]
        await act
        return [await wanted(desk, person) > was for person, was in zip(people, before, strict=True)]

    assert await redrawn(noted(desk)) == [True, True, False]
    (item,) = await desk.store.read(store.open_of, desk.workspace, BEN)
    assert await redrawn(desk.click(BEN, "action_items:accept", item.id)) == [True, True, False]
    handed = desk.store.write(actions.hand_on, desk.workspace, None, item=item.id, person=BEN, to=CHLOE)
    assert await redrawn(handed) == [True, True, True]
    desk.clock.instant = december(7)
    assert await redrawn(desk.tick.run()) == [True, False, True]


async def test_what_has_no_date_stands_last(desk: Desk) -> None:
    for text, due in (("Some day", None), ("Soon", december(9).date()), ("Later", december(16).date())):
        named = await noted(desk, text=text, due=due)
        await desk.store.write(actions.accept, desk.workspace, None, item=named, person=BEN)
    mine = (await home(desk, BEN)).split("*Mine*")[1]
    assert mine.index("Soon") < mine.index("Later") < mine.index("Some day")
