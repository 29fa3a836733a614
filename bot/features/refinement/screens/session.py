"""Reads what the board of a refinement session and its summary show, for delivery to draw."""

from dataclasses import replace
from functools import partial

from bot.features.refinement.actions.recurring import RECURRING
from bot.features.refinement.actions.session import CEREMONY
from bot.features.refinement.actions.session_reading import on_table, owners_of, refined_in
from bot.features.refinement.rules.session_values import Session
from bot.features.refinement.store.goals import goal
from bot.features.refinement.views import session as views
from bot.features.refinement.views import session_summary as summaries
from bot.meetings import screens as meetings
from bot.presence.store import attended
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.words.words import Words


def draw_board(read: Read, session: Session, words: Words) -> Message:
    """Draw a session's one message: its board while it runs, then its summary."""
    if session.closed is None:
        table = on_table(read, session)
        reader = meetings.reader_of(read, words, session, *(table.people if table else ()))
        aim = goal(read, session.channel)
        return views.board(reader, session, table, "" if aim is None else aim.text)
    session = replace(session, came=attended(read, session.id))
    if not CEREMONY.has_record(session):
        return views.over(meetings.reader_of(read, words, session), session)
    refined = refined_in(read, session)
    return summaries.summary(meetings.reader_of(read, words, session, *owners_of(refined)), session, refined)


home_rows = partial(meetings.home_rows, CEREMONY)
SCREENS = meetings.screens(CEREMONY, draw_board)
ahead = meetings.ahead(CEREMONY)
owner = meetings.owner(CEREMONY, RECURRING)
