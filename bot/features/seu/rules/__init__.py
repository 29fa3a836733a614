"""The ledger of learning: what a presence is worth, how entries are corrected, how they add up. Pure."""

from bot.features.seu.rules.entries import (
    agreement,
    credit,
    last_word,
    live_credit,
    read_correction,
    read_minutes,
    reversal,
    roster_wish,
    self_correction,
)
from bot.features.seu.rules.refusals import (
    LONGEST_REASON,
    AlreadyAsked,
    AlreadyReversed,
    BadMinutes,
    LongerThanSession,
    NothingChanged,
    NotYourEntry,
    ReasonMissing,
    ReasonTooLong,
    YouAreHost,
)
from bot.features.seu.rules.values import Entry, Keeping, Kind, Session, Source, Word, Worth
from bot.features.seu.rules.worth import stated_worth, worth

__all__ = [
    "LONGEST_REASON",
    "AlreadyAsked",
    "AlreadyReversed",
    "BadMinutes",
    "Entry",
    "Keeping",
    "Kind",
    "LongerThanSession",
    "NotYourEntry",
    "NothingChanged",
    "ReasonMissing",
    "ReasonTooLong",
    "Session",
    "Source",
    "Word",
    "Worth",
    "YouAreHost",
    "agreement",
    "credit",
    "last_word",
    "live_credit",
    "read_correction",
    "read_minutes",
    "reversal",
    "roster_wish",
    "self_correction",
    "stated_worth",
    "worth",
]
