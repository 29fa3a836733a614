"""All tables in one metadata, for migrations and tests."""

from importlib import import_module
from pathlib import Path

from sqlalchemy import MetaData

from bot.store.base import Base

_ROOT = Path(__file__).parents[2]


def whole_schema() -> MetaData:
    """Import each `tables.py` of the bot and return the metadata that they have filled."""
    for file in sorted((_ROOT / "bot").rglob("tables.py")):
        import_module(".".join(file.relative_to(_ROOT).with_suffix("").parts))
    return Base.metadata
