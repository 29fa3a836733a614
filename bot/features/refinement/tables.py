"""The rows of refinement: the queue, its items and what became of them; sessions; sealed votes."""

from datetime import datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, ChannelKey, Link, OfWorkspace

ID = String(64)
SLACK = String(32)
DAY = String(10)
"""A day as `2026-12-01`."""


class QueueRow(OfWorkspace, Base):
    """A channel's queue: the row that is locked before its order changes, and the last number that an item got."""

    __tablename__ = "refinement_queue"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    last_number: Mapped[int]
    revision: Mapped[int]


class ItemRow(OfWorkspace, Base):
    """An item as it stands; `place` orders a channel's items, `moves` counts how often it was put elsewhere."""

    __tablename__ = "refinement_item"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    size: Mapped[str] = mapped_column(String(20))
    link: Mapped[str] = mapped_column(Link)
    key: Mapped[str] = mapped_column(String(50))
    state: Mapped[str] = mapped_column(String(16))
    place: Mapped[int]
    moves: Mapped[int]
    author: Mapped[str] = mapped_column(SLACK)
    created: Mapped[datetime]
    changed: Mapped[datetime]
    ready: Mapped[str | None] = mapped_column(DAY)
    started: Mapped[str | None] = mapped_column(DAY)
    done: Mapped[str | None] = mapped_column(DAY)
    parked: Mapped[str | None] = mapped_column(DAY)
    parent: Mapped[str | None] = mapped_column(ID)
    revision: Mapped[int]

    __table_args__ = (UniqueConstraint("workspace", "channel", "number"),)


Index("ix_refinement_item_order", ItemRow.workspace, ItemRow.channel, ItemRow.state, ItemRow.place, ItemRow.number, ItemRow.id)
"""A page of the queue, the whole order, and how many there are, past any history of what is done."""
Index("ix_refinement_item_done", ItemRow.workspace, ItemRow.channel, ItemRow.done)
Index("ix_refinement_item_author", ItemRow.workspace, ItemRow.author, ItemRow.state)


class CriterionRow(OfWorkspace, Base):
    """An acceptance criterion: a row of its own, so that two people who write at once both stay."""

    __tablename__ = "refinement_criterion"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    item: Mapped[str] = mapped_column(ID)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(SLACK)
    at: Mapped[datetime]


Index("ix_refinement_criterion_item", CriterionRow.workspace, CriterionRow.item, CriterionRow.position)


class ImportRow(OfWorkspace, Base):
    """A list or CSV that somebody was shown and has not imported yet; it waits a day. `body` is JSON."""

    __tablename__ = "refinement_import"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    person: Mapped[str] = mapped_column(SLACK)
    channel: Mapped[str] = mapped_column(ChannelKey())
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class ChangeRow(OfWorkspace, Base):
    """What somebody changed in an item: a part of it as it was and as it became; only added to."""

    __tablename__ = "refinement_change"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    item: Mapped[str] = mapped_column(ID)
    at: Mapped[datetime]
    person: Mapped[str] = mapped_column(SLACK)
    part: Mapped[str] = mapped_column(String(16))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)


Index("ix_refinement_change_item", ChangeRow.workspace, ChangeRow.item, ChangeRow.at)


class ForecastRow(OfWorkspace, Base):
    """A forecast as it was found: the question, what it was drawn from, and the answers, JSON."""

    __tablename__ = "refinement_forecast"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    person: Mapped[str] = mapped_column(SLACK)
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)


Index("ix_refinement_forecast_person", ForecastRow.workspace, ForecastRow.person, ForecastRow.at)


class AgendaRow(OfWorkspace, Base):
    """A line of the agenda of a reminder's next date after `since`; `held`: the wall time (ISO) of the date that it was for."""

    __tablename__ = "refinement_agenda"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    series: Mapped[str] = mapped_column(ID)
    text: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Link)
    author: Mapped[str] = mapped_column(SLACK)
    added: Mapped[datetime]
    since: Mapped[datetime]
    held: Mapped[str | None] = mapped_column(String(32))


Index("ix_refinement_agenda_series", AgendaRow.workspace, AgendaRow.series, AgendaRow.held)


class EstimationRow(OfWorkspace, Base):
    """How large is this item? `revision` locks it; `number` is its present round; `lasts` is a span in microseconds.

    `session` is the refinement that asks, empty where a message in the channel does. `deck` is a list, a card a line.
    """

    __tablename__ = "refinement_estimation"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    item: Mapped[str] = mapped_column(ID)
    title: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(SLACK)
    zone: Mapped[str] = mapped_column(String(64))
    deck: Mapped[str] = mapped_column(Text)
    session: Mapped[str] = mapped_column(ID)
    lasts: Mapped[int | None]
    opened: Mapped[datetime]
    number: Mapped[int]
    size: Mapped[str | None] = mapped_column(Text)
    agreed_by: Mapped[str | None] = mapped_column(SLACK)
    agreed: Mapped[datetime | None]
    ended: Mapped[datetime | None]
    revision: Mapped[int]


class RoundRow(OfWorkspace, Base):
    """One round of an estimate: when it opened, when it reveals itself, when it was revealed."""

    __tablename__ = "refinement_round"

    estimation: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened: Mapped[datetime]
    due: Mapped[datetime | None]
    revealed: Mapped[datetime | None]
    held: Mapped[bool]


