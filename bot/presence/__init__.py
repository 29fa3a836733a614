"""Who is here: check in, leave, minutes, for every ceremony that people attend."""

from bot.presence.rules import Segment, Source, minutes_present, span_present, was_there, whole_minutes
from bot.presence.store import (
    Correction,
    attended,
    check_in,
    correct,
    corrections,
    end,
    here,
    leave,
    move_all,
    segments,
    somebody_here,
)

__all__ = [
    "Correction",
    "Segment",
    "Source",
    "attended",
    "check_in",
    "correct",
    "corrections",
    "end",
    "here",
    "leave",
    "minutes_present",
    "move_all",
    "segments",
    "somebody_here",
    "span_present",
    "was_there",
    "whole_minutes",
]
