"""Forgets what nobody asks for any more: previews and forecasts soon, changes after two years."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, select

from bot.features.refinement.rules.items import ItemState
from bot.features.refinement.rules.proposals import Verdict
from bot.features.refinement.store.forecasts import KEPT as FORECASTS_KEPT
from bot.features.refinement.store.imports import WAITS
from bot.features.refinement.tables.estimates import AskedRow, EstimationRow, RoundRow, VoteRow
from bot.features.refinement.tables.forecasts import ForecastRow
from bot.features.refinement.tables.items import ChangeRow, ImportRow, ItemRow
from bot.features.refinement.tables.nudges import AgedRow, NudgeRow
from bot.features.refinement.tables.sessions import AgendaRow
from bot.features.refinement.tables.sharing import ProposalRow
from bot.store.base import Instant, in_workspace
from bot.store.unit import Unit

TOLD_KEPT = timedelta(days=90)
"""So long what was told and brought for one day is kept: nudges, answered proposals, agendas."""
RECORD_KEPT = timedelta(days=730)
"""So long it is kept who changed what in an item that is done or parked, and how an estimate came about; the item keeps its size."""
_BEFORE = bindparam("before", type_=Instant())
_IMPORTS = delete(ImportRow).where(ImportRow.workspace == in_workspace(), ImportRow.at < _BEFORE)
_FORECASTS = delete(ForecastRow).where(ForecastRow.workspace == in_workspace(), ForecastRow.at < _BEFORE)
_NUDGES = delete(NudgeRow).where(NudgeRow.workspace == in_workspace(), NudgeRow.at < _BEFORE)
_PROPOSALS = delete(ProposalRow).where(
    ProposalRow.workspace == in_workspace(), ProposalRow.at < _BEFORE, ProposalRow.verdict != Verdict.WAITING.value
)
_AGENDAS = delete(AgendaRow).where(AgendaRow.workspace == in_workspace(), AgendaRow.held < bindparam("held_before"))
_NEVER_HELD = delete(AgendaRow).where(AgendaRow.workspace == in_workspace(), AgendaRow.added < _BEFORE, AgendaRow.held.is_(None))


def _in_state(row: type[AgedRow | ChangeRow], *states: ItemState) -> Any:
    mine = and_(ItemRow.workspace == row.workspace, ItemRow.id == row.item)
    return exists().where(mine, ItemRow.state.in_([state.value for state in states]))


_AGED = delete(AgedRow).where(AgedRow.workspace == in_workspace(), AgedRow.at < _BEFORE, ~_in_state(AgedRow, ItemState.STARTED))
_CHANGES = delete(ChangeRow).where(
    ChangeRow.workspace == in_workspace(), ChangeRow.at < _BEFORE, _in_state(ChangeRow, ItemState.DONE, ItemState.PARKED)
)
_OVER = and_(
    EstimationRow.workspace == in_workspace(),
    EstimationRow.opened < _BEFORE,
    func.coalesce(EstimationRow.ended, EstimationRow.agreed) < _BEFORE,
)
_PARTS = tuple(
    delete(row).where(row.workspace == in_workspace(), row.estimation.in_(select(EstimationRow.id).where(_OVER)))
    for row in (VoteRow, AskedRow, RoundRow)
)
_ESTIMATES = delete(EstimationRow).where(_OVER)


def forget_old(unit: Unit) -> None:
    """Forget what is older than it is kept. Housekeeping, of one workspace."""
    unit.run(_IMPORTS, {"before": unit.now - WAITS})
    unit.run(_FORECASTS, {"before": unit.now - FORECASTS_KEPT})
    for told in (_NUDGES, _PROPOSALS, _AGED):
        unit.run(told, {"before": unit.now - TOLD_KEPT})
    unit.run(_AGENDAS, {"held_before": (unit.now - TOLD_KEPT).date().isoformat()})
    for record in (_NEVER_HELD, _CHANGES, *_PARTS, _ESTIMATES):
        unit.run(record, {"before": unit.now - RECORD_KEPT})
