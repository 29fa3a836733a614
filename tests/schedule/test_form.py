"""The form says the same as the sentence that it was opened with, and edits of it are read by the same grammar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.core.ids import PersonId, WorkspaceId
from bot.core.refusal import Refusal
from bot.schedule.anchors import SprintEvent, TeamDates
from bot.schedule.drafts import Draft
from bot.schedule.explain import explain
from bot.schedule.form import read_schedule, schedule_fields
from bot.schedule.grammar.sentences import read_sentence
from bot.schedule.recurrence import next_four
from bot.schedule.recurrence_rule import NotARule
from bot.schedule.working_days import OnHoliday, WorkingDays
from bot.slack.requests import Form
from bot.words.words import words_for

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
WORDS = words_for("en-GB", "Europe/Madrid")
TEAM = TeamDates(
    WorkingDays(country="ES"),
    {SprintEvent.PLANNING: (date(2026, 12, 1), date(2026, 12, 15)), SprintEvent.END: (date(2026, 12, 14),)},
)
SENTENCES = (
    # what the specification of sentences names
    "daily at 9",
    "every weekday at 9:15",
    "weekdays at 9am except friday",
    "every tuesday at 10:00",
    "every monday and thursday at 14h30",
    "tue, thu 10am",
    "every other tuesday at 10",
    "every 3 weeks on friday at noon",
    "biweekly on friday 16:00",
    "every first thursday 15:00",
    "first thursday of the month at 3pm",
    "2nd and 4th tuesday 9:30",
    "last friday of the month at 16:00",
    "last business day of the month at noon",
    "monthly on the 15th at noon",
    "every quarter on the first monday at 9",
    "every 2 months on the last wednesday 11:00",
    "tomorrow at 9",
    "next tuesday 10:00",
    "3 december 14:00",
    "2026-12-03 14:00",
    "every tuesday at 10:00 starting 1 december",
    "every tuesday at 10:00 until 30 june",
    "every tuesday at 10:00 for 6 times",
    "every tuesday at 10:00 Europe/Madrid",
    # and what else the grammar takes
    "every other tuesday at 10:00",
    "every first thursday 15:00 Europe/Madrid for 45m https://meet.example/abc",
    "every 4 weeks on friday at noon",
    "every 5 weeks on friday at noon",
    "every 5 weeks on friday at noon starting 6 november 2026",
    "every 2 weeks on monday to friday at 9",
    "every 2 weeks on monday to sunday at 9",
    "every 2 weeks on tuesday and friday at 16:00 starting 1 december",
    "every other tuesday at 10:00 starting 3 november 2026",
    "every monday to saturday at 9",
    "daily at 9 except sunday",
    "every 2 days at 9",
    "every other tuesday at 10 starting 2026-11-10 until 30 june",
    "every 2 days at 10 starting 2026-11-10",
    "every tuesday at 10 starting 2026-11-10 for 9 times",
    "fifth friday of the month at 9",
    "first monday and last friday of the month at 9",
    "first monday and first friday of the month at 9",
    "last working day of the quarter at 16:00",
    "last friday of every quarter at 16:00",
    "monthly on the last day at noon",
    "every quarter on the 15th at noon",
    "every year on 3 december at 9",
    "every weekday at 9:15 until 30 june for 15m",
    "daily at 9 for 90s",
    "daily at 9 for 100s",
    "daily at 9 for 1h30",
    "daily at 9 for 999h 999m",
)


def submitted(sentence: str, **changed: Any) -> Form:
    """Open the form on a sentence and send it back as Slack would."""
    said = read_sentence(sentence, at=AT, zone="Europe/London", team=TEAM)
    fields: dict[str, Any] = {}
    for block in schedule_fields(WORDS, Draft(said.recurrence, said.title, said.link)):
        told = block.to_dict()
        element = told["element"]
        ticked = tuple(option["value"] for option in element.get("initial_options", ()))
        chosen = (element.get("initial_option") or {}).get("value")
        first = element.get("initial_value") or element.get("initial_time") or element.get("initial_date")
        fields[told["block_id"]] = first or chosen or ticked or None
    return Form(
        workspace=WorkspaceId("T1"),
        person=PersonId("U1"),
        key="k",
        callback="c",
        private="",
        view="V1",
        fields={**fields, **changed},
    )


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_form_sent_back_untouched_says_the_same_moments(sentence: str) -> None:
    said = read_sentence(sentence, at=AT, zone="Europe/London")
    back = read_schedule(submitted(sentence), at=AT, zone="Europe/London")
    assert next_four(back.recurrence, AT) == next_four(said.recurrence, AT)
    assert (back.recurrence.rule, back.link, back.duration) == (said.recurrence.rule, said.link, said.duration)


TURNS = (
    "every 2 weeks on saturday at 10 starting 2026-11-21",
    "every 2 weeks on saturday at 13:00",
    "every 3 weeks on monday and saturday at 10",
    "every 3 weeks on monday and saturday at 10 starting 2026-11-21",
    "every other tuesday at 10 starting 17 november",
    "every 2 days at 10",
    "every other tuesday at 10 for 6 times",
    "every 2 months on the last wednesday at 11",
    "every 4 weeks on friday at 3am",
)


@pytest.mark.parametrize("sentence", TURNS)
@pytest.mark.parametrize("later", [timedelta(minutes=61), timedelta(days=1), timedelta(days=6), timedelta(days=20)])
def test_a_form_sent_back_untouched_later_keeps_every_turn(sentence: str, later: timedelta) -> None:
    said = read_sentence(sentence, at=AT, zone="Europe/London").recurrence
    back = read_schedule(submitted(sentence), at=AT + later, zone="Europe/London").recurrence
    assert (back.rule, back.start) == (said.rule, said.start)
    assert next_four(back, AT + later) == next_four(said, AT + later)


@pytest.mark.parametrize("hour", ["01:00", "03:00", "05:59", "06:30", "12:00", "00:00"])
def test_the_time_picker_means_the_day_of_24_hours(hour: str) -> None:
    form = submitted("every other tuesday at 10:00", time=hour)
    assert f"{read_schedule(form, at=AT, zone='Europe/London').recurrence.start:%H:%M}" == hour


def test_a_form_offers_no_sentences() -> None:
    with pytest.raises(Refusal) as refused:
        read_schedule(
            submitted("every other tuesday at 10:00", rhythm="once", starting="2020-12-03"), at=AT, zone="Europe/London"
        )
    assert "`" not in (explain(refused.value, WORDS) or "")


def test_another_rhythm_day_and_time_are_read_from_the_form() -> None:
    form = submitted("every other tuesday at 10:00", rhythm="month:-1", days=("friday",), time="16:30", starting=None)
    assert read_schedule(form, at=AT, zone="Europe/London").recurrence.rule == "FREQ=MONTHLY;BYDAY=-1FR"


@pytest.mark.parametrize("days", [("friday",), ("tuesday", "friday"), None])
def test_a_rule_that_is_shown_as_it_is_keeps_its_days(days: tuple[str, ...] | None) -> None:
    with pytest.raises(Refusal) as refused:
        read_schedule(submitted("every tuesday at 10 until 30 june", days=days), at=AT, zone="Europe/London")
    assert getattr(refused.value, "field", None) == "days"
    assert "has its own days" in (explain(refused.value, WORDS) or "")


def test_another_time_leaves_a_rule_that_has_begun_its_start_and_its_turn() -> None:
    form = submitted("every other tuesday at 10 starting 2026-11-10 until 30 june", time="16:30")
    back = read_schedule(form, at=AT, zone="Europe/London").recurrence
    assert back.start == datetime(2026, 11, 10, 16, 30)
    assert [one.wall.day for one in next_four(back, AT)] == [24, 8, 22, 5]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"rhythm": "week:1", "days": None}, "days", "On which day?"),
        ({"rhythm": "month:2", "days": None}, "days", "On which day?"),
        ({"rhythm": "once", "starting": None}, "starting", "Choose the first day"),
        ({"rhythm": "as:FREQ=WEEKLY;INTERVAL=5;BYDAY=TU", "starting": None}, "starting", "Choose the first day"),
        ({"rhythm": "once", "starting": "2020-12-01"}, "starting", "is over already"),
        ({"rhythm": "once", "starting": "2026-12-09"}, "days", "has its own days"),
        ({"rhythm": "day"}, "days", "has its own days"),
        ({"rhythm": "weekday"}, "days", "has its own days"),
        ({"rhythm": "week:1", "starting": "2040-12-03"}, "starting", "within the next five years"),
        ({"time": None}, "time", "At what time?"),
        ({"zone": "Europe/Madird"}, "zone", "Did you mean `Europe/Madrid`?"),
        ({"zone": "Madrid"}, "zone", "Did you mean `Europe/Madrid`?"),
        ({"zone": "until 30 june"}, "zone", "I know no time zone “until 30 june”."),
        ({"zone": "Europe/Madrid for 45m"}, "zone", "Zones are named by a city"),
        ({"length": "1:30"}, "length", "“1:30” is no length of time. Write for example 45m, 90s or 1h30."),
        ({"length": "1,5"}, "length", "“1,5” is no length of time."),
        ({"length": "1.30h"}, "length", "“1.30h” is no length of time."),
        ({"link": "https:///abc"}, "link", "is no link"),
        ({"zone": "GMT+1"}, "zone", "Zones are named by a city, as in `Europe/Madrid`."),
        ({"zone": "Germany"}, "zone", "Did you mean `Europe/Berlin`?"),
        ({"zone": "Madrid, Spain"}, "zone", "Did you mean `Europe/Madrid`?"),
        ({"zone": "Pacific Time"}, "zone", "Did you mean `America/Los_Angeles` or `America/Vancouver`?"),
        ({"length": "6 times"}, "length", "“6 times” is no length of time."),
        ({"length": "45m until 30 june"}, "length", "is no length of time"),
        ({"link": "meet.example/abc"}, "link", "“meet.example/abc” is no link. Copy the whole address; it begins with https://"),
        ({"link": "every friday"}, "link", "“every friday” is no link."),
        ({"link": "https://meet.example/abc every friday"}, "link", "is no link"),
        ({"link": "javascript:alert(1)"}, "link", "is no link"),
    ],
)
def test_what_is_wrong_in_one_field_is_told_beside_it_with_the_way_out(changed: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_schedule(submitted("every other tuesday at 10:00", **changed), at=AT, zone="Europe/London")
    assert getattr(refused.value, "field", None) == field
    assert said in (explain(refused.value, WORDS) or "")


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ({"length": " 1h30 "}, (timedelta(minutes=90), "", "Europe/London")),
        ({"length": "1½ h"}, (timedelta(minutes=90), "", "Europe/London")),
        ({"length": "45 min."}, (timedelta(minutes=45), "", "Europe/London")),
        ({"length": "１h"}, (timedelta(minutes=60), "", "Europe/London")),
        ({"length": "45"}, (timedelta(minutes=45), "", "Europe/London")),
        ({"link": " <https://meet.example/a,b;c?d=1|the call> "}, (None, "https://meet.example/a,b;c?d=1", "Europe/London")),
        ({"zone": " europe/madrid "}, (None, "", "Europe/Madrid")),
        ({"zone": " "}, (None, "", "Europe/Paris")),
    ],
)
def test_each_field_is_read_as_people_write_it(changed: dict[str, Any], seen: tuple[object, ...]) -> None:
    back = read_schedule(submitted("every other tuesday at 10:00", **changed), at=AT, zone="Europe/Paris")
    assert (back.duration, back.link, back.recurrence.zone) == seen


@pytest.mark.parametrize(
    "sentence",
    [
        "every tuesday at 10:00 skip holidays",
        "every other friday at 10:00 on holidays the next working day",
        "weekdays at 9 on holidays the working day before",
        "first friday of december at 10 skip holidays",
        "every tuesday in december at 10",
        "1 day before sprint planning at 15:00",
        "3 working days before sprint planning at 9:30 skip holidays",
        "2 working days after sprint planning at 15:00",
        "on the day of sprint planning at 9",
        "1 day before the end of the sprint at 15:00",
    ],
)
def test_what_holidays_months_and_sprints_say_stays_in_the_form(sentence: str) -> None:
    said = read_sentence(sentence, at=AT, zone="Europe/London", team=TEAM).recurrence
    back = read_schedule(submitted(sentence), at=AT, zone="Europe/London", team=TEAM).recurrence
    assert back == replace(said, calendar=TEAM.working_days)


def test_another_thing_to_do_on_holidays_is_chosen_in_the_form_and_means_nothing_for_a_single_date() -> None:
    form = submitted("every tuesday at 10:00 skip holidays", holiday="next")
    back = read_schedule(form, at=AT, zone="Europe/London", team=TEAM).recurrence
    assert [one.held.day for one in next_four(back, AT)] == [24, 1, 9, 15]
    once = submitted("every tuesday at 10:00 skip holidays", rhythm="once", starting="2026-12-08")
    assert read_schedule(once, at=AT, zone="Europe/London", team=TEAM).recurrence.on_holiday is OnHoliday.KEEP


@pytest.mark.parametrize("rhythm", ["counted:", "counted:3x planning", "counted:3 lunch", "as:FREQ=NEVER"])
def test_a_rhythm_that_no_menu_has_is_refused(rhythm: str) -> None:
    with pytest.raises(NotARule):
        read_schedule(submitted("every tuesday at 10:00", rhythm=rhythm, holiday="odd"), at=AT, zone="Europe/London")


def test_dates_that_were_left_out_stay_so_at_another_hour_where_they_still_come() -> None:
    sentence = "weekdays at 9 except 25 december and 1 december"
    before = read_sentence(sentence, at=AT, zone="Europe/London").recurrence
    form = submitted(sentence, rhythm="week:1", days=("tuesday",), time="16:30")
    back = read_schedule(form, at=AT, zone="Europe/London", before=before).recurrence
    assert back.skipped == (datetime(2026, 12, 1, 16, 30),)
