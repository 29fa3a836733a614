"""Simulated people who check in, vote and give thumbs in a channel."""

from collections.abc import Awaitable, Callable
from itertools import count

from bot.rehearsal.change_notifier import ChangeNotifier
from bot.rehearsal.clock import RealTime
from bot.rehearsal.crowd_forms import chance, chosen_at_random, pressed_at_random
from bot.rehearsal.deliver import Delivery
from bot.rehearsal.inputs import Placed, elements_of
from bot.rehearsal.records import Message, Person
from bot.rehearsal.shapes import ActRefused, Json
from bot.rehearsal.view_stacks import ViewStacks
from bot.rehearsal.workspace import Workspace

Act = Callable[[Json], Awaitable[Json]]

NAMES = (
    "Ines",
    "Jonas",
    "Kwame",
    "Lea",
    "Mateo",
    "Nadia",
    "Omar",
    "Priya",
    "Quinn",
    "Rosa",
    "Sven",
    "Tess",
    "Uma",
    "Vera",
    "Wim",
)
ZONES = ("Europe/Madrid", "Europe/London", "Europe/Paris", "America/Toronto", "Asia/Kolkata")
LARGEST = 200
LOOK_AGAIN_SECONDS = 0.2
TRY_AGAIN_SECONDS = 2.0
LOOKED_AT = 20
JOIN = "join_table"
"""Of all buttons of this name that stand in one message, a person presses one; then they answer what is asked there alone."""


def _called(number: int) -> tuple[str, str]:
    """Name one of a crowd without end: as in a mention, and in full."""
    first, again = NAMES[number % len(NAMES)], number // len(NAMES)
    more = str(again + 1) if again else ""
    return f"{first.lower()}{more}", f"{first} Crowd {more}".strip()


def _wish(placed: Placed) -> tuple[str, str] | None:
    """Say which press this element offers to the crowd, and what makes it the same offer again."""
    name, value = placed.action_id.rpartition(":")[2], str(placed.element.get("value", ""))
    if placed.kind != "button" or (name not in ("check_in", "vote", JOIN) and not name.startswith("thumb_")):
        return None
    if name in ("check_in", JOIN):
        return name, "" if name == JOIN else value.partition(":")[0]
    return ("thumb" if name.startswith("thumb_") else name), value


class Crowd:
    """A crowd in one channel; what one of them does goes the same way as an act from the page."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        views: ViewStacks,
        delivery: Delivery,
        changes: ChangeNotifier,
        real: RealTime,
        click: Act,
        submit: Act,
    ) -> None:
        self._workspace, self._views, self._delivery, self._changes, self._real = workspace, views, delivery, changes, real
        self._click, self._submit = click, submit
        self._channel: str | None = None
        self._done: set[tuple[str, str, str]] = set()
        self._to_join: set[str] = set()
        self._joined: dict[str, str] = {}

    @property
    def people(self) -> list[Person]:
        """Give the people of the crowd."""
        return [each for each in self._workspace.people.values() if each.in_crowd]

    def gather(self, channel: str, size: int) -> list[Person]:
        """Add people to a channel, who act by themselves from now on."""
        if channel not in self._workspace.conversations:
            raise ActRefused("There is no such channel.")
        if not 1 <= size <= LARGEST:
            raise ActRefused(f"A crowd has 1 to {LARGEST} people.")
        self._channel = channel
        taken = {each.name for each in self._workspace.people.values()}
        free = (each for each in map(_called, count()) if each[0] not in taken)
        here = len(self.people)
        for number, (name, real_name) in zip(range(here, here + size), free, strict=False):
            person = self._workspace.add_person(name, real_name, ZONES[number % len(ZONES)], in_crowd=True)
            self._workspace.join(person.id, channel)
        return self.people

    def dismiss(self) -> None:
        """Send the crowd home."""
        self._channel = None
        self._done.clear()
        self._to_join.clear()
        self._joined.clear()
        self._workspace.remove_people([each.id for each in self.people])

    async def live(self) -> None:
        """Look at what the channel offers whenever something has changed, and let each person answer once."""
        seen = 0
        while True:
            seen = await self._changes.after(seen)
            if self._channel is not None:
                self._answer_offers(self._channel)
                await self._real.sleep(LOOK_AGAIN_SECONDS)

    def _answer_offers(self, channel: str) -> None:
        messages = [each for each in self._workspace.messages.get(channel, {}).values() if each.is_bot and each.blocks]
        people = self.people
        for message in messages[-LOOKED_AT:]:
            offers: dict[tuple[str, str], list[Placed]] = {}
            for placed in elements_of(message.blocks):
                if (wish := _wish(placed)) is not None:
                    offers.setdefault(wish, []).append(placed)
            joins = {str(each.element.get("value", "")).partition(":")[0] for each in offers.get((JOIN, ""), [])}
            self._to_join |= joins
            for (name, told), choices in offers.items():
                about = told or " ".join(sorted(joins))
                for person in people:
                    if (
                        (person.id, name, about) not in self._done
                        and message.addressee is None
                        and self._takes(person, name, about)
                    ):
                        self._done.add((person.id, name, about))
                        choice = choices[chance(person.id, about) % len(choices)]
                        if name == JOIN:
                            self._joined[person.id] = str(choice.element.get("value", "")).partition(":")[0]
                        self._delivery.in_background(self._press(person, message, choice, (person.id, name, about)))

    def _takes(self, person: Person, name: str, about: str) -> bool:
        """Tell whether an offer is for somebody: what can be joined is for those who have joined it, and they are there by that."""
        if name == JOIN:
            return self._joined.get(person.id) not in about.split()
        of = about.partition(":")[0]
        return of not in self._to_join or (name != "check_in" and self._joined.get(person.id) == of)

    async def _press(self, person: Person, message: Message, placed: Placed, key: tuple[str, str, str]) -> None:
        await self._real.sleep(0.2 + chance(*key) % 2500 / 1000)
        act = {
            "as": person.id,
            "channel": message.channel,
            "ts": message.ts,
            "action_id": placed.action_id,
            "block_id": placed.block_id,
            "value": placed.element.get("value"),
        }
        try:
            done = await self._click(act)
        except ActRefused:
            done = {"outcome": "gone"}
        if done.get("outcome") != "ok":
            await self._real.sleep(TRY_AGAIN_SECONDS)
            self._done.discard(key)
            self._changes.notify()  # so that what is still offered is looked at again
        elif key[1] == "vote":
            await self._fill(person)

    async def _fill(self, person: Person) -> None:
        for _ in range(20):
            if stack := self._views.stacks.get(person.id):
                form = stack[-1]
                await self._real.sleep(0.3 + chance(person.id, form.id) % 1500 / 1000)
                for placed in pressed_at_random(form):
                    pressed = {"action_id": placed.action_id, "block_id": placed.block_id, "value": placed.element.get("value")}
                    await self._click({"as": person.id, "view_id": form.id, **pressed})
                    await self._real.sleep(0.2 + chance(person.id, form.id, placed.block_id) % 500 / 1000)
                await self._submit({"as": person.id, "view_id": form.id, "values": chosen_at_random(form)})
                self._views.clear(person.id)
                return
            await self._real.sleep(0.1)
