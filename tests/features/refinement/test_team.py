"""Who is who in a team, and what it has set: seen by all, changed by who may, bad input told beside its field."""

from typing import Any

from bot.core.ids import ChannelId, PersonId
from bot.delivery.messages import post
from bot.delivery.place import Place
from bot.feature import HOME
from bot.features.refinement.kinds import QUEUE
from bot.store.unit import Unit
from bot.teams import team_store
from bot.teams.team import Team, TeamSettings
from tests.features.desk import ANA, BEN, CHLOE, Desk, Told, text_of, value_of
from tests.features.lean_coffee.scene import GUILD
from tests.features.refinement.scene import wanted

TEAM, SETTINGS = "refinement:team", "refinement:settings"
REFINING, CALENDAR = "refinement:refining", "refinement:calendar"
DEV = PersonId("U0DEV")


async def team(desk: Desk) -> Team:
    return await desk.store.read(team_store.team, desk.workspace, GUILD)


async def settings(desk: Desk, channel: ChannelId = GUILD) -> TeamSettings:
    return await desk.store.read(team_store.settings, desk.workspace, channel)


async def name(desk: Desk, person: str, **chosen: Any) -> Told:
    """Send the form of the team as a person, with people in some of its fields."""
    shown = await desk.command(person, "/refine team")
    return await desk.submit(person, shown.form, chosen)


async def change(desk: Desk, person: str, form: str, **typed: Any) -> Told:
    """Open a team's settings, press "Change" and send the form back."""
    shown = await desk.command(person, "/refine settings")
    asked = await desk.click(person, form, value_of(shown.form, form), view="refinement:settings_shown", private=GUILD)
    return await desk.submit(person, asked.form, typed)


def below(told: Told) -> dict[str, str]:
    """Return what stands below the fields of a form: what names people is no plain text, as Slack's own errors are."""
    said = [block for block in told.form["blocks"] if block.get("block_id", "").startswith("cortado:notice:")]
    return {block["block_id"].rpartition(":")[2]: block["text"]["text"] for block in said}


def blocks_of(form: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in form["blocks"] if block["type"] == "input"]


async def test_a_team_is_named_in_one_form_and_then_changed_by_who_is_in_charge_alone(desk: Desk) -> None:
    for person in (ANA, BEN, CHLOE, DEV):
        desk.slack.people[person] = {}
    told = await name(desk, BEN, product_owner=ANA, scrum_master=CHLOE, developers=[BEN, DEV])
    assert "Saved." in text_of(told.form)
    assert await team(desk) == Team(GUILD, ANA, None, CHLOE, frozenset({BEN, DEV}))
    seen = (await desk.command(BEN, "/refine team")).form
    assert blocks_of(seen) == []
    assert "<@U0ANA> (Product Owner), <@U0CHLOE> (Scrum Master) or an admin can change this." in text_of(seen)
    desk.slack.people[BEN] = {"is_admin": True}
    assert len(blocks_of((await desk.command(BEN, "/refine team")).form)) == 5
    by_scrum_master = await name(desk, CHLOE, deputy=DEV)
    assert "Deputy for ordering*: <@U0DEV>" in text_of(by_scrum_master.form)
    assert (await team(desk)).ordering == (ANA, DEV)
    desk.slack.people[BEN] = {}
    refused = await desk.submit(BEN, (await desk.command(ANA, "/refine team")).form)
    assert "Only <@U0ANA> (Product Owner)" in refused.text


async def test_who_was_the_deputy_and_becomes_product_owner_is_deputy_no_more_and_homes_follow(desk: Desk) -> None:
    desk.slack.people |= {ANA: {}, BEN: {}, CHLOE: {}}
    await name(desk, BEN, product_owner=BEN, deputy=ANA)

    def stand(unit: Unit) -> None:
        post(unit, HOME, BEN, Place.home(BEN))
        post(unit, QUEUE, GUILD, Place.channel(GUILD))

    await desk.store.write(stand, desk.workspace)
    before = [await wanted(desk, screen.name) for screen in (HOME, QUEUE)]
    await desk.command(BEN, "/refine po <@U0ANA|ana>")
    after = [await wanted(desk, screen.name) for screen in (HOME, QUEUE)]
    assert all(now > was for now, was in zip(after, before, strict=True))
    assert await team(desk) == Team(GUILD, ANA)
    assert "Saved." in text_of((await name(desk, ANA, product_owner=ANA, scrum_master=CHLOE)).form)


