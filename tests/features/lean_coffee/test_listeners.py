"""Nothing that can be pressed, sent or typed goes untried."""

import re
from pathlib import Path

import pytest

from bot.features.lean_coffee import FEATURE, listeners
from bot.features.lean_coffee.actions.course import CEREMONY
from bot.features.lean_coffee.actions.recurring import RECURRING
from bot.features.lean_coffee.listeners import windows
from bot.features.lean_coffee.listeners.board import BUTTONS
from bot.features.lean_coffee.listeners.meetings import TYPED
from bot.features.lean_coffee.views import ids
from bot.meetings.listeners import board, typed_starts
from bot.series import listeners as series
from bot.series.listeners import handing_over

HERE = Path(__file__).parent
TESTS = HERE.parents[1]
OF_SERIES = [TESTS / "series" / f"test_{name}.py" for name in ("moving", "changing", "turns")]
OF_OPTIONS = [HERE / f"test_{name}.py" for name in ("pitch", "run_off", "takeaways_asked")]
ELSEWHERE = [HERE.parent / "test_lists.py", *OF_OPTIONS, *OF_SERIES, *TESTS.glob("meetings/test_listeners_*.py")]
TRIED = "\n".join(path.read_text(encoding="utf-8") for path in [*HERE.glob("test_listeners_*.py"), *ELSEWHERE])
UNDER_ANOTHER_NAME = {
    "pause": "a_box_is_steered",
    "next": "a_box_is_steered",
    "more": "from_the_menu",
    "thumb_more": "a_thumb_is_kept",
    "thumb_neutral": "a_thumb_is_kept",
    "thumb_next": "a_thumb_is_kept",
    "start": "start_button",
    "topic_more": "withdraw",
    "home_my_topics": "and_the_home_open",
    "topic": "topic_form",
    "edit_topic": "edit",
    "in_thread": "thread",
    "plan": "series_form",
    "series_before": "many_plans_is_reached",
    "series_after": "many_plans_is_reached",
    "series_edit": "edit__",
    "series_date": "takes_one_date_elsewhere",
    "series_back": "taken_back_from_the_form",
    "series_until": "until_a_day",
    "plan_monthly": "try_short_and_plan_monthly",
    "not_me": "not_me_this_time",
    "mine_before": "many_topics_of_ones_own",
    "mine_after": "many_topics_of_ones_own",
    "next_pitch": "pitches_by_the_board",
    "skip_pitches": "skipping_the_pitches",
    "takeaway_of_last": "the_question_opens_the_form",
    "keep_action": "asked_once_whether_it_is_needed",
    "drop_action": "asked_once_whether_it_is_needed",
    "export_before": "copied_page_by_page",
    "export_after": "copied_page_by_page",
}
"""Ids whose tests are not named after them."""
HANDED_OVER = {*handing_over.clicks(RECURRING), *handing_over.forms(RECURRING)}
"""Tried in tests/series/test_handing_over.py and tests/house/test_left_hosts.py, with those of the other ceremony."""


@pytest.mark.parametrize("table", ["clicks", "forms", "shortcuts", "commands"])
def test_each_id_has_a_test_that_tries_it(table: str) -> None:
    untried = [name for name in getattr(FEATURE, table) if name not in HANDED_OVER and not _tried(name)]
    assert untried == []


def test_each_id_that_views_draw_is_listened_to() -> None:
    named = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
    heard = {*listeners.CLICKS, *listeners.FORMS, *listeners.SHORTCUTS}
    assert named - heard == set()
    of_any = {*board.clicks(CEREMONY, {}, buttons=BUTTONS), *board.forms(CEREMONY)}
    of_a_start = {*typed_starts.clicks(TYPED), *typed_starts.forms(TYPED)}
    of_windows = {*windows.CLICKS, *windows.FORMS}
    assert heard - named == {*series.clicks(RECURRING), *series.forms(RECURRING)} | of_windows | ((of_any | of_a_start) - named)


def _tried(name: str) -> bool:
    short = name.removeprefix("lean_coffee:").strip("/").replace(":", "_")
    sought = UNDER_ANOTHER_NAME.get(short, short)
    return re.search(rf"def test_\w*{sought}\w*\(", TRIED) is not None
