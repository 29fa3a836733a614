"""What an action works with: one transaction of one workspace, one present instant, fresh ids."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Executable

from bot.core.facts import Fact
from bot.core.ids import WorkspaceId

P = ParamSpec("P")
T = TypeVar("T")


class Read(Protocol):
    """One snapshot of one workspace.

    Statements are Core statements written once at module level, with `bindparam` for every value; a parameter `workspace`
    (see `in_workspace`) and an INSERT's column `workspace` are filled in by the reader. Rows answer to column names and positions.
    """

    @property
    def workspace(self) -> WorkspaceId:
        """The workspace that this snapshot is of."""
        ...

    @property
    def now(self) -> datetime:
        """The business instant of the whole snapshot (UTC)."""
        ...

    def rows(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """Run a SELECT, or a statement with RETURNING, and return all of its rows."""
        ...

    def row(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any | None:
        """Run a SELECT or RETURNING and return its first row, or None."""
        ...

    def given(self, kind: type[T]) -> T:
        """Return the value of a kind that the house has handed in: frozen, read once at the start, the same in every transaction.

        Raise KeyError where it has handed in none.
        """
        ...


class Unit(Read, Protocol):
    """One transaction of one workspace: it commits whole, or not at all when its action raises.

    A statement that fails (UniqueViolation, …) ends the action, even where the action catches the error: ask with `insert_or_nothing` instead.
    An action may be run again from its beginning (a deadlock), so it touches nothing but its Unit.
    """

    @property
    def real_now(self) -> datetime:
        """The real instant (UTC; the database's on PostgreSQL): for leases, lanes and what must not travel with the business clock."""
        ...

    def fresh(self) -> str:
        """Return an id that nobody has used before."""
        ...

    def take_request(self) -> str | None:
        """Return the key of the request that asks for this action; None where nobody asked, and when it was taken (see `once`)."""
        ...

    def run(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> int:
        """Run an INSERT, UPDATE or DELETE and return how many rows it touched."""
        ...

    def emit(self, fact: Fact) -> None:
        """Tell the house a fact; who answers does so in this transaction."""
        ...

    def hint(self, room: str) -> None:
        """Say that a room (`delivery`, `schedule`) has work once this is committed; hints are lost in a crash, rows are not."""
        ...


class Store(Protocol):
    """Runs actions off the event loop and answers when they are durable; the same for every engine."""

    async def write(
        self,
        action: Callable[Concatenate[Unit, P], T],
        workspace: WorkspaceId,
        key: str | None = None,
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run an action in a transaction of its own and return its answer once committed.

        `key` names the request that asks for it: the same key a second time raises AlreadyDone and does nothing. Refusals of the
        action are raised after the batch that they rest on is durable; a failed commit fails every action that was in it.
        """
        ...

    async def read(
        self, query: Callable[Concatenate[Read, P], T], workspace: WorkspaceId, /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a query on one snapshot and return its answer."""
        ...


class RunningStore(Store, Protocol):
    """A store as the house holds it: started once, asked for its health, stopped when all that waits is done."""

    async def start(self) -> None:
        """Open the database and begin to work. Raise StoreHeld or StoreUnavailable."""
        ...

    async def stop(self) -> None:
        """Take nothing more, finish what waits, close the database."""
        ...

    def healthy(self) -> bool:
        """Tell whether the last transaction could begin and commit, and none hangs."""
        ...
