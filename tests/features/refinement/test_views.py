"""What people read of refinement, and payloads that Slack takes whatever is in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.ids import ChannelId
from bot.core.refusal import Refusal
from bot.features.refinement import rules, views
from bot.features.refinement.listeners import PLANNING
from bot.features.refinement.rules import Occasion, Reminder, Reply, Standing
from bot.features.refinement.views import Card, ReminderLine
from bot.schedule.drafts import Draft
from bot.schedule.sentences import read_sentence
from bot.series.planning import CHANNEL
from bot.series.views import plans
from bot.series.views.choices import read_choice
from bot.slack.rendering import render, render_home, render_modal
from bot.slack.surfaces import Home, Message
from bot.words import words_for
from tests.features.desk import ANA, EXTREMES, elements_of, text_of

WORDS = words_for("en-GB", "Europe/London")
TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)
REMINDER = Reminder("r1", ChannelId("C0GUILD"), ANA, "", "https://meet.example/abc?a=1&b=2")
OCCASION = Occasion("o1", "r1", datetime(2026, 12, 1, 10), TEN)
SHOWN = Card(REMINDER, OCCASION, "Europe/London", "Ana", [])


def test_screen_8_the_card_has_one_header_the_facts_and_two_buttons() -> None:
    payload = render(views.card(WORDS, SHOWN, TEN - DAY))
    assert [block["type"] for block in payload["blocks"]] == ["header", "section", "actions", "context"]
    assert payload["blocks"][0]["text"]["text"] == "🧭 Backlog refinement, Tue 1 Dec 10:00 Europe/London"
    assert [one["text"]["text"] for one in elements_of(payload)] == ["🕑 Late", "❌ Can't"]
    assert "|Join the call>" in payload["blocks"][1]["text"]["text"]
    assert "&amp;b=2" in payload["blocks"][1]["text"]["text"]
    assert "Silence means coming.\nReminder by Ana." in text_of(payload)


def test_a_card_without_a_link_has_none() -> None:
    assert (
        "|"
        not in text_of(render(views.card(WORDS, replace(SHOWN, reminder=replace(REMINDER, link="")), TEN - DAY))).split("^")[0]
    )


def test_the_card_counts_in_the_reminders_zone() -> None:
    shown = replace(SHOWN, zone="Asia/Tokyo")
    assert "Tue 1 Dec 19:00" in text_of(render(views.card(WORDS, shown, TEN - DAY)))


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing.SKIPPED, "skipped this time."),
        (Standing.PAUSED, "paused until its reminder goes on."),
        (Standing.ENDED, "its reminder has been ended."),
    ],
)
def test_a_card_that_is_called_off_says_how_and_asks_nothing(standing: Standing, said: str) -> None:
    payload = render(views.card(WORDS, replace(SHOWN, standing=standing), TEN - DAY))
    assert said in text_of(payload)
    assert elements_of(payload) == []


def test_where_slack_shows_no_time_of_its_own_the_reminders_zone_is_named() -> None:
    shown, utc = replace(SHOWN, zone="Asia/Tokyo"), words_for("en-GB", "UTC").to_all()
    due = replace(shown, occasion=replace(OCCASION, was_due=TEN - DAY))
    assert f"<!date^{TEN.timestamp():.0f}^{{time}}|19:00 Asia/Tokyo>" in views.line(utc, shown).text
    assert "|Tue 1 Dec 19:00 Asia/Tokyo>" in text_of(render(views.card(utc, shown, TEN - DAY)))
    assert "|Mon 30 Nov 19:00 Asia/Tokyo>" in text_of(render(views.card(utc, due, TEN - DAY)))
    for standing in (Standing.SKIPPED, Standing.PAUSED, Standing.ENDED):
        for drawn in (
            views.line(utc, replace(shown, standing=standing)),
            views.card(utc, replace(shown, standing=standing), TEN),
        ):
            assert "|Tue 1 Dec 19:00 Asia/Tokyo>" in drawn.text


@pytest.mark.parametrize("following", [None, TEN + 14 * DAY])
def test_a_missed_card_says_what_comes_next_if_anything_does(following: datetime | None) -> None:
    text = views.missed(WORDS, REMINDER, TEN - DAY, following).text
    assert text.startswith("I could not send the reminder of Backlog refinement in <#C0GUILD> in time")
    assert ("The next refinement is" in text) is (following is not None)


def test_the_list_offers_what_can_be_done() -> None:
    running = ReminderLine(REMINDER, "Every week", "Europe/London", [TEN, TEN + 7 * DAY], paused=False)
    paused = replace(running, upcoming=[], paused=True)
    menus = [
        [option["text"]["text"] for option in element["options"]]
        for element in elements_of(render(views.reminders(WORDS, [running, paused])))
    ]
    assert menus == [["Skip the next one", "Pause", "Hand over …", "End"], ["Go on", "Hand over …", "End"]]


def test_a_long_list_has_pages() -> None:
    running = ReminderLine(REMINDER, "Every week", "Europe/London", [TEN], paused=False)
    payload = render(views.reminders(WORDS, [running] * 60, "Skipped."))
    assert "1 to 20 of 60." in text_of(payload)
    assert len(payload["blocks"]) <= 50


def test_a_choice_is_read_as_it_was_written() -> None:
    (element,) = elements_of(render(views.reminders(WORDS, [ReminderLine(REMINDER, "", "UTC", [TEN], paused=False)])))
    assert read_choice(element["options"][0]["value"]) == ("skip", "r1", TEN)


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_slack_takes_every_message_and_form_whatever_people_have_written(text: str) -> None:
    for said in everything_said(text):
        assert "\x00" not in said
        assert "\u202e" not in said
        assert "<!channel>" not in said
        assert "<@U0ANA>" not in said
        assert "<https://evil" not in said


def everything_said(text: str) -> list[str]:
    """Draw all that refinement says, hold it against Slack's limits, and return the texts that a client reads as marks."""
    reminder = replace(REMINDER, title=text)
    shown = replace(SHOWN, reminder=reminder, owner=text)
    crowd = [(text, reply) for reply in Reply] * 200
    lines: Sequence[ReminderLine] = [ReminderLine(reminder, "Every week", "Europe/London", [TEN], paused=False)] * 60
    messages = [
        *(views.card(WORDS, replace(shown, replies=many), at) for many in ([], crowd) for at in (TEN - DAY, TEN)),
        *(views.card(WORDS, replace(shown, standing=standing), TEN) for standing in Standing),
        views.card(WORDS, replace(shown, occasion=replace(OCCASION, was_due=TEN - DAY)), TEN - DAY),
        *(views.line(WORDS, replace(shown, standing=standing)) for standing in Standing),
        views.missed(WORDS, reminder, TEN, TEN),
        views.reminders(WORDS, lines, "Skipped."),
        views.reminders(WORDS, []),
        views.help_by_example(WORDS, text, "remind"),
        *[Message(views.saved(WORDS, "Every week", "C0GUILD", once)) for once in (True, False)],
    ]
    sentence = read_sentence("every other tuesday at 10:00", at=TEN, zone="Europe/London")
    draft = Draft(
        sentence.recurrence,
        text.replace("\x00", "")[: rules.LONGEST_TITLE],
        "https://x.example/" + "y" * 900,
        {CHANNEL: "C0GUILD"},
    )
    previewed = plans.preview(PLANNING, WORDS, draft, "d1", TEN)
    forms = [
        plans.plan_form(PLANNING, WORDS, draft, "d1"),
        *[views.end_form(WORDS, reminder, TEN, announced=announced, last=announced) for announced in (True, False)],
        plans.told_form(PLANNING, WORDS, views.ended(WORDS, reminder)),
        plans.save_form(PLANNING, WORDS, previewed, "d1"),
        plans.told_form(PLANNING, WORDS, views.saved(WORDS, "Every week", "C0GUILD", False)),
    ]
    home = Home(views.home(WORDS, [(TEN, text, "C0GUILD")] * 20))
    payloads = [*map(render, [*messages, previewed]), *map(render_modal, forms), render_home(home)]
    return [found for payload in payloads for found in marked(payload)]


def marked(payload: object) -> list[str]:
    """Return the texts of a payload in which `<…>` means something."""
    if isinstance(payload, dict):
        is_marked = payload.get("type") == "mrkdwn" or payload.get("type") is None
        own = [payload["text"]] if is_marked and isinstance(payload.get("text"), str) else []
        return [*own, *(text for value in payload.values() for text in marked(value))]
    return [text for value in payload for text in marked(value)] if isinstance(payload, list) else []


@pytest.mark.parametrize(
    "refusal",
    [
        rules.NotOwner(ANA),
        rules.NoSuchReminder(),
        *(rules.NotHeld(standing) for standing in (Standing.SKIPPED, Standing.PAUSED, Standing.ENDED)),
        rules.Begun(),
        rules.NothingComing(),
        rules.NextIsAnother(),
        rules.TitleTooLong(101),
        rules.LengthOutOfBounds(timedelta()),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_each_refusal_says_in_a_sentence_what_has_become_of_it(refusal: Refusal) -> None:
    said = views.explain(refusal, WORDS)
    assert said is not None
    assert said.endswith(".")


def test_the_refusals_of_other_rooms_are_left_to_them() -> None:
    assert views.explain(Refusal(), WORDS) is None
