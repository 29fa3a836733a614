"""The rows of Lean Coffee: a meeting's own part, topics, agendas, ballots, thumbs, takeaways."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, Link, NamesPeople, OfWorkspace, PersonKey, PrivateTo

ID = String(64)


class CourseRow(OfWorkspace, Base):
    """What a meeting has as a Lean Coffee, beside what any meeting has. Spans are microseconds.

    `settings` and `verdict` are JSON: nobody asks the database about their parts.
    """

    __tablename__ = "lean_coffee_course"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    settings: Mapped[str] = mapped_column(NamesPeople)
    dots: Mapped[int]
    voted_until: Mapped[datetime | None]
    pitch: Mapped[str | None] = mapped_column(ID)
    run_off: Mapped[str | None] = mapped_column(Text)
    topic: Mapped[str | None] = mapped_column(ID)
    box: Mapped[int]
    silences: Mapped[int]
    box_left: Mapped[int | None]
    box_ran: Mapped[int]
    verdict: Mapped[str | None] = mapped_column(NamesPeople)
    place: Mapped[int | None]
    """Of a table its number; agenda and takeaways are its meeting's."""


class TopicRow(OfWorkspace, Base):
    """A topic's words and whose it is. `standing`: waiting, agenda, merged, hidden, discussed, withdrawn
    or removed.

    `meeting` is the open meeting that has it on its board, or the last one that discussed it. The author of an anonymous topic is
    nowhere; the seal (a key and what it makes of the author) is destroyed when the topic is withdrawn or removed, or at the first close.

    `merged_at` and `merged_by` are those of a topic that was made of others; it has no author. Those are `merged_into` it.
    `report_key` makes the marks of who reported it; it goes when the meeting closes.
    """

    __tablename__ = "lean_coffee_topic"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    title: Mapped[str] = mapped_column(Text)
    context: Mapped[str] = mapped_column(Text)
    folded: Mapped[str | None] = mapped_column(Text)
    """Both of them as they are searched."""
    author: Mapped[str | None] = mapped_column(PersonKey())
    anonymous: Mapped[bool]
    seal_key: Mapped[str | None] = mapped_column(String(64))
    seal_mark: Mapped[str | None] = mapped_column(String(64))
    link: Mapped[str] = mapped_column(Link)
    proposed: Mapped[datetime]
    carried: Mapped[int]
    meeting: Mapped[str | None] = mapped_column(ID)
    standing: Mapped[str] = mapped_column(String(16))
    merged_into: Mapped[str | None] = mapped_column(ID)
    merged_at: Mapped[datetime | None]
    merged_by: Mapped[str | None] = mapped_column(PersonKey())
    report_key: Mapped[str | None] = mapped_column(String(64))
    revision: Mapped[int]


class ReportRow(OfWorkspace, Base):
    """That somebody reported a topic: what its `report_key` makes of them. `settled`: before a host has put it back. Gone with the meeting."""

    __tablename__ = "lean_coffee_report"

    topic: Mapped[str] = mapped_column(ID, primary_key=True)
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    settled: Mapped[bool]


class AgendaRow(OfWorkspace, Base):
    """A topic's way through one meeting; it stays with that meeting's record when the topic itself is carried over.

    `boxes` (microseconds) and `tallies` (more,neutral,next) are lists parted by blanks, so that a step only appends.
    """

    __tablename__ = "lean_coffee_agenda"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    topic: Mapped[str] = mapped_column(ID, primary_key=True)
    stands: Mapped[str] = mapped_column(String(16))
    carried: Mapped[int]
    dots: Mapped[int]
    voters: Mapped[int]
    rank: Mapped[int]
    opened: Mapped[datetime | None]
    boxes: Mapped[str] = mapped_column(Text)
    tallies: Mapped[str] = mapped_column(Text)
    parked: Mapped[bool]
    named: Mapped[str | None] = mapped_column(NamesPeople)
    run_off: Mapped[int | None]
    at_table: Mapped[str | None] = mapped_column(ID)
    """The table that has it, or had."""


class BallotRow(OfWorkspace, Base):
    """A voter's ballot: topic ids parted by blanks; `at`: since when it stands; `done`: its voter has chosen. Gone when the meeting closes."""

    __tablename__ = "lean_coffee_ballot"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    voter: Mapped[str] = mapped_column(PersonKey(), primary_key=True)
    dots: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    done: Mapped[bool]


class ThumbRow(OfWorkspace, Base):
    """A person's thumb in the running question, or the last one. Gone when another one is asked, or the meeting closes."""

    __tablename__ = "lean_coffee_thumb"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    person: Mapped[str] = mapped_column(PersonKey(), primary_key=True)
    choice: Mapped[str] = mapped_column(String(8))
    ts: Mapped[str] = mapped_column(String(32))


class TakeawayRow(OfWorkspace, Base):
    """What somebody takes home from a topic, or from the meeting as a whole."""

    __tablename__ = "lean_coffee_takeaway"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    meeting: Mapped[str] = mapped_column(ID)
    topic: Mapped[str | None] = mapped_column(ID)
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str] = mapped_column(PersonKey())
    at: Mapped[datetime]


class WindowsRow(OfWorkspace, Base):
    """What an asynchronous Lean Coffee has beside what any meeting has; its topics, ballots and takeaways stand in the tables above.

    `settings` is JSON: nobody asks the database about their parts.
    """

    __tablename__ = "lean_coffee_windows"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    settings: Mapped[str] = mapped_column(NamesPeople)
    dots: Mapped[int]
    voted_until: Mapped[datetime | None]


class TopicThumbRow(OfWorkspace, Base):
    """A person's thumb about one topic of an asynchronous Lean Coffee. Gone when that closes."""

    __tablename__ = "lean_coffee_topic_thumb"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    topic: Mapped[str] = mapped_column(ID, primary_key=True)
    person: Mapped[str] = mapped_column(PersonKey(), primary_key=True)
    choice: Mapped[str] = mapped_column(String(8))
    ts: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class PlayRow(OfWorkspace, Base):
    """A meeting that invented people play for one person: nothing of it is kept but when it began."""

    __tablename__ = "lean_coffee_play"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person: Mapped[str] = mapped_column(PrivateTo())
    begun: Mapped[datetime]


Index("ix_lean_coffee_topic_standing", TopicRow.workspace, TopicRow.channel, TopicRow.standing)
Index("ix_lean_coffee_topic_author", TopicRow.workspace, TopicRow.author)
Index("ix_lean_coffee_topic_merged", TopicRow.workspace, TopicRow.merged_into)
Index("ix_lean_coffee_play_person", PlayRow.workspace, PlayRow.person)
Index("ix_lean_coffee_takeaway_meeting", TakeawayRow.workspace, TakeawayRow.meeting)
