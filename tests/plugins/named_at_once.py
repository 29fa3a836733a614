"""A test that fails is named as soon as it does: who reads along, or has a log that was cut off, knows which."""

import pytest


class NamedAtOnce:
    """Writes the name of each failure on a line of its own, once, whichever worker it comes from."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Name a failure of a test, its set-up or its end."""
        writer = self._config.pluginmanager.get_plugin("terminalreporter")
        if report.failed and writer is not None:
            writer.write_line(f"\nFAILED {report.when} {report.nodeid}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    """Write where the reports of all workers come together."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(NamedAtOnce(config), "named_at_once")
