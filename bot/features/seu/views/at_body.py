"""The forms in which a person reads what to type in at a body, and says what they have typed in there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.features.seu.rules.at_body import Job
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.values import Entry
from bot.features.seu.views import ids
from bot.features.seu.views.credential_pieces import amount
from bot.features.seu.views.pieces import hours_minutes, private
from bot.features.seu.views.typed_values import ToType, also_asked, kept_beside, values
from bot.slack.blocks import VALUE, actions, button, context, field, link_button, section
from bot.slack.surfaces import Modal
from bot.slack.text import escape, plain
from bot.words.words import Words


@dataclass(frozen=True)
class Waiting:
    """What waits at the body of a programme: how many tasks, how many minutes are to be logged by them."""

    of: Programme
    count: int
    minutes: int

    @property
    def programme(self) -> str:
        """Return the key of its programme."""
        return self.of.key

    @property
    def body(self) -> str:
        """Return the name of the body."""
        return self.of.body


@dataclass(frozen=True)
class Done:
    """What was done in the form before this one, as a sentence; `entry`: of the claim that can be taken back at once."""

    told: str
    entry: str = ""


@dataclass(frozen=True)
class Walk:
    """The `number`th task on the walk through all that waits `here`; what waits at other bodies."""

    number: int
    here: Waiting
    others: Sequence[Waiting] = ()


@dataclass(frozen=True)
class Alone:
    """One entry by itself; the other bodies at which it can be logged."""

    others: Sequence[Waiting] = ()
    left: Waiting | None = None
    """What is left to do at the same body, once this is done."""


def to_type_form(words: Words, today: date, shown: ToType, way: Walk | Alone, before: Done | None = None) -> Modal:
    """Draw the form of one task: the values that the body's form asks for, ready to be copied; above it what was done before."""
    walk = way if isinstance(way, Walk) else None
    blocks: list[Block] = _done(words, before, shown.programme.key)
    blocks += [*_link(words, shown), section("\n".join(_head(words, shown, walk))), *values(words, shown)]
    if shown.asks:
        picker = DatePickerElement(action_id=VALUE, initial_date=today.isoformat())
        blocks.append(field("logged", words.say("Logged there on"), picker))
    blocks += _buttons(words, shown, walk)
    blocks += _onward(words, shown, way)
    blocks.append(context(*_small(words, shown, walk)))
    title = words.say("Next to log") if walk else words.say("How to log it")
    kept = f"{walk.number if walk else ids.ALONE} {shown.programme.key} {shown.entry.id}"
    submit = None if shown.logged else _submit(words, shown.job)
    return Modal(ids.TYPED_FORM, title, blocks, submit, words.say("Close"), private=kept)


def done(words: Words, programme: Programme, job: Job, entry: Entry) -> Done:
    """Say what a person has just done at a body."""
    values = {
        "what": words.set_off(plain(entry.description)),
        "time": hours_minutes(words, entry.minutes),
        "body": plain(programme.body),
    }
    told = {
        Job.LOG: words.say("*Logged at {body}:* {what}, {time}.", **values),
        Job.CHANGE: words.say("*Changed at {body}:* {what}, {time}.", **values),
        Job.TAKE_OFF: words.say("*Taken off at {body}:* {what}.", **values),
    }[job]
    return Done(told, entry.id if job is Job.LOG else "")


def nothing_renewed_form(words: Words) -> Modal:
    """Draw that no body asks for anything: the person holds nothing that is renewed by what they learn."""
    told = words.say(
        "You have no credential here that is renewed by learning, so nothing is to be logged. "
        "`/seu credential CSPO 14 march 2026` adds one: the minutes that are kept already then count."
    )
    blocks: list[Block] = [section(told), context(private(words))]
    return Modal(ids.NOTHING_LEFT, words.say("Next to log"), blocks, close=words.say("Close"))


def nothing_left_form(words: Words, here: Waiting, others: Sequence[Waiting], before: Done | None) -> Modal:
    """Draw that the walk through what is to be done at a body is over, below what was just done; what was skipped is left."""
    blocks: list[Block] = _done(words, before, here.programme)
    if here.count:
        told = words.count(
            "*You have seen all that is to log at {body}.* {n} entry is left.",
            "*You have seen all that is to log at {body}.* {n} entries are left.",
            here.count,
            body=plain(here.body),
        )
        blocks.append(section(told, button(words.say("From the first"), ids.AT_BODY, here.programme)))
    else:
        blocks.append(section(words.say("*Nothing is left to log at {body}.*", body=plain(here.body))))
    blocks += [*_elsewhere(words, others), context(private(words))]
    return Modal(ids.NOTHING_LEFT, words.say("Next to log"), blocks, close=words.say("Close"))


