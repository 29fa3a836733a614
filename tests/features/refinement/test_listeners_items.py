"""Items as a team sees them: added, listed, ordered, moved, searched, shown to all; who may, and what never leaks."""

from datetime import timedelta
from typing import Any

import pytest

from bot.core.ids import ChannelId
from bot.features.refinement.actions import items as actions
from bot.features.refinement.actions.goals import set_direction
from bot.features.refinement.rules.goals import Wish
from bot.features.refinement.rules.item_texts import ItemText
from bot.features.refinement.screens.items import home_rows
from bot.features.refinement.views.item_ids import MENU, MINE
from bot.teams.team import Team
from bot.words.words import words_for
from tests.features.desk import ANA, BEN, CHLOE, EXTREMES, Desk, Told, elements_of, options_of, text_of, value_of

QUEUE = "/refine queue"
SHOWN = "refinement:queue"


def rows(payload: dict[str, Any]) -> list[str]:
    """Return the line of each item in a list."""
    blocks = [block for block in payload["blocks"] if block.get("accessory", {}).get("action_id") == MENU]
    return [block["text"]["text"].replace("  ·  ", " | ") for block in blocks]


EPHEMERAL = {"type": "message", "message_ts": "1.2", "channel_id": "C0GUILD", "is_ephemeral": True}


async def press(desk: Desk, person: str, action: str, value: str) -> Told:
    """Press what stands in a private message."""
    return await desk.click(person, action, value, container=EPHEMERAL)


async def menu(desk: Desk, choice: str, place: int = 0, person: str = BEN) -> Told:
    """Choose in the ⋮ menu of an item of the queue, which has been shown to Ben."""
    payload = (await desk.command(BEN, QUEUE)).message
    return await press(desk, person, MENU, options_of(payload, MENU)[place][choice])


@pytest.fixture
async def three(desk: Desk) -> Desk:
    """Three items of a team whose Product Owner is Ben."""
    await desk.command(ANA, "/refine po <@U0BEN>")
    for title in ("Save a card | fewer baskets are left", "Pay by invoice", "Refund in part"):
        await desk.command(ANA, f"/refine add {title}")
    return desk


async def test_screen_14_the_queue_is_private_and_names_number_size_and_gaps(three: Desk) -> None:
    added = await three.command(CHLOE, "/refine add As a buyer I can &lt;b&gt; | why")
    assert "Added: *As a buyer I can &lt;b&gt;*  ·  #4  ·  no criteria  ·  no size" in added.text
    assert "Number 4 of 4 to refine." in added.text
    three.clock.advance(timedelta(days=64))
    told = await three.command(CHLOE, QUEUE)
    assert told.message["response_type"] == "ephemeral"
    assert "ordered by u0ben (Product Owner)" in told.text
    assert rows(told.message)[:2] == [
        "1. *Save a card* | #1 | no criteria | no size | untouched for 64 days",
        "2. *Pay by invoice* | #2 | no criteria | no size | untouched for 64 days",
    ]
    assert "In range of a Sprint: 4 items, 0 ready." in told.text
    assert [*options_of((await three.command(BEN, QUEUE)).message, MENU)[0]] == ["Ready", "Up", "To the top", "Edit", "More …"]
    assert "Nothing is here yet." in (await three.command(CHLOE, QUEUE, "C0OTHER")).text


async def test_only_the_product_owner_or_an_admin_orders_and_a_refusal_says_who(three: Desk) -> None:
    assert (
        "Only <@U0BEN> (Product Owner) or an admin can order what is refined next, share it, and decide on proposals."
        in (await menu(three, "Up", 1, ANA)).text
    )
    moved = await menu(three, "Up", 1)
    assert moved.message["replace_original"] is True
    assert "“Pay by invoice” is number 1 of 3 now." in moved.text
    assert rows(moved.message)[0].startswith("1. *Pay by invoice*")
    three.slack.people["U0ANA"] = {"is_admin": True}
    assert "“Refund in part” is number 1 of 3 now." in (await menu(three, "To the top", 2, ANA)).text
    stale = options_of((await three.command(BEN, QUEUE)).message, MENU)[2]["Up"]
    await menu(three, "To the top", 2)
    late = await press(three, BEN, MENU, stale)
    assert "Somebody has moved “Save a card” meanwhile: it is number 1 of 3 now." in late.text
    assert rows(late.message)[0].startswith("1. *Save a card*")


