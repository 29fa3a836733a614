"""The record that the board becomes, and the roster that its host may correct."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.feature import ADD_TO_MINUTES
from bot.features.lean_coffee.rules.records import AtTable, Summary
from bot.features.lean_coffee.rules.values import Meeting, Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.columns import all_promised, promised_for, promised_line
from bot.features.lean_coffee.views.moment import counted
from bot.features.lean_coffee.views.pieces import NAMING, ROOMY, carried, dots, most_dots, spent, taken_line, waits_for_next
from bot.features.lean_coffee.views.votes_option import given_by
from bot.meetings.rules.values import Closing
from bot.meetings.views.afterwards import left_open, of_summary
from bot.meetings.views.frame import Reader, facts, folded
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import actions, button, context, divider, grouped, header, section
from bot.slack.surfaces import Message
from bot.slack.text import one_line, plain
from bot.words.words import Words

MOST_CHARACTERS = 24_000
"""Characters that the discussed topics of a summary may take, so that the whole fits into one message."""
AND_MORE = 40
"""Characters by which a list that is folded says that there is more."""


def summary(reader: Reader, meeting: Meeting, record: Summary, following: datetime | None, new: int = 0) -> Message:
    """Draw what came out: topics in the order discussed, takeaways, what was not reached, the next date."""
    words, title = reader.words, plain(meeting.title)
    told = [
        words.say("{began} to {ended}", began=words.slack_day_time(record.began), ended=words.slack_time(record.ended)),
        _host(reader, meeting, record),
    ]
    others = [person for person in record.came if person != meeting.host]
    if others:
        told.append(words.say("with {names}", names=reader.all_names(others)))
    blocks: list[Block] = [
        header(words.say("☕ {title}: what came out", title=words.set_off(one_line(meeting.title)))),
        context(" · ".join(told)),
        *_unusual_end(reader, meeting, record),
        *(_discussed(reader, meeting, record, most_dots(meeting.topics)) or [section(words.say("No topic was discussed."))]),
    ]
    if record.takeaways:
        blocks += grouped([words.say("*Takeaways*"), *folded(words, [taken_line(one) for one in record.takeaways])])
    named = {one.topic.id for one in record.discussed}
    if loose := [promised_line(reader, item) for item in all_promised(meeting) if item.about.subject not in named]:
        blocks += grouped([words.say("*Actions*"), *folded(words, loose)])
    if record.not_reached:
        left = folded(words, [_left(reader, one, most_dots(meeting.topics)) for one in record.not_reached])
        blocks += [divider(), *grouped([words.say("*Not reached, back next time*"), *left])]
    if new:
        blocks.append(context(waits_for_next(words, new)))
    blocks.append(_buttons(words, meeting))
    if following is not None:
        blocks.append(context(words.say("Next: {when}", when=words.slack_day_time(following))))
    return Message(words.say("{title}: what came out", title=words.set_off(title)), blocks)


def _host(reader: Reader, meeting: Meeting, record: Summary) -> str:
    name = reader.name(meeting.host)
    if meeting.host in record.came:
        return reader.words.say("host {name}", name=name)
    return reader.words.say("host {name} (not there)", name=name)


def _unusual_end(reader: Reader, meeting: Meeting, record: Summary) -> list[Block]:
    words = reader.words
    match record.how:
        case Closing.AFTER_OUTAGE:
            return [context(words.say("Closed after an outage: I was away at the planned end."))]
        case Closing.LEFT_OPEN:
            return [context(left_open(words, meeting))]
        case Closing.CANCELLED if meeting.steered:
            return [context(words.say("Cancelled by {name}.", name=reader.name(meeting.steered.by)))]
        case _:
            return []


def _discussed(reader: Reader, meeting: Meeting, record: Summary, most: int) -> list[Block]:
    """Draw each topic with what people took from it and are to do; many of those fold before a topic does."""
    words, tables = reader.words, {table.place: table for table in record.tables}
    heads = [_head(reader, number, one.topic, most) for number, one in enumerate(record.discussed, start=1)]
    places = [one.place for one in record.discussed]
    for at, place in enumerate(places):
        if place and (at == 0 or places[at - 1] != place):
            heads[at] = f"{_table(reader, tables[place])}\n{heads[at]}"
    promised = [[promised_line(reader, item) for item in promised_for(meeting, one.topic.id)] for one in record.discussed]
    noted = [[taken_line(takeaway) for takeaway in one.takeaways] for one in record.discussed]
    taken = [[*lines, *items] for items, lines in zip(promised, noted, strict=True)]
    room = MOST_CHARACTERS - sum(len(head) + 1 for head in heads) - AND_MORE * len(heads)
    shares = shared([sum(len(line) + 1 for line in lines) for lines in taken], room)
    told = [[head, *folded(words, lines, share)] for head, lines, share in zip(heads, taken, shares, strict=True)]
    if len(told) <= ROOMY:
        return [block for topic in told for block in grouped(topic)]
    kept = folded(words, ["\n".join(topic) for topic in told], MOST_CHARACTERS)
    return grouped([line for topic in kept for line in topic.splitlines()])


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """Share room out evenly, and what the small ones leave unused among the large ones."""
    given: dict[int, int] = {}
    for place in sorted(range(len(wanted)), key=wanted.__getitem__):
        given[place] = min(wanted[place], max(0, room) // (len(wanted) - len(given)))
        room -= given[place]
    return [given[place] for place in range(len(wanted))]


def _head(reader: Reader, number: int, topic: Topic, most: int) -> str:
    words = reader.words
    parked = words.say("parked") if topic.parked else ""
    head = facts(f"*{number}. {plain(topic.title, 160)}*  {dots(topic.dots, most)}", spent(words, topic.boxes), parked)
    fell = facts(*(counted(tally) for tally in topic.tallies[:10]), given_by(reader, topic))
    return f"{head}\n{fell}" if fell else head


def _table(reader: Reader, table: AtTable) -> str:
    """Say at which table the topics below were discussed, and who sat there."""
    words, others = reader.words, [person for person in table.came if person != table.host]
    host = words.say("host {name}", name=reader.name(table.host)) if table.host is not None else ""
    named = words.say("with {names}", names=reader.all_names(others, 10)) if others else ""
    return facts(words.say("*Table {n}*", n=table.place), host, named)


def _left(reader: Reader, topic: Topic, most: int) -> str:
    words = reader.words
    named = f"• {plain(topic.title, 160)}"
    return facts(named, dots(topic.dots, most) if topic.rank else "", given_by(reader, topic), carried(words, topic))


def _buttons(words: Words, meeting: Meeting) -> Block:
    return actions(
        button(words.say("Add a takeaway"), ids.MEETING_TAKEAWAY, value(meeting.id, meeting.phase)),
        button(words.say("Add an action"), ids.ACTION, option_value("", meeting.id, meeting.phase)),
        button(words.say("Not right?"), ADD_TO_MINUTES, meeting.id),
        button(words.say("Export"), ids.EXPORT, value(meeting.id, meeting.phase)),
        of_summary(NAMING, words, meeting),
    )
