"""What people read of action items: whatever was written, and whatever became of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.action_items.rules import refusals
from bot.action_items.rules.acts import LONGEST_TEXT
from bot.action_items.rules.values import About, ActionItem, State, Turn
from bot.action_items.views import forms, items, listing, notices
from bot.action_items.views.explain import explain
from bot.action_items.views.items import Shown
from bot.action_items.views.listing import Listed
from bot.core.refusal import Refusal
from bot.slack.surfaces import Message
from bot.words.words import words_for
from tests.action_items.scene import DUE, GUILD, TUESDAY, december, item
from tests.fakes.payloads import render, render_modal
from tests.features.desk import ANA, BEN, CHLOE, EXTREMES, text_of

WORDS = words_for("en-GB", "Europe/London").at(TUESDAY)
HANDED = (Turn(BEN, TUESDAY, ANA), Turn(ANA, december(2), BEN))


def shown(found: ActionItem, *turns: Turn, at: int = 1, name: str = "Ana") -> Shown:
    told = turns or (Turn(found.owner, TUESDAY, ANA),)
    return Shown(found, told, {ANA: name, BEN: "Ben", CHLOE: "Chloé"}, (), december(at))


def every_message(found: ActionItem, name: str) -> Iterator[Message]:
    for state in State:
        for turns in (HANDED[:1], HANDED):
            told = shown(replace(found, state=state, turn=len(turns) - 1, ended=TUESDAY), *turns, name=name)
            for turn in range(len(turns)):
                yield items.owners_message(WORDS, told, turn)
                yield from (notices.returned(WORDS, told, turn, has_left=left) for left in (False, True))
            yield notices.news(WORDS, told)
            for channel in (GUILD, None):
                yield listing.listed(WORDS, Listed([told.item] * 3, told.names, ANA, channel))
            reminder = items.reminder(WORDS, told, DUE)
            yield from [reminder] if reminder else []


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_slack_takes_every_message_and_form_whatever_people_have_written(text: str) -> None:
    found = item(text=(text or "?")[:LONGEST_TEXT], about=About("x", text, text))
    for message in every_message(found, text):
        drawn = text_of(render(message))
        assert "<!channel>" not in drawn
        assert "<@U0ANA>" not in drawn
    for form in (
        forms.hand_on_form(WORDS, found),
        forms.due_form(WORDS, found),
        forms.snooze_form(WORDS, found, DUE),
        listing.list_form(WORDS, Listed([found] * 40, {BEN: text}, BEN, GUILD)),
    ):
        render_modal(form)


def test_who_gets_it_back_is_asked_by_who_gave_it_and_may_drop_it() -> None:
    told = items.owners_message(WORDS, shown(item(owner=ANA, turn=1), *HANDED), 1)
    assert told.text == "Ben asks you: Write the quarantine rule, by Tue 8 Dec"
    assert "Drop it" in str(render(told))
    assert "Noted by you. Handed on by Ben." in str(render(told))


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (About("x", "Flaky tests", "Guild"), "From “Flaky tests”, Guild, Tue 1 Dec."),
        (About("x", "Flaky tests"), "From “Flaky tests”, Tue 1 Dec."),
        (About("x", "", "Guild"), "From “Guild”, Tue 1 Dec."),
        (About(), "Noted on Tue 1 Dec."),
    ],
)
def test_it_says_what_it_came_from(about: About, told: str) -> None:
    assert items.origin(WORDS, shown(item(about=about))) == f"{told} Noted by Ana."


def test_a_date_of_another_year_names_it() -> None:
    assert items.promise(WORDS, item(due=date(2027, 1, 5))) == "*Write the quarantine rule*, by *Tue 5 Jan 2027*"


def test_a_reminder_is_gone_once_its_owner_has_no_more_to_do_with_it() -> None:
    gone = [item(state=State.DECLINED), item(state=State.DROPPED, ended=TUESDAY), item(due=None)]
    assert [items.reminder(WORDS, shown(one), DUE) for one in gone] == [None] * 3


def test_what_is_overdue_offers_who_noted_it_what_can_be_done() -> None:
    late = WORDS.at(december(10))
    assert "Change the date" in str(render(notices.news(late, shown(item()))))
    assert "Change the date" not in str(render(notices.news(late, shown(item(state=State.DONE, ended=TUESDAY)))))
    assert "You dropped it" in notices.news(late, shown(item(state=State.DROPPED, ended=TUESDAY))).text
    assert "Nobody has it now." in notices.news(late, shown(item(state=State.DECLINED))).text


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (refusals.NotYours(BEN, ANA), "Only <@U0BEN>, whose it is, and <@U0ANA>, who noted it, can change it."),
        (refusals.NotYours(None, ANA), "Only <@U0ANA>, who noted it, can change it. You can take it: `/refine actions`."),
        (refusals.NotTheOwner(BEN), "<@U0BEN> has it now, and says yes or no to it."),
        (refusals.NotTheNoter(ANA), "Only <@U0ANA>, who noted it, can drop it. If it is yours, “Not mine” gives it back."),
        (
            refusals.Returned(ANA),
            "You have said no to it, and <@U0ANA> has been told. You can take it all the same: `/refine actions`.",
        ),
        (refusals.HasOwner(BEN), "<@U0BEN> has it by now."),
        (refusals.AlreadyAccepted(), "You have accepted it already."),
        (refusals.Over(State.DONE), "It is done already, so nothing was changed."),
        (refusals.Over(State.DROPPED), "It was dropped, so nothing was changed. Note it again if it is to be done after all."),
        (refusals.NotDone(), "It is not done, so there is nothing to take back."),
        (
            refusals.DoneForGood(TUESDAY - timedelta(days=2)),
            "It was done on Sun 29 Nov, more than a day ago. Note it again if it is to be done once more.",
        ),
        (refusals.TextMissing(), "Say in a few words what is to be done."),
        (refusals.TextTooLong(400), "What is to be done has 400 characters; at most 300 fit."),
        (refusals.DueOver(date(2026, 11, 1)), "1 November 2026 is over. Choose today or a later day."),
        (Refusal(), None),
    ],
)
def test_a_refusal_says_what_happened_and_the_way_out(refusal: Refusal, told: str | None) -> None:
    assert explain(refusal, WORDS) == told
