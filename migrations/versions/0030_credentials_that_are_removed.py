"""Credentials that a person removes, and claims that are found by the holder of their entries."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seu_credential", sa.Column("removed", sa.BigInteger(), nullable=True))
    still = sa.text("removed IS NULL")
    op.create_index(
        "uq_seu_credential_person_programme_name",
        "seu_credential",
        ["workspace", "person", "programme", "name"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )
    op.drop_table("seu_claim")  # no version has written one yet
    op.create_table(
        "seu_claim",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("holder", sa.String(length=32), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=True),
        sa.Column("logged", sa.String(length=10), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "entry", "programme", name=op.f("pk_seu_claim")),
    )
    op.create_index("ix_seu_claim_holder", "seu_claim", ["workspace", "holder", "entry", "programme", "category", "logged", "at"])


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")