async def test_what_is_wrong_with_a_team_is_told_beside_each_field_at_once(desk: Desk) -> None:
    desk.slack.people |= {ANA: {}, BEN: {}, CHLOE: {"is_restricted": True}, DEV: {"is_bot": True}}
    told = await name(desk, BEN, product_owner=CHLOE, developers=[BEN, DEV])
    assert below(told) == {
        "product_owner": "<@U0CHLOE> is a guest here. Choose a member of this workspace.",
        "developers": "That is an app, not a person. Choose a person.",
    }
    told = await name(desk, BEN, product_owner=ANA, deputy=ANA, developers=[BEN], observers=[BEN])
    assert set(below(told)) == {"deputy", "observers"}
    assert await team(desk) == Team(GUILD)


async def test_a_guest_sees_a_team_and_who_is_not_in_the_channel_names_nobody(desk: Desk) -> None:
    desk.slack.people |= {ANA: {}, BEN: {"is_restricted": True}}
    assert blocks_of((await desk.command(BEN, "/refine team")).form) == []
    desk.slack.outside.add(ANA)
    assert "is not in <#C0GUILD>" in (await name(desk, ANA, product_owner=ANA)).text
    assert await team(desk) == Team(GUILD)


async def test_how_a_team_refines_is_set_in_a_form_that_states_its_defaults(desk: Desk) -> None:
    desk.slack.people[ANA] = {}
    shown = text_of((await desk.command(ANA, "/refine settings")).form)
    assert "until there are three, 6" in shown
    assert "*Untouched*: after 60 days" in shown
    typed = {"deck": "own", "cards": "S, M, L, ?", "ready": "Has criteria\n\nSmall", "timebox": "15m", "backlog": ["yes"]}
    told = await change(desk, ANA, REFINING, **typed, in_range="4", enough="", untouched="")
    assert "Saved." in text_of(told.form)
    found = await settings(desk)
    assert (found.deck, found.ready, found.is_backlog) == (("S", "M", "L"), ("Has criteria", "Small"), True)
    assert (found.items_in_range([]), found.enough_ready([]), found.untouched.days) == (4, 8, 60)
    assert found.timebox.seconds == 900
    assert "Product Backlog, #guild" in (await desk.command(ANA, "/refine queue")).text
    again = await change(desk, ANA, REFINING)
    assert "*Deck*: S M L ? ☕" in text_of(again.form)
    assert await settings(desk) == found


async def test_bad_settings_are_told_beside_their_fields_all_at_once(desk: Desk) -> None:
    desk.slack.people[ANA] = {}
    typed = {"cards": "1, 2", "ready": "a\nb\nc\nd\ne\nf\ng\nh\ni", "timebox": "soon", "in_range": "0", "untouched": "-1"}
    told = await change(desk, ANA, REFINING, **typed)
    assert {field: said.split(";")[0] for field, said in told.errors.items()} == {
        "cards": "Choose “Our own” above to use these cards, or empty this box.",
        "ready": "At most 8 fit",
        "timebox": "soon is not a length from 1 min to 4 h. Try 10m.",
        "in_range": "0 is no whole number from 1 to 200.",
        "untouched": "-1 is no whole number from 1 to 1000.",
    }
    assert set((await change(desk, ANA, REFINING, deck="own", cards="1")).errors) == {"cards"}
    assert "12 fit" in (await change(desk, ANA, REFINING, deck="own", cards="1, much too long a card")).errors["cards"]
    days = {"weekdays": [], "country": "XX", "free": "25 dec\nsoon", "away": "a" * 41}
    told = await change(desk, ANA, CALENDAR, **days)
    assert set(told.errors) == {"weekdays", "country", "free", "away"}
    assert "“soon”" in told.errors["free"]
    told = await change(desk, ANA, CALENDAR, free="3/4")
    assert told.errors["free"] == "“3/4” can be 3 april or 4 march. Write which one."
    assert await settings(desk) == TeamSettings()