async def test_ordering_is_offered_to_who_may_alone_and_to_all_where_nobody_is_named(three: Desk) -> None:
    async def offered(person: str, line: str = QUEUE, channel: str = "C0GUILD") -> list[str]:
        return [*options_of((await three.command(person, line, channel)).message, MENU)[0]]

    await three.command(CHLOE, "/refine ready 3")
    theirs, bens = ["Ready", "Split", "Park", "Edit", "More …"], ["Ready", "Up", "To the top", "Edit", "More …"]
    for line in (QUEUE, "/refine queue card", "/refine add Another"):
        assert (await offered(CHLOE, line), await offered(BEN, line)) == (theirs, bens), line
    assert await offered(CHLOE, "/refine ready") == ["Started", "Not ready", "Park", "Edit", "More …"]
    for person, orders in ((CHLOE, False), (BEN, True)):
        shown = (await three.command(person, QUEUE)).message
        card = (await three.click(person, MENU, options_of(shown, MENU)[0]["More …"], container=EPHEMERAL)).form
        named = {element["action_id"] for element in elements_of(card)}
        assert ("refinement:item_up" in named, "refinement:item_split" in named) == (orders, True)
    mine = (await three.click(ANA, "refinement:my_items", "home", home=True)).form
    assert [*options_of(mine, MENU)[0]][2] == "Park", "which was ready last"
    await three.command(CHLOE, "/refine add Save a card", "C0OTHER")
    assert await offered(CHLOE, channel="C0OTHER") == bens


async def test_states_by_menu_and_by_command_and_what_is_ready_stands_apart(three: Desk) -> None:
    ready = await menu(three, "Ready", 0, CHLOE)
    assert "“Save a card” is ready now." in ready.text
    assert rows(ready.message) == [
        "1. *Pay by invoice* | #2 | no criteria | no size",
        "2. *Refund in part* | #3 | no criteria | no size",
        "*Save a card* | #1 | ready ✓ | no criteria | no size",
    ]
    assert "In range of a Sprint: 3 items, 1 ready." in ready.text
    assert "“Pay by invoice” is started now." in (await three.command(CHLOE, "/refine started pay by INVOICE")).text
    assert "“Pay by invoice” is done now." in (await three.command(CHLOE, "/refine done #2")).text
    assert "“Pay by invoice” is done already, since Mon 2 Mar." in (await three.command(CHLOE, "/refine done 2")).text
    assert rows((await three.command(CHLOE, "/refine done")).message) == ["*Pay by invoice* | #2 | done Mon 2 Mar"]
    assert rows((await three.command(CHLOE, "/refine queue done")).message) == ["*Pay by invoice* | #2 | done Mon 2 Mar"]
    assert "“Pay by invoice” is started now." in (await three.command(CHLOE, "/refine reopen 2")).text
    assert "“Refund in part” is parked now." in (await three.command(CHLOE, "/refine park refund")).text
    assert "Nothing is left to refine: all of it is ready." in (await three.command(CHLOE, QUEUE)).text
    assert "No item of this channel is called “invoices”." in (await three.command(CHLOE, "/refine ready invoices")).text
    for n in range(10, 31):
        text = ItemText(f"Item {n}", key=f"PAY-{n}")
        await three.store.write(actions.add_item, three.workspace, None, channel=ChannelId("C0GUILD"), person=ANA, text=text)
    await three.command(CHLOE, "/refine add PAY-1")
    assert "“PAY-1” is ready now." in (await three.command(CHLOE, "/refine ready pay-1")).text
    several = (await three.command(CHLOE, "/refine ready a")).text
    assert "Several items hold “a”" in several
    assert "#1  Save a card" in several


async def test_an_item_is_found_by_a_word_seen_whole_edited_split_and_put_before_another(three: Desk) -> None:
    found = await three.command(CHLOE, "/refine queue REFUND")
    assert rows(found.message) == ["*Refund in part* | #3 | no criteria | no size"]
    assert "0 items with “none”" in (await three.command(CHLOE, "/refine queue none")).text
    form = (await menu(three, "Edit", 2, CHLOE)).form
    words = {"criteria": "- Money is back in 3 days\n- A mail says so", "size": "13", "link": "https://t.example/browse/PAY-9"}
    assert (await three.submit(CHLOE, form, words)).errors == {}
    card = (await menu(three, "More …", 2)).form
    assert "*Refund in part*  ·  #3  <https://t.example/browse/PAY-9|PAY-9>  ·  13" in text_of(card)
    assert "☐ A mail says so" in text_of(card)
    assert "u0chloe changed the size, Mon 2 Mar: 13" in text_of(card)
    asked = {"view": card["callback_id"], "private": card["private_metadata"]}
    before = (await three.click(BEN, "refinement:item_before", value_of(card, "refinement:item_before"), **asked)).form
    assert "Type the number of an item of this channel" in (await three.submit(BEN, before, {"before": "x"})).errors["before"]
    assert "Type the number of an item of this channel" in (await three.submit(BEN, before, {"before": "77"})).errors["before"]
    assert "“Refund in part” is number 1 of 3 now." in (await three.submit(BEN, before, {"before": "#1"})).text
    split = (await three.click(CHLOE, "refinement:item_split", value_of(card, "refinement:item_split"), **asked)).form
    assert (
        "at most 250 characters; one of yours has 260" in (await three.submit(CHLOE, split, {"parts": "y" * 260})).errors["parts"]
    )
    assert "#5  *In words*" in (await three.submit(CHLOE, split, {"parts": "By hand\nIn words"})).text
    titles = [row.split("*")[1] for row in rows((await three.command(CHLOE, QUEUE)).message)]
    assert titles == ["Refund in part", "By hand", "In words", "Save a card", "Pay by invoice"]
    parked = await three.click(CHLOE, "refinement:item_park", value_of(card, "refinement:item_park"), **asked)
    assert "“Refund in part” is parked now." in text_of(parked.form)
    assert "An item needs a title" in (await three.submit(CHLOE, form, {"title": " "})).errors["title"]


