"""A series from its sentence to its end: previewed, edited, saved once, listed, skipped, paused; and who is coming."""

from collections.abc import Awaitable, Mapping
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.ids import OccurrenceId
from bot.delivery.tables import MessageRow
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.schedule import schedules
from bot.schedule.schedules import ScheduleId
from bot.series import store as series_store
from bot.series.rules import A_WEEK, Series, SeriesState
from bot.store.base import in_workspace
from bot.store.unit import Read
from tests.features.desk import Told, text_of
from tests.features.lean_coffee import recurring
from tests.features.lean_coffee.desk import Desk, labels
from tests.features.lean_coffee.drawing import told
from tests.features.lean_coffee.recurring import ANNOUNCEMENT
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, GUILD, minutes

SENTENCE = "every first thursday 15:00 Europe/Madrid “Platform guild” for 45m box 4 dots 2 host watches <https://meet.example/abc?a=1&amp;b=2>"

_ANNOUNCEMENTS = select(MessageRow.wanted).where(MessageRow.workspace == in_workspace(), MessageRow.screen == ANNOUNCEMENT.name)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One engine is enough: the verbs behind are tried on both."""
    return sqlite_url


async def all_series(desk: Desk) -> tuple[Series, ...]:
    return tuple(await desk.read(recurring.series_of, GUILD))


async def saved(desk: Desk) -> Series:
    await desk.presses("Save", (await desk.types(SENTENCE)).ack, ANA)
    (series,) = await all_series(desk)
    return series


async def announced(desk: Desk) -> OccurrenceId:
    """Announce the next meeting of a saved series."""
    series = await saved(desk)
    following = await desk.read(schedules.next_occurrence, ScheduleId(series.id), desk.clock.now())
    assert following is not None
    await desk.act(recurring.announce, series=series, wall=following.wall, starts=following.starts)
    found = await desk.read(series_store.occurrence_at, series.id, following.wall)
    assert found is not None
    return found.id


async def test_every__shows_a_preview_with_the_next_dates_and_keeps_nothing_yet(desk: Desk) -> None:
    preview = await desk.types(SENTENCE)
    assert labels(preview.ack) == ["Save", "Edit", "Cancel"]
    for said in (
        "“Platform guild”",
        "Europe/Madrid",
        "*Thu 3 Dec*",
        "*Thu 7 Jan 2027*",
        "It lasts 45 min.",
        "A card a day ahead;",
    ):
        assert said in preview.text
    assert await all_series(desk) == ()


@pytest.mark.parametrize(("text", "title"), [("every", "Lean Coffee in #guild"), ('every "Guild" box 4', "Guild")])
async def test_every__that_says_nothing_of_when_opens_the_form(desk: Desk, text: str, title: str) -> None:
    form = (await desk.types(text)).form
    filled = {block["block_id"]: block["element"] for block in form["blocks"] if block["type"] == "input"}
    assert filled["meeting"]["initial_value"] == title
    assert filled["time"]["initial_time"] == "10:00"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("every at 10", "On which day?"),
        ("every tuseday at 10", "Did you mean `every tuesday at 10`?"),
        ("every tuesday at 10 bxo 5", "I do not understand “bxo” here. Did you mean `box`?"),
        ("every tuesday at 10 anounce a week ahead", "I do not understand “anounce” here. Did you mean `announce`?"),
        ("every blue moon", "I do not understand"),
        ("every tuesday", "At what time?"),
        ("every tuesday 10:00 Europe/Madird", "I know no time zone"),
        ("every tuesday 10:00 box 0", "`box` can be from"),
        ("every tuesday 10:00 for 99h", "`for` can be from"),
        ("every tuesday 10:00 box", "`box` needs a value"),
        (f'every "{"x" * 101}" tuesday 10:00', "The meeting's name has 101 characters; at most 100 fit."),
        (
            "every tuesday 10:00 announce a month ahead",
            "`a week ahead`, or say `not announced`; you wrote “announce a month ahead”",
        ),
        ("every tuesday 10:00 announce a week ahead", "two of its dates are 7 days apart"),
        ("every weekday 10:00 announced a week ahead", "two of its dates are 1 day apart"),
    ],
)
async def test_every__that_means_nothing_is_refused_with_what_to_type(desk: Desk, text: str, said: str) -> None:
    assert said in (await desk.types(text)).text


async def test_save_plan__keeps_what_was_asked_for(desk: Desk) -> None:
    answered = await desk.presses("Save", (await desk.types(SENTENCE)).ack, ANA)
    assert answered.private[0]["replace_original"] is True
    assert answered.text.startswith("Saved: ")
    (series,) = await all_series(desk)
    assert (series.title, series.owner, series.zone) == ("Platform guild", ANA, "Europe/Madrid")
    assert (CEREMONY.read_settings(series.own).length, CEREMONY.read_settings(series.own).boxes[0]) == (minutes(45), minutes(4))
    assert (CEREMONY.read_settings(series.own).dots, CEREMONY.read_settings(series.own).host_votes) == (2, False)
    assert series.link == "https://meet.example/abc?a=1&b=2"


async def test_save_plan__works_once_and_for_its_author_alone(desk: Desk) -> None:
    preview = (await desk.types(SENTENCE)).ack
    assert "This preview is no longer valid" in (await desk.presses("Save", preview, BEN)).text
    for _ in range(2):
        assert (await desk.presses("Save", preview, ANA)).text.startswith("Saved: Every month on the first Thursday at 15:00")
    assert len(await all_series(desk)) == 1


async def test_save_plan__a_day_later_asks_for_the_command_again(desk: Desk) -> None:
    preview = (await desk.types(SENTENCE)).ack
    desk.clock.advance(timedelta(hours=25))
    assert "This preview is no longer valid" in (await desk.presses("Save", preview, ANA)).text


async def test_drop_plan__takes_the_preview_away(desk: Desk) -> None:
    preview = (await desk.types(SENTENCE)).ack
    assert (await desk.presses("Cancel", preview, ANA)).private == [{"delete_original": True}]
    assert "no longer valid" in (await desk.presses("Save", preview, ANA)).text


async def edited(desk: Desk, **typed: object) -> tuple[Told, Told]:
    """Open a preview's form, change it, and return the preview and what the form led to."""
    preview = await desk.types(SENTENCE)
    form = (await desk.presses("Edit", preview.ack, ANA)).form
    return preview, await desk.sends(form, ANA, **typed)


