"""Correcting who was there: the roster, the summary and the names of those whom nobody has seen, on both engines."""

from datetime import timedelta

from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.rules.settings import settle
from bot.features.lean_coffee.rules.values import Wishes
from bot.meetings.rules.values import NewMeeting
from tests.features.lean_coffee import verbs as actions
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.drawing import hold_message, told
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes


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
