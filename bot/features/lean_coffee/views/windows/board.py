"""The one board of an asynchronous Lean Coffee, as it stands in each window."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, ButtonElement

from bot.features.lean_coffee.rules.ballots import voted
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.values import Topic, TopicId
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage, goes_on, talked_about, tally_of
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.columns import promised_for, promised_line
from bot.features.lean_coffee.views.moment import counted
from bot.features.lean_coffee.views.pieces import agenda, carried, dots, first_of, most_dots, taken_line, to_discuss
from bot.features.lean_coffee.views.windows.pieces import NAMING, TAKE_WAITING, ends, foot, head, more
from bot.meetings.rules.values import Closing
from bot.meetings.views.frame import Reader, facts, folded, link, press
from bot.meetings.views.ids import value
from bot.slack.blocks import actions, button, context, divider, grouped, header, section
from bot.slack.surfaces import Message
from bot.slack.text import one_line, plain
from bot.words.words import Words

Links = Mapping[TopicId, str]
"""Where the threads of topics are, as far as they are posted."""
_IN_VIEW = 5


def board(reader: Reader, meeting: AsyncCoffee, waiting: int, links: Links) -> Message:
    """Draw one that is open. `waiting`: how many topics wait in its channel for the next meeting."""
    match meeting.stage:
        case Stage.PROPOSING:
            blocks = _proposing(reader, meeting, waiting)
        case Stage.VOTING:
            blocks = _voting(reader, meeting)
        case _:
            blocks = _talking(reader, meeting, links)
    return Message(now_in_words(reader.words, meeting), [*head(reader, meeting), *blocks])


def now_in_words(words: Words, meeting: AsyncCoffee) -> str:
    """Say in one line what is going on: for notifications and screen readers."""
    title, time = words.set_off(plain(meeting.title)), ends(words, meeting)
    match meeting.stage:
        case Stage.PROPOSING:
            return words.say("{title}: propose topics until {time}", title=title, time=time)
        case Stage.VOTING:
            return words.say("{title}: vote until {time}", title=title, time=time)
        case _:
            return words.say("{title}: talk in the threads until {time}", title=title, time=time)


def _proposing(reader: Reader, meeting: AsyncCoffee, waiting: int) -> list[Block]:
    words, topics, mark = reader.words, to_discuss(meeting), value(meeting.id, meeting.phase)
    told = words.say(
        "*Propose.* What do you want to talk about? Voting opens {time}; without a topic it closes quietly.",
        time=ends(words, meeting),
    )
    take = words.count("Bring in the waiting topic", "Bring in the {n} waiting topics", waiting)
    row = actions(
        button(words.say("Propose a topic"), ids.PROPOSE, mark, primary=True),
        _in_it(words, meeting),
        button(words.say("My topics"), ids.MY_TOPICS, mark),
        button(take, TAKE_WAITING, mark) if waiting else None,
        more(reader, meeting),
    )
    hint = words.say(
        "New to this? Nobody has to be here at the same time: we propose, then vote, then talk about the top three in threads."
    )
    listed = [divider(), *agenda(reader, topics, roomy=True)] if topics else []
    return [section(told), *listed, row, *foot(reader, meeting, hint)]


def _voting(reader: Reader, meeting: AsyncCoffee) -> list[Block]:
    words, topics = reader.words, to_discuss(meeting)
    each = words.count("*Vote: {n} dot each.*", "*Vote: {n} dots each*, as many on one topic as you like.", meeting.dots)
    told = words.say("Voting closes {time}; then the top three are talked about.", time=ends(words, meeting))
    row = actions(
        button(words.say("Vote"), ids.VOTE, value(meeting.id, meeting.phase), primary=True) if topics else None,
        _in_it(words, meeting),
        more(reader, meeting),
    )
    gone = [] if topics else [section(words.say("Every topic was withdrawn, so there is nothing to vote on."))]
    ties = words.say("Ties: more different voters, then carried more often, then proposed earlier.")
    blind = words.say("Nobody sees who votes for what, and totals show when voting has closed.")
    listed = agenda(reader, topics, roomy=True)
    return [
        section(f"{each} {told}"),
        divider(),
        *listed,
        *gone,
        row,
        context(_voted(reader, meeting)),
        *foot(reader, meeting, ties, blind),
    ]


def _voted(reader: Reader, meeting: AsyncCoffee) -> str:
    words, found = reader.words, voted(meeting)
    if not found:
        return words.say("Voted: nobody yet")
    names = reader.all_names(found)
    return words.say("Voted ({n} of {here} in it): {names}", n=len(found & meeting.here), here=len(meeting.here), names=names)


def _talking(reader: Reader, meeting: AsyncCoffee, links: Links) -> list[Block]:
    words, topics = reader.words, talked_about(meeting)
    again = any(goes_on(topic) for topic in topics)
    told = (
        words.say(
            "*One more window* for what you wanted to go on with, until {time}. Then comes the summary.",
            time=ends(words, meeting),
        )
        if again
        else words.say(
            "*Talk*, each topic in the thread of its own message below, until {time}. More 👍 than 👎 by then gives it one more window.",
            time=ends(words, meeting),
        )
    )
    row = actions(
        button(words.say("Takeaway"), ids.MEETING_TAKEAWAY, value(meeting.id, meeting.phase)),
        _in_it(words, meeting),
        more(reader, meeting),
    )
    most = most_dots(meeting.topics)
    lines = [line for topic in topics for line in _talked(reader, meeting, topic, most, links)]
    return [section(told), *grouped(folded(words, lines)), row, *_rest(words, meeting, most), *foot(reader, meeting)]


def _talked(reader: Reader, meeting: AsyncCoffee, topic: Topic, most: int, links: Links) -> list[str]:
    words = reader.words
    where = link(links.get(topic.id, ""), words.say("Go to the thread"))
    tally = tally_of(meeting, topic.id)
    thumbs = counted(tally) if tally.answers and not goes_on(topic) else ""
    named = facts(f"*{topic.rank}. {plain(topic.title, 160)}*  {dots(topic.dots, most)}", thumbs, where)
    items = [promised_line(reader, item) for item in promised_for(meeting, topic.id)][-_IN_VIEW:]
    return [named, *taken(meeting, topic), *items]


def taken(meeting: AsyncCoffee, topic: Topic, most: int = _IN_VIEW) -> list[str]:
    """Say the last takeaways of a topic."""
    return [taken_line(one) for one in meeting.takeaways if one.topic == topic.id][-most:]


def _rest(words: Words, meeting: AsyncCoffee, most: int) -> list[Block]:
    """Say what is discussed already, and what was not reached."""
    done = [topic for topic in meeting.topics if topic.column is Column.DISCUSSED]
    left = [facts(f"{t.rank}. {plain(t.title, 160)}  {dots(t.dots, most)}", carried(words, t)) for t in to_discuss(meeting)]
    whole = [taken_line(one) for one in meeting.takeaways if one.topic is None][-_IN_VIEW:]
    lines = [
        *([words.say("*Discussed*"), *(plain(topic.title, 160) for topic in done)] if done else []),
        *([words.say("*Takeaways*"), *whole] if whole else []),
        *([words.say("*Not reached, back next time*"), *first_of(words, left, _IN_VIEW)] if left else []),
    ]
    return [divider(), *grouped(lines)] if lines else []


def _in_it(words: Words, meeting: AsyncCoffee) -> ButtonElement:
    return press(NAMING, words.say("I'm in"), "check_in", meeting)


def over(reader: Reader, meeting: AsyncCoffee) -> Message:
    """Draw one that ended without a record: cancelled, or with nothing to talk about, or nobody to talk with."""
    words, waiting = reader.words, len(to_discuss(meeting))
    if meeting.how is Closing.CANCELLED and meeting.steered:
        told = words.say("Cancelled by {name}.", name=reader.name(meeting.steered.by))
    elif not waiting:
        told = words.say("Closed quietly: nobody proposed a topic.")
    elif meeting.voted_until is not None and not any(topic.dots for topic in meeting.topics):
        told = words.say("Closed quietly: nobody voted.")
    else:
        told = words.say("Closed quietly: only one person took part.")
    kept = words.count("{n} topic waits for the next one.", "{n} topics wait for the next one.", waiting) if waiting else ""
    title = words.set_off(plain(meeting.title))
    said = [taken_line(one) for one in meeting.takeaways]
    blocks: list[Block] = [
        header(f"{NAMING.emblem} {one_line(meeting.title)}"),
        section(f"{told} {kept}".rstrip()),
        *grouped(folded(words, said)),
    ]
    return Message(f"{title}: {told}", blocks)
