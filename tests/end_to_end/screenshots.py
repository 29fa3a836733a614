"""The pictures of the README and the docs, taken of the running demo: `python -m tests.end_to_end.screenshots [part …]`."""

import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from tests.end_to_end import (
    screenshots_coffee,
    screenshots_learning,
    screenshots_ledger,
    screenshots_refining,
    screenshots_team,
    screenshots_workspaces,
)
from tests.end_to_end.album import IMAGES, Album
from tests.end_to_end.browser import seat
from tests.end_to_end.demo import RunningDemo, started_demo
from tests.end_to_end.people import Person
from tests.end_to_end.strip import GUILD, Strip
from tests.fakes.browser import open_browser

OTHERS = {"Inés Vidal": "more", "Jonas Weber": "more", "Kwame Mensah": "neutral", "Lea Novak": "next"}
"""Who else is in the meeting, and the thumb of each: with Ana and Ben up and Chloé down that is 4 👍 1 ✊ 2 👎."""


def main(names: list[str]) -> None:
    """Play each part in an empty demo, or those that are named, and keep what is worth seeing."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    parts = {
        "meetings": play,
        "coffee": screenshots_coffee.play,
        "refining": screenshots_refining.play,
        "team": screenshots_team.play,
        "learning": screenshots_learning.play,
        "ledger": screenshots_ledger.play,
        "workspaces": screenshots_workspaces.play,
    }
    options = {"workspaces": ("--workspaces",)}
    with open_browser() as browser:
        for name in names or parts:
            with tempfile.TemporaryDirectory() as folder, started_demo(Path(folder), *options.get(name, ())) as demo:
                parts[name](demo, Album(browser, demo))


def play(demo: RunningDemo, album: Album) -> None:
    """Hold a meeting of a series with seven people, then plan a refinement."""
    demo.goes_to_noon_of(lambda day: day.day == 10)
    ana, ben, chloe = seat(album.stage, demo, "Ana", "Ben", "Chloé")
    strip = Strip(album.stage, demo)
    others = invite(demo)
    collect_and_announce(strip, ana, ben, chloe)
    album.keep_message("series", "Ana", "guild")

    strip.goes_on_until("Gathering.")
    for person in (ana, ben, chloe):
        person.presses("I'm here")
    for one in others:
        press(demo, one, "lean_coffee:check_in")
    ana.sees("Here (7)")
    album.keep_message("board", "Ben", "guild")

    vote(demo, album, ana, ben, chloe)
    strip.goes_on_until("box 1 of 3")
    strip.goes_on_until("Time's up")
    give_thumbs(demo, others, ana, ben, chloe)
    strip.goes_on_until("three more minutes")
    for person in (ana, ben, chloe):
        person.sees("4 👍  1 ✊  2 👎")
    album.keep("thumbs", album.stage.locator("main.desk"))

    finish(strip, ana, ben, chloe)
    album.keep_message("summary", "Ana", "guild")
    ana.goes_to("Cortado")
    ana.presses("Keep them")
    ana.sees("To log so far")
    album.keep_message("seu", "Ana", "Cortado")
    refine(strip, ana, ben)
    album.keep_message("refinement", "Ana", "team-checkout")
    album.keep_home("home", "Ana")


def invite(demo: RunningDemo) -> list[str]:
    """Let more people into the workspace and the channel; return their ids."""
    found = []
    for name in OTHERS:
        person = demo.http.post(
            "/room/people", json={"name": name.split()[0].lower(), "real_name": name, "tz": "Europe/Madrid"}
        ).json()
        demo.act("join", person["id"], channel=GUILD)
        found.append(person["id"])
    return found


def press(demo: RunningDemo, person: str, action: str) -> None:
    """Press a button of the newest board as somebody who has no pane."""
    talk = next(one for one in demo.view(person)["conversations"] if one["id"] == GUILD)
    board = [one for one in talk["messages"] if one["is_bot"]][-1]
    answer = demo.act("click", person, channel=GUILD, ts=board["ts"], action_id=action)
    assert answer["ok"], answer


def collect_and_announce(strip: Strip, ana: Person, ben: Person, chloe: Person) -> None:
    ana.says('/coffee every first thursday 15:00 Europe/Madrid "Platform guild" for 45m https://meet.example/abc')
    ana.presses("Save")
    ana.sees("Saved", ana.told)
    ben.says("/coffee topic Flaky tests | Third week in a row that main is red on Monday.")
    ben.sees("waits", ben.told)
    ana.says("/coffee topic")
    ana.fills("Topic", "Who owns the review queue?")
    ana.fills("One or two sentences", "Median review time went from 4 h to 2 days.")
    ana.ticks("Anonymous")
    ana.proposes()
    chloe.says("/coffee topic Pairing with Support | They see bugs before we do.")
    chloe.sees("waits", chloe.told)
    strip.goes_on()
    for person in (ben, chloe):
        person.presses("I'm coming")
    ana.sees("Coming (2)")


def vote(demo: RunningDemo, album: Album, ana: Person, ben: Person, chloe: Person) -> None:
    ben.presses("Start voting")
    ana.gives_dots("Flaky tests", "Flaky tests", "Who owns the review queue?")
    chloe.gives_dots("Pairing with Support", "Pairing with Support", "Who owns the review queue?")
    ben.presses("Vote")
    ben.presses_dots("Flaky tests", "Flaky tests", "Who owns the review queue?")
    album.keep("ballot", ben.form)
    ben.sends("Done")


def give_thumbs(demo: RunningDemo, others: list[str], ana: Person, ben: Person, chloe: Person) -> None:
    ana.presses("👍 More")
    ben.presses("👍 More")
    chloe.presses("👎 Next topic")
    for one, thumb in zip(others, OTHERS.values(), strict=True):
        press(demo, one, f"lean_coffee:thumb_{thumb}")
    ana.sees("7 of 7 have answered")


def finish(strip: Strip, ana: Person, ben: Person, chloe: Person) -> None:
    for person, said in ((ben, "Quarantine on the second failure, not the fifth."), (chloe, "Ben writes the rule down.")):
        person.presses("Takeaway")
        person.fills("What do you take with you?", said)
        person.sends("Add")
    strip.goes_on_until("Time's up")
    for person in (ana, ben, chloe):
        person.presses("👎 Next topic")
    strip.goes_on_until("Who owns the review queue?*  ")
    ben.presses("Takeaway")
    ben.fills("What do you take with you?", "The author picks one reviewer; the channel is the fallback.")
    ben.sends("Add")
    strip.goes_on_until("Time's up")
    for person in (ana, ben, chloe):
        person.presses("👎 Next topic")
    strip.goes_on_until("box 1 of 3")
    strip.demo.waits(timedelta(minutes=4))
    ana.ends("Next topic")
    ana.sees("Last call.")
    ana.ends("Finish now")
    ana.sees("what came out")


def refine(strip: Strip, ana: Person, ben: Person) -> None:
    for person in (ana, ben):
        person.goes_to("team-checkout")
    ana.says("/refine remind every other tuesday at 10:00 https://meet.example/refine")
    ana.presses("Save")
    ana.sees("Saved", ana.told)
    strip.goes_on()
    ben.presses("🕑 Late")
    ana.sees("Late: Ben")


if __name__ == "__main__":
    main(sys.argv[1:])
