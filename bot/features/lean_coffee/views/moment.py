"""What the board says when a timebox ends: time is up, the thumbs, the verdict."""

from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee.rules import advance, boxes
from bot.features.lean_coffee.rules.stages import Steering, VerdictOutcome
from bot.features.lean_coffee.rules.values import Meeting, Tally, Verdict
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.columns import taken
from bot.features.lean_coffee.views.frame import claim, current, foot, here, more, way_back
from bot.meetings.views.frame import Reader, choice, facts
from bot.meetings.views.ids import value
from bot.slack.blocks import actions, button, context, header, section
from bot.slack.text import one_line, plain
from bot.words.words import Words


def thumbs(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the moment: time is up, more?"""
    words, topic = reader.words, current(meeting)
    mark = value(meeting.id, meeting.phase)
    title = one_line(topic.title) if topic else one_line(meeting.title)
    row = actions(
        button(words.say("👍 More"), ids.THUMB_MORE, mark),
        button(words.say("✊ Neutral"), ids.THUMB_NEUTRAL, mark),
        button(words.say("👎 Next topic"), ids.THUMB_NEXT, mark),
        here(words, meeting),
        more(
            reader,
            meeting,
            choice(words.say("The room says: more"), "room_more", meeting),
            choice(words.say("The room says: next"), "room_next", meeting),
        ),
    )
    given = len({thumb.person for thumb in meeting.thumbs} & meeting.here)
    answered = words.count("{n} of {here} has answered", "{n} of {here} have answered", given, here=len(meeting.here))
    box = boxes.extension(meeting)
    stake = words.say("more 👍 than 👎 gives {span} more", span=words.minutes(box)) if box else ""
    if advance.following(meeting, meeting.due or meeting.planned_end):
        hint = words.say("New here? 👍 asks for more time, 👎 for the next topic; a tie moves on. Nobody sees who pressed what.")
    else:
        hint = words.say("New here? 👍 asks for more time; a tie or more 👎 begin the last call. Nobody sees who pressed what.")
    return [
        header(words.say("⏱ Time's up: {topic}", topic=title)),
        section(_until(words, meeting)),
        row,
        context(facts(answered, stake)),
        *taken(reader, meeting, topic),
        *claim(reader, meeting),
        *way_back(reader, meeting),
        *foot(reader, meeting, hint),
    ]


def _until(words: Words, meeting: Meeting) -> str:
    due, early = meeting.due or meeting.planned_end, boxes.thumbs_may_close_at(meeting)
    if early is not None and early < due:
        return words.say(
            "*More time?*  All have answered: I count at {time}, unless somebody comes.",
            time=words.slack_time(early, seconds=True),
        )
    return words.say("*More time?*  Until {time}, or when all have answered.", time=words.slack_time(due, seconds=True))


def fresh(meeting: Meeting) -> Verdict | None:
    """Return the verdict that brought the meeting where it stands; one that was overtaken has nothing more to say."""
    reached = meeting.verdict
    return reached if reached is not None and reached.at == meeting.began else None


def headline(words: Words, reached: Verdict | None) -> str:
    """Say the moment in one plain line, to stand as large as Slack can; nothing where thumbs decided nothing."""
    if reached is None:
        return ""
    thumbs = counted(reached.tally) if reached.room is None else words.say("The room")
    match reached.outcome:
        case VerdictOutcome.EXTENDED:
            return words.say("{thumbs}: {more}", thumbs=thumbs, more=_more_time(words, reached.granted))
        case VerdictOutcome.NEXT:
            return words.say("{thumbs}: on to the next topic", thumbs=thumbs)
        case VerdictOutcome.ONE_MINUTE_MORE:
            return words.say("Nobody answered: {more}", more=_more_time(words, reached.granted))
        case VerdictOutcome.SILENCE:
            return words.say("Nobody answered: on to the next topic")
        case _:
            return ""


def aftermath(words: Words, meeting: Meeting, reached: Verdict) -> str:
    """Say what became of the topic that was decided about; nothing while it goes on as the headline says."""
    topic = next((plain(one.title) for one in meeting.topics if one.id == reached.topic), "")
    match reached.outcome:
        case VerdictOutcome.ONE_MINUTE_MORE:
            due = meeting.due or meeting.planned_end
            return words.say("Then I ask again.") if advance.question_window(meeting, due) else ""
        case VerdictOutcome.PARKED:
            if _by_hand(meeting, reached):
                return words.say("_{topic}_ is parked.", topic=topic)
            return words.say("_{topic}_ has had all of its time and is parked.", topic=topic)
        case VerdictOutcome.OUT_OF_TIME:
            return words.say("_{topic}_ ends here: the time for talking is over.", topic=topic)
        case VerdictOutcome.NEXT | VerdictOutcome.SILENCE:
            return words.say("_{topic}_ is done.", topic=topic)
        case _:
            return ""


def _by_hand(meeting: Meeting, reached: Verdict) -> bool:
    act = meeting.steered
    return act is not None and act.at == reached.at and act.what is Steering.ENDED_BOX


def counted(tally: Tally) -> str:
    """Write how the thumbs fell: each number beside its sign."""
    return f"{tally.more} 👍  {tally.neutral} ✊  {tally.next} 👎"


def _more_time(words: Words, granted: timedelta) -> str:
    minutes = granted / timedelta(minutes=1)
    named = {
        1: words.say("one more minute"),
        2: words.say("two more minutes"),
        3: words.say("three more minutes"),
        5: words.say("five more minutes"),
    }
    return named.get(int(minutes), "") if minutes in named else words.say("{span} more", span=words.minutes(granted))
