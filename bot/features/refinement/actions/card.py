"""What a refinement's card shows beside its date: goals, agenda, items, who is away."""

from datetime import date

from bot.core.facts import SprintGoalWritten
from bot.core.zones import zone_or_utc
from bot.delivery import messages
from bot.features.refinement.actions.agenda import lines_at
from bot.features.refinement.kinds import SERIES
from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.store import items as items_store
from bot.features.refinement.store.goals import goal
from bot.features.refinement.views import agenda as agenda_views
from bot.features.refinement.views import card as views
from bot.features.refinement.views.item_line import line
from bot.series import store as kept
from bot.series.recurring import Shown
from bot.series.rules import Series
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.teams.away_store import away_of_team
from bot.teams.sprint_store import current_sprint, sprint_goal
from bot.teams.team_store import one_hour_for_all, settings
from bot.words.words import Words

PROPOSED = 5
"""Items that a card proposes: the first of what is to be refined."""


def draw_card(read: Read, words: Words, shown: Shown) -> Message:
    """Read what a card shows, and draw it; what is called off shows nothing of it."""
    if shown.occurrence.called_off is not None:
        return views.card(words, shown)
    lines = lines_at(read, shown.series.id, shown.occurrence.wall)
    names = people.names(read, [each.author for each in lines], words)
    return views.card(
        words,
        shown,
        views.Brought(
            _goals(read, words, shown),
            agenda_views.on_card(words, lines, names),
            _proposed(read, words, shown.series),
            _away(read, words, shown),
            one_hour_for_all(read, shown.series.channel, zone_or_utc(shown.series.zone), shown.occurrence.starts),
        ),
    )


def redraw_cards(unit: Unit, series: Series) -> None:
    """Draw the cards of a reminder anew: the agenda goes to whatever date is next."""
    for occurrence in kept.not_opened(unit, series.id, unit.now):
        messages.show(unit, SERIES.announcement, occurrence.id)


def show_goal(unit: Unit, written: SprintGoalWritten) -> None:
    """Draw anew the cards to come of a channel, which carry the Sprint Goal."""
    for occurrence in kept.announced_in(unit, SERIES.name, written.channel):
        messages.show(unit, SERIES.announcement, occurrence)


def _proposed(read: Read, words: Words, series: Series) -> list[str]:
    found = items_store.queue(read, series.channel, most=PROPOSED)
    if not found:
        return []
    by_team = settings(read, series.channel)
    more = items_store.counts(read, series.channel, (ItemState.TO_REFINE,))[ItemState.TO_REFINE] - len(found)
    lines = [line(words, each, read.now, rank=rank, kept=by_team) for rank, each in enumerate(found, 1)]
    rest = [words.count("and {n} more: `/refine queue`", "and {n} more: `/refine queue`", more)] if more > 0 else []
    return [words.say("*To refine next*"), *lines, *rest]


def _goals(read: Read, words: Words, shown: Shown) -> list[str]:
    """Write the Product Goal, and the goal of the Sprint that the day is in."""
    channel, day = shown.series.channel, _day(shown)
    product, sprint = goal(read, channel), current_sprint(read, channel, day)
    of_sprint = None if sprint is None else sprint_goal(read, channel, sprint.number)
    told = [] if product is None else [words.say("*Product Goal*  {goal}", goal=plain(product.text, 300))]
    return told if of_sprint is None else [*told, words.say("*Sprint Goal*  {goal}", goal=plain(of_sprint.text, 300))]


def _day(shown: Shown) -> date:
    return shown.occurrence.starts.astimezone(zone_or_utc(shown.series.zone)).date()


def _away(read: Read, words: Words, shown: Shown) -> list[str]:
    """Name who of the team is away on the day, and has not answered."""
    gone = away_of_team(read, shown.series.channel, _day(shown), shown.occurrence.replies)
    return list(people.names(read, gone, words).values())
