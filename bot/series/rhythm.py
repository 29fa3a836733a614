"""An edited rule keeps what was said of single dates, as far as they stay. Pure."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.schedule.recurrence import NotAnOccurrence, OccurrenceTime, Recurrence, still_held, walls_between, without


def carried_over(before: Recurrence, after: Recurrence) -> Recurrence:
    """Return an edited rule with the pause, the skipped and the moved dates of the one before.

    A date that was skipped stays so where the new rule has it too, at whatever hour. One that was moved stays where it is as long
    as the rhythm is the same: the rule and its first day.
    """
    kept = replace(after, quiet_until=before.quiet_until)
    if after.once:
        return kept
    if (before.rule, before.start.date()) == (after.rule, after.start.date()):
        kept = replace(kept, added=tuple(sorted({*kept.added, *before.added})))
    for wall in before.skipped:
        with suppress(NotAnOccurrence):
            kept = without(kept, datetime.combine(wall.date(), after.start.time()))
    return kept


def on_the_date_of(recurrence: Recurrence, wall: datetime) -> OccurrenceTime | None:
    """Return the occurrence of a rule that has the date of a wall time, one in a pause too; None where it has none."""
    running = replace(recurrence, quiet_until=None)
    named = walls_between(running, wall.date(), wall.date())
    return still_held(running, named[0]) if named else None
