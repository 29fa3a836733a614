"""What is mutated, area by area, and the tests that are asked about it."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Area:
    """Modules of one kind, and where the tests stand that hold them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    def files(self) -> list[Path]:
        """Find its modules."""
        return sorted({path for pattern in self.modules for path in ROOT.glob(pattern) if path.name != "__init__.py"})

    def asked(self) -> list[str]:
        """Find the files and folders of its tests."""
        return sorted({path.relative_to(ROOT).as_posix() for pattern in self.tests for path in ROOT.glob(pattern)})


AREAS = {
    "lean-coffee-rules": Area(("bot/features/lean_coffee/rules/**/*.py",), ("tests/features/lean_coffee",)),
    "refinement-rules": Area(("bot/features/refinement/rules/**/*.py",), ("tests/features/refinement",)),
    "seu-rules": Area(("bot/features/seu/rules/**/*.py",), ("tests/features/seu",)),
    "sprint-rules": Area(("bot/features/sprint/rules/**/*.py",), ("tests/features/sprint",)),
    "meeting-rules": Area(
        ("bot/meetings/rules/**/*.py", "bot/presence/rules.py"),
        (
            "tests/meetings",
            "tests/presence",
            "tests/features/lean_coffee/test_rules*.py",
            "tests/features/lean_coffee/test_actions_meeting.py",
            "tests/features/lean_coffee/test_listeners_[hmu]*.py",
            "tests/features/refinement/test_*session*.py",
        ),
    ),
    "shared-rules": Area(
        ("bot/series/rules.py", "bot/action_items/rules/**/*.py", "bot/calendars/rules.py", "bot/installations/rules.py"),
        ("tests/series", "tests/action_items", "tests/calendars", "tests/installations"),
    ),
    "clockwork": Area(
        ("bot/schedule/alarms.py", "bot/schedule/firing.py", "bot/schedule/tick.py"),
        (
            "tests/schedule/test_[fkstw]*.py",
            "tests/schedule/test_on_holidays.py",
            "tests/series/test_zones.py",
        ),
    ),
    "alarms": Area(
        ("bot/action_items/alarms.py", "bot/features/*/alarms.py", "bot/meetings/alarms.py", "bot/series/alarms.py"),
        (
            "tests/series/test_[acmtz]*.py",
            "tests/series/test_ho*.py",
            "tests/action_items/test_[ad]*.py",
            "tests/meetings/test_[lq]*.py",
            "tests/meetings/test_roll_call.py",
            "tests/features/lean_coffee/test_alarms*.py",
            "tests/features/lean_coffee/test_c[lr]*.py",
            "tests/features/lean_coffee/test_listeners_[pw]*.py",
            "tests/features/lean_coffee/test_listeners_action_items.py",
            "tests/features/refinement/test_a*.py",
            "tests/features/refinement/test_estimates.py",
            "tests/features/refinement/test_listeners.py",
            "tests/features/refinement/test_reminders.py",
            "tests/features/refinement/test_session.py",
            "tests/features/refinement/test_zones.py",
            "tests/features/refinement/forecast/test_[gln]*.py",
            "tests/features/sprint/test_[gs]*.py",
            "tests/features/seu/test_alarms.py",
            "tests/features/seu/test_[do]*.py",
            "tests/features/seu/test_correcting.py",
            "tests/features/seu/test_erasing.py",
            "tests/features/seu/test_importing.py",
            "tests/features/seu/test_reminding.py",
            "tests/features/seu/test_settling.py",
        ),
    ),
    "ledger": Area(("bot/features/seu/store/*.py", "bot/features/seu/actions/*.py"), ("tests/features/seu",)),
}