async def test_edit_plan__opens_the_plan_as_a_form_and_shows_its_preview(desk: Desk) -> None:
    _, after = await edited(desk, meeting="Community coffee", time="16:30")
    assert after.form["callback_id"] == "lean_coffee:save_plan"
    assert "“Community coffee”" in str(after.form)
    done = await desk.sends(after.form, ANA)
    assert "Saved: " in str(done.form)
    (series,) = await all_series(desk)
    assert (series.title, CEREMONY.read_settings(series.own).boxes[0], CEREMONY.read_settings(series.own).host_votes) == (
        "Community coffee",
        minutes(4),
        False,
    )


async def test_edit_plan__saves_neither_plan_twice(desk: Desk) -> None:
    preview, after = await edited(desk, meeting="Community coffee")
    for _ in range(2):
        assert "Saved: " in str((await desk.sends(after.form, ANA)).form)
    assert "Saved: " in (await desk.presses("Save", preview.ack, ANA)).text
    assert [series.title for series in await all_series(desk)] == ["Community coffee"]


@pytest.mark.parametrize(
    ("typed", "block", "said"),
    [
        ({"meeting": " "}, "meeting", "The meeting needs a name"),
        ({"meeting": "x" * 101}, "meeting", "at most 100 fit"),
        ({"length": "1:30"}, "length", "“1:30” is no length of time."),
        ({"link": "meet.example/abc"}, "link", "“meet.example/abc” is no link."),
        ({"link": "https://meet.example/" + "a" * 500}, "link", "at most 500 fit"),
        ({"zone": "until 30 june"}, "zone", "I know no time zone “until 30 june”."),
        ({"rhythm": "once", "starting": None}, "starting", "Choose the first day"),
        ({"length": "9h"}, "length", "“for” can be from 1 min to 8 h here; you wrote 9 h."),
        ({"rhythm": "week:1", "days": ()}, "days", "On which day?"),
        ({"rhythm": "week:1", "days": ("thursday",), "announce": "week"}, "announce", "A day ahead works."),
    ],
)
async def test_series_form__refuses_beside_the_field(desk: Desk, typed: dict[str, object], block: str, said: str) -> None:
    _, after = await edited(desk, **typed)
    assert set(after.errors) == {block}
    assert said in after.errors[block]


