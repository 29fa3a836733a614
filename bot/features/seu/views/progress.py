"""How far a person is with what they renew: bars with their numbers, what is missing, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from bot.features.seu.rules.progress import Next, Progress
from bot.features.seu.rules.standings import Ruled, Standing, is_to_renew
from bot.features.seu.views import progress_lines as lines_of
from bot.features.seu.views import renewal_ids
from bot.features.seu.views.credential_pieces import amount, fees, not_issued, rules_read
from bot.features.seu.views.used_up import gone
from bot.slack.blocks import actions, button, context, header, section
from bot.slack.text import plain
from bot.words.words import Words

MOST_SHOWN = 6
"""So many standings have room in a message; all stand among the credentials."""


@dataclass(frozen=True)
class Overview:
    """All that a person holds and prepares for: standings, the nearest expiry first; `prepared` with the steps that are done."""

    standings: tuple[Standing, ...]
    prepared: tuple[tuple[Ruled, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is held, nor prepared for."""
        return not (self.standings or self.prepared)


def blocks_of(words: Words, overview: Overview, today: date) -> list[Block]:
    """Draw how a person stands with each thing that they renew, and what they prepare for."""
    blocks: list[Block] = []
    for standing in overview.standings[:MOST_SHOWN]:
        blocks += _standing(words, standing, today)
    lines = [in_preparation(words, one, done) for one, done in overview.prepared[:MOST_SHOWN]]
    if lines:
        blocks.append(section("\n".join(lines)))
    more = max(0, len(overview.standings) - MOST_SHOWN) + max(0, len(overview.prepared) - MOST_SHOWN)
    if more:
        blocks.append(
            context(words.count("{n} more: “My credentials” shows it.", "{n} more: “My credentials” shows them.", more))
        )
    return blocks


def sources(words: Words, overview: Overview) -> list[str]:
    """Say whose rules these are, when they were checked, who reads this."""
    held = [one for standing in overview.standings for one in standing.of]
    every = {one.programme.key: one.programme for one in [*held, *(one for one, _ in overview.prepared)]}
    return [*(rules_read(words, one) for one in every.values()), not_issued(words, every.values())]


def title(words: Words, standing: Standing, today: date) -> str:
    """Write what is renewed at once and until when: `CSPO until 14 March 2028`."""
    same = [one for one in standing.of if one.expiry == standing.expiry]
    names = words.all_of([plain(one.certification.name) for one in same])
    if standing.expiry is None:
        return words.say("{names}: never expires", names=names)
    if standing.expiry < today:
        return words.say("{names} expired on {day}", names=names, day=words.day(standing.expiry))
    return words.say("{names} until {day}", names=names, day=words.day(standing.expiry))


def what_next(words: Words, standing: Standing) -> str:
    """Write the one thing to do next at the body; empty where there is none, or something has to be learned first."""
    progress = standing.progress
    values = {"body": plain(progress.programme.body), "amount": amount(words, progress.programme.unit, standing.next.minutes)}
    match standing.next.kind:
        case Next.LOG:
            return words.say("Next: log {amount} at {body}.", **values)
        case Next.RENEW:
            fee = fees(words, progress.joint.lead, progress.joint.level)
            if fee:
                return words.say("Next: renew at {body}, {fee}.", **values, fee=fee)
            return words.say("Next: renew at {body}.", **values)
        case Next.LEARN | Next.PREPARE | Next.NOTHING:
            return ""


def in_short(words: Words, standing: Standing, today: date) -> str:
    """Write a standing in few words, for the Home."""
    if standing.progress.need is None:
        return title(words, standing, today)
    missing = words.names(lines_of.whats_missing(words, standing.progress))
    values = {
        "bar": lines_of.bar(standing.progress),
        "reached": lines_of.reached(words, standing.progress),
        "title": title(words, standing, today),
    }
    told = words.say("{bar} {reached}, {title}", **values)
    return f"{told}  ·  {missing}" if missing else told


def in_preparation(words: Words, one: Ruled, done: int) -> str:
    """Write how far somebody is on the way to a new certificate."""
    steps, name = one.certification.steps, plain(one.certification.name)
    if not steps:
        return words.say("*{name}*  in preparation", name=name)
    if done >= len(steps):
        return words.say("*{name}*  all {count} steps done: say since when you hold it.", name=name, count=len(steps))
    return words.say("*{name}*  in preparation: {done} of {count} steps done.", name=name, done=done, count=len(steps))


def _standing(words: Words, standing: Standing, today: date) -> list[Block]:
    head = header(f"🎓 {title(words, standing, today)}")
    progress = standing.progress
    if progress.need is None:
        return [head, section(_nothing_asked(words, standing)), *_renewal(words, standing, today)]
    lines = [_first_line(words, progress, standing.expiry), lines_of.logged(words, progress)]
    lines += [lines_of.category(words, progress, one) for one in progress.done.categories if one.limits.minimum]
    lines += [*lines_of.notes(words, progress)]
    lines += [gone(words, progress.programme.unit, standing.gone)] if standing.gone else []
    lines.append(what_next(words, standing))
    told = [lines_of.together(words, standing), _price(words, standing)]
    return [head, section("\n".join(line for line in lines if line)), *_renewal(words, standing, today), *_small(told)]


def _renewal(words: Words, standing: Standing, today: date) -> list[Block]:
    """Draw the way to the checklist of a renewal, once it is time."""
    renew = button(words.say("Renew …"), renewal_ids.RENEW, standing.progress.held.id)
    return [actions(renew)] if is_to_renew(standing, today) else []


def _small(lines: Sequence[str]) -> list[Block]:
    kept = [line for line in lines if line]
    return [context(*kept)] if kept else []


def _nothing_asked(words: Words, standing: Standing) -> str:
    body = plain(standing.progress.programme.body)
    if standing.expiry is None:
        return words.say("There is nothing to renew at {body}: what you learn is kept, and nothing is missing.", body=body)
    return words.say("No learning is asked for at {body}. {next}", body=body, next=what_next(words, standing))


def _first_line(words: Words, progress: Progress, expiry: date | None) -> str:
    parts = [f"{lines_of.bar(progress)}  {lines_of.reached(words, progress)}"]
    missing = words.names(lines_of.whats_missing(words, progress))
    if progress.is_done:
        parts.append(words.say("*done*"))
    elif progress.missing:
        parts.append(missing)
    else:
        parts.append(words.say("*not done:* {missing}", missing=missing))
    if progress.pace is not None:
        parts.append(lines_of.pace(words, progress.pace, expiry))
    return "  ·  ".join(parts)


def _price(words: Words, standing: Standing) -> str:
    fee = fees(words, standing.progress.joint.lead, standing.progress.joint.level)
    day = words.day(standing.progress.programme.checked_on)
    return words.say("A renewal costs {fee}, as of {day}.", fee=fee, day=day) if fee else ""
