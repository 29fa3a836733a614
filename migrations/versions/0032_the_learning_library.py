"""The learning library, what people have logged and hidden of it, and imports that wait."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seu_hidden_resource",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("resource", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", "resource", name=op.f("pk_seu_hidden_resource")),
    )
    op.create_table(
        "seu_import",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("named", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "named", name=op.f("pk_seu_import")),
    )
    op.create_table(
        "seu_logged_resource",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("activity", sa.String(length=64), nullable=False),
        sa.Column("resource", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "activity", name=op.f("pk_seu_logged_resource")),
    )
    op.create_index("ix_seu_logged_resource_person", "seu_logged_resource", ["workspace", "person", "resource"])
    op.create_table(
        "seu_resource",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("resource", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "resource", name=op.f("pk_seu_resource")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")
