"""Options of a ⋮ menu that are the click of another action."""

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.handed_on import handed_on, read_handed_on
from bot.slack.reading import read
from bot.slack.requests import Click

_IDS = st.from_regex(r"[a-z_]{1,12}:[a-z_]{1,12}", fullmatch=True)


@given(_IDS, st.text(max_size=80))
def test_what_is_handed_on_is_heard_under_its_own_action(action: str, value: str) -> None:
    assert read_handed_on("lean_coffee:more", handed_on(action, value)) == (action, value)


@given(_IDS, st.text(max_size=80))
def test_any_other_value_stays_with_its_action(action: str, value: str) -> None:
    if value.count(">") < 2 or not value.startswith(">"):
        assert read_handed_on(action, value) == (action, value)


def test_a_choice_of_a_menu_is_read_as_the_click_that_it_is() -> None:
    chosen = {"text": {"type": "plain_text", "text": "Add the claim link (host)"}, "value": handed_on("seu:claim_link", "m1")}
    action = {"type": "overflow", "action_id": "lean_coffee:more", "action_ts": "1795303200.000250", "selected_option": chosen}
    said = {"type": "block_actions", "team": {"id": "T1"}, "user": {"id": "U1"}, "actions": [action], "trigger_id": "t"}
    click = read(said)
    assert isinstance(click, Click)
    assert (click.action, click.value, click.label) == ("seu:claim_link", "m1", "Add the claim link (host)")
