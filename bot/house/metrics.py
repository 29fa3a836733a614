"""Metrics in a registry of their own, so that two houses in a process count apart."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_ACK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 3.0)
_LATE = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, 600.0)
STATES = ("served", "refused", "unreadable", "uninstalled")
"""What a workspace is: served; its token refused by Slack; opened by no key; or gone."""


class Metrics:
    """Counters and histograms of one house."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter("cortado_requests", "Requests by kind and outcome.", ["kind", "outcome"], registry=self.registry)
        self._acks = Histogram("cortado_ack_seconds", "Seconds until a request's ack.", buckets=_ACK, registry=self.registry)
        self._refused = Counter(
            "cortado_requests_refused", "Requests that never reached a handler.", ["reason"], registry=self.registry
        )
        self._calls = Counter(
            "cortado_slack_calls", "Calls to Slack by method and outcome.", ["method", "outcome"], registry=self.registry
        )
        self._alarms = Counter("cortado_alarms", "Alarms by kind and outcome.", ["kind", "outcome"], registry=self.registry)
        self._late = Histogram("cortado_alarm_late_seconds", "How late alarms rang.", buckets=_LATE, registry=self.registry)
        self._clock = Counter(
            "cortado_clock_set", "How often the machine's time was set while the bot was at work.", registry=self.registry
        )
        self._waiting = Gauge(
            "cortado_messages_waiting", "Messages that Slack should show by now and does not.", registry=self.registry
        )

        self._workspaces = Gauge(
            "cortado_workspaces", "Workspaces that have installed the app, by state.", ["state"], registry=self.registry
        )

    def request_ended(self, kind: str, outcome: str, seconds: float) -> None:
        """Count one request and the seconds until its ack."""
        self._requests.labels(kind, outcome).inc()
        self._acks.observe(seconds)

    def request_refused(self, reason: str) -> None:
        """Count one request that was turned away at the door."""
        self._refused.labels(reason).inc()

    def slack_called(self, method: str, outcome: str, seconds: float = 0.0) -> None:
        """Count one call to Slack."""
        self._calls.labels(method, outcome).inc()

    def alarm_ended(self, kind: str, outcome: str, late_seconds: float) -> None:
        """Count one alarm, what became of it, and how late it was."""
        self._alarms.labels(kind, outcome).inc()
        self._late.observe(late_seconds)

    def clock_set(self) -> None:
        """Count a machine's time that was set."""
        self._clock.inc()

    def messages_waiting(self, number: int) -> None:
        """Take note of how many messages wait."""
        self._waiting.set(number)

    def workspaces(self, states: Mapping[str, int]) -> None:
        """Take note of how many workspaces are in which state."""
        for state in STATES:
            self._workspaces.labels(state).set(states.get(state, 0))

    def text(self) -> bytes:
        """Return everything in the format that Prometheus reads."""
        return generate_latest(self.registry)
