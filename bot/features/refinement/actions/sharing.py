"""Shares of a channel's queue, goal and forecast: made, kept up to date, taken away."""

from datetime import timedelta

from bot.core.chance import seeded
from bot.core.ids import ChannelId, PersonId
from bot.delivery import messages
from bot.delivery.place import Place
from bot.features.refinement.kinds import SHARE, SHARE_DAILY
from bot.features.refinement.rules.forecast.history import Basis
from bot.features.refinement.rules.forecast.outlook import TooFar, TooFewDone, dates_of
from bot.features.refinement.rules.forecast.question import USUAL_WEEKS
from bot.features.refinement.rules.items import ORDERED, ItemState
from bot.features.refinement.rules.sharing import (
    MOST_SHARES,
    Outlook,
    Share,
    SharedHere,
    ShareGone,
    ShareId,
    TooManyShares,
)
from bot.features.refinement.store import forecasts, goals, items
from bot.features.refinement.store import sharing as store
from bot.features.refinement.views import sharing as views
from bot.schedule import alarms
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.teams import store as teams
from bot.teams.team import ordering
from bot.teams.team_store import team
from bot.words.words import Words

SHARES_SOON = timedelta(minutes=1)
"""Within so long a share shows a change, with the others that come until then: each drawing makes its forecast anew."""
DAILY = timedelta(days=1)
SHOWN = 20


def share_in(unit: Unit, *, channel: ChannelId, shown_in: ChannelId, person: PersonId, is_admin: bool) -> None:
    """Show a channel's queue, goal and forecast in another channel, kept up to date. Raise NotOrdering, SharedHere or TooManyShares."""
    ordering(team(unit, channel), person, is_admin=is_admin)
    if shown_in == channel:
        raise SharedHere
    there = store.shares(unit, channel)
    if len(there) >= MOST_SHARES and all(one.shown_in != shown_in for one in there):
        raise TooManyShares
    share = store.add_share(unit, channel, shown_in, person)
    messages.post(unit, SHARE, share.id, Place.channel(shown_in))
    share_daily(unit, share.id)


def stop_sharing(unit: Unit, *, share: ShareId, person: PersonId, is_admin: bool) -> ChannelId:
    """Take a share away, with its message; return the channel that it was of. Raise ShareGone or NotOrdering."""
    found = store.share(unit, share)
    if found is None:
        raise ShareGone
    ordering(team(unit, found.channel), person, is_admin=is_admin)
    store.drop_share(unit, share)
    messages.hide(unit, SHARE, share)
    alarms.cancel_alarm(unit, SHARE_DAILY, share)
    return found.channel


def show_shares(unit: Unit, channel: ChannelId) -> None:
    """Draw anew where a channel's queue is shared."""
    for share in store.shares(unit, channel):
        messages.show_within(unit, SHARE, share.id, SHARES_SOON)


def show_daily(unit: Unit, share: ShareId) -> None:
    """Draw a share anew for a new day, and again the next one: its forecast moves with the days."""
    messages.show(unit, SHARE, share)
    share_daily(unit, share)


def share_daily(unit: Unit, share: ShareId) -> None:
    """Have a share drawn anew a day from now, while it stands."""
    if store.share(unit, share) is not None:
        alarms.wake(unit, SHARE_DAILY, share, unit.now + DAILY)


def read_shares(read: Read, *, channel: ChannelId, person: PersonId, is_admin: bool) -> tuple[Share, ...]:
    """Return where a channel is shared, for who may change that. Raise NotOrdering."""
    ordering(team(read, channel), person, is_admin=is_admin)
    return store.shares(read, channel)


def read_share(read: Read, share: str, words: Words) -> Message | None:
    """Read and draw a share; None where it was taken away."""
    found = store.share(read, share)
    if found is None:
        return None
    known, counts = teams.channel(read, found.channel), items.counts(read, found.channel, ORDERED)
    shown = views.Shared(
        share=found.id,
        name=known.name if known else "",
        goal=goals.goal(read, found.channel),
        items=items.page(read, found.channel, ORDERED, most=SHOWN),
        count=sum(counts.values()),
        outlook=_outlook(read, found.channel, sum(counts[state] for state in (ItemState.TO_REFINE, ItemState.READY))),
        by=teams.names(read, [found.by], words)[found.by],
        at=read.now,
    )
    return views.share(words, shown)


def _outlook(read: Read, channel: ChannelId, count: int) -> Outlook | None:
    """Return by when all that is listed is done; drawn where the message is: in a thread that reads, never in the loop."""
    if not count:
        return None
    today = read.now.date()
    known = forecasts.known(read, channel, today, Basis.WORKING)
    try:
        dates = dates_of(count, USUAL_WEEKS, known, today, seeded(f"{read.workspace} {channel} {today} {count}"))
    except TooFewDone as refused:
        return Outlook(count, done=refused.done)
    except TooFar:
        return Outlook(count, too_far=True)
    return Outlook(count, dates)
