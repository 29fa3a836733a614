"""The verbs of Lean Coffee: one transaction each."""

from bot.features.lean_coffee.actions.course import apply_changes, open_meeting
from bot.features.lean_coffee.actions.talk import add_takeaway, cast_ballot, give_thumb, talk_about, vote_again
from bot.features.lean_coffee.actions.topics import edit_topic, keep_topic, propose_topic, remove_topic, withdraw_topic

__all__ = [
    "add_takeaway",
    "apply_changes",
    "cast_ballot",
    "edit_topic",
    "give_thumb",
    "keep_topic",
    "open_meeting",
    "propose_topic",
    "remove_topic",
    "talk_about",
    "vote_again",
    "withdraw_topic",
]
