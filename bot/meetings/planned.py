"""Meetings to come: what any ceremony that people hold asks of the room of series."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk.models.blocks import Block

from bot.core.ids import MeetingId, PersonId
from bot.core.limits import line, paragraph
from bot.core.nobody import is_nobody
from bot.core.refusal import AllAtOnce
from bot.delivery import messages
from bot.delivery.place import Place
from bot.meetings import rows
from bot.meetings.actions import open_meeting
from bot.meetings.ceremony import Ceremony
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.lengths import settled
from bot.meetings.rules.refusals import MeetingRunning
from bot.meetings.rules.values import LIMITS, NewMeeting, Wishes, left_until
from bot.meetings.store import meetings as store
from bot.meetings.views import ahead, planning
from bot.meetings.views.credit_words import in_words, stated
from bot.meetings.views.explain import explain
from bot.meetings.views.frame import Reader
from bot.meetings.views.hosts import COHOSTS, HOSTS
from bot.meetings.views.lead_times import preview_note
from bot.meetings.views.option_fields import fields_in_plan, read_in_plan
from bot.meetings.views.options import StartOptions
from bot.presence.store import attended
from bot.schedule.drafts import Draft
from bot.series import store as kept
from bot.series.recurring import Lost, Opening, Recurring, Shown, Terms
from bot.series.rules import Occurrence, Series
from bot.slack.requests import Form
from bot.slack.surfaces import Message
from bot.store.unit import Read, Unit
from bot.teams import store as people
from bot.words.words import Words


def recurring(ceremony: Ceremony[Any], options: StartOptions[Any] | None = None) -> Recurring:
    """Return how meetings of a ceremony come again, with nothing of its own: `dataclasses.replace` puts that in its place.

    `options`: what people choose of them; without, they have the usual settings but for the length that was said.
    """
    naming = ceremony.naming
    options = options or StartOptions(naming, Wishes(), lambda wishes: settled(ceremony.usual, wishes.length))
    return Recurring(
        kinds=naming.series,
        form_title=partial(planning.form_title, naming),
        fields=partial(_fields, options),
        read=partial(_read, options),
        note=partial(_note, options),
        limits=partial(_limits, options),
        terms=partial(_terms, options),
        extras=partial(_extras, ceremony, options),
        hosts=partial(_hosts, ceremony),
        in_turn=partial(_in_turn, options),
        named=partial(_named, options),
        saved=partial(planning.saved, naming),
        placed=planning.placed,
        listing=partial(planning.listing, naming),
        line=planning.line_of_list,
        ending=planning.ending,
        losing=_losing,
        missed=partial(planning.missed, naming),
        zone_gone=partial(planning.zone_gone, naming),
        comes=partial(ahead.of_series, naming),
        explain=partial(explain, naming, {}),
        announcement=partial(_announcement, ceremony),
        reminder=_reminder,
        reminded=_reminded,
        planned=partial(planning.planned, naming),
        replies=planning.REPLIES,
        taken_back=planning.not_coming,
        opening=Opening(
            partial(_open, ceremony),
            last_chance=partial(_last_chance, ceremony),
            busy_until=_busy_until,
            lock=_lock_open,
        ),
        moves=True,
        signed=partial(_signed, ceremony),
        heirs=_heirs,
        redraw=partial(_redraw, ceremony),
    )


def reader_of(read: Read, words: Words, shown: Shown, *others: PersonId) -> Reader:
    """Return who reads an announcement, which names its host, who comes, and others; to a channel in the series' zone."""
    hosts = {shown.series.owner, shown.occurrence.host or shown.series.owner}
    names = people.names(read, [*hosts, *shown.occurrence.coming, *others], words)
    return Reader(words.in_zone(shown.series.zone) if words.shared else words, shown.at, names)


def texts(plan: Draft) -> tuple[str, str]:
    """Return a plan's title and link as they are kept. Raise EmptyText or TextTooLong, or Several."""
    refused = AllAtOnce()
    title = refused.read("", line, "meeting", plan.title, LIMITS["meeting"])
    link = refused.read("", paragraph, "link", plan.link, LIMITS["link"])
    refused.refuse()
    return title, link


def _fields(options: StartOptions[Any], words: Words, plan: Draft) -> list[Block]:
    return [*planning.plan_fields(words, plan), *fields_in_plan(options, words, plan)]


def _read(options: StartOptions[Any], form: Form) -> tuple[str, Mapping[str, str]]:
    """Read the fields of a plan: its title, and what of its options stands there. Raise what is wrong with them at once."""
    refused = AllAtOnce()
    unread: tuple[str, Mapping[str, str]] = ("", {})
    title, _ = refused.read(unread, planning.read_plan, form)
    changed = refused.read({}, read_in_plan, options, form)
    refused.refuse()
    return title, changed


