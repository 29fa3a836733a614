"""The forms of a renewal: what it would use up, shown before it is noted; the day of a course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.features.seu.rules.held import RenewalKind
from bot.features.seu.rules.renewal import RenewalPlan
from bot.features.seu.rules.values import Entry
from bot.features.seu.views import renewal_ids as ids
from bot.features.seu.views.credential_pieces import amount, not_issued
from bot.features.seu.views.renewing import ToRenew, names_of
from bot.slack.blocks import VALUE, context, field, grouped, section
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words


@dataclass(frozen=True)
class Used:
    """An entry of which a renewal would use up minutes; `logged`: whether it was logged at the body."""

    entry: Entry
    minutes: int
    logged: bool


@dataclass(frozen=True)
class Shown:
    """What a renewal would do: `used`, the oldest first, as many as have room; `more` beside them.

    `unlogged`: how many of all of them were not logged at the body. `kept`: minutes with which the new cycle begins.
    `course`: the day of the course by which it was renewed. `fingerprint`: of the plan.
    """

    plan: RenewalPlan
    used: Sequence[Used]
    more: int
    unlogged: int
    kept: int
    course: date | None
    fingerprint: str


def course_form(words: Words, one: ToRenew, today: date) -> Modal:
    """Ask on which day the course was that renewed everything."""
    body = plain(one.progress.programme.body)
    told = words.say("A course of {body} renews all that you hold there, and uses up none of your minutes.", body=body)
    picker = DatePickerElement(action_id=VALUE, initial_date=today.isoformat())
    blocks: list[Block] = [section(told), field("course", words.say("Last day of the course"), picker)]
    title, submit, close = words.say("A course renewed it"), words.say("Next"), words.say("Cancel")
    return Modal(ids.COURSE_FORM, title, blocks, submit, close, private=one.progress.held.id)


def confirm_form(words: Words, one: ToRenew, shown: Shown, *, changed: bool = False) -> Modal:
    """Show what a renewal would use up and what stays free, and ask for the new expiry. `changed`: it was another one a moment ago."""
    blocks: list[Block] = []
    if changed:
        blocks.append(
            section(words.say("*Your ledger has changed since you looked.* This is what the renewal would use up now."))
        )
    blocks += grouped([*_uses(words, one, shown), *_what_stays(words, one, shown)])
    first = shown.plan.after.isoformat() if shown.plan.after else None
    picker = DatePickerElement(action_id=VALUE, initial_date=first)
    body = plain(one.progress.programme.body)
    hint = words.say("Computed. Where you read another one at {body}, choose that.", body=body)
    asks = words.say("Choose the day that you read at {body}.", body=body)
    blocks.append(field("after", words.say("Runs until"), picker, hint=hint if first else asks))
    blocks.append(context(_reversible(words), not_issued(words, [one.progress.programme])))
    private = f"{one.progress.held.id} {shown.course.isoformat() if shown.course else '-'} {shown.fingerprint}"
    return Modal(ids.CONFIRM_FORM, words.say("Renewed"), blocks, words.say("Renewed"), words.say("Cancel"), private=private)


def _uses(words: Words, one: ToRenew, shown: Shown) -> list[str]:
    plan, unit, body = shown.plan, one.progress.programme.unit, plain(one.progress.programme.body)
    names = names_of(words, one)
    if plan.kind is RenewalKind.COURSE:
        return [words.say("*{names}:* the course renews it and uses up nothing.", names=names)]
    if one.progress.need is None:
        return [words.say("*{names}:* the renewal uses up nothing.", names=names)]
    values = {"names": names, "amount": amount(words, unit, sum(plan.uses.values())), "body": body}
    lines = [words.say("*{names}:* the renewal uses up *{amount}*, the oldest first.", **values)]
    if plan.short:
        lines.append(
            words.say(
                "⚠ *{amount} are missing* by what stands here. Go on only if {body} has renewed it: it may know of more.",
                amount=amount(words, unit, plan.short),
                body=body,
            )
        )
    lines += [_use(words, each) for each in shown.used]
    if shown.more:
        lines.append(words.count("and {n} more", "and {n} more", shown.more))
    if shown.unlogged:
        lines.append(
            words.count(
                "{n} of them is not noted as logged at {body}.",
                "{n} of them are not noted as logged at {body}.",
                shown.unlogged,
                body=body,
            )
        )
    return lines


def _use(words: Words, each: Used) -> str:
    values = {
        "what": words.set_off(plain(each.entry.description, 60)),
        "day": words.day(each.entry.day),
        "time": words.minutes(timedelta(minutes=each.minutes)),
        "whole": words.minutes(timedelta(minutes=each.entry.minutes)),
    }
    if each.minutes < each.entry.minutes:
        return words.say("•  {day}  {what}: {time} of {whole}", **values)
    return words.say("•  {day}  {what}: {time}", **values)


def _what_stays(words: Words, one: ToRenew, shown: Shown) -> list[str]:
    unit, surplus = one.progress.programme.unit, shown.plan.surplus
    lines = [words.say("*{amount} stay free.*", amount=amount(words, unit, surplus))] if surplus else []
    if shown.kept:
        return [*lines, words.say("The new cycle begins with {amount}.", amount=amount(words, unit, shown.kept))]
    return [*lines, words.say("They are too old to count in the new cycle.")] if surplus else []


def _reversible(words: Words) -> str:
    return words.say("You can take it back later: nothing is deleted. What was used up once counts for no other renewal.")
