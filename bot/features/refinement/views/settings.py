"""What a team has set, as people see it."""

from collections.abc import Sequence
from datetime import timedelta

from babel.dates import get_day_names
from slack_sdk.models.blocks import Block

from bot.features.refinement.views import ids
from bot.features.refinement.views.countries import country_with_region
from bot.features.refinement.views.team import who_changes
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.teams.team import UNTIL_KNOWN, Team, TeamSettings
from bot.teams.typed_days import as_typed
from bot.words.words import Words

_A_DAY = timedelta(days=1)
_SHOWN_RANGES = 10


def shown_settings(words: Words, team: Team, settings: TeamSettings, *, may_change: bool, told: str = "") -> Modal:
    """Draw what a team has set, with two buttons for who may change it; `told` first: what was done."""
    refining = _part(_refining(words, settings), words.say("How we refine …"), ids.REFINING_OPEN, team, may_change)
    calendar = _part(_calendar(words, settings), words.say("Our days …"), ids.CALENDAR_OPEN, team, may_change)
    said: list[Block] = [section(told)] if told else []
    head = section(words.say("What the team of <#{channel}> has set", channel=team.channel))
    blocks = [*said, head, *refining, *calendar, context(who_changes(words, team))]
    return Modal(ids.SETTINGS, words.say("Settings"), blocks, close=words.say("Close"), private=team.channel)


def _part(lines: Sequence[str], change: str, action: str, team: Team, may_change: bool) -> list[Block]:
    """Draw a part of what is set, its button below: beside so much text it would take half of a phone."""
    return [section("\n".join(lines)), *([actions(button(change, action, team.channel))] if may_change else [])]


def _refining(words: Words, settings: TeamSettings) -> list[str]:
    per_sprint = (
        words.say("the median of what was done in the last three Sprints; until there are three, {n}", n=UNTIL_KNOWN)
        if settings.in_range is None
        else words.count("{n} item", "{n} items", settings.in_range)
    )
    enough = words.say("twice that") if settings.enough is None else words.count("{n} item", "{n} items", settings.enough)
    backlog = words.say("yes") if settings.is_backlog else words.say("no, it is kept elsewhere")
    return [
        words.say("*Deck*: {cards}", cards=plain(" ".join(settings.cards), 300)),
        words.say("*Ready when*: {list}", list=words.names([plain(one, 100) for one in settings.ready])),
        words.say("*Timebox for each item*: {time}", time=words.minutes(settings.timebox)),
        words.say("*What is refined here is the Product Backlog*: {answer}", answer=backlog),
        words.say("*In range of a Sprint*: {items}", items=per_sprint),
        words.say("*Enough ready*: {items}", items=enough),
        words.count("*Untouched*: after {n} day", "*Untouched*: after {n} days", settings.untouched.days),
    ]


def _calendar(words: Words, settings: TeamSettings) -> list[str]:
    names = get_day_names("abbreviated", locale=words.locale)
    country = country_with_region(words, settings.country, settings.region) if settings.country else words.say("none")
    free = [plain(as_typed(days)) for days in settings.free[:_SHOWN_RANGES]]
    if len(settings.free) > _SHOWN_RANGES:
        free.append(words.say("{n} more", n=len(settings.free) - _SHOWN_RANGES))
    return [
        words.say("*Working days*: {days}", days=words.names([names[day] for day in sorted(settings.weekdays)])),
        words.say("*Public holidays*: {country}", country=plain(country)),
        words.say("*Own free days*: {days}", days=words.names(free) or words.say("none")),
        words.say("*Card before an event*: {time}", time=ahead(words, settings.card_ahead)),
        words.say("*Line before an event*: {time}", time=ahead(words, settings.line_ahead)),
        words.say("*Away by a status with*: {words}", words=plain(", ".join(settings.away_words), 900) or words.say("nothing")),
    ]


def ahead(words: Words, span: timedelta | None) -> str:
    """Say how long before an event something comes."""
    if span is None:
        return words.say("none")
    return words.count("{n} day", "{n} days", span.days) if span >= _A_DAY else words.minutes(span)
