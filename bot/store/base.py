"""What every table shares: names of constraints, instants as microseconds, a workspace in each row."""

from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from sqlalchemy import BigInteger, BindParameter, Dialect, MetaData, String, Text, TypeDecorator, bindparam
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as microseconds since 1970 in a BIGINT on both engines."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn an instant into microseconds."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Turn microseconds into an instant."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class ChannelKey(String):
    """The id of a channel: when Slack gives the channel another one, every column of this type follows (`bot.store.channel_moves`).

    A column that holds other ids too (a person's) is of this type as well: no two of Slack's ids are the same.
    """

    def __init__(self, length: int = 32) -> None:
        super().__init__(length)


class PersonKey(String):
    """The id of a person: where they are erased, an opaque id stands in its place (`bot.store.person_erasure`)."""

    def __init__(self, length: int = 32) -> None:
        super().__init__(length)


class PrivateTo(PersonKey):
    """The one person whom a row is about or for: erasing them deletes the row."""


class SubjectKey(String):
    """What an alarm or a message is about: where that is a channel, or begins with one (`channel/number`), it follows too."""


class NamesChannels(String):
    """JSON in which a channel is named by its id, as a text of its own; it follows too."""


class NamesPeople(Text):
    """JSON in which people are named by their ids, each as a text of its own; one who is erased becomes nobody there too."""


class NamesChannelsAndPeople(NamesChannels):
    """JSON in which channels and people are named."""


class Link(Text):
    """An address: where it is that of a message, it names the channel, and follows too."""


class Base(DeclarativeBase):
    """The one registry of tables; migrations are compared with its metadata."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {datetime: Instant, int: BigInteger, str: String}


class OfWorkspace:
    """Mixin of every table whose rows belong to a workspace: all of them but the machine's own."""

    # first in every primary key, so that the key serves what asks for a workspace's rows as well
    workspace: Mapped[str] = mapped_column(String(32), primary_key=True, sort_order=-1)


def in_workspace() -> BindParameter[str]:
    """Return the parameter that a Read or Unit fills with its own workspace."""
    return bindparam("workspace", type_=String())
