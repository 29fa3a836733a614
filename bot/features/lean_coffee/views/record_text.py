"""The record of a meeting as Markdown, in the words of who asked for it."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.action_items.rules.values import State
from bot.features.lean_coffee.rules.values import Tally
from bot.features.lean_coffee.rules.whole_record import Promise, Record, RecordedTable, RecordedTopic
from bot.features.lean_coffee.views.windows.pieces import lasting
from bot.meetings.rules.values import Closing
from bot.slack.text import one_line
from bot.words.words import Words

_MARKS = re.compile(r"([\\`*_\[\]<~]|&(?=[\w#]))")
_BEGINS_A_BLOCK = re.compile(r"\A(\d+(?=[.)])|(?=[-+>#]))")
"""What makes more than a line of text of a line that begins with it."""


def as_markdown(words: Words, record: Record) -> str:
    """Write a record as Markdown; people's words stand in it as they are, whatever marks they have."""
    parts = [
        f"# {heading(words, record)}",
        _listed(f"{name}: {_plain(fact)}" for name, fact in facts_of(words, record)),
        *_unusual(words, record),
        f"## {words.say('Discussed')}",
        *([text for one in record.discussed for text in _topic(words, one)] or [words.say("No topic was discussed.")]),
        *_part(words.say("Tables"), (_plain(each) for each in tables(words, record))),
        *_part(words.say("Takeaways"), map(_plain, record.takeaways)),
        *_part(words.say("Action items"), (_plain(promised(words, one)) for one in record.promises)),
        *_part(words.say("Not reached"), (_left(words, one) for one in record.not_reached)),
        *_part(who_came(words, record), (_plain(each) for each in came(words, record))),
    ]
    return "\n\n".join(parts) + "\n"


def heading(words: Words, record: Record) -> str:
    """Return the first line of a record."""
    return words.say("{title}: what came out", title=words.set_off(_plain(record.title)))


def facts_of(words: Words, record: Record) -> Sequence[tuple[str, str]]:
    """Return what holds for the whole meeting, by name."""
    hosts = words.names((record.host, *record.cohosts))
    channel = [(words.say("Channel"), f"#{record.channel}")] if record.channel else []
    shared = [(words.say("When"), _when(words, record)), *channel, (words.say("Host"), hosts)]
    topics = len(record.discussed)
    if record.window:
        window = lasting(words, timedelta(seconds=record.window))
        talked = words.count("{n} topic, in windows of {span}", "{n} topics, in windows of {span}", topics, span=window)
        counted = words.say("Attendance only: nobody keeps learning minutes of an asynchronous meeting.")
        return [*shared, (words.say("Discussed"), talked), (words.say("Minutes"), counted)]
    time = span(words, record.seconds)
    talked = (
        words.count("{n} topic at tables, {time} in all", "{n} topics at tables, {time} in all", topics, time=time)
        if record.tables
        else words.count("{n} topic in {time}", "{n} topics in {time}", topics, time=time)
    )
    return [*shared, (words.say("Discussed"), talked)]


def _when(words: Words, record: Record) -> str:
    day, began, ended, zone = words.day(record.began), words.clock(record.began), words.clock(record.ended), words.zone.key
    last = words.day(record.ended)
    if day == last:
        return words.say("{day}, {began} to {ended} ({zone})", day=day, began=began, ended=ended, zone=zone)
    return words.say("{day}, {began} to {last}, {ended} ({zone})", day=day, began=began, last=last, ended=ended, zone=zone)


def unusual(words: Words, record: Record) -> Sequence[str]:
    """Say how the meeting ended where that was not as planned, and how long the bot was away."""
    told = []
    if record.how is Closing.AFTER_OUTAGE:
        told.append(words.say("Closed after an outage: I was away at the planned end."))
    if record.closed:
        told.append(words.say("It was left open, so it closed by itself at {closed}.", closed=words.clock(record.closed)))
    if record.cancelled_by:
        told.append(words.say("Cancelled by {name}.", name=one_line(record.cancelled_by)))
    if away := record.outage:
        told.append(
            words.say(
                "I was away for {span} and gave {given} back.", span=span(words, away.seconds), given=span(words, away.given)
            )
        )
    return told


