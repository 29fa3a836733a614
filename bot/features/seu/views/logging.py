"""Logging what one has learned by oneself: the forms, what was logged, what was not clear of it."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.core.refusal import Refusal
from bot.features.seu.rules.activities import Written, renewed_by
from bot.features.seu.rules.log_sentence import DayNotUnderstood, Said
from bot.features.seu.rules.used_up import UsedUp
from bot.features.seu.rules.values import Entry, Keeping
from bot.features.seu.views import ids, renewal_ids
from bot.features.seu.views.activity_fields import Courses, fields
from bot.features.seu.views.explain import explain
from bot.features.seu.views.forms import way_back
from bot.features.seu.views.pieces import alike, bare, hours_minutes, private, what
from bot.features.seu.views.used_up import used_up
from bot.schedule.explain import explain as of_schedule
from bot.schedule.grammar import errors
from bot.slack.blocks import actions, button, context, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

LOGGED = "logged"
"""The private part of the form that shows what was logged."""


def log_form(
    words: Words, filled: Written, courses: Courses, *, notes: Sequence[str] = (), like: Entry | None = None, back: str = ""
) -> Modal:
    """Draw the form in which something learned is logged; `notes`: what was not clear of it; `like`: an entry that looks like the same.

    `back`: the list that it was opened from, as that list writes itself.
    """
    blocks: list[Block] = [section("\n".join(notes))] if notes else []
    blocks += [section(alike(words, like))] if like is not None else []
    blocks += [*fields(words, filled, courses), *way_back(words, back), context(private(words))]
    submit = words.say("Log it") if like is None else words.say("Log all the same")
    private_part = f"{like.id if like else '-'} {back}"
    return Modal(ids.LOG_FORM, words.say("Log something"), blocks, submit, words.say("Cancel"), private=private_part)


def edit_form(
    words: Words, filled: Written, courses: Courses, entry: Entry, *, back: str = "", used: Sequence[UsedUp] = ()
) -> Modal:
    """Draw the form in which a person mends what they logged; what was taken back is logged again by it."""
    blocks: list[Block] = [] if entry.left else [section(words.say("You took this back. Logged again, it counts again."))]
    blocks += [section(line) for line in used_up(words, used)]
    blocks += [*fields(words, filled, courses), *way_back(words, back), context(private(words))]
    submit = words.say("Save") if entry.left else words.say("Log it again")
    return Modal(ids.EDIT_FORM, words.say("Not right?"), blocks, submit, words.say("Cancel"), private=f"{entry.id} {back}")


def unclear(words: Words, said: Said) -> list[str]:
    """Say what was not clear of a sentence, and what it does not say."""
    missing = [
        name
        for name, is_there in (
            (words.say("how long"), said.minutes is not None),
            (words.say("what kind"), said.category is not None),
            (words.say("a title"), bool(said.title)),
        )
        if not is_there
    ]
    told = [_doubt(words, doubt) for doubt in said.doubts]
    return [*told, *([words.say("Still missing: {what}.", what=words.all_of(missing))] if missing else [])]


def refused(words: Words, refusal: Refusal) -> str:
    """Say why a value that was typed cannot be logged."""
    return explain(refusal, words) or of_schedule(refusal, words) or ""


def _doubt(words: Words, doubt: Refusal) -> str:
    match doubt:
        case errors.Ambiguous(text=text, readings=readings):
            told = words.say("“{text}” could mean {readings}?", text=plain(text), readings=words.any_of(list(readings)))
            return (
                told
                if len(readings) > 1
                else words.say("“{text}”: do you mean {reading}?", text=plain(text), reading=readings[0])
            )
        case DayNotUnderstood(rest=rest):
            return words.say("“{rest}” may say on which day, and I cannot tell which. Choose it below.", rest=plain(rest, 120))
        case errors.NotUnderstood(rest=rest):
            return words.say("I do not understand “{rest}”. Is it part of the title?", rest=plain(rest, 120))
        case errors.SaidTwice(said=said):
            return words.say("These do not go together: {said}.", said=words.all_of([f"“{plain(one)}”" for one in said]))
        case _:
            return refused(words, doubt)


def logged(words: Words, entry: Entry, total: int, keeping: Keeping, mend: str = "") -> Message:
    """Draw what stands now of something that a person logged, with what can be done about it; `mend`: what is to be mended at bodies."""
    told = _standing(words, entry)
    lines = [told, *([mend] if mend else []), words.say("To log so far: *{time}*.", time=hours_minutes(words, total))]
    if keeping is Keeping.NO:
        lines.append(words.say("Of meetings I keep nothing for you."))
    renews = entry.left and renewed_by(entry)
    by_it = f"{renewal_ids.OF_ENTRY}{entry.id}"
    buttons = actions(
        button(words.say("Renew by it …"), renewal_ids.BY_COURSE, by_it, primary=True) if renews else None,
        button(words.say("Not right?") if entry.left else words.say("Log it again"), ids.EDIT_LOGGED, entry.id),
        button(words.say("Take it back"), ids.TAKE_BACK, entry.id) if entry.left else None,
        button(words.say("How to log it"), ids.HOW_TO_LOG, entry.id) if entry.left else None,
        button(words.say("All entries"), ids.ENTRIES, "all"),
    )
    return Message(bare(told), [section("\n".join(lines)), buttons, context(private(words))])


def logged_form(words: Words, message: Message) -> Modal:
    """Draw the same as a form, for who has no channel to be answered in."""
    return Modal("seu:logged", words.say("Log something"), list(message.blocks), close=words.say("Close"), private=LOGGED)


def _standing(words: Words, entry: Entry) -> str:
    if not entry.left:
        return words.say("Taken back by you: {what}.", what=what(words, entry))
    return words.say("*{time}* logged: {what}.", time=hours_minutes(words, entry.minutes), what=what(words, entry))