async def test_series_form__says_on_top_what_belongs_to_no_field(desk: Desk) -> None:
    preview = await desk.types(SENTENCE)
    form = (await desk.presses("Edit", preview.ack, ANA)).form
    refused = (await desk.sends(form, ANA, length="2m")).ack
    assert refused is not None
    assert refused["errors"] == {"box": "“box” can be from 5 s to 2 min here; you wrote 4 min."}
    desk.clock.advance(timedelta(hours=25))
    assert "no longer valid" in (await desk.sends(form, ANA)).notice


async def test_series__lists_what_there_is_and_what_can_be_done(desk: Desk) -> None:
    assert "Nothing is planned in this channel." in (await desk.types("series")).text
    await saved(desk)
    listed = await desk.types("series", BEN)
    assert "*Platform guild*" in listed.text
    assert "host Ana" in listed.text
    assert "Next: Thu 3 Dec 14:00, Thu 7 Jan 2027 14:00" in listed.text
    assert labels(listed.ack) == ["Skip the next one", "Pause", "Change …", "Hand over …", "End the series"]


async def test_series_more__is_the_host_s_alone(desk: Desk) -> None:
    await saved(desk)
    listed = (await desk.types("series")).ack
    for label in labels(listed):
        assert "Only <@U0ANA>, who hosts it, or an admin can change it." in (await desk.presses(label, listed, BEN)).text
    assert [series.state for series in await all_series(desk)] == [SeriesState.RUNNING]


async def test_series_more__skips_the_next_one_and_lists_anew(desk: Desk) -> None:
    series = await saved(desk)
    first = await desk.read(schedules.next_occurrence, ScheduleId(series.id), desk.clock.now())
    answered = await desk.presses("Skip the next one", (await desk.types("series")).ack, ANA)
    assert answered.private[0]["replace_original"] is True
    second = await desk.read(schedules.next_occurrence, ScheduleId(series.id), desk.clock.now())
    assert first is not None
    assert second is not None
    assert second.starts > first.starts
    assert "Next: Thu 7 Jan 2027 15:00" in answered.text
    assert "Thu 3 Dec" not in answered.text


async def test_series_more__skips_one_date_however_often_the_same_list_is_pressed(desk: Desk) -> None:
    series = await saved(desk)
    listed = (await desk.types("series")).ack
    await desk.presses("Skip the next one", listed, ANA)
    second = await desk.read(schedules.next_occurrence, ScheduleId(series.id), desk.clock.now())
    again = await desk.presses("Skip the next one", listed, ANA)
    assert "That date is over, or was skipped or moved already. `/coffee series` shows what comes." in again.text
    assert await desk.read(schedules.next_occurrence, ScheduleId(series.id), desk.clock.now()) == second


async def test_series_more__skips_no_other_date_than_the_list_has_shown(desk: Desk) -> None:
    series = await saved(desk)
    listed = (await desk.types("series")).ack
    desk.clock.advance(timedelta(days=14))
    assert "That date is over" in (await desk.presses("Skip the next one", listed, ANA)).text
    assert "That date is over" in (await desk.click(ANA, "lean_coffee:series_more", f"skip:{series.id}:soon")).text
    kept_rule = await desk.read(schedules.find_schedule, ScheduleId(series.id))
    assert kept_rule is not None
    assert kept_rule.recurrence.skipped == ()


