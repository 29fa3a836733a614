"""Case 21: a person is reminded of an expiry in time, as they live it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.delivery.tables import MessageRow
from bot.features.seu import FEATURE
from bot.features.seu.actions.reminding import follow_expiries
from bot.features.seu.rules.held import Renewal, RenewalKind
from bot.features.seu.store import credentials, entries, renewals
from bot.store.base import in_workspace
from bot.store.unit import Read, Unit
from bot.teams import store as people
from tests.features.desk import ANA, BEN, Desk, Shown, value_of
from tests.features.seu.credential_scene import at, held, learn, options, says
from tests.features.seu.test_importing import exported, pasted

NOON = datetime(2027, 10, 1, 12, tzinfo=UTC)
EXPIRY = date(2028, 3, 14)
LIST = "seu:credentials"
_WANTED = select(MessageRow.screen, MessageRow.wanted).where(MessageRow.workspace == in_workspace())


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    at(desk, NOON)
    await says(desk, "CSPO until 14 march 2028")
    return desk


async def live(desk: Desk, until: date, hour: int = 12) -> None:
    """Let the days go by, each at nine and at noon of London."""
    end = datetime(until.year, until.month, until.day, hour, tzinfo=UTC)
    while (due := await desk.tick.next_due()) is not None and due <= end:
        at(desk, max(due, desk.clock.now()))
        await desk.tick.run()
    at(desk, end)
    await desk.tick.run()


async def reminders(desk: Desk) -> list[Shown]:
    return await desk.shown("seu:reminder")


async def wanted(desk: Desk) -> dict[str, int]:
    """How often each message was wanted anew, by its screen."""

    def revisions(read: Read) -> dict[str, int]:
        return {row.screen: row.wanted for row in read.rows(_WANTED)}

    return await desk.store.read(revisions, desk.workspace)


async def sent(desk: Desk) -> list[str]:
    """Name the reminders that stand now."""
    return [one.subject.partition("/")[2] for one in await reminders(desk)]


async def test_case_21_each_comes_once_at_nine_and_takes_the_place_of_the_one_before(desk: Desk) -> None:
    seen = []
    for before in (91, 90, 60, 59, 30, 7, 6, 0, -1):
        await live(desk, EXPIRY - timedelta(days=before))
        seen.append(await sent(desk))
    told = [f"2028-03-14/{days}" for days in (90, 60, 60, 30, 7, 7, 0, 0)]
    assert seen == [[], *([one] for one in told)]
    assert await desk.tick.next_due() is None


async def test_case_21_it_says_what_is_missing_and_what_comes_next(desk: Desk) -> None:
    await learn(desk, 8 * 60 + 13, date(2027, 9, 1))
    await live(desk, EXPIRY - timedelta(days=60))
    (told,) = await reminders(desk)
    assert told.place == BEN
    assert "*CSPO: expiry in 60 days, on 14 March 2028.*" in told.text
    assert "*8 h 13 min* of 20 h  ·  11 h 47 min missing" in told.text
    assert "Next: learn what is missing, log it at Scrum Alliance, and renew there." in told.text
    await learn(desk, 12 * 60, date(2027, 9, 2))
    await live(desk, EXPIRY - timedelta(days=30))
    (told,) = await reminders(desk)
    assert "enough is learned" in told.text
    assert "Next: log 20 h at Scrum Alliance." in told.text
    assert "Rules of Scrum Alliance, checked on" in told.text
    await live(desk, EXPIRY)
    assert "*CSPO: expiry today, 14 March 2028.*" in (await reminders(desk))[0].text


async def test_a_reminder_is_drawn_anew_when_something_is_learned(desk: Desk) -> None:
    await live(desk, EXPIRY - timedelta(days=60))
    before = (await wanted(desk))["seu:reminder"]
    await desk.command(BEN, '/seu log 1h30 read "Forecasting with throughput"')
    assert (await wanted(desk))["seu:reminder"] == before + 1
    assert "*1 h 30 min* of 20 h" in (await reminders(desk))[0].text


async def test_case_21_after_an_outage_only_the_nearest_one_that_is_due_and_by_day(desk: Desk) -> None:
    at(desk, datetime(2028, 2, 1, 3, tzinfo=UTC))
    await desk.tick.run()
    assert await sent(desk) == []
    await live(desk, date(2028, 2, 1))
    assert await sent(desk) == ["2028-03-14/60"]
    assert "expiry in 42 days" in (await reminders(desk))[0].text
    await live(desk, EXPIRY)
    assert await sent(desk) == ["2028-03-14/0"]


async def test_case_21_what_is_renewed_is_reminded_of_no_more_and_the_next_cycle_is(desk: Desk) -> None:
    await live(desk, EXPIRY - timedelta(days=60))
    named = (await held(desk))["cspo"].id
    renewed = Renewal("r1", named, RenewalKind.UNITS, date(2028, 1, 20), EXPIRY, date(2030, 3, 14), "1")

    def renew(unit: Unit) -> None:
        entries.lock_ledger(unit, BEN)
        renewals.add(unit, renewed, {})
        follow_expiries(unit, BEN)

    await desk.store.write(renew, desk.workspace)
    assert await sent(desk) == []
    await live(desk, date(2029, 12, 13))
    assert await sent(desk) == []
    await live(desk, date(2029, 12, 14))
    assert await sent(desk) == ["2030-03-14/90"]


async def test_case_21_a_renewal_that_nobody_told_the_reminders_of_stops_them_too(desk: Desk) -> None:
    await live(desk, EXPIRY - timedelta(days=60))
    named = (await held(desk))["cspo"].id
    renewed = Renewal("r1", named, RenewalKind.COURSE, date(2028, 1, 20), EXPIRY, date(2030, 1, 20), "1")
    await desk.store.write(renewals.add, desk.workspace, None, renewed, {})
    assert await reminders(desk) == []
    await live(desk, EXPIRY)
    assert await sent(desk) == []


async def test_case_21_it_is_switched_off_and_on_for_one(desk: Desk) -> None:
    form = (await desk.click(BEN, "seu:credentials", "mine")).form
    told = await desk.click(BEN, "seu:credential_menu", options(form, "CSPO")["Remind me no more"], view=LIST)
    assert "_No reminders._" in told.text
    assert await desk.tick.next_due() is None
    on = options(told.form, "CSPO")["Remind me of its expiry"]
    await desk.click(BEN, "seu:credential_menu", on, view=LIST)
    await live(desk, EXPIRY - timedelta(days=90))
    assert await sent(desk) == ["2028-03-14/90"]


async def test_case_21_the_reminder_itself_has_the_switch(desk: Desk) -> None:
    await says(desk, "CSM until 14 march 2028")
    await live(desk, EXPIRY - timedelta(days=90))
    (told,) = await reminders(desk)
    assert "*CSPO and CSM: expiry in 90 days, on 14 March 2028.*" in told.text
    assert (await desk.click(BEN, "seu:credential_silent", value_of(told.payload, "seu:credential_silent"))).nothing
    (told,) = await reminders(desk)
    assert "No more reminders of this." in told.text
    assert "seu:credential_silent" not in str(told.payload)
    assert not any(one.reminders for one in (await held(desk)).values())
    assert await desk.tick.next_due() is None


async def test_case_21_all_are_switched_off_and_on_at_once(desk: Desk) -> None:
    form = (await says(desk, "PMP until 3 june 2028")).form
    told = await desk.click(BEN, "seu:remind_never", value_of(form, "seu:remind_never"), view=LIST)
    assert told.text.count("_No reminders._") == 2
    assert await desk.tick.next_due() is None
    await desk.click(BEN, "seu:remind_all", value_of(told.form, "seu:remind_all"), view=LIST)
    await live(desk, EXPIRY - timedelta(days=90))
    assert await sent(desk) == ["2028-03-14/90"]


async def test_the_switch_of_what_is_not_held_any_more_turns_off_nothing_else(desk: Desk) -> None:
    await says(desk, "PMP until 1 june 2028")
    assert "I find no such credential of yours." in (await desk.click(BEN, "seu:credential_silent", "gone")).text
    assert all(one.reminders for one in await desk.store.read(credentials.credentials_of, desk.workspace, BEN))


async def test_what_expires_on_one_day_is_reminded_of_once(desk: Desk) -> None:
    await says(desk, "CSM until 14 march 2028")
    await says(desk, "PMP until 14 march 2028")
    await live(desk, EXPIRY - timedelta(days=90))
    assert len(await reminders(desk)) == 2
    assert sum("CSPO and CSM: expiry" in one.text for one in await reminders(desk)) == 1


async def test_who_adds_what_expires_soon_is_reminded_of_what_is_to_come_alone(desk: Desk) -> None:
    await says(desk, "PMP until 20 october 2027")
    await desk.tick.run()
    assert await sent(desk) == []
    await live(desk, date(2027, 10, 13))
    assert await sent(desk) == ["2027-10-20/7"]


async def test_who_has_moved_is_reminded_by_the_clock_of_where_they_are(desk: Desk) -> None:
    def move(unit: Unit) -> None:
        known = people.person(unit, BEN)
        assert known is not None
        people.keep_person(unit, type(known)(BEN, known.name, "America/New_York", known.locale))

    await desk.store.write(move, desk.workspace)
    await live(desk, EXPIRY - timedelta(days=90), 13)
    assert await sent(desk) == []
    await live(desk, EXPIRY - timedelta(days=90), 14)
    assert await sent(desk) == ["2028-03-14/90"]


async def test_a_clock_that_was_set_back_reminds_again_of_what_is_to_come(desk: Desk) -> None:
    await live(desk, EXPIRY)
    assert await sent(desk) == ["2028-03-14/0"]
    at(desk, NOON)
    assert FEATURE.after_jump is not None
    await desk.store.write(FEATURE.after_jump, desk.workspace, None, NOON - desk.clock.now())
    await desk.tick.run()
    await live(desk, EXPIRY - timedelta(days=90))
    assert "2028-03-14/90" in await sent(desk)


async def test_what_was_removed_is_reminded_of_no_more(desk: Desk) -> None:
    await live(desk, EXPIRY - timedelta(days=90))
    named = (await held(desk))["cspo"].id
    await desk.click(BEN, "seu:credential_remove", named, view="seu:credential_change")
    assert await sent(desk) == []
    assert await desk.tick.next_due() is None


async def test_an_expiry_that_is_mended_begins_its_own_reminders(desk: Desk) -> None:
    await live(desk, EXPIRY - timedelta(days=90))
    named = (await held(desk))["cspo"].id
    form = (await desk.click(BEN, "seu:credential_menu", f"change:{named}:0", view=LIST)).form
    await desk.submit(BEN, form, {"entered": "2028-06-14"})
    assert await sent(desk) == []
    await live(desk, date(2028, 6, 14))
    assert await sent(desk) == ["2028-06-14/0"]


async def test_what_was_brought_along_is_reminded_of_too(desk: Desk) -> None:
    file = await exported(desk)
    preview = (await pasted(desk, file, ANA)).form
    await desk.submit(ANA, preview)
    assert [*await held(desk, ANA)] == ["cspo"]
    await live(desk, EXPIRY - timedelta(days=90))
    assert {one.place for one in await reminders(desk)} == {BEN, ANA}
