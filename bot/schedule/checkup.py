"""Finds alarms and rules that do not go on by themselves, and how to have them go on."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from bot.core.kinds import AlarmKind
from bot.core.refusal import Refusal
from bot.core.zones import is_gone
from bot.schedule.alarms import AlarmHandler, unset_alarm
from bot.schedule.recurrence import occurrences
from bot.schedule.rule_rows import RULE, recurrence_of
from bot.schedule.schedules import ScheduleId, arm, due_before, find_schedule, held_when_called, lock_rule
from bot.schedule.tables import MICROSECOND, AlarmRow, HeartbeatRow, LeadAlarmRow, RuleRow
from bot.schedule.tz_updates import lose_rule
from bot.store.base import Instant, in_workspace
from bot.store.trouble import PATIENCE, Trouble
from bot.store.unit import Read, Unit

UNKNOWN, STUCK, UNARMED, NO_ZONE, UNREADABLE = "alarm unknown", "alarm stuck", "no next date", "zone gone", "rule unreadable"
_FAILING = 3
"""So often an alarm may fail before it is more than a moment's fault: by then it has been tried for half a minute."""
_IN = AlarmRow.workspace == in_workspace()
_ALARMS = select(AlarmRow.kind, AlarmRow.subject, AlarmRow.due, AlarmRow.attempts, AlarmRow.not_before).where(_IN)
_SET = select(AlarmRow.due).where(_IN, AlarmRow.kind == bindparam("k"), AlarmRow.subject == bindparam("s"))
_AFRESH = (
    update(AlarmRow)
    .where(_IN, AlarmRow.kind == bindparam("k"), AlarmRow.subject == bindparam("s"))
    .values(attempts=0, not_before=bindparam("at", type_=Instant()))
)
_FORGET_ALL = delete(AlarmRow).where(_IN)
_COUNT = select(func.count().label("number")).where(_IN)
_UNCALL = delete(LeadAlarmRow).where(
    LeadAlarmRow.workspace == in_workspace(), LeadAlarmRow.rule == bindparam("s"), LeadAlarmRow.kind == bindparam("k")
)
_RUNNING = select(RuleRow.id, *RULE).where(RuleRow.workspace == in_workspace(), RuleRow.state == "running").order_by(RuleRow.id)
_CALLS = select(LeadAlarmRow.rule, LeadAlarmRow.kind, LeadAlarmRow.ahead, LeadAlarmRow.called).where(
    LeadAlarmRow.workspace == in_workspace()
)
_HALT = (
    update(RuleRow)
    .where(RuleRow.workspace == in_workspace(), RuleRow.id == bindparam("s"), RuleRow.state == "running")
    .values(state="ended")
)
_LAST_BEAT = select(func.max(HeartbeatRow.beat).label("beat"))
Handlers = Mapping[AlarmKind, AlarmHandler]


def last_beat(read: Read) -> datetime | None:
    """Return when a replica was last known to be alive (real time); None where none ever was."""
    row = read.row(_LAST_BEAT)
    return None if row is None else row.beat


def alarm_of(read: Read, kind: AlarmKind, subject: str) -> datetime | None:
    """Return when an alarm is due, or None where it is not set."""
    row = read.row(_SET, {"k": kind.name, "s": subject})
    return None if row is None else row.due


def count_alarms(read: Read) -> int:
    """Count the alarms of a workspace."""
    row = read.row(_COUNT)
    return 0 if row is None else int(row.number)


def forget_alarms(unit: Unit) -> None:
    """Take away every alarm of a workspace that nobody serves."""
    unit.run(_FORGET_ALL)


def troubles(read: Read, handlers: Handlers, alive: datetime | None) -> Iterator[Trouble]:
    """Tell what does not ring in a workspace; `alive`: until when the bot was at work, before which all that was due should have rung."""
    known = {kind.name: (kind, handler) for kind, handler in handlers.items()}
    armed = set()
    for row in read.rows(_ALARMS):
        armed.add((row.kind, row.subject))
        if row.kind not in known:
            yield _unknown(row)
        elif _is_stuck(row, alive):
            yield _stuck(row)
    calls: dict[str, list[Any]] = {}
    for call in read.rows(_CALLS):
        calls.setdefault(call.rule, []).append(call)
    for rule in read.rows(_RUNNING):
        yield from _of_rule(rule, [one for one in calls.get(rule.id, ()) if one.kind in known], known, armed, read.now)


