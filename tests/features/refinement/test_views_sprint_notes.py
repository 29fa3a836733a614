"""What refinement knows of a Sprint, on the cards of its events."""

import pytest

from bot.features.refinement.views.sprint_notes import on_planning
from bot.words.words import words_for

ENGLISH = words_for("en-GB", "UTC")


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ([], "*Ready*  nothing yet: `/refine queue` shows what is to be refined"),
        ([""], "*Ready*  1 item, no size"),
        (["", ""], "*Ready*  2 items, no sizes"),
        (["5"], "*Ready*  1 item: 5"),
        (["5", "", "3"], "*Ready*  3 items: 5, no size, 3"),
    ],
)
def test_what_is_ready_says_its_sizes_in_words(sizes: list[str], said: str) -> None:
    assert on_planning(ENGLISH, "", len(sizes), sizes, ()) == [said]
