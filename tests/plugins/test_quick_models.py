"""What is looked for once finds what slack_sdk's own way finds each time."""

from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import blocks
from slack_sdk.models.basic_objects import JsonObject

from tests.plugins.quick_models import validators_of


def every_kind(kind: type[JsonObject] = JsonObject) -> Iterator[type[JsonObject]]:
    yield kind
    for under in kind.__subclasses__():
        yield from every_kind(under)


def found_in(model: object) -> set[str]:
    """What slack_sdk's loop calls in one object."""
    names = (name for name in dir(model) if not name.startswith("__"))
    return {name for name in names if callable(getattr(model, name, None)) and hasattr(getattr(model, name), "validator")}


@pytest.mark.parametrize("kind", sorted(set(every_kind()), key=str))
def test_an_object_has_no_validators_but_those_of_its_class(kind: type[JsonObject]) -> None:
    made = type(kind.__name__, (kind,), {"attributes": set()})
    vars(type)["__abstractmethods__"].__set__(made, frozenset())  # some are only there to be inherited from
    empty: object = object.__new__(made)
    assert found_in(empty) == set(validators_of(kind))


def test_what_is_too_long_is_still_refused() -> None:
    with pytest.raises(SlackObjectFormationError):
        blocks.HeaderBlock(text="x" * 151).to_dict()
