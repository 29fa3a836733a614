"""The ids of Lean Coffee's buttons, menus and forms, and what their values say."""

PROPOSE = "lean_coffee:propose"
CHECK_IN = "lean_coffee:check_in"
MY_TOPICS = "lean_coffee:my_topics"
OPEN_VOTE = "lean_coffee:open_vote"
VOTE_AGAIN = "lean_coffee:vote_again"
VOTE = "lean_coffee:vote"
TAKEAWAY = "lean_coffee:takeaway"
MEETING_TAKEAWAY = "lean_coffee:meeting_takeaway"
PAUSE = "lean_coffee:pause"
RESUME = "lean_coffee:resume"
NEXT = "lean_coffee:next"
CARRY_ON = "lean_coffee:carry_on"
TAKE_BACK = "lean_coffee:take_back"
TALK_ABOUT = "lean_coffee:talk_about"
FINISH = "lean_coffee:finish"
THUMB_MORE = "lean_coffee:thumb_more"
THUMB_NEUTRAL = "lean_coffee:thumb_neutral"
THUMB_NEXT = "lean_coffee:thumb_next"
MORE = "lean_coffee:more"
ROSTER = "lean_coffee:roster"
START = "lean_coffee:start"
START_NOW = "lean_coffee:start_now"
EDIT_START = "lean_coffee:edit_start"
DROP_START = "lean_coffee:drop_start"
QUEUE = "lean_coffee:queue"
IN_THREAD = "lean_coffee:in_thread"
TOPIC_MORE = "lean_coffee:topic_more"
SUGGEST = "lean_coffee:suggest"
MINE_BEFORE = "lean_coffee:mine_before"
MINE_AFTER = "lean_coffee:mine_after"
KEEP_TOPIC = "lean_coffee:keep_topic"
LET_GO = "lean_coffee:let_go"
HOME_PROPOSE = "lean_coffee:home_propose"
HOME_MY_TOPICS = "lean_coffee:home_my_topics"

TOPIC_FORM = "lean_coffee:topic"
START_FORM = "lean_coffee:start_form"
EDIT_FORM = "lean_coffee:edit_topic"
BALLOT_FORM = "lean_coffee:ballot"
TAKEAWAY_FORM = "lean_coffee:takeaway"
ROSTER_FORM = "lean_coffee:roster"
REMOVE_FORM = "lean_coffee:remove_topic"
CANCEL_FORM = "lean_coffee:cancel"

SHORTCUT = "lean_coffee:suggest"
"""The message shortcut "Suggest for Lean Coffee"."""


_MOST_DIGITS = 9
"""No meeting has a thousand million phases; Python reads no number of five thousand digits."""


def value(subject: str, phase: int = 0) -> str:
    """Write what a button carries: one opaque id and the phase that it was drawn for."""
    return f"{subject}:{phase}"


def read_value(text: str) -> tuple[str, int]:
    """Read a button's value; a broken one names nothing, in phase 0."""
    subject, _, phase = text.rpartition(":")
    return (subject, int(phase)) if phase.isascii() and phase.isdigit() and len(phase) <= _MOST_DIGITS else (text, 0)


def topic_value(topic: str, meeting: str, phase: int) -> str:
    """Write what a choice of a topic carries: `topic:meeting:phase`, read as an option is."""
    return option_value(topic, meeting, phase)


def option_value(verb: str, subject: str, phase: int = 0) -> str:
    """Write what an option of a ⋮ menu carries: `verb:id:phase`."""
    return f"{verb}:{subject}:{phase}"


def read_option(text: str) -> tuple[str, str, int]:
    """Read an option's value as verb, id and phase."""
    verb, _, rest = text.partition(":")
    return (verb, *read_value(rest))
