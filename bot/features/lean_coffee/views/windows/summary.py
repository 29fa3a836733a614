"""The record that the board of an asynchronous Lean Coffee becomes."""

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules.records import Discussed, Summary
from bot.features.lean_coffee.rules.values import Topic
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.columns import all_promised, promised_for, promised_line
from bot.features.lean_coffee.views.moment import counted
from bot.features.lean_coffee.views.pieces import carried, dots, most_dots, taken_line
from bot.features.lean_coffee.views.windows.board import Links
from bot.meetings.rules.values import Closing
from bot.meetings.views.frame import Reader, facts, folded, hosts, link
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import actions, button, context, divider, grouped, header, section
from bot.slack.surfaces import Message
from bot.slack.text import one_line, plain
from bot.words.words import Words


def summary(reader: Reader, meeting: AsyncCoffee, record: Summary, links: Links) -> Message:
    """Draw what came out: topics with their thumbs and takeaways, what was not reached, who took part; no minutes of anybody."""
    words, most = reader.words, most_dots(meeting.topics)
    told = [
        words.say("{began} to {ended}", began=words.slack_day_time(record.began), ended=words.slack_day_time(record.ended)),
        hosts(reader, meeting),
    ]
    blocks: list[Block] = [
        header(words.say("☕ {title}: what came out", title=words.set_off(one_line(meeting.title)))),
        context(" · ".join(told)),
        *_unusual_end(reader, record, meeting),
    ]
    for number, one in enumerate(record.discussed, start=1):
        blocks += grouped(folded(words, _discussed(reader, meeting, number, one, most, links), 8_000))
    if not record.discussed:
        blocks.append(section(words.say("No topic was discussed.")))
    if record.takeaways:
        blocks += grouped([words.say("*Takeaways*"), *folded(words, [taken_line(one) for one in record.takeaways], 4_000)])
    named = {one.topic.id for one in record.discussed}
    if loose := [promised_line(reader, item) for item in all_promised(meeting) if item.about.subject not in named]:
        blocks += grouped([words.say("*Actions*"), *folded(words, loose, 4_000)])
    if record.not_reached:
        left = folded(words, [_left(words, one, most) for one in record.not_reached], 4_000)
        blocks += [divider(), *grouped([words.say("*Not reached, back next time*"), *left])]
    took_part = words.say("Took part ({n}): {names}", n=len(record.came), names=reader.all_names(record.came))
    row = actions(
        button(words.say("Add a takeaway"), ids.MEETING_TAKEAWAY, value(meeting.id, meeting.phase)),
        button(words.say("Add an action"), ids.ACTION, option_value("", meeting.id, meeting.phase)),
        button(words.say("Export"), ids.EXPORT, value(meeting.id, meeting.phase)),
    )
    note = words.say("Attendance only: nobody keeps learning minutes of an asynchronous meeting.")
    blocks += [row, context(took_part, note)]
    return Message(words.say("{title}: what came out", title=words.set_off(plain(meeting.title))), blocks)


def _unusual_end(reader: Reader, record: Summary, meeting: AsyncCoffee) -> list[Block]:
    words = reader.words
    match record.how:
        case Closing.AFTER_OUTAGE:
            return [context(words.say("Closed after an outage: I was away at the planned end."))]
        case Closing.CANCELLED if meeting.steered:
            return [context(words.say("Cancelled by {name}.", name=reader.name(meeting.steered.by)))]
        case _:
            return []


def _discussed(reader: Reader, meeting: AsyncCoffee, number: int, one: Discussed, most: int, links: Links) -> list[str]:
    words, topic = reader.words, one.topic
    head = facts(
        f"*{number}. {plain(topic.title, 160)}*  {dots(topic.dots, most)}",
        words.count("{n} window", "{n} windows", len(topic.boxes)),
        *(counted(tally) for tally in topic.tallies),
        link(links.get(topic.id, ""), words.say("Go to the thread")),
    )
    items = (promised_line(reader, item) for item in promised_for(meeting, topic.id))
    return [head, *(taken_line(takeaway) for takeaway in one.takeaways), *items]


def _left(words: Words, topic: Topic, most: int) -> str:
    return facts(f"• {plain(topic.title, 160)}", dots(topic.dots, most) if topic.rank else "", carried(words, topic))
