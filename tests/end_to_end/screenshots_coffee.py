"""The pictures of Lean Coffee beside the usual meeting: the demo, tables, what stats say, and one that is asynchronous."""

from datetime import timedelta

from tests.end_to_end import scene
from tests.end_to_end.album import Album
from tests.end_to_end.browser import seat
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.strip import GUILD

HERE = ("Ana", "Ben", "Chloé")
TOPICS = ("Flaky tests", "On-call load", "Who owns the review queue?")
AT_TABLES = 10
"""How many come beside the three: enough for two tables."""


def play(demo: RunningDemo, album: Album) -> None:
    """Watch the demo, count two meetings, hold one asynchronously, then split one into tables."""
    demo.goes_to_noon_of(lambda day: day.weekday() == 0)
    watch(demo, album)
    count(demo, album)
    answer_when_it_suits(demo, album)
    split(demo, album)


def watch(demo: RunningDemo, album: Album) -> None:
    (ana,) = seat(album.stage, demo, "Ana")
    ana.says("/coffee demo")
    ana.sees("plays now in your direct messages", ana.told)
    demo.waits(timedelta(seconds=30))
    ana.goes_to("Cortado")
    ana.sees("Time's up: Flaky tests")
    album.keep_message("demo", "Ana", "Cortado")


def split(demo: RunningDemo, album: Album) -> None:
    scene.starts(demo, HERE, '"Platform guild" vote 1 box 5 for 30m', *TOPICS)
    demo.http.post("/room/crowd", json={"channel": GUILD, "size": AT_TABLES})
    demo.shows(f"Here ({len(HERE) + AT_TABLES})")
    scene.votes(demo, ("Ana", "Ben"), {"Ana": TOPICS[:2], "Ben": TOPICS[:1]})
    ana, ben = seat(album.stage, demo, "Ana", "Ben")
    ana.presses("Split into 2 tables")
    ben.presses("Join table 2")
    ana.sees("At no table yet: Chloé")
    album.keep_message("tables", "Ana", "guild")


def count(demo: RunningDemo, album: Album) -> None:
    for topic in ("Pairing with Support", "Release notes"):
        scene.starts(demo, HERE, '"Platform guild" vote 1 box 5 for 20m', topic)
        scene.votes(demo, HERE, {"Ana": (topic,)})
        demo.waits(timedelta(minutes=30))
        demo.waits(timedelta(days=7))
    (ana,) = seat(album.stage, demo, "Ana")
    ana.says("/coffee stats")
    ana.sees("Minutes a topic", ana.told)
    album.keep_told("stats", "Ana", "guild")


def answer_when_it_suits(demo: RunningDemo, album: Album) -> None:
    (ana,) = seat(album.stage, demo, "Ana")
    scene.types(demo, "U0BEN", "topic Who shows a newcomer around? | Two weeks passed before anyone did.")
    scene.types(demo, "U0ANA", 'async "Onboarding" 24h')
    ana.sees("Propose.")
    scene.presses(demo, "Ana", "take_waiting", "lean_coffee:async")
    ana.sees("Who shows a newcomer around?")
    scene.goes_on_until(demo, "Vote: 3 dots each")
    scene.gives_dots(demo, "Ana", ("Who shows a newcomer around?",))
    scene.goes_on_until(demo, "Reply in this thread")
    album.keep_message("async", "Ana", "guild")
