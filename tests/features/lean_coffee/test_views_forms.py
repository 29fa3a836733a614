"""Forms, lists, announcements, help and Home: any number of topics, people and signs fits; nobody is mentioned by what was typed."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.ids import ChannelId, OccurrenceId, SeriesId
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.rules.values import Settings as Course
from bot.features.lean_coffee.views import carried_over, forms, planning
from bot.features.lean_coffee.views import help as helping
from bot.features.lean_coffee.views import home as at_home
from bot.features.lean_coffee.views.ballot import OpenBallot, by_rows
from bot.features.lean_coffee.views.ballot_menus import by_menus
from bot.features.lean_coffee.views.help import Open
from bot.features.lean_coffee.views.pieces import NAMING, dots, spent
from bot.meetings.rules.values import NewMeeting
from bot.meetings.views import home as meetings_at_home
from bot.meetings.views import planning as any_meeting
from bot.meetings.views.board import old_copy
from bot.meetings.views.frame import Reader, folded, link
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import Recurrence
from bot.series.recurring import Lost, Shown
from bot.series.rules import A_DAY, A_WEEK, CalledOff, Occurrence, Reply, Series, SeriesState
from bot.series.views import called_off, plans
from bot.series.views.listing import Line, listed
from bot.slack.blocks import section
from bot.slack.surfaces import Home, Message, Modal
from tests.fakes.payloads import render_home, render_modal
from tests.features.lean_coffee import drawing
from tests.features.lean_coffee.drawing import ENGLISH, EXTREME, hold_message, told
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, TEN, Scene, minutes, seconds, topic

NOTHING_LOST = Lost(None, announced=False, last=False, coming=0)
LINK = "https://guild.slack.com/archives/C0GUILD/p1795303000000100"


def topics(count: int, text: str = "Flaky tests") -> list[Topic]:
    made = [topic(f"t{number}", carried=number % 3) for number in range(count)]
    return [replace(one, title=text[:150], context=(text * 5)[:500], link=LINK) for one in made]


def voting(count: int, text: str) -> Scene:
    scene = Scene(*topics(count, text))
    scene.meeting = replace(scene.meeting, dots=10)
    return scene


def series(text: str = "Platform guild", **other: Any) -> Series:
    link = "https://meet.example/a?b=1&c=2"
    return replace(Series(SeriesId("s1"), "lean_coffee", GUILD, ANA, text[:100], "Europe/Madrid", link), **other)


def reader(at: datetime = TEN) -> Reader:
    return Reader(ENGLISH.in_zone("Europe/Madrid"), at, drawing.NAMES)


def occurrence(**other: Any) -> Occurrence:
    starts = TEN + timedelta(days=1)
    return replace(Occurrence(OccurrenceId("o1"), SeriesId("s1"), starts.replace(tzinfo=None), starts), **other)


def announcement(named: Series, date: Occurrence, waiting: list[Topic]) -> Message:
    return planning.announcement(reader(), named, date, waiting, Course())


def listed_as(lines: list[Line], page: int = 0) -> Message:
    return listed(RECURRING, reader().words, lines, page=page)


def off(named: Series, date: Occurrence, following: datetime | None) -> str:
    return called_off.called_off(RECURRING, reader().words, Shown(named, date, drawing.NAMES, TEN), following).text


def end_form(named: Series, lost: Lost, waiting: int) -> Modal:
    return called_off.end_form(RECURRING, ENGLISH, named, planning.losing(ENGLISH, named, lost, waiting))


@pytest.mark.parametrize("text", ["Flaky tests", *EXTREME])
def test_every_form_fits_whatever_people_wrote(text: str) -> None:
    many, scene = topics(100, text), voting(100, text)
    plan = Draft(Recurrence("FREQ=WEEKLY;BYDAY=TU", datetime(2026, 12, 1, 10), "UTC"), text * 9, extras={"announce": "week"})
    of_each = [
        forms.topic_form(ENGLISH, GUILD, title=text[:150], told=(text * 5)[:500], link=LINK, people=3),
        forms.topic_form(ENGLISH, None),
        forms.edit_form(ENGLISH, many[0]),
        forms.my_topics(ENGLISH, many, GUILD),
        *[rows_of(scene.meeting, page) for page in range(5)],
        *[by_menus(ENGLISH, scene.meeting, dict.fromkeys([topic.id for topic in many], 1), page) for page in range(5)],
        forms.takeaway_form(ENGLISH, scene.meeting, many[0]),
        forms.takeaway_form(ENGLISH, scene.meeting, None),
        forms.remove_form(ENGLISH, scene.meeting),
        plans.plan_form(RECURRING, ENGLISH, plan, "d1"),
        end_form(series(text), Lost(TEN, announced=True, last=False, coming=100), 100),
        plans.told_form(RECURRING, ENGLISH, any_meeting.ending(ENGLISH, series(text)).done),
        *[
            plans.told_form(RECURRING, ENGLISH, any_meeting.saved(NAMING, ENGLISH, "every week", GUILD, once))
            for once in (True, False)
        ],
    ]
    for form in of_each:
        drawn = render_modal(form)
        assert "<!channel>" not in "\n".join(drawing.marked(drawn["blocks"]))


@pytest.mark.parametrize("text", ["Flaky tests", *EXTREME])
@pytest.mark.parametrize("count", [0, 1, 30, 100])
def test_every_message_around_meetings_fits(count: int, text: str) -> None:
    soon, many = occurrence(replies=dict.fromkeys(drawing.people(count), Reply.COMING)), topics(count, text)
    lines = [Line(series(text), "every first Thursday at 15:00", text, [TEN, TEN + timedelta(days=7)])] * count
    for message in (
        announcement(series(text), soon, many),
        listed_as(lines),
        Message(helping.no_command(ENGLISH, text, "start", text)),
        Message(helping.nothing_runs(ENGLISH, text)),
        Message(helping.on_the_board(ENGLISH, "Press it.", text, "")),
        helping.invitation(ENGLISH, count),
        helping.running(ENGLISH, Open(text, LINK), takes_topics=False, threads=[Open(text, "")] * 3, following=text),
        helping.invitation(ENGLISH, count, [Open(text, LINK)]),
        Message(old_copy(NAMING, ENGLISH, LINK, counted=True)),
        any_meeting.reminder(ENGLISH, series(text), soon),
        Message(any_meeting.missed(NAMING, ENGLISH, series(text), soon.starts, None)),
        *[Message(off(series(text), replace(soon, called_off=why, called_off_by=ANA), TEN)) for why in CalledOff],
        *[carried_over.ask_to_keep(ENGLISH, one) for one in many[:1]],
        *[carried_over.topic_let_go(ENGLISH, one) for one in many[:1]],
    ):
        hold_message(message)
    running, new = replace(voting(1, text).meeting, title=text), NewMeeting(GUILD, text, ANA, "Europe/Madrid", Course())
    told = [
        at_home.vote(ENGLISH, running).text,
        meetings_at_home.now(ENGLISH, running, LINK),
        meetings_at_home.queued(ENGLISH, new),
    ]
    render_home(Home([section(row) for row in (told * count)[-100:] or ["None."]]))


def rows_of(meeting: Meeting, page: int = 0) -> Modal:
    return by_rows(ENGLISH, meeting, ANA, OpenBallot(meeting.id, meeting.phase, page), at=TEN)


def test_a_ballot_shows_twenty_topics_a_page() -> None:
    meeting = voting(41, "x").meeting
    drawn = [
        len([block for block in render_modal(rows_of(meeting, page))["blocks"] if "accessory" in block]) for page in range(4)
    ]
    menus = [render_modal(by_menus(ENGLISH, meeting, {}, page))["blocks"] for page in range(4)]
    assert drawn == [len([block for block in page if block["type"] == "input"]) for page in menus] == [20, 20, 1, 1]


def test_a_ballot_of_which_nothing_is_left_asks_for_nothing() -> None:
    assert "submit" not in render_modal(rows_of(voting(0, "").meeting))
    assert "submit" not in render_modal(by_menus(ENGLISH, voting(0, "").meeting, {}))


@pytest.mark.parametrize(("people", "thin"), [(1, True), (3, True), (4, False)])
def test_a_form_says_where_anonymity_is_thin(people: int, thin: bool) -> None:
    assert ("With so few people, others may guess" in told(forms.topic_form(ENGLISH, GUILD, people=people))) is thin


@pytest.mark.parametrize("channel", [GUILD, None])
def test_a_form_that_does_not_know_how_many_people_there_are_says_where_anonymity_is_thin(channel: ChannelId | None) -> None:
    assert "In a channel of a few people, others may guess" in told(forms.topic_form(ENGLISH, channel))


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"called_off": CalledOff.SKIPPED}, "skipped this time."),
        ({"called_off": CalledOff.PAUSED}, "called off, the series is paused."),
        ({"called_off": CalledOff.ENDED}, "called off, the series has ended."),
        ({"called_off": CalledOff.CANCELLED, "meeting": "m1"}, "it was cancelled."),
        ({"called_off": CalledOff.MISSED}, "it could not be opened in time."),
        ({"meeting": "m1"}, "it opened, see its board below."),
        ({"starts": TEN - timedelta(minutes=1)}, "it has not been opened yet."),
    ],
)
def test_an_announcement_whose_hour_has_come_says_what_became_of_it(what: dict[str, Any], said: str) -> None:
    message = announcement(series(), occurrence(**what), topics(3))
    hold_message(message)
    assert told(message).removesuffix("\nTake the skip back").endswith(said)
    assert len(message.blocks) == (2 if what.get("called_off") is CalledOff.SKIPPED else 1)


def test_an_announcement_says_when_in_the_series_s_zone_and_leads_to_the_call() -> None:
    message = announcement(series(), occurrence(), [])
    assert message.text == "☕ Platform guild, Wed Dec 2 11:00 Europe/Madrid"
    assert "<https://meet.example/a?b=1&amp;c=2|the call>" in told(message)


@pytest.mark.parametrize(("title", "is_told"), [("Lean Coffee in #guild", False), ("Platform guild", True), ("Retro #5", True)])
def test_a_channel_is_told_once_also_where_the_title_names_it(title: str, *, is_told: bool) -> None:
    named, skipped = series(title), occurrence(called_off=CalledOff.SKIPPED, called_off_by=ANA)
    texts = [
        any_meeting.reminder(ENGLISH, named, occurrence()).text,
        any_meeting.missed(NAMING, ENGLISH, named, occurrence().starts, None),
        off(named, skipped, None),
        any_meeting.ending(ENGLISH, named).done,
        told(Message("asked", end_form(named, NOTHING_LOST, 0).blocks)),
    ]
    for text in texts:
        assert f"“{title}”" in text
        assert text.count("<#C0GUILD>") == int(is_told)
    assert announcement(named, occurrence(), []).text.count("Lean Coffee") == title.count("Lean Coffee")


def test_a_series_without_a_date_left_offers_no_skip() -> None:
    message = listed_as([Line(series(), "once", "Ana", [])])
    assert "No date is left." in told(message)
    assert drawing.rare(message) == ["Pause", "Change …", "Hand over …", "End the series"]


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (CalledOff.SKIPPED, ", is called off: Ana skipped this date. The next one is Wed Dec 9 11:00."),
        (CalledOff.PAUSED, ", is called off: Ana paused the series. The next one"),
        (CalledOff.ENDED, ", is called off: Ana ended the series. The next one"),
        (CalledOff.CANCELLED, ", is called off: Ana cancelled it when it had opened. The next one"),
        (CalledOff.MISSED, ", did not open: another meeting was running there, or I was away. The next one"),
        (None, ", takes place after all: Ana let it go on."),
    ],
)
def test_who_is_coming_hears_what_is_called_off_where_when_and_by_whom(why: CalledOff | None, said: str) -> None:
    date = occurrence(called_off=why, called_off_by=ANA)
    text = off(series(), date, TEN + timedelta(days=8))
    assert text.startswith("“Platform guild” in <#C0GUILD>, Wed Dec 2 11:00")
    assert said in text
    assert "<!date" not in off(series(), date, None).partition(", <!date")[2]


def test_the_end_of_a_series_is_asked_with_what_is_lost_and_what_stays() -> None:
    asked = told(end_form(series(), Lost(TEN, announced=True, last=False, coming=1), 2))
    for said in (
        "“Platform guild” in <#C0GUILD> opens no meeting ever again.",
        "is called off.",
        "1 person said “I'm coming” and hears of it from me.",
        "2 topics wait in the channel and stay for its next meeting.",
    ):
        assert said in asked
    nothing = told(end_form(series(), NOTHING_LOST, 0))
    assert not any(said in nothing for said in ("called off", "coming", "topic"))


def test_the_list_of_series_says_which_is_announced_a_week_ahead() -> None:
    lines = [Line(series(ahead=ahead), "monthly", "Ana", [TEN]) for ahead in (A_DAY, A_WEEK)]
    (usual, early) = (told(listed_as([line])) for line in lines)
    assert "monthly · host Ana\n" in usual
    assert "monthly · host Ana · card a week ahead\n" in early


def test_the_list_of_series_has_pages() -> None:
    lines = [Line(series(f"Guild {number}"), "weekly", "Ana", [TEN]) for number in range(41)]
    said = told(listed_as(lines, page=1))
    assert [number for number in range(41) if f"*Guild {number}*" in said] == list(range(20, 40))
    assert "21 to 40 of 41." in said
    last = told(listed_as(lines, page=2))
    assert ("41 of 41." in last, "41 to 41" in last) == (True, False)


def test_a_paused_series_can_go_on() -> None:
    message = listed_as([Line(series(state=SeriesState.PAUSED), "weekly", "Ana", [TEN])])
    assert drawing.rare(message) == ["Go on", "Change …", "Hand over …", "End the series"]


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (Column.WITHDRAWN, "*Flaky tests* is off the list of <#C0GUILD>."),
        (Column.REMOVED, "*Flaky tests* is off the list of <#C0GUILD>."),
        (Column.DISCUSSED, "*Flaky tests* has come up in <#C0GUILD> by now."),
    ],
)
def test_a_topic_that_waits_no_more_says_why(column: Column, said: str) -> None:
    assert carried_over.topic_let_go(ENGLISH, replace(topics(1)[0], column=column)).text == said


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://meet.example/a?b=1&c=2", "<https://meet.example/a?b=1&amp;c=2|call>"),
        ("javascript:alert(1)", ""),
        ("https://x.example/|<!channel>", ""),
        ("https://x.example/ y", ""),
        ("", ""),
    ],
)
def test_only_an_address_becomes_a_link(address: str, written: str) -> None:
    assert link(address, "call") == written


@pytest.mark.parametrize(
    ("number", "most", "drawn"),
    [
        (0, 3, "○ 0"),
        (3, 3, "●●● 3"),
        (7, 11, "●●●●●●● 7"),
        (11, 11, "●●●●●●●●●●● 11"),
        (12, 12, "●●●●●●●●●●●● 12"),
        (7, 13, "● 7"),
        (13, 13, "● 13"),
        (400, 0, "● 400"),
        (0, 400, "○ 0"),
    ],
)
def test_dots_stand_beside_their_number_drawn_in_one_way_on_one_board(number: int, most: int, drawn: str) -> None:
    assert dots(number, most) == drawn


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ([], "0 s"),
        ([seconds(40)], "40 s"),
        ([minutes(5)], "5 min"),
        ([minutes(5), minutes(3)], "8 min (5 + 3)"),
        ([minutes(5), seconds(20)], "5 min"),
    ],
)
def test_the_time_of_a_topic_is_told_with_its_boxes(boxes: list[timedelta], said: str) -> None:
    assert spent(ENGLISH, boxes) == said


def test_what_does_not_fit_is_counted() -> None:
    assert folded(ENGLISH, ["a" * 9] * 5, 30) == ["a" * 9] * 3 + ["… and 2 more"]
    assert folded(ENGLISH, ["a" * 9] * 3, 30) == ["a" * 9] * 3
    assert folded(ENGLISH, [], 0) == []


def test_the_host_of_a_series_is_named_not_called() -> None:
    said = told(announcement(series(owner=BEN), occurrence(), []))
    assert "host Ben" in said
    assert "<@" not in said
