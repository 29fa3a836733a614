"""What people type after `/refine`: the words that lead to one of its commands."""

import re
from difflib import get_close_matches

from bot.features.refinement.views.item_commands import WORDS as OF_ITEMS
from bot.features.refinement.views.outlook_commands import WORDS as OF_OUTLOOK
from bot.features.refinement.views.team_commands import WORDS as OF_TEAM
from bot.series.views.muting import MUTE, UNMUTE

REMIND, LIST, PO, AGENDA, ACTIONS, HELP = "remind", "reminders", "po", "agenda", "actions", "help"
FORECAST, GOAL, SHARE = "forecast", "goal", "share"
ADD, QUEUE, DONE, STARTED, PARK = "add", "queue", "done", "started", "park"
ESTIMATE, TODO, START, BOARD, HANDOVER, COHOST = "estimate", "todo", "start", "board", "handover", "cohost"
WORDS = (
    ESTIMATE,
    TODO,
    START,
    BOARD,
    HANDOVER,
    COHOST,
    REMIND,
    LIST,
    PO,
    AGENDA,
    ACTIONS,
    MUTE,
    UNMUTE,
    *OF_ITEMS,
    *OF_OUTLOOK,
    *OF_TEAM,
    HELP,
)
_ALSO = {
    REMIND: ("create", "new", "plan", "reminder", "repeat", "schedule", "set"),
    LIST: (
        *("cancel", "change", "delete", "edit", "end", "list", "move", "next", "off", "pause", "plans", "remove"),
        *("resume", "series", "show", "skip", "status", "stop", "upcoming"),
    ),
    ADD: ("item", "propose", "story"),
    QUEUE: ("backlog", "find", "items", "order", "productbacklog", "search", "stories"),
    DONE: ("close", "closed", "finish", "finished"),
    STARTED: ("begun", "progress", "wip"),
    PARK: ("later", "parked", "shelve"),
    PO: ("owner", "product", "productowner"),
    "team": ("developers", "members", "people", "roles", "who", "whoiswho"),
    "settings": ("config", "configure", "deck", "holidays", "options", "preferences", "setup"),
    ACTIONS: ("action", "promises", "tasks", "todos"),
    GOAL: ("goals", "productgoal", "strategy", "vision"),
    SHARE: ("publish", "stakeholders", "unshare"),
    FORECAST: ("howlong", "predict", "prognosis", "when"),
    ESTIMATE: ("poker", "points", "vote", "estimation", "estimates"),
    TODO: ("waiting", "mine"),
    COHOST: ("co-host", "cohosts", "co-hosts"),
    START: ("refine", "session", "open", "begin"),
    HELP: ("?", "-h", "--help", "h", "info", "man", "usage"),
}
_MEANT = {also: command for command, others in _ALSO.items() for also in others} | {word: word for word in WORDS}


_IN_TWO_WORDS = ("productbacklog", "productgoal", "productowner")
_NAME = re.compile(r"(?:product\s+)?(?:backlog\s+)?(?:refinement|grooming)(?:\s+|\Z)", re.IGNORECASE)


def without_name(text: str) -> str:
    """Leave out what this is called anyway where a text begins with it: `grooming every tuesday at 10`."""
    named = _NAME.match(text)
    return text[named.end() :] if named else text


def joined(word: str, rest: str) -> tuple[str, str]:
    """Take two words that name one thing together, as in `product owner @ana`."""
    second, _, more = rest.partition(" ")
    both = f"{word}{second}".lower()
    return (both, more.strip()) if both in _IN_TWO_WORDS else (word, rest)


def meant_by(word: str, *, alone: bool) -> str:
    """Return the command that another first word means, or is a slip of; nothing where it is neither.

    `alone`: nothing stands after it; what lists the reminders takes nothing, so that a sentence is never lost by it.
    """
    near = next(iter(get_close_matches(word, _MEANT, 1, 0.75)), "")
    meant = _MEANT.get(near, "")
    return meant if alone or near not in _ALSO[LIST] else ""
