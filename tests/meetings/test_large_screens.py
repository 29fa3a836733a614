"""What a refinement's host meets, of long titles and many people: handed over, beside others, in a thread, over, corrected."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.core.ids import PersonId
from bot.features.refinement import FEATURE
from bot.features.refinement.kinds import SESSION
from bot.features.refinement.store.sessions import find
from bot.meetings.rules.values import MOST_COHOSTS, Meeting
from bot.store.unit import Read
from tests.features.desk import Shown, Told, value_of
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, BEN, GUILD, minutes

TITLE = "Invoices &amp; &lt;payments&gt; of Europe \N{EM DASH} checkout, and what the bookkeepers of every shop need"
NAME = "Dr. Ana-Sofía & <Søren> van der Meulen, "
PEOPLE = [PersonId(f"U0MANY{number:02}") for number in range(30)]


@dataclass
class Hall:
    """A refinement of a long title, of many people with long names."""

    desk: Desk
    people: list[PersonId] = field(default_factory=lambda: PEOPLE)

    async def board(self) -> Shown:
        return (await self.desk.shown(SESSION.board.name))[-1]

    async def presses(self, verb: str, person: PersonId = ANA) -> Told:
        action = f"refinement:session:{verb}"
        return await self.desk.click(person, action, (await self.board()).value(action))

    async def starts(self, options: str = "keep minutes") -> None:
        told = await self.desk.command(ANA, f'/refine start "{TITLE}" {options}')
        assert told.nothing, told.text

    async def is_full(self) -> None:
        for person in [ANA, *self.people]:
            await self.presses("check_in", person)

    async def closes(self) -> None:
        """Let an hour pass, and have the session close by itself."""
        for _ in range(8):
            self.desk.clock.advance(minutes(10))
            await self.desk.tick.run()

    async def session(self) -> Meeting:
        def found(read: Read, subject: Any) -> Meeting:
            meeting = find(read, subject)
            assert meeting is not None
            return meeting

        return await self.desk.read(found, (await self.board()).subject)


@pytest.fixture
async def hall(desk: Desk) -> Hall:
    """Three items of long titles wait in the channel."""
    desk.slack.people |= {
        person: {"profile": {"display_name": f"{NAME}{number}", "real_name": f"{NAME}{number}"}}
        for number, person in enumerate(PEOPLE)
    }
    for number in range(3):
        await desk.command(BEN, f"/refine add {number} {TITLE}")
    return Hall(desk)


async def test_the_forms_about_hosting_name_the_whole_title_and_all_who_host(hall: Hall) -> None:
    await hall.starts()
    beside = PEOPLE[:MOST_COHOSTS]
    named = await hall.desk.command(ANA, f"/refine cohost {' '.join(f'<@{person}>' for person in beside)}")
    assert all(person in named.text for person in beside)
    form = (await hall.desk.command(ANA, "/refine cohost")).form
    assert form["callback_id"] == "refinement:session:cohosts"
    assert form["blocks"][1]["element"]["initial_users"] == beside
    form = (await hall.desk.command(ANA, "/refine handover")).form
    assert form["callback_id"] == "refinement:session:hand_over_meeting"
    assert "Invoices &amp; &lt;payments&gt;" in form["blocks"][0]["text"]["text"]
    await hall.desk.sends(form, ANA, person=PEOPLE[9])
    handed = await hall.desk.the(SESSION.handed.name)
    assert (handed.place, "You host it now." in handed.text) == (PEOPLE[9], True)


async def test_who_was_there_is_corrected_in_a_form_of_many_and_a_refused_summary_goes_to_the_host(hall: Hall) -> None:
    await hall.starts()
    await hall.is_full()
    await hall.closes()
    roster = await hall.desk.the(SESSION.roster.name)
    form = (await hall.desk.presses("Correct", roster.payload, ANA)).form
    assert form["callback_id"] == "refinement:session:roster"
    assert all(f"Meulen, {number}" in str(form) for number in range(3))
    subject, instead = (await hall.board()).subject, FEATURE.instead
    assert instead is not None
    await hall.desk.act(lambda unit: instead(unit, SESSION.board, subject))
    summary = await hall.desk.the(SESSION.summary.name)
    assert (summary.place, f"I could not post this in <#{GUILD}>" in summary.text) == (ANA, True)
    assert "Invoices &amp; &lt;payments&gt;" in summary.text


async def test_a_thread_of_a_refinement_has_a_head_with_its_whole_title(hall: Hall) -> None:
    await hall.desk.types('start "Guild"', BEN)
    offer = await hall.desk.command(ANA, f'/refine start "{TITLE}"')
    button = "refinement:session:in_thread"
    await hall.desk.click(ANA, button, value_of(offer.message, button))
    head = await hall.desk.the(SESSION.anchor.name)
    assert "in this thread, host" in head.text
    assert "Invoices &amp; &lt;payments&gt;" in head.text
