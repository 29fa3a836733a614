"""What the Sprint fills in to have its events come again."""

import json

from bot.core.facts import TeamDatesChanged
from bot.core.ids import PersonId
from bot.delivery.place import Place
from bot.features.sprint.actions.card import draw_card
from bot.features.sprint.actions.of_event import event_of
from bot.features.sprint.actions.reading import standing
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.views import card as views
from bot.features.sprint.views.event_names import title_of
from bot.features.sprint.views.events import day_and_time
from bot.features.sprint.views.explain import explain
from bot.schedule.drafts import Draft
from bot.schedule.recurrence import Recurrence
from bot.series.recurring import Recurring, Terms
from bot.series.rules import Occurrence, Reply, Series
from bot.slack.requests import Form
from bot.store.unit import Read, Unit
from bot.teams.team_store import team, who_looks
from bot.words.words import Words


def _reminded(series: Series, occurrence: Occurrence) -> list[Place]:
    """Return where the line goes: in the card's thread, and to the channel; without a card to the channel alone."""
    if series.ahead is None:
        return [Place.channel(series.channel)]
    return [Place("channel", series.channel, thread_of=(SERIES.announcement, occurrence.id), broadcast=True)]


def _heirs(read: Read, series: Series, late: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return who is in charge of the team, and who is late for what is next."""
    return late | frozenset(team(read, series.channel).in_charge)


def _rule(read: Read, words: Words, series: Series, rule: Recurrence) -> str:
    """Say on which day of a Sprint an event is held, and at what time."""
    return day_and_time(words, standing(read, series.channel), event_of(series))


def _follow(unit: Unit, series: Series) -> None:
    """Have what is counted from an event follow its dates."""
    unit.emit(TeamDatesChanged(series.channel))


def _read(form: Form) -> tuple[str, dict[str, str]]:
    return form.text("title"), {}


def _terms(plan: Draft) -> Terms:
    return Terms(
        plan.title, plan.link, plan.recurrence, own=plan.extras.get("own", json.dumps({"event": "", "at": "", "computed": []}))
    )


RECURRING = Recurring(
    kinds=SERIES,
    form_title=lambda words: words.say("Events of the Sprint"),
    fields=lambda words, plan: [],
    read=_read,
    note=lambda words, plan, at: "",
    limits=lambda plan, at: None,
    terms=_terms,
    saved=lambda words, rule, channel, once: "",
    placed=views.placed,
    listing=views.listing,
    line=lambda words, series, rule, owner: f"*{title_of(words, series.title)}*",
    ending=views.ending,
    losing=lambda read, words, series, lost: views.losing(words, series, lost),
    missed=views.missed,
    zone_gone=views.zone_gone,
    comes=views.comes,
    explain=explain,
    announcement=draw_card,
    reminder=views.line,
    reminded=_reminded,
    skipped=views.skipped,
    replies={"late": Reply.LATE, "absent": Reply.ABSENT},
    of_team=True,
    heirs=_heirs,
    all_placed=views.all_placed,
    extras=lambda series: {"own": series.own},
    called=lambda words, series: title_of(words, series.title),
    followed=lambda read, series: who_looks(read, series.channel),
    rule=_rule,
    redraw=_follow,
)
"""The events are planned by the Sprints alone: `actions/placing.py` writes their rules, and no sentence does."""