def _is_stuck(row: Any, alive: datetime | None) -> bool:
    waits_since = max(row.due, row.not_before or row.due)
    return row.attempts >= _FAILING or (alive is not None and waits_since < alive - PATIENCE)


def _unknown(row: Any) -> Trouble:
    return Trouble(
        UNKNOWN,
        f"{row.kind} of {_whose(row)}",
        f"An alarm is of a kind that this version does not know ({row.kind}): it never rings.",
        "It is taken away; what it was for comes from a newer or an older version.",
        row.due,
        partial(_forget, kind=row.kind, subject=row.subject),
    )


def _stuck(row: Any) -> Trouble:
    tries = f"after {row.attempts} tries in vain" if row.attempts else "and was never tried"
    return Trouble(
        STUCK,
        f"{row.kind} of {_whose(row)}",
        f"An alarm ({row.kind}) is due and does not ring, {tries}.",
        "It is tried anew from the beginning; what comes too late to be useful is skipped, and told. If it is found again, the log says why.",
        row.due,
        partial(try_afresh, kind=row.kind, subject=row.subject),
    )


def _of_rule(
    rule: Any, calls: list[Any], known: Mapping[str, tuple[AlarmKind, AlarmHandler]], armed: set[tuple[str, str]], now: datetime
) -> Iterator[Trouble]:
    handlers = [known[call.kind][1] for call in calls]
    try:
        recurrence = recurrence_of(rule)
        if is_gone(recurrence.zone):
            yield Trouble(
                NO_ZONE,
                f"rule {rule.id}",
                f"What comes again is placed in a time zone that exists no more ({recurrence.zone}).",
                "It is paused, and its owner told; they plan it anew in another zone. A restart does the same.",
                mend=partial(lose_rule, rule=rule.id, keeper=next((one.zones for one in handlers if one.zones), None)),
                asks=True,
            )
            return
        next(iter(occurrences(recurrence, now)), None)  # reads the rule, also where all of its alarms are set
        for call in [one for one in calls if (one.kind, rule.id) not in armed]:
            called = held_when_called(recurrence, call.called)
            following = next((one for one in occurrences(recurrence, now) if one.held.isoformat() > called), None)
            if following is not None:
                due = due_before(following.held, recurrence.zone, call.ahead * MICROSECOND)
                yield _unarmed(rule.id, known[call.kind], due, now)
    except (Refusal, ValueError, KeyError, TypeError) as fault:
        yield Trouble(
            UNREADABLE,
            f"rule {rule.id}",
            f"The rule of what comes again cannot be read ({type(fault).__name__}): it has no date any more.",
            "It is ended; its owner plans it anew.",
            mend=partial(_halt, rule=rule.id, kinds=[call.kind for call in calls]),
            asks=True,
        )


def _unarmed(rule: str, of: tuple[AlarmKind, AlarmHandler], due: datetime, now: datetime) -> Trouble:
    kind, handler = of
    return Trouble(
        UNARMED,
        f"{kind.name} of {rule}",
        f"What comes again has a next date, and no alarm for it ({kind.name}).",
        "The alarm of its next date is set.",
        mend=partial(set_again, rule=rule, kind=kind.name, lock=handler.lock),
        asks=due <= now,
    )


def _forget(unit: Unit, *, kind: str, subject: str) -> None:
    unset_alarm(unit, kind, subject)
    unit.run(_UNCALL, {"k": kind, "s": subject})


def try_afresh(unit: Unit, *, kind: str, subject: str) -> None:
    """Give an alarm all of its tries again; when it was due stays, for that says how late it rings."""
    unit.run(_AFRESH, {"k": kind, "s": subject, "at": unit.real_now})
    unit.hint("schedule")


def set_again(unit: Unit, *, rule: str, kind: str, lock: Callable[[Unit, str], None]) -> None:
    """Set the alarm of a rule's next date, unless it is set by now or the rule does not run any more."""
    lock(unit, rule)
    recurrence = lock_rule(unit, ScheduleId(rule))
    found = find_schedule(unit, ScheduleId(rule))
    if (
        recurrence is not None
        and found is not None
        and found.state.value == "running"
        and not unit.row(_SET, {"k": kind, "s": rule})
    ):
        arm(unit, ScheduleId(rule), recurrence, not_before=unit.now, only=kind)


def _halt(unit: Unit, *, rule: str, kinds: list[str]) -> None:
    unit.run(_HALT, {"s": rule})
    for kind in kinds:
        unset_alarm(unit, kind, rule)


def _whose(row: Any) -> str:
    return str(row.subject).partition("/")[0]  # a subject of the ledger goes on with whose it is
