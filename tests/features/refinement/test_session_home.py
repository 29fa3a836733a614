"""A running refinement, and one that waits behind it, on the Home of those whom they concern."""

from bot.features.refinement.screens import home_rows
from bot.words.words import words_for
from tests.features.desk import ANA, BEN, Desk, value_of


async def test_the_home_shows_the_refinement_that_runs_and_what_is_queued_behind_it(desk: Desk) -> None:
    desk.slack.people = {person: {} for person in (ANA, BEN)} | {"U0BOT": {"is_bot": True}}
    await desk.command(BEN, "/refine add Save a card")
    assert (await desk.command(ANA, '/refine start "Checkout"')).nothing
    offer = await desk.command(BEN, '/refine start "Later"')
    await desk.click(BEN, "refinement:session:queue", value_of(offer.message, "refinement:session:queue"))
    words = words_for("en-GB", "Europe/London")
    ana, ben = [await desk.store.read(home_rows, desk.workspace, person, words) for person in (ANA, BEN)]
    assert "*Now:* Checkout, in <#C0GUILD>" in " ".join(row.text for row in ana)
    assert "Later  <#C0GUILD>, when the running one has ended" in [row.text for row in ben]
