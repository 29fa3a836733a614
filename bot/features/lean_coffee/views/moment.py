"""The moment that decides by itself: time is up, thumbs, the verdict."""

from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import Meeting, Outcome, Steering, Verdict
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.frame import choice, current, foot, menu, steered
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.pieces import Reader
from bot.slack.blocks import actions, button, context, header, overflow, section
from bot.slack.text import one_line, plain
from bot.words import Words


def thumbs(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the moment: time is up, more?"""
    words, topic = reader.words, current(meeting)
    mark = value(meeting.id, meeting.phase)
    title = one_line(topic.title) if topic else one_line(meeting.title)
    row = actions(
        button(words.say("👍 More"), ids.THUMB_MORE, mark),
        button(words.say("✊ Neutral"), ids.THUMB_NEUTRAL, mark),
        button(words.say("👎 Next topic"), ids.THUMB_NEXT, mark),
        overflow(
            ids.MORE,
            menu(
                reader,
                meeting,
                choice(words.say("The room says: more"), "room_more", meeting),
                choice(words.say("The room says: next"), "room_next", meeting),
                choice(words.say("I'm here"), "check_in", meeting),
            ),
        ),
    )
    answered = words.say(
        "{n} of {here} have answered", n=len({t.person for t in meeting.thumbs} & meeting.here), here=len(meeting.here)
    )
    box = rules.next_box(meeting)
    stake = words.say("more 👍 than 👎 gives {span} more", span=words.minutes(box)) if box else ""
    ask = words.say("*More time?*  Until {time}", time=words.slack_time(meeting.due, seconds=True) if meeting.due else "")
    return [
        header(words.say("⏱ Time's up: {topic}", topic=title)),
        section(ask),
        row,
        context(" · ".join(part for part in (answered, stake) if part)),
        *foot(reader, meeting, steered(reader, meeting, Steering.ENDED_BOX)),
    ]


def moment(reader: Reader, meeting: Meeting) -> tuple[str, list[Block]]:
    """Say the moment as large as Slack can: thumbs that decided make the header; return it with the lines below it."""
    words, reached = reader.words, meeting.verdict
    if reached is None:
        return "", []
    told: list[Block] = [section(verdict(reader, meeting, reached))]
    if reached.room is not None:
        return "", told
    match reached.outcome:
        case Outcome.EXTENDED:
            return words.say("{thumbs}  {more}", thumbs=_thumbs(reached), more=_more_time(words, reached.granted)), []
        case Outcome.NEXT:
            done = words.say("_{topic}_ is done.", topic=_topic_of(meeting, reached))
            return words.say("{thumbs}  on to the next topic", thumbs=_thumbs(reached)), [section(done)]
        case _:
            return "", told


def _thumbs(reached: Verdict) -> str:
    return f"{reached.tally.more} 👍  {reached.tally.neutral} ✊  {reached.tally.next} 👎"


def _topic_of(meeting: Meeting, reached: Verdict) -> str:
    return next((plain(one.title) for one in meeting.topics if one.id == reached.topic), "")


def verdict(reader: Reader, meeting: Meeting, reached: Verdict) -> str:
    """Say how the thumbs fell and what follows, by itself."""
    words, topic = reader.words, _topic_of(meeting, reached)
    thumbs = f"*{_thumbs(reached)}*"
    if reached.room is not None:
        thumbs = words.say("*The room has shown thumbs* (noted by {name}):", name=reader.name(reached.room))
    until = words.slack_time(reached.at + reached.granted, seconds=reached.granted < timedelta(minutes=1))
    match reached.outcome:
        case Outcome.EXTENDED:
            more = _more_time(words, reached.granted)
            return words.say("{thumbs}  {more}, until {time}.  _{topic}_", thumbs=thumbs, more=more, time=until, topic=topic)
        case Outcome.ONE_MINUTE_MORE:
            return words.say(
                "*Nobody answered*, so {span} more, until {time}. Then I ask again.  _{topic}_",
                span=words.minutes(reached.granted),
                time=until,
                topic=topic,
            )
        case Outcome.PARKED:
            return words.say("_{topic}_ has had all of its time and is parked.", topic=topic)
        case Outcome.NEXT:
            return words.say("{thumbs}  _{topic}_ is done.", thumbs=thumbs, topic=topic)
        case Outcome.CARRY_ON:
            return words.say("*Carry on.* Press “Next topic” when you are ready.")


def _more_time(words: Words, granted: timedelta) -> str:
    minutes = granted / timedelta(minutes=1)
    named = {
        1: words.say("one more minute"),
        2: words.say("two more minutes"),
        3: words.say("three more minutes"),
        5: words.say("five more minutes"),
    }
    return named.get(int(minutes), "") if minutes in named else words.say("{span} more", span=words.minutes(granted))
