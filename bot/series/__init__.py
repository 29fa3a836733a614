"""What comes again, before it is kept: previewed, edited in a form, saved once; the same for every ceremony."""

from bot.series.choices import choice, read_choice
from bot.series.listeners import clicks, forms, in_a_form, previewed, usual
from bot.series.paging import page_of, paged, turning
from bot.series.planning import CHANNEL, Planning

__all__ = [
    "CHANNEL",
    "Planning",
    "choice",
    "clicks",
    "forms",
    "in_a_form",
    "page_of",
    "paged",
    "previewed",
    "read_choice",
    "turning",
    "usual",
]
