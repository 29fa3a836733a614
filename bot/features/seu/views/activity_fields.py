"""The fields of forms about what was learned: time, kind, title, day, link, evidence."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement, InputBlock, NumberInputElement

from bot.features.seu.rules.activities import LONGEST_EVIDENCE, LONGEST_LINK, LONGEST_TITLE, Activity, Written
from bot.features.seu.rules.log_sentence import Said
from bot.features.seu.rules.values import Category
from bot.slack.blocks import VALUE, field, menu, ticks, typed
from bot.slack.requests import Form
from bot.slack.text import cut
from bot.words.words import Words

Courses = Mapping[str, str]
"""The bodies of which any course renews everything: what each is called, by its programme."""


def of_sentence(said: Said) -> Written:
    """Return what a form shows of a sentence."""
    hours, minutes = ("", "") if said.minutes is None else _time(said.minutes)
    category = said.category.value if said.category else ""
    return Written(hours, minutes, category, said.title, said.day.isoformat(), said.link)


def of_activity(activity: Activity) -> Written:
    """Return what a form shows of an activity."""
    said = Said(activity.day, activity.minutes, activity.category, activity.title, activity.link)
    written = of_sentence(said)
    return replace(written, evidence=activity.evidence, renews=activity.renews)


def nothing_yet(today: date) -> Written:
    """Return what an empty form shows."""
    return of_sentence(Said(today))


def read_written(form: Form) -> Written:
    """Return what stands in a form."""
    named = {name: form.text(name) for name in ("hours", "minutes", "category", "title", "day", "link", "evidence")}
    return replace(Written(**named), renews=next(iter(form.chosen("renews")), ""))


def fields(words: Words, filled: Written, courses: Courses) -> list[Block]:
    """Draw the fields of an activity, as they are filled in."""
    drawn: list[Block] = [
        *time_fields(words, filled.hours, filled.minutes),
        kind_field(words, filled.category),
        field("title", words.say("Title"), typed(LONGEST_TITLE, first=cut(filled.title, LONGEST_TITLE))),
        field("day", words.say("Day"), DatePickerElement(action_id=VALUE, initial_date=filled.day or None)),
        *evidence_fields(words, filled.link, filled.evidence),
    ]
    if courses:
        choices = {
            key: words.say("A course of {body}, which renews everything there", body=body) for key, body in courses.items()
        }
        ticked = [filled.renews] if filled.renews in courses else []
        drawn.append(field("renews", words.say("Renewal by a course"), ticks(choices, first=ticked), optional=True))
    return drawn


def time_fields(words: Words, hours: str, minutes: str) -> list[InputBlock]:
    """Draw the fields of a time; one that is left empty is nought."""
    return [
        field("hours", words.say("Hours"), _number(hours, 24), optional=True),
        field("minutes", words.say("Minutes"), _number(minutes, 59), optional=True),
    ]


def kind_field(words: Words, chosen: str = "") -> InputBlock:
    """Draw the menu of kinds."""
    named = {
        Category.READING: words.say("Reading"),
        Category.WATCHING: words.say("Watching or listening"),
        Category.EVENT: words.say("Event: conference, meetup, webinar"),
        Category.COURSE: words.say("Course or training"),
        Category.PREPARING: words.say("Preparing something for others"),
        Category.VOLUNTEERING: words.say("Volunteering: coaching, mentoring"),
        Category.WORK: words.say("Learning at work"),
        Category.OTHER: words.say("Something else"),
    }
    choices = {kind.value: text for kind, text in named.items()}
    return field("category", words.say("What kind"), menu(choices, first=chosen, placeholder=words.say("Choose a kind")))


def evidence_fields(words: Words, link: str, evidence: str) -> list[InputBlock]:
    """Draw the fields of a link and of other evidence, of which none is needed."""
    proof = typed(LONGEST_EVIDENCE, first=evidence, lines=True)
    hint = words.say("What you would show if the body asked: a note, a confirmation, where it lies.")
    return [
        field("link", words.say("Link"), typed(LONGEST_LINK, first=link), optional=True),
        field("evidence", words.say("Evidence"), proof, hint=hint, optional=True),
    ]


def _time(minutes: int) -> tuple[str, str]:
    hours, rest = divmod(minutes, 60)
    return str(hours), str(rest)


def _number(first: str, most: int) -> NumberInputElement:
    fits = first.isascii() and first.isdigit() and int(first) <= most
    return NumberInputElement(
        action_id=VALUE, is_decimal_allowed=False, initial_value=first if fits else None, min_value="0", max_value=str(most)
    )
