"""The first words of `/coffee`: its commands, other words for them, and misspellings."""

import re
from collections.abc import Collection
from difflib import get_close_matches

from bot.core.ids import PersonId
from bot.features.lean_coffee.rules.acts import Act
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views.explain import now
from bot.series.views.muting import MUTE, UNMUTE
from bot.words.words import Words

_FOUND_BY_SLIPS = (
    "start",
    "async",
    "plan",
    "topic",
    "mine",
    "action",
    "actions",
    "board",
    "handover",
    "cohost",
    "every",
    "series",
    "search",
    "export",
    "demo",
    "help",
)
COMMANDS = (*_FOUND_BY_SLIPS, "stats", MUTE, UNMUTE)
"""All of them; what is muted is so by its very word alone, for “minute” is near it; “stats” is nearer to “strat” than “start” is."""
ALONE = ("demo",)
"""What begins a name rather than a command where more follows."""
_ALSO = {
    "start": ("begin", "kickoff", "launch", "meet", "run"),
    "plan": ("book", "later", "once", "schedule"),
    "topic": ("add", "discuss", "idea", "propose", "suggest", "topics"),
    "mine": ("me", "my", "withdraw"),
    "action": ("todo", "to-do", "task"),
    "actions": ("todos", "tasks", "action-items"),
    "board": ("current", "show", "state", "status", "where"),
    "handover": ("delegate", "hand-over", "handoff", "transfer"),
    "cohost": ("co-host", "cohosts", "co-hosts"),
    "every": ("each", "recurring", "repeat"),
    "series": ("calendar", "list", "meetings", "move", "planned", "plans", "skip", "upcoming"),
    "async": ("asynchronous", "asynchronously"),
    "stats": ("metrics", "numbers", "statistics"),
    "search": ("find", "grep", "lookup"),
    "export": ("download", "minutes", "record", "records"),
    "demo": ("example", "play", "tour", "tutorial", "watch"),
    "help": ("--help", "-h", "?", "h", "info", "man", "usage"),
}
_MEANT = {also: command for command, others in _ALSO.items() for also in others} | {word: word for word in COMMANDS}
_TAKE_WORDS = ("start", "async", "plan", "topic", "action", "actions", "handover", "cohost", "every", "search", "stats", "export")
_POLITE = frozenset({"all", "board", "coffee", "meeting", "meetings", "my", "please", "pls", "series", "the", "topic", "topics"})
ON_BOARD = (
    *(
        "abort",
        "cancel",
        "close",
        "continue",
        "end",
        "extend",
        "finish",
        "here",
        "host",
        "join",
        "leave",
        "more",
        "next",
    ),
    *("park", "pause", "pitch", "quit", "resume", "stop", "takeaway", "vote", "voting"),
)
"""What a button of the board does."""
_ENDS = ("abort", "cancel", "close", "end", "finish", "stop")
_VOTES = (Act.OPEN_VOTE, Act.SKIP_PITCHES, Act.VOTE, Act.VOTE_AGAIN, Act.THUMB_MORE)
_DOES = {
    "vote": _VOTES,
    "voting": _VOTES,
    "close voting": (Act.CLOSE_VOTE,),
    "pitch": (Act.NEXT_PITCH,),
    "next": (Act.NEXT_PITCH, Act.THUMB_NEXT, Act.NEXT_TOPIC),
    "park": (Act.THUMB_NEXT, Act.NEXT_TOPIC),
    "pause": (Act.PAUSE,),
    "resume": (Act.RESUME,),
    "continue": (Act.RESUME,),
    "extend": (Act.ADD_MINUTE, Act.THUMB_MORE),
    "more": (Act.ADD_MINUTE, Act.THUMB_MORE),
    "leave": (Act.LEAVE,),
    "quit": (Act.LEAVE,),
    "takeaway": (Act.TAKEAWAY, Act.MEETING_TAKEAWAY),
    "close": (Act.CLOSE_VOTE, Act.FINISH),
    "end": (Act.FINISH,),
    "finish": (Act.FINISH,),
    "stop": (Act.FINISH,),
}
"""What is meant by a word of those, the first that a person may do at the moment."""


_A_FEW = r"(?:\d{1,3}|an?|one|two|three|four|five|ten)"
_MINUTES = r"(?:m|mins?|minutes?)"
_ON_THE_VOTE = re.compile(r"(?:end|close|stop|finish)\s+(?:the\s+)?(?:vote|voting)", re.IGNORECASE)
_SAID = {
    "vote": r"(?:let'?s|open|start|begin)\s+(?:the\s+|to\s+)?(?:vote|voting)",
    "next": r"skip(?:\s+(?:this|the|a|that))?(?:\s+(?:topic|one|it))?|next\s+one|move\s+on|done",
    "end": r"ende?|fertig|stopp|fini|terminar|wrap\s+(?:it\s+)?up|all\s+done",
    "continue": r"(?:go|carry)\s+on|keep\s+going|unpause|weiter",
    "pause": r"(?:take\s+a\s+|short\s+)?break|hold\s+on|wait",
    "extend": rf"\+\s?\d{{1,3}}\s*{_MINUTES}?|(?:(?:add|give\s+us)\s+)?{_A_FEW}\s+more\s+{_MINUTES}|add\s+{_A_FEW}\s+{_MINUTES}",
    "here": r"i(?:'?m|\s+am)\s+(?:here|in)|present|count\s+me\s+in|check\s?-?in",
    "leave": r"bye|(?:i\s+)?(?:have|need|got)\s+to\s+(?:leave|go)|(?:i'?m\s+)?leaving",
    "takeaway": r"(?:notes?|decision|decided|learning|insight)(?:\b.*)?",
    "more": r"thumbs?(?:\s+up)?|:?\+1:?|👍|:thumbsup:",
    "menu": r"undo|back|timer?(?:\s+\d.*)?|how\s+long(?:\b.*)?|who(?:\s+is\s+here|'s\s+here)?|(?:rename|merge|remove|delete)\b.*",
}
_IN_A_MEETING = {word: re.compile(said, re.IGNORECASE | re.DOTALL) for word, said in _SAID.items()}


