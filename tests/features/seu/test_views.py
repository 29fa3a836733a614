"""What people read of their ledger: the words of the specification, and payloads that Slack takes whatever is in them."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.ids import PersonId
from bot.core.refusal import Refusal
from bot.features.seu.programmes.reading import load
from bot.features.seu.rules.at_body import Job
from bot.features.seu.rules.body_refusals import LoggedInFuture, LoggedTooEarly, NoSuchBody, NoSuchCategory, NothingThere
from bot.features.seu.rules.disputes import RosterRequest
from bot.features.seu.rules.held import Claim, Renewal, RenewalKind
from bot.features.seu.rules.refusals import (
    AlreadyAsked,
    AlreadyReversed,
    AlreadyTakenBack,
    BadMinutes,
    CourseRenewsNothing,
    LongerThanSession,
    NothingChanged,
    NothingToRenew,
    NotYourEntry,
    ReasonMissing,
    ReasonTooLong,
    RenewedSince,
    YouAreHost,
)
from bot.features.seu.rules.renewal_refusals import (
    CourseToCome,
    NoNewDate,
    NotLater,
    NotRenewable,
    PlanChanged,
    RenewedAlready,
    UnlikelyExpiry,
)
from bot.features.seu.rules.renewing import planned
from bot.features.seu.rules.values import Entry, Keeping, Kind, Session, Source, Worth
from bot.features.seu.views import at_body as at_body_views
from bot.features.seu.views import claim_links
from bot.features.seu.views import disputes as disputes_views
from bot.features.seu.views import forms as forms_views
from bot.features.seu.views import ledger as ledger_views
from bot.features.seu.views import messages as messages_views
from bot.features.seu.views import preparation as preparing
from bot.features.seu.views import renewing as renewing_views
from bot.features.seu.views.at_body import Alone, Waiting, Walk
from bot.features.seu.views.commands import help_by_example
from bot.features.seu.views.disputes import Disputed
from bot.features.seu.views.explain import explain
from bot.features.seu.views.pieces import Line
from bot.features.seu.views.renewal_forms import Shown, Used, confirm_form, course_form
from bot.features.seu.views.renewing import ToRenew
from bot.features.seu.views.typed_values import ToType
from bot.slack.blocks import section
from bot.slack.surfaces import Home, Modal
from bot.words.words import Words, words_for
from tests.fakes.payloads import render, render_home, render_modal
from tests.features.desk import ANA, BEN, EXTREMES, elements_of, text_of
from tests.features.lean_coffee.drawing import drawn
from tests.features.lean_coffee.scene import talking
from tests.features.seu.learning import held, line, progress, record
from tests.features.seu.scene import HOUR, SESSION, SIX, entry

WORDS = words_for("en-GB", "Europe/London")
SA, PMI = (load().by_key[key] for key in ("scrum_alliance", "pmi"))
LINE = Line(SESSION, Worth(43, 0, 43), None, ((SIX, SIX + timedelta(minutes=43)),))


def kept_line(minutes: int = 43) -> Line:
    return replace(LINE, entry=entry(minutes=minutes))


def test_screen_6_the_first_confirmation_asks_once() -> None:
    payload = render(messages_views.ask(WORDS, BEN, [LINE], Keeping.UNDECIDED, 0))
    assert payload["blocks"][0]["text"]["text"] == (
        "*You were there for 43 minutes* of “Platform guild”, Lean Coffee, 1 December 2026.\n"
        "That is *0 h 43 min* to log for a Scrum Alliance renewal. Should I keep learning minutes for you?"
    )
    assert [(one["text"]["text"], one["action_id"], one.get("style")) for one in elements_of(payload)] == [
        ("Keep them", "seu:keep", "primary"),
        ("No thanks", "seu:decline", None),
        ("Not right?", "seu:roster_wish", None),
    ]
    small = "\n".join(one["text"] for one in payload["blocks"][-1]["elements"])
    assert small == "Present 18:00 to 18:43 (exact minutes).\nPrivate to you. Not issued by Scrum Alliance."


def test_screen_6b_a_later_confirmation_shows_what_was_kept_and_the_total() -> None:
    payload = render(messages_views.kept(WORDS, [kept_line()], 493))
    assert payload["blocks"][0]["text"]["text"] == (
        "*0 h 43 min* kept: “Platform guild”, Lean Coffee, 1 December 2026.\nTo log so far: *8 h 13 min*."
    )
    buttons = [(one["text"]["text"], one["action_id"], one["value"]) for one in elements_of(payload)]
    assert buttons == [
        ("How to log it", "seu:how_to_log", "e1"),
        ("Not right?", "seu:correct", "e1"),
        ("My SEUs", "seu:open", "e1"),
    ]


def test_a_notification_has_no_marks() -> None:
    for message in (messages_views.ask(WORDS, BEN, [LINE], Keeping.UNDECIDED, 0), messages_views.kept(WORDS, [kept_line()], 43)):
        assert "*" not in message.text


def test_one_minute_is_one_minute() -> None:
    one = replace(LINE, worth=Worth(1, 0, 1))
    assert "You were there for 1 minute of" in text_of(render(messages_views.ask(WORDS, BEN, [one], Keeping.UNDECIDED, 0)))


def test_nobody_is_told_that_scrum_alliance_has_given_anything() -> None:
    for text in everything_said(SESSION, "Ana", "a reason"):
        assert not re.search(r"\bearned\b", text)


def test_the_help_says_who_else_could_read_the_ledger() -> None:
    assert "Whoever runs this bot's database could read it." in text_of(render(help_by_example(WORDS)))


def test_a_host_reads_in_a_request_what_the_menu_says() -> None:
    menu = elements_of(render(drawn(talking("A").to_the_end())))[-1]["options"][0]["text"]["text"]
    request = RosterRequest("s1", BEN, 50, "I came at ten past", SIX)
    asked = text_of(render(disputes_views.roster_request(WORDS, Disputed(SESSION, request, "Ben", 43))))
    assert f"choose “{menu}”" in asked


@pytest.mark.parametrize("keeping", list(Keeping))
def test_the_switch_says_what_it_does(keeping: Keeping) -> None:
    shown = elements_of(render(ledger_views.ledger(WORDS, keeping, 0, [])))
    wanted = {
        Keeping.YES: ["Log something", "Take it along", "Bring it along", "Stop keeping them"],
        Keeping.NO: ["Log something", "Keep them from now on"],
        Keeping.UNDECIDED: ["Log something", "Keep them from now on"],
    }
    assert [one["text"]["text"] for one in shown] == wanted[keeping]


def test_the_home_shows_the_total_to_who_has_one() -> None:
    assert [row.text for row in ledger_views.rows(WORDS, Keeping.YES, 493, SIX)] == [
        "*My SEUs*\n8 h 13 min to log so far\nPrivate to you. Not issued by Scrum Alliance."
    ]
    assert ledger_views.rows(WORDS, Keeping.NO, 0, SIX) == []


@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_slack_takes_every_message_and_form_whatever_people_have_written(text: str) -> None:
    session = replace(SESSION, title=text, ceremony="Lean Coffee")
    for said in everything_said(session, text, text):
        assert "\x00" not in said
        assert "\u202e" not in said
        assert "<!channel>" not in said
        assert "<@U0ANA>" not in said
        assert "<https://evil" not in said


def host_views(words: Words, session: Session, written: Entry, text: str) -> list[Modal]:
    """Draw the forms of who hosts a session."""
    linked = replace(session, claim_link="https://www.scrumalliance.org/claim/" + "a" * 450)
    return [
        preparing.form(words, session),
        preparing.form(words, session, minutes=90, what=text[:200], day=session.day, like=written),
        preparing.added(words, written, 60),
        claim_links.form(words, session),
        claim_links.form(words, linked),
        claim_links.saved(words, linked),
    ]


def everything_said(session: Session, name: str, reason: str) -> list[str]:
    """Draw all that the ledger says, hold it against Slack's limits, and return the texts that a client reads as marks."""
    words = words_for("en-GB", "Asia/Tokyo")
    written = entry(description=session.title, reason=reason)
    own = replace(written, source=Source.SELF, overlap=5)
    taken_back = [replace(one, kind=Kind.REVERSAL, minutes=-60, reverses="e1") for one in (own, written)]
    line = replace(LINE, session=session)
    lines = [
        line,
        replace(line, entry=written),
        replace(line, entry=own),
        replace(line, declined=True),
        *(replace(line, entry=one) for one in taken_back),
        replace(line, worth=Worth(10, 10, 0)),
        replace(line, worth=Worth(0, 0, 0), present=()),
        replace(line, session=replace(session, minimum=50, rule="full:80")),
    ]
    request = RosterRequest(session.id, BEN, 60, reason, SIX, SIX + HOUR)
    messages = [
        *(messages_views.ask(words, BEN, many, keeping, 60) for keeping in Keeping for many in ([one] for one in lines)),
        messages_views.ask(words, ANA, lines * 10, Keeping.UNDECIDED, 60),
        messages_views.kept(words, lines * 10, 600_000),
        messages_views.correction(words, session, 60, 0, name, reason),
        disputes_views.roster_request(words, Disputed(session, request, name, 43, "lean_coffee:roster")),
        disputes_views.left(words, session, name),
        disputes_views.lapsed(words, session, name),
        *(ledger_views.ledger(words, keeping, 60, many) for keeping in Keeping for many in ([], [written, own, *taken_back])),
        help_by_example(words, reason),
    ]
    forms = [
        *at_body_forms(words, written),
        *renewal_views(words, written),
        *host_views(words, session, written, reason),
        forms_views.correct_form(words, written, session, name),
        forms_views.correct_form(words, written, session, None),
        forms_views.ask_host_form(words, session, 43, name),
        forms_views.asked_form(words, name),
        ledger_views.ledger_form(words, messages[-2]),
    ]
    payloads = [
        *map(render, messages),
        *map(render_modal, forms),
        render_home(Home([section(row.text) for row in ledger_views.rows(words, Keeping.YES, 60, SIX)])),
    ]
    return [text for payload in payloads for text in marked(payload)]


