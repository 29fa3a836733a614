"""Reads what the messages of a series need, for delivery to draw."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from bot.core.ids import ChannelId, PersonId
from bot.core.kinds import AlarmKind, ScreenKind
from bot.feature import Draw, Ends, HomeRow, Owned
from bot.schedule import schedules
from bot.schedule.grammar.in_words import with_zone
from bot.schedule.schedules import ScheduleId
from bot.series import store
from bot.series.actions.changing import first_lost
from bot.series.actions.handing_over import together
from bot.series.actions.seating import host_of
from bot.series.recurring import Recurring, Shown
from bot.series.rules import Moment, Series, SeriesState
from bot.series.views import called_off, changing, handing_over, moving, plans, turns
from bot.series.views.choices import choice
from bot.series.views.listing import Titled, as_it_is, home_row
from bot.slack.surfaces import Message
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def shown(read: Read, recurring: Recurring, subject: str, words: Words) -> Shown | None:
    """Read what an announced date shows; None where it is gone."""
    occurrence = store.occurrence_named(read, subject)
    series = store.named(read, recurring.name, occurrence.series) if occurrence else None
    if occurrence is None or series is None:
        return None
    by = [occurrence.called_off_by] if occurrence.called_off_by else []
    hosts = [] if occurrence.host is None else [occurrence.host]
    names = people.names(read, [series.owner, *hosts, *occurrence.replies, *by], words)
    return Shown(series, occurrence, names, read.now)


def screens(recurring: Recurring) -> Mapping[ScreenKind, Draw]:
    """Return the table of the screens, for its ceremony's Feature."""
    kinds = recurring.kinds

    def draw_announcement(read: Read, subject: str, words: Words) -> Message | None:
        found = shown(read, recurring, subject, words)
        return None if found is None else recurring.announcement(read, words, found)

    def draw_reminder(read: Read, subject: str, words: Words) -> Message | None:
        found = shown(read, recurring, subject, words)
        return None if found is None else recurring.reminder(words, found)

    def draw_missed(read: Read, subject: str, words: Words) -> Message | None:
        about, _, due = subject.partition("/")
        occurrence = None if due else store.occurrence_named(read, about)
        series = store.named(read, recurring.name, occurrence.series if occurrence else about)
        if series is None:
            return None
        at = occurrence.starts if occurrence else datetime.fromtimestamp(int(due or 0), UTC)
        return Message(recurring.missed(words, series, at, _following(read, series, read.now)))

    def draw_zone_gone(read: Read, subject: str, words: Words) -> Message | None:
        series = store.named(read, recurring.name, subject)
        return None if series is None else plans.zone_gone(recurring, words, series)

    return {
        kinds.announcement: draw_announcement,
        kinds.reminder: draw_reminder,
        kinds.missed: draw_missed,
        kinds.zone_gone: draw_zone_gone,
        **_of_changes(recurring),
        **_of_owners(recurring),
    }


def _of_changes(recurring: Recurring) -> Mapping[ScreenKind, Draw]:
    kinds = recurring.kinds

    def draw_planned(read: Read, subject: str, words: Words) -> Message | None:
        series, rule = store.named(read, recurring.name, subject), schedules.find_schedule(read, ScheduleId(subject))
        if series is None or rule is None or recurring.planned is None:
            return None
        local = words.in_zone(series.zone) if words.shared else words
        owner = host_of(read, recurring, series, words)
        following = _following(read, series, read.now) or first_lost(read, series)
        return Message(recurring.planned(local, series, with_zone(rule.recurrence, words), owner, following))

    def draw_called_off(read: Read, subject: str, words: Words) -> Message | None:
        found = shown(read, recurring, subject, words)
        if found is None:
            return None
        following = _following(read, found.series, max(read.now, found.occurrence.starts))
        return called_off.called_off(recurring, words, found, following)

    def draw_turn(read: Read, subject: str, words: Words) -> Message | None:
        named, _, person = subject.rpartition("/")
        found = shown(read, recurring, named, words)
        return None if found is None else turns.your_turn(recurring, words, found, PersonId(person))

    def draw_moved(read: Read, subject: str, words: Words) -> Message | None:
        found = shown(read, recurring, subject, words)
        return None if found is None else moving.moved(recurring, words, found.series, found.occurrence)

    told = {kinds.called_off: draw_called_off, kinds.turn: draw_turn}
    planned = {} if recurring.planned is None else {kinds.planned: draw_planned}
    return told | planned | {kinds.moved: draw_moved}


