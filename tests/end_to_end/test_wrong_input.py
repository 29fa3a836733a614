"""What people type and press wrongly: each gets one clear, private answer, and nothing else changes."""

import re
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Page, expect

from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import SOON
from tests.end_to_end.strip import GUILD

WRONG = {
    '/coffee strat "Quick" for 10m': "I do not know /coffee strat, so I read it as /coffee start.",
    '/coffee start "Quick" box 0': "box can be from 5 s to",
    '/coffee start "Quick" for 99h': "for can be from 1 min to 8 h here; you wrote 99 h.",
    '/coffee start "Quick" box soon': "box soon is no length of time. Try 5, 5m, 90s or 1h.",
    '/coffee start "Quick" dotz 4': "Did you mean dots, as in dots 3?",
    "/coffee board": "No Lean Coffee is open in this channel.",
    "/coffee every blursday at 25:00": "blursday",
    "/refine remind every other caturday": "caturday",
    "/refine remnid every tuesday at 10": "Did you mean this?",
}


def test_wrong_commands_are_answered_to_who_typed_them(people: People) -> None:
    ana, ben = people("Ana", "Ben")
    for command, answer in WRONG.items():
        ana.says(command)
        ana.sees(answer, ana.told)
    expect(ana.pane.locator("article.ephemeral")).to_have_count(len(WRONG))
    for person in (ana, ben):
        expect(person.of_the_app).to_have_count(0)
    expect(ben.messages).to_have_count(0)


def test_a_topic_that_is_too_long_is_shortened_in_the_form_and_typed_only_once(people: People) -> None:
    (ana,) = people("Ana")
    ana.says(f"/coffee topic Flaky tests {'again and ' * 20}| third week in a row")
    ana.sees("At most 150 characters fit; you typed 211.", ana.form)
    expect(ana.form.get_by_label("One or two sentences")).to_have_value("third week in a row")
    ana.form.get_by_role("button", name="Propose", exact=True).click()
    ana.sees("The topic has 211 characters; at most 150 fit. Please shorten it.", ana.form)
    ana.fills("Topic", "Flaky tests again")
    ana.proposes()
    ana.says("/coffee topic | only context")
    ana.sees("A topic needs a few words", ana.form)


def test_a_topic_for_a_channel_without_the_bot_is_refused_below_the_channel(
    people: People,
) -> None:
    (ana,) = people("Ana")
    ana.goes_to("Home")
    ana.presses("Propose a topic", ana.pane)
    ana.picks("Channel", "#leads")
    ana.fills("Topic", "Flaky tests")
    ana.form.get_by_role("button", name="Propose", exact=True).click()
    ana.sees("I am not in #leads. Type /invite @Cortado there, then try again.", ana.form)
    expect(ana.form.get_by_label("Topic")).to_have_value("Flaky tests")


def test_a_blank_topic_is_told_beside_its_field_and_mentions_stay_text(people: People) -> None:
    ana, ben = people("Ana", "Ben")
    ana.says("/coffee topic")
    ana.fills("Topic", "   ")
    ana.form.get_by_role("button", name="Propose", exact=True).click()
    expect(ana.form.get_by_role("alert").first).to_be_visible(timeout=SOON)
    ana.fills("Topic", "<!channel> <@U0BEN> & all")
    ana.proposes()
    ben.says("/coffee start")
    ben.sees("1. <!channel> <@U0BEN> & all")
    expect(ben.of_the_app.locator(".mention")).to_have_count(0)


def test_a_second_start_leads_to_the_running_meeting(people: People) -> None:
    ana, ben = people("Ana", "Ben")
    ana.says('/coffee start "Platform guild"')
    ben.sees("Gathering.")
    ben.says('/coffee start "Another one"')
    ben.sees("“Platform guild” is running in this channel.", ben.told)
    ben.told.get_by_role("link", name="Go to the board").click()
    expect(ben.of_the_app).to_be_focused()
    expect(ben.of_the_app).to_have_count(1)
    ben.sees("☕ Platform guild")


def test_what_comes_a_moment_too_late_changes_nothing_and_says_so(people: People, page: Page, demo: RunningDemo) -> None:
    ana, ben = people("Ana", "Ben")
    ana.says("/coffee topic Flaky tests")
    ana.sees("waits", ana.told)
    ana.says('/coffee start "Platform guild"')
    ben.presses("I'm here")
    ana.sees("Here (2): Ana, Ben")
    press_at_once(demo, "lean_coffee:open_vote", "U0ANA", "U0BEN")
    late = page.locator("article.ephemeral").filter(
        has_text="The meeting has moved on: it votes. Use the buttons of the live board."
    )
    expect(late).to_have_count(1, timeout=SOON)

    ana.gives_dots("Flaky tests")
    ben.presses("Vote")
    ben.presses_dots("Flaky tests")
    ana.chooses("Close voting", ana.of_the_app)
    ana.sees("box 1 of 3")
    ben.row("Flaky tests").get_by_role("button", name="+ dot", exact=True).click()
    ben.sees(re.compile(r"Voting closed at \d+:\d+:\d+, not counted."), ben.form)
    ana.sees("Flaky tests  ●● 2")


def press_at_once(demo: RunningDemo, action: str, *people: str) -> None:
    """Press the same button as several people before the board can change; what came of it is told, if later than Slack waits."""
    talk = next(one for one in demo.view(people[0])["conversations"] if one["id"] == GUILD)
    board = next(one for one in talk["messages"] if not one["ephemeral"])
    with ThreadPoolExecutor(len(people)) as hands:
        pressed = [hands.submit(demo.act, "click", one, channel=GUILD, ts=board["ts"], action_id=action) for one in people]
    answers = [one.result() for one in pressed]
    assert all(answer["ok"] or answer["outcome"] == "timeout" for answer in answers), answers


def test_a_private_channel_without_the_bot_gets_the_exact_words_to_type(people: People) -> None:
    ana, ben = people("Ana", "Ben", channel="C0LEADS")
    ana.says("/coffee start")
    ana.sees("I am not in this channel. Type /invite @Cortado here, then try again.", ana.told)
    expect(ben.messages).to_have_count(0)
    ana.says("/invite @Cortado")
    ana.says("/coffee start")
    ben.sees("Gathering.")
