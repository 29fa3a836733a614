"""Installations that somebody has begun: a state for each, used once, in the browser that began it."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, func, select, update

from bot.core.refusal import Refusal
from bot.installations.rules import MOST_STATES, STATE_LASTS, Begun, Verdict, digest_of, judge
from bot.installations.tables import StateRow
from bot.store.base import Instant
from bot.store.unit import Unit
from bot.store.upserts import insert_or_nothing

STATES_KEPT = timedelta(days=1)
_BEGIN = insert_or_nothing(StateRow)
_FOUND = select(StateRow.browser, StateRow.begun, StateRow.used).where(StateRow.digest == bindparam("of"))
_USE = update(StateRow).where(StateRow.digest == bindparam("of"), StateRow.used.is_(None))
_NUMBER = select(func.count().label("number")).select_from(StateRow)
_FORGET = delete(StateRow).where(StateRow.begun < bindparam("before", type_=Instant()))


class TooManyBegun(Refusal):
    """More installations were begun within a quarter of an hour than people begin."""


def begin(unit: Unit, browser: str, most: int = MOST_STATES) -> str:
    """Begin an installation in a browser, known by its cookie; return the state that only Slack brings back. Raise TooManyBegun.

    Where there are `most`, those make room that have ended; they are kept a day only to tell why a late one is not good.
    """
    now = unit.real_now
    if _number(unit) >= most:
        unit.run(_FORGET, {"before": now - STATE_LASTS})
        if _number(unit) >= most:
            raise TooManyBegun
    state = unit.fresh() + unit.fresh()
    unit.run(_BEGIN, {"digest": digest_of(state), "browser": digest_of(browser), "begun": now, "used": None})
    return state


def use(unit: Unit, state: str, browser: str) -> Verdict:
    """Say whether a state is good, and let it never be good again."""
    now = unit.real_now
    row = unit.row(_FOUND, {"of": digest_of(state)})
    verdict = judge(row and Begun(row.browser, row.begun, row.used is not None), browser, now)
    if verdict is Verdict.GOOD and not unit.run(_USE, {"used": now, "of": digest_of(state)}):
        return Verdict.USED  # somebody was quicker
    return verdict


def _number(unit: Unit) -> int:
    return int(unit.rows(_NUMBER)[0].number)


def forget_states(unit: Unit) -> None:
    """Forget what was begun more than a day ago. Housekeeping, of the machine."""
    unit.run(_FORGET, {"before": unit.real_now - STATES_KEPT})
