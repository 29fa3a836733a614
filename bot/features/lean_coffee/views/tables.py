"""Tables as they are drawn: the offer to split, who sits where, and what is a table's own."""

from collections.abc import Iterable
from dataclasses import replace

from slack_sdk.models.blocks import Block, ButtonElement

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.rules.tables import still_open, tables_offered
from bot.features.lean_coffee.rules.values import Meeting, Table, Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.pieces import NAMING, dots, most_dots
from bot.meetings.views.frame import Reader, facts, link
from bot.meetings.views.ids import value
from bot.slack.blocks import asked, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

ALL_NAMES = 25
"""From so many people here on, a table shows its first names alone."""
FIRST_NAMES = 3


def offer(reader: Reader, meeting: Meeting) -> list[Block]:
    """Offer a large group to split into tables, while it can; the talk goes on."""
    words, number = reader.words, tables_offered(meeting, reader.at)
    if not number:
        return []
    told = words.say(
        "*{n} people are here.* At {tables} tables, more of you get to talk: each has one of the top topics, in a thread.",
        n=len(meeting.here),
        tables=number,
    )
    return [section(told, split(words, meeting, number))]


def split(words: Words, meeting: Meeting, number: int) -> ButtonElement:
    """Return the button that splits a meeting into tables; it can be taken back for a minute."""
    text = words.say("Split into {n} tables", n=number)
    return button(text, NAMING.id("split"), value(meeting.id, meeting.phase))


def back_to_one(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that ends all tables, which asks first: they do not come back."""
    told = words.say("All tables end, and what they talk about now counts as discussed. The meeting goes on with everyone.")
    confirm = asked(words.say("Back to one table?"), told, words.say("Back to one table"), words.say("Stay at the tables"))
    return button(words.say("Back to one table"), NAMING.id("one_table"), value(meeting.id, meeting.phase), confirm=confirm)


def at_tables(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw each table with its topic, its time and who sits there, and who sits at none."""
    words, topics = reader.words, {topic.id: topic for topic in meeting.topics}
    folds, most = len(meeting.here) >= ALL_NAMES, most_dots(meeting.topics)
    blocks: list[Block] = []
    for table in still_open(meeting):
        topic = topics.get(table.topic) if table.topic is not None else None
        thread = link(table.link, words.say("its thread"))
        lines = [_named(words, table, topic, most), facts(_clock(words, table), _host(reader, table), thread)]
        lines.append(_sitting(reader, table.here, folds))
        join = button(words.say("Join table {n}", n=table.place), ids.JOIN_TABLE, value(table.id))
        blocks.append(section("\n".join(lines), join))
    seated = {person for table in still_open(meeting) for person in table.here}
    standing = meeting.here - seated
    if standing:
        blocks.append(context(words.say("At no table yet: {names}", names=_names(reader, standing, folds))))
    return blocks


def titled(words: Words, meeting: Meeting) -> Meeting:
    """Return a table under the name that its board has; any other meeting as it is."""
    if meeting.parent is None:
        return meeting
    return replace(meeting, title=words.say("Table {n}: {title}", n=meeting.place, title=words.set_off(meeting.title)))


def unhosted(reader: Reader, meeting: Meeting) -> list[Block]:
    """Ask for a host where nobody hosts a table."""
    if meeting.parent is None or meeting.host in meeting.here:
        return []
    words = reader.words
    press = button(words.say("I'll host this table"), ids.HOST_TABLE, value(meeting.id))
    return [section(words.say("Nobody hosts this table yet. It runs by itself all the same."), press)]


def anchor(reader: Reader, meeting: Meeting) -> Message:
    """Draw the head of the thread that a table talks in."""
    words, topic = reader.words, next((one for one in meeting.topics if one.id == meeting.topic), None)
    named = {"n": meeting.place, "title": words.set_off(plain(meeting.title))}
    if meeting.closed is not None:
        told = words.say("*Table {n}* of {title}: over since {time}", **named, time=words.slack_time(meeting.closed))
    elif topic is None:
        told = words.say("*Table {n}* of {title}: last call, in this thread", **named)
    else:
        told = words.say("*Table {n}* of {title}: “{topic}”, in this thread", **named, topic=plain(topic.title, 160))
    return Message(f"{NAMING.emblem} {told}")


def table_over(reader: Reader, meeting: Meeting) -> Message:
    """Draw a table that has ended: what came of it stands with the rest."""
    words = reader.words
    told = words.say("Table {n} is over. Its topics, takeaways and thumbs come with the summary.", n=meeting.place)
    talked = [plain(topic.title, 160) for topic in meeting.topics if topic.at_table == meeting.id]
    lines = [told, *(f"• {title}" for title in talked)]
    return Message(told, [section("\n".join(lines))])


def _named(words: Words, table: Table, topic: Topic | None, most: int) -> str:
    if topic is None:
        return words.say("*Table {n}*", n=table.place)
    return (
        words.say("*Table {n}: {topic}*", n=table.place, topic=words.set_off(plain(topic.title, 160)))
        + f"  {dots(topic.dots, most)}"
    )


def _clock(words: Words, table: Table) -> str:
    """Say what a table does, and until when."""
    until = words.slack_time(table.due, seconds=True) if table.due else ""
    match table.stage:
        case Stage.DISCUSSING:
            return words.say("until {time}, box {n}", time=until, n=table.box)
        case Stage.THUMBS:
            return words.say("asks for thumbs until {time}", time=until)
        case Stage.PAUSED:
            return words.say("paused")
        case Stage.LAST_CALL:
            return words.say("last call until {time}", time=until)
        case _:
            return words.say("carries on")


def _host(reader: Reader, table: Table) -> str:
    return reader.words.say("host {name}", name=reader.name(table.host)) if table.host in table.here else ""


def _sitting(reader: Reader, here: frozenset[PersonId], folds: bool) -> str:
    if not here:
        return reader.words.say("nobody yet")
    return reader.words.say("{n} here: {names}", n=len(here), names=_names(reader, here, folds))


def _names(reader: Reader, people: Iterable[PersonId], folds: bool) -> str:
    return reader.all_names(people, FIRST_NAMES if folds else ALL_NAMES)
