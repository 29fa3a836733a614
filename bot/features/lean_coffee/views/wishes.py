"""What people can ask for of a Lean Coffee that they type: the table of its options."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules.settings import FEWEST_DOTS, MOST_DOTS, settle
from bot.features.lean_coffee.rules.values import Dots, Settings, Wishes
from bot.features.lean_coffee.views.box_option import BOX
from bot.features.lean_coffee.views.chosen import USUAL, beside_times, chosen
from bot.features.lean_coffee.views.pieces import NAMING
from bot.features.lean_coffee.views.pitch_option import PITCH
from bot.features.lean_coffee.views.takeaway_option import TAKEAWAYS
from bot.features.lean_coffee.views.votes_option import VOTES
from bot.meetings.rules.credit import credit_of
from bot.meetings.views.credit import CREDIT_OPTIONS
from bot.meetings.views.credit_words import stated
from bot.meetings.views.hosts import HOSTING_OPTIONS
from bot.meetings.views.options import Option, StartOptions, of_length
from bot.words.words import Words


@dataclass(eq=False)
class BadDots(Refusal):
    """What stands after `dots` is no number and not `auto`."""

    field: ClassVar[str] = "dots"
    text: str


@dataclass(eq=False)
class BadHost(Refusal):
    """What stands after `host` is neither `votes` nor `watches`."""

    text: str


def read_dots(text: str) -> Dots:
    """Read how many dots each has. Raise BadDots."""
    word = text.strip().lower()
    if word != "auto" and not (word.isascii() and word.isdigit() and len(word) <= 6):
        raise BadDots(text)
    return "auto" if word == "auto" else int(word)


def read_host(text: str) -> bool:
    """Read whether the host votes. Raise BadHost."""
    word = text.strip().lower()
    if word not in ("votes", "watches"):
        raise BadHost(text)
    return word == "votes"


def _of_host(words: Words) -> Mapping[str, str]:
    return {"votes": words.say("Votes like everybody"), "watches": words.say("Does not vote")}


def _lasts(words: Words, settings: Settings, at: datetime) -> str:
    lasts = words.say(
        "It lasts *{span}* (until {time} if it starts now): gathering {collect}, voting {vote}, boxes of {boxes}.",
        span=words.minutes(settings.length),
        time=words.slack_time(at + settings.length),
        collect=words.minutes(settings.collect),
        vote=words.minutes(settings.vote),
        boxes=words.all_of([words.minutes(box) for box in settings.boxes]),
    )
    told = " ".join([*beside_times(words, settings), stated(words, credit_of(settings))])
    return f"{lasts}\n{told}".strip()


_TIMES = (
    of_length("collect", lambda words: words.say("Time to gather topics"), USUAL.collect, "collect 3"),
    of_length("vote", lambda words: words.say("Time to vote"), USUAL.vote, "vote 2", words="vote|voting", alone="vote|voting"),
    BOX,
    of_length("thumbs", lambda words: words.say("Time for thumbs"), USUAL.thumbs, "thumbs 30s", words="thumbs?", alone="thumbs"),
)
DOTS = Option(
    name="dots",
    sets="dots",
    words="dots?",
    ways=[(r"dots?\s*[:=]?\s*(?P<n>\d{1,6}|auto)|(?P<m>\d{1,6}|auto)\s+dots", lambda said: read_dots(said["n"] or said["m"]))],
    example="dots 3",
    label=lambda words: words.say("Dots for each"),
    usual=str(USUAL.dots),
    unread=BadDots,
    read=read_dots,
    write=str,
    takes=("auto",),
    hint=lambda words: words.say(
        "A number from {least} to {most}; or auto: a third of the topics, 2 to 6.", least=FEWEST_DOTS, most=MOST_DOTS
    ),
    most=4,
    in_plans=True,
)
_HOST = Option(
    name="host",
    sets="host_votes",
    words="host",
    ways=[(r"host\s*[:=]?\s*(?P<does>votes?|voting|watch(?:es)?|watching)", lambda said: said["does"].lower()[:3] == "vot")],
    example="host watches",
    label=lambda words: words.say("The host"),
    usual="votes",
    unread=BadHost,
    read=read_host,
    write=lambda votes: "votes" if votes else "watches",
    takes=("votes", "watches"),
    choices=_of_host,
)
OPTIONS = StartOptions(
    NAMING,
    Wishes(),
    settle,
    (*_TIMES, DOTS, _HOST, VOTES, PITCH, TAKEAWAYS, *HOSTING_OPTIONS, *CREDIT_OPTIONS),
    '"Platform guild" box 5 for 45m',
    _lasts,
    chosen,
)
