"""Who changed or took out what of whom."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace, PersonKey, PrivateTo


class AuditRow(OfWorkspace, Base):
    """One act on what is kept of a person; erasing them deletes it with the rest."""

    __tablename__ = "seu_audit"

    audit: Mapped[str] = mapped_column(String(32), primary_key=True)
    whose: Mapped[str] = mapped_column(PrivateTo())
    actor: Mapped[str] = mapped_column(PersonKey())
    act: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


Index("ix_seu_audit_whose", AuditRow.workspace, AuditRow.whose, AuditRow.at)
