"""What is typed of Sprints, who says what they are for, and what became of that."""

from datetime import date

import pytest

from bot.core.ids import ChannelId, PersonId
from bot.core.refusal import Refusal
from bot.features.sprint.rules import sprints
from bot.features.sprint.rules.typed import NotSprints, Said, read_sprints
from bot.features.sprint.rules.wishes import read_length, written_length
from bot.features.sprint.views import typed as words_typed
from bot.schedule.recurrence import UnknownZone
from bot.teams.sprint_events import GoalOutcome, SprintGoal
from bot.teams.sprints import LengthOutOfBounds, SprintLength, Unit
from bot.teams.team import Team
from bot.teams.typed_days import DaysAreTwo

TODAY, FIRST = date(2026, 11, 28), date(2026, 12, 1)
TWO, MONTH = SprintLength(2), SprintLength(unit=Unit.MONTH)
ANA, BEN, CHLOE = PersonId("U0ANA"), PersonId("U0BEN"), PersonId("U0CHLOE")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 weeks from 1 december", Said(TWO, FIRST)),
        ("from 1 december, two weeks", Said(TWO, FIRST)),
        ("starting dec 1 every 2 weeks", Said(TWO, FIRST)),
        ("2-week sprints from tuesday", Said(TWO, FIRST)),
        ("biweekly from 1 december", Said(TWO, FIRST)),
        ("bi-weekly sprints beginning on 1 december", Said(TWO, FIRST)),
        ("every other week from 1 december", Said(TWO, FIRST)),
        ("fortnightly from 1 december Europe/Madrid", Said(TWO, FIRST, None, "Europe/Madrid")),
        ("a fortnight from 1 december", Said(TWO, FIRST)),
        ("14 days from 1 december", Said(TWO, FIRST)),
        ("weekly from 1 december", Said(SprintLength(1), FIRST)),
        ("every week from next week", Said(SprintLength(1), date(2026, 11, 30))),
        ("3w since 1 december", Said(SprintLength(3), FIRST)),
        ("3w since", Said(SprintLength(3))),
        ("monthly from 31 january", Said(MONTH, date(2027, 1, 31))),
        ("one month from 31 january 2027 sprint 7", Said(MONTH, date(2027, 1, 31), 7)),
        ("sprint 12 from 1 december 2 weeks", Said(TWO, FIRST, 12)),
        ("2 weeks from 1 december #12", Said(TWO, FIRST, 12)),
        ("3 weeks", Said(SprintLength(3))),
        ("from 1 december", Said(None, FIRST)),
        ("", Said()),
        ("from", Said()),
    ],
)
def test_sprints_are_typed_in_any_order(text: str, said: Said) -> None:
    assert read_sprints(text, TODAY) == said


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("5 weeks from 1 december", LengthOutOfBounds),
        ("10 days from 1 december", LengthOutOfBounds),
        ("2 months from 1 december", LengthOutOfBounds),
        ("0 weeks", LengthOutOfBounds),
        ("2 weeks from whenever", NotSprints),
        ("2 weeks from 1-3 december", NotSprints),
        ("gaol save a card", NotSprints),
        ("2 weeks from 1/2", DaysAreTwo),
        ("2 weeks from 1 december Europe/Madird", UnknownZone),
    ],
)
def test_what_is_typed_of_sprints_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_sprints(text, TODAY)


def test_lengths_are_read_as_they_are_written() -> None:
    lengths = [*map(SprintLength, (1, 2, 3, 4)), MONTH]
    assert [read_length(written_length(each)) for each in lengths] == lengths
    assert read_length("fortnight") == TWO


def test_developers_the_scrum_master_and_the_product_owner_say_what_a_sprint_is_for() -> None:
    team = Team(ChannelId("C0GUILD"), product_owner=ANA, scrum_master=BEN)
    for person in (ANA, BEN, CHLOE):
        sprints.of_the_team(team, person, is_admin=False, is_guest=False)
    sprints.of_the_team(team, CHLOE, is_admin=True, is_guest=True)
    named = Team(ChannelId("C0GUILD"), product_owner=ANA, developers=frozenset({BEN}))
    for refused, guest in ((team, True), (named, False)):
        with pytest.raises(sprints.NotOfTheTeam):
            sprints.of_the_team(refused, CHLOE, is_admin=False, is_guest=guest)
    assert sprints.goal_text(" Save\na card ") == "Save a card"
    with pytest.raises(sprints.GoalMissing):
        sprints.goal_text(" ")
    with pytest.raises(sprints.GoalTooLong):
        sprints.goal_text("x" * 501)


def test_what_became_of_a_goal_is_said_once() -> None:
    goal = SprintGoal(12, "Save a card", ANA)
    assert sprints.told(goal, GoalOutcome.MET) is GoalOutcome.MET
    with pytest.raises(sprints.NothingOfGoal):
        sprints.told(None, GoalOutcome.MET)
    with pytest.raises(sprints.OutcomeTold):
        sprints.told(SprintGoal(12, "Save a card", ANA, GoalOutcome.MET), GoalOutcome.PARTLY)


def test_numbers_and_first_days_have_bounds() -> None:
    assert (sprints.read_number(" 12 "), sprints.read_number(""), sprints.read_number("9999")) == (12, 1, 9_999)
    for text in ("0", "-1", "twelve", "12345", "１２"):
        with pytest.raises(sprints.NotASprintNumber):
            sprints.read_number(text)
    assert sprints.near(date(2027, 11, 29), TODAY) == date(2027, 11, 29)
    for far in (date(2027, 11, 30), date(2025, 11, 26)):
        with pytest.raises(sprints.FirstDayTooFar):
            sprints.near(far, TODAY)


def test_other_words_lead_to_the_commands() -> None:
    assert [words_typed.meant_by(word, alone=True) for word in ("event", "status", "goals", "usage")] == [
        "events",
        "",
        "goal",
        "help",
    ]
    assert words_typed.meant_by("gaol", alone=False) == "goal"
    assert words_typed.meant_by("status", alone=False) is None
    assert words_typed.meant_by("xyzzy", alone=True) is None
