"""Requests about what comes again -> action -> answer: its tables of buttons and forms."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.feature import Deps
from bot.series.listeners import changing, handing_over, listing, plans
from bot.series.recurring import Recurring
from bot.series.views.moving import MOVE
from bot.series.views.turns import NOT_ME
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form


def clicks(recurring: Recurring) -> Mapping[str, Callable[[Click, Deps], Awaitable[Answer]]]:
    """Return the table of the buttons and menus, for its ceremony's Feature."""
    kinds = recurring.kinds
    return {
        **plans.clicks(recurring),
        **handing_over.clicks(recurring),
        **changing.clicks(recurring),
        kinds.more: partial(listing.on_more, recurring),
        kinds.id(NOT_ME): partial(listing.on_not_me, recurring),
        kinds.before: partial(listing.on_page, recurring),
        kinds.after: partial(listing.on_page, recurring),
        **{kinds.id(verb): partial(listing.on_reply, recurring, said) for verb, said in recurring.replies.items()},
    }


def forms(recurring: Recurring) -> Mapping[str, Callable[[Form, Deps], Awaitable[Answer]]]:
    """Return the table of the forms, for its ceremony's Feature."""
    moved = {recurring.kinds.id(MOVE): partial(listing.on_moved, recurring)}
    ended = {recurring.kinds.end: partial(listing.on_ended, recurring)}
    return {**plans.forms(recurring), **handing_over.forms(recurring), **changing.forms(recurring), **ended, **moved}
