"""What people can ask for of a refinement that they type: time for one item, length."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.features.refinement.rules.session_values import SessionSettings
from bot.features.refinement.views.session_pieces import NAMING
from bot.meetings.rules.lengths import LONGEST, SHORTEST, within
from bot.meetings.rules.values import Wishes
from bot.meetings.views.options import StartOptions, of_length
from bot.words.words import Words

USUAL = SessionSettings()
_MOST_BOX = timedelta(hours=1)


@dataclass(frozen=True)
class SessionWishes(Wishes):
    """What somebody asked for of a refinement; None means the usual."""

    box: timedelta | None = None


def settle(wishes: SessionWishes, box: timedelta = USUAL.box) -> SessionSettings:
    """Complete the wishes for a refinement; `box`: the team's time for one item. Raise OutOfBounds."""
    length = within("length", USUAL.length, wishes.length, SHORTEST, LONGEST)
    asked = within("box", min(box, length), wishes.box, SHORTEST, min(_MOST_BOX, length))
    return SessionSettings(length, asked)


def with_box(options: StartOptions[SessionWishes], box: timedelta) -> StartOptions[SessionWishes]:
    """Return the options of a team that has set another time for one item."""
    return replace(options, settle=lambda wishes: settle(wishes, box))


def _lasts(words: Words, settings: SessionSettings, at: datetime) -> str:
    return words.say(
        "It lasts *{span}* (until {time} if it starts now), with {box} for an item.",
        span=words.minutes(settings.length),
        time=words.slack_time(at + settings.length),
        box=words.minutes(settings.box),
    )


_BOX = of_length("box", lambda words: words.say("Time for one item"), USUAL.box, "box 10", words="box(?:es)?|timebox")
OPTIONS = StartOptions(NAMING, SessionWishes(), settle, (_BOX,), '"Checkout" box 10 for 1h', _lasts)
