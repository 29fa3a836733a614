"""The form in which a person logs a resource of the library: how long, which day, a sentence."""

from dataclasses import dataclass, replace
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.core.written_days import iso_day
from bot.features.seu.rules.activities import LONGEST_EVIDENCE, Written
from bot.features.seu.rules.library import Resource
from bot.features.seu.rules.shelf import Choice
from bot.features.seu.rules.values import Entry
from bot.features.seu.views import library_ids as ids
from bot.features.seu.views.activity_fields import time_fields
from bot.features.seu.views.library import did_it, seen_on
from bot.features.seu.views.library_pieces import line
from bot.features.seu.views.pieces import alike, hours_minutes, private
from bot.slack.blocks import VALUE, actions, button, context, field, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words

_NONE = "-"


@dataclass(frozen=True)
class Logging:
    """What a form keeps to itself: which resource, what its person was told, and what they had chosen in the list.

    `seen`: the day on which they have seen it; `like`: an entry that looks like the same.
    """

    resource: str
    choice: Choice
    seen: date | None = None
    like: str = ""

    def written(self) -> str:
        """Write it into the form."""
        return f"{self.resource} {self.seen or _NONE} {self.like or _NONE} {self.choice.written()}"

    @staticmethod
    def read(written: str) -> "Logging":
        """Read it back."""
        resource, seen, like, choice = [*written.split(" ", 3), "", "", "", ""][:4]
        return Logging(resource, Choice.read(choice), iso_day(seen), "" if like == _NONE else like)


def log_form(
    words: Words, resource: Resource, filled: Written, choice: Choice, *, seen: date | None = None, like: Entry | None = None
) -> Modal:
    """Draw the form; sent again, it logs what its person was told to have logged, or `like`, all the same."""
    about = resource.about
    blocks: list[Block] = [section(line(words, about))]
    submit = words.say("Log it")
    if seen is not None:
        when = seen_on(words, about.category, seen)
        blocks.append(section(words.say("Your ledger says: {when}. Is this once more?", when=when)))
        submit = words.say("Log it again")
    if like is not None:
        blocks.append(section(alike(words, like)))
        submit = words.say("Log all the same")
    sentence = typed(LONGEST_EVIDENCE, first=filled.evidence, lines=True)
    blocks += [
        *time_fields(words, filled.hours, filled.minutes),
        field("day", words.say("Day"), DatePickerElement(action_id=VALUE, initial_date=filled.day or None)),
        field("evidence", words.say("What I take from it"), sentence, optional=True),
        actions(button(words.say("Back to the library"), ids.TO_LIST, "library")),
        context(private(words)),
    ]
    kept = Logging(resource.id, choice, seen, like.id if like else "")
    return Modal(ids.LOG_FORM, did_it(words, about.category), blocks, submit, words.say("Cancel"), private=kept.written())


def nothing_yet(resource: Resource, today: date) -> Written:
    """Return what a form shows at first: the minutes of the resource, today."""
    hours, minutes = divmod(resource.about.minutes, 60)
    return of_resource(Written(str(hours), str(minutes), "", "", today.isoformat()), resource)


def read_written(form: Form) -> Written:
    """Return what stands in a form."""
    return Written(form.text("hours"), form.text("minutes"), "", "", form.text("day"), evidence=form.text("evidence"))


def of_resource(written: Written, resource: Resource) -> Written:
    """Return what was written, as it is about a resource."""
    return replace(written, category=resource.about.category.value, title=resource.about.title)


def logged(words: Words, entry: Entry, total: int) -> str:
    """Say what was logged, what there is to log by now, and where it is corrected."""
    told = words.say(
        "*{time} logged:* “{title}”, {day}.",
        time=hours_minutes(words, entry.minutes),
        title=plain(entry.description, 250),
        day=words.day(entry.day),
    )
    more = words.say("To log so far: *{time}*. `/seu` shows and corrects it.", time=hours_minutes(words, total))
    return f"{told}\n{more}"
