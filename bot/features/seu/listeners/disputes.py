"""A host answers a request to mend a roster -> action -> answer."""

from bot.feature import Deps
from bot.features.seu.actions import disputes
from bot.features.seu.actions.showing import read_subject
from bot.features.seu.views import ids
from bot.slack.answers import Answer
from bot.slack.requests import Click


async def on_leave(click: Click, deps: Deps) -> Answer:
    """Leave the roster as it is; the request goes, and who asked hears so."""
    session, person = read_subject(click.value)
    await deps.store.write(disputes.leave_roster, host=click.person, session=session, person=person)
    return Answer.nothing()


CLICKS = {ids.LEAVE_ROSTER: on_leave}
