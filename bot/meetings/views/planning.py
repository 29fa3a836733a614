"""A planned meeting or series of any ceremony: its form, list, announcement, reminder and end."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, InteractiveElement

from bot.core.limits import line
from bot.meetings.naming import Naming
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.values import LIMITS, Settings
from bot.meetings.views.credit_words import stated
from bot.meetings.views.frame import Reader, facts, link
from bot.meetings.views.ids import value
from bot.schedule.drafts import Draft
from bot.schedule.form import schedule_fields
from bot.series.recurring import Ending, Lost
from bot.series.rules import CalledOff, Occurrence, Reply, Series, SeriesState
from bot.series.views.announcement import became, framed, take_back
from bot.series.views.called_off import coming
from bot.series.views.date_file import calendar_file
from bot.slack.blocks import actions, button, context, field, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message
from bot.slack.text import names_a_channel, one_line, plain
from bot.words.words import Words

COMING = "coming"
REPLIES = {COMING: Reply.COMING}
"""The button of an announcement, and what it says."""


def placed(words: Words, series: Series) -> str:
    """Name a series and its channel, unless its title says that already: “Lean Coffee in #guild”, but “Retro #5” in its channel."""
    title = plain(series.title)
    if names_a_channel(series.title):
        return words.say("“{title}”", title=title)
    return words.say("“{title}” in <#{channel}>", title=title, channel=series.channel)


def form_title(naming: Naming, words: Words) -> str:
    """Name the forms that a meeting or a series is planned with."""
    return words.say("Plan {ceremony}", ceremony=naming.one(words))


def plan_fields(words: Words, plan: Draft) -> list[Block]:
    """Draw the fields of a plan: its title, and when."""
    title = typed(LIMITS["meeting"], first=plan.title[: LIMITS["meeting"]])
    return [field("meeting", words.say("Title"), title), *schedule_fields(words, plan)]


def read_plan(form: Form) -> tuple[str, Mapping[str, str]]:
    """Read the fields of a plan: its title, and nothing of a ceremony's own. Raise EmptyText or TextTooLong."""
    return line("meeting", form.text("meeting"), LIMITS["meeting"]), {}


def saved(naming: Naming, words: Words, rule: str, channel: str, once: bool) -> str:
    """Say that a series or one meeting (`once`) is kept, and where it is changed."""
    values = {"rule": rule, "channel": channel, "command": naming.command}
    if once:
        return words.say("Saved: {rule}, in <#{channel}>. `{command} series` moves or cancels it.", **values)
    return words.say("Saved: {rule}, in <#{channel}>. `{command} series` skips a date, pauses or ends it.", **values)


def listing(naming: Naming, words: Words) -> tuple[str, str]:
    """Return the title of the list, and what stands there when nothing is planned."""
    empty = words.say(
        "Nothing is planned in this channel. Plan a series: `{command} every first thursday 15:00 for 45m`, or one meeting: `{command} plan tomorrow at 9 for 45m`.",
        command=naming.command,
    )
    return words.say("What is planned in this channel"), empty


def line_of_list(words: Words, series: Series, rule: str, host: str) -> str:
    """Begin the entry of a series or a planned meeting in the list."""
    return words.say("*{title}*  {rule} · host {name}", title=plain(series.title), rule=rule, name=plain(host))


def planned(
    naming: Naming, words: Words, series: Series, rule: str, host: str, following: datetime | None, *, hint: str = ""
) -> str:
    """Write the line that tells a channel what was planned in it, and what has become of that; `hint`: what one can do.

    One meeting is told by its hour, which each reads in their own zone; a series by its rule. The ceremony is named where its title does not.
    """
    values = {"title": plain(series.title), "emblem": naming.emblem}
    if series.state is SeriesState.ENDED:
        return _is_over(words, series, following, **values)
    once = words.slack_day_time(following) if series.one_off and following is not None else ""
    values |= {"when": once or rule, "name": plain(host)}
    if naming.called(words).casefold() in series.title.casefold():
        told = words.say("{emblem} *{title}*: {when}. Host {name}.", **values)
    else:
        told = words.say("{emblem} *{title}*, {ceremony} here: {when}. Host {name}.", **values, ceremony=naming.one(words))
    following_one = "" if once or following is None else words.say("Next: {when}.", when=words.slack_day_time(following))
    return " ".join(part for part in (told, _pause(words, series), hint, following_one) if part)


def _is_over(words: Words, series: Series, lost: datetime | None, **values: str) -> str:
    """Say that a series or a planned meeting is over, and which date does not take place (UTC)."""
    when = "" if lost is None else words.slack_day_time(lost)
    if series.one_off:
        if when:
            return words.say("{emblem} *{title}*, {when}, was cancelled.", when=when, **values)
        return words.say("{emblem} *{title}* was cancelled.", **values)
    over = words.say("{emblem} *{title}* has ended.", **values)
    return f"{over} {words.say('{when} does not take place.', when=when)}" if when else over


def _pause(words: Words, series: Series) -> str:
    if series.quiet_until is not None:
        return words.say("It is paused until {day}.", day=words.day(series.quiet_until))
    return words.say("It is paused.") if series.state is SeriesState.PAUSED else ""


