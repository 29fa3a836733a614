"""The rows of sessions: the items on their table, agendas, notes, the ready list."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.features.refinement.tables.columns import DAY, ID
from bot.store.base import Base, Link, NamesPeople, OfWorkspace, PersonKey


class SessionRow(OfWorkspace, Base):
    """What a meeting has as a refinement, beside what any meeting has. `settings` is JSON."""

    __tablename__ = "refinement_session"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    settings: Mapped[str] = mapped_column(NamesPeople)
    learning: Mapped[bool]


class VisitRow(OfWorkspace, Base):
    """An item on the table of a session, from when to how it left; `ran` is in microseconds."""

    __tablename__ = "refinement_visit"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item: Mapped[str] = mapped_column(ID)
    opened: Mapped[datetime]
    left_as: Mapped[str | None] = mapped_column(String(16))
    ran: Mapped[int]


class AgendaRow(OfWorkspace, Base):
    """A line of the agenda of a reminder's next date after `since`; `held`: the wall time (ISO) of the date that it was for."""

    __tablename__ = "refinement_agenda"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    series: Mapped[str] = mapped_column(ID)
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Link)
    author: Mapped[str] = mapped_column(PersonKey())
    added: Mapped[datetime]
    since: Mapped[datetime]
    held: Mapped[str | None] = mapped_column(String(32))


Index("ix_refinement_agenda_series", AgendaRow.workspace, AgendaRow.series, AgendaRow.held)


class NoteRow(OfWorkspace, Base):
    """A question or decision about an item, or what somebody is to find out; `settled` since it is answered."""

    __tablename__ = "refinement_note"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    item: Mapped[str] = mapped_column(ID)
    session: Mapped[str] = mapped_column(ID)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]
    owner: Mapped[str | None] = mapped_column(PersonKey())
    due: Mapped[str | None] = mapped_column(DAY)
    settled: Mapped[datetime | None]


class TickRow(OfWorkspace, Base):
    """A point of the team's ready list that holds for an item; a row each, so that two people who tick at once both count."""

    __tablename__ = "refinement_tick"

    item: Mapped[str] = mapped_column(ID, primary_key=True)
    point: Mapped[str] = mapped_column(String(100), primary_key=True)
    person: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]


Index("ix_refinement_note_item", NoteRow.workspace, NoteRow.item, NoteRow.at)
