"""What was talked about is found again, by who may see it as they ask."""

import pytest

from bot.core.ids import ChannelId
from bot.features.lean_coffee.rules.searching import MOST_WORDS as IN_RULE
from bot.features.lean_coffee.views import ids
from bot.store.searching import MOST_WORDS
from tests.features.desk import elements_of
from tests.features.lean_coffee import verbs
from tests.features.lean_coffee.desk import Desk
from tests.features.lean_coffee.scene import ANA, BEN, CHLOE, DEV, GUILD, minutes

OTHER = ChannelId("C0OTHER")


@pytest.fixture
async def held(desk: Desk) -> Desk:
    """The guild has talked about Déploys on Friday; another channel's topic waits. Who is in which channel, Slack tells."""
    await desk.talks("Déploys on Friday | who rolls back?", "50%_of the ÉMOJI 🎉")
    meeting = await desk.meeting()
    await desk.act(verbs.add_takeaway, meeting=meeting.id, topic=meeting.topic, text="Never deploy on a Friday", person=BEN)
    await desk.waits(minutes(60))
    await desk.types("topic Deploy keys", CHLOE, OTHER)
    desk.slack.channels = {str(person): {str(GUILD), str(OTHER)} for person in (ANA, BEN, CHLOE)}
    return desk


async def test_search__finds_topics_takeaways_actions_and_titles_whatever_their_case_and_accents(held: Desk) -> None:
    await held.types("action Deploy by hand", BEN)
    told = (await held.types("search DEPLOY", BEN)).text
    assert "*Déploys on Friday*\nwho rolls back?\nTopic  ·  <#C0GUILD>  ·  1 December 2026" in told
    assert "*Never deploy on a Friday*\nTakeaway" in told
    assert "*Deploy keys*\nTopic  ·  <#C0OTHER>  ·  1 December 2026  ·  waits for the next one" in told
    assert "Action item" in told
    assert "*Platform guild*\nMeeting  ·  <#C0GUILD>" in (await held.types("search platform", BEN)).text


async def test_search__takes_all_words_and_phrases(held: Desk) -> None:
    assert "1 result for" in (await held.types("search friday rolls", BEN)).text
    assert "*Never deploy on a Friday*" in (await held.types("search “deploy on a”", BEN)).text
    assert "Nothing with" in (await held.types("search “friday deploy”", BEN)).text


@pytest.mark.parametrize("text", ["deploys.", "Deploys?", "‘deploys’", "'deploys'", '"deploys', "(deploys)", "deploys, friday!"])
async def test_search__passes_over_what_stands_around_a_word(held: Desk, text: str) -> None:
    assert "*Déploys on Friday*" in (await held.types(f"search {text}", BEN)).text


async def test_search__finds_an_apostrophe_of_any_keyboard(held: Desk) -> None:
    await held.types("topic Don't roll back | it’s Ben's", BEN)
    for text in ("don’t", "don't", "“it's ben’s”"):
        assert "*Don't roll back*" in (await held.types(f"search {text}", BEN)).text
    assert "Nothing with" in (await held.types("search dont", BEN)).text


@pytest.mark.parametrize("text", ["50%_of", "%_", "émoji", "🎉", "50%"])
async def test_search__takes_signs_for_themselves(held: Desk, text: str) -> None:
    told = (await held.types(f"search {text}", BEN)).text
    assert "1 result for" in told
    assert "the ÉMOJI 🎉" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Type what to look for"),
        ("“”", "Type what to look for"),
        ("\u0301\u200b", "Type what to look for"),
        ("x" * 3_000, "A search has at most 200 characters; this has 3000."),
        ("a b c d e f g h i", "At most 8 words at once; you typed 9."),
        ("/_/%", "Nothing with"),
        ("'; DROP TABLE x; --", "Nothing with"),
        ("\\", "Nothing with"),
        ("<@U0BEN|ben> *deploy* `x`", "Nothing with"),
    ],
)
async def test_search__answers_odd_words(held: Desk, text: str, told: str) -> None:
    assert told in (await held.types(f"search {text}", BEN)).text


async def test_search__finds_nothing_of_a_private_channel_for_who_is_not_in_it(held: Desk) -> None:
    held.slack.private_channels = {GUILD: {BEN}}
    assert "Friday" not in (await held.types("search friday", DEV)).text.replace("“friday”", "")
    held.slack.channels[DEV] = {str(GUILD)}
    assert "*Déploys on Friday*" in (await held.types("search friday", DEV)).text


async def test_search__finds_what_stands_in_public_channels_but_not_for_guests(held: Desk) -> None:
    assert "*Déploys on Friday*" in (await held.types("search friday", DEV)).text
    held.slack.people[DEV] |= {"is_restricted": True}
    assert "Nothing with" in (await held.types("search friday", DEV)).text


async def test_search__looks_into_archived_channels_for_their_members_alone(held: Desk) -> None:
    held.slack.archived = {GUILD}
    assert "Nothing with" in (await held.types("search friday", DEV)).text
    assert "*Déploys on Friday*" in (await held.types("search friday", BEN)).text


async def test_search__that_slack_says_nothing_for_is_not_done(held: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def silent(method: str, /, **arguments: object) -> dict[str, object]:
        raise TimeoutError

    monkeypatch.setattr(held.slack, "ask", silent)
    assert "Slack did not say in time which channels you are in" in (await held.types("search friday", BEN)).text


async def test_search__names_no_author_and_finds_no_topic_that_was_withdrawn(held: Desk) -> None:
    form = (await held.types("topic", CHLOE)).form
    await held.sends(form, CHLOE, title="Salaries are secret", anonymous=("anonymous",))
    told = (await held.types("search salaries", BEN)).text
    assert "*Salaries are secret*" in told
    assert not any(name in told for name in ("Chlo", CHLOE))
    mine = (await held.types("mine", CHLOE)).form
    await held.presses("Withdraw", mine, CHLOE)
    assert "Nothing with" in (await held.types("search salaries", BEN)).text


async def test_search__follows_what_its_author_edits(held: Desk) -> None:
    mine = (await held.types("mine", CHLOE, OTHER)).form
    form = (await held.presses("Edit", mine, CHLOE, channel=OTHER)).form
    await held.sends(form, CHLOE, title="Rotate keys", context="all of thém")
    assert "*Rotate keys*" in (await held.types("search them", BEN)).text
    assert "Deploy keys" not in (await held.types("search deploy", BEN)).text


async def test_search_before_and_search_after_turn_the_pages_of_what_may_still_be_seen(held: Desk) -> None:
    for number in range(45):
        await held.types(f"topic Cache {number}", BEN, OTHER)
    first = (await held.types("search cache", BEN, OTHER)).message
    assert "45 results for “cache”" in str(first)
    after = next(each for each in elements_of(first) if each["action_id"] == ids.SEARCH_AFTER)
    second = await held.click(BEN, ids.SEARCH_AFTER, after["value"])
    assert "21 to 40 of 45." in second.text
    before = next(each for each in elements_of(second.message) if each["action_id"] == ids.SEARCH_BEFORE)
    assert "1 to 20 of 45." in (await held.click(BEN, ids.SEARCH_BEFORE, before["value"])).text
    held.slack.channels[BEN], held.slack.private_channels = set(), {OTHER: {CHLOE}}
    assert "Nothing with" in (await held.click(BEN, ids.SEARCH_AFTER, after["value"])).text


def test_rules_and_statements_know_as_many_words() -> None:
    assert IN_RULE == MOST_WORDS
