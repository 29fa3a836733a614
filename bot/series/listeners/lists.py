"""What comes again in a channel as one private list, and that list anew once a form changed it."""

from dataclasses import replace

from bot.core.ids import ChannelId
from bot.feature import Deps
from bot.paging import page_of
from bot.schedule import schedules
from bot.schedule.schedules import ScheduleId
from bot.series import store
from bot.series.actions.announcing import announced
from bot.series.actions.seating import host_of, hosts_to_come
from bot.series.recurring import Recurring
from bot.series.rules import Series, SeriesState
from bot.series.views import listing, turns
from bot.series.views.plans import written
from bot.slack.answers import Answer
from bot.slack.requests import Click
from bot.slack.surfaces import Message, Modal
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def from_a_list(click: Click, form: Modal) -> Modal:
    """Have a form remember the private list that it was opened from."""
    return replace(form, private=written(form.private, click.response_url)) if click.is_ephemeral else form


async def anew(answer: Answer, url: str, recurring: Recurring, series: Series, deps: Deps) -> Answer:
    """Put the list as it is now in the place of the one that the form was opened from, where it was opened from one."""
    if not url:
        return answer
    return replace(answer, replaced=await listed(recurring, deps, series.channel, of=series.id), replaced_at=url)


async def listed(
    recurring: Recurring, deps: Deps, channel: ChannelId | None, note: str = "", *, page: int = 0, of: str = ""
) -> Message:
    """List what comes again in a channel below a note: a page of it, or the page that the series `of` stands on."""
    lines = await deps.store.read(read_lines, recurring, channel or ChannelId(""), deps.words)
    page = page_of([line.series.id for line in lines], of) if of else page
    drawn = listing.listed(recurring, deps.words, lines, note, page)
    return listing.with_calendar(deps.words, drawn, channel) if deps.has_calendars and lines and channel else drawn


def read_lines(read: Read, recurring: Recurring, channel: ChannelId, words: Words) -> list[listing.Line]:
    """Read the series of a channel that have not ended, but for those that are over."""
    found = store.in_channel(read, recurring.name, channel)
    lines = []
    for series in found:
        rule = schedules.find_schedule(read, ScheduleId(series.id))
        dates = schedules.upcoming(read, ScheduleId(series.id), read.now)
        moments = [one.starts for one in dates]
        if rule is not None and (moments or not is_over(read, recurring, series)):
            told, host = recurring.rule(read, words, series, rule.recurrence), host_of(read, recurring, series, words)
            hosts = hosts_to_come(read, recurring, series, dates)
            names = people.names(read, [one for one in hosts if one is not None], words)
            lines.append(listing.Line(series, told, host, moments, turns.called(names, hosts)))
    return lines


def is_over(read: Read, recurring: Recurring, series: Series) -> bool:
    """Tell whether what has no date left is not worth listing: it is not paused, and nothing of it is to be opened."""
    if series.state is SeriesState.PAUSED or (recurring.opening is not None and not recurring.is_one(series)):
        return False
    return not any(one.called_off is None for one in announced(read, recurring, series))
