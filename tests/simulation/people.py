"""What people do: they type, press what they see, fill forms, and press what they saw long ago, or never."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from bot.rehearsal import acts, form_acts
from bot.rehearsal.inputs import STATE, Placed, all_options, elements_of
from bot.rehearsal.payloads import action_of
from bot.rehearsal.records import Message
from bot.rehearsal.shapes import ActRefused, Json
from tests.simulation.world import World

PEOPLE = ("U0ANA", "U0BEN", "U0CHLOE", "U0DEV")
_SENT_AGAIN = timedelta(days=30)
"""Slack sends nothing again that is older, nor does anybody promise what would come of it."""
CHANNELS = ("C0GUILD", "C0GUILD", "C0GUILD", "C0CHECKOUT")
_ENDS = ("cancel", "end", "close", "delete", "erase", "remove", "withdraw", "finish")
"""Verbs that take the stage away from all others: pressed now and then only."""

PLAIN_LINES = {
    "C0GUILD": (
        (8, "/coffee topic {text}"),
        (4, '/coffee start "{text}" collect 1m vote 1m box 1m thumbs 1m for 10m'),
        (1, '/coffee start "{text}" collect 20s vote 30s box 20s thumbs 20s for 5m'),
    ),
    "C0CHECKOUT": ((1, "/coffee topic {text}"),),
}
PLAIN_ACTIONS = frozenset(
    f"lean_coffee:{verb}"
    for verb in ("check_in", "vote", "give_dot", "take_dot", "thumb_more", "thumb_neutral", "thumb_next", "next", "finish", "open_vote",
                 "resume", "more")
)  # fmt: skip
PLAIN_VERBS = ("close_vote:", "pause:", "end_box:")
"""What people do in a Lean Coffee and nowhere else: a history checker knows what comes of all of it."""

LINES = {
    "C0GUILD": (
        (8, "/coffee topic {text}"),
        (3, "/coffee topic {text} | {text}"),
        (6, '/coffee start "{text}" collect 1m vote 1m box 1m thumbs 1m for 10m'),
        (2, '/coffee start "{text}" collect 10s vote 30s box 10s thumbs 10s for 5m'),
        (1, '/coffee start "{text}" votes named takeaways asked pitch 20s collect 30s vote 30s box 30s for 10m'),
        (1, "/coffee async 24h"),
        (1, "/coffee"),
        (1, "/coffee mine"),
        (1, "/coffee board"),
        (1, "/coffee handover <@U0BEN>"),
        (2, "/coffee cohost <@U0ANA>"),
        (3, "/coffee action <@U0BEN> {text} by friday"),
        (2, "/coffee action add {text}"),
        (1, "/coffee actions"),
        (1, "/coffee actions mine"),
        (3, '/coffee every day 15:00 "{text}" Europe/Madrid for 10m'),
        (2, '/coffee every monday 10:30 "{text}" Europe/London for 10m'),
        (2, '/coffee plan tomorrow at 9 for 10m "{text}"'),
        (2, "/coffee series"),
        (1, "/coffee stats"),
        (1, "/coffee search {text}"),
        (1, "/coffee demo"),
        (1, "/coffee every second frog"),
        (1, "/seu"),
        (2, "/seu log 20m read {text}"),
        (1, "/seu credential CSPO 14 march 2031"),
        (1, "/seu entries"),
        (1, "/seu next"),
        (1, "/seu audit"),
    ),
    "C0CHECKOUT": (
        (8, "/refine add {text} | {text}"),
        (3, "/refine queue"),
        (4, '/refine start "{text}" box 1m for 10m'),
        (2, "/refine estimate {text} by tomorrow 12:00"),
        (3, "/refine estimate"),
        (1, "/refine todo"),
        (2, "/refine agenda {text}"),
        (1, "/refine po <@U0ANA>"),
        (1, "/refine team"),
        (1, "/refine done 1"),
        (1, "/refine ready 2"),
        (1, "/refine started 1"),
        (2, '/refine remind every day at 10:00 "{text}"'),
        (1, '/refine remind every other tuesday at 10:00 "{text}"'),
        (1, "/refine reminders"),
        (1, "/refine goal {text}"),
        (1, "/refine share <#C0GUILD>"),
        (1, "/refine forecast 5 items"),
        (1, "/refine experiment 1"),
        (1, "/refine actions add {text}"),
        (2, "/sprint 2 weeks from today"),
        (1, "/sprint events"),
        (1, "/sprint goal {text}"),
        (1, "/sprint away tomorrow"),
        (1, "/sprint"),
    ),
}  # fmt: skip


@dataclass
class People:
    """The people of a workspace, as a seed moves them."""

    world: World
    chance: Random
    texts: int = 0
    is_plain: bool = False
    """Whether they hold Lean Coffees and do nothing else."""
    _unheard: dict[str, Json] = field(default_factory=dict)
    """What was sent last from each form, where Slack said that it had trouble."""
    _seen: list[tuple[str, Json]] = field(default_factory=list)
    """What was once offered to somebody in a message."""

    async def act(self) -> None:
        """Do one thing, whatever comes of it."""
        acts_of = (self._type, self._press, self._fill, self._press_long_ago, self._forge, self._again, self._come_and_go)
        (act,) = self.chance.choices(acts_of, (16, 60, 20, 4, 0, 3, 0) if self.is_plain else (24, 50, 30, 4, 2, 3, 2))
        person = self.chance.choice(PEOPLE)
        try:
            await act(person)
        except ActRefused:
            self.world.trace.note("not offered", person=person)

    def text(self) -> str:
        """Write something that nobody has written before."""
        self.texts += 1
        return f"word{self.texts}"

    async def _type(self, person: str) -> None:
        channel = self.chance.choice(CHANNELS)
        lines = (PLAIN_LINES if self.is_plain else LINES)[channel]
        ((_, line),) = self.chance.choices(lines, [weight for weight, _ in lines])
        while "{text}" in line:
            line = line.replace("{text}", self.text(), 1)
        command, _, rest = line.partition(" ")
        self.world.trace.note("types", person=person, line=line)
        wish = {"as": person, "channel": channel, "command": command, "text": rest}
        await self._told(line, acts.command(self.world.room, wish))

    async def _told(self, what: str, doing: Awaitable[Json]) -> Json:
        told = await doing
        self.world.trace.note("told", what=what, outcome=told.get("outcome", told.get("error", "")))
        return told

    def _messages(self, person: str) -> list[Message]:
        """The newest messages of the bot that a person sees and can press something in."""
        workspace = self.world.room.workspace
        found = [
            message
            for name, conversation in workspace.conversations.items()
            if workspace.may_see(person, conversation)
            for message in list(workspace.messages[name].values())[-12:]
            if message.is_bot and message.blocks and message.addressee in (None, person)
        ]
        return found[-20:]

    async def _press(self, person: str) -> None:
        """Press something that is offered: in the form that is open, in the Home, in a message."""
        room = self.world.room
        stack = room.views.stacks[person]
        if stack and self.chance.random() < 0.6:
            return await self._press_in(person, stack[-1].id, stack[-1].payload["blocks"])
        home = room.views.homes.get(person)
        if not self.is_plain and self.chance.random() < 0.08:
            await acts.open_home(room, {"as": person})
            return None
        if not self.is_plain and home is not None and self.chance.random() < 0.1:
            return await self._press_in(person, home.id, home.payload["blocks"])
        offered = [(message, placed) for message in self._messages(person) for placed in self._pressable(message.blocks)]
        if not offered:
            return await self._type(person)
        message, placed = self._likely(offered)
        wish = {"as": person, "channel": message.channel, "ts": message.ts, **self._chosen(placed)}
        if len(self._seen) < 200:
            self._seen.append((message.ts, wish))
        await self._click(wish)
        return None

    def _likely(self, offered: list[tuple[Message, Placed]]) -> tuple[Message, Placed]:
        weights = [0.1 if any(end in placed.action_id for end in _ENDS) else 1.0 for _, placed in offered]
        return self.chance.choices(offered, weights)[0]

    async def _press_in(self, person: str, view: str, blocks: Iterable[Json]) -> None:
        offered = list(self._pressable(blocks))
        if not offered:
            return await self._fill(person)
        await self._click({"as": person, "view_id": view, **self._chosen(self.chance.choice(offered))})
        return None

    async def _click(self, wish: Json) -> None:
        self.world.trace.note("presses", person=wish["as"], action=wish["action_id"], at=wish.get("ts") or wish.get("view_id"))
        await self._told(wish["action_id"], form_acts.click(self.world.room, wish))

    def _chosen(self, placed: Placed) -> Json:
        wish: Json = {"action_id": placed.action_id, "block_id": placed.block_id}
        if placed.kind == "button":
            return wish
        if placed.kind == "overflow":
            options = self._plain_options(placed) if self.is_plain else placed.element["options"]
            weights = [0.15 if any(end in str(each["value"]) for end in _ENDS) else 1.0 for each in options]
            return {**wish, "selected_option": self.chance.choices(options, weights)[0]["value"]}
        return {**wish, **self._given(placed)}

    async def _fill(self, person: str) -> None:
        """Fill the form that is open and send it, or close it."""
        room = self.world.room
        stack = room.views.stacks[person]
        if not stack:
            return await self._press(person) if self.chance.random() < 0.8 else None
        view = stack[-1]
        if self.chance.random() < 0.1:
            await self._told("close", form_acts.close(room, {"as": person, "view_id": view.id}))
            return None
        sent = self._unheard.get(view.id) or {"as": person, "view_id": view.id, "values": self._filled(view.payload["blocks"])}
        self.world.trace.note("sends", person=person, form=view.payload.get("callback_id", ""), view=view.id)
        told = await self._told("form", form_acts.submit(room, sent))
        if told.get("error") == form_acts.TROUBLE:
            self._unheard[view.id] = sent  # Slack leaves it filled in; who changes it now has sent two things
        while told.get("error") == form_acts.TROUBLE and self.chance.random() < 0.6:
            await asyncio.sleep(self.chance.random() ** 2 * 10)
            now = room.views.find(view.id)
            if now is None:
                break
            self.world.trace.note("sends once more", person=person, view=view.id)
            told = await self._told("form", form_acts.submit(room, sent))
        return None

    def _filled(self, blocks: Iterable[Json]) -> Json:
        """Fill in a form."""
        values: Json = {}
        for placed in elements_of(blocks):
            if placed.is_input and not (placed.optional and self.chance.random() < 0.5):
                values.setdefault(placed.block_id, {})[placed.action_id] = self._given(placed)
        return values

    def _given(self, placed: Placed) -> Json:
        """Choose something that an element takes."""
        chance, element = self.chance, placed.element
        match placed.kind:
            case "plain_text_input" | "number_input" | "url_text_input" | "email_text_input":
                return {"value": self._written(placed.kind, element)}
            case "static_select" | "radio_buttons":
                return {"selected_option": chance.choice(all_options(element))["value"]}
            case "multi_static_select" | "checkboxes":
                return {"selected_options": [each["value"] for each in all_options(element) if chance.random() < 0.4]}
            case "datepicker":
                day = self.world.room.clock.now() + timedelta(days=chance.randint(0, 10))
                return {"selected_date": day.date().isoformat()}
            case "timepicker":
                return {"selected_time": f"{chance.randint(0, 23):02d}:{chance.choice((0, 15, 30)):02d}"}
            case kind if kind in STATE:
                name = STATE[kind][0]
                chosen = chance.choice(PEOPLE if "user" in name else CHANNELS)
                return {name: [chosen] if name.endswith("s") else chosen}
        return {}

    def _written(self, kind: str, element: Json) -> str:
        match kind:
            case "number_input":
                low = int(float(element.get("min_value", 1)))
                return str(self.chance.randint(low, min(int(float(element.get("max_value", 20))), low + 30)))
            case "url_text_input":
                return f"https://example.com/{self.text()}"
            case "email_text_input":
                return f"{self.text()}@example.com"
        return self.text()

    async def _press_long_ago(self, person: str) -> None:
        """Press what was offered once."""
        if self._seen:
            _, wish = self.chance.choice(self._seen)
            await self._click({**wish, "as": person})

    async def _forge(self, person: str) -> None:
        """Send a click that no element offers: with the value of another, or one that is made up."""
        room = self.world.room
        offered = [(message, placed) for message in self._messages(person) for placed in self._pressable(message.blocks)]
        if not offered:
            return
        message, placed = self.chance.choice(offered)
        _, other = self.chance.choice(offered)
        value = self.chance.choice((other.element.get("value", ""), "nonsense", "a:1", ""))
        element = {**placed.element, "type": "button", "value": value, "text": {"type": "plain_text", "text": "x"}}
        forged = Placed(placed.block_id, element, False)
        channel = room.workspace.conversations[message.channel]
        who = room.workspace.people[person]
        grants = {"trigger_id": room.grants.trigger(person), "response_url": acts.url_for(room, who, channel, message)[0]}
        action = action_of(forged, {}, room.clock.stamp())
        self.world.trace.note("forges", person=person, action=placed.action_id, value=value)
        payload = room.payloads.message_click(who, channel, message, action, {}, grants)
        ack = await room.delivery.send("interactive", payload)
        self.world.trace.note("told", what="forged", outcome=ack.outcome)

    async def _again(self, person: str) -> None:
        """Slack sends an old request again, though none of months ago."""
        since = self.world.true.now() - _SENT_AGAIN
        sent = [(kind, body) for at, kind, body in self.world.sent if at > since]
        if sent:
            self.world.trace.note("sends again")
            await self.world.bring_again(*self.chance.choice(sent))

    async def _come_and_go(self, person: str) -> None:
        verb: Callable[..., Awaitable[Json]] = self.chance.choice((acts.join, acts.leave, acts.join))
        self.world.trace.note(verb.__name__, person=person)
        await verb(self.world.room, {"as": person, "channel": self.chance.choice(CHANNELS)})

    def _pressable(self, blocks: Iterable[Json]) -> Iterable[Placed]:
        """What can be pressed; of plain people, what they would."""
        found = (placed for placed in elements_of(blocks) if not placed.is_input and not placed.element.get("url"))
        if not self.is_plain:
            return found
        return (
            placed
            for placed in found
            if placed.action_id in PLAIN_ACTIONS and (placed.kind != "overflow" or self._plain_options(placed))
        )

    def _plain_options(self, placed: Placed) -> list[Json]:
        return [each for each in placed.element["options"] if str(each["value"]).startswith(PLAIN_VERBS)]
