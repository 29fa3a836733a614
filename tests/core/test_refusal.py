"""Reasons that are told at once."""

import pytest

from bot.core.refusal import AllAtOnce, Refusal, Several


class Wrong(Refusal):
    """Something is wrong with a field."""

    def __init__(self, field: str | None) -> None:
        super().__init__(field)
        self.field = field


def refuse(field: str | None) -> int:
    raise Wrong(field)


def test_nothing_is_refused_where_all_can_be_read() -> None:
    refused = AllAtOnce()
    assert refused.read(0, int, "5") == 5
    refused.refuse()


def test_one_reason_is_raised_as_it_is() -> None:
    refused = AllAtOnce()
    assert refused.read(7, refuse, "title") == 7
    with pytest.raises(Wrong):
        refused.refuse()


def test_several_reasons_are_raised_together_one_for_each_field() -> None:
    refused = AllAtOnce()
    for field in ("title", "context", "title"):
        refused.read(0, refuse, field)
    refused.add(Several(Wrong("context"), Wrong("link")))
    with pytest.raises(Several) as several:
        refused.refuse()
    assert [str(one) for one in several.value.refusals] == ["title", "context", "link"]


def test_a_reason_that_is_about_no_field_comes_before_all_others() -> None:
    refused = AllAtOnce()
    refused.read(0, refuse, "title")
    with pytest.raises(Wrong, match="None"):
        refused.read(0, refuse, None)
