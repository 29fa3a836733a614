"""A learning library at work: what is kept there, opened, pressed and read."""

from typing import Any

from tests.features.desk import ANA, BEN, Desk, Told, text_of

GUIDE = {"title": "The Scrum Guide", "link": "https://scrumguides.org", "minutes": "30", "category": "reading", "language": "en"}
CSV = """title,link,minutes,category,language
Flow,https://talks.example/flow,45,watching,en
Réussir,https://livres.example/1,120,reading,fr
Meetup,,90,event,
Kanban basics,,480,course,de
"""


def with_an_admin(desk: Desk) -> Desk:
    """Let Ana be an admin, and Chloé speak French."""
    desk.slack.people["U0ANA"] = {"is_admin": True}
    desk.slack.people["U0CHLOE"] = {"locale": "fr-FR"}
    return desk


async def opened(desk: Desk, person: str = BEN, text: str = "") -> dict[str, Any]:
    return (await desk.command(person, f"/seu library {text}".strip())).form


async def press(desk: Desk, form: dict[str, Any], action: str, value: str = "library", person: str = BEN) -> Told:
    return await desk.click(person, action, value, view=form["callback_id"], private=form["private_metadata"])


async def added(desk: Desk, **about: str) -> Told:
    return await desk.submit(ANA, await opened(desk, ANA, "add"), GUIDE | about)


async def imported(desk: Desk, text: str = CSV) -> Told:
    preview = (await desk.submit(ANA, await opened(desk, ANA, "import"), {"list_1": text})).form
    return await desk.submit(ANA, preview)


def private_of(form: dict[str, Any]) -> dict[str, str]:
    return {"view": form["callback_id"], "private": form["private_metadata"]}


def titles(form: dict[str, Any]) -> list[str]:
    known = ("Flow", "Réussir", "Meetup", "Kanban basics", "The Scrum Guide")
    texts = [block["text"]["text"] for block in form["blocks"] if block["type"] == "section"]
    return [title for text in texts for title in known if "  ·  " in text and title in text and not text.startswith("*Added")]


def of(form: dict[str, Any], title: str) -> str:
    """Return the id of a resource by the button or the menu beside its title, or below it."""
    (place,) = [
        n
        for n, block in enumerate(form["blocks"])
        if block["type"] == "section" and "  ·  " in (text := text_of(block)) and title in text
    ]
    section, below = form["blocks"][place], form["blocks"][place + 1 :]
    element = section["accessory"] if "accessory" in section else below[0]["elements"][0]
    return str(element["value"] if element["type"] == "button" else element["options"][0]["value"].split(":")[1])