def announcement(
    naming: Naming,
    reader: Reader,
    series: Series,
    occurrence: Occurrence,
    settings: Settings,
    *,
    body: Sequence[Block] = (),
    button_more: InteractiveElement | None = None,
    hint: str = "",
) -> Message:
    """Draw what is announced ahead: when, who comes; once its hour has come, only what became of it.

    A ceremony adds what waits for the meeting (`body`), a button, a hint.
    """
    words, emblem = reader.words, naming.emblem
    text = words.say(
        "{emblem} {title}, {day} {time} {zone}",
        emblem=emblem,
        title=words.set_off(plain(series.title)),
        day=words.short_day(occurrence.starts),
        time=words.clock(occurrence.starts),
        zone=words.zone.key,
    )
    over = _became(reader, series, occurrence)
    if over:
        line = f"{emblem} *{plain(series.title)}*  {words.slack_day_time(occurrence.starts)}: {over}"
        return became(text, line, *take_back(words, naming.series, occurrence, reader.at))
    opens = section(words.say("*{when}*  ·  it opens here by itself.", when=words.slack_day_time(occurrence.starts)))
    come = button(words.say("I'm coming"), naming.series.id(COMING), value(occurrence.id), primary=True)
    told = context(*(line for line in (*_facts(naming, reader, series, occurrence, settings), hint) if line))
    return framed(
        text,
        f"{emblem} {one_line(series.title)}",
        [opens, *body, actions(come, button_more, calendar_file(words, occurrence)), told],
    )


def _facts(naming: Naming, reader: Reader, series: Series, occurrence: Occurrence, settings: Settings) -> list[str]:
    words, come = reader.words, occurrence.coming
    told = facts(
        naming.called(words),
        words.minutes(settings.length),
        words.say("host {name}", name=reader.name(occurrence.host or series.owner)),
        link(series.link, words.say("the call")),
    )
    comes = words.say("Coming ({n}): {names}", n=len(come), names=reader.all_names(come)) if come else ""
    return [told, stated(words, credit_of(settings)), comes]


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
        case CalledOff.CHANGED:
            return words.say("called off, the series was changed.")
        case CalledOff.ZONE_GONE:
            return words.say("called off, the series is paused: its time zone exists no more.")
        case CalledOff.CALENDAR:
            return words.say("called off, the team's calendar has changed.")
        case CalledOff.MISSED:
            return words.say("it could not be opened in time.")
    if occurrence.meeting is not None:
        return words.say("it opened, see its board below.")
    return words.say("it has not been opened yet.") if occurrence.starts <= reader.at else ""


def reminder(words: Words, series: Series, occurrence: Occurrence) -> Message:
    """Remind one person of a meeting that they said they would come to."""
    text = words.say("{meeting} begins at {time}.", meeting=placed(words, series), time=words.slack_time(occurrence.starts))
    told = f"{text} {link(series.link, words.say('Join the call'))}".rstrip()
    return Message(told, [section(told), actions(calendar_file(words, occurrence))])


def missed(naming: Naming, words: Words, series: Series, starts: datetime, _: datetime | None) -> str:
    """Tell the host that a meeting was not opened, and what to do."""
    values = {"meeting": placed(words, series), "when": words.slack_day_time(starts), "command": naming.command}
    if series.one_off:
        return words.say(
            "{meeting} was due {when}, but I could not open it in time. `{command} start` opens it by hand, `{command} plan` plans another.",
            **values,
        )
    return words.say(
        "{meeting} was due {when}, but I could not open it in time. `{command} start` opens it by hand; the next one comes as planned.",
        **values,
    )


def zone_gone(naming: Naming, words: Words, series: Series) -> tuple[str, str]:
    """Name a series whose zone is gone, and the command that plans it anew."""
    return placed(words, series), f"{naming.command} every tuesday at 10:00 Europe/Madrid"


def not_coming(words: Words) -> str:
    """Say that an "I'm coming" was taken back."""
    return words.say("Noted: you are not coming. Press “I'm coming” again if you are after all.")


def losing(words: Words, series: Series, lost: Lost, *kept: str) -> list[str]:
    """Say what goes with a series or a planned meeting, and what stays; `kept`: what of it is the ceremony's own."""
    meeting = placed(words, series)
    lines = [] if series.one_off else [words.say("{series} opens no meeting ever again.", series=meeting)]
    when = words.slack_day_time(lost.following) if lost.following else ""
    if series.one_off:
        lines.append(words.say("{meeting}, {when}, does not take place.", meeting=meeting, when=when))
    elif when:
        lines.append(words.say("Its next date, {when}, is called off.", when=when))
    lines += [*coming(words, lost), *kept]
    instead = words.say("For another hour, move it instead.")
    return [*lines, instead if series.one_off else words.say("To open nothing for a while, pause it instead.")]


def ending(words: Words, series: Series) -> Ending:
    """Name the end of a series, or of one planned meeting."""
    if series.one_off:
        cancel, done = words.say("Cancel the meeting"), words.say("{meeting} was cancelled.", meeting=placed(words, series))
        return Ending(cancel, words.say("Cancel the meeting?"), cancel, done)
    end, done = words.say("End the series"), words.say("{series} has ended.", series=placed(words, series))
    return Ending(end, words.say("End the series?"), end, done)
