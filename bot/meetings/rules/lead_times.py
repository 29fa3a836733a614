"""How far ahead a sentence can have the dates of a series announced; the form offers more."""

from datetime import timedelta

from bot.series.rules import A_DAY

A_WEEK = timedelta(weeks=1)
AHEAD = (A_DAY, A_WEEK)
"""The first is the usual one."""
