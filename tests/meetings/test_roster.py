"""Correcting who was there: the roster, the summary and the names of those whom nobody has seen, on both engines."""

from datetime import timedelta
from functools import partial
from typing import Any

from bot.core.ids import PersonId
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.exporting import read_record
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.values import Wishes
from bot.meetings.actions import state_roster
from bot.meetings.listeners.signing import read_sheet
from bot.meetings.rules.roster import Word
from bot.meetings.rules.totals import Attended, totals
from bot.meetings.rules.values import NewMeeting
from bot.words.words import words_for
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.drawing import hold_message, told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, TEN, minutes

ENGLISH = words_for("en-GB", "Europe/Madrid")


async def ended(desk: Desk) -> None:
    """Hold a meeting of Ana, Ben and Chloé about one topic."""
    await desk.talks("one")
    await desk.waits(timedelta(hours=1))


async def states(desk: Desk, person: str, minutes: int) -> dict[str, str]:
    """State somebody's minutes as Ana, the host; return what was refused."""
    form = (await desk.presses("Correct attendance (host)", await desk.board(), ANA)).form
    return (await desk.sends(form, ANA, person=person, minutes=str(minutes), reason="on the call")).errors


async def roster(desk: Desk) -> str:
    return told(await desk.shows(CEREMONY.kinds.roster, (await desk.meeting()).id))


async def test_who_is_added_stands_in_the_summary_and_who_is_taken_off_does_not(desk: Desk) -> None:
    await ended(desk)
    assert "host Ana · with Ben, Chloé" in told(await desk.board())
    await states(desk, DEV, 20)
    await states(desk, BEN, 0)
    hold_message(await desk.board())
    assert "host Ana · with Chloé, Dev" in told(await desk.board())


async def test_who_is_taken_off_is_shown_so_and_not_as_somebody_of_no_minutes(desk: Desk) -> None:
    await ended(desk)
    await states(desk, BEN, 0)
    await states(desk, CHLOE, 20)
    shown = (await roster(desk)).splitlines()
    assert "Ben  ·  _taken off_" in shown
    assert "Chloé  20 min  ·  _corrected_" in shown
    assert not any("0 min" in line.split("  ") for line in shown)


async def test_somebody_whom_nobody_has_seen_has_a_name(desk: Desk) -> None:
    await ended(desk)
    desk.slack.people["U0NEWBIE"] = {"profile": {"display_name": "Nora"}}
    await states(desk, "U0NEWBIE", 20)
    assert "Nora  20 min" in await roster(desk)
    assert "with Ben, Chloé, Nora" in told(await desk.board())
    await states(desk, "U0NEWBIE", 0)
    assert "Nora  ·  _taken off_" in await roster(desk)


async def test_an_app_is_refused_beside_the_field(desk: Desk) -> None:
    await ended(desk)
    desk.slack.people["U0CORTADO"] = {"name": "cortado", "is_bot": True}
    assert await states(desk, "U0CORTADO", 20) == {"person": "That is an app, not a person. Choose a person."}
    assert "U0CORTADO" not in await roster(desk)


async def test_a_host_who_never_came_is_said_not_to_have_been_there(desk: Desk) -> None:
    new = NewMeeting(GUILD, "Platform guild", ANA, "Europe/Madrid", settle(Wishes(length=minutes(10))))
    await desk.act(actions.open_meeting, new=new, host_is_here=False)
    await desk.types("topic one", BEN)
    for person in (BEN, CHLOE):
        await desk.presses("I'm here", await desk.board(), person)
    await desk.waits(timedelta(hours=1))
    assert "host Ana (not there) · with Ben, Chloé" in told(await desk.board())
    await states(desk, ANA, 5)
    assert "host Ana · with Ben, Chloé" in told(await desk.board())


async def test_all_that_is_wrong_with_a_correction_is_told_at_once(desk: Desk) -> None:
    await ended(desk)
    desk.slack.people["U0CORTADO"] = {"name": "cortado", "is_bot": True}
    form = (await desk.presses("Correct attendance (host)", await desk.board(), ANA)).form
    refused = (await desk.sends(form, ANA, person="U0CORTADO", minutes="900", reason=" ")).errors
    assert set(refused) == {"person", "minutes", "reason"}


async def test_the_roster_has_full_names_and_two_of_one_name_are_told_apart(desk: Desk) -> None:
    for person, real, handle in ((BEN, "Ana Vega", "ana.b"), (CHLOE, "Ana Vega", "ana.c"), (ANA, "Ada Byron", "ada")):
        desk.slack.people[person] = {"name": handle, "profile": {"display_name": "Ana", "real_name": real}}
    desk.real.advance(timedelta(days=1))
    for person in (ANA, BEN, CHLOE):
        await desk.types("help", person)
    await desk.settled()
    await desk.talks("Flaky tests")
    await desk.waits(timedelta(minutes=10))
    await desk.cancels()
    roster = str(await desk.shows(CEREMONY.kinds.roster, (await desk.meeting()).id))
    for name in ("Ana Vega (@ana.b)", "Ana Vega (@ana.c)", "Ada Byron"):
        assert name in roster


async def form_of(desk: Desk) -> dict[str, Any]:
    return (await desk.presses("Correct attendance (host)", await desk.board(), ANA)).form


def fields_of(form: dict[str, Any]) -> dict[str, str]:
    """Return the labels of a form's fields by their blocks."""
    return {block["block_id"]: block["label"]["text"] for block in form["blocks"] if block["type"] == "input"}


