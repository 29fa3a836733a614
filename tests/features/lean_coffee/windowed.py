"""A guild that is not in one room, nor awake at the same time: an asynchronous Lean Coffee behind its dispatch."""

from datetime import timedelta
from typing import Any

from bot.core.ids import MeetingId, PersonId
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee
from bot.features.lean_coffee.store import windows
from tests.fakes.passing import pass_until
from tests.features.desk import Shown, text_of
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV

DAY = timedelta(days=1)
BOARD, TALK, REMINDER = ("lean_coffee:async:board", "lean_coffee:async:talk", "lean_coffee:async:reminder")


class Guild(Desk):
    """A guild that is not in one room, nor awake at the same time."""

    async def coffee(self) -> AsyncCoffee:
        """Return the asynchronous meeting that is open, or was last."""
        found: AsyncCoffee | None = await self.read(windows.find, MeetingId((await self.the(BOARD)).subject))
        assert found is not None
        return found

    async def its_board(self) -> dict[str, Any]:
        return (await self.the(BOARD)).payload

    async def board_says(self) -> str:
        return text_of(await self.its_board())

    async def proposes(self, title: str, person: PersonId = BEN) -> None:
        asked = await self.presses("Propose a topic", await self.its_board(), person)
        await self.sends(asked.form, person, title=title)

    async def votes_for(self, person: PersonId, *titles: str) -> None:
        """Press "+ dot" once for each title, then "Done"."""
        form = (await self.presses("Vote", await self.its_board(), person)).form
        for title in titles:
            rows = [block for block in form["blocks"] if title in block.get("text", {}).get("text", "")]
            form = (await self.presses("+ dot", form | {"blocks": rows}, person)).form
        await self.sends(form, person)

    async def threads(self) -> list[Shown]:
        return await self.shown(TALK)

    async def thumbs(self, title: str, label: str, person: PersonId) -> Any:
        (thread,) = [one for one in await self.threads() if f"*{title}*" in one.text]
        return await self.presses(label, thread.payload, person)

    async def passes(self, span: timedelta) -> None:
        """Let time pass from alarm to alarm."""
        await pass_until(self, self.clock.now() + span)

    async def opens_async(self, *topics: str, typed: str = '"Platform guild" 24h') -> None:
        await self.types(f"async {typed}")
        for topic in topics:
            await self.proposes(topic)

    async def to_the_vote(self, *topics: str) -> None:
        await self.opens_async(*topics)
        await self.passes(DAY)

    async def to_the_talk(self, *topics: str) -> None:
        await self.to_the_vote(*topics)
        for place, topic in enumerate(topics):
            await self.votes_for((BEN, CHLOE, ANA, DEV)[place % 4], topic)
        await self.passes(DAY)
