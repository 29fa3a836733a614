"""The ids of what is pressed and sent about an agenda."""

from bot.feature import AGENDA

AGENDA_BUTTON, WITHDRAW = AGENDA, "refinement:withdraw_line"
AGENDA_FORM, CHOOSE_FORM = "refinement:agenda", "refinement:agenda_message"
AGENDA_MESSAGE = "refinement:agenda_message"
"""The button of a card, the button of a line; the form of an agenda, the form of a message for one, the shortcut that opens it."""
