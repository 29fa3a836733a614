"""How long the words of a ledger are kept."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Retention:
    """After so many months what people said with an entry is forgotten; its minutes stay. 0: never."""

    months: int = 0

    def words_before(self, today: date) -> date | None:
        """Return the first day whose words are kept; None where all are."""
        return today - relativedelta(months=self.months) if self.months else None
