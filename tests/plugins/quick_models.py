"""slack_sdk's objects look for their validators once for each class, and not again in each object that is drawn."""

from functools import cache

from slack_sdk.models.basic_objects import JsonObject


@cache
def validators_of(kind: type[JsonObject]) -> tuple[str, ...]:
    """Name a class's validators as `JsonObject.validate_json` finds them: what is marked so, in the order of `dir`."""
    names = (name for name in dir(kind) if not name.startswith("__"))
    return tuple(name for name in names if hasattr(getattr(kind, name, None), "validator"))


def validate(model: JsonObject) -> None:
    """Do what `JsonObject.validate_json` does, a fifth of all that drawing takes otherwise."""
    for name in validators_of(type(model)):
        getattr(model, name)()


JsonObject.validate_json = validate  # type: ignore[method-assign,assignment]
