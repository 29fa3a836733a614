"""What people can ask for of a refinement that they type: time for one item, length, minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from bot.core.refusal import AllAtOnce, Refusal
from bot.features.refinement.rules.session_values import SessionSettings
from bot.features.refinement.views.session_pieces import NAMING, learning_told
from bot.features.refinement.views.typed import without_name
from bot.meetings.rules.credit import credit_of, settled_credit
from bot.meetings.rules.hosting import settled_hosts
from bot.meetings.rules.lengths import LONGEST, SHORTEST, within
from bot.meetings.rules.values import Wishes
from bot.meetings.views.credit import CREDIT_OPTIONS
from bot.meetings.views.hosts import COHOSTS
from bot.meetings.views.options import Option, StartOptions, of_length
from bot.meetings.views.typed import parted, read_start
from bot.words.words import Words

USUAL = SessionSettings()
_MINUTES = KEPT, NOT_KEPT = "keep", "no"
_MOST_BOX = timedelta(hours=1)


@dataclass(eq=False)
class BadMinutes(Refusal):
    """What is said about minutes is neither `keep` nor `no`."""

    text: str


class NoMinutesToCredit(Refusal):
    """A credit rule was stated for a refinement of which no minutes are kept."""

    field: ClassVar[str] = "minutes"


@dataclass(frozen=True)
class SessionWishes(Wishes):
    """What somebody asked for of a refinement; None means the usual."""

    box: timedelta | None = None
    is_learning: bool | None = None


def settle(wishes: SessionWishes, box: timedelta = USUAL.box) -> SessionSettings:
    """Complete the wishes for a refinement; `box`: the team's time for one item. Who states a credit rule keeps minutes.

    Raise OutOfBounds, NoMinutesToCredit, what `settled_credit` and `settled_hosts` raise, or Several.
    """
    length = within("length", USUAL.length, wishes.length, SHORTEST, LONGEST)
    refused = AllAtOnce()
    asked = refused.read(box, within, "box", min(box, length), wishes.box, SHORTEST, min(_MOST_BOX, length))
    full_credit, minimum = refused.read((None, timedelta()), settled_credit, wishes, length)
    cohosts, _ = refused.read(((), ()), settled_hosts, wishes)
    refused.refuse()
    has_rule = full_credit is not None or bool(minimum)
    if has_rule and wishes.is_learning is False:
        raise NoMinutesToCredit
    learning = has_rule or bool(wishes.is_learning)
    return SessionSettings(length, asked, learning, full_credit=full_credit, minimum=minimum, cohosts=cohosts)


def with_box(options: StartOptions[SessionWishes], box: timedelta) -> StartOptions[SessionWishes]:
    """Return the options of a team that has set another time for one item."""
    return replace(options, settle=lambda wishes: settle(wishes, box))


def without_its_name(text: str) -> str:
    """Leave out what a refinement is called anyway, as in `grooming for 45m`, where it begins no title of people's own."""
    unnamed = without_name(text)
    try:
        start = read_start(OPTIONS, parted(OPTIONS, unnamed))
    except Refusal:
        return text
    return unnamed if start.is_clear and not start.title else text


def _lasts(words: Words, settings: SessionSettings, at: datetime) -> str:
    lasts = words.say(
        "It lasts *{span}* (until {time} if it starts now), with {box} for an item.",
        span=words.minutes(settings.length),
        time=words.slack_time(at + settings.length),
        box=words.minutes(settings.box),
    )
    minutes = (
        learning_told(words, credit_of(settings))
        if settings.is_learning
        else words.say("Nobody is asked about minutes; `keep minutes`, here or in the board's ⋮ menu, makes it learning.")
    )
    return f"{lasts}\n{minutes}"


def read_minutes(text: str) -> bool:
    """Read whether minutes are kept. Raise BadMinutes."""
    if text not in _MINUTES:
        raise BadMinutes(text)
    return text == KEPT


def _choices(words: Words) -> Mapping[str, str]:
    return {
        NOT_KEPT: words.say("Routine: nobody is asked about minutes"),
        KEPT: words.say("Learning: who is there can keep them"),
    }


_BOX = of_length("box", lambda words: words.say("Time for one item"), USUAL.box, "box 10", words="box(?:es)?|timebox")
_LEARNING = Option(
    name="minutes",
    sets="is_learning",
    words=r"(?:keep|no)\s+minutes",
    alone=r"(?!)",
    ways=[(r"(?P<does>keep|no)\s+minutes", lambda said: said["does"].lower() == KEPT)],
    example="keep minutes",
    label=lambda words: words.say("Minutes as learning"),
    usual=NOT_KEPT,
    unread=BadMinutes,
    read=read_minutes,
    write=lambda kept: KEPT if kept else NOT_KEPT,
    choices=_choices,
)
OPTIONS = StartOptions(
    NAMING, SessionWishes(), settle, (_BOX, _LEARNING, COHOSTS, *CREDIT_OPTIONS), '"Checkout" box 10 for 1h', _lasts
)
