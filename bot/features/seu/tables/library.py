"""What a workspace keeps to learn from, what people did with it, and imports that wait."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Link, OfWorkspace, PrivateTo


class ResourceRow(OfWorkspace, Base):
    """Something to read, watch or attend. A retired one is offered to nobody; what people logged of it is theirs."""

    __tablename__ = "seu_resource"

    resource: Mapped[str] = mapped_column(String(32), primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    sought: Mapped[str] = mapped_column(Text)
    """The title as it is searched, without case and accents: databases fold them each in its way."""
    link: Mapped[str] = mapped_column(Link)
    minutes: Mapped[int]
    category: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(8))
    """Its ISO 639 code; empty where nobody has said."""
    retired: Mapped[bool]
    at: Mapped[datetime]


class LoggedResourceRow(OfWorkspace, Base):
    """That an activity of a person's ledger was a resource of the library; the entries say when, and whether it stands."""

    __tablename__ = "seu_logged_resource"

    activity: Mapped[str] = mapped_column(String(64), primary_key=True)
    resource: Mapped[str] = mapped_column(String(32))
    person: Mapped[str] = mapped_column(PrivateTo())


Index("ix_seu_logged_resource_person", LoggedResourceRow.workspace, LoggedResourceRow.person, LoggedResourceRow.resource)


class HiddenResourceRow(OfWorkspace, Base):
    """That a person does not want to be offered a resource."""

    __tablename__ = "seu_hidden_resource"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    resource: Mapped[str] = mapped_column(String(32), primary_key=True)


class ImportRow(OfWorkspace, Base):
    """A list or CSV that somebody was shown and has not imported yet; it waits a day. `body` is JSON."""

    __tablename__ = "seu_import"

    named: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
