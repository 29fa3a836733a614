"""The App Home's slots: merged by time, capped with a way to all of it, saying what can be done where they are empty."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import PersonId, WorkspaceId
from bot.feature import AtHome, Feature, HomeButton, HomeCommand, HomeRow, HomeRows, Slot
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.home import MOST, draw_home
from bot.slack.surfaces import Home
from bot.store.unit import Read, RunningStore
from bot.words.words import Words, words_for
from tests.fakes.payloads import Payload, render_home
from tests.features.desk import ANA, elements_of, options_of, text_of

TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
ONE, TWO = HomeButton("One", "some:one", "1"), HomeButton("Two", "some:two", "2")


def minutes_after(minutes: int) -> datetime:
    return TEN + timedelta(minutes=minutes)


def offering(name: str, *rows: HomeRow, at_home: AtHome | None = None) -> Feature:
    def home(read: Read, person: PersonId, words: Words) -> tuple[HomeRow, ...]:
        return rows

    offered: HomeRows = home
    return Feature(name, home=offered, at_home=lambda words: at_home or AtHome())


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: these rows are read from none."""
    return sqlite_url


async def drawn(store: RunningStore, workspace: WorkspaceId, *features: Feature) -> Payload:
    """Draw a Home that Slack takes."""
    home = await store.read(draw_home(features), workspace, ANA, words_for("en-GB", "Europe/London"))
    assert isinstance(home, Home)
    return render_home(home)


async def test_rows_of_one_slot_stand_by_time_then_in_the_order_of_features(store: RunningStore, workspace: WorkspaceId) -> None:
    first = offering("first", HomeRow(Slot.NEXT, minutes_after(2), "c"), HomeRow(Slot.NEXT, minutes_after(1), "a"))
    second = offering("second", HomeRow(Slot.NEXT, minutes_after(1), "b"), HomeRow(Slot.NEXT, minutes_after(0), "z", [ONE]))
    assert text_of((await drawn(store, workspace, first, second))["blocks"]).split("\n") == ["*Next*", "One", "z", "a", "b", "c"]


async def test_slots_stand_in_their_order_and_those_with_nothing_to_say_are_left_out(
    store: RunningStore, workspace: WorkspaceId
) -> None:
    rows = [HomeRow(slot, TEN, slot.value) for slot in reversed(Slot) if slot is not Slot.TEAM]
    said = text_of((await drawn(store, workspace, offering("first", *rows)))["blocks"])
    assert said.split("\n") == ["*Waiting for you*", "waiting", "*Next*", "next", "*Mine*", "mine"]


@pytest.mark.parametrize("buttons", [[], [ONE], [ONE, TWO], [ONE, ONE]])
async def test_twenty_five_rows_in_each_slot_fit_and_say_that_there_are_more(
    store: RunningStore, workspace: WorkspaceId, buttons: list[HomeButton]
) -> None:
    rows = [HomeRow(slot, minutes_after(n), f"{slot.value} {n}.", buttons) for slot in Slot for n in range(25)]
    every = {slot: [ONE, TWO] for slot in Slot}
    home = await drawn(store, workspace, offering("first", *rows, at_home=AtHome(buttons=every)))
    said = text_of(home["blocks"])
    for slot in Slot:
        assert [n for n in range(25) if f"{slot.value} {n}." in said] == list(range(MOST))
    assert [one["value"] for one in elements_of(home) if one["action_id"] == "house:all"] == [slot.value for slot in Slot]
    assert said.count("All 25 …") == len(Slot)


async def test_eight_rows_need_no_way_to_all_of_them(store: RunningStore, workspace: WorkspaceId) -> None:
    rows = [HomeRow(Slot.NEXT, minutes_after(n), f"{n}.") for n in range(MOST)]
    assert elements_of(await drawn(store, workspace, offering("first", *rows))) == []


async def test_two_buttons_of_one_click_are_a_menu_and_of_two_clicks_a_line(store: RunningStore, workspace: WorkspaceId) -> None:
    again = HomeButton("Once more", "some:one", "3")
    rows = [HomeRow(Slot.NEXT, TEN, "menu", [ONE, again]), HomeRow(Slot.NEXT, TEN, "line", [ONE, TWO])]
    home = await drawn(store, workspace, offering("first", *rows))
    assert options_of({"blocks": home["blocks"][:2]}, "some:one") == [{"One": "1", "Once more": "3"}]
    assert [one["action_id"] for one in elements_of(home)] == ["some:one", "some:one", "some:two"]


async def test_of_what_waits_and_what_can_be_begun_only_the_first_is_primary(store: RunningStore, workspace: WorkspaceId) -> None:
    wait, begin = HomeButton("Vote", "some:vote", "1", primary=True), HomeButton("Propose", "some:propose", "1", primary=True)
    rows = [HomeRow(Slot.WAITING, minutes_after(n), "waits", buttons) for n, buttons in enumerate(([wait], [ONE, wait], [TWO]))]
    feature = offering("first", *rows, at_home=AtHome(buttons={Slot.WAITING: [begin]}))
    shown = [(one["text"]["text"], one.get("style")) for one in elements_of(await drawn(store, workspace, feature))]
    assert shown == [("Vote", "primary"), ("One", None), ("Vote", None), ("Two", None), ("Propose", None)]


def test_a_third_button_is_refused() -> None:
    with pytest.raises(ValueError, match="at most two"):
        HomeRow(Slot.NEXT, TEN, "too much", [ONE, TWO, ONE])


async def test_an_empty_slot_says_what_can_be_done_and_a_full_one_does_not(store: RunningStore, workspace: WorkspaceId) -> None:
    command = HomeCommand("/first go", "Go", "goes", slot=Slot.NEXT)
    offered = AtHome({Slot.NEXT: "Nothing comes. `/first go` changes that."}, {Slot.NEXT: [ONE]}, [command])
    empty = await drawn(store, workspace, offering("first", at_home=offered))
    assert text_of(empty["blocks"]).split("\n") == ["*Next*", "Nothing comes. `/first go` changes that.", "One", "Go", "More …"]
    full = await drawn(store, workspace, offering("first", HomeRow(Slot.NEXT, TEN, "It comes."), at_home=offered))
    assert text_of(full["blocks"]).split("\n") == ["*Next*", "It comes.", "One", "Go", "More …"]


async def test_who_has_nothing_yet_reads_in_every_slot_what_can_be_done(store: RunningStore, workspace: WorkspaceId) -> None:
    home = await drawn(store, workspace, *ROOMS_AND_FEATURES)
    sentences = [block["text"]["text"] for block in home["blocks"] if block["type"] == "section"]
    assert sentences[::2] == ["*Waiting for you*", "*Next*", "*My team*", "*Mine*"]
    assert all(len(told) > 40 for told in sentences[1::2])
    for block in home["blocks"]:
        assert len(block.get("elements", ())) <= 5
    assert "house:more" in [one["action_id"] for one in elements_of(home)]
