"""Lines about one standing: how much is done, logged and missing, in all and in each category."""

from collections.abc import Iterator
from datetime import date

from babel.dates import format_skeleton

from bot.features.seu.rules.credentials import Part
from bot.features.seu.rules.progress import Progress
from bot.features.seu.rules.standings import Standing
from bot.features.seu.rules.tally import CategoryTally
from bot.features.seu.views.credential_pieces import amount, in_their_language, number
from bot.slack.text import plain
from bot.words.words import Words

CELLS = 20


def bar(progress: Progress) -> str:
    """Draw how much of the need is done: full only where it is reached, in all and in each category."""
    need = progress.need or 0
    if progress.is_done or not need:
        return "▰" * CELLS
    full = min(CELLS - 1, progress.counted * CELLS // need)
    full = max(full, 1 if progress.counted else 0)
    return "▰" * full + "▱" * (CELLS - full)


def reached(words: Words, progress: Progress) -> str:
    """Write how much is done: `8 h 13 min of 20 h`, `0.75 of 60 PDUs`."""
    unit = progress.programme.unit
    return words.say(
        "*{done}* of {need}", done=number(words, unit, progress.counted), need=amount(words, unit, progress.need or 0)
    )


def whats_missing(words: Words, progress: Progress) -> list[str]:
    """Write what is missing in all; where that is reached, in each category that has a minimum; nothing where it is done."""
    unit = progress.programme.unit
    if progress.missing:
        return [words.say("{amount} missing", amount=number(words, unit, progress.missing))]
    return [
        words.say("{category} {amount} missing", category=_label(words, one), amount=number(words, unit, one.missing))
        for one in progress.lacking
    ]


def pace(words: Words, pace: date, expiry: date | None) -> str:
    """Say when it would be done, and whether that is in time."""
    month = format_skeleton("yMMMM", pace, locale=words.locale)
    if expiry is not None and pace > expiry:
        return words.say("at this pace done in {month}, too late", month=month)
    return words.say("on pace for {month}", month=month)


def logged(words: Words, progress: Progress) -> str:
    """Say how much was logged at the body, and how much is to log."""
    unit, body = progress.programme.unit, plain(progress.programme.body)
    logged = words.say("{amount} logged at {body}", amount=amount(words, unit, progress.logged.counted), body=body)
    entries = sum(not one.logged for one in progress.counts)
    if not entries:
        return words.say("{logged}  ·  nothing to log", logged=logged)
    to_log = words.count(
        "*{amount} to log* ({n} entry)", "*{amount} to log* ({n} entries)", entries, amount=amount(words, unit, progress.unlogged)
    )
    return f"{logged}  ·  {to_log}"


def category(words: Words, progress: Progress, one: CategoryTally) -> str:
    """Say how a category with a minimum stands; a part stands in from its whole."""
    unit = progress.programme.unit
    values = {
        "category": _label(words, one),
        "amount": number(words, unit, one.counted),
        "least": amount(words, unit, one.limits.minimum or 0),
        "missing": number(words, unit, one.missing),
    }
    told = (
        words.say("▱ {category}: {amount} of at least {least}, {missing} missing", **values)
        if one.missing
        else words.say("▰ {category}: {amount} of at least {least}", **values)
    )
    return "\u2003" * one.depth + told


def notes(words: Words, progress: Progress) -> Iterator[str]:
    """Write what else there is to know: over a cap, carried over, in no category."""
    unit = progress.programme.unit
    for one in progress.done.categories:
        if one.over:
            yield words.say(
                "{category}: {amount} over the cap", category=_label(words, one), amount=number(words, unit, one.over)
            )
    if progress.carried:
        yield words.say("{amount} of it carried over from the cycle before", amount=amount(words, unit, progress.carried))
    if progress.unfiled:
        yield words.say(
            "{amount} in no category of {body} yet: they do not count",
            amount=amount(words, unit, progress.unfiled),
            body=plain(progress.programme.body),
        )


def together(words: Words, standing: Standing) -> str:
    """Say what each credential takes of a renewal of several, and until when those run that expire later."""
    joint, unit = standing.progress.joint, standing.progress.programme.unit
    if len(joint.shares) < 2:
        return ""
    told = []
    for share in joint.shares:
        values = {"name": plain(share.certification.name), "amount": amount(words, unit, share.minutes)}
        match share.part:
            case Part.WHOLE:
                told.append(words.say("{amount} for {name}", **values))
            case Part.ADD_ON:
                told.append(words.say("{amount} more for {name}", **values))
            case Part.WITH_HIGHER:
                told.append(words.say("nothing more for {name}", **values))
    later = [
        words.say("{name} runs until {day}.", name=plain(one.certification.name), day=words.day(one.expiry))
        for one in standing.of
        if one.expiry is not None and one.expiry != standing.expiry
    ]
    return " ".join([words.say("Renewed together: {shares}.", shares=words.names(told)), *later])


def _label(words: Words, one: CategoryTally) -> str:
    return in_their_language(words, one.category.label)
