"""The conversation: what stays put on a redraw, what is private, threads, the composer and its suggestions."""

from playwright.sync_api import Locator, Page, expect

from tests.rehearsal_page.conftest import Watched
from tests.rehearsal_page.fake_room import FakeRoom, Json, board, conversation, message, ts
from tests.rehearsal_page.pieces import button


def field_of(page: Page, name: str = "Message #guild") -> Locator:
    return page.get_by_role("combobox", name=name)


def offers_of(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions", include_hidden=True)


def many(count: int) -> list[Json]:
    return [message(ts(nth / 10), f"line {nth}", user="U2") for nth in range(count)]


def redrawn(votes: int, *, first: bool = False) -> Json:
    row = {
        "type": "actions",
        "block_id": f"made-up-{votes}",
        "elements": [button("vote", label="Vote"), button("here", label="I'm here")],
    }
    told = {"type": "section", "text": {"type": "mrkdwn", "text": f"Voted ({votes} of 3)"}}
    return board(ts(1), [told, told, row] if first else [told, row])


def top_of(page: Page, line: str) -> float:
    box = page.get_by_text(line, exact=True).bounding_box()
    assert box is not None
    return box["y"]


def test_a_message_that_is_redrawn_keeps_the_focus_and_its_buttons(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": [redrawn(0)]})
    page = opened()
    vote = page.get_by_role("button", name="Vote")
    vote.focus()
    page.evaluate("window.before = document.activeElement")
    for votes in (1, 2, 3):
        room.show("U1", messages={"C1": [redrawn(votes, first=votes > 1)]})
        expect(page.get_by_text(f"Voted ({votes} of 3)").first).to_be_visible()
        expect(vote).to_be_focused()
    assert page.evaluate("window.before === document.activeElement")
    page.keyboard.press("Enter")
    assert room.heard("click")["block_id"] == "made-up-3"


def test_the_focus_stays_in_the_pane_when_its_message_goes(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": [redrawn(0)]})
    page = opened()
    page.get_by_role("button", name="Vote").focus()
    room.show("U1", messages={"C1": [{**redrawn(1), "ts": ts(2)}]})
    expect(field_of(page)).to_be_focused()


def test_what_one_reads_stays_put_while_messages_arrive(opened: Watched, room: FakeRoom) -> None:
    lines = many(60)
    room.show("U1", messages={"C1": lines})
    page = opened()
    page.locator(".scroller").evaluate("node => { node.scrollTop = 300; }")
    expect(page.get_by_text("line 20", exact=True)).to_be_in_viewport()
    before = top_of(page, "line 20")
    grown = [{**line, "text": line["text"] + "\nand\nmore"} if line is lines[2] else line for line in lines]
    room.show("U1", messages={"C1": [*grown, message(ts(9), "the newest", user="U2")]})
    expect(page.get_by_role("button", name="New messages")).to_be_visible()
    assert abs(top_of(page, "line 20") - before) < 1
    page.get_by_role("button", name="New messages").click()
    expect(page.get_by_text("the newest")).to_be_in_viewport()
    expect(page.get_by_role("separator", name="New messages")).to_be_visible()


def test_at_the_bottom_the_newest_is_followed(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": many(60)})
    page = opened()
    expect(page.get_by_text("line 59")).to_be_in_viewport()
    room.show(
        "U1",
        messages={
            "C1": [*many(60), board(ts(9), [{"type": "section", "text": {"type": "mrkdwn", "text": "\n".join("tall board")}}])]
        },
    )
    expect(page.locator(f'[data-ts="{ts(9)}"] .words')).to_be_in_viewport(ratio=1)


def test_messages_sort_themselves_into_the_log_without_being_made_anew(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": many(3)})
    page = opened()
    page.locator(f'[data-ts="{ts(0.2)}"]').evaluate("node => { node.mark = 1; }")
    room.show("U1", messages={"C1": [many(3)[0], message(ts(0.15), "between"), many(3)[2]]})
    expect(page.get_by_role("article")).to_have_count(3)
    assert page.get_by_role("article").all_inner_texts()[1].endswith("between")
    assert page.locator(f'[data-ts="{ts(0.2)}"]').evaluate("node => node.mark") == 1


def test_a_private_answer_is_marked_and_can_be_put_away(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": [message(ts(1), "for all"), message(ts(2), "for you", user="UBOT", ephemeral=True)]})
    room.show("U2", messages={"C1": [message(ts(1), "for all")]})
    page = opened("?as=U1,U2&channel=C1")
    private = page.locator("[data-as=U1]").get_by_role("article").filter(has_text="Only visible to you")
    expect(private).to_contain_text("for you")
    expect(page.get_by_text("for you")).to_have_count(1)
    private.get_by_role("button", name="Dismiss").click()
    expect(private).to_have_count(0)


def test_a_thread_is_read_answered_and_folded(opened: Watched, room: FakeRoom) -> None:
    replies = [message(ts(2), "and again", user="U2"), message(ts(3), "told all", user="U2", broadcast=True)]
    room.show("U1", messages={"C1": [message(ts(1), "red on Monday", replies=replies)]})
    page = opened()
    expect(page.get_by_text("also sent to the channel")).to_be_visible()
    page.get_by_role("button", name="Reply", exact=True).click()
    reply = page.get_by_label("Reply to the thread")
    expect(reply).to_be_focused()
    room.answers["message"] = {"ok": False, "error": "/coffee is not supported in threads."}
    reply.fill("/coffee")
    reply.press("Enter")
    expect(page.get_by_role("status").filter(has_text="/coffee is not supported in threads.")).to_be_visible()
    expect(reply).to_have_value("/coffee")
    room.answers.clear()
    reply.fill("let's talk")
    reply.press("Enter")
    assert room.heard("message", 2) == {"as": "U1", "channel": "C1", "text": "let's talk", "thread_ts": ts(1)}
    expect(reply).to_have_value("")
    page.get_by_role("button", name="2 replies", expanded=True).click()
    expect(page.get_by_text("and again")).to_be_hidden()
    page.get_by_role("button", name="2 replies", expanded=False).click()
    expect(page.get_by_text("and again")).to_be_visible()


def test_a_message_is_suggested_from_its_menu(opened: Watched, room: FakeRoom) -> None:
    room.show("U2", messages={"C1": [message(ts(1), "flaky again")]})
    page = opened("?as=U2")
    page.get_by_role("article").hover()
    page.get_by_role("article").get_by_role("button", name="More actions").click()
    expect(page.get_by_role("menuitem")).to_have_count(1)
    page.get_by_role("menuitem", name="Suggest for Lean Coffee").click()
    assert room.heard("shortcut") == {"as": "U2", "callback_id": "suggest", "channel": "C1", "ts": ts(1)}


def test_an_admin_may_delete_a_message(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": [redrawn(0)]})
    page = opened()
    page.get_by_role("article").focus()
    page.get_by_role("article").get_by_role("button", name="More actions").press("Enter")
    page.get_by_role("menuitem", name="Delete this message").click()
    assert room.heard("delete_message") == {"as": "U1", "channel": "C1", "ts": ts(1)}


def test_enter_sends_shift_enter_breaks_the_line_and_the_arrow_recalls(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    field = field_of(page)
    field.press_sequentially("one")
    field.press("Shift+Enter")
    field.press_sequentially("two")
    field.press("Enter")
    assert room.heard("message") == {"as": "U1", "channel": "C1", "text": "one\ntwo"}
    expect(field).to_have_value("")
    field.press("ArrowUp")
    expect(field).to_have_value("one\ntwo")
    field.press("ArrowDown")
    expect(field).to_have_value("")


def test_commands_are_offered_with_usage_and_description(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    field = field_of(page)
    field.press_sequentially("/co")
    offered = offers_of(page).get_by_role("option")
    expect(offered).to_have_count(1)
    expect(offered).to_contain_text("topic … | start … | help")
    expect(offered).to_contain_text("Start and run a Lean Coffee")
    field.press("Enter")
    expect(field).to_have_value("/coffee ")
    expect(page.locator(".composer-bar .usage")).to_contain_text("/coffee topic …")
    field.press_sequentially('topic Flaky tests | "third" week')
    field.press("Enter")
    assert room.heard("command") == {
        "as": "U1",
        "channel": "C1",
        "command": "/coffee",
        "text": 'topic Flaky tests | "third" week',
    }


def test_the_usage_follows_what_is_typed_and_goes_where_none_is_known(opened: Watched, room: FakeRoom) -> None:
    hint = "[topic Flaky tests | why] [start] [every first thursday 15:00] [help]"
    room.workspace["commands"] = [{"command": "/coffee", "description": "", "usage_hint": hint}]
    page = opened()
    usage = page.locator(".composer-bar .usage")
    for typed, shown in (
        ("/coffee ", f"/coffee {hint}"),
        ("/coffee t", "/coffee topic Flaky tests | why"),
        ("/coffee topic Slow tests", "/coffee topic Flaky tests | why"),
        ("/coffee EVERY ", "/coffee every first thursday 15:00"),
        ("/coffee top secret", ""),
        ("/coffee mine", ""),
        ("/tea ", ""),
        ("coffee", ""),
    ):
        field_of(page).fill(typed)
        expect(usage).to_have_text(shown)
    field_of(page).fill("/coffee ")
    expect(usage).to_have_css("text-overflow", "ellipsis")
    expect(usage).to_have_attribute("title", f"/coffee {hint}")


def test_the_composer_tells_a_screen_reader_what_is_offered(opened: Watched) -> None:
    page = opened()
    field = field_of(page)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("/")
    expect(field).to_have_attribute("aria-expanded", "true")
    offered = offers_of(page)
    assert field.get_attribute("aria-controls") == offered.get_attribute("id")
    field.press("ArrowDown")
    chosen = offered.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("/refine")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.get_attribute("aria-activedescendant") is None


def test_a_whole_command_goes_with_one_enter(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    field_of(page).press_sequentially("/coffee")
    expect(offers_of(page).get_by_role("option")).to_have_count(1)
    field_of(page).press("Enter")
    assert room.heard("command") == {"as": "U1", "channel": "C1", "command": "/coffee", "text": ""}


def test_people_and_channels_are_offered_by_keyboard(opened: Watched) -> None:
    page = opened()
    field = field_of(page)
    field.press_sequentially("thanks @mar")
    expect(offers_of(page).get_by_role("option")).to_have_text("Chloé Martin@chloe")
    field.press("Tab")
    field.press_sequentially("see #")
    expect(offers_of(page).get_by_role("option")).to_have_count(2)
    field.press("ArrowDown")
    expect(offers_of(page).get_by_role("option", selected=True)).to_have_text("#team-checkout")
    field.press("Enter")
    expect(field).to_have_value("thanks @chloe see #team-checkout ")
    field.press_sequentially("@b")
    field.press("Escape")
    expect(offers_of(page).get_by_role("option")).to_have_count(0)


def test_what_could_not_be_sent_is_told_and_given_back(opened: Watched, room: FakeRoom) -> None:
    room.answers["command"] = {"ok": False, "error": "Cortado is not running."}
    page = opened()
    field_of(page).fill("/coffee start")
    field_of(page).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Cortado is not running.")).to_be_visible()
    expect(field_of(page)).to_have_value("/coffee start")


def test_the_app_is_invited_as_the_hint_says(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    field_of(page).fill("/invite @Cortado")
    field_of(page).press("Enter")
    assert room.heard("command") == {"as": "U1", "channel": "C1", "command": "/invite", "text": "@Cortado"}
    page.get_by_role("button", name="About this channel").click()
    page.get_by_role("menuitem", name="Add Cortado to this channel").click()
    assert room.heard("invite_bot") == {"as": "U1", "channel": "C1"}


def test_a_draft_waits_in_its_conversation(opened: Watched) -> None:
    page = opened()
    field_of(page).fill("half a thought")
    page.get_by_role("button", name="team-checkout").click()
    expect(field_of(page, "Message #team-checkout")).to_have_value("")
    page.get_by_role("button", name="guild").click()
    expect(field_of(page)).to_have_value("half a thought")


def test_unread_and_mentions_are_marked_and_reading_is_told(opened: Watched, room: FakeRoom) -> None:
    dm = conversation(
        "DU1", "Cortado", [message(ts(1), "43 minutes", user="UBOT"), message(ts(2), "kept", user="UBOT")], kind="dm", unread=2
    )
    guild, checkout = room.views["U1"]["conversations"][:2]
    room.show("U1", conversations=[guild, {**checkout, "unread": 4, "mentions": 3, "messages": many(4)}, dm])
    page = opened()
    expect(page.get_by_role("button", name="team-checkout, 3 for you")).to_be_visible()
    expect(page).to_have_title("(5) Rehearsal")
    page.get_by_role("button", name="Cortado, 2 for you").click()
    assert room.heard("read") == {"as": "U1", "channel": "DU1", "ts": ts(2)}
    expect(page.get_by_role("separator", name="New messages")).to_be_visible()


def test_a_link_to_a_message_leads_to_it(opened: Watched, room: FakeRoom) -> None:
    seconds, part = ts(0.3).split(".")
    link = f"<http://127.0.0.1:8765/archives/C2/p{seconds}{part}|the running one>"
    room.show("U1", messages={"C1": [message(ts(1), link)], "C2": many(60)})
    page = opened()
    page.get_by_role("link", name="the running one").click()
    expect(page.get_by_text("line 3", exact=True)).to_be_in_viewport()
    expect(page.locator(f'[data-ts="{ts(0.3)}"]')).to_be_focused()


def test_the_log_is_one_stop_for_tab_and_the_arrows_walk_in_it(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": many(5)})
    page = opened()
    room.show("U1", messages={"C1": many(6)})
    expect(page.get_by_role("article")).to_have_count(6)
    expect(page.locator('article[tabindex="0"]')).to_have_count(1)
    page.locator('article[tabindex="0"]').focus()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("article").nth(4)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("article").nth(4).get_by_role("button", name="Reply in thread")).to_be_focused()
