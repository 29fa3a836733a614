"""Metrics in a registry of their own, so that two houses in a process count apart."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.house.gauges import Gauges

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
        self._oldest = Gauge(
            "cortado_oldest_message_seconds", "For how long the message that waits longest has waited.", registry=self.registry
        )
        self._not_taken = Gauge(
            "cortado_messages_refused", "Messages that Slack has refused for good in the last day.", registry=self.registry
        )
        self._overdue = Gauge(
            "cortado_oldest_alarm_seconds", "For how long the alarm that is due longest has waited.", registry=self.registry
        )
        self._workspaces = Gauge(
            "cortado_workspaces", "Workspaces that the bot knows, by state.", ["state"], registry=self.registry
        )
        self._health = Gauge(
            "cortado_health", "1 while what is named is well, 0 while it is not.", ["name"], registry=self.registry
        )
        self._installations = Gauge(
            "cortado_installations",
            "Workspaces that have installed the app by OAuth, by state.",
            ["state"],
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)  # memory, processor time, start; where the system has /proc

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

    def measured(self, now: Gauges) -> None:
        """Take note of what the database says."""
        self._waiting.set(now.messages_waiting)
        self._oldest.set(now.oldest_message)
        self._not_taken.set(now.messages_refused)
        self._overdue.set(now.oldest_alarm)
        self._workspaces.labels("served").set(now.served)
        self._workspaces.labels("unserved").set(now.unserved)

    def health(self, checks: Mapping[str, bool]) -> None:
        """Take note of what is well and what is not, by name."""
        for name, well in checks.items():
            self._health.labels(name).set(well)

    def installations(self, states: Mapping[str, int]) -> None:
        """Take note of how many workspaces that have installed the app are in which state."""
        for state in STATES:
            self._installations.labels(state).set(states.get(state, 0))

    def text(self) -> bytes:
        """Return everything in the format that Prometheus reads."""
        return generate_latest(self.registry)
