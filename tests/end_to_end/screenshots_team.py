"""The pictures of a team and its Sprints: who is who, its days, the Sprint's events, what it promised and shares."""

from datetime import timedelta

from tests.end_to_end.album import Album
from tests.end_to_end.browser import seat
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import NAMES, Person
from tests.end_to_end.screenshots_refining import CHECKOUT, GOAL, ITEMS, NAME, WEDNESDAY, imports, refine
from tests.end_to_end.strip import GUILD, Strip


def play(demo: RunningDemo, album: Album) -> None:
    """Set up a team, plan its Sprints, note what somebody promises, and go to Sprint Planning."""
    demo.goes_to_noon_of(lambda day: day.weekday() == WEDNESDAY)
    demo.act("invite_bot", NAMES["Ana"], channel=CHECKOUT)
    demo.act("invite_bot", NAMES["Ana"], channel=GUILD)
    demo.act("join", NAMES["Chloé"], channel=CHECKOUT)
    for line in ("po @ana", f"goal {GOAL}"):
        refine(demo, line)
    ana, ben = seat(album.stage, demo, "Ana", "Ben", channel=CHECKOUT)
    imports(ana, ITEMS)
    ana.form.get_by_role("button", name="Import 5", exact=True).click()
    ana.sees("5 items added.", ana.form)
    ana.closes()
    for key in ("PAY-52", "PAY-44"):
        refine(demo, f"ready {key}")
    set_up(album, ana)
    plan(demo, album, ana)
    find_out(demo, album, ana, ben)
    promise(demo, album, ana, ben)
    go_to_planning(album, Strip(album.stage, demo), ana)


def set_up(album: Album, ana: Person) -> None:
    """Say who is who, and which days are free."""
    ana.says("/refine team")
    ana.sees("Developers", ana.form)
    album.keep_form("team", ana)
    ana.closes()
    ana.says("/refine settings")
    ana.presses("Our days …", ana.form)
    ana.picks("Public holidays of", "Spain")
    ana.picks("Region", "Madrid (MD)")
    ana.fills("Our own free days", "28 Dec – 2 Jan")
    ana.form.get_by_role("button", name="Save", exact=True).click()
    ana.sees("Public holidays: Spain, Madrid (MD)", ana.form)
    album.keep_form("settings", ana)
    ana.closes()


def plan(demo: RunningDemo, album: Album, ana: Person) -> None:
    """Plan Sprints, with their goal, and a reminder with an agenda."""
    ana.says(f"/sprint 2 weeks from {demo.now() + timedelta(days=5):%-d %B}")
    ana.sees("Events of Sprint 1", ana.told)
    album.keep_told("sprint-preview", "Ana", NAME)
    ana.presses("Save", ana.told)
    ana.sees("Saved", ana.told)
    ana.says("/sprint goal Buyers who come back save their card")
    ana.says("/refine remind every thursday at 10:00 https://meet.example/refine")
    ana.sees("Every Thursday", ana.told)
    ana.presses("Save", ana.told)
    ana.sees("Saved: Every Thursday", ana.told)
    refine(demo, "agenda Who tells the shops?")
    demo.shows("Who tells the shops?")
    album.keep_message("agenda", "Ben", NAME)
    ana.says("/refine reminders")
    ana.chooses("Change …", ana.told)
    ana.sees("Pause until", ana.form)
    album.keep_form("change", ana)
    ana.closes()


def find_out(demo: RunningDemo, album: Album, ana: Person, ben: Person) -> None:
    """Make an item an experiment, edit one, share the list with stakeholders, be away."""
    ana.says("/refine experiment 2")
    ana.fills("We believe that", "a saved card brings buyers back")
    ana.fills("Measured by", "orders by returning buyers, up by 5 %")
    ana.fills("Looked at on", f"{demo.now() + timedelta(days=40):%Y-%m-%d}")
    album.keep_form("experiment", ana)
    ana.form.get_by_role("button", name="Save", exact=True).click()
    ana.sees("a saved card brings buyers back", ana.form.locator(".words").last)
    ana.closes()
    ana.says("/refine share #guild")
    demo.shows("What #team-checkout refines next")
    album.keep_message("share", "Ben", "guild")
    ben.goes_to("Home")
    ben.presses("I'm away", ben.pane.locator(".home"))
    album.keep_form("away", ben)
    ben.closes()
    ben.goes_to(NAME)


def promise(demo: RunningDemo, album: Album, ana: Person, ben: Person) -> None:
    """Ask for what is not known, in a refinement: an action item of Ben."""
    ana.says('/refine start "Checkout" for 1h')
    ben.presses("I'm here")
    ana.sees("Here (2)")
    ana.presses("Needs info")
    ana.fills("What is to be found out", "Which countries first?")
    ana.picks("Who finds it out", "Ben Okafor")
    ana.fills("By when", f"{demo.now() + timedelta(days=6):%Y-%m-%d}")
    ana.sends("Save")
    ben.goes_to("Cortado")
    ben.sees("Which countries first?")
    album.keep_message("action-item", "Ben", "Cortado")
    ben.presses("Accept")
    ben.goes_to(NAME)
    ana.chooses("Finish the session")
    ana.sends("Finish")
    ana.sees("what changed")
    ana.says("/refine actions")
    ana.sees("Which countries first?", ana.told)
    album.keep_told("actions", "Ana", NAME)


def go_to_planning(album: Album, strip: Strip, ana: Person) -> None:
    """Go to the card of Sprint Planning, past what the Product Owner is told on the way, and into the Sprint."""
    strip.goes_on_until("Sprint Planning", CHECKOUT)
    album.keep_message("planning", "Ana", NAME)
    album.keep_on_a_phone("planning-phone", "Ana", CHECKOUT)
    album.keep_message("nudge", "Ana", "Cortado")
    strip.goes_on_until("Sprint Planning begins", CHECKOUT)
    ana.says("/sprint")
    ana.sees("day 1 of", ana.told)
    album.keep_told("sprint", "Ana", NAME)
