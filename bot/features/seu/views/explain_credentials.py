"""Why a credential was not added or changed, and what to do instead."""

from bot.core.refusal import Refusal
from bot.features.seu.rules.credential_refusals import (
    LONGEST_NAME,
    AlreadyHeld,
    CredentialMissing,
    DayMissing,
    DayNotRead,
    ExpiresTooEarly,
    HeldAndPrepared,
    IssuedInFuture,
    NameMissing,
    NameNotAsked,
    NameTooLong,
    NeverExpires,
    NoSuchCredential,
    NoSuchStep,
    NoSuchVariant,
    TooFarAway,
    UnknownCredential,
    YearMissing,
)
from bot.schedule.grammar.dates import spelled
from bot.slack.text import plain
from bot.words.words import Words


def explain_credentials(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about credentials in the reader's language; None for another one."""
    match refusal:
        case NoSuchCredential():
            return words.say("I find no such credential of yours. `/seu credential` shows them.")
        case NoSuchStep():
            return words.say("There is no such step any more. `/seu credential` shows those that there are.")
        case CredentialMissing():
            return words.say("Choose the credential.")
        case UnknownCredential():
            return _unknown(refusal, words)
        case AlreadyHeld():
            return words.say("{name} is in your list already: edit it there.", name=plain(refusal.name))
        case NameMissing():
            return words.say("Say what it is called.")
        case NameNotAsked():
            return words.say("The credential that you chose has a name: leave this empty, or choose “Another one”.")
        case NameTooLong():
            return words.say("The name has {length} characters; at most {most} fit.", length=refusal.length, most=LONGEST_NAME)
        case NoSuchVariant():
            return words.say("There is no such fee any more: choose one of these.")
        case _:
            return _of_days(refusal, words)


def _unknown(refusal: UnknownCredential, words: Words) -> str:
    told = words.say("I do not know the credential “{text}”.", text=plain(refusal.text, 100))
    if not refusal.near:
        return told
    return f"{told} {words.say('Did you mean {names}?', names=words.any_of([plain(one) for one in refusal.near]))}"


def _of_days(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case DayNotRead() if refusal.readings:
            readings = words.any_of([f"`{plain(one)}`" for one in refusal.readings])
            return words.say("“{text}” could be two days: {readings}.", text=plain(refusal.text, 100), readings=readings)
        case DayNotRead():
            return words.say("“{text}” is no day that I understand. Write `14 march 2026`.", text=plain(refusal.text, 100))
        case YearMissing():
            return words.say(
                "“{text}” needs its year, as in `{day}`.",
                text=plain(refusal.text, 100),
                day=spelled(refusal.nearest).partition(" ")[2],
            )
        case DayMissing():
            return words.say("Name the day of issue or the day of expiry, or say that you prepare for it.")
        case HeldAndPrepared():
            return words.say("You name a day on which you hold it: take the tick away, or the day.")
        case IssuedInFuture():
            return words.say("This day has not come yet.")
        case TooFarAway():
            return words.say("This day is too far away: look at its year.")
        case ExpiresTooEarly():
            return words.say("It would expire before it was issued.")
        case NeverExpires():
            return words.say("{name} never expires: leave this empty.", name=plain(refusal.name))
        case _:
            return None
