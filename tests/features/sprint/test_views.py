"""What the Sprint says: each refusal with its way out, cards that are called off, what an owner hears. Pure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.ids import ChannelId, OccurrenceId, PersonId, SeriesId
from bot.core.refusal import Refusal
from bot.features.sprint.kinds import SERIES
from bot.features.sprint.rules import sprints
from bot.features.sprint.rules.typed import NotSprints
from bot.features.sprint.views import card
from bot.features.sprint.views.explain import explain
from bot.schedule.working_days import NoSuchCountry
from bot.series import rules as series
from bot.series.recurring import Shown
from bot.series.rules import CalledOff, Occurrence, Series
from bot.teams.sprint_events import GoalOutcome, TimeboxOutOfBounds
from bot.teams.sprints import GapBefore, LengthOutOfBounds, SprintBegun
from bot.teams.team import Team
from bot.words.words import words_for

WORDS = words_for("en-GB", "Europe/London")
GUILD, ANA = ChannelId("C0GUILD"), PersonId("U0ANA")
AT = datetime(2026, 12, 14, 14, tzinfo=UTC)
REVIEW = Series(SeriesId("s1"), "sprint", GUILD, ANA, "Sprint Review", zone="Europe/London")


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (sprints.NoSprints(), "`/sprint 2 weeks from 1 december` sets them up"),
        (sprints.NotOfTheTeam(Team(GUILD)), "a Developer of this channel or an admin"),
        (sprints.NotOfTheTeam(Team(GUILD, product_owner=ANA)), "<@U0ANA>, a Developer of this channel or an admin can write it"),
        (sprints.NothingOfGoal(), "no Sprint Goal"),
        (sprints.OutcomeTold(GoalOutcome.NOT_MET), "Sprint Goal not met"),
        (sprints.NotATimebox("ages"), "ages is no length of time. Try 2h"),
        (sprints.FirstDayMissing(), "Choose the first day"),
        (sprints.FirstDayTooFar(date(2029, 1, 1)), "1 January 2029 is more than a year away"),
        (sprints.NotASprintNumber("x"), "x is no number of a Sprint"),
        (NotSprints("<!here>"), "I cannot read “&lt;!here&gt;”"),
        (TimeboxOutOfBounds(timedelta(hours=9), timedelta(hours=8)), "At least 1 minute, and at most 8 h"),
        (LengthOutOfBounds(5), "1 to 4 weeks, or one month"),
        (SprintBegun(3), "Sprint 3 has begun"),
        (GapBefore(3, date(2026, 12, 1)), "Sprint 2 begins 1 December 2026: choose a first day after it"),
        (series.NotOwner("sprint", ANA), "Only <@U0ANA>"),
        (series.NotHeld("sprint", CalledOff.SKIPPED), "does not take place"),
        (series.NotSkipped("sprint"), "not skipped"),
        (series.Begun("sprint"), "has begun"),
        (series.NothingComing("sprint"), "no coming date"),
        (series.NextIsAnother("sprint"), "over, or skipped already"),
        (series.SeriesEnded("sprint", REVIEW), "not announced any more"),
    ],
)
def test_each_refusal_says_what_happened_and_what_to_do(refusal: Refusal, said: str) -> None:
    assert said in (explain(refusal, WORDS) or "")


def test_refusals_of_others_are_left_to_them() -> None:
    assert explain(series.SeriesEnded("refinement", REVIEW), WORDS) is None
    assert explain(NoSuchCountry("XX"), WORDS) is None


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (CalledOff.SKIPPED, "skipped this time"),
        (CalledOff.PAUSED, "paused"),
        (CalledOff.ENDED, "not announced here any more"),
        (CalledOff.CALENDAR, "moved to another day: the Sprint's dates have changed."),
    ],
)
def test_what_is_called_off_says_so_on_its_card_and_in_its_line(why: CalledOff, said: str) -> None:
    shown = Shown(REVIEW, Occurrence(OccurrenceId("o1"), REVIEW.id, AT.replace(tzinfo=None), AT, called_off=why), {}, AT)
    for drawn in (card.card(WORDS, shown), card.line(WORDS, shown)):
        assert f"Sprint Review, Mon 14 Dec 14:00: {said}" in drawn.text


def test_an_owner_hears_what_was_not_announced_and_what_an_alarm_brings() -> None:
    told = card.missed(WORDS, REVIEW, AT, AT + timedelta(days=14))
    assert told == (
        "I could not announce Sprint Review in <#C0GUILD> in time: it was due Mon 14 Dec 14:00. The next one is Mon 28 Dec 14:00."
    )
    assert card.zone_gone(WORDS, REVIEW)[0] == "Sprint Review in <#C0GUILD>"
    assert card.comes(WORDS, REVIEW.title, SERIES.announce) == "Sprint Review: card is posted"
    assert card.comes(WORDS, REVIEW.title, SERIES.hour) == "Sprint Review: begins"
