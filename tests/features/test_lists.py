"""No list is cut off: what does not fit on the first page stands on the next ones, and can be changed there."""

from typing import Any

import pytest

from bot.core.clock import SetClock
from bot.core.ids import ChannelId, WorkspaceId
from bot.features.refinement.views.item_ids import MENU
from bot.house.features import ROOMS_AND_FEATURES
from bot.house.home import draw_home
from bot.slack.surfaces import Home
from bot.store.unit import RunningStore
from bot.teams import members_store
from bot.words.words import words_for
from tests.fakes.payloads import render_home
from tests.features.desk import ANA, BEN, Desk, elements_of, options_of, text_of, value_of

MANY = 23
EPHEMERAL = {"type": "message", "message_ts": "1.2", "channel_id": "C0GUILD", "is_ephemeral": True}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: the pages are cut from what was read."""
    return sqlite_url


@pytest.fixture
def desk(store: RunningStore, clock: SetClock, real: SetClock, workspace: WorkspaceId) -> Desk:
    return Desk(store, clock, real, workspace)


async def saves(desk: Desk, line: str, save: str) -> None:
    await desk.click(ANA, save, value_of((await desk.command(ANA, line)).message, save))


async def pages(desk: Desk, shown: dict[str, Any], more: str, **where: Any) -> list[dict[str, Any]]:
    seen = [shown]
    while any(one["action_id"] == more for one in elements_of(seen[-1])):
        told = await desk.click(BEN, more, value_of(seen[-1], more), **where)
        seen.append(told.form if told.forms else told.message)
    return seen


LISTS = pytest.mark.parametrize(
    ("line", "purpose", "listing", "named"),
    [
        ("/coffee every tuesday at 10 “Guild {n}”", "lean_coffee", "/coffee series", "lean_coffee:series"),
        ("/refine remind every tuesday at 10 “Guild {n}”", "refinement", "/refine reminders", "refinement:"),
    ],
)


@LISTS
async def test_each_of_many_plans_is_reached_and_skipped_where_it_stands(
    desk: Desk, line: str, purpose: str, listing: str, named: str
) -> None:
    for n in range(MANY):
        await saves(desk, line.format(n=f"no {n}."), f"{purpose}:save_plan")
    before, after, menu = (f"{named.rstrip(':')}{'_' if named[-1] != ':' else ':'}{verb}" for verb in ("before", "after", "more"))
    seen = await pages(desk, (await desk.command(BEN, listing)).message, after)
    texts = [text_of(page) for page in seen]
    assert [text.count("Next: ") for text in texts] == [20, 3]
    assert sorted(n for text in texts for n in range(MANY) if f"*Guild no {n}.*" in text) == list(range(MANY))
    assert "21 to 23 of 23." in texts[-1]
    skipped = await desk.click(ANA, menu, options_of(seen[-1], menu)[-1]["Skip the next one"])
    assert "21 to 23 of 23." in text_of(skipped.message)
    back = await desk.click(BEN, before, value_of(seen[-1], before))
    assert text_of(back.message) == texts[0]


async def test_each_of_many_topics_of_ones_own_is_reached(desk: Desk) -> None:
    for n in range(MANY):
        await desk.command(BEN, f"/coffee topic Topic no {n}.")
    shown = (await desk.command(BEN, "/coffee mine")).form
    seen = await pages(desk, shown, "lean_coffee:mine_after", view="lean_coffee:my_topics")
    assert [len(options_of(page, "lean_coffee:topic_more")) for page in seen] == [20, 3]
    texts = "".join(text_of(page) for page in seen)
    assert all(f"*Topic no {n}.*" in texts for n in range(MANY))
    back = await desk.click(
        BEN, "lean_coffee:mine_before", value_of(seen[-1], "lean_coffee:mine_before"), view="lean_coffee:my_topics"
    )
    assert text_of(back.form) == text_of(seen[0])


async def test_each_of_many_items_of_a_state_with_a_word_and_of_ones_own_is_reached(desk: Desk) -> None:
    for n in range(MANY):
        await desk.command(BEN, f"/refine add Item no {n}. of the shop")
    lists = {"/refine queue shop": "23 items with “shop”"}
    mine = (await desk.click(BEN, "refinement:my_items", "home", home=True)).form
    seen = await pages(desk, mine, "refinement:my_items_after", view="refinement:my_items")
    assert [len(options_of(page, MENU)) for page in seen] == [20, 3]
    last = {"view": "refinement:my_items", "private": seen[-1]["private_metadata"]}
    done = await desk.click(BEN, MENU, options_of(seen[-1], MENU)[-1]["Ready"], **last)
    assert "21 to 23 of 23." in text_of(done.form), "an act leaves one where one was"
    for n in range(1, MANY + 1):
        await desk.command(BEN, f"/refine done #{n}")
    lists |= {"/refine done": "Done: 23 items", "/refine queue done": "Done: 23 items"}
    for line, title in lists.items():
        seen = await pages(desk, (await desk.command(BEN, line)).message, "refinement:list_after")
        texts = [text_of(page) for page in seen]
        assert [len(options_of(page, MENU)) for page in seen] == [20, 3], line
        assert all(title in text for text in texts)
        assert all(f"Item no {n}." in "".join(texts) for n in range(MANY))
        back = await desk.click(BEN, "refinement:list_before", value_of(seen[-1], "refinement:list_before"))
        assert text_of(back.message) == texts[0]


@pytest.mark.parametrize(
    ("line", "act", "title", "note", "left"),
    [
        ("/refine queue shop: 1", "Ready", "23 items with “shop: 1”", "is ready now.", "21 to 23 of 23."),
        ("/refine started", "Park", "Started: 22 items", "is parked now.", "21 to 22 of 22."),
        ("/refine queue started", "Done", "Started: 22 items", "is done now.", "21 to 22 of 22."),
        ("/refine queue", "Ready", "To refine next", "is ready now.", "21 to 22 of 22."),
        ("/refine queue", "To the top", "To refine next", "is number 1 of 23 now.", "1 to 20 of 23."),
        ("/refine queue", "Up", "To refine next", "is number 21 of 23 now.", "21 to 23 of 23."),
    ],
)
async def test_an_act_from_a_private_list_leaves_one_on_that_page_of_that_list(
    desk: Desk, line: str, act: str, title: str, note: str, left: str
) -> None:
    for n in range(1, MANY + 1):
        await desk.command(ANA, f"/refine add Item no {n}. of the shop: 1")
        if "started" in line:
            await desk.command(ANA, f"/refine started #{n}")
    await desk.command(ANA, "/refine po <@U0BEN>")
    more = "refinement:list_after" if "shop" in line or "started" in line else "refinement:queue_after"
    page = (await pages(desk, (await desk.command(BEN, line)).message, more))[-1]
    row = [block for block in page["blocks"] if block.get("accessory", {}).get("action_id") == MENU][1]
    option = next(one["value"] for one in row["accessory"]["options"] if one["text"]["text"] == act)
    done = await desk.click(BEN, MENU, option, block=row["block_id"], container=EPHEMERAL)
    assert done.message["replace_original"] is True
    for part in (title, note, left):
        assert part in done.text


async def test_all_of_a_slot_of_the_home_is_reached(desk: Desk) -> None:
    for n in range(MANY):
        await saves(desk, f"/refine remind every tuesday at 10 “Guild no {n}.”", "refinement:save_plan")
    drawn = await desk.store.read(draw_home(ROOMS_AND_FEATURES), desk.workspace, ANA, words_for("en-GB", "Europe/London"))
    assert isinstance(drawn, Home)
    home = render_home(drawn)
    assert [one["text"]["text"] for one in elements_of(home) if one["action_id"] == "house:all"] == [f"All {2 * MANY} …"]
    told = await desk.click(ANA, "house:all", value_of(home, "house:all"), home=True)
    seen = [told.form]
    while after := [one["value"] for one in elements_of(seen[-1]) if one["action_id"] == "house:all_after"]:
        turned = await desk.click(ANA, "house:all_after", after[0], view="house:all", private="next")
        seen.append(turned.form)
    texts = [text_of(page) for page in seen]
    assert [text.count("Guild no ") for text in texts] == [20, 20, 6]
    assert all("".join(texts).count(f"Guild no {n}.") == 2 for n in range(MANY))
    back = await desk.click(ANA, "house:all_before", value_of(seen[-1], "house:all_before"), view="house:all", private="next")
    assert text_of(back.form) == texts[1]
    assert "Nothing of yours is here any more." in (await desk.click(BEN, "house:all", "next", home=True)).text


async def test_a_person_in_twelve_teams_with_thirty_series_and_forty_items_sees_a_way_to_all_of_it(desk: Desk) -> None:
    channels = [ChannelId(f"C0TEAM{n:02}") for n in range(12)]
    await desk.store.write(members_store.keep_channels, desk.workspace, None, person=BEN, channels=channels)
    for channel in channels[:4]:
        preview = await desk.command(ANA, "/sprint 2 weeks from 1 december", channel)
        await desk.click(ANA, "sprint:save", value_of(preview.message, "sprint:save"))
    for n in range(30):
        line = f"/refine remind every tuesday at 10 “Series {n}”"
        preview = await desk.command(BEN, line, channels[n % 12])
        await desk.click(BEN, "refinement:save_plan", value_of(preview.message, "refinement:save_plan"))
    for n in range(40):
        await desk.command(BEN, f"/refine add Item {n}", channels[n % 12])
    drawn = await desk.store.read(draw_home(ROOMS_AND_FEATURES), desk.workspace, BEN, words_for("en-GB", "Europe/London"))
    assert isinstance(drawn, Home)
    home = render_home(drawn)
    assert len(home["blocks"]) <= 100
    for slot, least in (("next", 30), ("team", 12)):
        first = await desk.click(BEN, "house:all", slot, home=True)
        seen = [first.form]
        while after := [one["value"] for one in elements_of(seen[-1]) if one["action_id"] == "house:all_after"]:
            seen.append((await desk.click(BEN, "house:all_after", after[0], view="house:all", private=slot)).form)
        text = "\n".join(map(text_of, seen))
        assert least <= int(next(one["text"]["text"] for one in elements_of(home) if one.get("value") == slot).split()[1])
        if slot == "team":
            assert all(text.count(f"*<#{channel}>*") == 1 for channel in channels)
        else:
            assert all(f"Series {n} " in text for n in range(30))
    mine = (await desk.click(BEN, "refinement:my_items", "home", home=True)).form
    assert "1 to 20 of 40." in text_of(mine)
