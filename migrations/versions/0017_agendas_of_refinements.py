"""What people bring to the next refinement: the lines of its agenda."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refinement_agenda",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=32), nullable=False),
        sa.Column("added", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.String(length=32), nullable=True),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_refinement_agenda")),
    )
    op.create_index("ix_refinement_agenda_series", "refinement_agenda", ["workspace", "series", "held"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")
