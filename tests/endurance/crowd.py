"""Two hundred people in twenty channels who hold meetings, refine, log what they learnt and look at their Home, round the clock."""

from random import Random
from typing import Any

from bot.rehearsal import acts
from bot.rehearsal.inputs import Placed
from bot.rehearsal.room import Room
from bot.rehearsal.shapes import ActRefused, Json
from tests.simulation.people import LINES, People

PEOPLE, CHANNELS = 200, 20


class Crowd(People):
    """The people of a busy workspace; each channel has some of them."""

    def __init__(self, world: Any, chance: Random, people: int = PEOPLE, channels: int = CHANNELS) -> None:
        super().__init__(world, chance)
        self.people, self.channels = _settle(world.room, people, channels)
        self.acts = 0
        self.not_offered = 0

    async def act(self) -> None:
        """Do one thing in one channel, as one of its people."""
        self._channel, members = self.chance.choice(self.channels)
        person = self.chance.choice(members)
        doing = self.chance.choices(
            (self._type, self._press, self._fill, self._look, self._again, self._come), (22, 55, 20, 6, 2, 1)
        )[0]
        self.acts += 1
        try:
            await doing(person)
        except ActRefused:
            self.not_offered += 1

    async def _type(self, person: str) -> None:
        lines = LINES["C0GUILD" if self._channel in self.coffee else "C0CHECKOUT"]
        ((_, line),) = self.chance.choices(lines, [weight for weight, _ in lines])
        while "{text}" in line:
            line = line.replace("{text}", self.text(), 1)
        command, _, rest = line.partition(" ")
        await acts.command(self.world.room, {"as": person, "channel": self._channel, "command": command, "text": rest})

    @property
    def coffee(self) -> set[str]:
        """The channels in which people hold Lean Coffees; in the others they refine."""
        return {channel for channel, _ in self.channels[::2]}

    async def _look(self, person: str) -> None:
        await acts.open_home(self.world.room, {"as": person})

    async def _come(self, person: str) -> None:
        await acts.leave(self.world.room, {"as": person, "channel": self._channel})
        await acts.join(self.world.room, {"as": person, "channel": self._channel})

    def _messages(self, person: str) -> list[Any]:
        here = self.world.room.workspace.messages[self._channel]
        return [each for each in list(here.values())[-12:] if each.is_bot and each.blocks and each.addressee in (None, person)]

    def _given(self, placed: Placed) -> Json:
        given = super()._given(placed)
        for name, people in (("selected_user", self.people), ("selected_conversation", [one for one, _ in self.channels])):
            if name in given:
                given[name] = self.chance.choice(people)
            elif f"{name}s" in given:
                given[f"{name}s"] = [self.chance.choice(people)]
        return given


def _settle(room: Room, people: int, channels: int) -> tuple[list[str], list[tuple[str, list[str]]]]:
    workspace = room.workspace
    everybody = [workspace.add_person(f"person{number}", is_admin=number % 20 == 0).id for number in range(people)]
    share, found = people // channels, []
    for number in range(channels):
        members = everybody[number * share : (number + 1) * share]
        opened = workspace.add_channel(f"channel{number}", members=(*members, room.app.bot_user))
        found.append((opened.id, members))
    return everybody, found
