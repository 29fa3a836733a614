"""The room's check of `data_visualization`: line, bar, area and pie charts."""

from typing import Any

from bot.rehearsal.checks import Check, Place, as_object, both, by_type, items, shape, string, twice

MOST_IN_MESSAGE = 2
_LABEL, _TITLE = string(20, 1), string(50, 1)


def _number(given: Any, place: Place) -> None:
    """Check for a number."""
    if not isinstance(given, int | float) or isinstance(given, bool):
        place.refuse("must be a number")


def _positive(given: Any, place: Place) -> None:
    _number(given, place)
    if isinstance(given, int | float) and given <= 0:
        place.refuse("must be greater than 0")


def _fits_its_axis(given: Any, place: Place) -> None:
    """Each series has one point for each category."""
    chart = as_object(given)
    categories, series = as_object(chart.get("axis_config")).get("categories"), chart.get("series")
    if not isinstance(categories, list) or not isinstance(series, list):
        return
    for name in twice(categories):
        (place / "axis_config" / "categories").refuse(f"must be unique: {name}")
    for name in twice([as_object(one).get("name") for one in series]):
        (place / "series").refuse(f"`name` must be unique: {name}")
    for nth, one in enumerate(series):
        points = as_object(one).get("data")
        labels = [as_object(point).get("label") for point in points] if isinstance(points, list) else []
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            (place / "series" / nth / "data").refuse("must have one data point for each category")


_POINT = shape({"label": _LABEL, "value": _number}, {})
_SERIES = shape({"name": _LABEL, "data": items(20, _POINT)}, {})
_AXES = shape({"categories": items(20, _LABEL)}, {"x_label": string(50), "y_label": string(50)})
_ON_AXES = both(shape({"series": items(6, _SERIES), "axis_config": _AXES}, {}), _fits_its_axis)
_PIE = shape({"segments": items(6, shape({"label": _LABEL, "value": _positive}, {}))}, {})
CHART: Check = shape(
    {"title": _TITLE, "chart": by_type({"bar": _ON_AXES, "line": _ON_AXES, "area": _ON_AXES, "pie": _PIE})},
    {"block_id": string(255, 1)},
)
