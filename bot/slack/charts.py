"""Slack's charts, which slack_sdk has no class for; a message that has one needs a plainer twin."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

from bot.slack.text import cut

MOST_BARS = 20
_TITLE, _LABEL, _AXIS = 50, 20, 50


class Chart(Block):
    """A chart under a title."""

    type = "data_visualization"

    @property
    def attributes(self) -> set[str]:  # type: ignore[override]  # as the SDK's own blocks have it
        """Name what Slack is sent of it."""
        return {"type", "title", "chart"}

    def __init__(self, title: str, chart: Mapping[str, Any]) -> None:
        super().__init__(type=self.type)
        self.title = title
        self.chart = chart


def bar_chart(title: str, bars: Sequence[tuple[str, float]], *, across: str = "", up: str = "") -> Chart:
    """Return a chart of (label, value), a bar each; `across` and `up` name the axes. Texts are cut to what Slack takes."""
    points = [{"label": cut(label, _LABEL), "value": value} for label, value in bars]
    axes = {"categories": [point["label"] for point in points], "x_label": cut(across, _AXIS), "y_label": cut(up, _AXIS)}
    series = [{"name": cut(up or title, _LABEL), "data": points}]
    shown = {name: said for name, said in axes.items() if said}
    return Chart(cut(title, _TITLE), {"type": "bar", "series": series, "axis_config": shown})