async def test_the_form_lists_everybody_with_their_minutes_and_corrects_several_at_once(desk: Desk) -> None:
    await ended(desk)
    form = await form_of(desk)
    listed = [(block, label) for block, label in fields_of(form).items() if block.startswith("of:")]
    assert [label for _, label in listed] == ["Ana", "Ben", "Chloé"]
    ben, chloe = (block for block, label in listed if label in ("Ben", "Chloé"))
    assert (await desk.sends(form, ANA, **{ben: "5", chloe: "0"})).errors == {"reason": "Say in a few words why."}
    assert (await desk.sends(form, ANA, **{ben: "5", chloe: "0", "reason": "left early"})).errors == {}
    shown = (await roster(desk)).splitlines()
    assert "Ben  5 min  ·  _corrected_" in shown
    assert "Chloé  ·  _taken off_" in shown
    assert next(line for line in shown if line.startswith("Ana")).endswith(" min")


async def test_a_form_in_which_nothing_was_changed_changes_nothing(desk: Desk) -> None:
    await ended(desk)
    before = await roster(desk)
    assert (await desk.sends(await form_of(desk), ANA)).errors == {}
    assert await roster(desk) == before


async def test_who_was_on_the_call_and_is_not_in_slack_stands_on_roster_sheet_and_form(desk: Desk) -> None:
    await ended(desk)
    assert (
        await desk.sends(await form_of(desk), ANA, guest="Petra <Nowak>", guest_minutes="12", reason="on the call")
    ).errors == {}
    assert "Petra &lt;Nowak&gt;  12 min  ·  _not in Slack_" in await roster(desk)
    assert "give them the claim link" in await roster(desk)
    assert "Petra" not in told(await desk.board())
    sheet, there = await desk.read(
        partial(read_sheet, ceremony=CEREMONY, meeting=(await desk.meeting()).id, person=ANA, words=ENGLISH)
    )
    assert ("Petra <Nowak>", "12") in [(row[1], row[2]) for row in sheet.table.rows]
    assert len(there) == 3
    form = await form_of(desk)
    (block,) = [block for block, label in fields_of(form).items() if label == "Petra <Nowak> (not in Slack)"]
    await desk.sends(form, ANA, guest="PETRA <nowak>", guest_minutes="20", reason="for longer")
    assert "PETRA &lt;nowak&gt;  20 min" in await roster(desk)
    form = await form_of(desk)
    (block,) = [block for block in fields_of(form) if block.startswith("guest_of:")]
    await desk.sends(form, ANA, **{block: "0", "reason": "somebody else"})
    assert "nowak" not in (await roster(desk)).lower()


async def test_what_is_wrong_with_a_roster_is_said_beside_its_fields_at_once_and_nothing_is_changed(desk: Desk) -> None:
    await ended(desk)
    before, form = await roster(desk), await form_of(desk)
    ben = next(block for block, label in fields_of(form).items() if label == "Ben")
    errors = (await desk.sends(form, ANA, **{ben: "999", "guest": "x" * 81, "guest_minutes": "many", "reason": "so"})).errors
    assert sorted(errors) == sorted([ben, "guest", "guest_minutes"])
    errors = (await desk.sends(form, ANA, minutes="5", guest_minutes="5", reason="so")).errors
    assert errors == {
        "person": "Whose minutes are these? Choose the person.",
        "guest": "Whose minutes are these? Write the name.",
    }
    assert (await desk.sends(form, ANA, person=DEV, reason="so")).errors.keys() == {"minutes"}
    assert await roster(desk) == before


async def test_a_roster_is_stated_by_its_hosts_alone(desk: Desk) -> None:
    await ended(desk)
    form = await form_of(desk)
    told = await desk.sends(form, BEN, guest="Petra", guest_minutes="5", reason="so")
    assert f"Only the host, <@{ANA}>, can do this." in told.text


async def test_more_people_than_a_form_has_room_for_are_chosen_below(desk: Desk) -> None:
    await ended(desk)
    meeting = await desk.meeting()
    many = {PersonId(f"U0P{n:03}"): 1 for n in range(70)}
    word = Word(many, {"Petra": 5}, "a large room")
    await desk.act(state_roster, ceremony=CEREMONY, meeting=meeting.id, person=ANA, word=word)
    form = await form_of(desk)
    assert len([block for block in fields_of(form) if block.startswith("of:")]) == 60
    assert "More people than fit are on this roster" in str(form)


async def test_guests_count_in_the_totals_of_a_series(desk: Desk) -> None:
    held = [
        Attended(TEN, {ANA: 30}, {"petra": 10}),
        Attended(TEN + minutes(60), {ANA: 20, BEN: 20}, {"petra": 5, "noor": 5}),
    ]
    found = totals(held)
    assert (found.people, found.minutes) == (4, 90)
    assert [(one.began, one.people, one.minutes) for one in found.dates] == [(TEN + minutes(60), 4, 50), (TEN, 2, 40)]


async def test_a_guest_of_the_call_is_asked_nothing_and_earns_nothing(desk: Desk) -> None:
    await ended(desk)
    before = len(await desk.shown())
    await desk.sends(await form_of(desk), ANA, guest="Petra", guest_minutes="12", reason="on the call")
    await desk.tick.run()
    asked = {one.place for one in await desk.shown() if one.screen.startswith("seu:")}
    assert asked <= {ANA, BEN, CHLOE}
    assert len(await desk.shown()) >= before


async def test_the_record_names_guests_of_the_call_to_its_hosts_alone(desk: Desk) -> None:
    await ended(desk)
    await desk.sends(await form_of(desk), ANA, guest="Petra", guest_minutes="12", reason="on the call")
    meeting = (await desk.meeting()).id
    named = {
        person: [(one.name, one.minutes) for one in (await desk.read(read_record, meeting, person, ENGLISH))[0].came]
        for person in (ANA, BEN)
    }
    assert ("Petra", 12) in named[ANA]
    assert "Petra" not in [name for name, _ in named[BEN]]