def _of_owners(recurring: Recurring) -> Mapping[ScreenKind, Draw]:
    def draw_offer(read: Read, subject: str, words: Words) -> Message | None:
        named, _, left = subject.rpartition("/")
        series = store.named(read, recurring.name, named)
        if series is None:
            return None
        called = people.names(read, [PersonId(left), series.owner], words, full=True)
        now = "" if series.owner == left else called[series.owner]
        several = recurring.all_placed if together(read, recurring, series) else None
        what = several(words, series.channel) if several else ""
        return handing_over.offer(recurring, words, series, called[PersonId(left)], now, subject, what=what)

    def draw_handed(read: Read, subject: str, words: Words) -> Message | None:
        named, _, by = subject.rpartition("/")
        series = store.named(read, recurring.name, named)
        if series is None:
            return None
        name = people.names(read, [PersonId(by)], words, full=True)[PersonId(by)]
        return handing_over.handed(recurring, words, series, name)

    return {recurring.kinds.offer: draw_offer, recurring.kinds.handed: draw_handed}


def moments(read: Read, recurring: Recurring, person: PersonId, channels: Iterable[ChannelId] = ()) -> list[Moment]:
    """Read the next dates that concern a person, in order: what they are coming to or host in turn, two of each that they own, the next of these channels."""
    found: dict[tuple[datetime, str], Moment] = {}
    for theirs in (one for channel in channels for one in store.in_channel(read, recurring.name, channel)):
        following = schedules.next_occurrence(read, ScheduleId(theirs.id), read.now)
        if following is not None:
            found[following.starts, theirs.id] = Moment(following.starts, theirs, own=False)
    for occurrence in (*store.coming_to(read, recurring.name, person), *store.hosted_by(read, recurring.name, person)):
        series = store.named(read, recurring.name, occurrence.series)
        if series is not None:
            found[occurrence.starts, series.id] = Moment(occurrence.starts, series, own=False)
    for series in store.owned_by(read, recurring.name, person):
        for place, one in enumerate(schedules.upcoming(read, ScheduleId(series.id), read.now, 2)):
            found[one.starts, series.id] = Moment(one.starts, series, own=True, is_next=place == 0)
    return sorted(found.values(), key=lambda moment: (moment.at, moment.series.title, moment.series.channel))


def home_rows(
    read: Read,
    recurring: Recurring,
    person: PersonId,
    words: Words,
    titled: Titled = as_it_is,
    channels: Iterable[ChannelId] = (),
) -> list[HomeRow]:
    """Read the next dates that concern a person as rows of their Home; of these channels everybody's."""
    return [home_row(recurring, words, one, titled) for one in moments(read, recurring, person, channels)]


def owner(read: Read, recurring: Recurring, kind: ScreenKind, subject: str) -> Owned | None:
    """Return who is told when what is announced, or only reminded of, cannot stand in its channel: its owner."""
    kinds = recurring.kinds
    in_channel = (kinds.announcement, kinds.reminder) if recurring.opening is None else (kinds.announcement,)
    occurrence = store.occurrence_named(read, subject) if kind in in_channel else None
    if occurrence is None and kind != kinds.planned:
        return None
    series = store.named(read, recurring.name, occurrence.series if occurrence else subject)
    if series is not None and kind == kinds.reminder and series.ahead is not None:
        return None  # its announcement could not stand there either, and said so
    return Owned(series.owner, series.channel, series.title, ends(recurring, series)) if series else None


def ends(recurring: Recurring, series: Series) -> Ends | None:
    """Return the button by which a series is ended; it ends once."""
    ended = series.state is SeriesState.ENDED
    return None if ended else Ends(recurring.kinds.more, choice("end", series.id))


def ahead(read: Read, recurring: Recurring, kind: AlarmKind, subject: str, words: Words) -> str | None:
    """Say what an alarm of a series brings, and to which one; None where that is gone."""
    occurrence = store.occurrence_named(read, subject)
    series = store.named(read, recurring.name, occurrence.series if occurrence else subject)
    if series is None:
        return None
    return (
        changing.goes_on(words, recurring, series)
        if kind == recurring.kinds.goes_on
        else recurring.comes(words, series.title, kind)
    )


def _following(read: Read, series: Series, after: datetime) -> datetime | None:
    following = schedules.next_occurrence(read, ScheduleId(series.id), after)
    return following.starts if following else None
