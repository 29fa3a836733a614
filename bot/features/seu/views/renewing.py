"""A renewal as a checklist, and what was renewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from bot.features.seu.rules.held import Renewal, RenewalKind
from bot.features.seu.rules.progress import Progress
from bot.features.seu.views import ids as at_body_ids
from bot.features.seu.views import renewal_ids as ids
from bot.features.seu.views.credential_pieces import amount, fees, not_issued, rules_read
from bot.features.seu.views.progress_lines import logged, reached, whats_missing
from bot.features.seu.views.used_up import gone
from bot.slack.blocks import actions, asked, button, context, section
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words


@dataclass(frozen=True)
class ToRenew:
    """What is renewed at once, and the last renewal of it that stands (None: there is none). `last_used`: minutes that it used up.

    `gone`: minutes that renewals used up and that were corrected away since.
    """

    progress: Progress
    last: Renewal | None = None
    last_used: int = 0
    gone: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the credentials, the highest first."""
        return tuple(share.certification.name for share in self.progress.joint.shares)

    @property
    def expiry(self) -> date:
        """Return the day on which the first of them expires."""
        assert self.progress.term is not None  # what never expires is not renewed
        return self.progress.term.expiry

    @property
    def begins(self) -> date | None:
        """Return the first day of the running cycle; None where no cycle is known."""
        found = self.progress
        return found.term.before(found.cycle.months) if found.term and found.cycle else None


def checklist(words: Words, one: ToRenew, others: Sequence[ToRenew], today: date, told: str = "") -> Modal:
    """Draw the four steps of a renewal: to learn, to log, to pay, to read the new date; `told`: what was done before."""
    blocks: list[Block] = [section(told)] if told else []
    blocks += [section(_head(words, one, today)), *_steps(words, one)]
    blocks += [*_what_happened(words, one, today), *_last(words, one)]
    blocks += [
        section(_head(words, other, today), button(words.say("Renew"), ids.RENEW, other.progress.held.id)) for other in others
    ]
    programme = one.progress.programme
    small = [
        words.say("You renew at {body} itself; I only note that you did.", body=plain(programme.body)),
        rules_read(words, programme),
        not_issued(words, [programme]),
    ]
    return Modal(ids.CHECKLIST, words.say("Renew"), [*blocks, context(*small)], close=words.say("Close"))


def nothing_to_renew(words: Words) -> Modal:
    """Draw that nothing of what a person holds expires."""
    told = words.say(
        "Nothing of yours expires, as far as I know. `/seu credential CSPO 14 march 2026` adds what you hold with its day of issue."
    )
    return Modal(ids.CHECKLIST, words.say("Renew"), [section(told)], close=words.say("Close"))


def renewed(words: Words, one: ToRenew) -> Modal:
    """Draw what was just renewed, with the way to take that back."""
    assert one.last is not None  # it was just written
    told = words.say(
        "*{names}: renewed until {day}.*",
        names=names_of(words, one),
        day=words.day(one.last.after),
    )
    back = actions(_take_back(words, one), button(words.say("My SEUs"), at_body_ids.OPEN, "renewed"))
    blocks: list[Block] = [section(told), section(_used(words, one)), back]
    small = context(not_issued(words, [one.progress.programme]))
    return Modal(ids.DONE, words.say("Renewed"), [*blocks, small], close=words.say("Close"))


def names_of(words: Words, one: ToRenew) -> str:
    """Write what is renewed at once: `CSM and CSPO`."""
    return words.all_of([plain(name) for name in one.names])


def taken_back(words: Words, one: ToRenew) -> str:
    """Say that a renewal was taken back."""
    return words.say(
        "*Taken back.* {names}: until {day} again, and what the renewal had used up is free.",
        names=names_of(words, one),
        day=words.day(one.expiry),
    )


def _head(words: Words, one: ToRenew, today: date) -> str:
    values = {"names": names_of(words, one), "day": words.day(one.expiry)}
    if one.expiry < today:
        return words.say("*{names}* expired on {day}.", **values)
    return words.say("*{names}* until {day}.", **values)


def _steps(words: Words, one: ToRenew) -> list[Block]:
    found, programme = one.progress, one.progress.programme
    body, unit = plain(programme.body), programme.unit
    steps: list[Block] = []
    if found.need is not None:
        missing = words.names(whats_missing(words, found))
        learn = [reached(words, found), *([missing] if missing else [])]
        steps.append(section(_step(words, words.say("Learn"), "  ·  ".join(learn), done=found.is_done)))
        left = sum(not each.logged for each in found.counts)
        told = logged(words, found)
        following = button(words.say("Next to log"), at_body_ids.AT_BODY, programme.key) if left else None
        steps.append(section(_step(words, words.say("Log"), told, done=found.is_logged), following))
    fee = fees(words, found.joint.lead, found.joint.level)
    price = words.say("{fee}, as of {day}", fee=fee, day=words.day(programme.checked_on)) if fee else words.say("what it costs")
    steps.append(section(_step(words, words.say("Pay at {body}", body=body), price, done=False)))
    read = words.say("until when it runs now, on your dashboard there")
    steps.append(section(_step(words, words.say("Read the new date"), read, done=False)))
    if one.gone:
        steps.append(context(gone(words, unit, one.gone)))
    return steps


def _step(words: Words, name: str, told: str, *, done: bool) -> str:
    sign = "☑" if done else "☐"
    return words.say("{sign} *{step}:* {told}", sign=sign, step=name, told=told)


def _what_happened(words: Words, one: ToRenew, today: date) -> list[Block]:
    """Draw what can be noted: a renewal once its cycle has begun, a course at any time."""
    found, held = one.progress, one.progress.held.id
    course = found.cycle is not None and found.cycle.course_renews
    begins = one.begins if one.begins is not None and today < one.begins else None
    primary = found.is_logged or found.need is None
    buttons = [
        button(words.say("I renewed it"), ids.RENEWED, held, primary=primary) if begins is None else None,
        button(words.say("A course renewed it"), ids.BY_COURSE, held) if course else None,
    ]
    told = words.say("This cycle begins on {day}: until then there is nothing to renew.", day=words.day(begins)) if begins else ""
    return [*([section(told)] if told else []), *([actions(*buttons)] if any(buttons) else [])]


def _last(words: Words, one: ToRenew) -> list[Block]:
    """Draw the last renewal, which can be taken back."""
    if one.last is None:
        return []
    told = words.say(
        "Renewed on {day}, until {after}. {used}",
        day=words.day(one.last.day),
        after=words.day(one.last.after),
        used=_used(words, one),
    )
    return [section(told, _take_back(words, one))]


def _used(words: Words, one: ToRenew) -> str:
    assert one.last is not None  # what was renewed is shown
    if one.last.kind is RenewalKind.COURSE:
        return words.say("By a course, which used up nothing.")
    used = amount(words, one.progress.programme.unit, one.last_used)
    return words.say("It used up {amount}.", amount=used)


def _take_back(words: Words, one: ToRenew) -> ButtonElement:
    assert one.last is not None  # as above
    confirm = asked(
        words.say("Take it back?"),
        words.say("What it used up is free again, and the expiry of before counts. At the body nothing changes."),
        words.say("Take it back"),
        words.say("Keep it"),
    )
    return button(words.say("Take it back"), ids.NOT_RENEWED, one.last.id, confirm=confirm)