async def test_series_more__pauses_goes_on_and_ends(desk: Desk) -> None:
    await saved(desk)
    paused = await desk.presses("Pause", (await desk.types("series")).ack, ANA)
    assert "_paused_" in paused.text
    assert labels(paused.private[0]) == ["Go on", "Change …", "Hand over …", "End the series"]
    running = await desk.presses("Go on", paused.private[0], ANA)
    assert "Next: Thu 3 Dec 15:00" in running.text
    asked = await desk.presses("End the series", running.private[0], ANA)
    assert "“Platform guild” in <#C0GUILD> opens no meeting ever again." in asked.text
    assert [series.state for series in await all_series(desk)] == [SeriesState.RUNNING]
    assert "“Platform guild” in <#C0GUILD> has ended." in (await desk.sends(asked.form, ANA)).text
    assert "Nothing is planned in this channel." in (await desk.types("series")).text
    assert "“Platform guild” ended on 1 December 2026." in (await desk.presses("End the series", running.private[0], ANA)).text
    assert "“Platform guild” ended on 1 December 2026." in (await desk.sends(asked.form, ANA)).notice
    assert "“Platform guild” ended on 1 December 2026." in (await desk.presses("Pause", running.private[0], ANA)).text


async def test_series_more__in_an_old_list_puts_a_fresh_one_in_its_place_with_why_it_could_not_be_done(desk: Desk) -> None:
    await saved(desk)
    paused = (await desk.presses("Pause", (await desk.types("series")).ack, ANA)).private[0]
    refused = (await desk.presses("Go on", paused, BEN, private=True)).message
    assert refused["replace_original"] is True
    assert labels(refused) == ["Go on", "Change …", "Hand over …", "End the series"]
    assert refused["blocks"][0]["text"]["text"] == refused["text"] == "Only <@U0ANA>, who hosts it, or an admin can change it."
    await desk.sends((await desk.presses("End the series", paused, ANA)).form, ANA)
    for label in ("Go on", "End the series"):
        told = (await desk.presses(label, paused, ANA, private=True)).message
        assert told["replace_original"] is True
        assert told["text"] == "“Platform guild” ended on 1 December 2026. `/coffee every …` plans a new series."
        assert "Nothing is planned in this channel." in told["blocks"][1]["text"]["text"]
        assert labels(told) == []


async def test_series_more__of_a_message_that_is_no_list_leaves_that_as_it_is(desk: Desk) -> None:
    series = await saved(desk)
    await desk.act(recurring.end_series, series=series.id, person=ANA)
    told = (await desk.click(ANA, "lean_coffee:series_more", f"end:{series.id}:0")).message
    assert told["replace_original"] is False


@pytest.mark.parametrize(
    ("planned", "label", "given", "stands"),
    [
        (SENTENCE, "Hand over …", {"person": BEN}, "host Ben"),
        (SENTENCE, "End the series", {}, "Nothing is planned in this channel."),
        ('plan thursday at 15:00 "Guild"', "Move", {"starting": "2026-12-10", "time": "09:30"}, "10 December 2026 at 09:30"),
        ('plan thursday at 15:00 "Guild"', "Cancel the meeting", {}, "Nothing is planned in this channel."),
    ],
)
async def test_a_form_that_a_list_led_to_leaves_the_list_as_it_is_now(
    desk: Desk, planned: str, label: str, given: Mapping[str, str], stands: str
) -> None:
    await desk.presses("Save", (await desk.types(planned)).ack, ANA)
    listed = (await desk.types("series")).ack
    done = await desk.sends((await desk.presses(label, listed, ANA, private=True)).form, ANA, **given)
    (anew,) = done.private
    assert anew["replace_original"] is True
    assert stands in text_of(anew)