def at_body_forms(words: Words, written: Entry) -> list[Modal]:
    """Return every form about what is logged at a body, of an entry."""
    claim = Claim(written.id, SA.key, logged=SIX.date())
    here = Waiting(SA, 3, 180)
    walk, alone = Walk(1, here, [here]), Alone([here], here)
    told = at_body_views.done(words, SA, Job.LOG, written)
    jobs = [
        ToType(one, job, written, None, written, "https://a.example", written.description) for one in (SA, PMI) for job in Job
    ]
    return [
        *(at_body_views.to_type_form(words, SIX.date(), one, walk, told) for one in jobs),
        at_body_views.to_type_form(words, SIX.date(), ToType(SA, Job.LOG, written, claim), alone),
        at_body_views.nothing_left_form(words, here, [here], told),
        at_body_views.nothing_renewed_form(words),
    ]


def renewal_views(words: Words, written: Entry) -> list[Modal]:
    """Return every form about a renewal that uses up an entry."""
    day = SIX.date()
    coach = replace(held("Coach", entered="2027-01-01", programme="generic"), name=written.description or "Coach")
    last = Renewal("r1", "cspo", RenewalKind.COURSE, day, day, day, "1")
    of = [record([line(34, "2026-01-01")], [held("csm"), held("cspo")]), record([line(2)], [coach])]
    both = [
        ToRenew(progress(SA, of[0]), last, 60, 30),
        ToRenew(progress(load().by_key["generic"], of[1]), replace(last, kind=RenewalKind.UNITS)),
    ]
    found = [*both, replace(both[1], last=None)]
    plans = [planned(one.progress, (), None, day) for one in found] + [planned(found[0].progress, (), day, day)]
    used = [Used(written, 30, logged=False), Used(written, written.minutes, logged=True)]
    return [
        *(renewing_views.checklist(words, one, found, day, "told") for one in found),
        *(renewing_views.renewed(words, one) for one in both),
        renewing_views.nothing_to_renew(words),
        course_form(words, found[0], day),
        *(
            confirm_form(words, one, Shown(plan, used, 7, 3, kept, None, "f"), changed=True)
            for one, plan in zip([*found, found[0]], plans, strict=True)
            for kept in (0, 60)
        ),
    ]


