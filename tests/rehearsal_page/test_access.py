"""Who can use the page: at any width and zoom, with a keyboard, by the rules of axe-core."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.rehearsal_page.conftest import Watched
from tests.rehearsal_page.fake_room import FakeRoom, board, message, ts
from tests.rehearsal_page.pieces import TOPIC, button, chart

SIZES = pytest.mark.parametrize(("width", "height"), [(1440, 900), (720, 450), (390, 844)])
FOCUSED = "document.activeElement?.outerHTML.slice(0, 200)"
TOLD = [
    board(
        ts(1),
        [
            {"type": "header", "text": {"type": "plain_text", "text": "Platform guild"}},
            {
                "type": "actions",
                "elements": [button("vote", label="Vote", style="primary"), button("withdraw", label="Withdraw")],
            },
            chart("Draws"),
        ],
    ),
    message(ts(2), "a line", user="U2"),
]


def unfold(page: Page) -> None:
    controls = page.get_by_role("button", name="Controls")
    if controls.is_visible():
        controls.click()


def grave(page: Page) -> list[tuple[str, str, str]]:
    """Return what axe calls serious or moderate."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found if one["impact"] != "minor"]


def is_whole(it: Locator) -> bool:
    """Tell whether an element is in the window and nothing covers any of its corners."""
    return bool(
        it.evaluate(
            """it => { const { left, right, top, bottom } = it.getBoundingClientRect();
            if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return false;
            return [[left + 8, top + 8], [right - 8, top + 8], [left + 8, bottom - 8], [right - 8, bottom - 8]]
              .every(([x, y]) => it.contains(document.elementFromPoint(x, y))); }"""
        )
    )


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (720, 450, "light"), (390, 844, "light"), (390, 844, "dark")]
)
def test_axe_finds_nothing_serious_and_nothing_moderate(
    opened: Watched, room: FakeRoom, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    room.next = {"at": "2026-12-03T14:00:00Z", "what": "Platform guild: vote closes"}
    room.workspace["bot_state"] = "down"
    room.show("U1", messages={"C1": TOLD})
    room.show("U2", modals=[{**TOPIC, "errors": {"topic": "Already there.", "": "Slack did not take it."}}])
    page = opened("?as=U1,U2,U3", width=width, height=height, scheme=scheme)
    page.get_by_text("Platform guild: vote closes").wait_for()
    assert grave(page) == []
    unfold(page)
    page.get_by_role("button", name="Crowd").click()
    assert grave(page) == []
    page.keyboard.press("Escape")
    page.get_by_text("Faults").click()
    assert grave(page) == []
    page.keyboard.press("Escape")
    if page.get_by_role("tab", name="Ben Okafor").is_visible():
        page.get_by_role("tab", name="Ben Okafor").click()
    page.get_by_text("Slack did not take it.").wait_for()
    assert grave(page) == []


def test_the_page_has_one_name_and_its_tabs_stand_in_a_landmark(opened: Watched) -> None:
    page = opened("?as=U1,U2", width=390)
    expect(page.get_by_role("heading", level=1)).to_have_text("Rehearsal")
    expect(page.get_by_role("navigation", name="People shown").get_by_role("tablist")).to_be_visible()


@pytest.mark.parametrize("label", ["+1 h", "+1 day"])
def test_what_is_read_on_a_button_is_in_its_name(opened: Watched, label: str) -> None:
    shown = opened().get_by_role("group", name="Business clock").get_by_text(label, exact=True)
    assert label in (shown.get_attribute("aria-label") or "")


@SIZES
@pytest.mark.parametrize("opener", ["Crowd", "Leave it out for longer"])
def test_a_menu_of_the_strip_is_seen_whole(opened: Watched, width: int, height: int, opener: str) -> None:
    page = opened("?as=U1,U2,U3", width=width, height=height)
    unfold(page)
    page.get_by_role("button", name=opener).click()
    for entry in page.get_by_role("menuitem").all():
        assert is_whole(entry)


@SIZES
def test_the_faults_are_reached_at_any_width_and_shut_again(opened: Watched, width: int, height: int) -> None:
    page = opened(width=width, height=height)
    unfold(page)
    page.get_by_text("Faults").click()
    for nth in range(2):
        assert is_whole(page.locator("details select").nth(nth))
    add = page.get_by_role("button", name="Add").last
    add.scroll_into_view_if_needed()
    assert is_whole(add)
    page.get_by_role("button", name="Close", exact=True).click()
    expect(add).to_be_hidden()


@pytest.mark.parametrize(("width", "panes"), [(1000, 3), (999, 1), (720, 1), (390, 1)])
def test_below_a_thousand_pixels_one_pane_is_shown_and_the_others_are_tabs(opened: Watched, width: int, panes: int) -> None:
    page = opened("?as=U1,U2,U3", width=width)
    expect(page.locator(".pane:visible")).to_have_count(panes)
    expect(page.get_by_role("tab")).to_have_count(0 if panes == 3 else 3)


@pytest.mark.parametrize(("width", "height", "share"), [(390, 844, 0.15), (720, 450, 0.2)])
def test_a_small_page_folds_most_of_the_strip_away(opened: Watched, width: int, height: int, share: float) -> None:
    page = opened(width=width, height=height)
    strip = page.get_by_role("banner")
    box = strip.bounding_box()
    assert box is not None
    assert box["height"] <= share * height
    expect(page.get_by_role("button", name="Pull the plug")).to_be_hidden()
    controls = page.get_by_role("button", name="Controls")
    expect(controls).to_have_attribute("aria-expanded", "false")
    controls.click()
    expect(controls).to_have_attribute("aria-expanded", "true")
    for name in ("Pull the plug", "Crowd", "Reset"):
        assert is_whole(page.get_by_role("button", name=name))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_page_folds_nothing(opened: Watched) -> None:
    page = opened()
    expect(page.get_by_role("button", name="Controls")).to_be_hidden()
    expect(page.get_by_role("button", name="Pull the plug")).to_be_visible()


def test_the_focus_stays_near_when_a_pressed_button_vanishes_with_its_message(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": TOLD})
    page = opened()
    page.get_by_role("button", name="Withdraw").click()
    room.show("U1", messages={"C1": [TOLD[1]]})
    expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)
    expect(page.get_by_label("Message #guild")).to_be_focused()


def test_the_focus_stays_in_a_home_whose_button_vanishes(opened: Watched, room: FakeRoom) -> None:
    def home(*labels: str) -> dict[str, object]:
        return {"id": "H1", "type": "home", "blocks": [{"type": "actions", "block_id": label, "elements": [button(label, label=label)]} for label in labels]}  # fmt: skip

    room.show("U1", home=home("Withdraw", "Edit"))
    page = opened()
    page.locator(".pane").get_by_role("button", name="Home").click()
    page.get_by_role("button", name="Withdraw").click()
    room.show("U1", home=home("Edit"))
    expect(page.get_by_role("button", name="Edit")).to_be_focused()
    room.show("U1", home=home())
    expect(page.get_by_role("button", name="Home")).to_be_focused()


def test_the_focus_comes_back_to_a_button_that_was_out_of_use_for_a_while(opened: Watched, room: FakeRoom) -> None:
    room.next = {"at": "2026-12-03T14:00:00Z", "what": "Platform guild: vote closes"}
    page = opened()
    go = page.get_by_role("button", name="Go to the next moment")
    go.click()
    room.heard("POST /room/clock")
    expect(go).to_be_enabled()
    expect(go).to_be_focused()


@pytest.mark.parametrize("gone", ["a pane", "a tab", "a toast", "a form"])
def test_the_focus_never_falls_to_the_body(opened: Watched, room: FakeRoom, gone: str) -> None:
    page = opened("?as=U1,U2", width=390 if gone == "a tab" else 1440)
    match gone:
        case "a pane":
            page.get_by_role("region", name="Ana Torres").get_by_role("button", name="Close this pane").click()
        case "a tab":
            page.get_by_role("tab", name="Ben Okafor").focus()
            page.set_viewport_size({"width": 1440, "height": 900})
            room.show("U1", messages={"C1": TOLD})
        case "a toast":
            room.show("U1", toasts=[{"id": "t1", "text": "said"}])
            page.get_by_role("button", name="Dismiss").click()
        case _:
            page.get_by_label("Message #guild").first.focus()
            room.show("U1", modals=[TOPIC])
            page.get_by_role("dialog").get_by_role("textbox").first.focus()
            room.show("U1", modals=[])
    page.wait_for_function("document.activeElement !== document.body")


def test_where_the_app_reads_no_messages_there_is_nothing_to_write_in(opened: Watched, room: FakeRoom) -> None:
    room.workspace["bot"] = {**room.workspace["bot"], "reads_messages": False}
    page = opened()
    expect(page.get_by_label("Message #guild")).to_be_visible()
    page.get_by_role("button", name="Cortado", exact=True).click()
    expect(page.get_by_label("Message Cortado")).to_be_hidden()
    expect(page.get_by_text("Cortado reads no messages here.")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_while_the_bot_is_down_each_pane_says_so(opened: Watched, room: FakeRoom, width: int) -> None:
    page = opened("?as=U1", width=width)
    word = page.get_by_text("Cortado is down: commands and buttons are not answered until it is up again.")
    expect(word).to_be_hidden()
    room.tell(bot_state="down")
    expect(word).to_be_in_viewport()
    room.tell(bot_state="starting")
    expect(page.get_by_text("Cortado is starting and answers in a moment.")).to_be_visible()
    room.tell(bot_state="up")
    expect(word).to_be_hidden()


@SIZES
@pytest.mark.parametrize("block", ["last", ""])
def test_an_error_of_a_form_is_in_view(opened: Watched, room: FakeRoom, width: int, height: int, block: str) -> None:
    fields = [
        {"type": "input", "block_id": name, "label": {"type": "plain_text", "text": name}, "optional": True,
         "element": {"type": "plain_text_input", "action_id": "a", "multiline": True}}
        for name in ("first", "second", "third", "fourth", "fifth", "last")
    ]  # fmt: skip
    form = {**TOPIC, "blocks": fields}
    room.show("U1", modals=[form])
    page = opened(width=width, height=height)
    page.get_by_role("dialog").get_by_label("first").fill("kept")
    room.answers["submit"] = (
        {"ok": False, "errors": {block: "This cannot be."}} if block else {"ok": False, "error": "This cannot be."}
    )
    page.get_by_role("dialog").locator("button[type=submit]").click()
    assert_in_view(page)
    page.locator(".modal-body").evaluate("it => it.scrollTo(0, 0)")
    if block:
        room.show("U1", modals=[{**form, "hash": "h2", "errors": {block: "This cannot be."}}])
        assert_in_view(page)


def assert_in_view(page: Page) -> None:
    error = page.get_by_text("This cannot be.")
    expect(error).to_be_in_viewport(ratio=1)
    assert error.evaluate(
        "it => { const { left, bottom } = it.getBoundingClientRect(); return it.contains(document.elementFromPoint(left + 4, bottom - 3)); }"
    )