def _note(options: StartOptions[Any], words: Words, plan: Draft, at: datetime) -> str:
    return (
        f"{preview_note(options.settle(options.nothing).length, words, plan, at)} {chosen_in_plan(options, words, plan)}".strip()
    )


def chosen_in_plan(options: StartOptions[Any], words: Words, plan: Draft) -> str:
    """Tell what was chosen in a plan that is held against its limits, and the credit rule, where one was stated."""
    settings = _settings(options, plan)
    return f"{options.told(words, settings)} {stated(words, credit_of(settings))}".strip()


def _limits(options: StartOptions[Any], plan: Draft, _: datetime) -> None:
    """Hold a plan against its limits. Raise EmptyText or TextTooLong, what its options raise, or Several."""
    refused = AllAtOnce()
    refused.read(None, texts, plan)
    refused.read(None, _settings, options, plan)
    refused.refuse()


def _terms(options: StartOptions[Any], plan: Draft) -> Terms:
    (title, link), settings = texts(plan), _settings(options, plan)
    return Terms(title, link, replace(plan.recurrence, duration=settings.length), own=rows.settings(settings))


def _extras(ceremony: Ceremony[Any], options: StartOptions[Any], series: Series) -> Mapping[str, str]:
    """Return what was asked of a series' meetings: what differs from what is usual for their length."""
    kept = ceremony.read_settings(series.own)
    usual = options.settle(replace(options.nothing, length=kept.length))
    return options.written(options.asked(kept, usual))


def _settings(options: StartOptions[Any], plan: Draft) -> Any:
    asked, lasts = options.read_written(plan.extras), plan.recurrence.duration
    return options.settle(asked if lasts is None else replace(asked, length=lasts))


def _named(options: StartOptions[Any], plan: Draft) -> Mapping[str, Collection[PersonId]]:
    settings = _settings(options, plan)
    return {COHOSTS.name: settings.cohosts, HOSTS.name: settings.hosts}


def _hosts(ceremony: Ceremony[Any], series: Series) -> Sequence[PersonId]:
    return _people(ceremony.read_settings(series.own).hosts)


def _in_turn(options: StartOptions[Any], plan: Draft) -> Sequence[PersonId]:
    return _people(_settings(options, plan).hosts)


def _people(hosts: Sequence[PersonId]) -> Sequence[PersonId]:
    return [host for host in hosts if not is_nobody(host)]


def _announcement(ceremony: Ceremony[Any], read: Read, words: Words, shown: Shown) -> Message:
    settings = ceremony.read_settings(shown.series.own)
    return planning.announcement(ceremony.naming, reader_of(read, words, shown), shown.series, shown.occurrence, settings)


def _signed(ceremony: Ceremony[Any], words: Words, series: Series) -> tuple[str, str]:
    return ceremony.naming.title, in_words(words, credit_of(ceremony.read_settings(series.own)))


def _losing(_: Read, words: Words, series: Series, lost: Lost) -> list[str]:
    return planning.losing(words, series, lost)


def _reminder(words: Words, shown: Shown) -> Message:
    return planning.reminder(words, shown.series, shown.occurrence)


def _reminded(series: Series, occurrence: Occurrence) -> list[Place]:
    return [Place.person(person) for person in sorted({occurrence.host or series.owner, *occurrence.coming})]


def _open(ceremony: Ceremony[Any], unit: Unit, series: Series, occurrence: Occurrence) -> str | None:
    settings = ceremony.read_settings(series.own)
    zone, starts = series.zone, occurrence.starts
    host = occurrence.host or series.owner
    new = NewMeeting(series.channel, series.title, host, zone, settings, series.link, series.id, starts)
    try:
        return open_meeting(unit, ceremony=ceremony, new=new, host_is_here=False)
    except MeetingRunning:
        return None


def _last_chance(ceremony: Ceremony[Any], series: Series, starts: datetime) -> datetime:
    return ceremony.last_chance(starts, ceremony.read_settings(series.own))


def _busy_until(read: Read, series: Series) -> datetime | None:
    running = store.open_meeting_of_series(read, series.id)
    return None if running is None else left_until(running[1])


def _lock_open(unit: Unit, series: Series) -> None:
    running = store.open_meeting_of_series(unit, series.id)
    if running is not None:
        store.lock(unit, running[0])


def _heirs(read: Read, series: Series, coming: frozenset[PersonId]) -> frozenset[PersonId]:
    """Return who said that they are coming; where nobody has, who came last."""
    last = kept.last_meeting_of(read, series.id)
    return coming or (frozenset() if last is None else attended(read, last))


def _redraw(ceremony: Ceremony[Any], unit: Unit, series: Series) -> None:
    """Draw anew the last summary, which may name the next meeting."""
    last = kept.last_meeting_of(unit, series.id)
    if last is not None:
        messages.show(unit, ceremony.kinds.board, MeetingId(last))
