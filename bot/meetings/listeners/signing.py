"""The roster of a meeting as a PDF to sign, for its host -> a file in their direct messages."""

from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.feature import Deps
from bot.meetings import actions
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.guards import host_only
from bot.meetings.rules.refusals import NoMeeting
from bot.meetings.store.rosters import guests_of, roster_lines
from bot.meetings.views.credit_words import in_words
from bot.meetings.views.ids import read_value
from bot.papers.paper import Paper
from bot.papers.roster import Occasion, Signatory, roster_sheet
from bot.papers.sending import send_paper
from bot.slack.answers import Answer
from bot.slack.requests import Click
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def read_sheet(
    read: Read, *, ceremony: Ceremony[Any], meeting: MeetingId, person: PersonId, words: Words
) -> tuple[Paper, tuple[PersonId, ...]]:
    """Read a meeting's roster as a paper, and whom it names, for its host. Raise NoMeeting or NotHost."""
    found = ceremony.find(read, meeting)
    if found is None:
        raise NoMeeting
    host_only(found, person)
    lines = [line for line in roster_lines(read, found) if line.minutes or not line.corrected]
    there = tuple(line.person for line in lines)
    names = people.names(read, [found.host, *there], words, full=True)
    rule = in_words(words, credit_of(found.settings))
    kind, zone = ceremony.naming.title, found.zone
    occasion = Occasion(found.title, kind, found.opened, found.closed, zone, names[found.host], rule)
    signing = [Signatory(names[line.person], line.minutes) for line in lines]
    signing += [Signatory(guest.name, guest.minutes) for guest in guests_of(read, found)]
    return roster_sheet(words, occasion, signing, read.now), there


async def on_sheet(ceremony: Ceremony[Any], click: Click, deps: Deps) -> Answer:
    """Send the host the roster of a meeting as a PDF."""
    return await send_sheet(ceremony, MeetingId(read_value(click.value)[0]), click, deps)


async def send_sheet(ceremony: Ceremony[Any], meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Send the host the roster of a meeting as a PDF. Raise NoMeeting, NotHost, MayNotSend, NotPrinted or FileNotSent."""
    paper, there = await deps.store.read(read_sheet, ceremony=ceremony, meeting=meeting, person=click.person, words=deps.words)
    await deps.store.write(actions.note_roster_taken, meeting=meeting, people=there, by=click.person)
    await send_paper(deps.files, click.person, "roster.pdf", paper)
    return Answer.say(deps.words.say("The roster is on its way to you, as a PDF in our direct messages."))