def closes_vote(text: str) -> str:
    """Return the word for the end of the vote where a text asks for that: the meeting's end is another thing."""
    return "close voting" if _ON_THE_VOTE.fullmatch(text.strip(" .!")) else ""


def said_in_a_meeting(text: str) -> str:
    """Return the word of the board that a text means while a meeting runs; nothing where it is none."""
    plain_text = text.strip(" .!").replace("’", "'")
    return next((word for word, said in _IN_A_MEETING.items() if said.fullmatch(plain_text)), "")


def meant_by(word: str, rest: str) -> str:
    """Return the command that a first word is, means, or is a slip of; nothing where it is none, as the first word of a name is.

    What takes no words is not meant where other words follow: they would be lost.
    """
    near = word if word in _MEANT else next(iter(get_close_matches(word, _FOUND_BY_SLIPS, 1, 0.75)), "")
    meant = _MEANT.get(near, "")
    if (word == "topics" and not rest) or (near == "my" and rest.lower() in ("topic", "topics")):
        return "mine"
    alone = all(each.strip(".!,").lower() in _POLITE for each in rest.split())
    return meant if alone or meant in _TAKE_WORDS else ""


def nearest(word: str) -> str:
    """Return the command that a word is, or is most likely a slip of, whatever follows it."""
    return word if word in COMMANDS else next(iter(get_close_matches(word, _FOUND_BY_SLIPS, 1, 0.6)), "")


def on_board(words: Words, word: str, meeting: Meeting, person: PersonId, acts: Collection[Act]) -> str:
    """Say which button of the board does what a word asks for now. `acts`: what this person may do once they are here."""
    thumbs = words.say("Press 👍, ✊ or 👎 on the board.")
    ways = {
        Act.OPEN_VOTE: words.say("Press “Start pitches” on the board.")
        if meeting.settings.pitch
        else words.say("Press “Start voting” on the board."),
        Act.NEXT_PITCH: words.say("“Next pitch” and “Skip pitches” stand on the board."),
        Act.VOTE: words.say("Press “Vote” on the board."),
        Act.SKIP_PITCHES: words.say("“Skip pitches” on the board opens the vote."),
        Act.VOTE_AGAIN: words.say("The board offers a vote on what is new."),
        Act.THUMB_MORE: thumbs,
        Act.THUMB_NEXT: thumbs,
        Act.NEXT_TOPIC: words.say("The board's “Next topic” goes on to the next topic."),
        Act.PAUSE: words.say("“Pause” in the board's ⋮ menu stops the time of this box."),
        Act.RESUME: words.say("“Go on” on the board lets the time of this box run again."),
        Act.ADD_MINUTE: words.say("The board's ⋮ menu gives the box a minute more."),
        Act.TAKEAWAY: words.say("Press “Takeaway” on the board, or in the form “More …” of its ⋮ menu."),
        Act.MEETING_TAKEAWAY: words.say("Press “Takeaway” on the board."),
        Act.LEAVE: words.say("“I have to leave” stands in the board's ⋮ menu."),
        Act.FINISH: words.say("“Finish now” on the board ends the meeting, with its summary."),
        Act.CLOSE_VOTE: words.say("“Close voting” stands in the board's ⋮ menu."),
    }
    if found := next((ways[act] for act in _DOES.get(word, ()) if act in acts), ""):
        return found
    match word:
        case "menu":
            return words.say(
                "The board shows the time and who is here; “More …” in its ⋮ menu shows all that you can do, and what can be taken back."
            )
        case "join" | "here" if person in meeting.here:
            return words.say("You are here already.")
        case "join" | "here":
            return words.say("Press “I'm here” on the board.")
        case "host" if person == meeting.host:
            return words.say("`/coffee handover @ana` hands it over; `/coffee cohost @ana` names who hosts it beside you.")
        case "host":
            return words.say("“I'll host” stands in the form “More …” of the board's ⋮ menu: a host who is here is asked first.")
        case word if word in _ENDS:
            return words.say(
                "It ends by itself soon after {time}; its host ends it at once, without a summary, by “Cancel the meeting” in the form “More …” of the board's ⋮ menu.",
                time=words.slack_time(meeting.planned_end),
            )
        case _:
            return words.say(
                "There is no button for that now: {stage}. “More …” in the board's ⋮ menu shows all that you can do.",
                stage=now(meeting.stage, words),
            )
