"""The pictures of a team that refines: queue, session, estimate, forecast, Product Goal, calendar."""

from datetime import timedelta

from tests.end_to_end import scene
from tests.end_to_end.album import Album
from tests.end_to_end.browser import seat
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES, Person

CHECKOUT, NAME = "C0CHECKOUT", "team-checkout"
WEDNESDAY = 2
ITEMS = """key,title,why,criteria,size
PAY-41,Pay by invoice,Every second shop asks for it in its first week,,
PAY-44,Save a card,Half of the buyers come back within a month,"The card is shown by its last four digits
It can be removed",5
PAY-38,Refund a part of an order,Support does it by hand,,
PAY-52,Say why a payment failed,Buyers try the same card again,,3
PAY-29,Receipts in the buyer's language,,,
"""
GOAL = "New customers ship their first order within a day"


def play(demo: RunningDemo, album: Album) -> None:
    """Fill a queue, refine it, look ahead."""
    demo.goes_to_noon_of(lambda day: day.weekday() == WEDNESDAY)
    demo.act("invite_bot", NAMES["Ana"], channel=CHECKOUT)
    demo.act("join", NAMES["Chloé"], channel=CHECKOUT)
    for line in ("po @ana", f"goal {GOAL}"):
        refine(demo, line)
    ana, ben = seat(album.stage, demo, "Ana", "Ben", channel=CHECKOUT)
    fill(demo, album, ana)
    hold(demo, album, ana, ben)
    look_ahead(demo, album, ana)


def refine(demo: RunningDemo, line: str) -> None:
    scene.types(demo, NAMES["Ana"], line, "/refine", CHECKOUT)


def imports(ana: Person, text: str) -> None:
    ana.says("/refine import")
    ana.fills("List or CSV", text)
    ana.form.get_by_role("button", name="Preview", exact=True).click()
    ana.sees("Nothing is imported yet.", ana.form)


def fill(demo: RunningDemo, album: Album, ana: Person) -> None:
    """Import what is to be refined, and what was done in the last twelve weeks."""
    imports(ana, ITEMS)
    album.keep("import", ana.form)
    ana.form.get_by_role("button", name="Import 5", exact=True).click()
    ana.sees("5 items added.", ana.form)
    ana.closes()
    today = demo.now().date()
    # Two to four a week, as a team has it.
    days = [today - timedelta(days=7 * week + day) for week in range(12) for day in (1, 2, 5, 6)[: 2 + week % 3]]
    imports(ana, "\n".join(["title,done", *(f"Done before {number},{day}" for number, day in enumerate(days))]))
    ana.form.get_by_role("button", name=f"Import {len(days)}", exact=True).click()
    ana.sees(f"{len(days)} items added.", ana.form)
    ana.closes()
    refine(demo, "ready PAY-52")
    ana.says("/refine queue")
    ana.sees("1. Pay by invoice", ana.told)
    ana.presses("Show here", ana.told)
    ana.sees("1. Pay by invoice")
    album.keep_message("queue", "Ana", NAME)


def hold(demo: RunningDemo, album: Album, ana: Person, ben: Person) -> None:
    """Refine the first item: a criterion, a question, an estimate in which two are far apart."""
    ana.says('/refine start "Checkout" for 1h')
    ben.presses("I'm here")
    for name in ("Chloé", "Dev"):
        scene.presses(demo, name, "check_in", "refinement:session", CHECKOUT)
    ana.sees("Here (4)")
    ben.presses("Criterion")
    ben.fills("Acceptance criterion", "The invoice is there within a minute")
    ben.sends("Save")
    ana.sees("within a minute")
    ana.presses("Question")
    ana.fills("Question", "Which countries first?")
    ana.sends("Save")
    ben.sees("Which countries first?")
    album.keep_message("refining", "Ana", NAME)
    ana.presses("Estimate")
    ana.sees("how large is it?")
    scene.estimates(demo, "Ben", "3", CHECKOUT, "We have the invoice already, it is only sent.")
    scene.estimates(demo, "Chloé", "5", CHECKOUT)
    scene.estimates(demo, "Dev", "13", CHECKOUT, "Every country taxes it another way.")
    ana.sees("round 1")
    album.keep_message("estimate", "Ana", NAME)
    ben.presses("Vote again")
    for name in ("Ben", "Chloé", "Dev"):
        scene.estimates(demo, name, "8", CHECKOUT)
    ana.presses("Agree on 8")
    ben.sees("Size 8")
    ben.presses("Split")
    ben.fills("Parts, one a line", "Pay by invoice outside the EU")
    ben.sends("Save")
    ana.sees("Item 1 of 5")
    ben.presses("Ready")
    ana.sees("Item 2 of 5")
    ana.chooses("Finish the session")
    ana.sees("ends now for everyone", ana.form)
    ana.sends("Finish")
    ana.sees("what changed")
    album.keep_message("refined", "Ana", NAME)


def look_ahead(demo: RunningDemo, album: Album, ana: Person) -> None:
    """Ask when it is done, where it leads, and have it in one's calendar."""
    ana.says("/refine forecast 15 items")
    ana.sees("15 items: when?", ana.told)
    ana.presses("Share", ana.told)
    ana.sees("Asked by Ana")
    album.keep_message("forecast", "Ana", NAME)
    ana.says("/refine goal")
    ana.presses("Change", ana.told)
    ana.fills("Vision", "Every small shop sells as easily as a large one")
    ana.fills("Strategy", "First the checkout, then what comes after the order")
    ana.form.get_by_role("button", name="Save", exact=True).click()
    ana.sees("Every small shop", ana.form.locator(".words", has_text="Vision"))
    ana.closes()
    ana.says("/refine goal")
    ana.sees("Every small shop", ana.told)
    album.keep_told("goal", "Ana", NAME)
    ana.says(f"/sprint 2 weeks from {demo.now() + timedelta(days=5):%-d %B}")
    ana.presses("Save", ana.told)
    ana.sees("Saved", ana.told)
    ana.goes_to("Home")
    ana.presses("My calendar", ana.pane.locator(".home"))
    ana.presses("Make my link", ana.form)
    ana.sees("Add this link", ana.form)
    ana.picks("Add a channel", f"#{NAME}")
    ana.form.get_by_role("button", name="Add", exact=True).click()
    ana.sees("Sprint Planning", ana.form)
    album.keep("calendar", ana.form)
