"""A team refines: the queue filled and ordered, a session with an estimate, a split and a summary, then a forecast."""

import re
from datetime import timedelta

from tests.end_to_end import scene
from tests.end_to_end.conftest import People
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES, Person
from tests.end_to_end.strip import Strip

CHECKOUT = "C0CHECKOUT"
WEDNESDAY = 2
CSV = """Key,Summary,Description,Acceptance criteria,Story points
PAY-1,Pay by invoice,Shops ask for it every week,,
PAY-2,Save a card,Half of the buyers come back,"The card is shown by its last digits
It can be removed",5
PAY-3,Refund a part,Support does it by hand,,
,"Say why a payment failed, in words",,,
"""


def test_the_product_owner_fills_the_queue_from_a_csv_and_orders_it(people: People) -> None:
    ana, ben = people("Ana", "Ben", channel=CHECKOUT)
    ana.says("/refine po @ana")
    ana.sees("Product Owner", ana.told)
    ben.says("/refine import")
    ben.fills("List or CSV", CSV)
    ben.form.get_by_role("button", name="Preview", exact=True).click()
    for line in (
        "4 new items",
        "Line 3: Save a card  ·  PAY-2  ·  5  ·  2 criteria",
        "Line 6: Say why",
        "Nothing is imported yet.",
    ):
        ben.sees(line, ben.form)
    ben.form.get_by_role("button", name="Import 4", exact=True).click()
    ben.sees("4 items added.", ben.form)
    ben.closes()
    ana.says("/refine queue")
    ana.sees("4. Say why a payment failed, in words", ana.told)
    ana.presses("Show here", ana.told)
    ben.sees("1. Pay by invoice")
    ana.chooses("To the top", ana.of_the_app.last.locator(".section", has_text="Refund a part"))
    for person in (ana, ben):
        person.sees("1. Refund a part")
        person.sees("2. Pay by invoice")
    ben.chooses("To the top", ben.of_the_app.last.locator(".section", has_text="Save a card"))
    ben.sees(
        "Only @Ana Torres (Product Owner) or an admin can order what is refined next, share it, and decide on proposals.",
        ben.told,
    )
    ben.sees("1. Refund a part")


def test_an_estimate_is_hidden_until_all_have_answered_whatever_happens_to_the_bot(
    people: People, strip: Strip, demo: RunningDemo
) -> None:
    ana, ben, dev = refining(people, demo, "Pay by invoice | Shops ask for it", "Save a card")
    ana.says('/refine start "Checkout" for 1h')
    for person in (ben, dev):
        person.sees("Pay by invoice")
        person.presses("I'm here")
    scene.presses(demo, "Chloé", "check_in", "refinement:session", CHECKOUT)
    ana.sees("Here (4)")
    ben.presses("Criterion")
    ben.fills("Acceptance criterion", "The invoice is there within a minute")
    ben.sends("Save")
    ana.sees("☐ The invoice is there within a minute")
    ana.presses("Estimate")
    ben.sees("how large is it?")
    estimates(ben, "5", "The tax rules")
    ana.sees("1 of 3 has answered: Ben")
    for other in ("Ana", "Chloé", "Dev"):
        assert "tax rules" not in str(demo.view(NAMES[other])), other
    strip.pulls_the_plug()
    estimates(dev, "8", "")
    scene.estimates(demo, "Chloé", "5", CHECKOUT)
    for person in (ana, ben, dev):
        person.sees("round 1")
        person.sees("Ben says 5: “The tax rules”")
    ana.presses("Agree on 5")
    ben.sees("Size 5")


def test_a_split_what_is_ready_and_what_changed_stand_in_the_summary_and_the_queue(people: People, demo: RunningDemo) -> None:
    ana, ben, dev = refining(people, demo, "Pay by invoice | Shops ask for it", "Save a card", "Refund a part")
    ana.says('/refine start "Checkout" for 1h')
    ben.presses("I'm here")
    ana.sees("Here (2)")
    ben.presses("Split")
    ben.fills("Parts, one a line", "Pay by invoice in the EU\nPay by invoice elsewhere")
    ben.sends("Save")
    ana.presses("Criterion")
    ana.fills("Acceptance criterion", "The invoice is there within a minute")
    ana.sends("Save")
    ben.sees("☐ The invoice is there within a minute")
    ben.presses("Ready")
    dev.sees("Item 2")
    ben.presses("Next")
    dev.sees("Item 3 of 5")
    ana.chooses("Finish the session")
    ana.sees("ends now for everyone", ana.form)
    ana.sends("Finish")
    for person in (ana, ben, dev):
        person.sees("Checkout: what changed")
        person.sees("criterion: The invoice is there within a minute")
        person.sees("split off: Pay by invoice elsewhere")
    dev.says("/refine queue")
    for line in (
        "1. Pay by invoice in the EU",
        "2. Pay by invoice elsewhere",
        "3. Save a card",
        "Pay by invoice  ·  #1  ·  ready ✓",
    ):
        dev.sees(line, dev.told)


def test_a_history_that_is_imported_answers_when_all_of_it_is_done(people: People, demo: RunningDemo) -> None:
    demo.goes_to_noon_of(lambda day: day.weekday() == WEDNESDAY)
    ana, ben = people("Ana", "Ben", channel=CHECKOUT)
    today = demo.now().date()
    days = [today - timedelta(days=7 * week + day) for week in range(12) for day in (1, 2, 5)]
    ana.says("/refine import")
    ana.fills("List or CSV", "\n".join(["title,done", *(f"Item of {day},{day}" for day in days)]))
    ana.form.get_by_role("button", name="Preview", exact=True).click()
    ana.sees("36 new items", ana.form)
    ana.form.get_by_role("button", name="Import 36", exact=True).click()
    ana.sees("36 items added.", ana.form)
    ana.closes()
    ana.says("/refine forecast 20 items")
    ana.sees("20 items: when?", ana.told)
    for line in ("(36 items done on 58 working days)", "A forecast, not a commitment."):
        ana.sees(line, ana.told)
    days_told = re.findall(r"(\d\d) %  by (\w{3} \d+ \w+(?: \d+)?)", ana.told.inner_text())
    assert [percent for percent, _ in days_told] == ["50", "85", "95"], ana.told.inner_text()
    ana.presses("Share", ana.told)
    for percent, day in days_told:
        ben.sees(f"{percent} %  by {day}")
    ben.sees("Asked by Ana on")


def estimates(person: Person, card: str, reason: str) -> None:
    person.presses("Estimate")
    person.picks("Size", card)
    person.fills("Why", reason)
    person.sends("Answer")


def refining(people: People, demo: RunningDemo, *items: str) -> list[Person]:
    """Ana, Product Owner of a team of three Developers, with items in the queue; Chloé has no pane."""
    demo.act("invite_bot", NAMES["Ana"], channel=CHECKOUT)
    demo.act("join", NAMES["Chloé"], channel=CHECKOUT)
    scene.types(demo, NAMES["Ana"], "po @ana", "/refine", CHECKOUT)
    for item in items:
        scene.types(demo, NAMES["Ana"], f"add {item}", "/refine", CHECKOUT)
    return people("Ana", "Ben", "Dev", channel=CHECKOUT)
