"""Sprints before they are saved, and saved: shown to their author first, one calendar a channel."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from bot.core.facts import TeamDatesChanged
from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.feature import HOME
from bot.features.sprint.actions.placing import place
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.rules.sprints import SetUpMeanwhile, near
from bot.features.sprint.rules.wishes import Proposed, Wish, read_length, written_length
from bot.schedule.drafts import Draft, drop_draft, keep_draft, read_draft, save_draft
from bot.schedule.recurrence import Recurrence, zone_named
from bot.series.recurring import CHANNEL
from bot.store.unit import Read, Unit
from bot.teams import team_store
from bot.teams.sprint_events import ScrumEvent, TeamSprints
from bot.teams.sprint_store import keep_sprints, team_sprints, usual_events
from bot.teams.sprints import Sprint, SprintCalendar, Stretch
from bot.teams.team import in_charge

_PURPOSE = f"{SERIES.name}:set_up"
_MORNING = time(9)
SHOWN = 4
"""So many Sprints a preview shows."""


def keep_wish(unit: Unit, *, person: PersonId, wish: Wish) -> str:
    """Keep a wish for its author to save; return its id."""
    extras = {
        CHANNEL: wish.channel,
        "number": str(wish.number),
        "length": written_length(wish.length),
        "held": ",".join(sorted(wish.held)),
        "anew": "yes" if team_sprints(unit, wish.channel) else "",
    }
    first = Recurrence("", datetime.combine(wish.first, _MORNING), wish.zone)
    return keep_draft(unit, purpose=_PURPOSE, person=person, draft=Draft(first, extras=extras))


def read_wish(read: Read, *, person: PersonId, draft: str) -> Wish:
    """Return a person's wish. Raise DraftGone or DraftSaved."""
    return _wish(read_draft(read, purpose=_PURPOSE, person=person, draft=draft))


def drop_wish(unit: Unit, *, person: PersonId, draft: str) -> None:
    """Forget a person's wish. Raise DraftSaved."""
    drop_draft(unit, purpose=_PURPOSE, person=person, draft=draft)


def propose(read: Read, *, wish: Wish) -> Proposed:
    """Return what saving a wish would bring. Raise FirstDayTooFar, SprintBegun, GapBefore or UnknownZone."""
    zone = zone_named(wish.zone)
    before, here = team_sprints(read, wish.channel), read.now.astimezone(zone).date()
    sprints = _changed(read, before, wish, here)
    working = team_store.working_days(read, wish.channel)
    shown = [sprints.calendar.sprint(number) for number in range(wish.number, wish.number + SHOWN)]
    return Proposed(wish, sprints, working, here, shown, before is not None)


def may_plan(read: Read, *, channel: ChannelId, person: PersonId, is_admin: bool) -> None:
    """Let a person say when a channel's Sprints are. Raise NotInCharge."""
    in_charge(team_store.team(read, channel), person, is_admin=is_admin)


def proposed_by(read: Read, *, wish: Wish, person: PersonId, is_admin: bool) -> Proposed:
    """Return what saving somebody's wish would bring. Raise NotInCharge, or what the wish is refused for."""
    may_plan(read, channel=wish.channel, person=person, is_admin=is_admin)
    return propose(read, wish=wish)


def save_wish(unit: Unit, *, person: PersonId, is_admin: bool, draft: str) -> Wish:
    """Let a channel's Sprints be as somebody was shown. Raise DraftGone, DraftSaved, NotInCharge, SetUpMeanwhile, or what is refused by now."""
    wish = read_wish(unit, person=person, draft=draft)
    in_charge(team_store.lock_team(unit, wish.channel), person, is_admin=is_admin)
    plan, before = save_draft(unit, purpose=_PURPOSE, person=person, draft=draft), team_sprints(unit, wish.channel)
    if before is not None and not plan.extras["anew"]:
        raise SetUpMeanwhile
    proposed = propose(unit, wish=wish)
    keep_sprints(unit, wish.channel, replace(proposed.sprints, set_by=before.set_by if before else person))
    place(unit, wish.channel)
    unit.emit(TeamDatesChanged(wish.channel))
    show_homes(unit, wish.channel, person)
    return wish


def show_homes(unit: Unit, channel: ChannelId, *people: PersonId) -> None:
    """Draw anew the Homes of who is of a channel's team."""
    for person in sorted({*team_store.who_looks(unit, channel), *people}):
        messages.show(unit, HOME, person)


def changeable(read: Read, channel: ChannelId) -> tuple[TeamSprints | None, Sequence[Sprint]]:
    """Return a channel's Sprints, and those from which on they can be changed: that have not begun."""
    sprints = team_sprints(read, channel)
    if sprints is None:
        return None, ()
    here = read.now.astimezone(zone_named(sprints.zone)).date()
    return sprints, [one for one in sprints.calendar.coming(here, 7) if one.first > here]


def _wish(draft: Draft) -> Wish:
    extras = draft.extras
    held = frozenset(ScrumEvent(each) for each in extras["held"].split(",") if each)
    first, zone = draft.recurrence.start.date(), draft.recurrence.zone
    return Wish(ChannelId(extras[CHANNEL]), int(extras["number"]), first, read_length(extras["length"]), zone, held)


def _changed(read: Read, before: TeamSprints | None, wish: Wish, today: date) -> TeamSprints:
    first = near(wish.first, today)
    if before is None:
        calendar = SprintCalendar((Stretch(wish.number, first, wish.length),))
        made = TeamSprints(calendar, wish.zone, PersonId(""), usual_events(read, wish.channel))
    else:
        calendar = before.calendar.changed(wish.number, first, wish.length, today)
        made = replace(before, calendar=calendar, zone=wish.zone)
    return replace(made, events={event: replace(plan, held=event in wish.held) for event, plan in made.events.items()})
