"""A series: its preview, its list, the announcement of its next meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, DatePickerElement, TimePickerElement

from bot.features.lean_coffee.rules import A_DAY, A_WEEK, CalledOff, Column, Occurrence, Series, SeriesState, Topic
from bot.features.lean_coffee.rules.texts import LIMITS, line
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.options import ANNOUNCE, read_ahead, written_ahead
from bot.features.lean_coffee.views.pieces import Reader, agenda, facts, link, placed
from bot.schedule import next_after
from bot.schedule.drafts import Draft
from bot.schedule.form import schedule_fields
from bot.series.views import plans as planning_views
from bot.series.views.choices import choice
from bot.series.views.handing_over import HAND_OVER
from bot.series.views.paging import paged, turning
from bot.slack.blocks import VALUE, actions, button, context, field, header, menu, overflow, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import one_line, plain
from bot.words import Words

ROOM = 20
"""Waiting topics that an announcement lists."""


@dataclass(frozen=True)
class SeriesLine:
    """A series as its list shows it: the rule in words, and the next moments (UTC)."""

    series: Series
    rule: str
    upcoming: Sequence[datetime]


def series_list(reader: Reader, lines: Sequence[SeriesLine], note: str = "", page: int = 0) -> Message:
    """Draw a page of the series of a channel, each with what can be done about it; a note above says why nothing was done."""
    words = reader.words
    blocks: list[Block] = [section(note)] if note else []
    if not lines:
        told = words.say(
            "Nothing is planned in this channel. Plan a series: `/coffee every first thursday 15:00 for 45m`, or one meeting: `/coffee plan tomorrow at 9 for 45m`."
        )
        return Message(note or told, [*blocks, section(told)])
    pages = paged(page, len(lines))
    blocks += [_of_list(reader, line) for line in lines[pages.start : pages.stop]]
    blocks += turning(words, pages, ids.SERIES_BEFORE, ids.SERIES_AFTER)
    return Message(note or words.say("What is planned in this channel"), blocks)


def _of_list(reader: Reader, line: SeriesLine) -> Block:
    words, series = reader.words, line.series
    paused = series.state is SeriesState.PAUSED
    dates = ", ".join(words.slack_day_time(at) for at in line.upcoming[:2])
    if paused:
        when = words.say("_paused_")
    else:
        when = words.say("Next: {dates}", dates=dates) if dates else words.say("No date is left.")
    if series.one_off:
        values = {"title": plain(series.title), "rule": line.rule, "name": reader.name(series.host)}
        told = words.say("*{title}*  {rule} · host {name}", **values)
        hand_over = (words.say("Hand over …"), choice(HAND_OVER, series.id))
        *move, cancel = choices_of_one(words, series, line.upcoming)
        return section(told, overflow(ids.SERIES_MORE, [*move, hand_over, cancel]))
    skip = [(words.say("Skip the next one"), choice("skip", series.id, line.upcoming[0]))] if dates and not paused else []
    pause = (words.say("Go on"), "resume") if paused else (words.say("Pause"), "pause")
    choices = [
        *skip,
        (pause[0], choice(pause[1], series.id)),
        (words.say("Hand over …"), choice(HAND_OVER, series.id)),
        (words.say("End the series"), choice("end", series.id)),
    ]
    values = {"title": plain(series.title), "rule": line.rule, "name": reader.name(series.host)}
    if series.ahead == A_DAY:
        told = words.say("*{title}*  {rule} · host {name}", **values)
    else:
        early = how_far_ahead(words, series.ahead)
        told = words.say("*{title}*  {rule} · host {name} · announced {early}", early=early, **values)
    return section(f"{told}\n{when}", overflow(ids.SERIES_MORE, choices))


def choices_of_one(words: Words, series: Series, upcoming: Sequence[datetime]) -> list[tuple[str, str]]:
    """Return what can be done about one planned meeting: moved while its hour is to come, and cancelled."""
    move = [(words.say("Move"), choice("move", series.id, upcoming[0]))] if upcoming else []
    return [*move, (words.say("Cancel the meeting"), choice("end", series.id))]


def planned(reader: Reader, series: Series, rule: str, following: datetime | None) -> Message:
    """Draw the line that tells a channel what was planned in it, and what has become of that."""
    words = reader.words
    values = {"title": plain(series.title), "rule": rule, "name": reader.name(series.host)}
    if series.state is SeriesState.ENDED:
        return Message(
            words.say("☕ *{title}* was cancelled.", **values)
            if series.one_off
            else words.say("☕ *{title}* has ended.", **values)
        )
    told = words.say("☕ *{title}*, a Lean Coffee here: {rule}. Host {name}. `/coffee topic …` brings a topic.", **values)
    if following is None or series.one_off:
        return Message(told)
    return Message(f"{told} {words.say('Next: {when}.', when=words.slack_day_time(following))}")


def moved(words: Words, series: Series, occurrence: Occurrence) -> Message:
    """Tell one person who said that they are coming when a meeting is now."""
    return Message(
        words.say(
            "{meeting} was moved: it begins {when}.", meeting=placed(words, series), when=words.slack_day_time(occurrence.starts)
        )
    )


def move_form(words: Words, series: Series, starts: datetime) -> Modal:
    """Ask when a planned meeting is to be instead, in its own zone."""
    wall = starts.astimezone(ZoneInfo(series.zone))
    blocks: list[Block] = [
        section(words.say("*{title}* is on {when}.", title=plain(series.title), when=words.slack_day_time(starts))),
        field("starting", words.say("Day"), DatePickerElement(action_id=VALUE, initial_date=wall.date().isoformat())),
        field(
            "time", words.say("At what time"), TimePickerElement(action_id=VALUE, initial_time=f"{wall:%H:%M}"), hint=series.zone
        ),
    ]
    private = choice("move", series.id, starts)
    return Modal(ids.MOVE_FORM, moving(words), blocks, words.say("Move"), words.say("Keep it"), private=private)


def moving(words: Words) -> str:
    """Name the moving of one meeting: over its form, and over what became of it."""
    return words.say("Move the meeting")


def moved_to(words: Words, series: Series, starts: datetime) -> str:
    """Say when a meeting is now that was moved."""
    return words.say("{meeting} is on {when} now.", meeting=placed(words, series), when=words.slack_day_time(starts))


def announcement(reader: Reader, series: Series, occurrence: Occurrence, waiting: Sequence[Topic]) -> Message:
    """Draw what is announced ahead: when, who comes, what waits; once its hour has come, only what became of it."""
    words = reader.words
    text = words.say(
        "☕ {title}, {day} {time} {zone}",
        title=words.set_off(plain(series.title)),
        day=words.short_day(occurrence.starts),
        time=words.clock(occurrence.starts),
        zone=words.zone.key,
    )
    over = _became(reader, series, occurrence)
    if over:
        when = words.slack_day_time(occurrence.starts)
        return Message(text, [section(f"☕ *{plain(series.title)}*  {when}: {over}")])
    return Message(text, [header("☕ " + one_line(series.title)), *_ahead(reader, series, occurrence, waiting)])


def zone_gone(words: Words, series: Series, zone: str) -> Message:
    """Tell the host that a series is paused because its time zone exists no more."""
    end = None if series.state is SeriesState.ENDED else (ids.SERIES_MORE, choice("end", series.id))
    return planning_views.zone_gone(words, placed(words, series), zone, "/coffee every tuesday at 10:00 Europe/Madrid", end)


def _became(reader: Reader, series: Series, occurrence: Occurrence) -> str:
    """Say what became of an occurrence; nothing while it is still to come."""
    words = reader.words
    match occurrence.called_off:
        case CalledOff.SKIPPED:
            return words.say("skipped this time.")
        case CalledOff.PAUSED:
            return words.say("called off, the series is paused.")
        case CalledOff.ENDED if series.one_off:
            return words.say("it was cancelled.")
        case CalledOff.ENDED:
            return words.say("called off, the series has ended.")
        case CalledOff.CANCELLED:
            return words.say("it was cancelled.")
        case CalledOff.ZONE_GONE:
            return words.say("called off, the series is paused: its time zone exists no more.")
        case CalledOff.MISSED:
            return words.say("it could not be opened in time.")
    if occurrence.meeting is not None:
        return words.say("it opened, see its board below.")
    return words.say("it has not been opened yet.") if occurrence.starts <= reader.at else ""


def _ahead(reader: Reader, series: Series, occurrence: Occurrence, waiting: Sequence[Topic]) -> list[Block]:
    words, coming = reader.words, occurrence.coming
    blocks: list[Block] = [
        section(words.say("*{when}*  ·  it opens here by itself.", when=words.slack_day_time(occurrence.starts)))
    ]
    if waiting:
        blocks += [
            section(words.count("*{n} topic waits*", "*{n} topics wait*", len(waiting))),
            *agenda(reader, list(waiting)[:ROOM], roomy=False),
        ]
    told = facts(
        words.say("Lean Coffee"),
        words.minutes(series.settings.length),
        words.say("host {name}", name=reader.name(series.host)),
        link(series.link, words.say("the call")),
    )
    come = words.say("Coming ({n}): {names}", n=len(coming), names=reader.all_names(coming)) if coming else ""
    row = actions(
        button(words.say("I'm coming"), ids.COMING, value(occurrence.id), primary=True),
        button(words.say("Suggest a topic"), ids.SUGGEST, value(series.channel)),
    )
    hint = words.say("New to Lean Coffee? People bring topics, vote, and talk about each for a few minutes.")
    return [*blocks, row, context(*(line for line in (told, come, hint) if line))]


def preview_note(words: Words, plan: Draft, at: datetime) -> str:
    """Say what saving a series brings, and whether its first announcement is due already."""
    ahead, first = read_ahead(plan.extras), next_after(plan.recurrence, at)
    told = words.say("Announced {when}; it opens at the hour and takes the topics that wait.", when=how_far_ahead(words, ahead))
    if first is None or first.starts - ahead > at:
        return told
    if not plan.recurrence.rule:
        return words.say("Announced as soon as you save; it opens at the hour and takes the topics that wait.")
    return f"{told} {words.say('The first one is announced as soon as you save.')}"


def how_far_ahead(words: Words, ahead: timedelta) -> str:
    """Say how long before its hour a meeting is announced."""
    if ahead == A_WEEK:
        return words.say("a week ahead")
    return words.say("a day ahead") if ahead == A_DAY else words.say("{span} ahead", span=words.minutes(ahead))


def saved(words: Words, rule: str, channel: str, once: bool) -> str:
    """Say that a series or one meeting (`once`) is kept, and where it is changed."""
    if once:
        return words.say("Saved: {rule}, in <#{channel}>. `/coffee series` moves or cancels it.", rule=rule, channel=channel)
    return words.say(
        "Saved: {rule}, in <#{channel}>. `/coffee series` skips a date, pauses or ends it.", rule=rule, channel=channel
    )


def form_title(words: Words) -> str:
    """Name the forms that a meeting or a series is planned with."""
    return words.say("Plan a Lean Coffee")


def plan_fields(words: Words, plan: Draft) -> list[Block]:
    """Draw the fields of a plan: its title, when, how far ahead it is announced."""
    aheads = {written_ahead(A_DAY): words.say("A day ahead"), written_ahead(A_WEEK): words.say("A week ahead")}
    first = written_ahead(read_ahead(plan.extras))
    return [
        field("meeting", words.say("Title"), typed(LIMITS["meeting"], first=plan.title[: LIMITS["meeting"]])),
        *schedule_fields(words, plan),
        field("announce", words.say("Announce it"), menu(aheads, first=first)),
    ]


def read_plan(form: Form) -> tuple[str, Mapping[str, str]]:
    """Read the fields of a plan: its title, and how far ahead it is announced. Raise EmptyText or TextTooLong."""
    announce = form.text("announce")
    return line("meeting", form.text("meeting")), {ANNOUNCE: announce} if announce else {}


def ask_to_keep(words: Words, topic: Topic) -> Message:
    """Ask the author of a topic that was carried over again whether it should stay."""
    told = words.say(
        "*{title}* was carried over {n} times in <#{channel}>. Should it stay on the list?",
        title=plain(topic.title),
        n=topic.carried,
        channel=topic.channel,
    )
    row = actions(
        button(words.say("Keep it"), ids.KEEP_TOPIC, value(topic.id), primary=True),
        button(words.say("Let it go"), ids.LET_GO, value(topic.id)),
    )
    asked = words.say("Should “{title}” stay on the list?", title=plain(topic.title))
    return Message(asked, [section(told), row, context(words.say("No answer keeps it."))])


def topic_let_go(words: Words, topic: Topic) -> Message:
    """Say that a topic is off the list: taken off it, or talked about by now."""
    title, channel = plain(topic.title), topic.channel
    if topic.column in (Column.DISCUSSING, Column.DISCUSSED):
        return Message(words.say("*{title}* has come up in <#{channel}> by now.", title=title, channel=channel))
    return Message(words.say("*{title}* is off the list of <#{channel}>.", title=title, channel=channel))


def reminder(words: Words, series: Series, occurrence: Occurrence) -> Message:
    """Remind one person of a meeting that they said they would come to."""
    text = words.say("{meeting} begins at {time}.", meeting=placed(words, series), time=words.slack_time(occurrence.starts))
    return Message(f"{text} {link(series.link, words.say('Join the call'))}".rstrip())


def missed(words: Words, series: Series, occurrence: Occurrence) -> Message:
    """Tell the host that a meeting was not opened, and what to do."""
    if series.one_off:
        return Message(
            words.say(
                "{meeting} was due {when}, but I could not open it in time. `/coffee start` opens it by hand, `/coffee plan` plans another.",
                meeting=placed(words, series),
                when=words.slack_day_time(occurrence.starts),
            )
        )
    return Message(
        words.say(
            "{meeting} was due {when}, but I could not open it in time. `/coffee start` opens it by hand; the next one comes as planned.",
            meeting=placed(words, series),
            when=words.slack_day_time(occurrence.starts),
        )
    )
