"""What a correction leaves to be mended at a body, by what its person said they logged. Pure."""

from dataclasses import dataclass
from datetime import date

from bot.features.seu.rules.at_body import Job, Spoken, logged_before, mended
from bot.features.seu.rules.programmes import Programme


@dataclass(frozen=True)
class Mending:
    """What stands at a body and is not right any more: `minutes` that were logged on a day, and what they are to be; none: to be taken off."""

    body: str
    minutes: int
    logged: date
    to_be: int


def mending(programme: Programme, spoken: Spoken, activity: str) -> Mending | None:
    """Return what is to be mended of an activity at one body; None where it reads the same there, or a renewal has used it up."""
    before = logged_before(spoken).get(activity)
    if before is None or activity in spoken.used:
        return None
    standing = next((line for line in spoken.lines if line.activity == activity), None)
    task = mended(programme, standing, before, spoken.claims)
    logged = spoken.claims[before[-1].entry].logged
    if task is None or logged is None:
        return None
    return Mending(programme.body, before[-1].minutes, logged, 0 if task.job is Job.TAKE_OFF else task.line.minutes)
