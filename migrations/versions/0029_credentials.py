"""Credentials, renewals, and what was logged at the body."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seu_programme",
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "programme", "version", name=op.f("pk_seu_programme")),
    )
    op.create_table(
        "seu_credential",
        sa.Column("credential", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("variant", sa.String(length=64), nullable=False),
        sa.Column("issued", sa.String(length=10), nullable=True),
        sa.Column("entered", sa.String(length=10), nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=True),
        sa.Column("reminders", sa.Boolean(), nullable=False),
        sa.Column("reminded", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "credential", name=op.f("pk_seu_credential")),
    )
    op.create_index("ix_seu_credential_person", "seu_credential", ["workspace", "person"])
    op.create_table(
        "seu_step",
        sa.Column("credential", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "credential", "step", name=op.f("pk_seu_step")),
    )
    op.create_table(
        "seu_renewal",
        sa.Column("renewal", sa.String(length=32), nullable=False),
        sa.Column("credential", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("before", sa.String(length=10), nullable=False),
        sa.Column("after", sa.String(length=10), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "renewal", name=op.f("pk_seu_renewal")),
        sa.UniqueConstraint("workspace", "undoes", name=op.f("uq_seu_renewal_workspace_undoes")),
    )
    op.create_index("ix_seu_renewal_credential", "seu_renewal", ["workspace", "credential"])
    op.create_table(
        "seu_allocation",
        sa.Column("renewal", sa.String(length=32), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "renewal", "entry", name=op.f("pk_seu_allocation")),
    )
    op.create_index("ix_seu_allocation_entry", "seu_allocation", ["workspace", "entry"])
    op.create_table(
        "seu_claim",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("programme", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=64), nullable=True),
        sa.Column("logged", sa.String(length=10), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "entry", "programme", name=op.f("pk_seu_claim")),
    )


def downgrade() -> None:
    raise NotImplementedError("Go back with the backup that was made before.")
