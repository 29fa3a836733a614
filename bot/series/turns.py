"""Whose turn it is to host a date of a series. Pure."""

from collections.abc import Collection, Iterable, Sequence

from bot.core.ids import PersonId


def turn(hosts: Sequence[PersonId], last: PersonId | None, out: Collection[PersonId]) -> PersonId | None:
    """Return whose turn comes after `last`, in the order of the hosts and from its beginning again; None where nobody is left.

    Who is `out` is passed over: the next of the order hosts, and the order stays.
    """
    after = hosts.index(last) + 1 if last in hosts else 0
    return next((one for one in (*hosts[after:], *hosts[:after]) if one not in out), None)


def turns(hosts: Sequence[PersonId], last: PersonId | None, outs: Iterable[Collection[PersonId]]) -> list[PersonId | None]:
    """Return who hosts dates one after the other; `outs`: who is out at each."""
    found: list[PersonId | None] = []
    for out in outs:
        found.append(turn(hosts, last, out))
        last = found[-1] or last
    return found