class AskedRow(OfWorkspace, Base):
    """Who is asked in a round, and whether they have answered: what everybody may see."""

    __tablename__ = "refinement_asked"

    estimation: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(SLACK, primary_key=True)
    answered: Mapped[bool]


class VoteRow(OfWorkspace, Base):
    """What somebody said in a round. Sealed: read by `store/sealed.py` alone, one's own, or once the round is revealed."""

    __tablename__ = "refinement_vote"

    estimation: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(SLACK, primary_key=True)
    value: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(Text)


Index("ix_refinement_asked_person", AskedRow.workspace, AskedRow.person, AskedRow.answered)
Index("ix_refinement_estimation_session", EstimationRow.workspace, EstimationRow.session)


class SessionRow(OfWorkspace, Base):
    """What a meeting has as a refinement, beside what any meeting has. `settings` is JSON."""

    __tablename__ = "refinement_session"

    meeting: Mapped[str] = mapped_column(ID, primary_key=True)
    settings: Mapped[str] = mapped_column(Text)
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


class NoteRow(OfWorkspace, Base):
    """A question or decision about an item, or what somebody is to find out; `settled` since it is answered."""

    __tablename__ = "refinement_note"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    item: Mapped[str] = mapped_column(ID)
    session: Mapped[str] = mapped_column(ID)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(SLACK)
    at: Mapped[datetime]
    owner: Mapped[str | None] = mapped_column(SLACK)
    due: Mapped[str | None] = mapped_column(DAY)
    settled: Mapped[datetime | None]


class TickRow(OfWorkspace, Base):
    """A point of the team's ready list that holds for an item; a row each, so that two people who tick at once both count."""

    __tablename__ = "refinement_tick"

    item: Mapped[str] = mapped_column(ID, primary_key=True)
    point: Mapped[str] = mapped_column(String(100), primary_key=True)
    person: Mapped[str] = mapped_column(SLACK)
    at: Mapped[datetime]


Index("ix_refinement_note_item", NoteRow.workspace, NoteRow.item, NoteRow.at)


class DirectionRow(OfWorkspace, Base):
    """Where the team of a channel is heading; the row that is locked before its Product Goal changes. `goal`: the one that stands."""

    __tablename__ = "refinement_direction"

    channel: Mapped[str] = mapped_column(ChannelKey(), primary_key=True)
    vision: Mapped[str] = mapped_column(Text)
    strategy: Mapped[str] = mapped_column(Text)
    goal: Mapped[str | None] = mapped_column(ID)
    revision: Mapped[int]


class GoalRow(OfWorkspace, Base):
    """A Product Goal, and what became of it: none is ever deleted."""

    __tablename__ = "refinement_goal"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    text: Mapped[str] = mapped_column(Text)
    set_by: Mapped[str] = mapped_column(SLACK)
    since: Mapped[datetime]
    ended: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))


Index("ix_refinement_goal_channel", GoalRow.workspace, GoalRow.channel, GoalRow.since)


class ExperimentRow(OfWorkspace, Base):
    """What an item is to find out."""

    __tablename__ = "refinement_experiment"

    item: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    hypothesis: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text)
    day: Mapped[str] = mapped_column(DAY)
    result: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(SLACK)
    at: Mapped[datetime]


Index("ix_refinement_experiment_channel", ExperimentRow.workspace, ExperimentRow.channel, ExperimentRow.day)


class ShareRow(OfWorkspace, Base):
    """What stakeholders see of a channel's queue, goal and forecast, in a channel of theirs."""

    __tablename__ = "refinement_share"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    shown_in: Mapped[str] = mapped_column(ChannelKey())
    person: Mapped[str] = mapped_column(SLACK)
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("workspace", "channel", "shown_in"),)


class ProposalRow(OfWorkspace, Base):
    """An item that somebody proposed, and what became of it."""

    __tablename__ = "refinement_proposal"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    title: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(SLACK)
    decides: Mapped[str] = mapped_column(SLACK)
    at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    item: Mapped[str | None] = mapped_column(ID)
    number: Mapped[int]
    revision: Mapped[int]


Index("ix_refinement_proposal_decides", ProposalRow.workspace, ProposalRow.decides, ProposalRow.verdict)


class NudgeRow(OfWorkspace, Base):
    """What a Product Owner was told of a channel's queue, as it stood then, JSON. `sprint`: its first day, empty where none was meant."""

    __tablename__ = "refinement_nudge"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    channel: Mapped[str] = mapped_column(ChannelKey())
    sprint: Mapped[str] = mapped_column(DAY)
    person: Mapped[str] = mapped_column(SLACK)
    day: Mapped[str] = mapped_column(DAY)
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)


Index("ix_refinement_nudge_sprint", NudgeRow.workspace, NudgeRow.channel, NudgeRow.sprint)


class AgedRow(OfWorkspace, Base):
    """An item that was named for its age since it was started on that day: once."""

    __tablename__ = "refinement_aged"

    item: Mapped[str] = mapped_column(ID, primary_key=True)
    started: Mapped[str] = mapped_column(DAY, primary_key=True)
    at: Mapped[datetime]