def _done(words: Words, before: Done | None, programme: str) -> list[Block]:
    if before is None:
        return []
    undo = button(words.say("I did not log it"), ids.NOT_LOGGED, f"{programme} {before.entry}") if before.entry else None
    return [section(before.told, undo)]


def _submit(words: Words, job: Job) -> str:
    return {
        Job.LOG: words.say("Logged it"),
        Job.CHANGE: words.say("Changed it"),
        Job.TAKE_OFF: words.say("Took it off"),
    }[job]


def _head(words: Words, shown: ToType, walk: Walk | None) -> list[str]:
    body = plain(shown.programme.body)
    if shown.logged is not None:
        return [words.say("You logged this at {body} on {day}:", body=body, day=words.day(shown.logged))]
    told = {
        Job.LOG: words.say("Copy these into the form of {body}:", body=body),
        Job.CHANGE: words.say("*Corrected since you logged it.* Change it at {body} to this:", body=body),
        Job.TAKE_OFF: words.say("*Taken back since you logged it.* Take this off at {body}:", body=body),
    }[shown.job]
    if walk is None or walk.here.count == 1:
        return [told]
    return [words.say("*{number} of {count}*", number=walk.number, count=walk.here.count), told]


def _link(words: Words, shown: ToType) -> list[Block]:
    if not shown.link or shown.logged is not None or shown.job is not Job.LOG:
        return []
    told = words.say("{host} gave a claim link, which logs it there without typing:", host=plain(shown.host))
    return [section(f"{told}\n{escape(shown.link)}", link_button(words.say("Open the claim link"), ids.CLAIM_OPENED, shown.link))]


def _buttons(words: Words, shown: ToType, walk: Walk | None) -> list[Block]:
    entry, goes_on = shown.entry.id, walk is not None and walk.here.count > 1
    found = [
        button(words.say("Skip"), ids.SKIP, entry) if goes_on else None,
        button(words.say("I did not log it"), ids.NOT_LOGGED, f"{shown.programme.key} {entry}") if shown.logged else None,
        button(words.say("Not right?"), ids.CORRECT, entry) if shown.job is not Job.TAKE_OFF else None,
    ]
    return [actions(*found)] if any(found) else []


def _onward(words: Words, shown: ToType, way: Walk | Alone) -> list[Block]:
    if isinstance(way, Walk):
        return _elsewhere(words, way.others)
    left = [way.left] if shown.logged and way.left and way.left.count else []
    return [*_also_at(words, shown.entry, way.others), *_elsewhere(words, left)]


def _also_at(words: Words, entry: Entry, others: Sequence[Waiting]) -> list[Block]:
    """Draw the way to how the same entry is logged at other bodies."""
    there = words.say("How to log it there")
    return [
        section(
            words.say("You renew at {body} too.", body=plain(one.body)), button(there, ids.AT_BODY, f"{one.programme} {entry.id}")
        )
        for one in others
    ]


def _elsewhere(words: Words, others: Sequence[Waiting]) -> list[Block]:
    """Draw the way to what waits at other bodies."""
    return [
        section(
            words.count(
                "To log at {body}: {n} entry, {time}.",
                "To log at {body}: {n} entries, {time}.",
                one.count,
                body=plain(one.body),
                time=amount(words, one.of.unit, one.minutes),
            ),
            button(words.say("Next to log"), ids.AT_BODY, one.programme),
        )
        for one in others
    ]


def _small(words: Words, shown: ToType, walk: Walk | None) -> list[str]:
    programme = shown.programme
    lines = [_left(words, walk) if walk else "", also_asked(words, shown), kept_beside(words, shown)]
    if programme.log_at:
        lines.append(words.say("The form is behind <{address}>.", address=programme.log_at))
    lines += [
        words.say("Its fields were checked on {day}.", day=words.day(programme.checked_on)),
        words.say("You log it there yourself, in good faith: a suggestion, not a promise that it is accepted."),
        private(words),
    ]
    return [line for line in lines if line]


def _left(words: Words, walk: Walk) -> str:
    if not walk.here.minutes:
        return ""
    time = amount(words, walk.here.of.unit, walk.here.minutes)
    return words.say("To log at {body}, with this: {time}.", body=plain(walk.here.body), time=time)
