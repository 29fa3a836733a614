"""The weekly list of what is open in a channel: asked for, posted once a week, ended; on both engines."""

from datetime import UTC, date, datetime, time

import pytest

from bot.action_items.rules.digests import Digest, NotWeekly, is_due, next_digest, read_digest
from bot.schedule.grammar.errors import NotUnderstood
from bot.schedule.working_days import WorkingDays
from tests.action_items.scene import GUILD, TUESDAY, december, noted, rings
from tests.features.desk import ANA, BEN, Desk

DAYS = WorkingDays()
FRIDAY = Digest(GUILD, 4, time(14), "Europe/London", ANA)


def read(text: str) -> Digest:
    return read_digest(text, channel=GUILD, person=ANA, zone="Europe/London", at=TUESDAY)


def test_a_day_and_a_time_are_typed_and_without_them_it_is_monday_at_nine() -> None:
    assert read("friday 14:00") == FRIDAY
    assert (read("").weekday, read("").at) == (0, time(9))
    assert (read("thursday").weekday, read("thursday").at) == (3, time(9))
    assert read("friday 14:00").recurrence.rule == "FREQ=WEEKLY;BYDAY=FR"
    assert read("every friday 14:00") == read("on Friday at 14:00") == FRIDAY
    for other in (
        "other friday 14:00",
        "weekday 9:00",
        "friday 14:00 for 45m",
        '"Open items" friday',
        "friday https://x.example",
    ):
        with pytest.raises(NotWeekly):
            read(other)
    with pytest.raises(NotUnderstood):
        read("blue moon at 9:00")


def test_it_is_posted_on_its_day_or_the_first_working_day_after_it_and_on_no_other() -> None:
    assert next_digest(FRIDAY, DAYS, TUESDAY) == december(4, 14)
    assert next_digest(FRIDAY, DAYS, december(4, 14)) == december(11, 14)
    free = WorkingDays(free=(date(2026, 12, 4),))
    assert next_digest(FRIDAY, free, TUESDAY) == december(7, 14)
    assert next_digest(FRIDAY, free, december(6)) == december(7, 14)
    assert [is_due(FRIDAY, DAYS, at) for at in (december(4, 13), december(4, 15), december(5, 15))] == [
        None,
        date(2026, 12, 4),
        None,
    ]
    assert is_due(FRIDAY, free, december(7, 14)) == date(2026, 12, 7)


async def test_a_channel_gets_it_once_a_week_while_something_is_open(desk: Desk) -> None:
    said = (await desk.command(ANA, "/coffee actions weekly friday 14:00")).text
    assert "Every Friday at 14:00" in said
    assert "weekly off" in said
    assert await rings(desk, december(4, 14)) == []
    named = await noted(desk, due=None)
    await desk.command(BEN, "/coffee actions weekly friday 14:00")
    weeks = [december(day, hour) for day in range(5, 20) for hour in (13, 14, 15)]
    assert await rings(desk, *weeks) == [
        "Fri 14:00 C0GUILD: Open here: 1 action item",
        "Fri 14:00 C0GUILD: Open here: 1 action item",
    ]
    listed = next(one for one in await desk.shown("action_items:digest"))
    assert "Ben: Write the quarantine rule" in listed.text
    assert "<@" not in listed.text
    form = (await desk.click(BEN, "action_items:list", listed.value("action_items:list"))).form
    assert "Write the quarantine rule" in str(form)
    assert "no weekly list" in (await desk.command(ANA, "/coffee actions weekly off")).text
    assert await rings(desk, datetime(2026, 12, 25, 14, tzinfo=UTC), datetime(2027, 1, 1, 14, tzinfo=UTC)) == []
    assert named


async def test_what_is_no_week_is_refused_in_words(desk: Desk) -> None:
    assert "one day of the week" in (await desk.command(ANA, "/coffee actions weekly weekday 9:00")).text
    assert "blue" in (await desk.command(ANA, "/coffee actions weekly blue")).text