def span(words: Words, seconds: int) -> str:
    """Write whole seconds as people say them, and leave none out: `8 min 20 s`, `75 min`."""
    minutes, rest = divmod(seconds, 60)
    if minutes and rest:
        return words.say("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
    return words.say("{minutes} min", minutes=minutes) if minutes else words.say("{seconds} s", seconds=rest)


def time_of(words: Words, topic: RecordedTopic) -> str:
    """Say how long a topic was talked about, and each of its boxes where it had several: `8 min 20 s (5 min + 3 min 20 s)`.

    One of an asynchronous meeting has windows: `2 windows`.
    """
    if topic.windows:
        return words.count("{n} window", "{n} windows", topic.windows)
    whole = span(words, topic.seconds)
    boxes = " + ".join(span(words, box) for box in topic.boxes)
    return f"{whole} ({boxes})" if len(topic.boxes) > 1 else whole


def dots_of(words: Words, topic: RecordedTopic) -> str:
    """Say how many dots a topic had, and of how many people."""
    return words.count("{dots} from {n} person", "{dots} from {n} people", topic.voters, dots=topic.dots)


def given_by(words: Words, topic: RecordedTopic) -> str:
    """Say who gave a topic how many dots, where the vote was named; nothing where it was not."""
    if not topic.named:
        return ""
    named = [words.say("{name} {n}", name=one_line(name), n=dots) for name, dots in topic.named]
    return words.say("dots from {names}", names=words.names(named))


def table_of(words: Words, table: RecordedTable | None) -> str:
    """Name the table that talked about a topic, with its host; nothing where it was everyone."""
    if table is None:
        return ""
    if not table.host:
        return words.say("Table {n}", n=table.number)
    return words.say("Table {n}, host {name}", n=table.number, name=one_line(table.host))


def tables(words: Words, record: Record) -> Sequence[str]:
    """Say who sat at each table of a meeting that was split."""
    return [
        words.say("{table}: {names}", table=table_of(words, table), names=words.names([*map(one_line, table.came)]))
        for table in record.tables
    ]


def thumbs_of(words: Words, tallies: Iterable[Tally]) -> str:
    """Say how the thumbs fell, each time that they were asked for."""
    return "; ".join(
        words.say("{more} more, {neutral} neutral, {next} next", more=each.more, neutral=each.neutral, next=each.next)
        for each in tallies
    )


def whose(words: Words, topic: RecordedTopic) -> str:
    """Say who proposed a topic."""
    named = [one_line(topic.proposed_by)] if topic.proposed_by else []
    return words.names([*named, *([words.say("anonymous")] if topic.anonymous else [])])


def carried(words: Words, topic: RecordedTopic) -> str:
    """Say how often a topic was carried over; nothing for a new one."""
    return words.say("carried {n}×", n=topic.carried) if topic.carried else ""


def promised(words: Words, one: Promise) -> str:
    """Say who is to do what, by when, and what became of it."""
    due = words.say("no day") if one.due is None else words.say("by {day}", day=words.day(one.due))
    told = words.names([one_line(one.owner) or words.say("nobody yet"), due, _stands(words, one.state)])
    return words.say("{text} ({told})", text=one_line(one.text), told=told)


def _stands(words: Words, state: State) -> str:
    return {
        State.OFFERED: words.say("open"),
        State.ACCEPTED: words.say("accepted"),
        State.DECLINED: words.say("open"),
        State.FREE: words.say("open"),
        State.DONE: words.say("done"),
        State.DROPPED: words.say("dropped"),
    }[state]


def who_came(words: Words, record: Record) -> str:
    """Head the list of who came; to an asynchronous meeting nobody comes."""
    if record.window:
        return words.say("Who took part ({n})", n=len(record.came))
    return words.say("Who came ({n})", n=len(record.came))


def came(words: Words, record: Record) -> Sequence[str]:
    """Name who came, with the minutes of those whom the reader may know them of."""
    return [
        one_line(one.name)
        if one.minutes is None
        else words.say("{name}: {minutes} min", name=one_line(one.name), minutes=one.minutes)
        for one in record.came
    ]


def _topic(words: Words, topic: RecordedTopic) -> list[str]:
    told = [
        *([_plain(table_of(words, topic.table))] if topic.table else []),
        words.say("Dots: {dots}", dots=dots_of(words, topic)),
        *([_plain(given_by(words, topic))] if topic.named else []),
        words.say("Time: {time}", time=time_of(words, topic)),
        *([words.say("Thumbs: {thumbs}", thumbs=thumbs_of(words, topic.tallies))] if topic.tallies else []),
        words.say("Proposed by: {name}", name=_plain(whose(words, topic))),
        *([carried(words, topic)] if topic.carried else []),
        *([words.say("parked")] if topic.parked else []),
        *([_plain(topic.link)] if topic.link else []),
        *(words.say("Takeaway: {text}", text=_plain(text)) for text in topic.takeaways),
    ]
    return [f"### {topic.number}. {_plain(topic.title)}", *([_plain(topic.context)] if topic.context else []), _listed(told)]


def _left(words: Words, topic: RecordedTopic) -> str:
    told = [
        words.say("Dots: {dots}", dots=dots_of(words, topic)),
        words.say("Proposed by: {name}", name=_plain(whose(words, topic))),
    ]
    return ". ".join(
        part for part in (f"**{_plain(topic.title)}**", *told, _plain(given_by(words, topic)), carried(words, topic)) if part
    )


def _unusual(words: Words, record: Record) -> list[str]:
    return ["\n".join(f"> {_plain(line)}" for line in told)] if (told := unusual(words, record)) else []


def _part(title: str, lines: Iterable[str]) -> list[str]:
    listed = _listed(lines)
    return [f"## {title}", listed] if listed else []


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _plain(text: str) -> str:
    """Write somebody's words on one line so that Markdown shows them as they are."""
    return _BEGINS_A_BLOCK.sub(r"\1\\", _MARKS.sub(r"\\\1", one_line(text)))
