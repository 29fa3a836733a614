"""A second ceremony that is typed, with one option of its own: `/refine start "Checkout" box 10 for 1h`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.core.ids import WorkspaceId
from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.meetings.naming import Naming
from bot.meetings.rules.refusals import WishWithoutValue
from bot.meetings.rules.values import Settings, Wishes
from bot.meetings.views import starting, typed
from bot.meetings.views.explain import explain
from bot.meetings.views.options import StartOptions, of_length
from bot.meetings.views.typed import HourOver, Start, UnknownWish
from bot.schedule.drafts import Draft
from bot.schedule.grammar.errors import NotALength
from bot.schedule.recurrence import Recurrence
from bot.slack.requests import Form
from bot.words.words import words_for
from tests.fakes.payloads import render_message, render_modal
from tests.features.lean_coffee.scene import ANA, TEN, minutes

CALL = "https://meet.example/abc"
ENGLISH = words_for("en-GB", "Europe/Madrid")
WORKSPACE = WorkspaceId("T1")


@dataclass(frozen=True)
class OfAnItem(Wishes):
    box: timedelta | None = None


@dataclass(frozen=True)
class Session(Settings):
    box: timedelta = timedelta(minutes=15)


NAMING = Naming(
    name="refinement",
    title="Refinement",
    command="/refine",
    emblem="🧩",
    called=lambda words: words.say("Refinement"),
    one=lambda words: words.say("a refinement"),
)
SESSIONS = StartOptions(
    NAMING,
    OfAnItem(),
    lambda wishes: Session(wishes.length or minutes(60), wishes.box or minutes(15)),
    (of_length("box", lambda words: words.say("Time for an item"), minutes(15), "box 10"),),
    '"Checkout" box 10 for 1h',
)
ALONE = StartOptions(NAMING, Wishes(), lambda wishes: Settings(wishes.length or minutes(45)))
"""A ceremony of which one chooses the length, and nothing else."""


def start(text: str) -> Start[OfAnItem]:
    return typed.read_start(SESSIONS, typed.parted(SESSIONS, text))


def form_of(**fields: str) -> Form:
    return Form(workspace=WORKSPACE, person=ANA, key="k", callback="refinement:start_form", private="d", view="V", fields=fields)


def test_its_start_is_read_by_its_own_table() -> None:
    read = start(f'"Checkout" box 10 for 1h {CALL}')
    assert read == Start(OfAnItem(minutes(60), minutes(10)), "Checkout", CALL)
    assert read.is_clear
    assert SESSIONS.settle(read.wishes) == Session(minutes(60), minutes(10))


def test_what_is_no_option_of_it_is_a_word_of_a_name() -> None:
    read = start("Checkout dots 3")
    assert (read.title, read.is_clear) == ("Checkout dots 3", False)
    alone = typed.read_start(ALONE, typed.parted(ALONE, "Box 5 for 30m"))
    assert (alone.title, alone.wishes) == ("Box 5", Wishes(minutes(30)))


@pytest.mark.parametrize(("text", "refusal"), [("“G” box", WishWithoutValue), ("“G” box five", NotASpan)])
def test_an_option_without_what_it_takes_is_refused(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        start(text)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (WishWithoutValue("box"), "`box` needs a value, as in `box 10`."),
        (WishWithoutValue("for"), "`for` needs a value, as in `for 45m`."),
        (
            UnknownWish("bxo", "box"),
            'I do not understand “bxo” here. Did you mean `box`? For example: `/refine start "Checkout" box 10 for 1h`.',
        ),
        (
            HourOver(datetime(2026, 12, 1, 9), typed.tomorrows("/refine", "at 9")),
            "09:00 of today is over. For tomorrow type `/refine plan tomorrow at 9`.",
        ),
    ],
)
def test_a_refusal_is_told_with_its_command_and_its_options(refusal: Refusal, said: str) -> None:
    assert explain(NAMING, {}, refusal, ENGLISH, SESSIONS) == said


def test_its_preview_and_its_form_have_its_ids_its_lengths_and_its_fields() -> None:
    read = start('"Checkout" bxo 10')
    draft = Draft(Recurrence("", datetime(2026, 12, 1, 10), "UTC"), read.title, CALL, starting.extras_of(SESSIONS, read, "C1"))
    shown = str(render_message(starting.preview(SESSIONS, ENGLISH, "d", draft, Session(minutes(60)), TEN)))
    assert f"It lasts *{ENGLISH.minutes(minutes(60))}* (until" in shown
    assert "Did you mean `box`, as in `box 10`?" in shown
    assert all(f"refinement:{verb}" in shown for verb in ("start_now", "edit_start", "drop_start"))
    form = render_modal(starting.form(SESSIONS, ENGLISH, draft, "d"))
    assert (form["callback_id"], form["title"]["text"]) == ("refinement:start_form", "Start a refinement")
    assert [block.get("block_id") for block in form["blocks"][1:]] == ["meeting", "length", "box", "link"]


def test_its_form_is_read_and_all_that_is_wrong_in_it_is_told_at_once() -> None:
    read, wrong = starting.read_form(SESSIONS, form_of(meeting="Checkout", box="10", link=CALL))
    assert (read, wrong) == (Start(OfAnItem(box=minutes(10)), "Checkout", CALL), {})
    _, wrong = starting.read_form(SESSIONS, form_of(box="soon", length="long", link="nowhere"))
    assert wrong.keys() == {"meeting", "box", "length", "link"}
    assert isinstance(wrong["box"], NotALength)


def test_its_wishes_survive_being_kept_as_text() -> None:
    asked = OfAnItem(minutes(60), timedelta(seconds=90))
    assert SESSIONS.written(asked) == {"for": "60m", "box": "90s", "announce": "day"}
    assert SESSIONS.read_written(SESSIONS.written(asked)) == asked
