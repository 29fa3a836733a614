"""A whole meeting that invented people play: by the rules, marked, without anything to press, and leaving nothing."""

from datetime import timedelta

from bot.features.lean_coffee.rules.play import LASTS, Lines, moments, next_moment, played
from bot.features.lean_coffee.rules.stages import Stage
from bot.features.lean_coffee.views.play import play
from bot.words.words import words_for
from tests.features.lean_coffee.drawing import buttons, hold_message, told
from tests.features.lean_coffee.scene import TEN

LINES = Lines("Guild", (("Flaky tests", "again"), ("Reviews", "slow"), ("Wednesday", "")), ("quarantine", "one reviewer"))
ENGLISH = words_for("en", "Europe/Madrid").to_all()


def test_it_goes_through_every_stage_within_ninety_seconds_and_shows_thumbs_within_one() -> None:
    stages = [played(LINES, TEN, TEN + after).stage for after in moments()]
    assert list(dict.fromkeys(stages)) == [
        Stage.GATHERING,
        Stage.VOTING,
        Stage.DISCUSSING,
        Stage.THUMBS,
        Stage.LAST_CALL,
        Stage.CLOSED,
    ]
    assert moments()[stages.index(Stage.THUMBS)] < timedelta(seconds=60)
    assert moments()[-1] <= LASTS
    assert stages[-2:] == [Stage.LAST_CALL, Stage.CLOSED]


def test_a_topic_gets_more_time_another_none_and_the_one_without_a_dot_waits() -> None:
    end = played(LINES, TEN, TEN + LASTS)
    first, second, third = end.topics
    assert [(topic.dots, len(topic.boxes), len(topic.tallies)) for topic in end.topics] == [(6, 2, 2), (3, 1, 1), (0, 0, 0)]
    assert [one.topic for one in end.takeaways] == [first.id, second.id]
    assert third.anonymous
    assert len(end.came) == 3


def test_what_it_shows_next_is_known_at_any_moment_until_it_is_over() -> None:
    at, seen = TEN, [timedelta()]
    while (following := next_moment(TEN, at)) is not None:
        at = following
        seen.append(at - TEN)
    assert tuple(seen) == moments()


def test_every_frame_is_marked_has_nothing_to_press_and_fits() -> None:
    for after in moments():
        message = play(ENGLISH, TEN, TEN + after)
        hold_message(message)
        assert buttons(message) == []
        assert "invented" in told(message)
        assert message.text.startswith("A demo: ")
    assert "Buttons here, for everybody: *👍 More*" in told(play(ENGLISH, TEN, TEN + timedelta(seconds=39)))
    over = told(play(ENGLISH, TEN, TEN + LASTS))
    assert "Flaky tests*  ●●●●●● 6" in over
    assert "`/coffee` starts a real one" in over