async def test_a_teams_days_are_set_by_name_and_shown_again_as_they_were_typed(desk: Desk) -> None:
    desk.slack.people[ANA] = {}
    free = "25 Dec – 2 Jan\n6 jan 2027"
    lead = {"card": "never", "line": "15"}
    told = await change(
        desk,
        ANA,
        CALENDAR,
        weekdays=["0", "1", "2", "3"],
        country="DE",
        region_DE="BY",
        free=free,
        **lead,
        away="Urlaub, krank",
    )
    shown = text_of(told.form)
    assert "*Working days*: Mon, Tue, Wed, Thu" in shown
    assert "*Public holidays*: Germany, Bayern (BY)" in shown
    assert "*Own free days*: 25 Dec 2026 – 2 Jan 2027, 6 Jan 2027" in shown
    assert "*Card before an event*: none" in shown
    found = await settings(desk)
    assert (found.country, found.region, found.away_words, found.card_ahead) == ("DE", "BY", ("Urlaub", "krank"), None)
    await change(desk, ANA, REFINING, in_range="5")
    await change(desk, ANA, CALENDAR)
    kept = await settings(desk)
    assert (kept.in_range, kept.free, kept.country, kept.region) == (5, found.free, "DE", "BY")
    await change(desk, ANA, CALENDAR, country="none")
    assert (await settings(desk)).country == ""


async def test_a_country_is_chosen_from_a_list_and_its_regions_follow(desk: Desk) -> None:
    desk.slack.people[ANA] = {}
    await change(desk, ANA, CALENDAR, weekdays=["0", "1"])
    shown = await desk.command(ANA, "/refine settings")
    asked = await desk.click(ANA, CALENDAR, value_of(shown.form, CALENDAR), view="refinement:settings_shown", private=GUILD)
    assert list(choices(asked.form, "country"))[:4] == ["No country", "Afghanistan", "Åland Islands", "Albania"]
    assert not [block for block in blocks_of(asked.form) if block.startswith("region")]
    for country, region, offered in (
        ("DE", "BY", {"All of the country", "Bayern (BY)", "Augsburg"}),
        ("IT", "RM", {"Roma (RM)"}),
        ("AW", "", set()),
    ):
        state = {"values": {"country": {"refinement:country": {"selected_option": {"value": country}}}}}
        chosen = await desk.click(ANA, "refinement:country", country, view="refinement:calendar_form", private=GUILD, state=state)
        assert chosen_in(chosen.form, "country") == country
        assert set(choices(chosen.form, f"region_{country}")) >= offered
        told = await desk.submit(ANA, chosen.form, {f"region_{country}": region} if region else {})
        assert "Saved." in told.text
        assert ((await settings(desk)).country, (await settings(desk)).region) == (country, region)
    assert (await settings(desk)).weekdays == {0, 1}


def element(form: dict[str, Any], block: str) -> dict[str, Any]:
    return next((each["element"] for each in form["blocks"] if each.get("block_id") == block), {})


def choices(form: dict[str, Any], block: str) -> dict[str, str]:
    """Return what can be chosen in a field with groups: text -> value."""
    groups = element(form, block).get("option_groups", [])
    return {each["text"]["text"]: each["value"] for group in groups for each in group["options"]}


def chosen_in(form: dict[str, Any], block: str) -> str:
    return str(element(form, block)["initial_option"]["value"])


async def test_settings_are_read_only_for_others_who_hear_who_can(desk: Desk) -> None:
    desk.slack.people |= {ANA: {}, BEN: {}}
    await desk.command(ANA, "/refine po <@U0ANA|ana>")
    shown = (await desk.command(BEN, "/refine settings")).form
    assert "<@U0ANA> (Product Owner) or an admin can change this." in text_of(shown)
    assert not any(block["type"] == "actions" or "accessory" in block for block in shown["blocks"])
    own = (await desk.command(ANA, "/refine settings")).form
    assert [block["type"] for block in own["blocks"]] == ["section", "section", "actions", "section", "actions", "context"]
    pressed = await desk.click(BEN, REFINING, GUILD, view="refinement:settings_shown", private=GUILD)
    assert "Only <@U0ANA> (Product Owner) or an admin can change this team." in pressed.text
    asked = await desk.click(ANA, REFINING, GUILD, view="refinement:settings_shown", private=GUILD)
    refused = await desk.submit(BEN, asked.form)
    assert "Only <@U0ANA>" in refused.text


async def test_the_home_leads_to_a_persons_teams(desk: Desk) -> None:
    desk.slack.people |= {ANA: {}, BEN: {}}
    await desk.command(ANA, "/refine po <@U0BEN|ben>")
    for action, title in ((TEAM, "Who is who"), (SETTINGS, "has set")):
        told = await desk.click(BEN, action, GUILD, home=True)
        assert title in text_of(told.form)
