"""How many of all mutants are killed, told from a sample of each module."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Stratum:
    """A module: how many mutants it has, how many were tried, how many of them were killed."""

    mutants: int
    tried: int
    killed: int


def rate(strata: Iterable[Stratum]) -> tuple[float, float]:
    """Estimate the share that is killed, each module weighed by its mutants, and half its interval of 95 %."""
    known = [one for one in strata if one.tried]
    total = sum(one.mutants for one in known) or 1
    share = sum(one.mutants * one.killed / one.tried for one in known) / total
    return share, 1.96 * sqrt(sum((one.mutants / total) ** 2 * _variance(one) for one in known))


def _variance(one: Stratum) -> float:
    """Return the variance of one module's share; a few that were all killed do not say that all are."""
    likely = (one.killed + 1) / (one.tried + 2)
    return likely * (1 - likely) / one.tried * (1 - one.tried / one.mutants)
