"""What people read of refinement, and payloads that Slack takes whatever is in them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.ids import ChannelId, OccurrenceId, PersonId, SeriesId
from bot.core.refusal import Refusal
from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.rules import product_owner, reminders
from bot.features.refinement.views import card as card_views
from bot.features.refinement.views import listing, planning
from bot.features.refinement.views.explain import explain
from bot.schedule.drafts import Draft
from bot.schedule.grammar.sentences import read_sentence
from bot.series.recurring import CHANNEL, Lost, Shown
from bot.series.rules import CalledOff, Moment, Occurrence, Reply, Series, SeriesState
from bot.series.views import called_off, plans
from bot.series.views.choices import read_choice
from bot.series.views.listing import Line, home_row, listed
from bot.slack.blocks import section
from bot.slack.surfaces import Home, Message
from bot.teams.team import NotInCharge, NotOrdering, Team
from bot.words.words import words_for
from tests.fakes.payloads import render, render_home, render_modal
from tests.features.desk import ANA, BEN, EXTREMES, elements_of, text_of

WORDS = words_for("en-GB", "Europe/London")
TEN = datetime(2026, 12, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)
LINK = "https://meet.example/abc?a=1&b=2"
REMINDER = Series(SeriesId("r1"), "refinement", ChannelId("C0GUILD"), ANA, "", "Europe/London", LINK)
OCCASION = Occurrence(OccurrenceId("o1"), REMINDER.id, datetime(2026, 12, 1, 10), TEN)
SHOWN = Shown(REMINDER, OCCASION, {ANA: "Ana"}, TEN - DAY)
LOST = [Lost(TEN, announced, announced, 0) for announced in (True, False)]
OFF = [
    (CalledOff.SKIPPED, "skipped this time."),
    (CalledOff.PAUSED, "paused until its reminder goes on."),
    (CalledOff.ZONE_GONE, "paused until its reminder goes on."),
    (CalledOff.ENDED, "its reminder has been ended."),
]


def in_tokyo(**other: Any) -> Shown:
    return replace(SHOWN, series=replace(REMINDER, zone="Asia/Tokyo"), occurrence=replace(OCCASION, **other))


def off(why: CalledOff, shown: Shown = SHOWN) -> Shown:
    return replace(shown, occurrence=replace(shown.occurrence, called_off=why))


def test_screen_8_the_card_has_one_header_the_facts_and_two_buttons() -> None:
    payload = render(card_views.card(WORDS, SHOWN))
    assert [block["type"] for block in payload["blocks"]] == ["header", "section", "actions", "context"]
    assert payload["blocks"][0]["text"]["text"] == "🧭 Backlog refinement, Tue 1 Dec 10:00 Europe/London"
    assert [one["text"]["text"] for one in elements_of(payload)] == ["🕑 Late", "❌ Can't", "Agenda …"]
    assert "|Join the call>" in payload["blocks"][1]["text"]["text"]
    assert "&amp;b=2" in payload["blocks"][1]["text"]["text"]
    assert "Silence means coming.\nReminder by Ana." in text_of(payload)


def test_a_card_without_a_link_has_none() -> None:
    unlinked = replace(SHOWN, series=replace(REMINDER, link=""))
    assert "|" not in text_of(render(card_views.card(WORDS, unlinked))).split("^")[0]


def test_the_card_counts_in_the_reminders_zone() -> None:
    assert "Tue 1 Dec 19:00" in text_of(render(card_views.card(WORDS, in_tokyo())))


@pytest.mark.parametrize(("why", "said"), OFF)
def test_a_card_that_is_called_off_says_how_and_asks_nothing(why: CalledOff, said: str) -> None:
    payload = render(card_views.card(WORDS, off(why)))
    assert said in text_of(payload)
    assert [one["action_id"] for one in elements_of(payload)] == (["refinement:series_back"] if why is CalledOff.SKIPPED else [])


def test_where_slack_shows_no_time_of_its_own_the_reminders_zone_is_named() -> None:
    utc = words_for("en-GB", "UTC").to_all()
    due = in_tokyo(was_due=TEN - DAY)
    assert f"<!date^{TEN.timestamp():.0f}^{{time}}|19:00 Asia/Tokyo>" in card_views.line(utc, in_tokyo()).text
    assert "|Tue 1 Dec 19:00 Asia/Tokyo>" in text_of(render(card_views.card(utc, in_tokyo())))
    assert "|Mon 30 Nov 19:00 Asia/Tokyo>" in text_of(render(card_views.card(utc, due)))
    for why, _ in OFF:
        for drawn in (card_views.line(utc, off(why, in_tokyo())), card_views.card(utc, replace(off(why, in_tokyo()), at=TEN))):
            assert "|Tue 1 Dec 19:00 Asia/Tokyo>" in drawn.text


@pytest.mark.parametrize("following", [None, TEN + 14 * DAY])
def test_a_missed_card_says_what_comes_next_if_anything_does(following: datetime | None) -> None:
    text = card_views.missed(WORDS, REMINDER, TEN - DAY, following)
    assert text.startswith("I could not send the reminder of Backlog refinement in <#C0GUILD> in time")
    assert ("The next refinement is" in text) is (following is not None)


def test_the_list_offers_what_can_be_done() -> None:
    running = Line(REMINDER, "Every week", "Ana", [TEN, TEN + 7 * DAY])
    paused = replace(running, series=replace(REMINDER, state=SeriesState.PAUSED), upcoming=[])
    menus = [
        [option["text"]["text"] for option in element["options"]]
        for element in elements_of(render(listed(RECURRING, WORDS, [running, paused])))
    ]
    assert menus == [
        ["Skip the next one", "Pause", "Change …", "Hand over …", "End"],
        ["Go on", "Change …", "Hand over …", "End"],
    ]


def test_a_long_list_has_pages() -> None:
    running = Line(REMINDER, "Every week", "Ana", [TEN])
    payload = render(listed(RECURRING, WORDS, [running] * 60, "Skipped."))
    assert "1 to 20 of 60." in text_of(payload)
    assert len(payload["blocks"]) <= 50


def test_a_choice_is_read_as_it_was_written() -> None:
    (element,) = elements_of(render(listed(RECURRING, WORDS, [Line(REMINDER, "", "Ana", [TEN])])))
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
    people = [PersonId(f"U{number}") for number in range(400)]
    shown = replace(SHOWN, series=reminder, names=dict.fromkeys([ANA, *people], text))
    crowd = {person: (Reply.LATE, Reply.ABSENT)[number % 2] for number, person in enumerate(people)}
    lines: Sequence[Line] = [Line(reminder, "Every week", text, [TEN])] * 60
    answered = [replace(shown, occurrence=replace(OCCASION, replies=replies)) for replies in ({}, crowd)]
    messages = [
        *(card_views.card(WORDS, replace(one, at=at)) for one in answered for at in (TEN - DAY, TEN)),
        *(card_views.card(WORDS, off(why, shown)) for why, _ in OFF),
        card_views.card(WORDS, replace(shown, occurrence=replace(OCCASION, was_due=TEN - DAY))),
        *(card_views.line(WORDS, one) for one in [shown, *(off(why, shown) for why, _ in OFF)]),
        Message(card_views.missed(WORDS, reminder, TEN, TEN)),
        listed(RECURRING, WORDS, lines, "Skipped."),
        listed(RECURRING, WORDS, []),
        listing.help_by_example(WORDS, text, "remind"),
        *[Message(planning.saved(WORDS, "Every week", "C0GUILD", once)) for once in (True, False)],
    ]
    sentence = read_sentence("every other tuesday at 10:00", at=TEN, zone="Europe/London")
    draft = Draft(
        sentence.recurrence,
        text.replace("\x00", "")[: reminders.LONGEST_TITLE],
        "https://x.example/" + "y" * 900,
        {CHANNEL: "C0GUILD"},
    )
    previewed = plans.preview(RECURRING, WORDS, draft, "d1", TEN)
    forms = [
        plans.plan_form(RECURRING, WORDS, draft, "d1"),
        *[called_off.end_form(RECURRING, WORDS, reminder, planning.losing(WORDS, reminder, lost)) for lost in LOST],
        plans.told_form(RECURRING, WORDS, planning.ending(WORDS, reminder).done),
        plans.save_form(RECURRING, WORDS, draft, previewed, "d1"),
        plans.told_form(RECURRING, WORDS, planning.saved(WORDS, "Every week", "C0GUILD", False)),
    ]
    row = home_row(RECURRING, WORDS, Moment(TEN, reminder, own=True), card_views.title_of)
    home = Home([section(row.text)])
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
        NotInCharge(Team(REMINDER.channel, product_owner=ANA, scrum_master=BEN)),
        NotOrdering(Team(REMINDER.channel, product_owner=ANA, deputy=BEN)),
        NotOrdering(Team(REMINDER.channel)),
        product_owner.NobodyNamed(),
        reminders.TitleTooLong(101),
        reminders.LengthOutOfBounds(timedelta()),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_each_refusal_says_in_a_sentence_what_has_become_of_it(refusal: Refusal) -> None:
    said = explain(refusal, WORDS)
    assert said is not None
    assert said.endswith(".")


def test_the_refusals_of_other_rooms_are_left_to_them() -> None:
    assert explain(Refusal(), WORDS) is None