async def test_end_series__says_what_is_lost_and_what_stays(desk: Desk) -> None:
    occurrence = await announced(desk)
    for person in (ANA, BEN, CHLOE):
        await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), person)
    await desk.types("topic Flaky tests", BEN)
    asked = (await desk.presses("End the series", (await desk.types("series")).ack, ANA)).text
    assert "Its next date, Thu 3 Dec 15:00, is called off" in asked
    assert "2 people said “I'm coming” and hear of it from me." in asked
    assert "1 topic waits in the channel and stays for its next meeting." in asked


async def test_end_series__is_its_host_s_also_in_the_form(desk: Desk) -> None:
    await saved(desk)
    asked = await desk.presses("End the series", (await desk.types("series")).ack, ANA)
    assert "Only <@U0ANA>, who hosts it, or an admin can change it." in (await desk.sends(asked.form, BEN)).notice
    assert [series.state for series in await all_series(desk)] == [SeriesState.RUNNING]


async def test_every__can_be_announced_a_week_ahead(desk: Desk) -> None:
    preview = await desk.types(f"{SENTENCE} announced a week ahead")
    assert "A card a week ahead; it opens at the hour" in preview.text
    assert "The first card comes as soon as you save." in preview.text
    await desk.presses("Save", preview.ack, ANA)
    (series,) = await all_series(desk)
    assert series.ahead == A_WEEK
    assert "card a week ahead" in (await desk.types("series")).text


async def test_edit_plan__offers_how_far_ahead_it_is_announced(desk: Desk) -> None:
    preview, after = await edited(desk, announce="week")
    assert "as soon as you save" not in preview.text
    assert "A card a week ahead" in str(after.form)
    await desk.sends(after.form, ANA)
    (series,) = await all_series(desk)
    assert series.ahead == A_WEEK


async def test_edit_plan__keeps_how_far_ahead_was_asked_for(desk: Desk) -> None:
    preview = await desk.types(f"{SENTENCE} announce a week ahead")
    form = (await desk.presses("Edit", preview.ack, ANA)).form
    await desk.sends((await desk.sends(form, ANA, time="16:30")).form, ANA)
    assert [series.ahead for series in await all_series(desk)] == [A_WEEK]


async def test_coming__is_shown_on_the_announcement(desk: Desk) -> None:
    occurrence = await announced(desk)
    for person in (BEN, CHLOE):
        assert (await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), person)).nothing
    said = told(await desk.shows(ANNOUNCEMENT, occurrence))
    assert "Coming (2): Ben, Chloé" in said
    assert "15:00 Europe/Madrid>*  ·  it opens here by itself." in said
    back = await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), BEN)
    assert "you are not coming" in back.text
    assert "Coming (1): Chloé" in told(await desk.shows(ANNOUNCEMENT, occurrence))


async def test_coming__to_what_has_begun_is_refused(desk: Desk) -> None:
    occurrence = await announced(desk)
    shown = await desk.shows(ANNOUNCEMENT, occurrence)
    desk.clock.advance(timedelta(days=3))
    assert "That date is over, or was skipped or moved already." in (await desk.presses("I'm coming", shown)).text
    assert told(await desk.shows(ANNOUNCEMENT, occurrence)).endswith("it has not been opened yet.")


async def test_an_announcement_of_a_skipped_meeting_says_so(desk: Desk) -> None:
    occurrence = await announced(desk)
    await desk.presses("Skip the next one", (await desk.types("series")).ack, ANA)
    assert "skipped this time." in told(await desk.shows(ANNOUNCEMENT, occurrence))
    assert labels(await desk.shows(ANNOUNCEMENT, occurrence)) == ["Take the skip back"]


async def test_suggest__puts_a_topic_on_the_list_of_the_announcement_s_channel(desk: Desk) -> None:
    occurrence = await announced(desk)
    form = (await desk.presses("Suggest a topic", await desk.shows(ANNOUNCEMENT, occurrence))).form
    await desk.sends(form, title="Flaky tests")
    said = told(await desk.shows(ANNOUNCEMENT, occurrence))
    assert "*1 topic waits*" in said
    assert "1. *Flaky tests*" in said


