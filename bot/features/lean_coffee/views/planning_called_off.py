"""A date of a series is called off, or the whole series: who is coming hears it, the host is asked once more."""

from dataclasses import dataclass
from datetime import datetime

from bot.features.lean_coffee.rules import CalledOff, Occurrence, Series
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.pieces import Reader, placed
from bot.slack.blocks import section
from bot.slack.surfaces import Message, Modal
from bot.words import Words


@dataclass(frozen=True)
class Lost:
    """What the end of a series takes away: its next date (UTC), how many said that they are coming; and how many topics stay."""

    following: datetime | None
    coming: int
    waiting: int


def called_off(reader: Reader, series: Series, occurrence: Occurrence, following: datetime | None) -> Message:
    """Tell one person who said that they are coming why the meeting does not take place, or that it does; and the next date."""
    words = reader.words
    said = [_said(reader, series, occurrence)]
    if following is not None and occurrence.called_off is not None:
        said.append(words.say("The next one is {when}.", when=words.slack_day_time(following)))
    return Message(" ".join(said))


def _said(reader: Reader, series: Series, occurrence: Occurrence) -> str:
    words, by = reader.words, occurrence.called_off_by
    values = {
        "meeting": placed(words, series),
        "when": words.slack_day_time(occurrence.starts),
        "name": reader.name(by) if by else "",
    }
    match occurrence.called_off:
        case CalledOff.SKIPPED:
            return words.say("{meeting}, {when}, is called off: {name} skipped this date.", **values)
        case CalledOff.PAUSED:
            return words.say("{meeting}, {when}, is called off: {name} paused the series.", **values)
        case CalledOff.ENDED if series.one_off:
            return words.say("{meeting}, {when}, is called off: {name} cancelled it.", **values)
        case CalledOff.ENDED:
            return words.say("{meeting}, {when}, is called off: {name} ended the series.", **values)
        case CalledOff.CANCELLED:
            return words.say("{meeting}, {when}, is called off: {name} cancelled it when it had opened.", **values)
        case CalledOff.MISSED:
            return words.say("{meeting}, {when}, did not open: another meeting was running there, or I was away.", **values)
        case CalledOff.ZONE_GONE:
            return words.say(
                "{meeting}, {when}, is called off: its time zone exists no more, so I have paused the series.", **values
            )
        case None:
            return words.say("{meeting}, {when}, takes place after all: {name} let the series go on.", **values)


def end_form(words: Words, series: Series, lost: Lost) -> Modal:
    """Ask the host whether the series is to end, and say what goes with it and what stays."""
    lines = [] if series.one_off else [words.say("{series} opens no meeting ever again.", series=placed(words, series))]
    if series.one_off:
        when = words.slack_day_time(lost.following) if lost.following else ""
        lines.append(words.say("{meeting}, {when}, does not take place.", meeting=placed(words, series), when=when))
    elif lost.following is not None:
        lines.append(words.say("Its next date, {when}, is called off.", when=words.slack_day_time(lost.following)))
    if lost.coming:
        told = words.count(
            "{n} person said “I'm coming” and hears of it from me.",
            "{n} people said “I'm coming” and hear of it from me.",
            lost.coming,
        )
        lines.append(told)
    if lost.waiting:
        kept = words.count(
            "{n} topic waits in the channel and stays for its next meeting.",
            "{n} topics wait in the channel and stay for its next meeting.",
            lost.waiting,
        )
        lines.append(kept)
    lines.append(
        words.say("For another hour, move it instead.")
        if series.one_off
        else words.say("To open nothing for a while, pause it instead.")
    )
    return Modal(
        ids.END_SERIES_FORM,
        words.say("Cancel the meeting?") if series.one_off else words.say("End the series?"),
        [section("\n".join(lines))],
        ending(words, series),
        words.say("Keep it"),
        private=series.id,
    )


def ending(words: Words, series: Series) -> str:
    """Name what ends it: on the button, and over what became of it."""
    return words.say("Cancel the meeting") if series.one_off else words.say("End the series")


def ended(words: Words, series: Series) -> str:
    """Say that a series has ended, or that a planned meeting was cancelled."""
    if series.one_off:
        return words.say("{meeting} was cancelled.", meeting=placed(words, series))
    return words.say("{series} has ended.", series=placed(words, series))
