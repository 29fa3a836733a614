"""A week in which people do nearly everything that the bot offers; every word that they write has SECRET in it."""

from datetime import timedelta

from tests.faults.town import MONDAY, Town

SECRET = "zanzibar"
ANA, BEN, CHLOE = "U0ANA", "U0BEN", "U0CHLOE"


async def busy_week(town: Town) -> None:
    """Do it all."""
    await once(town)
    await again_and_again(town)


async def once(town: Town) -> None:
    """Do what happens once: topics, a meeting to its end, the ledger."""
    await topics(town)
    await meeting(town)
    await ledger(town)
    await library(town)
    await town.idle()


async def again_and_again(town: Town) -> None:
    """Plan what comes again, and let it come: a series, a reminder; look at the Home."""
    await series(town)
    await reminder(town)
    await town.people.open_home(ANA)
    await town.idle()


async def topics(town: Town) -> None:
    written = await town.people.message(ANA, "C0GUILD", f"we should talk about {SECRET}")
    assert (await town.people.shortcut(ANA, "lean_coffee:suggest", "C0GUILD", written["ts"]))["outcome"] == "ok"
    await town.fill(ANA, title=f"{SECRET} of Ana", context=f"{SECRET} again")
    await town.dismiss(ANA)
    await town.say(BEN, f"/coffee topic {SECRET} of Ben | and {SECRET}")
    await town.say(CHLOE, "/coffee topic")
    await town.fill(CHLOE, title=f"{SECRET} of nobody", anonymous=["anonymous"])
    await town.dismiss(CHLOE)
    await town.say(BEN, "/coffee mine")
    await town.choose(BEN, "lean_coffee:topic_more", "edit")
    await town.fill(BEN, title=f"{SECRET} of Ben, again")
    await town.dismiss(BEN)


async def meeting(town: Town) -> None:
    await town.say(ANA, "/coffee")
    await town.say(ANA, f'/coffee start "{SECRET} guild" collect 10m vote 10m box 10m thumbs 3m for 2h')
    for person in (BEN, CHLOE):
        await town.press(person, "lean_coffee:check_in")
    await town.press(BEN, "lean_coffee:open_vote")
    for person in (ANA, BEN, CHLOE):
        await votes(town, person)
    await town.choose(ANA, "lean_coffee:more", "close_vote")
    await town.press(BEN, "lean_coffee:takeaway")
    await town.fill(BEN, takeaway=f"{SECRET} learned")
    await town.choose(BEN, "lean_coffee:more", "pause")
    await town.press(BEN, "lean_coffee:resume")
    await town.people.ahead(300)
    await town.choose(BEN, "lean_coffee:more", "end_box")
    for person, thumb in ((ANA, "more"), (BEN, "neutral"), (CHLOE, "next")):
        await town.press(person, f"lean_coffee:thumb_{thumb}")
    await town.choose(BEN, "lean_coffee:more", "room_more")
    for _ in range(3):
        await town.press(ANA, "lean_coffee:next")
    since, now = town.time.now(), town.room.clock.now()
    await town.press(ANA, "lean_coffee:finish")
    await town.idle()
    for person in (BEN, CHLOE):
        town.promised("You were there for ", now, to=person, since=since)


async def votes(town: Town, person: str) -> None:
    """Give each topic a dot, and say that this is all."""
    await town.press(person, "lean_coffee:vote")
    form = (await town.people.view(person))["modals"][-1]
    for row in [block["block_id"] for block in form["blocks"] if "accessory" in block]:
        await town.press(person, "lean_coffee:give_dot", block_id=row)
    await town.fill(person)


async def ledger(town: Town) -> None:
    await town.press(BEN, "seu:keep")
    await town.press(CHLOE, "seu:keep")
    await town.press(ANA, "lean_coffee:roster")
    await town.fill(ANA, person=BEN, minutes="4", reason=f"{SECRET} was early")
    await town.idle()  # an alarm settles what was corrected, and what is asked meanwhile may be told before it or after it
    await town.say(BEN, "/seu")


async def library(town: Town) -> None:
    await town.say(ANA, "/seu library add")
    await town.fill(ANA, title=f"{SECRET} guide", category="1", minutes="30")
    await town.dismiss(ANA)
    await town.say(BEN, "/seu library")
    await town.press(BEN, "seu:library_log")
    await town.fill(BEN, evidence=f"{SECRET} learned")
    await town.dismiss(BEN)
    await town.say(CHLOE, "/seu library")
    await town.press(CHLOE, "seu:library_hide")
    await town.dismiss(CHLOE)


async def series(town: Town) -> None:
    await town.say(ANA, f'/coffee every thursday 15:00 "{SECRET} weekly" Europe/Madrid for 45m')
    await town.press(ANA, "lean_coffee:edit_plan")
    await town.dismiss(ANA)
    await town.press(ANA, "lean_coffee:save_plan")
    town.promised(f"{SECRET} weekly, Thu 6 Mar 15:00", MONDAY + timedelta(days=2, hours=2))
    await town.say(ANA, "/coffee series")


async def reminder(town: Town) -> None:
    await town.say(BEN, f'/refine remind every friday at 10:00 "{SECRET} backlog"')
    await town.press(BEN, "refinement:save_plan")
    town.promised(f"{SECRET} backlog, Fri 7 Mar 10:00", MONDAY + timedelta(days=2, hours=22))
    await town.say(BEN, "/refine reminders")
    await town.moment("lean_coffee:coming")
    await town.press(CHLOE, "lean_coffee:coming")
    await town.moment("refinement:late")
    await town.press(CHLOE, "refinement:late")
