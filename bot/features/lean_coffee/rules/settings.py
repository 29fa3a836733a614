"""Durations of a meeting: what was asked for, checked against limits, completed by defaults."""

from datetime import timedelta

from bot.core.refusal import AllAtOnce
from bot.features.lean_coffee.rules.box_pattern import Boxes, checked, derived
from bot.features.lean_coffee.rules.refusals import DotsOutOfBounds, PitchOutOfBounds
from bot.features.lean_coffee.rules.values import Dots, Settings, Wishes
from bot.meetings.rules.credit import settled_credit
from bot.meetings.rules.hosting import settled_hosts
from bot.meetings.rules.lengths import LONGEST, SHORTEST, within

LEAST_SPAN = timedelta(seconds=5)
NO_PITCH, LEAST_PITCH, MOST_PITCH = timedelta(), timedelta(seconds=15), timedelta(seconds=30)
FEWEST_DOTS = 1
MOST_DOTS = 10
_DEFAULTS = Settings()
_MOST = {
    "collect": timedelta(hours=1),
    "vote": timedelta(minutes=30),
    "box": timedelta(hours=1),
    "thumbs": timedelta(minutes=5),
    "last_call": timedelta(minutes=15),
}


def settle(wishes: Wishes) -> Settings:
    """Complete the wishes for a meeting. Raise OutOfBounds, DotsOutOfBounds, PitchOutOfBounds, what is raised by what it calls, or Several.

    What was not asked for is at most a tenth of the length; the first box at most a third of it. Extensions are 3 and 1 min, or 60 %
    and 20 % of the first box where that is shorter (a box of 20 s: 12 s, then 4 s), unless each was asked for.
    """
    length = within("length", wishes.length or _DEFAULTS.length, wishes.length, SHORTEST, LONGEST)
    tenth = length // 10
    refused = AllAtOnce()

    def part(setting: str, asked: timedelta | None, usual: timedelta) -> timedelta:
        return refused.read(usual, _part, setting, asked, min(usual, tenth), length)

    full_credit, minimum = refused.read((None, timedelta()), settled_credit, wishes, length)
    cohosts, hosts = refused.read(((), ()), settled_hosts, wishes)
    settings = Settings(
        length=length,
        collect=part("collect", wishes.collect, _DEFAULTS.collect),
        vote=part("vote", wishes.vote, _DEFAULTS.vote),
        boxes=refused.read(_DEFAULTS.boxes, _boxes, wishes.box, length),
        thumbs=part("thumbs", wishes.thumbs, _DEFAULTS.thumbs),
        last_call=part("last_call", wishes.last_call, _DEFAULTS.last_call),
        dots=refused.read(_DEFAULTS.dots, checked_dots, wishes.dots),
        host_votes=wishes.host_votes,
        takeaways_asked=wishes.takeaways_asked,
        votes=wishes.votes,
        pitch=refused.read(NO_PITCH, _pitch, wishes.pitch or NO_PITCH),
        full_credit=full_credit,
        minimum=minimum,
        cohosts=cohosts,
        hosts=hosts,
    )
    refused.refuse()
    return settings


def dots_for(dots: Dots, topics: int) -> int:
    """Return the dots of each voter for so many topics."""
    return min(6, max(2, -(-topics // 3))) if dots == "auto" else dots


def _part(setting: str, asked: timedelta | None, default: timedelta, length: timedelta) -> timedelta:
    return within(setting, default, asked, LEAST_SPAN, min(_MOST[setting], length))


def _pitch(asked: timedelta) -> timedelta:
    if asked and not LEAST_PITCH <= asked <= MOST_PITCH:
        # `pitch 20` are minutes, as in every option, and 20 seconds are meant.
        meant = timedelta(seconds=asked / timedelta(minutes=1))
        nearest = meant if LEAST_PITCH <= meant <= MOST_PITCH else min(max(asked, LEAST_PITCH), MOST_PITCH)
        raise PitchOutOfBounds(asked, LEAST_PITCH, MOST_PITCH, nearest)
    return asked


def _boxes(asked: Boxes | None, length: timedelta) -> tuple[timedelta, ...]:
    if isinstance(asked, tuple):
        return checked(asked, LEAST_SPAN, min(_MOST["box"], length))
    return derived(_part("box", asked, min(_DEFAULTS.boxes[0], length // 3), length))


def checked_dots(asked: Dots | None) -> Dots:
    """Return how many dots each has, the usual number where nobody asked. Raise DotsOutOfBounds."""
    if asked is None or asked == "auto":
        return asked or _DEFAULTS.dots
    if not FEWEST_DOTS <= asked <= MOST_DOTS:
        raise DotsOutOfBounds(asked, FEWEST_DOTS, MOST_DOTS)
    return asked
