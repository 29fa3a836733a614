"""The ledger as its one reader sees it: questions, confirmations, forms. Always private."""

from bot.features.seu.views.explain import explain
from bot.features.seu.views.forms import add_form, added_form, ask_host_form, asked_form, correct_form, how_to_log
from bot.features.seu.views.ledger import at_home, help_by_example, ledger, ledger_form, no_export, rows, switch
from bot.features.seu.views.messages import ask, correction, kept, question_in_ledger, roster_request, waiting
from bot.features.seu.views.pieces import Line

__all__ = [
    "Line",
    "add_form",
    "added_form",
    "ask",
    "ask_host_form",
    "asked_form",
    "at_home",
    "correct_form",
    "correction",
    "explain",
    "help_by_example",
    "how_to_log",
    "kept",
    "ledger",
    "ledger_form",
    "no_export",
    "question_in_ledger",
    "roster_request",
    "rows",
    "switch",
    "waiting",
]