async def test_a_form_and_a_message_become_items_whatever_is_typed_in_them(three: Desk) -> None:
    form = (await three.command(CHLOE, "/refine add")).form
    told = await three.submit(CHLOE, form, {"title": "Gift cards", "criteria": "one\ntwo", "outcome": "more guests"})
    assert "*Added.*" in text_of(told.form)
    assert "☐ two" in text_of(told.form)
    said = {
        "type": "message_action",
        "callback_id": "refinement:add_message",
        "user": {"id": CHLOE},
        "channel": {"id": "C0GUILD"},
    }
    message = {"ts": "5.6", "user": ANA, "text": "Cards expire <@U0BEN>\nand nobody is told"}
    form = (await three.send({"team": {"id": three.workspace}, "message": message, **said, "response_url": ""})).form
    told = await three.submit(CHLOE, form)
    assert "*Cards expire @u0ben*" in text_of(told.form)
    assert "and nobody is told" in text_of(told.form)
    assert "https://guild.slack.com/archives/C0GUILD/p5.6" in text_of(told.form)
    for name, text in EXTREMES.items():
        fields = dict.fromkeys(("title", "why", "criteria", "outcome", "size", "link", "key"), text)
        assert "Something went wrong" not in (await three.submit(CHLOE, form, fields)).text, name
        await three.submit(
            CHLOE,
            form,
            fields | {"size": "", "link": "", "key": "", "criteria": "", "title": text[:250], "why": text[:900], "outcome": ""},
        )
    await three.command(CHLOE, QUEUE)


async def test_guests_see_and_change_nothing(three: Desk) -> None:
    three.slack.people["U0CHLOE"] = {"is_restricted": True}
    shown = await three.command(CHLOE, QUEUE)
    assert len(rows(shown.message)) == 3
    for told in (
        await three.command(CHLOE, "/refine add mine"),
        await three.command(CHLOE, "/refine done 1"),
        await menu(three, "Edit", 0, CHLOE),
        await three.click(CHLOE, "refinement:show_queue", "C0GUILD"),
    ):
        assert "As a guest of this workspace you see these items" in told.text
    assert "Only <@U0BEN>" in (await menu(three, "Up", 1, CHLOE)).text


async def test_the_queue_is_shown_to_all_and_follows_what_changes(three: Desk) -> None:
    told = await three.command(CHLOE, QUEUE)
    assert (await press(three, CHLOE, "refinement:show_queue", value_of(told.message, "refinement:show_queue"))).nothing
    shown = await three.the(SHOWN)
    assert (shown.place, shown.subject) == ("C0GUILD", "C0GUILD")
    wish = Wish("Customers ship within a day", "", "")
    heading = {"channel": ChannelId("C0GUILD"), "person": BEN, "is_admin": False, "wish": wish, "seen": ""}
    await three.store.write(set_direction, three.workspace, None, **heading)  # type: ignore[arg-type]  # by name
    assert "Product Goal: Customers ship within a day  ·  ordered by u0ben (Product Owner)" in (await three.the(SHOWN)).text
    assert rows(shown.payload)[0] == "1. *Save a card* | #1 | no criteria | no size"
    assert "refinement:show_queue" not in shown.buttons
    said = await three.click(BEN, MENU, options_of(shown.payload, MENU)[1]["Up"])
    assert said.text.strip() == "“Pay by invoice” is number 1 of 3 now."
    assert rows((await three.the(SHOWN)).payload)[0].startswith("1. *Pay by invoice*")
    await press(three, CHLOE, "refinement:show_queue", "C0GUILD")
    assert len(await three.shown(SHOWN)) == 1


