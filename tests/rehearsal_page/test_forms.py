"""Forms and controls: what they send, what they say of a mistake, and how the keyboard moves in them."""

from playwright.sync_api import Locator, Page, expect

from tests.rehearsal_page.conftest import Watched
from tests.rehearsal_page.fake_room import FakeRoom, Json, board, ts
from tests.rehearsal_page.pieces import TOPIC, button, field, modal, option, text


def dialog_of(page: Page, name: str = "Propose a topic") -> Locator:
    return page.get_by_role("dialog", name=name)


def show_board(room: FakeRoom, *elements: Json) -> None:
    room.show("U1", messages={"C1": [board(ts(1), [{"type": "actions", "block_id": "B", "elements": list(elements)}])]})


def test_an_empty_field_that_is_needed_is_told_beside_it_and_nothing_is_sent(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    room.show("U1", modals=[TOPIC])
    topic = dialog_of(page).get_by_label("Topic")
    dialog_of(page).get_by_role("button", name="Propose").click()
    expect(topic).to_have_accessible_description("Please fill this in.")
    expect(topic).to_have_attribute("aria-invalid", "true")
    expect(topic).to_be_focused()
    assert room.acted("submit") == []
    topic.press_sequentially("F")
    expect(topic).not_to_have_attribute("aria-invalid", "true")


def test_what_is_pasted_and_too_long_stays_whole_and_is_not_sent(opened: Watched, room: FakeRoom) -> None:
    page = opened("?as=U1")
    room.show("U1", modals=[modal("V1", field("topic", "plain_text_input", "Topic", max_length=150))])
    topic = dialog_of(page).get_by_label("Topic")
    topic.click()
    page.keyboard.insert_text("z" * 200)
    dialog_of(page).get_by_role("button", name="Propose").click()
    expect(dialog_of(page)).to_contain_text("At most 150 characters fit; you typed 200.")
    expect(topic).to_have_value("z" * 200)
    assert room.acted("submit") == []


def test_a_refused_form_says_so_beside_the_field_and_keeps_what_was_typed(opened: Watched, room: FakeRoom) -> None:
    room.answers["submit"] = {"ok": False, "errors": {"topic": "This topic is already on the list."}}
    page = opened()
    room.show("U1", modals=[TOPIC])
    dialog = dialog_of(page)
    dialog.get_by_label("Topic").fill("Flaky tests")
    dialog.get_by_label("Why").fill("red\nagain")
    dialog.get_by_role("button", name="Propose").click()
    expect(dialog.get_by_label("Topic")).to_have_accessible_description("This topic is already on the list.")
    room.show("U1", modals=[{**TOPIC, "errors": {"topic": "This topic is already on the list."}}])
    expect(dialog.get_by_label("Why")).to_have_value("red\nagain")
    expect(dialog.get_by_text("This topic is already on the list.")).to_have_count(1)
    assert room.acted("submit")[0]["values"] == {
        "topic": {"topic_a": {"type": "plain_text_input", "value": "Flaky tests"}},
        "why": {"why_a": {"type": "plain_text_input", "value": "red\nagain"}},
    }


def test_a_form_that_could_not_be_sent_says_so_and_stays(opened: Watched, room: FakeRoom) -> None:
    room.answers["submit"] = {"ok": False, "error": "Cortado did not answer in time."}
    page = opened()
    room.show("U1", modals=[TOPIC])
    dialog_of(page).get_by_label("Topic").fill("Flaky tests")
    page.keyboard.press("Enter")
    expect(dialog_of(page).get_by_role("alert")).to_have_text("Cortado did not answer in time.")
    expect(dialog_of(page).get_by_label("Topic")).to_have_value("Flaky tests")


def test_every_kind_of_field_sends_what_slack_sends(opened: Watched, room: FakeRoom) -> None:
    options = [option("one"), option("two"), option("three")]
    page = opened()
    room.show("U1", modals=[modal(
        "V1",
        field("menu", "static_select", "Menu", options=options, initial_option=options[0]),
        field("many", "multi_static_select", "Many", options=options, initial_options=options[:1]),
        field("ticks", "checkboxes", "Ticks", options=options, optional=True),
        field("radio", "radio_buttons", "Radio", options=options),
        field("day", "datepicker", "Day", initial_date="2026-12-24"),
        field("hour", "timepicker", "Hour"),
        field("who", "users_select", "Who"),
        field("where", "conversations_select", "Where"),
        field("count", "number_input", "Count", is_decimal_allowed=False, min_value="1", max_value="6"),
        field("link", "url_text_input", "Link", optional=True),
    )])  # fmt: skip
    dialog = dialog_of(page)
    dialog.get_by_label("Menu").select_option(label="Two")
    dialog.get_by_role("group", name="Many").get_by_label("Three").check()
    dialog.get_by_role("radiogroup", name="Radio").get_by_label("Two").check()
    dialog.get_by_label("Hour").fill("15:30")
    dialog.get_by_label("Who").select_option(label="Chloé Martin")
    dialog.get_by_label("Where").select_option(label="#guild")
    dialog.get_by_label("Count").fill("9")
    dialog.get_by_role("button", name="Propose").click()
    expect(dialog.get_by_label("Count")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Count").fill("3")
    dialog.get_by_role("button", name="Propose").click()
    values = room.heard("submit")["values"]
    assert {block: next(iter(actions.values())) for block, actions in values.items()} == {
        "menu": {"type": "static_select", "selected_option": options[1]},
        "many": {"type": "multi_static_select", "selected_options": [options[0], options[2]]},
        "ticks": {"type": "checkboxes", "selected_options": []},
        "radio": {"type": "radio_buttons", "selected_option": options[1]},
        "day": {"type": "datepicker", "selected_date": "2026-12-24"},
        "hour": {"type": "timepicker", "selected_time": "15:30"},
        "who": {"type": "users_select", "selected_user": "U3"},
        "where": {"type": "conversations_select", "selected_conversation": "C1"},
        "count": {"type": "number_input", "value": "3"},
        "link": {"type": "url_text_input", "value": None},
    }


def test_a_field_is_kept_for_the_next_press_and_a_form_that_has_gone_is_no_error(opened: Watched, room: FakeRoom) -> None:
    room.answers["click"] = {"ok": False, "error": "That form is no longer there."}
    page = opened()
    room.show("U1", modals=[TOPIC])
    dialog_of(page).get_by_label("Topic").fill("Flaky")
    dialog_of(page).get_by_label("Why").focus()
    kept = room.heard("click")
    assert (kept["view_id"], kept["block_id"], kept["value"]) == ("V1", "topic", "Flaky")
    dialog_of(page).get_by_role("button", name="Propose").click()
    room.heard("submit")
    expect(page.get_by_text("no longer there")).to_have_count(0)


def test_the_keyboard_stays_in_the_form_and_escape_closes_it(opened: Watched, room: FakeRoom) -> None:
    show_board(room, button("open", label="Open"))
    page = opened()
    page.get_by_role("button", name="Open").focus()
    room.show("U1", modals=[TOPIC])
    dialog = dialog_of(page)
    expect(dialog.get_by_label("Topic")).to_be_focused()
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.closest('[role=dialog]') !== null"))
    assert stops == [True] * 6
    expect(dialog.get_by_label("Why")).to_be_focused()
    page.keyboard.press("Escape")
    assert room.heard("close") == {"as": "U1", "view_id": "V1"}
    room.show("U1", modals=[])
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Open")).to_be_focused()


def test_a_form_opened_above_another_gives_it_back_as_it_was(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    room.show("U1", modals=[TOPIC])
    dialog_of(page).get_by_label("Topic").fill("half a thou")
    room.show("U1", modals=[TOPIC, modal("V2", field("note", "plain_text_input", "Note"), title="A second one")])
    expect(dialog_of(page, "A second one").get_by_label("Note")).to_be_focused()
    expect(dialog_of(page)).to_be_hidden()
    room.show("U1", modals=[TOPIC])
    expect(dialog_of(page).get_by_label("Topic")).to_have_value("half a thou")


def test_a_view_that_is_updated_keeps_the_typed_text_and_the_caret(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    room.show("U1", modals=[TOPIC])
    dialog_of(page).get_by_label("Topic").press_sequentially("Fla")
    more = {"type": "section", "block_id": "x", "text": {"type": "mrkdwn", "text": "*3 people* have voted"}}
    room.show("U1", modals=[{**TOPIC, "hash": "h2", "blocks": [more, *TOPIC["blocks"]]}])
    expect(dialog_of(page)).to_contain_text("3 people have voted")
    page.keyboard.type("ky")
    expect(dialog_of(page).get_by_label("Topic")).to_have_value("Flaky")


def test_a_reload_keeps_what_was_half_typed_until_the_form_is_gone(opened: Watched, room: FakeRoom) -> None:
    menu = field("box", "static_select", "Box", options=[option("five"), option("ten")])
    ticks = field("who", "checkboxes", "Who", optional=True, options=[option("anonymous"), option("soon")])
    view = modal("V1", field("topic", "plain_text_input", "Topic", initial_value="Flaky"), menu, ticks)
    page = opened()
    room.show("U1", modals=[view])
    form = dialog_of(page)
    form.get_by_label("Topic").fill("Flaky tests, third")
    form.get_by_label("Box").select_option("ten")
    form.get_by_label("Soon").check()
    page.reload()
    expect(form.get_by_label("Topic")).to_have_value("Flaky tests, third")
    expect(form.get_by_label("Box")).to_have_value("ten")
    expect(form.get_by_label("Soon")).to_be_checked()
    expect(form.get_by_label("Anonymous")).not_to_be_checked()
    form.get_by_label("Topic").fill("Flaky tests, fourth")
    page.get_by_label("Show this pane as").select_option("U2", force=True)
    expect(form).to_be_hidden()
    page.get_by_label("Show this pane as").select_option("U1")
    expect(form.get_by_label("Topic")).to_have_value("Flaky tests, fourth")
    room.show("U1", modals=[])
    expect(form).to_be_hidden()
    room.show("U1", modals=[view])
    expect(form.get_by_label("Topic")).to_have_value("Flaky")


def test_another_persons_form_takes_nobody_elses_focus(opened: Watched, room: FakeRoom) -> None:
    page = opened("?as=U1,U2")
    ana = page.get_by_role("region", name="Ana Torres")
    ana.get_by_label("Message #guild").fill("typing")
    room.show("U2", modals=[TOPIC])
    expect(page.get_by_role("region", name="Ben Okafor").get_by_role("dialog")).to_be_visible()
    expect(ana.get_by_label("Message #guild")).to_be_focused()


def test_a_button_sends_its_value_and_where_it_stands(opened: Watched, room: FakeRoom) -> None:
    show_board(room, button("lean_coffee:vote", label="Vote", style="primary"))
    page = opened()
    page.get_by_role("button", name="Vote").click()
    assert room.heard("click") == {
        "as": "U1",
        "channel": "C1",
        "ts": ts(1),
        "action_id": "lean_coffee:vote",
        "block_id": "B",
        "value": "m_1:4",
    }


def test_a_grave_button_asks_first(opened: Watched, room: FakeRoom) -> None:
    confirm = {
        "title": text("Cancel it?"),
        "text": {"type": "mrkdwn", "text": "*Topics* are kept."},
        "confirm": text("Cancel it"),
        "deny": text("Go on"),
        "style": "danger",
    }
    show_board(room, button("cancel", label="Stop", style="danger", confirm=confirm))
    page = opened()
    page.get_by_role("button", name="Stop").click()
    asked = page.get_by_role("alertdialog", name="Cancel it?")
    expect(asked).to_have_accessible_description("Topics are kept.")
    expect(asked.get_by_role("button", name="Go on")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Stop")).to_be_focused()
    assert room.acted("click") == []
    page.keyboard.press("Enter")
    asked.get_by_role("button", name="Cancel it").click()
    assert room.heard("click")["action_id"] == "cancel"


def test_a_menu_of_rare_things_works_by_keyboard(opened: Watched, room: FakeRoom) -> None:
    rare = [option("leave"), option("pause")]
    show_board(room, {"type": "overflow", "action_id": "more", "options": rare})
    page = opened()
    page.locator("[data-action-id=more]").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Leave")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert room.heard("click")["selected_option"] == rare[1]
    expect(page.locator("[data-action-id=more]")).to_be_focused()


def test_a_choice_from_a_menu_means_what_was_open_though_the_board_is_redrawn_meanwhile(opened: Watched, room: FakeRoom) -> None:
    rare = [option("leave"), option("pause")]
    show_board(room, {"type": "overflow", "action_id": "more", "options": rare})
    page = opened()
    page.locator("[data-action-id=more]").click()
    show_board(room, button("vote"))
    expect(page.locator("[data-action-id=vote]")).to_be_visible()
    page.get_by_role("menuitem", name="Pause").click()
    pressed = {"as": "U1", "channel": "C1", "ts": ts(1), "action_id": "more", "block_id": "B"}
    assert room.heard("click") == {**pressed, "selected_option": rare[1]}


def test_a_choice_in_a_message_is_sent_at_once(opened: Watched, room: FakeRoom) -> None:
    show_board(
        room,
        {
            "type": "static_select",
            "action_id": "pick",
            "placeholder": text("Choose one"),
            "options": [option("one"), option("two")],
        },
    )
    page = opened()
    page.get_by_label("Choose one").select_option(label="Two")
    assert room.heard("click")["selected_option"] == option("two")


def test_the_home_is_opened_drawn_and_pressed(opened: Watched, room: FakeRoom) -> None:
    room.show(
        "U1",
        home={
            "id": "VH",
            "blocks": [
                {
                    "type": "section",
                    "text": {"type": "mrkdwn", "text": f"Vote: *Platform guild*, {'W' * 140}"},
                    "block_id": "s",
                    "accessory": button("home:vote", label="Vote"),
                }
            ],
        },
    )
    page = opened()
    page.get_by_role("button", name="Home").click()
    assert room.heard("open_home") == {"as": "U1"}
    expect(page.get_by_label("Message #guild")).to_be_hidden()
    assert page.get_by_role("region", name="Home").evaluate("it => it.scrollWidth <= it.clientWidth")
    page.get_by_role("region", name="Home").get_by_role("button", name="Vote").click()
    assert room.heard("click") == {"as": "U1", "view_id": "VH", "action_id": "home:vote", "block_id": "s", "value": "m_1:4"}
