"""People who hold credentials and learn for them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.core.ids import PersonId
from bot.features.seu.actions import overview
from bot.features.seu.rules.held import Claim, Held
from bot.features.seu.rules.values import Category
from bot.features.seu.store import claims, credentials, entries
from bot.store.unit import Unit
from tests.features.desk import BEN, Desk, Told
from tests.features.seu.scene import entry


async def learn(desk: Desk, minutes: int, day: date, *, category: Category = Category.EVENT, logged: str = "") -> str:
    """Let Ben learn for so many minutes on a day; `logged`: the programme at whose body he has logged it."""

    def write(unit: Unit) -> str:
        name = unit.fresh()
        entries.lock_ledger(unit, BEN)
        entries.write(unit, entry(name, minutes, day=day, activity=name, category=category), key=name)
        if logged:
            claims.keep(unit, BEN, Claim(name, logged, logged=day))
        return name

    return await desk.store.write(write, desk.workspace)


async def says(desk: Desk, text: str, person: PersonId = BEN) -> Told:
    """Type `/seu credential …`."""
    return await desk.command(person, f"/seu credential {text}".strip())


async def held(desk: Desk, person: PersonId = BEN) -> Mapping[str, Held]:
    """Return what somebody holds, by its key."""
    found = await desk.store.read(credentials.credentials_of, desk.workspace, person)
    return {one.name: one for one in found}


async def until(desk: Desk, person: PersonId = BEN) -> Mapping[str, date | None]:
    """Return until when what somebody holds runs, by its key."""
    cards = await desk.store.read(overview.cards, desk.workspace, person)
    return {card.held.name: card.expiry for card in cards}


async def seus(desk: Desk, person: PersonId = BEN) -> str:
    """Return what `/seu` says."""
    return (await desk.command(person, "/seu")).text


def at(desk: Desk, moment: datetime) -> None:
    """Let it be another moment, for everybody."""
    desk.clock.instant = desk.real.instant = moment


def options(form: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return what the ⋮ menu of a credential offers: text -> value."""
    (block,) = [block for block in form["blocks"] if block["type"] == "section" and f"*{name}*" in block["text"]["text"]]
    return {option["text"]["text"]: option["value"] for option in block["accessory"]["options"]}
