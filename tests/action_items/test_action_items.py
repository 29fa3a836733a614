"""An action item from the moment that it is noted: asked, handed on, done, reminded of, once each, on both engines."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import bindparam, select

from bot.action_items import actions, store
from bot.action_items.rules.refusals import NoSuchActionItem
from bot.action_items.rules.values import About, State
from bot.core.facts import TeamDatesChanged
from bot.core.ids import PersonId
from bot.delivery.tables import MessageRow
from bot.house.features import ANSWERED_BY, answers_of
from bot.house.own_events import follow_channel
from bot.store.base import in_workspace
from bot.store.requests import purge_requests
from bot.store.transaction import Answering
from bot.store.unit import Read, Unit
from bot.teams.away import set_away
from bot.teams.away_store import add_away
from bot.teams.day_range import DayRange
from bot.teams.store import keep_workspace
from bot.teams.team import Team, TeamSettings
from bot.teams.team_store import keep_settings, keep_team
from tests.action_items.scene import ABOUT, DUE, GUILD, TUESDAY, december, noted, rings, the_item
from tests.features.desk import ANA, BEN, CHLOE, STRANGERS, Desk, Shown, Told, options_of, text_of, value_of

_WANTED = select(MessageRow.screen, MessageRow.subject, MessageRow.wanted).where(
    MessageRow.workspace == in_workspace(), MessageRow.subject.startswith(bindparam("about"))
)
AWAY = DayRange(date(2026, 12, 22), date(2026, 12, 23))


async def press(desk: Desk, person: str, text: str) -> Told:
    """Press a button by its text, in the newest message of a person that has it."""
    found = [
        (element["action_id"], element["value"])
        for one in await desk.shown()
        for block in one.payload["blocks"]
        for element in block.get("elements", ())
        if one.place == person and block["type"] == "actions" and element["text"]["text"] == text
    ]
    return await desk.click(person, *found[-1])


async def messages(desk: Desk, person: str) -> list[Shown]:
    return [one for one in await desk.shown() if one.place == person]


async def says(desk: Desk, person: str) -> list[str]:
    """Say what each message to a person begins with, as it stands now."""
    return [one.text.splitlines()[0] for one in await messages(desk, person)]


def buttons(shown: Shown) -> list[str]:
    return [text["text"]["text"] for block in shown.payload["blocks"] if block["type"] == "actions" for text in block["elements"]]


async def test_its_owner_is_asked_accepts_does_it_and_takes_that_back(desk: Desk) -> None:
    named = await noted(desk)
    (asked,) = await messages(desk, BEN)
    assert asked.text.splitlines()[:2] == [
        "Ana asks you: Write the quarantine rule, by Tue 8 Dec",
        "☑️ *Write the quarantine rule*, by *Tue 8 Dec*",
    ]
    assert "From “Flaky tests”, Platform guild, Tue 1 Dec. Noted by Ana." in asked.text
    assert "I remind you on Mon 7 Dec and on the day, at 09:00 your time." in asked.text
    assert buttons(asked) == ["Accept", "Hand on", "Not mine"]
    assert (await press(desk, BEN, "Accept")).nothing
    (kept,) = await messages(desk, BEN)
    assert buttons(kept) == ["Done", "Change the date", "Snooze", "Hand on", "Not mine"]
    done = await desk.click(BEN, "action_items:done", named, trigger_id="once")
    assert done.nothing
    assert await says(desk, BEN) == ["Done on Tue 1 Dec. Write the quarantine rule, by Tue 8 Dec"]
    assert await says(desk, ANA) == ["It is done. Ben had it. Write the quarantine rule, by Tue 8 Dec"]
    assert (await press(desk, BEN, "Not done yet")).nothing
    desk.real.advance(timedelta(days=2))
    await desk.store.write(purge_requests, desk.workspace, None, desk.real.now())
    await desk.click(BEN, "action_items:done", named, trigger_id="once")
    assert (await the_item(desk, named)).state is State.ACCEPTED
    assert await says(desk, ANA) == ["Ben does it. Write the quarantine rule, by Tue 8 Dec"]
    await press(desk, BEN, "Done")
    assert len(await messages(desk, ANA)) == 1
    assert await rings(desk, december(2, 10)) == []
    assert buttons((await messages(desk, BEN))[0]) == []
    assert "more than a day ago" in (await desk.click(BEN, "action_items:reopen", named)).text
    assert await rings(desk, december(7), december(8), december(10)) == []


async def test_it_is_handed_on_declined_taken_and_dropped_and_everybody_sees_what_became_of_it(desk: Desk) -> None:
    named = await noted(desk)
    form = (await press(desk, BEN, "Hand on")).form
    desk.slack.people["U0GUEST"] = {"is_restricted": True}
    assert "<@U0GUEST> is a guest here." in (await desk.submit(BEN, form, {"person": "U0GUEST"})).text
    assert "<@U0BEN> has it already." in (await desk.submit(BEN, form, {"person": BEN})).text
    desk.slack.outside.add("U0DEV")
    assert "<@U0DEV> is not in" in (await desk.submit(BEN, form, {"person": "U0DEV"})).text
    await desk.submit(BEN, form, {"person": CHLOE})
    assert await says(desk, BEN) == ["You handed it on to Chloé. Write the quarantine rule, by Tue 8 Dec"]
    assert await says(desk, CHLOE) == ["Ben asks you: Write the quarantine rule, by Tue 8 Dec"]
    assert "<@U0CHLOE> has it now" in (await desk.click(BEN, "action_items:accept", named)).text
    await press(desk, CHLOE, "Not mine")
    assert await says(desk, ANA) == ["Chloé says that this is not theirs: Write the quarantine rule, by Tue 8 Dec"]
    assert await desk.store.read(store.open_of, desk.workspace, CHLOE) == ()
    assert [one.id for one in await desk.store.read(store.returned_to, desk.workspace, ANA)] == [named]
    form = (await press(desk, ANA, "Choose somebody else")).form
    assert "<@U0CHLOE> has just said no." in (await desk.submit(ANA, form, {"person": CHLOE})).text
    await desk.submit(ANA, form, {"person": BEN})
    assert (await says(desk, BEN))[-1] == "Ana asks you: Write the quarantine rule, by Tue 8 Dec"
    assert (await messages(desk, ANA))[0].text.endswith("You handed it on to Ben.")
    await press(desk, BEN, "Not mine")
    await press(desk, BEN, "Take it after all")
    assert (await says(desk, BEN))[1:] == [
        "You have taken it. Write the quarantine rule, by Tue 8 Dec",
        "Write the quarantine rule, by Tue 8 Dec",
    ]
    assert (await messages(desk, ANA))[1].text.endswith("Ben has taken it.")
    assert "Only <@U0ANA>, who noted it, can drop it." in (await desk.click(BEN, "action_items:drop", named)).text
    await desk.click(ANA, "action_items:drop", named)
    assert (await messages(desk, BEN))[2].text.endswith("Ana, who noted it, dropped it: there is nothing to do.")
    owners = [turn.owner for turn in await desk.store.read(store.turns, desk.workspace, (await the_item(desk, named)).id)]
    assert owners == [BEN, CHLOE, BEN, BEN]
    assert [one.state for one in await desk.store.read(store.about, desk.workspace, ABOUT.subject)] == [State.DROPPED]
    assert await rings(desk, december(7), december(8), december(10)) == []


async def test_a_new_date_is_told_to_those_too_who_had_it_before(desk: Desk) -> None:
    named = await noted(desk)
    await press(desk, BEN, "Not mine")
    await press(desk, BEN, "Take it after all")

    def wanted(read: Read) -> dict[tuple[str, str], int]:
        return {(row.screen, row.subject): row.wanted for row in read.rows(_WANTED, {"about": f"{named}/"})}

    before = await desk.store.read(wanted, desk.workspace)
    assert set(before) == {
        ("action_items:item", f"{named}/0"),
        ("action_items:returned", f"{named}/0"),
        ("action_items:item", f"{named}/1"),
    }
    await desk.store.write(actions.change_due, desk.workspace, None, item=named, person=BEN, due=date(2026, 12, 10))
    assert await desk.store.read(wanted, desk.workspace) == {message: number + 1 for message, number in before.items()}


async def test_its_owner_is_reminded_twice_and_who_noted_it_hears_once_that_it_is_overdue(desk: Desk) -> None:
    await noted(desk)
    await press(desk, BEN, "Accept")
    days = [december(day, hour) for day in (5, 7, 8, 9, 10, 11) for hour in (9, 12)]
    assert await rings(desk, *days) == [
        "Mon 09:00 U0BEN: Due Tue 8 Dec: Write the quarantine rule",
        "Tue 09:00 U0BEN: Due today, Tue 8 Dec: Write the quarantine rule",
        "Thu 09:00 U0ANA: Ben has not said yet that it is done. Write the quarantine rule, by Tue 8 Dec",
    ]
    assert len(await desk.shown("action_items:reminder")) == 1
    assert CHLOE not in text_of((await desk.the("action_items:reminder")).payload)
    await desk.click(BEN, "action_items:done", (await desk.the("action_items:reminder")).value("action_items:done"))
    assert "Done on Fri 11 Dec." in (await desk.the("action_items:reminder")).text
    assert await says(desk, ANA) == ["It is done. Ben had it. Write the quarantine rule, by Tue 8 Dec"]


async def test_what_is_overdue_comes_back_each_week_until_it_is_done_but_for_the_days_that_its_owner_is_away(desk: Desk) -> None:
    named = await noted(desk)
    await press(desk, BEN, "Accept")
    await desk.store.write(set_away, desk.workspace, None, person=BEN, days=AWAY, set_by=BEN, today=TUESDAY.date())
    assert (await rings(desk, december(7), december(8), december(10)))[2].startswith("Thu 09:00 U0ANA")
    weeks = [december(day, hour) for day in range(11, 31) for hour in (9, 13)]
    assert await rings(desk, *weeks) == [
        "Tue 09:00 U0BEN: It was due Tue 8 Dec and is open still: Write the quarantine rule",
        "Tue 09:00 U0BEN: It was due Tue 8 Dec and is open still: Write the quarantine rule",
    ]
    assert len(await desk.shown("action_items:reminder")) == 1
    await desk.click(BEN, "action_items:done", named)
    assert await rings(desk, december(31), datetime(2027, 1, 5, 9, tzinfo=UTC), datetime(2027, 1, 12, 9, tzinfo=UTC)) == []


async def test_its_owner_puts_it_off_to_another_day(desk: Desk) -> None:
    await noted(desk)
    await press(desk, BEN, "Accept")
    form = (await press(desk, BEN, "Snooze")).form
    assert form["blocks"][1]["element"]["initial_date"] == "2026-12-08"
    assert "until" in (await desk.submit(BEN, form, {"until": "2026-12-01"})).errors
    assert "until" in (await desk.submit(BEN, form, {"until": "soon"})).errors
    assert (await desk.submit(BEN, form, {"until": "2026-12-12"})).errors == {}
    assert "I remind you again on Mon 14 Dec" in (await messages(desk, BEN))[0].text
    days = [december(day) for day in range(2, 23) if day != 10]
    assert [line[:17] for line in await rings(desk, *days)] == ["Fri 09:00 U0ANA: ", "Mon 09:00 U0BEN: ", "Mon 09:00 U0BEN: "]


async def test_the_days_are_those_on_which_its_team_works(desk: Desk) -> None:
    free = DayRange(date(2026, 12, 7), date(2026, 12, 7))
    settings = TeamSettings(weekdays=frozenset({0, 1, 2, 3}), free=(free,))
    await desk.store.write(keep_settings, desk.workspace, None, GUILD, settings)
    await noted(desk)
    assert "I remind you on Thu 3 Dec and on the day" in (await messages(desk, BEN))[0].text
    days = [december(day) for day in (3, 4, 7, 8, 9, 10, 11)]
    assert [line[:9] for line in await rings(desk, *days)] == ["Thu 09:00", "Tue 09:00", "Thu 09:00"]


async def test_another_date_is_another_promise_and_no_day_reminds_twice(desk: Desk) -> None:
    named = await noted(desk)
    assert len(await rings(desk, december(7))) == 1
    form = (await press(desk, BEN, "Hand on")).form
    assert form["callback_id"] == "action_items:hand_on"
    form = (await desk.click(ANA, "action_items:due", named)).form
    assert "due" in (await desk.submit(ANA, form, {"due": "2026-12-05"})).errors
    assert "due" in (await desk.submit(ANA, form, {"due": "soon"})).errors
    await desk.submit(ANA, form, {"due": "2026-12-09"})
    assert "by *Wed 9 Dec*" in (await messages(desk, BEN))[0].text
    await desk.submit(ANA, form, {"due": "2026-12-08"})
    assert await rings(desk, december(7, 12), december(8, 8)) == []
    await desk.submit(ANA, form, {"due": ""})
    assert await rings(desk, december(8), december(10)) == []
    assert await desk.shown("action_items:reminder") == []
    assert "It has no date, so I do not remind you." in (await messages(desk, BEN))[0].text
    assert (await the_item(desk, named)).due is None


async def test_after_an_outage_a_day_that_is_over_is_not_reminded_of_and_what_is_overdue_is_told(desk: Desk) -> None:
    await noted(desk)
    assert await rings(desk, december(9, 12)) == []
    assert [line[:16] for line in await rings(desk, december(14, 3))] == ["Mon 03:00 U0ANA:"]


async def test_an_owner_who_travels_is_reminded_at_nine_where_they_are(desk: Desk) -> None:
    await noted(desk)
    desk.slack.people[BEN] |= {"tz": "America/New_York"}
    desk.real.advance(timedelta(days=1))
    await desk.command(BEN, "/seu help")
    await desk.settled()
    assert [line[:16] for line in await rings(desk, december(7), december(7, 14))] == ["Mon 14:00 U0BEN:"]


async def test_nobody_is_reminded_while_they_are_away_and_nothing_promises_that(desk: Desk) -> None:
    await desk.store.write(add_away, desk.workspace, None, BEN, DayRange(date(2026, 12, 7), date(2026, 12, 7)), BEN)
    await noted(desk)
    assert "I remind you on the day, at 09:00 your time." in (await messages(desk, BEN))[0].text
    assert [line[:9] for line in await rings(desk, december(7), december(7, 12), december(8), december(10))] == [
        "Tue 09:00",
        "Thu 09:00",
    ]


async def test_what_one_notes_for_oneself_is_dropped_by_oneself_and_tells_nobody(desk: Desk) -> None:
    await noted(desk, owner=ANA, about=About(), due=date(2026, 12, 12))
    (own,) = await messages(desk, ANA)
    assert own.text.splitlines()[1:] == [
        "☑️ *Write the quarantine rule*, by *Sat 12 Dec*",
        "Noted on Tue 1 Dec. Noted by you.",
        *buttons(own),
        "I remind you on Fri 11 Dec, at 09:00 your time.",
    ]
    assert buttons(own) == ["Done", "Change the date", "Snooze", "Hand on", "Drop it"]
    assert [line[:9] for line in await rings(desk, december(11), december(14), december(16))] == ["Fri 09:00"]
    await press(desk, ANA, "Drop it")
    assert (await messages(desk, ANA))[0].text.endswith("You dropped it: there is nothing to do.")
    assert len(await messages(desk, ANA)) == 1


async def test_refine_actions_lists_those_of_the_channel_with_what_each_may_do(desk: Desk) -> None:
    for n in range(22):
        await noted(desk, text=f"Thing no {n}.", due=DUE + timedelta(days=n))
    other = await noted(desk, text="Elsewhere", channel="C0ELSE")
    listed = (await desk.command(ANA, "/refine actions", GUILD)).message
    assert "Elsewhere" not in text_of(listed)
    assert "*Thing no 0.*, by *Tue 8 Dec*\nBen has not answered yet" in text_of(listed)
    assert "1 to 20 of 22." in text_of(listed)
    assert list(options_of(listed, "action_items:more")[0]) == ["Done", "Change the date", "Hand on", "Drop it"]
    more = await desk.click(ANA, "action_items:after", "1")
    assert text_of(more.message).count("Thing no ") == 2
    last = options_of(more.message, "action_items:more")[-1]
    asked = await desk.click(BEN, "action_items:more", last["Done"].replace("done", "accept"))
    assert "21 to 22 of 22." in text_of(asked.message)
    assert text_of((await desk.click(ANA, "action_items:before", "0")).message) == text_of(listed)
    mine = (await desk.command(BEN, "/refine actions", GUILD)).message
    (menu, *_) = options_of(mine, "action_items:more")
    assert list(menu) == ["Accept", "Done", "Change the date", "Hand on", "Not mine"]
    told = await desk.click(BEN, "action_items:more", menu["Not mine"])
    assert "Nobody has it; Ben was the last" in text_of(told.message)
    theirs = (await desk.command(CHLOE, "/refine actions", GUILD)).message
    assert options_of(theirs, "action_items:more") == [{"I take it": menu["Not mine"].replace("decline", "take")}]
    taken = await desk.click(CHLOE, "action_items:more", menu["Not mine"].replace("decline", "take"))
    assert "*Thing no 0.*, by *Tue 8 Dec*\nChloé" in text_of(taken.message)
    late = await desk.click(BEN, "action_items:more", menu["Not mine"].replace("decline", "take"))
    assert "<@U0CHLOE> has it by now." in text_of(late.message)
    assert "Not mine" in options_of((await desk.command(CHLOE, "/refine actions", GUILD)).message, "action_items:more")[0]
    form = await desk.click(BEN, "action_items:more", f"due:{other}")
    assert form.form["callback_id"] == "action_items:due"
    assert "I do not find this action item" in (await desk.click(BEN, "action_items:more", "paint:it")).text
    assert "Nothing is to be done here." in (await desk.command(ANA, "/refine actions", "C0NONE")).text


async def test_another_workspace_neither_sees_nor_changes_it(desk: Desk) -> None:
    named = await noted(desk)
    for verb in ("accept", "done", "drop", "hand_on", "take"):
        told = await desk.click(BEN, f"action_items:{verb}", named, team={"id": STRANGERS})
        assert "I do not find this action item" in told.text
    with pytest.raises(NoSuchActionItem):
        await desk.store.write(actions.give_back, STRANGERS, None, item=named, owner=BEN)
    assert (await the_item(desk, named)).state is State.OFFERED


async def test_whoever_leaves_gives_it_back_to_who_noted_it_once(desk: Desk) -> None:
    named, own = await noted(desk), await noted(desk, owner=BEN, noted_by=BEN, text="Tidy up")
    await desk.store.write(keep_workspace, desk.workspace, None, name="Guild", domain="guild", bot_user=PersonId("U0BOT"))
    await desk.hosts.look()
    assert await messages(desk, ANA) == []
    desk.slack.people[BEN] |= {"deleted": True}
    for _ in range(2):
        desk.clock.advance(timedelta(days=1))
        await desk.hosts.look()
    assert await says(desk, ANA) == ["Ben has left, and nobody has this now: Write the quarantine rule, by Tue 8 Dec"]
    assert [(await the_item(desk, one)).state for one in (named, own)] == [State.DECLINED, State.DROPPED]
    await press(desk, ANA, "I take it")
    assert (await the_item(desk, named)).owner == ANA
    assert (await messages(desk, ANA))[0].text.endswith("You have taken it.")


async def test_where_who_noted_it_has_left_too_the_product_owner_is_asked_once(desk: Desk) -> None:
    named = await noted(desk)
    await desk.store.write(keep_workspace, desk.workspace, None, name="Guild", domain="guild", bot_user=PersonId("U0BOT"))
    for person in (ANA, BEN):
        desk.slack.people[person] |= {"deleted": True}
    await desk.hosts.look()
    assert (await the_item(desk, named)).state is State.DECLINED
    await desk.store.write(keep_team, desk.workspace, None, Team(GUILD, product_owner=CHLOE))
    for _ in range(2):
        desk.clock.advance(timedelta(days=1))
        await desk.hosts.look()
    assert await says(desk, CHLOE) == ["Ana asks you: Write the quarantine rule, by Tue 8 Dec"]
    await press(desk, CHLOE, "Not mine")
    desk.clock.advance(timedelta(days=1))
    await desk.hosts.look()
    assert (await the_item(desk, named)).state is State.DECLINED


async def test_it_follows_a_channel_that_gets_another_id(desk: Desk) -> None:
    named = await noted(desk)
    await desk.store.write(follow_channel, desk.workspace, None, old=GUILD, new="C0NEW")  # type: ignore[arg-type]  # an id
    assert (await the_item(desk, named)).channel == "C0NEW"
    assert "Write the quarantine rule" in (await desk.command(ANA, "/refine actions", "C0NEW")).text


@pytest.fixture
def answers() -> Answering:
    return answers_of(ANSWERED_BY)


async def test_what_its_owner_is_told_of_reminders_follows_its_day_and_theirs(desk: Desk) -> None:
    named = await noted(desk)

    async def told() -> str:
        return (await messages(desk, BEN))[0].text

    assert "I remind you on Mon 7 Dec and on the day" in await told()
    await desk.store.write(actions.change_due, desk.workspace, None, item=named, person=BEN, due=date(2026, 12, 10))
    assert "I remind you on Wed 9 Dec and on the day" in await told()
    wednesday = DayRange(date(2026, 12, 9), date(2026, 12, 9))
    await desk.store.write(lambda unit: set_away(unit, person=BEN, days=wednesday, set_by=BEN, today=DUE), desk.workspace, None)
    assert "I remind you on the day, at 09:00" in await told()
    await desk.store.write(_works_without_thursdays, desk.workspace, None)
    assert "I remind you" not in await told(), "the day before is Wednesday the 9th, on which Ben is away"
    await press(desk, BEN, "Accept")
    await press(desk, BEN, "Done")
    assert "remind" not in await told()


def _works_without_thursdays(unit: Unit) -> None:
    keep_settings(unit, GUILD, TeamSettings(weekdays=frozenset([0, 1, 2, 4])))
    unit.emit(TeamDatesChanged(GUILD))


async def test_one_is_noted_by_hand_from_the_list_or_as_it_is_typed(desk: Desk) -> None:
    listed = await desk.command(ANA, "/refine actions")
    form = (await desk.click(ANA, "action_items:add", value_of(listed.message, "action_items:add"))).form
    assert "Say in a few words" in str((await desk.submit(ANA, form, {"text": " ", "person": BEN})).errors)
    typed = (await desk.command(ANA, "/refine actions add Write the quarantine rule")).form
    desk.slack.people["U0GUEST"] = {"is_restricted": True}
    assert "is a guest here" in (await desk.submit("U0GUEST", typed, {"person": BEN})).text
    saved = await desk.submit(ANA, typed, {"person": BEN, "due": "2026-12-08"})
    assert "Noted. <@U0BEN> is asked in a direct message." in text_of(saved.form)
    assert await says(desk, BEN) == ["Ana asks you: Write the quarantine rule, by Tue 8 Dec"]
    assert "Noted on Tue 1 Dec. Noted by Ana." in (await messages(desk, BEN))[0].text
    assert "Write the quarantine rule" in (await desk.command(CHLOE, "/refine actions")).text
