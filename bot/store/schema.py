"""All tables in one metadata, for migrations and tests."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData

from bot.store.base import Base

_ROOT = Path(__file__).parents[2]


def whole_schema() -> MetaData:
    """Import each `tables.py` of the bot, each module of a package `tables/`, and return the metadata that they have filled."""
    modules = [*(_ROOT / "bot").rglob("tables.py"), *(_ROOT / "bot").rglob("tables/[!_]*.py")]
    for file in sorted(modules):
        import_module(".".join(file.relative_to(_ROOT).with_suffix("").parts))
    return Base.metadata
