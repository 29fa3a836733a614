"""What refinement fills in to have reminders come again."""

from collections.abc import Mapping
from datetime import datetime

from bot.core.ids import ChannelId, PersonId
from bot.delivery.place import Place
from bot.features.refinement.actions.card import draw_card, redraw_cards
from bot.features.refinement.actions.preparing import wake_a_day_ahead
from bot.features.refinement.kinds import SERIES
from bot.features.refinement.rules.reminders import may_remind
from bot.features.refinement.views import card as card_views
from bot.features.refinement.views import planning
from bot.features.refinement.views.explain import explain
from bot.features.refinement.views.listing import line_of_list, listing
from bot.schedule.drafts import Draft
from bot.series.leads import Leads, written
from bot.series.recurring import Recurring, Terms
from bot.series.rules import Occurrence, Reply, Series
from bot.store.unit import Read
from bot.teams import store as teams
from bot.teams.people import Accountability
from bot.teams.team_store import settings, who_looks


def _may_plan(plan: Draft, _: datetime) -> None:
    may_remind(plan.title, plan.recurrence.duration)


def _reminded(reminder: Series, occurrence: Occurrence) -> list[Place]:
    """Return where the line goes: in the card's thread, and to the channel; without a card to the channel alone."""
    if reminder.ahead is None:
        return [Place.channel(reminder.channel)]
    return [Place("channel", reminder.channel, thread_of=(SERIES.announcement, occurrence.id), broadcast=True)]


def _heirs(read: Read, reminder: Series, late: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return the team's Product Owner, and who is late for what is next: of the others silence says that they come, and no name."""
    product_owner = teams.holder(read, reminder.channel, Accountability.PRODUCT_OWNER)
    return late if product_owner is None else late | {product_owner}


def _usual(read: Read, channel: ChannelId) -> Mapping[str, str]:
    """Return how far ahead a team has set that it is told of an event."""
    kept = settings(read, channel)
    return written(Leads(kept.card_ahead, kept.line_ahead))


RECURRING = Recurring(
    kinds=SERIES,
    form_title=planning.form_title,
    fields=planning.plan_fields,
    read=planning.read_plan,
    note=planning.preview_note,
    limits=_may_plan,
    terms=lambda plan: Terms(plan.title, plan.link, plan.recurrence),
    saved=planning.saved,
    placed=card_views.placed,
    listing=listing,
    line=line_of_list,
    ending=planning.ending,
    losing=lambda _, words, reminder, lost: planning.losing(words, reminder, lost),
    missed=card_views.missed,
    zone_gone=card_views.zone_gone,
    comes=card_views.comes,
    explain=explain,
    announcement=draw_card,
    reminder=card_views.line,
    reminded=_reminded,
    skipped=lambda words, starts: words.say("Skipped: {when}.", when=words.slack_day_time(starts)),
    replies={"late": Reply.LATE, "absent": Reply.ABSENT},
    product_owner=True,
    heirs=_heirs,
    usual=_usual,
    called=lambda words, reminder: card_views.title_of(words, reminder.title),
    expected=wake_a_day_ahead,
    redraw=redraw_cards,
    followed=lambda read, reminder: who_looks(read, reminder.channel),
)
