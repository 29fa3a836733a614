"""Credentials, what people logged at the body, and what each renewal used up."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace, PrivateTo


class ProgrammeRow(OfWorkspace, Base):
    """The rules of a programme as a running cycle began with them: a newer file does not change them."""

    __tablename__ = "seu_programme"

    programme: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[str] = mapped_column(String(32), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    """The YAML of its file."""
    at: Mapped[datetime]


class CredentialRow(OfWorkspace, Base):
    """A credential that a person holds, or prepares for."""

    __tablename__ = "seu_credential"

    credential: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    programme: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(32))
    """The version of the programme that its running cycle began with."""
    name: Mapped[str] = mapped_column(String(64))
    """Its key in the programme (`cspo`)."""
    variant: Mapped[str] = mapped_column(String(64))
    """The fee that the person pays, where a programme has several; else empty."""
    issued: Mapped[str | None] = mapped_column(String(10))
    """The day it was issued; None while the person prepares for it."""
    entered: Mapped[str | None] = mapped_column(String(10))
    """The day of expiry that the person read at the body: it outranks the computed one."""
    entered_at: Mapped[datetime | None]
    reminders: Mapped[bool]
    reminded: Mapped[str | None] = mapped_column(String(32))
    """The last reminder that was sent, as `expiry/days before`."""
    at: Mapped[datetime]
    removed: Mapped[datetime | None]
    """When the person removed it; the row stays while a renewal of it has used up minutes, which count once."""


Index("ix_seu_credential_person", CredentialRow.workspace, CredentialRow.person)
_NOT_REMOVED = text("removed IS NULL")
Index(
    "uq_seu_credential_person_programme_name",
    CredentialRow.workspace,
    CredentialRow.person,
    CredentialRow.programme,
    CredentialRow.name,
    unique=True,
    sqlite_where=_NOT_REMOVED,
    postgresql_where=_NOT_REMOVED,
)


class StepRow(OfWorkspace, Base):
    """A step that was done on the way to a credential."""

    __tablename__ = "seu_step"

    credential: Mapped[str] = mapped_column(String(32), primary_key=True)
    step: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[str] = mapped_column(String(10))


class RenewalRow(OfWorkspace, Base):
    """A renewal, or what takes one back; only ever added."""

    __tablename__ = "seu_renewal"

    renewal: Mapped[str] = mapped_column(String(32), primary_key=True)
    credential: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    """units; course; taken_back."""
    day: Mapped[str] = mapped_column(String(10))
    before: Mapped[str] = mapped_column(String(10))
    """The day of expiry that it renewed."""
    after: Mapped[str] = mapped_column(String(10))
    """The new day of expiry."""
    version: Mapped[str] = mapped_column(String(32))
    """The version of the programme that the cycle which ended had."""
    undoes: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("workspace", "undoes"),)


Index("ix_seu_renewal_credential", RenewalRow.workspace, RenewalRow.credential)


class AllocationRow(OfWorkspace, Base):
    """The minutes of an entry that a renewal used up."""

    __tablename__ = "seu_allocation"

    renewal: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry: Mapped[str] = mapped_column(String(64), primary_key=True)
    minutes: Mapped[int]


Index("ix_seu_allocation_entry", AllocationRow.workspace, AllocationRow.entry)


class ClaimRow(OfWorkspace, Base):
    """What became of an entry at the body of a programme, by the word of the person who logged it there."""

    __tablename__ = "seu_claim"

    entry: Mapped[str] = mapped_column(String(64), primary_key=True)
    programme: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(32))
    """The holder of the entry: all claims of a person are read at once."""
    category: Mapped[str | None] = mapped_column(String(64))
    """Its category in this programme, where the person chose another than the programme has for its kind."""
    logged: Mapped[str | None] = mapped_column(String(10))
    """The day on which the person logged it there."""
    at: Mapped[datetime]


Index(
    "ix_seu_claim_holder",
    ClaimRow.workspace,
    ClaimRow.holder,
    ClaimRow.entry,
    ClaimRow.programme,
    ClaimRow.category,
    ClaimRow.logged,
    ClaimRow.at,
)
