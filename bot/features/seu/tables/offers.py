"""Who is offered their file each quarter."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace, PrivateTo


class OfferRow(OfWorkspace, Base):
    """Whether a person is offered their portable file, and up to when what they have was offered."""

    __tablename__ = "seu_offer"

    person: Mapped[str] = mapped_column(PrivateTo(), primary_key=True)
    wanted: Mapped[bool]
    offered_at: Mapped[datetime | None]