async def test_the_home_lists_what_one_hosts_and_what_one_comes_to(desk: Desk) -> None:
    occurrence = await announced(desk)
    assert "Platform guild" in str([block.to_dict() for block in await desk.home(ANA)])
    assert "Platform guild" not in str([block.to_dict() for block in await desk.home(BEN)])
    await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), BEN)
    assert "Platform guild" in str([block.to_dict() for block in await desk.home(BEN)])


async def test_an_announcement_follows_the_topics_that_wait(desk: Desk) -> None:
    await announced(desk)

    async def is_drawn_anew(act: Awaitable[object]) -> bool:
        before = await desk.read(_wanted)
        await act
        return await desk.read(_wanted) > before

    assert await is_drawn_anew(desk.types("topic Flaky tests", BEN))
    assert await is_drawn_anew(desk.types("topic Retros", CHLOE))
    mine = (await desk.types("mine", BEN)).form
    assert await is_drawn_anew(desk.presses("Withdraw", mine, BEN))
    assert await is_drawn_anew(desk.types("start"))
    assert not await is_drawn_anew(desk.types("topic On the board", BEN))
    assert await is_drawn_anew(desk.cancels())


def _wanted(read: Read) -> int:
    (row,) = read.rows(_ANNOUNCEMENTS)
    return int(row.wanted)


async def test_the_home_leaves_out_a_date_that_was_skipped(desk: Desk) -> None:
    occurrence = await announced(desk)
    await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), BEN)
    await desk.presses("Skip the next one", (await desk.types("series")).ack, ANA)
    assert "Platform guild" not in str([block.to_dict() for block in await desk.home(BEN)])


async def test_an_announcement_follows_who_comes_and_whether_it_takes_place(desk: Desk) -> None:
    occurrence = await announced(desk)
    before = await desk.read(_wanted)
    await desk.presses("I'm coming", await desk.shows(ANNOUNCEMENT, occurrence), BEN)
    for label in ("Pause", "Go on", "Skip the next one"):
        after = await desk.read(_wanted)
        assert after > before
        before = after
        await desk.presses(label, (await desk.types("series")).ack, ANA)
    assert await desk.read(_wanted) > before


async def test_hand_over__opens_a_form_and_its_submit_gives_the_series_to_another(desk: Desk) -> None:
    series = await saved(desk)
    form = (await desk.presses("Hand over …", (await desk.types("series")).ack, ANA)).form
    await desk.sends(form, ANA, person=BEN)
    assert [(one.id, one.owner) for one in await all_series(desk)] == [(series.id, BEN)]


async def test_take_over_kept__is_for_who_was_asked_to(desk: Desk) -> None:
    series = await saved(desk)
    told = await desk.click(BEN, "lean_coffee:take_over_kept", f"{series.id}/{ANA}")
    assert "<@U0ANA> looks after it by now." in told.text
    assert (await all_series(desk))[0].owner == ANA


async def test_boxes_and_dots_of_a_series_are_previewed_changed_and_kept(desk: Desk) -> None:
    preview = await desk.types('every first thursday 15:00 "Guild" for 45m boxes 8/4/2 dots auto')
    assert "Boxes of 8 min, 4 min and 2 min. Dots: auto, a third of the topics, 2 to 6." in str(preview.ack)
    form = (await desk.presses("Edit", preview.ack, ANA)).form
    assert {"8/4/2", "auto"} <= {block["element"].get("initial_value") for block in form["blocks"] if "element" in block}
    wrong = (await desk.sends(form, ANA, box="8/x", dots="many")).ack
    assert wrong is not None
    assert wrong["errors"] == {
        "box": "“boxes” takes lengths with strokes between them; “x” is none. Write “box 8m”.",
        "dots": "“dots” takes a number or “auto”; you wrote many.",
    }
    emptied = await desk.sends(form, ANA, box="7/5", dots=None)
    assert "Boxes of 7 min and 5 min." in str(emptied.ack)
    assert "Dots: auto" not in str(emptied.ack)
