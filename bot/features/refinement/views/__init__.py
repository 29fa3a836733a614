"""Refinement as people see it: the card, the line, the list of reminders."""