async def test_a_long_queue_is_turned_over_and_an_order_stays_on_its_page(desk: Desk) -> None:
    await desk.command(BEN, "/refine po <@U0BEN>")
    for n in range(1, 24):
        text = ItemText(f"Item {n}", criteria=("x" * 300,), key="PAY-1", link="https://t.example/" + "x" * 900)
        await desk.store.write(actions.add_item, desk.workspace, None, channel=ChannelId("C0GUILD"), person=ANA, text=text)
    first = await desk.command(BEN, QUEUE)
    assert len(rows(first.message)) == 20
    assert [line for line in first.text.splitlines() if "of 23." in line] == ["1 to 20 of 23."]
    second = await press(desk, BEN, "refinement:queue_after", value_of(first.message, "refinement:queue_after"))
    assert [line for line in second.text.splitlines() if "of 23." in line] == ["21 to 23 of 23."]
    assert [row[:11] for row in rows(second.message)] == ["21. *Item 2", "22. *Item 2", "23. *Item 2"]
    moved = await press(desk, BEN, MENU, options_of(second.message, MENU)[2]["Up"])
    assert rows(moved.message)[1].startswith("22. *Item 23*")
    back = await press(desk, BEN, "refinement:queue_before", value_of(moved.message, "refinement:queue_before"))
    assert rows(back.message)[0].startswith("1. *Item 1*")


async def test_ones_own_items_stand_in_the_home_and_in_a_form(three: Desk) -> None:
    mine = await three.click(ANA, "refinement:my_items", "home", home=True)
    assert len(rows(mine.form)) == 3
    done = await three.click(
        ANA, MENU, options_of(mine.form, MENU)[0]["Ready"], view=mine.form["callback_id"], private=mine.form["private_metadata"]
    )
    assert "ready ✓" in text_of(done.form)
    assert "You have added no item" in text_of((await three.click(CHLOE, "refinement:my_items", "home", home=True)).form)
    assert elements_of(mine.form)


async def test_the_queue_starts_a_refinement_and_a_forecast_and_is_opened_from_the_home(three: Desk) -> None:
    shown = (await three.command(BEN, QUEUE)).message
    buttons = [one["text"]["text"] for one in elements_of(shown) if one["type"] == "button"]
    assert buttons == ["Add an item", "Start refining", "Forecast", "Show here"]
    asked = await press(three, CHLOE, "refinement:forecast_queue", value_of(shown, "refinement:forecast_queue"))
    assert "3 items" in str(asked.form)
    await press(three, CHLOE, "refinement:start_refining", value_of(shown, "refinement:start_refining"))
    assert "Save a card" in (await three.the("refinement:session:board")).text
    form = (await three.command(CHLOE, "/refine add")).form
    await three.submit(CHLOE, form, {"title": "Gift cards"})
    (team,) = await three.store.read(home_rows, three.workspace, [Team(ChannelId("C0GUILD"))], BEN, words_for("en-GB", "UTC"))
    assert (team.team, team.text) == ("C0GUILD", "4 items to refine  ·  in range of a Sprint: 4, 0 ready")
    opened = (await three.click(BEN, team.buttons[0].action, team.buttons[0].value, home=True)).form
    in_it = {"view": opened["callback_id"], "private": opened["private_metadata"]}
    moved = (await three.click(BEN, MENU, options_of(opened, MENU)[3]["To the top"], **in_it)).form
    assert rows(moved)[0].startswith("1. *Gift cards*")
    three.slack.private_channels["C0GUILD"] = {ANA}
    three.real.advance(timedelta(minutes=2))
    assert "You are not in <#C0GUILD>" in (await three.click(BEN, team.buttons[0].action, "C0GUILD", home=True)).text


async def test_who_has_left_a_private_channel_reads_and_changes_none_of_its_items_from_their_own_list(three: Desk) -> None:
    three.slack.people |= {ANA: {}, BEN: {}}
    three.slack.private_channels["C0GUILD"] = {ANA, BEN}
    three.real.advance(timedelta(minutes=1))  # what Slack said of the channel before is asked anew
    form = (await three.click(ANA, MINE, "home", home=True)).form
    choices = options_of(form, MENU)[-1]
    in_it = {"view": form["callback_id"], "private": form["private_metadata"]}
    assert "fewer baskets are left" in (await three.click(ANA, MENU, choices["More …"], **in_it)).text
    opened = (await three.click(ANA, MENU, choices["Edit"], **in_it)).form
    three.slack.private_channels["C0GUILD"] = {BEN}
    three.real.advance(timedelta(minutes=1))
    assert "You are not in" in (await three.submit(ANA, opened, {"title": "Changed by who is gone"})).text
    for choice in ("More …", "Edit", "Ready"):
        told = await three.click(ANA, MENU, choices[choice], **in_it)
        assert "You are not in" in told.text
        assert "fewer baskets are left" not in told.text
    assert "no criteria" in (await three.command(BEN, QUEUE)).text
