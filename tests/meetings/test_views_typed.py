"""What people type of a meeting, as Slack sends it: by the options of Lean Coffee."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.refusal import Refusal
from bot.core.span import NotASpan
from bot.features.lean_coffee.rules.values import Wishes
from bot.features.lean_coffee.views.box_option import BadBoxes
from bot.features.lean_coffee.views.wishes import OPTIONS, BadDots, BadHost
from bot.meetings.rules.refusals import BadLeadOfMeeting, WishWithoutValue
from bot.meetings.views import typed
from bot.meetings.views.refused_times import DayOver, refuse_past
from bot.meetings.views.typed import Start, read_start
from bot.schedule.grammar.errors import Ambiguous, NotUnderstood, SaidTwice
from bot.schedule.grammar.parts import Coming, FromToday, OnDate
from bot.schedule.grammar.sentences import assemble
from bot.series.leads import AHEAD as ANNOUNCE
from bot.series.leads import ahead_of as leads_ahead_of
from bot.series.leads import soon_of
from bot.series.rules import A_DAY, A_WEEK
from bot.slack.text import as_typed
from tests.features.lean_coffee.scene import minutes, seconds

CALL = "https://meet.example/abc?a=1&b=2"


def wanted(title: str = "", link: str = "", wishes: Wishes = OPTIONS.nothing, **more: Any) -> Start[Wishes]:
    return Start(wishes, title, link, **more)


GUILD = wanted("Platform guild", CALL, Wishes(box=minutes(5), length=minutes(45), dots=4))
TUESDAY = datetime(2026, 12, 1, 10, tzinfo=UTC)


def start(text: str) -> Start[Wishes]:
    """Read what follows `/coffee start` in a command."""
    return read_start(OPTIONS, typed.parted(OPTIONS, as_typed(text)))


def test_a_start_is_read_in_any_order() -> None:
    parts = ['"Platform guild"', "box 5", "for 45m", "dots 4", f"<{CALL.replace('&', '&amp;')}|the call>"]
    for order in permutations(parts):
        assert start(" ".join(order)) == GUILD


@pytest.mark.parametrize("quoted", ["“Platform guild”", "„Platform guild“", "«Platform guild»", '"Platform guild"'])
def test_a_title_may_be_quoted_as_any_keyboard_does(quoted: str) -> None:
    assert start(quoted).title == "Platform guild"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", wanted()),
        ("now", wanted()),
        ("Platform guild", wanted("Platform guild")),
        ("“Ideas 2026”", wanted("Ideas 2026")),
        ("“Monday at 9, for 45m, box 5”", wanted("Monday at 9, for 45m, box 5")),
        ('""', wanted("")),
        ("“\u2800”", wanted("")),
        ("R&amp;D &lt;b", wanted("R&D <b")),
        ("with <@U0BEN|ben>", wanted("with @ben")),
        ("Time for change", wanted("Time for change")),
        ("Why do we estimate?", wanted("Why do we estimate?")),
        ("Ops – who, what & why (EMEA)", wanted("Ops – who, what & why (EMEA)")),
        ("“Ops – ½ day”", wanted("Ops – ½ day")),
        ('"G" <https://meet.example/abc>, box 5.', wanted("G", "https://meet.example/abc", Wishes(box=minutes(5)))),
        ("Coffee, please", wanted("Coffee, please")),
        ("please box 5", wanted(wishes=Wishes(box=minutes(5)))),
        ("<https://meet.example/abc>", wanted("", "https://meet.example/abc")),
        ("BOX 90s", wanted("", "", Wishes(box=seconds(90)))),
        ("box: 5, vote=2", wanted("", "", Wishes(box=minutes(5), vote=minutes(2)))),
        ("dots auto host watches", wanted("", "", Wishes(dots="auto", host_votes=False))),
        ("3 dots host voting", wanted("", "", Wishes(dots=3))),
        ("host votes", wanted()),
        (
            '"Quick" collect 5s vote 15s box 20s thumbs 5s for 3m',
            wanted("Quick", "", Wishes(minutes(3), seconds(5), seconds(15), seconds(20), seconds(5))),
        ),
    ],
)
def test_a_start_is_read_and_nothing_is_left_to_ask(text: str, read: Start) -> None:
    assert start(text) == read
    assert start(text).is_clear


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Platform guild for 1 hour", minutes(60)),
        ("for 90 minutes Platform guild", minutes(90)),
        ("Platform guild for 1h30", minutes(90)),
        ("Platform guild for an hour", minutes(60)),
        ("Platform guild for 1:30", minutes(90)),
        ("Platform guild, for half an hour.", minutes(30)),
        ("(for 45 min) Platform guild", minutes(45)),
        ("Platform guild (for 45 min)", minutes(45)),
        ("Platform guild for 45", minutes(45)),
        ("Platform guild for 1 hour 30 minutes", minutes(90)),
    ],
)
def test_a_length_is_read_however_it_is_written(text: str, length: timedelta) -> None:
    assert start(text) == wanted("Platform guild", "", Wishes(length=length))


@pytest.mark.parametrize("title", [":tada:", "Guild :tada:", ":tada: Guild", "🎉 Guild", "Guild 🎉"])
def test_emoji_of_a_name_stay(title: str) -> None:
    assert start(title) == wanted(title)
    assert start(f"{title} box 5") == wanted(title, wishes=Wishes(box=minutes(5)))


@pytest.mark.parametrize("option", ["box 3", "vote 2m", "dots 4", "host watches", "collect 1"])
def test_a_length_that_has_no_unit_ends_before_an_option(option: str) -> None:
    assert start(f"Guild for 45 {option}") == start(f"Guild for 45 minutes {option}")


@pytest.mark.parametrize(
    "text", ["Guild - box 5", "Guild | box 5", "*Guild* box 5", "_Guild_, box 5", "Guild — box 5", "`Guild`: box 5"]
)
def test_what_parts_a_name_from_an_option_is_no_part_of_it(text: str) -> None:
    assert start(text) == wanted("Guild", wishes=Wishes(box=minutes(5)))


@pytest.mark.parametrize(
    "text", ["box 5 min", "box 5 minutes", "5 min box", "5 minutes box", "box of 5", "boxes of 5 min", "box for 5m"]
)
def test_a_box_is_read_with_its_unit_and_leaves_no_word_of_a_title(text: str) -> None:
    assert start(text) == wanted(wishes=Wishes(box=minutes(5)))
    assert start(f"{text} vote 2 “Guild”") == wanted("Guild", wishes=Wishes(box=minutes(5), vote=minutes(2)))


@pytest.mark.parametrize(
    ("text", "title", "left", "doubts"),
    [
        ('"Platform guild" now for 1h sharp', "Platform guild", ("sharp",), ()),
        ("Platform guild for 1h sharp", "Platform guild", ("sharp",), ()),
        ("Ideas 2026", "Ideas 2026", (), ("2026",)),
        ("Sprint 12 review", "Sprint 12 review", (), ("12",)),
        ("Monday blues", "Monday blues", (), ("Monday",)),
        ("Platform guild friday", "Platform guild friday", (), ("friday",)),
        ("Look at 3 bugs", "Look at 3 bugs", (), ("at", "3")),
        ("Vote of thanks", "Vote of thanks", (), ("Vote",)),
        ("box five", "box five", (), ("box",)),
        ("dots many", "dots many", (), ("dots",)),
        ("weekly review", "weekly review", (), ("weekly",)),
        ("“Guild” 5", "Guild", ("5",), ()),
        ("“Guild” Europe/Madrid", "Guild", ("Europe/Madrid",), ()),
        ('"Platform guild', "Platform guild", (), ('"',)),
        ("45 minutes “Guild”", "Guild", (), ("45 minutes",)),
        ("“Guild” for 1h or so", "Guild", ("or so",), ()),
        ("At most 5 people", "At most 5 people", (), ("5",)),
        ("Release note 3", "Release note 3", (), ("3",)),
        ("“Guild” announce a week ahead", "Guild", ("announce a week ahead",), ()),
        ("Guild with 3 dots", "Guild with", (), ("with",)),
        ("Connect the dots 3", "Connect the", (), ("the",)),
        ("Vote for 5 topics", "topics", (), ("topics",)),
        ("Box 5 of the mystery", "of the mystery", (), ("of",)),
        ("Here and now", "Here and", (), ("and",)),
        ("What now", "What", (), ("What",)),
        ("Guild at https://meet.example/abc", "Guild at", (), ("at",)),
        ("Guild meet.example/abc", "Guild meet.example/abc", (), ("meet.example/abc",)),
        ("next week", "next week", (), ("next week",)),
        ("Guild in december", "Guild in december", (), ("in december",)),
        ("tomorow", "tomorow", (), ("tomorow",)),
        ("Guild firday", "Guild firday", (), ("firday",)),
        ("Guild until noon", "Guild until noon", (), ("noon",)),
        ("Guild for forty odd minutes", "Guild for forty odd minutes", (), ("minutes",)),
        ("CI/CD", "CI/CD", (), ("CI/CD",)),
        ("London calling for 45m", "London calling", (), ("London",)),
        ("Python 3.12", "Python 3.12", (), ("3.12",)),
        ("“Guild” 1h", "Guild", (), ("1h",)),
        ("Thanks", "Thanks", (), ("Thanks",)),
        ("later", "later", (), ("later",)),
        ("in a bit", "in a bit", (), ("in a bit",)),
        ("half four", "half four", (), ("half", "four")),
        ("nine thirty", "nine thirty", (), ("nine thirty",)),
        ("EOD", "EOD", (), ("EOD",)),
        ("after lunch", "after lunch", (), ("after lunch",)),
        ("morgen", "morgen", (), ("morgen",)),
        ("am Dienstag", "am Dienstag", (), ("Dienstag",)),
        ("mañana", "mañana", (), ("mañana",)),
        ("toutes les semaines", "toutes les semaines", (), ("toutes les semaines",)),
        ("terça-feira", "terça-feira", (), ("terça-feira",)),
        ("it", "it", (), ("it",)),
        ("the meeting", "the meeting", (), ("the meeting",)),
        ("right away", "right away", (), ("right away",)),
        ("without voting", "without voting", (), ("without voting",)),
        ("no topics", "no topics", (), ("no topics",)),
        ("anonymous", "anonymous", (), ("anonymous",)),
        ("title: Platform guild", "title: Platform guild", (), ("title",)),
        ("called Platform guild", "called Platform guild", (), ("called",)),
        ("for everyone", "for everyone", (), ("for everyone",)),
        ("<!here> Guild", "@here Guild", (), ("@here",)),
        ("Coffee in <#C0GUILD|guild>", "Coffee in #guild", (), ("#guild",)),
    ],
)
def test_what_may_mean_something_is_shown_before_it_opens(
    text: str, title: str, left: tuple[str, ...], doubts: tuple[str, ...]
) -> None:
    read = start(text)
    assert (read.title, read.left, read.doubts) == (title, left, doubts)
    assert not read.is_clear


@pytest.mark.parametrize(
    ("text", "title", "left", "meant"),
    [
        ('"Guild" boxx 5', "Guild", "boxx 5", "box"),
        ("bxo 5", "", "bxo 5", "box"),
        ('"Guild" dotz 4', "Guild", "dotz 4", "dots"),
        ("Platform guild bxo 5", "Platform guild", "bxo 5", "box"),
        ("Platform guild hots watches", "Platform guild", "hots watches", "host"),
        ("colect 3 Platform guild", "Platform guild", "colect 3", "collect"),
    ],
)
def test_a_slip_of_an_option_is_left_out_and_named(text: str, title: str, left: str, meant: str) -> None:
    read = start(text)
    assert (read.title, read.left, read.meant) == (title, (left,), meant)


@pytest.mark.parametrize(
    ("text", "refusal", "values"),
    [
        ("box", WishWithoutValue, {"option": "box"}),
        ("box 5 for", WishWithoutValue, {"option": "for"}),
        ("“Guild” box", WishWithoutValue, {"option": "box"}),
        ("“Guild” box five", NotASpan, {"text": "box five"}),
        ("“Guild” dots many", BadDots, {"text": "many"}),
        ("“Guild” dots 3.5", BadDots, {"text": "3.5"}),
        ("“Guild” host sleeps", BadHost, {"text": "sleeps"}),
        ("“Guild” announce soon", BadLeadOfMeeting, {"text": "announce soon", "which": "announce"}),
        ("box 8/4/x", BadBoxes, {"text": "8/4/x", "part": "x", "nearest": "boxes 8/4"}),
    ],
)
def test_a_start_that_means_nothing_is_refused_with_the_word(text: str, refusal: type[Refusal], values: dict[str, Any]) -> None:
    with pytest.raises(refusal) as refused:
        start(text)
    assert vars(refused.value) == values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("for 45m for 60m", ("for 45m", "for 60m")),
        ("box 5 box 7", ("box 5", "box 7")),
        ("dots 3 “G” dots 4", ("dots 3", "dots 4")),
        ("“Guild” “Ops”", ('"Guild"', '"Ops"')),
        ("https://a.example https://b.example", ("https://a.example", "https://b.example")),
    ],
)
def test_what_is_said_twice_in_two_ways_is_asked(text: str, said: tuple[str, ...]) -> None:
    with pytest.raises(SaidTwice) as refused:
        start(text)
    assert refused.value.said == said


def test_what_is_said_twice_alike_is_said() -> None:
    assert start("for 45m “G” for 45 min") == wanted("G", wishes=Wishes(length=minutes(45)))


@pytest.mark.parametrize(
    ("text", "when", "again"),
    [
        ("tomorrow at 9", True, False),
        ("“Guild” 15:00", True, False),
        ("Platform guild at 15:00", True, False),
        ("in 10 minutes", True, False),
        ("3 december “Guild”", True, False),
        ("monday at 9", True, False),
        ("every tuesday at 10", True, True),
        ("weekdays at 9", True, True),
        ("tuesdays at 9", True, True),
        ("tuesday and thursday at 9", True, True),
        ("first thursday 15:00", True, True),
        ("Platform guild", False, False),
        ("Sprint 12 review", False, False),
        ("Look at 3 bugs", False, False),
        ("Monday blues", False, False),
        ("Platform guild for 1 hour", False, False),
        ("CI/CD", False, False),
        ("Python 3.12", False, False),
        ("Guild 12/11", True, False),
        ("“tomorrow at 9”", False, False),
        ("“Guild” now", False, False),
    ],
)
def test_a_start_that_says_when_is_told_from_a_name_with_a_figure_or_a_day_in_it(text: str, when: bool, again: bool) -> None:
    parts = typed.parted(OPTIONS, text)
    assert (typed.says_when(parts), typed.comes_again(parts)) == (when, again)


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        ("tomorrow at 9 for 45m “Title” https://a.example", "Title", FromToday(1)),
        ("tomorrow at 9 Platform guild", "Platform guild", FromToday(1)),
        ("at 15:00", "", FromToday(0)),
        ("wednesday at 9", "", Coming(2)),
        ("3 december 14:00 “Guild” box 4", "Guild", OnDate(12, 3)),
    ],
)
def test_one_meeting_to_come_is_parted_from_its_name(text: str, title: str, day: object) -> None:
    read, once = typed.of_one(OPTIONS, typed.parted(OPTIONS, text), today=TUESDAY)
    assert read.title == title
    assert day in once.each(type(day))
    assert assemble(once, at=TUESDAY, zone="UTC").recurrence.rule == ""


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("tuesday at 15:00", Ambiguous),
        ("tomorow at 9", NotUnderstood),
        ("“Guild” tomorrow at 9 roughly", NotUnderstood),
        ("Guild tomorrow at 9 roughly", NotUnderstood),
        ("tomorrow at 9 room 12b", NotUnderstood),
        ("tomorrow at 9 bxo 5 “Guild”", typed.UnknownWish),
        ("tomorrow at 9 box", WishWithoutValue),
        ("tomorrow at 9 for 45m for 60m", SaidTwice),
    ],
)
def test_one_meeting_to_come_that_is_not_quite_understood_is_asked(text: str, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        assemble(typed.of_one(OPTIONS, typed.parted(OPTIONS, text), today=TUESDAY)[1], at=TUESDAY, zone="UTC")


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("every 30 december 15:00", ("every year on 30 december 15:00", "30 december 15:00")),
        ("every 15:00 on december 30 “Guild”", ('every year on december 30 15:00 "Guild"', 'december 30 15:00 "Guild"')),
    ],
)
def test_a_date_with_every_is_asked_whether_it_is_once_or_yearly(text: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Ambiguous) as refused:
        assemble(typed.read_series(OPTIONS, text)[1], at=TUESDAY, zone="UTC")
    assert refused.value.offers == readings


@pytest.mark.parametrize("text", ["every year on 30 november 15:00", "every tuesday 15:00 starting 30 november"])
def test_a_date_that_is_said_to_be_yearly_or_an_end_is_not_asked_about(text: str) -> None:
    assert assemble(typed.read_series(OPTIONS, text)[1], at=TUESDAY, zone="UTC").recurrence.rule


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("at 9 “Guild”", "/coffee plan tomorrow at 9 “Guild”"),
        ("today at 9", "/coffee plan tomorrow at 9"),
        ("at 9 this  morning", "/coffee plan tomorrow at 9"),
    ],
)
def test_what_was_asked_of_today_is_written_for_tomorrow(text: str, line: str) -> None:
    assert typed.tomorrows("/coffee", text) == line


def test_a_series_parts_its_wishes_from_the_sentence() -> None:
    text = f"every first thursday 15:00 Europe/Madrid box 4 “Guild” for 45m dots 2 <{CALL.replace('&', '&amp;')}>"
    asked, parts = typed.read_series(OPTIONS, as_typed(text))
    assert asked == wanted("Guild", CALL, Wishes(box=minutes(4), dots=2))
    said = assemble(parts, at=TUESDAY, zone="UTC")
    assert (said.recurrence.start, said.recurrence.zone) == (datetime(2026, 12, 3, 15), "Europe/Madrid")
    assert (said.duration, said.link, said.title) == (minutes(45), CALL, "Guild")


@pytest.mark.parametrize(
    ("said", "ahead"),
    [
        ("announce a week ahead", A_WEEK),
        ("announced a week ahead", A_WEEK),
        ("Announce 1 week ahead", A_WEEK),
        ("announced one week before", A_WEEK),
        ("announce 7 days in advance", A_WEEK),
        ("announce a day ahead", A_DAY),
        ("announced two days before", 2 * A_DAY),
        ("announce 3 days before", 3 * A_DAY),
        ("announced on the day", timedelta(hours=7)),
        ("announced 1 hour ahead", timedelta(hours=1)),
        ("announce four hours before", timedelta(hours=4)),
        ("not announced", None),
        ("don't announce it", None),
        ("", A_DAY),
    ],
)
def test_a_series_says_anywhere_in_its_sentence_how_far_ahead_it_is_announced(said: str, ahead: timedelta | None) -> None:
    for text in (
        f"every first thursday 15:00 {said} for 45m",
        f"{said} every first thursday 15:00 for 45m",
        f"every first thursday 15:00 for 45m {said}",
    ):
        asked, parts = typed.read_series(OPTIONS, text)
        assert assemble(parts, at=TUESDAY, zone="UTC").duration == minutes(45)
        assert leads_ahead_of(OPTIONS.written(asked.wishes, asked.leads), time(15)) == ahead


@pytest.mark.parametrize(
    ("said", "soon"),
    [
        ("remind 5 minutes before", minutes(5)),
        ("reminder 30 min ahead", minutes(30)),
        ("reminded an hour before", minutes(60)),
        ("no reminder", None),
        ("announced a week ahead without a reminder", None),
        ("", minutes(10)),
    ],
)
def test_a_series_says_how_long_before_its_hour_it_is_reminded_of(said: str, soon: timedelta | None) -> None:
    asked, _ = typed.read_series(OPTIONS, f"every first thursday 15:00 {said} for 45m")
    assert soon_of(OPTIONS.written(asked.wishes, asked.leads)) == soon


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("announce 3 weeks ahead of it", "announce 3 weeks ahead"),
        ("announced 2 hours ahead", "announced 2 hours ahead"),
        ("announce 4 days ahead", "announce 4 days ahead"),
        ("remind 20 minutes before", "remind 20 minutes before"),
        ("remind a day before", "remind a day before"),
        ("announce 0 weeks ahead", "announce 0 weeks ahead"),
        ("announce 99999999999999 weeks ahead", "announce 99999999999999 weeks ahead"),
    ],
)
def test_another_time_to_announce_is_refused_as_it_was_said(said: str, kept: str) -> None:
    with pytest.raises(BadLeadOfMeeting) as refused:
        assemble(typed.read_series(OPTIONS, f"every first thursday 15:00 {said}")[1], at=TUESDAY, zone="UTC")
    assert refused.value.text == kept


@pytest.mark.parametrize("said", ["announce soon", "announced", "announce a month ahead", "announce a week"])
def test_announce_without_a_time_is_refused(said: str) -> None:
    with pytest.raises(BadLeadOfMeeting) as refused:
        typed.read_series(OPTIONS, f"every first thursday 15:00 {said}")
    assert refused.value.text == said


def test_a_quoted_title_announces_nothing() -> None:
    asked, _ = typed.read_series(OPTIONS, "“We announce a week ahead” every first thursday 15:00")
    assert (asked.title, asked.leads) == ("We announce a week ahead", {})


WISHES = st.builds(
    Wishes,
    length=st.none() | st.integers(60, 28_800).map(seconds),
    collect=st.none() | st.integers(5, 3_600).map(seconds),
    vote=st.none() | st.integers(5, 1_800).map(seconds),
    box=st.none() | st.integers(5, 3_600).map(seconds),
    thumbs=st.none() | st.integers(5, 300).map(seconds),
    dots=st.none() | st.just("auto") | st.integers(1, 10),
    host_votes=st.booleans(),
)


@given(WISHES)
def test_wishes_survive_being_kept_as_text_and_being_typed_again(wishes: Wishes) -> None:
    kept = OPTIONS.written(wishes)
    assert OPTIONS.read_written(kept) == wishes
    said = " ".join(f"{option} {value}" for option, value in kept.items() if option != ANNOUNCE)
    assert start(said) == wanted(wishes=wishes)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        read = start(text)
    except Refusal:
        return
    assert replace(read, title="", link="") == wanted(wishes=read.wishes, left=read.left, doubts=read.doubts, meant=read.meant)


@given(
    st.lists(
        st.sampled_from(["Platform", "guild", "for", "45m", "box", "5", "at", "9", "tuesday", "“G”", "dots", "every"]), max_size=7
    )
)
def test_no_word_that_was_typed_is_lost_in_a_start(words: list[str]) -> None:
    parts = typed.parted(OPTIONS, " ".join(words))
    try:
        read = read_start(OPTIONS, parts)
    except Refusal:
        return
    kept = " ".join([read.title, *read.left])
    for word in ("Platform", "guild", "tuesday", "every"):
        assert kept.split().count(word) == words.count(word)


@pytest.mark.parametrize(
    ("text", "strange", "nearest"),
    [
        ("tuesday at 10 bxo 5", "bxo", "box"),
        ("tuesday at 10 dot 3", "dot", "dots"),
        ("tuesday at 10 hots watches", "hots watches", "host"),
        ("tuesday at 10 anounce a week ahead", "anounce a week ahead", "announce"),
        ("tuseday thu 10 and 11", "tuseday … and", ""),
        ("blue moon", "every blue moon", ""),
        ("both 3 december", "both", ""),
        ("most tuesdays", "most", ""),
        ("tuesday at 10 for 1.5h", "for 1.5h", ""),
    ],
)
def test_a_strange_word_of_a_series_names_the_wish_that_was_meant(text: str, strange: str, nearest: str) -> None:
    found = typed.slip_in(OPTIONS, text, strange)
    assert (found.nearest if found else "") == nearest


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("Platform guild tomorrow at 3", ('"Platform guild" tomorrow at 15:00', '"Platform guild" tomorrow at 03:00')),
        (
            "Platform guild friday at 4 box 5",
            ('"Platform guild" next friday at 16:00 box 5', '"Platform guild" next friday at 04:00 box 5'),
        ),
        ("Platform guild at 3", ('"Platform guild" at 15:00 today',)),
    ],
)
def test_what_is_offered_for_one_meeting_keeps_its_name_day_and_options(text: str, offers: tuple[str, ...]) -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    _, parts = typed.of_one(OPTIONS, typed.parted(OPTIONS, text), today=noon)
    with pytest.raises(Refusal) as refused:
        assemble(parts, at=noon, zone="Europe/London")
    assert refused.value.offers == offers


@pytest.mark.parametrize("text", ["'", ".", "()", "\u200f", " \n"])
def test_marks_without_a_word_are_nothing_typed(text: str) -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert read_start(OPTIONS, typed.parted(OPTIONS, text)) == wanted()
    assert typed.of_one(OPTIONS, typed.parted(OPTIONS, text), today=noon)[0] == wanted()
    assert typed.read_series(OPTIONS, text)[0] == wanted()
    assert typed.slip_in(OPTIONS, "", text) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("for 5", ("for 5 minutes", "for 5 hours")),
        ('"G" box 3 for 4', ('"G" box 3 for 4 minutes', '"G" box 3 for 4 hours')),
        ('"G" for 1.30h', ('"G" for 90 minutes', '"G" for 78 minutes')),
    ],
)
def test_a_start_of_few_minutes_or_hours_is_asked_in_its_own_words(text: str, lines: tuple[str, ...]) -> None:
    parts = typed.parted(OPTIONS, text)
    assert not typed.says_when(parts)
    with pytest.raises(Ambiguous) as asked:
        read_start(OPTIONS, parts)
    assert asked.value.readings == tuple(f"/coffee start {line}" for line in lines)


def test_a_small_number_in_the_middle_of_a_name_is_no_length() -> None:
    start = read_start(OPTIONS, typed.parted(OPTIONS, "Look for 5 bugs"))
    assert (start.title, start.is_clear) == ("Look for 5 bugs", False)


def test_what_is_offered_for_tomorrow_says_no_other_day() -> None:
    assert typed.tomorrows("/coffee", "yesterday at 9") == "/coffee plan tomorrow at 9"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Retro *fun*", "Retro *fun*"),
        ("Retro *fun*, for 45m", "Retro *fun*"),
        ("*Guild* retro", "*Guild* retro"),
        ("_Guild_ and `main` box 5", "_Guild_ and `main`"),
        ("*Guild* box 5", "Guild"),
        ("2 * 3 * for 45m", "2 * 3"),
    ],
)
def test_a_mark_that_formats_words_within_a_name_stays_on_both_of_their_sides(text: str, title: str) -> None:
    assert read_start(OPTIONS, typed.parted(OPTIONS, text)).title == title


@pytest.mark.parametrize(
    ("text", "words", "instead"),
    [
        ("yesterday at 9", "yesterday", "/coffee plan tomorrow at 9"),
        ("at 9 *yesterday* “Guild”", "yesterday", '/coffee plan at 9 tomorrow "Guild"'),
        ("the day before yesterday 9:00 for 45m", "the day before yesterday", "/coffee plan tomorrow 9:00 for 45m"),
        ("previous friday at 10", "previous friday", "/coffee plan next friday at 10"),
        ("3 days ago at 9", "3 days ago", "/coffee plan tomorrow at 9"),
        ("Guild last week at 9", "last week", "/coffee plan Guild tomorrow at 9"),
    ],
)
def test_a_day_that_is_over_is_no_name_of_a_meeting_of_today(text: str, words: str, instead: str) -> None:
    with pytest.raises(DayOver) as refused:
        refuse_past(OPTIONS, typed.parted(OPTIONS, text))
    assert (refused.value.words, refused.value.instead) == (words, instead)


def test_last_monday_may_be_over_or_come_each_month() -> None:
    with pytest.raises(Ambiguous) as asked:
        refuse_past(OPTIONS, typed.parted(OPTIONS, "last monday at 9"))
    assert asked.value.readings == ("/coffee plan next monday at 9", "/coffee every last monday at 9")


@pytest.mark.parametrize(
    "text",
    [
        "tomorrow at 9",
        "“yesterday” at 15:00",
        "Yesterday's news at 15:00",
        "Retro of last month tomorrow at 9",
        "last friday of the month at 10",
        "last friday of december at 10",
    ],
)
def test_a_past_day_within_a_name_and_a_last_day_of_a_month_are_none_that_is_over(text: str) -> None:
    refuse_past(OPTIONS, typed.parted(OPTIONS, text))
