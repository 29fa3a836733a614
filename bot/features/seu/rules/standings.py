"""How a person stands with all that they hold, the nearest expiry first. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.features.seu.rules.held import Held
from bot.features.seu.rules.programmes import Certification, Programme
from bot.features.seu.rules.progress import Next, NextStep, Progress, next_step, progress_of
from bot.features.seu.rules.record import Record
from bot.features.seu.rules.renewing import used_and_gone


@dataclass(frozen=True)
class Ruled:
    """A credential with the rules of its running cycle; `expiry`: None while it is prepared for, and where nothing ever expires."""

    held: Held
    programme: Programme
    certification: Certification
    expiry: date | None


@dataclass(frozen=True)
class Standing:
    """How a person stands with what is renewed at once: `progress` of what expires first, `of` all of it, that one first.

    `gone`: minutes that renewals have used up and that were corrected away since.
    """

    progress: Progress
    of: tuple[Ruled, ...]
    next: NextStep
    gone: int = 0

    @property
    def expiry(self) -> date | None:
        """Return the day until which it has to be renewed."""
        return self.of[0].expiry


RENEW_WITHIN = timedelta(days=90)
"""From the first reminder on a renewal is offered, whatever is still missing."""


def is_to_renew(standing: Standing, today: date) -> bool:
    """Tell whether it is time to renew: enough is logged, or the expiry is near, or over."""
    if standing.expiry is None:
        return False
    return standing.next.kind is Next.RENEW or standing.expiry - today <= RENEW_WITHIN


def standings(every: Iterable[Ruled], record: Record, today: date) -> tuple[Standing, ...]:
    """Return how a person stands with all that they hold, the nearest expiry first; what is only prepared for is none of it."""
    held = [one for one in every if not one.held.is_prepared_for]
    groups: dict[tuple[str, str], list[Ruled]] = {}
    for one in sorted(held, key=_by_expiry):
        key = (one.programme.key, "" if one.programme.together and one.expiry else one.held.id)
        groups.setdefault(key, []).append(one)
    found = (_standing(tuple(group), record, today) for group in groups.values())
    return tuple(one for one in found if one is not None)


def renewed_with(every: Sequence[Ruled], one: Ruled) -> tuple[Ruled, ...]:
    """Return what expires on the same day and is renewed at once with a credential, that one among it, in the order of `every`."""
    if not one.programme.together:
        return (one,)
    return tuple(each for each in every if (each.programme.key, each.expiry) == (one.programme.key, one.expiry))


def _by_expiry(one: Ruled) -> tuple[date, str]:
    return one.expiry or date.max, one.held.id


def _standing(group: tuple[Ruled, ...], record: Record, today: date) -> Standing | None:
    first = group[0]
    progress = progress_of(first.programme, first.held, record, today)
    if progress is None:
        return None
    following = next_step(first.programme, first.held, progress, {})
    return Standing(progress, group, following, used_and_gone(record, progress))
