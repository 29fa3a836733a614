"""What the screens of an asynchronous Lean Coffee share: naming, head, foot, menu, lengths."""

from datetime import timedelta

from slack_sdk.models.blocks import Block, OverflowMenuElement

from bot.features.lean_coffee.kinds import ASYNC
from bot.features.lean_coffee.rules.topics import to_vote_on
from bot.features.lean_coffee.rules.windows.course import COURSE
from bot.features.lean_coffee.rules.windows.reminders import lead
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage, Steering
from bot.meetings.naming import Naming
from bot.meetings.rules.undo import to_undo
from bot.meetings.rules.values import Meeting
from bot.meetings.views import frame as of_any
from bot.meetings.views.frame import Reader, Says, choice
from bot.slack.blocks import context, header, overflow
from bot.slack.text import one_line
from bot.words.words import Words

NAMING = Naming(
    name=ASYNC,
    title="Lean Coffee",
    command="/coffee",
    emblem="☕",
    called=lambda words: words.say("Async Lean Coffee"),
    one=lambda words: words.say("an async coffee"),
    stays=lambda words: words.say("Topics that are left wait for the next meeting."),
)
MORE_TIME, NEUTRAL, ENOUGH = NAMING.id("thumb_more"), NAMING.id("thumb_neutral"), NAMING.id("thumb_next")
TAKE_WAITING = NAMING.id("take_waiting")
END_FORM = NAMING.id("end_window")
_IN_VIEW = 10


def lasting(words: Words, span: timedelta) -> str:
    """Write a window's length: `24 h`, `2 days`, `2 days 12 h`."""
    days, rest = divmod(span, timedelta(days=1))
    if days < 2 or rest.seconds % 3600:
        return words.minutes(span)
    whole = words.count("{n} day", "{n} days", days)
    return f"{whole} {words.minutes(rest)}" if rest else whole


def head(reader: Reader, meeting: AsyncCoffee) -> list[Block]:
    """Draw the title, what kind of meeting it is, and what can be taken back."""
    words = reader.words
    told = [
        NAMING.called(words),
        of_any.hosts(reader, meeting),
        words.say("windows of {span}: propose, vote, talk", span=lasting(words, meeting.settings.window)),
    ]
    back = of_any.way_back(NAMING, reader, COURSE, meeting, _says(words))
    return [header(f"{NAMING.emblem} {one_line(meeting.title)}"), context(" · ".join(told)), *back]


def foot(reader: Reader, meeting: AsyncCoffee, *lines: str) -> list[Block]:
    """Draw who is in it, who steered, whether the bot was away, who is reminded, and what does not ask for anything."""
    words, step = reader.words, to_undo(COURSE, meeting, reader.at)
    above = step is not None and step.act == meeting.steered
    in_it = ""
    if meeting.here:
        names = reader.all_names(meeting.here, _IN_VIEW)
        in_it = words.say("In it ({n}): {names}", n=len(meeting.here), names=names)
    reminds = words.say(
        "Who is in it and has not answered is reminded once a window by direct message, about {span} before it ends.",
        span=lasting(words, lead(meeting.settings.window)),
    )
    told = [in_it, "" if above else _steered(reader, meeting), of_any.away(words, meeting), *lines, reminds]
    return [context(*(line for line in told if line))]


def more(reader: Reader, meeting: AsyncCoffee) -> OverflowMenuElement | None:
    """Return the ⋮ menu: leaving, ending a window, hosting, a topic, cancelling."""
    words = reader.words
    removes = meeting.stage is not Stage.TALKING and to_vote_on(meeting)
    remove = choice(words.say("Remove a topic (host)"), "remove", meeting)
    # Of the menu's five places one is left: `/coffee handover` is typed while there are topics to remove.
    hand_over = choice(words.say("Hand over (host)"), "hand_over_meeting", meeting)
    return overflow(
        NAMING.id("more"),
        [
            choice(words.say("I'm out"), "leave", meeting),
            choice(words.say("I'll host"), "take_over", meeting),
            choice(words.say("End this window now (host)"), "end", meeting),
            choice(words.say("Cancel the meeting (host)"), "cancel", meeting),
            remove if removes else hand_over,
        ],
    )


def ends(words: Words, meeting: Meeting) -> str:
    """Say when the running window ends, in each reader's own time."""
    return words.slack_day_time(meeting.due or meeting.planned_end)


def _steered(reader: Reader, meeting: AsyncCoffee) -> str:
    return of_any.steered_by(reader, meeting, _says(reader.words))


def _says(words: Words) -> Says:
    return lambda what, name, stage: (
        words.say("{name} ended the window early.", name=name) if what == Steering.ENDED_WINDOW else ""
    )