def marked(payload: object) -> list[str]:
    """Return the texts of a payload in which `<…>` means something."""
    if isinstance(payload, dict):
        is_marked = payload.get("type") == "mrkdwn" or payload.get("type") is None
        own = [payload["text"]] if is_marked and isinstance(payload.get("text"), str) else []
        return [*own, *(text for value in payload.values() for text in marked(value))]
    return [text for value in payload for text in marked(value)] if isinstance(payload, list) else []


@pytest.mark.parametrize(
    "refusal",
    [
        AlreadyReversed(),
        NotYourEntry(),
        BadMinutes("hours"),
        BadMinutes("minutes"),
        LongerThanSession(45),
        NothingChanged(),
        NothingThere(),
        LoggedInFuture(),
        LoggedTooEarly(SIX.date()),
        NoSuchCategory(),
        NoSuchBody("pmi", ()),
        NoSuchBody("pmi", ("Scrum Alliance",)),
        NotRenewable("", ()),
        NotRenewable("PMP", ("CSPO",)),
        RenewedAlready(SIX.date()),
        CourseToCome(),
        NoNewDate(),
        NotLater(SIX.date()),
        UnlikelyExpiry(),
        PlanChanged(),
        NothingToRenew(),
        CourseRenewsNothing(),
        AlreadyTakenBack(),
        RenewedSince(),
        ReasonMissing(),
        ReasonTooLong(301),
        AlreadyAsked(PersonId("U0ANA")),
        YouAreHost(),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_each_refusal_says_in_a_sentence_what_to_do(refusal: Refusal) -> None:
    said = explain(refusal, WORDS)
    assert said is not None
    assert said.endswith(".")
    assert "!" not in said


def test_the_refusals_of_other_rooms_are_left_to_them() -> None:
    assert explain(Refusal(), WORDS) is None


@pytest.mark.parametrize(
    ("since", "until", "minutes", "said"),
    [
        (timedelta(seconds=512), timedelta(seconds=1_649), 18, "Present 18:08:32 to 18:27:29 (whole minutes)."),
        (timedelta(), timedelta(seconds=1_139.8), 18, "Present 18:00:00 to 18:18:59 (whole minutes)."),
        (timedelta(seconds=0.9), timedelta(seconds=1_140.1), 18, "Present 18:00:00 to 18:18:59 (whole minutes)."),
        (timedelta(seconds=0.1), timedelta(seconds=1_140.9), 19, "Present 18:00 to 18:19 (exact minutes)."),
    ],
)
def test_the_times_of_a_presence_make_the_minutes_that_are_told(
    since: timedelta, until: timedelta, minutes: int, said: str
) -> None:
    assert (until - since) // timedelta(minutes=1) == minutes
    there = replace(LINE, present=((SIX + since, SIX + until),), worth=Worth(minutes, 0, minutes))
    assert said in text_of(render(messages_views.ask(WORDS, BEN, [there], Keeping.UNDECIDED, 0)))


def test_seconds_are_told_of_every_part_where_one_has_them_and_leave_another_rule_alone() -> None:
    parts = ((SIX, SIX + timedelta(minutes=10)), (SIX + timedelta(minutes=20), SIX + timedelta(minutes=40, seconds=30)))
    by_share = replace(LINE, present=parts, session=replace(SESSION, rule="full:80"))
    said = text_of(render(messages_views.ask(WORDS, BEN, [by_share], Keeping.UNDECIDED, 0)))
    assert "Present 18:00:00 to 18:10:00, 18:20:00 to 18:40:30 (full credit from 80 %)." in said


def test_the_day_is_the_sessions_and_not_the_readers() -> None:
    late = replace(SESSION, began=SIX + 5 * HOUR, ended=SIX + 6 * HOUR, zone="America/New_York")
    tokyo = words_for("en-GB", "Asia/Tokyo")
    text = text_of(
        render(messages_views.kept(tokyo, [replace(kept_line(), session=late, present=((late.began, late.ended),))], 43))
    )
    assert "Lean Coffee, 1 December 2026." in text
    assert "Present on Wed 2 Dec, 08:00 to 09:00 (exact minutes)." in text


def test_times_are_the_readers_own_and_no_zone_needs_to_be_named() -> None:
    paris = words_for("fr-FR", "Europe/Paris")
    assert "Present 19:00 to 19:43 (exact minutes)." in text_of(render(messages_views.kept(paris, [kept_line()], 43)))


def test_times_are_left_to_slack_for_a_reader_whose_zone_nobody_knows() -> None:
    text = text_of(render(messages_views.kept(WORDS.to_all(), [kept_line()], 43)))
    assert f"Present <!date^{int(SIX.timestamp())}^{{time}}|18:00 Europe/London> to <!date^" in text
