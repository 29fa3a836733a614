"""On CI a skipped test is a failure: what was not run there has been shown by nobody."""

import os
from collections.abc import Generator, Mapping

import pytest

ADVICE = "Skipped, and on CI nothing may be: {reason}"


def skips_are_failures(environment: Mapping[str, str]) -> bool:
    """Tell whether this run must show every test: `CORTADO_NO_SKIPS` decides, else `CI`."""
    chosen = environment.get("CORTADO_NO_SKIPS", environment.get("CI", ""))
    return chosen.lower() in {"1", "true", "yes"}


class NoSkips:
    """Turns the reports of skipped tests and modules into failures that give the reason."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Fail a test that skipped itself; an expected failure is a result and stays one."""
        report = yield
        if report.skipped and not hasattr(report, "wasxfail"):
            report.outcome, report.longrepr = "failed", ADVICE.format(reason=reason_of(report))
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Fail a module that skipped itself while it was read."""
        report = yield
        if report.skipped:
            report.outcome, report.longrepr = "failed", ADVICE.format(reason=reason_of(report))
        return report


def reason_of(report: pytest.TestReport | pytest.CollectReport) -> str:
    """Give the reason as its author wrote it, without pytest's place and prefix."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
    return reason.removeprefix("Skipped: ")


def pytest_configure(config: pytest.Config) -> None:
    """Put the switch in where the environment asks for it."""
    if skips_are_failures(os.environ):
        config.pluginmanager.register(NoSkips(), "cortado-no-skips")
