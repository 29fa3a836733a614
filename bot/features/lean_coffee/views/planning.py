"""A series in Lean Coffee's words: its preview, its list, the announcement of its next meeting."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.core.kinds import AlarmKind
from bot.features.lean_coffee.kinds import SERIES
from bot.features.lean_coffee.rules import A_WEEK, Topic
from bot.features.lean_coffee.rules.texts import LIMITS, line
from bot.features.lean_coffee.views import ahead, ids
from bot.features.lean_coffee.views.options import ANNOUNCE, read_ahead, written_ahead
from bot.features.lean_coffee.views.pieces import agenda, placed
from bot.meetings.views.frame import Reader, facts, link
from bot.meetings.views.ids import value
from bot.schedule import next_after
from bot.schedule.drafts import Draft
from bot.schedule.form import schedule_fields
from bot.series.recurring import Ending, Lost
from bot.series.rules import A_DAY, CalledOff, Occurrence, Reply, Series, SeriesState
from bot.series.views.announcement import became, framed
from bot.series.views.called_off import coming
from bot.slack.blocks import actions, button, context, field, menu, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message
from bot.slack.text import one_line, plain
from bot.words import Words

COMING = "coming"
REPLIES = {COMING: Reply.COMING}
"""The button of an announcement, and what it says."""
ROOM = 20
"""Waiting topics that an announcement lists."""


def listing(words: Words) -> tuple[str, str]:
    """Return the title of the list, and what stands there when nothing is planned."""
    empty = words.say(
        "Nothing is planned in this channel. Plan a series: `/coffee every first thursday 15:00 for 45m`, or one meeting: `/coffee plan tomorrow at 9 for 45m`."
    )
    return words.say("What is planned in this channel"), empty


def line_of_list(words: Words, series: Series, rule: str, host: str) -> str:
    """Begin the entry of a series or a planned meeting in the list."""
    values = {"title": plain(series.title), "rule": rule, "name": plain(host)}
    if series.ahead == A_DAY or series.one_off:
        return words.say("*{title}*  {rule} · host {name}", **values)
    early = how_far_ahead(words, series.ahead)
    return words.say("*{title}*  {rule} · host {name} · announced {early}", early=early, **values)


def planned(words: Words, series: Series, rule: str, host: str, following: datetime | None) -> str:
    """Write the line that tells a channel what was planned in it, and what has become of that."""
    values = {"title": plain(series.title), "rule": rule, "name": plain(host)}
    if series.state is SeriesState.ENDED:
        return (
            words.say("☕ *{title}* was cancelled.", **values)
            if series.one_off
            else words.say("☕ *{title}* has ended.", **values)
        )
    told = words.say("☕ *{title}*, a Lean Coffee here: {rule}. Host {name}. `/coffee topic …` brings a topic.", **values)
    if following is None or series.one_off:
        return told
    return f"{told} {words.say('Next: {when}.', when=words.slack_day_time(following))}"


def announcement(reader: Reader, series: Series, occurrence: Occurrence, waiting: Sequence[Topic], lasts: timedelta) -> Message:
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
        return became(text, f"☕ *{plain(series.title)}*  {words.slack_day_time(occurrence.starts)}: {over}")
    return framed(text, "☕ " + one_line(series.title), _ahead(reader, series, occurrence, waiting, lasts))


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


def _ahead(reader: Reader, series: Series, occurrence: Occurrence, waiting: Sequence[Topic], lasts: timedelta) -> list[Block]:
    words, come = reader.words, occurrence.coming
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
        words.minutes(lasts),
        words.say("host {name}", name=reader.name(series.owner)),
        link(series.link, words.say("the call")),
    )
    coming_too = words.say("Coming ({n}): {names}", n=len(come), names=reader.all_names(come)) if come else ""
    row = actions(
        button(words.say("I'm coming"), SERIES.id(COMING), value(occurrence.id), primary=True),
        button(words.say("Suggest a topic"), ids.SUGGEST, value(series.channel)),
    )
    hint = words.say("New to Lean Coffee? People bring topics, vote, and talk about each for a few minutes.")
    return [*blocks, row, context(*(line for line in (told, coming_too, hint) if line))]


def preview_note(words: Words, plan: Draft, at: datetime) -> str:
    """Say what saving a series brings, and whether its first announcement is due already."""
    early, first = read_ahead(plan.extras), next_after(plan.recurrence, at)
    told = words.say("Announced {when}; it opens at the hour and takes the topics that wait.", when=how_far_ahead(words, early))
    if first is None or first.starts - early > at:
        return told
    if not plan.recurrence.rule:
        return words.say("Announced as soon as you save; it opens at the hour and takes the topics that wait.")
    return f"{told} {words.say('The first one is announced as soon as you save.')}"


def how_far_ahead(words: Words, early: timedelta) -> str:
    """Say how long before its hour a meeting is announced."""
    if early == A_WEEK:
        return words.say("a week ahead")
    return words.say("a day ahead") if early == A_DAY else words.say("{span} ahead", span=words.minutes(early))


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


def reminder(words: Words, series: Series, occurrence: Occurrence) -> Message:
    """Remind one person of a meeting that they said they would come to."""
    text = words.say("{meeting} begins at {time}.", meeting=placed(words, series), time=words.slack_time(occurrence.starts))
    return Message(f"{text} {link(series.link, words.say('Join the call'))}".rstrip())


def missed(words: Words, series: Series, starts: datetime, _: datetime | None) -> str:
    """Tell the host that a meeting was not opened, and what to do."""
    values = {"meeting": placed(words, series), "when": words.slack_day_time(starts)}
    if series.one_off:
        return words.say(
            "{meeting} was due {when}, but I could not open it in time. `/coffee start` opens it by hand, `/coffee plan` plans another.",
            **values,
        )
    return words.say(
        "{meeting} was due {when}, but I could not open it in time. `/coffee start` opens it by hand; the next one comes as planned.",
        **values,
    )


def not_coming(words: Words) -> str:
    """Say that an "I'm coming" was taken back."""
    return words.say("Noted: you are not coming. Press “I'm coming” again if you are after all.")


def losing(words: Words, series: Series, lost: Lost, waiting: int) -> list[str]:
    """Say what goes with a series or a planned meeting, and what stays."""
    meeting = placed(words, series)
    lines = [] if series.one_off else [words.say("{series} opens no meeting ever again.", series=meeting)]
    when = words.slack_day_time(lost.following) if lost.following else ""
    if series.one_off:
        lines.append(words.say("{meeting}, {when}, does not take place.", meeting=meeting, when=when))
    elif when:
        lines.append(words.say("Its next date, {when}, is called off.", when=when))
    lines += coming(words, lost)
    if waiting:
        kept = words.count(
            "{n} topic waits in the channel and stays for its next meeting.",
            "{n} topics wait in the channel and stay for its next meeting.",
            waiting,
        )
        lines.append(kept)
    instead = words.say("For another hour, move it instead.")
    return [*lines, instead if series.one_off else words.say("To open nothing for a while, pause it instead.")]


def ending(words: Words, series: Series) -> Ending:
    """Name the end of a series, or of one planned meeting."""
    if series.one_off:
        cancel, done = words.say("Cancel the meeting"), words.say("{meeting} was cancelled.", meeting=placed(words, series))
        return Ending(cancel, words.say("Cancel the meeting?"), cancel, done)
    end, done = words.say("End the series"), words.say("{series} has ended.", series=placed(words, series))
    return Ending(end, words.say("End the series?"), end, done)


def comes(words: Words, title: str, kind: AlarmKind) -> str:
    """Say in a few words what an alarm of a series brings."""
    says = {SERIES.announce: ahead.announced, SERIES.remind: ahead.reminded}
    return says.get(kind, ahead.opens)(words, title)
