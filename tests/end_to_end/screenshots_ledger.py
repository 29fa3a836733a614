"""The pictures of a ledger: how far one is, what to type in at the body, what a renewal uses up, all entries."""

from datetime import date, timedelta

from tests.end_to_end.album import Album
from tests.end_to_end.browser import seat
from tests.end_to_end.demo import RunningDemo
from tests.end_to_end.people import Person

LEARNED = (
    '12h course "Product Owner course"',
    '1h30 read "Forecasting with throughput"',
    '45m watched "Refining without a meeting"',
    '5h event "Agile Tour Madrid"',
    '2h volunteered "Coaching at the school of Ana"',
)


def play(demo: RunningDemo, album: Album) -> None:
    """Log what Ben has learned since his certificate, look at it, log it at the body, and renew."""
    (ben,) = seat(album.stage, demo, "Ben")
    today = demo.now().date()
    for weeks, learned in enumerate(LEARNED, start=1):
        ben.says(f"/seu log {learned} on {today - timedelta(weeks=5 * weeks):%Y-%m-%d}")
        ben.sees(learned.split('"')[1], ben.told)
    adds_credential(ben, (today - timedelta(days=620)).replace(day=14))
    ben.says("/seu")
    ben.sees("Next to log", ben.told)
    album.keep_told("seu-progress", "Ben", "guild")
    ben.says("/seu next")
    ben.sees("1 of 5", ben.form)
    album.keep_form("seu-next", ben)
    ben.closes()
    ben.says("/seu entries")
    ben.sees("Forecasting", ben.form)
    album.keep_form("seu-entries", ben)
    ben.closes()
    ben.says("/seu renew")
    ben.presses("I renewed it", ben.form)
    ben.sees("the oldest first", ben.form)
    album.keep_form("seu-renewal", ben)
    ben.closes()
    album.keep_told_on_a_phone("seu-phone", "Ben")


def adds_credential(ben: Person, issued: date) -> None:
    ben.says(f"/seu credential CSPO {issued:%-d %B %Y}")
    ben.sees("Added: CSPO", ben.form)
    ben.closes()
