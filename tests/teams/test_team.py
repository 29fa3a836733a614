"""Who may order, change and estimate in a team, and what holds where it has set nothing."""

import pytest

from bot.core.ids import ChannelId, PersonId
from bot.teams.people import Person
from bot.teams.team import BREAK, FIBONACCI, UNSURE, NotInCharge, NotOrdering, Team, TeamSettings, in_charge, ordering

ANA, BEN, CHLOE, DEV, EVE = (PersonId(f"U0{name}") for name in ("ANA", "BEN", "CHLOE", "DEV", "EVE"))
GUILD = ChannelId("C0GUILD")
NOBODY = Team(GUILD)
WHOLE = Team(GUILD, product_owner=ANA, deputy=BEN, scrum_master=CHLOE, observers=frozenset({EVE}))


def test_while_nobody_is_in_charge_anyone_changes_the_team_and_nobody_orders() -> None:
    in_charge(NOBODY, DEV, is_admin=False)
    assert not NOBODY.may_order(DEV)
    with pytest.raises(NotOrdering):
        ordering(NOBODY, DEV, is_admin=False)


def test_developers_alone_put_nobody_in_charge() -> None:
    assert Team(GUILD, developers=frozenset({DEV})).may_change(EVE)


def test_the_product_owner_their_deputy_and_an_admin_order() -> None:
    assert [person for person in (ANA, BEN, CHLOE, DEV, EVE) if WHOLE.may_order(person)] == [ANA, BEN]
    ordering(WHOLE, DEV, is_admin=True)
    with pytest.raises(NotOrdering) as refused:
        ordering(WHOLE, CHLOE, is_admin=False)
    assert refused.value.team.ordering == (ANA, BEN)


def test_the_product_owner_the_scrum_master_and_an_admin_change_the_team() -> None:
    assert [person for person in (ANA, BEN, CHLOE, DEV, EVE) if WHOLE.may_change(person)] == [ANA, CHLOE]
    in_charge(WHOLE, DEV, is_admin=True)
    with pytest.raises(NotInCharge) as refused:
        in_charge(WHOLE, BEN, is_admin=False)
    assert refused.value.team.in_charge == (ANA, CHLOE)


def test_one_who_holds_two_accountabilities_is_named_once() -> None:
    assert Team(GUILD, product_owner=ANA, scrum_master=ANA).in_charge == (ANA,)


def test_where_no_developers_are_named_they_are_all_of_the_channel_who_hold_nothing_else() -> None:
    people = [Person(each, each) for each in (ANA, BEN, CHLOE, DEV, EVE)]
    others = [
        Person(PersonId("U0GUEST"), "g", is_guest=True),
        Person(PersonId("U0APP"), "a", is_app=True),
        Person(PersonId("U0LEFT"), "l", is_gone=True),
    ]
    assert WHOLE.developers_among([*people, *others]) == {DEV}
    assert NOBODY.developers_among([*people, *others]) == {ANA, BEN, CHLOE, DEV, EVE}


def test_named_developers_are_all_that_there_are_whatever_else_they_hold() -> None:
    team = Team(GUILD, product_owner=ANA, developers=frozenset({ANA, DEV}))
    assert [person for person in (ANA, BEN, DEV) if team.estimates(person)] == [ANA, DEV]
    assert team.estimates(DEV, is_guest=True)


@pytest.mark.parametrize(
    ("done", "in_range"), [([], 6), ([9, 9], 6), ([4, 9, 5], 5), ([100, 4, 9, 5], 5), ([0, 0, 0], 1), ([4, 4, 7, 8, 6], 7)]
)
def test_a_sprint_takes_the_median_of_the_last_three_and_twice_that_is_enough(done: list[int], in_range: int) -> None:
    assert TeamSettings().items_in_range(done) == in_range
    assert TeamSettings().enough_ready(done) == 2 * in_range


def test_what_a_team_has_set_goes_before_what_was_done() -> None:
    settings = TeamSettings(in_range=3, enough=4)
    assert (settings.items_in_range([9, 9, 9]), settings.enough_ready([9, 9, 9])) == (3, 4)
    assert TeamSettings(in_range=3).enough_ready([9, 9, 9]) == 6


def test_every_deck_has_a_card_for_who_cannot_say_and_for_a_break() -> None:
    assert TeamSettings().cards == (*FIBONACCI, UNSURE, BREAK)
    assert TeamSettings(deck=("1", "2")).cards == ("1", "2", UNSURE, BREAK)
