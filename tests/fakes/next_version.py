"""A version that does not exist yet: this one's revisions and some more, for as long as a block runs."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.store import migrate, revisions

_REVISION = '''"""A revision of a version to come."""

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{before}"
branch_labels = None
depends_on = None
needs = "{needs}"


def upgrade() -> None:
    {does}
'''
ADDS = (
    'op.create_table("next_table", sa.Column("id", sa.Integer(), primary_key=True))\n'
    '    op.add_column("teams_person", sa.Column("mood", sa.String(length=32), nullable=False, server_default="fine"))'
)
TAKES_AWAY = 'op.drop_table("next_table")'


@contextmanager
def next_version(folder: Path, **more: tuple[str, str]) -> Iterator[None]:
    """Let this process be of a later version, with more revisions: by `r` and number, what they need and do."""
    place, kept = folder / "next" / "-".join(more), revisions.FOLDER
    before = revisions.head()
    if not place.exists():
        shutil.copytree(kept, place, ignore=shutil.ignore_patterns("__pycache__"))
        for name, (needs, does) in more.items():
            number = name.removeprefix("r")
            (place / "versions" / f"{number}_of_the_next_version.py").write_text(
                _REVISION.format(number=number, before=before, needs=needs, does=does)
            )
            before = number
    vars(revisions)["FOLDER"] = vars(migrate)["FOLDER"] = place
    try:
        yield
    finally:
        vars(revisions)["FOLDER"] = vars(migrate)["FOLDER"] = kept
