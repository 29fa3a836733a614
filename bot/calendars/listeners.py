"""Requests about a person's own calendar -> action -> answer."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.calendars import actions, store, views
from bot.core.ids import ChannelId, PersonId, SeriesId
from bot.feature import ADD_TO_CALENDAR, Deps, Feature
from bot.schedule.recurrence import OccurrenceTime
from bot.schedule.schedules import ScheduleId, next_occurrence
from bot.series import store as kept
from bot.series.recurring import Recurring
from bot.slack.answers import Answer
from bot.slack.requests import Click, Event, Form
from bot.slack.surfaces import Modal
from bot.store.unit import Read
from bot.words.words import Words


def feature_of(recurring: Sequence[Recurring], base: str) -> Feature:
    """Return what calendars offer, of what comes again, at the public address of the bot."""
    own = _Calendar(recurring, base.rstrip("/"))
    return Feature(
        name="calendars",
        clicks=own.clicks(),
        forms={views.FORM: own.on_channel},
        events={"member_left_channel": on_left},
        at_home=views.at_home,
        explain=views.explain,
    )


async def on_left(event: Event, deps: Deps) -> Answer:
    """Take a channel out of the calendar of who has left it."""
    if event.channel is not None and event.person:
        await deps.store.write(actions.unfollow, person=event.person, channel=event.channel)
    return Answer.nothing()


class _Calendar:
    """The listeners, which know what comes again and where files are to be had."""

    def __init__(self, recurring: Sequence[Recurring], base: str) -> None:
        self._recurring = recurring
        self._base = base

    def clicks(self) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
        """Return the table of the buttons."""
        return {
            views.OPEN: self.on_open,
            ADD_TO_CALENDAR: self.on_add,
            views.NEW_LINK: self.on_new_link,
            views.REMOVE_LINK: self.on_remove_link,
            views.REMOVE: self.on_remove,
        }

    async def on_open(self, click: Click, deps: Deps) -> Answer:
        """Show a person their own calendar."""
        return Answer.open(await self._drawn(click.person, deps))

    async def on_add(self, click: Click, deps: Deps) -> Answer:
        """Put the channel of a list into the calendar of who presses the button, and show it."""
        await self._add(click.person, ChannelId(click.value), deps)
        return Answer.open(await self._drawn(click.person, deps, self._added(click.value, deps.words)))

    async def on_channel(self, form: Form, deps: Deps) -> Answer:
        """Put the channel that was chosen into a person's calendar."""
        chosen = form.text(views.CHANNEL)
        await self._add(form.person, ChannelId(chosen), deps, views.CHANNEL)
        return Answer.update(await self._drawn(form.person, deps, self._added(chosen, deps.words)))

    async def on_new_link(self, click: Click, deps: Deps) -> Answer:
        """Make a link; the one that there was ends."""
        await deps.store.write(actions.make_link, person=click.person)
        return Answer.update(await self._drawn(click.person, deps))

    async def on_remove_link(self, click: Click, deps: Deps) -> Answer:
        """Let the link open nothing any more."""
        await deps.store.write(actions.remove_link, person=click.person)
        note = deps.words.say("The link opens nothing any more. Calendar apps that have it show nothing new.")
        return Answer.update(await self._drawn(click.person, deps, note))

    async def on_remove(self, click: Click, deps: Deps) -> Answer:
        """Take a channel out of a person's calendar."""
        await deps.store.write(actions.unfollow, person=click.person, channel=ChannelId(click.value))
        return Answer.update(await self._drawn(click.person, deps))

    async def _add(self, person: PersonId, channel: ChannelId, deps: Deps, field: str | None = None) -> None:
        found = await deps.directory.open_to(person, channel, field)
        await deps.store.write(actions.follow, person=person, channel=found.id)

    async def _drawn(self, person: PersonId, deps: Deps, note: str = "") -> Modal:
        secret, followed = await deps.store.read(self._read, person, deps.words)
        return views.my_calendar(deps.words, self._base, secret, followed, note)

    def _read(self, read: Read, person: PersonId, words: Words) -> tuple[str | None, list[views.Followed]]:
        followed = []
        for channel in store.followed(read, person):
            found = [(one, series) for one in self._recurring for series in kept.in_channel(read, one.name, channel)]
            files = [views.File(series.id, one.called(words, series), _following(read, series.id)) for one, series in found]
            followed.append(views.Followed(channel, files))
        return store.secret(read, person), followed

    @staticmethod
    def _added(channel: str, words: Words) -> str:
        return words.say("What comes again in <#{channel}> is in your calendar.", channel=channel)


def _following(read: Read, series: SeriesId) -> OccurrenceTime | None:
    return next_occurrence(read, ScheduleId(series), read.now)
