"""What is seen of votes: as an option that is typed, and as the board and the ballot say it."""

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.core.refusal import Refusal
from bot.features.lean_coffee.rules.shown_votes import Votes, votes_of
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicMeeting
from bot.meetings.views.frame import Reader
from bot.meetings.views.options import Option
from bot.slack.text import plain
from bot.words.words import Words

MOST_NAMED = 8
"""So many people stand beside a topic, those with most dots first."""
_WORDS = r"(?:visible|named|blind)(?:\s*(?:,|and|&|\+)?\s*(?:visible|named))?"


@dataclass(eq=False)
class BadVotes(Refusal):
    """What stands after `votes` is none of what can be."""

    field: ClassVar[str] = "votes"
    text: str


def read_votes(text: str) -> str:
    """Read what is seen of votes. Raise BadVotes."""
    said = re.split(r"[\s,&+]+", text.strip().lower())
    chosen = {word for word in said if word and word != "and"}
    if not chosen or chosen - {Votes.VISIBLE, Votes.NAMED, Votes.BLIND} or (Votes.BLIND in chosen and len(chosen) > 1):
        raise BadVotes(text)
    return Votes.VISIBLE_NAMED if len(chosen) > 1 else Votes(chosen.pop())


VOTES = Option(
    name="votes",
    sets="votes",
    words="votes",
    ways=[(rf"votes\s*[:=]?\s*(?:are\s+)?(?P<how>{_WORDS})", lambda said: read_votes(said["how"]))],
    example="votes visible",
    label=lambda words: words.say("What is seen of votes"),
    usual=Votes.BLIND,
    unread=BadVotes,
    read=read_votes,
    write=str,
    takes=(Votes.VISIBLE, Votes.NAMED, Votes.BLIND),
    choices=lambda words: {
        Votes.BLIND: words.say("Totals after the close, no names"),
        Votes.VISIBLE: words.say("Totals while voting, no names"),
        Votes.NAMED: words.say("Totals and names after the close"),
        Votes.VISIBLE_NAMED: words.say("Totals while voting, names after it"),
    },
    in_plans=True,
)


def explain_votes(refusal: Refusal, words: Words) -> str | None:
    """Say what `votes` takes; None for another refusal."""
    if not isinstance(refusal, BadVotes):
        return None
    text = plain(refusal.text, 40)
    told = words.say("`votes` takes `visible`, `named`, `visible named` or `blind`; you wrote {text}.", text=text)
    return f"{told} {words.say('How long the vote lasts is `vote 2`.')}" if refusal.text[:1].isdigit() else told


def told_of_votes(words: Words, votes: str) -> str:
    """Say what is seen of votes, where that is not as usual."""
    match votes:
        case Votes.VISIBLE:
            return words.say("The board shows each topic's total while we vote; nobody sees who gives what.")
        case Votes.NAMED:
            return words.say("After the close everyone sees each topic's total, and who gave how many dots to it.")
        case Votes.VISIBLE_NAMED:
            return words.say(
                "The board shows each topic's total while we vote; after the close everyone sees who gave how many dots to it."
            )
        case _:
            return ""


def told_on_ballot(words: Words, meeting: TopicMeeting) -> str:
    """Say on a ballot what is seen of it, where that is not as usual; an asynchronous one is always blind."""
    return told_of_votes(words, votes_of(meeting)) if isinstance(meeting, Meeting) else ""


def in_run_off(words: Words, topic: Topic) -> str:
    """Say how many dots a topic had in a run-off, where it was in one."""
    return "" if topic.run_off is None else words.say("{n} in the run-off", n=topic.run_off)


def given_by(reader: Reader, topic: Topic) -> str:
    """Say who gave a topic how many dots, where the vote was named."""
    if not topic.named:
        return ""
    words = reader.words
    named = [words.say("{name} ({n})", name=reader.name(who), n=dots) for who, dots in topic.named[:MOST_NAMED]]
    if len(topic.named) > MOST_NAMED:
        return words.say("dots from {names} and {n} more", names=", ".join(named), n=len(topic.named) - MOST_NAMED)
    return words.say("dots from {names}", names=", ".join(named))
