"""The verbs of the ledger: one transaction each; and what its messages read."""

from bot.features.seu.actions.own import add_entry, ask_host_to_correct, correct_entry, present_at
from bot.features.seu.actions.reading import asked_lines, ledger, line, waiting_minutes
from bot.features.seu.actions.settling import decline, keep, settle
from bot.features.seu.actions.showing import read_subject, subject_of, tells_total
from bot.features.seu.actions.unreached import forget_guest

__all__ = [
    "add_entry",
    "ask_host_to_correct",
    "asked_lines",
    "correct_entry",
    "decline",
    "forget_guest",
    "keep",
    "ledger",
    "line",
    "present_at",
    "read_subject",
    "settle",
    "subject_of",
    "tells_total",
    "waiting_minutes",
]
