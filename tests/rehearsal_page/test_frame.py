"""The frame: panes, the strip, the live socket, and what a reader of the page needs."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Route, expect

from tests.rehearsal_page.conftest import Watched
from tests.rehearsal_page.fake_room import PEOPLE, FakeRoom, board, message, ts
from tests.rehearsal_page.pieces import TOPIC, button, field, modal, text

UNNAMED = """() => [...document.querySelectorAll('button, select, input, textarea, a, [role=dialog], [role=log], nav, section.pane')]
  .filter((node) => node.checkVisibility() && !(node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') || node.labels?.length || node.textContent.trim()))
  .map((node) => node.outerHTML)"""

TOP = "it => it.getBoundingClientRect().top"

# Contrast by WCAG 2: text against the colours behind it, each blended over the next one below.
PALE = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const behind = (node) => { const all = []; for (let at = node; at; at = at.parentElement) { all.push(rgba(getComputedStyle(at).backgroundColor)); if (all.at(-1)[3] === 1) break; }
    return all.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]); };
  const light = (colour) => { const [r, g, b] = colour.map((c) => { const s = c / 255; return s <= .03928 ? s / 12.92 : ((s + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
  const pale = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walk.nextNode(); text; text = walk.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility() || node.closest('[aria-hidden=true], :disabled, option, .sr, .icon') || /^[^\\p{L}\\p{N}]+$/u.test(text.data.trim())) continue;
    const style = getComputedStyle(node);
    const back = behind(node);
    const [a, b] = [light(over(rgba(style.color), back)), light(back)].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && style.fontWeight >= 700);
    if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) pale.push([text.data.trim(), node.className, (a + .05) / (b + .05)]);
  }
  return pale;
}"""
TWO_FRAMES = """() => new Promise((drawn) => {
  requestAnimationFrame(() => requestAnimationFrame(drawn));
  setTimeout(drawn, 1000);
})"""
"""Wait until what was changed is drawn: a browser that draws nothing meanwhile is not waited for without end."""


def test_two_people_stand_side_by_side_and_a_third_joins(opened: Watched) -> None:
    page = opened("")
    panes = page.get_by_role("main").locator("> section")
    expect(panes).to_have_count(2)
    page.get_by_role("button", name="Show one more person").click()
    expect(page.get_by_role("region", name="Chloé Martin")).to_be_visible()
    expect(page.get_by_role("button", name="Show one more person")).to_be_disabled()
    page.get_by_role("region", name="Ana Torres").get_by_role("button", name="Close this pane").click()
    expect(panes).to_have_count(2)
    expect(page.get_by_role("region", name="Ana Torres")).to_have_count(0)


def test_a_narrow_page_shows_one_person(opened: Watched) -> None:
    page = opened("?as=U1,U2", width=420)
    expect(page.locator(".pane:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 420


@pytest.mark.parametrize("width", [1440, 1280, 1100, 720, 390])
def test_what_comes_next_is_read_in_full_at_any_width(opened: Watched, room: FakeRoom, width: int) -> None:
    room.next = {"at": "2026-12-23T14:00:00Z", "what": "a refinement of the platform guild is about to begin"}
    page = opened(width=width)
    ahead = page.get_by_text("a refinement of the platform guild is about to begin, Wed 23 Dec, 15:00")
    expect(ahead).to_be_visible()
    assert ahead.evaluate("it => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1440, 390])
def test_a_long_name_or_word_pushes_nothing_out_of_a_pane(opened: Watched, room: FakeRoom, width: int) -> None:
    long = {**PEOPLE[3], "id": "U9", "real_name": "Anna-Maximiliane Freifrau von und zu Hohenstauffen-Wittgenstein"}
    room.tell(people=[*PEOPLE, long])
    word = "W" * 140
    hint = {"hint": text(word)}
    room.show("U1", modals=[modal("V1", {**field("dots", "plain_text_input", word), **hint}, title=word)])
    page = opened("?as=U1,U2", width=width)
    pane = page.locator(".pane[data-as=U1]")
    expect(pane.get_by_role("dialog")).to_be_visible()
    sides = "it => [it.getBoundingClientRect().left, it.getBoundingClientRect().right]"
    left, right = pane.evaluate(sides)
    for inside in (".as", ".composer", ".modal", ".modal footer", ".modal label", ".modal h2"):
        begins, ends = pane.locator(inside).first.evaluate(sides)
        assert left <= begins, inside
        assert ends <= right, inside
    for scrolled in (".modal-body", ".veil", ".inner"):
        assert pane.locator(scrolled).first.evaluate("it => it.scrollWidth <= it.clientWidth"), scrolled


@pytest.mark.parametrize("width", [1440, 390])
def test_a_long_channel_leaves_room_for_what_can_be_done_there(opened: Watched, room: FakeRoom, width: int) -> None:
    guild = room.views["U1"]["conversations"][0]
    room.show("U1", conversations=[{**guild, "name": "a-very-long-channel-name-that-a-company-makes-for-each-project-2027"}])
    pane = opened("?as=U1,U2,U3", width=width).locator(".pane[data-as=U1]")
    more = pane.get_by_role("button", name="About this channel")
    expect(more).to_be_visible()
    title, button = pane.locator(".talk-head h2").bounding_box(), more.bounding_box()
    assert title is not None
    assert button is not None
    assert title["x"] + title["width"] <= button["x"]
    assert pane.locator(".talk-head").evaluate("it => it.scrollWidth <= it.clientWidth")


def test_a_long_title_leaves_what_comes_next_short_and_says_it_all_on_asking(opened: Watched, room: FakeRoom) -> None:
    what = "A rather long title of a meeting that somebody pasted from the calendar of the whole company 2027: vote closes"
    room.next = {"at": "2026-12-23T14:00:00Z", "what": what}
    ahead = opened().locator(".ahead")
    expect(ahead).to_have_text("A rather long title of a … whole company 2027: vote closes, Wed 23 Dec, 15:00")
    expect(ahead).to_have_attribute("title", what)


def test_the_panes_stay_where_they_are_whatever_the_strip_has_to_say(opened: Watched, room: FakeRoom) -> None:
    page = opened("?as=U1,U2,U3")
    seen: dict[int, set[float]] = {width: set() for width in (1920, 1440, 1380, 1300, 1100, 720, 390)}
    for what, state in (
        ("a meeting moves on", "up"),
        ("a meeting is about to begin", "down"),
        ("refinement is about to begin", "starting"),
    ):
        room.next = {"at": "2026-12-23T14:00:00Z", "what": what}
        room.tell(bot_state=state)
        expect(page.locator(".bot-state")).to_contain_text(f"is {state}")
        room.show("U1")
        expect(page.locator(".ahead")).to_contain_text(what)
        for width, tops in seen.items():
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("innerWidth") == width
            tops.add(page.locator(".desk").evaluate(TOP))
    assert {width: len(tops) for width, tops in seen.items()} == dict.fromkeys(seen, 1)


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_places_of_a_pane_are_one_row_whatever_is_unread(opened: Watched, room: FakeRoom, width: int) -> None:
    guild, checkout, dm = room.views["U1"]["conversations"]
    leads = {**guild, "id": "C3", "name": "leads", "is_private": True}
    room.show("U1", conversations=[{**guild, "unread": 1}, checkout, leads, dm])
    page = opened("?as=U1,U2,U3", width=width)
    nav = page.get_by_role("navigation", name="Places of Ana Torres")
    height = nav.bounding_box()
    room.show("U1", conversations=[guild, {**checkout, "unread": 2}, {**leads, "unread": 1}, {**dm, "unread": 12}])
    expect(nav.get_by_role("button", name="Cortado, 12 for you")).to_be_in_viewport(ratio=1)
    assert nav.bounding_box() == height
    assert len({each.evaluate(TOP) for each in nav.get_by_role("button").all()}) == 1
    assert nav.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_a_narrow_page_names_the_people_who_are_not_shown_and_turns_to_them(opened: Watched, room: FakeRoom) -> None:
    page = opened("?as=U1,U2,U3", width=390, height=844)
    dm = {**room.views["U3"]["conversations"][-1], "unread": 2}
    room.show("U3", conversations=[*room.views["U3"]["conversations"][:-1], dm])
    tabs = page.get_by_role("tablist", name="People").get_by_role("tab")
    expect(tabs).to_have_text(["Ana", "Ben", "Chloé2"])
    expect(tabs.nth(0)).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Chloé Martin, 2 unread").click()
    expect(page.get_by_role("region", name="Chloé Martin")).to_be_visible()
    expect(page.get_by_role("region", name="Ana Torres")).to_be_hidden()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("tab", name="Ben Okafor")).to_be_focused()
    expect(page.get_by_role("region", name="Ben Okafor")).to_be_visible()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_role("tablist")).to_be_hidden()


def test_the_page_speaks_one_language_to_everybody(opened: Watched, room: FakeRoom) -> None:
    room.show("U3", messages={"C1": [message(ts(-1440), "Yesterday"), message(ts(1), "Today")]})
    page = opened("?as=U3")
    expect(page.locator(".day")).to_have_text(["Yesterday", "Today"])
    expect(page.locator(".byline time").last).to_have_attribute("title", re.compile("Tuesday,? 1 December 2026"))


def test_the_panes_are_remembered(opened: Watched) -> None:
    page = opened("?as=U2,U4")
    page.get_by_role("region", name="Dev Patel").get_by_role("button", name="Home").click()
    page.goto(page.url.split("?")[0])
    expect(page.get_by_role("region", name="Ben Okafor")).to_be_visible()
    expect(page.get_by_role("region", name="Dev Patel").get_by_role("heading", level=2)).to_have_text("Cortado Home")


def test_an_address_names_people_and_channel(opened: Watched) -> None:
    page = opened("?as=ben,U4&channel=team-checkout")
    expect(page.locator("[data-as=U2] h2").first).to_have_text("team-checkout")
    expect(page.locator("[data-as=U4] h2").first).to_have_text("team-checkout")


def test_a_pane_becomes_another_person(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": [message(ts(1), "as Ana sees it")]})
    room.show("U3", messages={"C1": [message(ts(1), "as Chloé sees it")]})
    page = opened()
    page.get_by_label("Show this pane as").select_option(label="Chloé Martin")
    expect(page.get_by_text("as Chloé sees it")).to_be_visible()
    expect(page.get_by_text("as Ana sees it")).to_have_count(0)
    page.get_by_label("Message #guild").fill("moi")
    page.get_by_label("Message #guild").press("Enter")
    assert room.heard("message")["as"] == "U3"


def test_a_pane_that_turns_back_before_the_other_person_is_reached_stays_with_the_first(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C1": [message(ts(1), "as Ana sees it")]})
    room.show("U3", messages={"C1": [message(ts(1), "as Chloé sees it")]})
    room.shut_out("U3")
    page = opened()
    with page.expect_websocket(lambda socket: socket.url.endswith("U3")) as late:
        page.get_by_label("Show this pane as").select_option("U3")
    page.get_by_label("Show this pane as").select_option("U1")
    room.let_in("U3")
    if not late.value.is_closed():
        late.value.wait_for_event("close", timeout=30_000)
    expect(page.get_by_text("as Ana sees it")).to_be_visible()
    expect(page.get_by_text("as Chloé sees it")).to_have_count(0)


def test_a_channel_that_one_is_not_in_is_joined_first(opened: Watched, room: FakeRoom) -> None:
    page = opened("?as=U3&channel=C2")
    expect(page.get_by_label("Message #team-checkout")).to_be_hidden()
    page.get_by_role("button", name="Join channel").click()
    assert room.heard("join") == {"as": "U3", "channel": "C2"}


def test_an_address_points_at_a_message(opened: Watched, room: FakeRoom) -> None:
    room.show("U1", messages={"C2": [message(ts(nth / 10), f"line {nth}") for nth in range(80)]})
    page = opened(f"?as=U1&channel=C2&ts={ts(0.5)}")
    expect(page.get_by_text("line 5", exact=True)).to_be_in_viewport()


def test_a_channel_that_is_hidden_from_now_on_goes_from_the_list(opened: Watched, room: FakeRoom) -> None:
    page = opened("?as=U1&channel=C2")
    room.show("U1", conversations=[each for each in room.views["U1"]["conversations"] if each["id"] != "C2"])
    expect(page.get_by_role("button", name="team-checkout")).to_have_count(0)
    expect(page.get_by_role("heading", level=2)).to_have_text("guild")


def test_the_page_finds_the_room_again(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    room.hang_up()
    expect(page.get_by_text("Connecting to the room …")).to_be_visible()
    room.show("U1", messages={"C1": [message(ts(1), "said meanwhile")]})
    expect(page.get_by_text("said meanwhile")).to_be_visible()
    expect(page.get_by_text("Connecting to the room …")).to_be_hidden()


def test_what_the_server_has_to_say_is_said_once(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    for _ in range(2):
        room.show("U1", toasts=[{"id": "t1", "text": "/coffee failed with the error operation_timeout"}])
    expect(page.get_by_text("operation_timeout")).to_have_count(1)
    page.get_by_role("button", name="Dismiss").click()
    room.show("U1", toasts=[{"id": "t1", "text": "/coffee failed with the error operation_timeout"}])
    expect(page.get_by_text("operation_timeout")).to_have_count(0)


def test_the_clock_names_its_zone_and_goes_to_the_next_moment(opened: Watched, room: FakeRoom) -> None:
    room.next = {"at": "2026-12-03T14:00:00Z", "what": "Platform guild opens"}
    page = opened()
    strip = page.get_by_role("group", name="Business clock")
    expect(strip).to_contain_text("1 Dec 2026, 13:00")
    expect(strip).to_contain_text("Europe/Madrid")
    expect(strip).to_contain_text("Platform guild opens, Thu 3 Dec, 15:00")
    strip.get_by_role("button", name="Go to the next moment").click()
    assert room.heard("POST /room/clock") == {"to": "next"}
    strip.get_by_role("button", name="One day ahead").click()
    assert room.heard("POST /room/clock", 2) == {"by_seconds": 86_400}
    room.tell(now="2026-12-03T14:00:00Z")
    expect(strip).to_contain_text("3 Dec 2026, 15:00")


def test_nothing_planned_is_said_and_not_offered(opened: Watched) -> None:
    page = opened()
    expect(page.get_by_text("Nothing is planned yet")).to_be_visible()
    expect(page.get_by_role("button", name="Go to the next moment")).to_be_disabled()


def test_a_journey_that_fails_says_why(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    room.answers["/room/clock"] = {"ok": False, "error": "Cortado is down, so the clock stays."}
    page.get_by_role("button", name="One hour ahead").click()
    expect(page.get_by_role("status").filter(has_text="Cortado is down, so the clock stays.")).to_be_visible()
    expect(page.get_by_role("button", name="One hour ahead")).to_be_enabled()


def test_an_answer_that_news_have_overtaken_is_not_taken(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    state = page.get_by_role("group", name="The app").get_by_role("status")
    held: list[Route] = []
    page.route("**/room/workspace", lambda route: held.append(route))  # noqa: PLW0108  Playwright looks at the handler's signature
    room.tell(bot_state="down")
    with page.expect_request("**/room/workspace"):
        page.get_by_role("button", name="Pull the plug").click()
    for _ in range(1_000):  # it was made, and Playwright is about to hand it over
        if held:
            break
        page.wait_for_timeout(10)
    old = held[0].fetch()
    room.tell(bot_state="starting")
    expect(state).to_have_text("Cortado is starting")
    with page.expect_response("**/room/workspace"):
        held[0].fulfill(response=old)
    page.evaluate(TWO_FRAMES)
    assert "Cortado is starting" in state.inner_text()


def test_the_plug_is_pulled_and_the_state_is_told(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    page.get_by_role("button", name="Pull the plug").click()
    assert room.heard("POST /room/plug") == {}
    waits, idle = "The clock waits for Cortado", "Nothing is planned yet"
    for state, words, ahead in (
        ("down", "Cortado is down", waits),
        ("starting", "Cortado is starting", waits),
        ("up", "Cortado is up", idle),
    ):
        room.tell(bot_state=state)
        expect(page.get_by_role("group", name="The app").get_by_role("status")).to_have_text(words)
        expect(page.locator(".ahead")).to_have_text(ahead)
    page.get_by_role("button", name="Leave it out for longer").click()
    page.get_by_role("menuitem", name="for 30 s").click()
    assert room.heard("POST /room/plug", 2) == {"down_seconds": 30}


def test_a_crowd_comes_and_goes(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    page.get_by_role("button", name="Crowd").click()
    page.get_by_role("menuitem", name="5 people join #guild").click()
    assert room.heard("POST /room/crowd") == {"channel": "C1", "size": 5}
    page.get_by_role("button", name="Crowd").click()
    page.get_by_role("menuitem", name="The crowd goes home").click()
    room.heard("DELETE /room/crowd")


def test_faults_are_set_listed_and_mended(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    page.get_by_text("Faults").click()
    page.get_by_label("Method").select_option("chat.update")
    page.get_by_label("Retry after, s").fill("30")
    page.get_by_role("button", name="Add").first.click()
    assert room.heard("POST /room/faults") == [{"method": "chat.update", "kind": "429", "times": 1, "retry_after": 30}]
    room.tell(faults=[{"method": "chat.update", "kind": "429", "times": 1}])
    expect(page.get_by_role("listitem").filter(has_text="chat.update: 429")).to_be_visible()
    page.get_by_role("button", name="Mend everything").click()
    room.heard("DELETE /room/faults")


def test_starting_over_asks_first(opened: Watched, room: FakeRoom) -> None:
    page = opened()
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("alertdialog", name="Start over?").get_by_role("button", name="Keep it").click()
    assert room.acted("POST /room/reset") == []
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("button", name="Start over").click()
    room.heard("POST /room/reset")


def test_a_newcomer_is_told_what_to_type(opened: Watched) -> None:
    page = opened()
    expect(page.get_by_text("New here? Type /coffee in #guild")).to_be_visible()
    page.get_by_role("button", name="/coffee Start and run a Lean Coffee").click()
    expect(page.get_by_label("Message #guild")).to_have_value("/coffee ")
    expect(page.get_by_label("Message #guild")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_control_has_a_name_and_every_text_enough_contrast(
    opened: Watched, room: FakeRoom, scheme: Literal["light", "dark"]
) -> None:
    quoted = message(ts(0.5), "`code` <@U1> <@U2> <https://a.example|link>\n> quote", user="U2")
    elements = [button("a", label="Vote", style="primary"), button("b", label="Stop", style="danger"), button("c", label="Here"),
                {"type": "overflow", "action_id": "o", "options": []}]  # fmt: skip
    told = board(
        ts(1),
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "small print"}]}, {"type": "actions", "elements": elements}],
    )
    room.show("U1", messages={"C1": [quoted, told, message(ts(2), "for you", user="UBOT", ephemeral=True)]})
    room.show("U2", modals=[{**TOPIC, "errors": {"topic": "Already there."}}])
    page = opened("?as=U1,U2,U3", scheme=scheme)
    page.get_by_text("Already there.").wait_for()
    page.locator("[data-as=U3]").get_by_label("Message #guild").press_sequentially("/")
    page.get_by_text("Faults").click()
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(PALE) == []
