"""Tables of installations by OAuth, and of those that somebody has begun."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, OfWorkspace


class InstallationRow(OfWorkspace, Base):
    """An installation: of a workspace, of an organization (`is_org`, its id E…), or of a workspace by its organization's token.

    `secret`: the tokens, encrypted; none of a workspace that uses its organization's, and none once the app is removed. `revision` counts
    each change, so that every replica notices. `refused`: Slack's last word where it gives no new token. `leased`: until when one replica asks
    Slack for a new one. All instants are real time.
    """

    __tablename__ = "installations_installation"
    __table_args__ = (Index(None, "organization"),)

    organization: Mapped[str] = mapped_column(String(32))
    is_org: Mapped[bool]
    bot_user: Mapped[str] = mapped_column(String(32))
    bot_id: Mapped[str] = mapped_column(String(32))
    scopes: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    expires: Mapped[datetime | None]
    installed: Mapped[datetime]
    uninstalled: Mapped[datetime | None]
    refused: Mapped[str]
    leased: Mapped[datetime | None]
    revision: Mapped[int]


class StateRow(Base):
    """An installation that somebody has begun: digests of its `state` and of the cookie of the browser; `begun` and `used` are real time."""

    __tablename__ = "installations_state"
    __table_args__ = (Index(None, "begun"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser: Mapped[str] = mapped_column(String(64))
    begun: Mapped[datetime]
    used: Mapped[datetime | None]
