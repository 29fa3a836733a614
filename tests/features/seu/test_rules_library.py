"""The learning library as values: what a resource is, which are the same, what a CSV makes of it, what one chose to see."""

from dataclasses import replace
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.core import csv_rows
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal, Several
from bot.features.seu.rules import library_import as importing
from bot.features.seu.rules.kinds_of_learning import of_title_words
from bot.features.seu.rules.languages import codes, names, of_locale, read_language
from bot.features.seu.rules.library import (
    KINDS,
    About,
    BadLength,
    BadLink,
    KeptAlready,
    Known,
    Resource,
    UnknownKind,
    checked,
    folded,
    not_twice,
    place,
    read_length,
)
from bot.features.seu.rules.library_import import Line, compared, header, imported, read_lines, row
from bot.features.seu.rules.shelf import Choice, Which, own_first, read_kind
from bot.features.seu.rules.values import Category

ENGLISH, FRENCH = "en", "fr"
GUIDE = About("The Scrum Guide", 30, Category.READING, "https://scrumguides.org/guide", "en")
TALK = About("Flow", 45, Category.WATCHING)
KEPT = [Resource("r1", GUIDE), Resource("r2", TALK), Resource("r3", replace(TALK, title="Old"), retired=True)]
words = st.text(st.characters(exclude_categories=["C", "Z", "M"]), min_size=1, max_size=30)
abouts = st.builds(
    About,
    words,
    st.integers(1, 1_440),
    st.sampled_from(KINDS),
    st.sampled_from(["", "https://a.example/1", "https://a.example/2?q=é"]),
    st.sampled_from(["", "en", "fr"]),
)


def why(refused: pytest.ExceptionInfo[Any]) -> set[type[Refusal]]:
    return {type(one) for one in (refused.value.refusals if isinstance(refused.value, Several) else [refused.value])}


def test_a_resource_is_kept_as_it_was_typed() -> None:
    kept = checked("  The Scrum\nGuide ", "30", "reading", " https://scrumguides.org/guide ", "en")
    assert kept == GUIDE


def test_all_that_is_wrong_with_a_resource_is_said_at_once() -> None:
    with pytest.raises(Several) as refused:
        checked(" ", "soon", "work", "ftp://old", "")
    assert why(refused) == {EmptyText, BadLength, UnknownKind, BadLink}
    with pytest.raises(Several) as refused:
        checked("x" * 201, "0", "reading", "https://a.example/" + "x" * 1_000, "")
    assert why(refused) == {TextTooLong, BadLength}


@pytest.mark.parametrize(("typed", "minutes"), [("40", 40), ("1h30", 90), ("1.5 hours", 90), ("24h", 1_440)])
def test_a_length_is_read_as_people_write_it(typed: str, minutes: int) -> None:
    assert read_length(typed) == minutes


@pytest.mark.parametrize("typed", ["", "0", "30s", "25h", "-5", "a while"])
def test_no_length_of_a_day_is_refused(typed: str) -> None:
    with pytest.raises(BadLength) as refused:
        read_length(typed)
    assert refused.value.given == typed


@pytest.mark.parametrize(
    "same",
    [
        replace(GUIDE, title="Another title", link="http://www.ScrumGuides.org/guide/"),
        replace(GUIDE, title="the scrum GUIDE", link=""),
        replace(TALK, link="https://talks.example/flow"),
    ],
)
def test_what_is_the_same_is_not_kept_twice(same: About) -> None:
    with pytest.raises(KeptAlready):
        not_twice(same, KEPT)


@pytest.mark.parametrize(
    "other",
    [
        replace(GUIDE, link="https://scrumguides.org/Guide"),
        replace(GUIDE, link="", language="fr"),
        replace(TALK, title="Flow 2"),
    ],
)
def test_what_is_only_alike_is_kept_beside_it(other: About) -> None:
    assert not_twice(other, KEPT) is other


@given(abouts, st.lists(abouts, max_size=5))
def test_a_resource_is_the_same_as_itself_whatever_else_is_known(about: About, others: list[About]) -> None:
    known = Known([Resource("it", about), *(Resource(str(n), other) for n, other in enumerate(others))])
    assert known.same_as(about) is not None
    assert Known([]).same_as(about) is None


def test_titles_are_looked_for_without_case_and_accents() -> None:
    assert folded("Réussir sa RÉTROSPECTIVE") == "reussir sa retrospective"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("fr", "fr"), ("FR_ca", "fr"), ("French", "fr"), ("français", "fr"), ("Allemand", "de"), ("no", "nb"), ("Klingon", "")],
)
def test_a_language_is_read_as_people_write_it(typed: str, code: str) -> None:
    assert read_language(typed, FRENCH) == code


def test_every_language_has_a_name_of_its_own() -> None:
    assert "no" not in codes()
    assert len({*names(Locale(ENGLISH)).values()}) == len(codes())
    assert of_locale("en-GB") == "en"
    assert of_locale("") == ""
    assert own_first(["de", "fr", "en"], "fr") == ("fr", "de", "en")


CSV = """sep=;
Title;URL;Duration;Type;Lang;Owner
The Scrum Guide;https://scrumguides.org/guide;30;article;English;Ana
Flow;;1h;video;;
'=1+1;;20;Reading;fr;
Old;;45;watching;;
"""


def test_a_csv_becomes_lines_and_a_bad_one_says_what_is_wrong_with_each() -> None:
    lines, refused = read_lines(CSV, ENGLISH)
    assert [line.number for line in lines] == [3, 4, 5, 6]
    assert lines[0].about == GUIDE
    assert lines[2].about == About("=1+1", 20, Category.READING, language="fr")
    assert not refused
    bad = "title,minutes,category,language,link\n,0,hike,Klingon,here\nok,5,read,,\nx,5,read,,,more\n"
    lines, refused = read_lines(bad, ENGLISH)
    assert [line.number for line in lines] == [3]
    assert [(one.number, {type(each) for each in one.reasons}) for one in refused] == [
        (2, {EmptyText, BadLength, UnknownKind, importing.UnknownLanguage, BadLink}),
        (4, {csv_rows.TooManyCells}),
    ]


def test_what_is_no_csv_with_a_title_is_refused_whole() -> None:
    for text, refusal in {
        "": csv_rows.NothingToImport,
        "title,minutes\n": csv_rows.NothingToImport,
        "The Scrum Guide, 30 minutes": importing.NoTitleColumn,
        "title,minutes,category\n" + "x,1,read\n" * 1_001: csv_rows.TooManyLines,
    }.items():
        with pytest.raises(refusal):
            read_lines(text, ENGLISH)


def test_each_line_is_new_or_changes_or_is_there_or_stands_twice() -> None:
    lines, refused = read_lines(CSV + "flow;;60;talk;;\nNew;;5;book;;\nnew;;6;book;;\n", ENGLISH)
    preview = compared(lines, KEPT, refused)
    assert [line.number for line in preview.new] == [5, 8]
    assert [(line.number, same.id) for line, same in preview.changed] == [(4, "r2"), (6, "r3")]
    assert [line.number for line in preview.there] == [3]
    assert [(one.number, type(one.why)) for one in preview.refused] == [(7, importing.TwiceHere), (9, importing.TwiceHere)]
    assert preview.count == 4
    assert [line.number for line in preview.lines] == [3, 4, 5, 6, 8]
    (flow, same), (old, retired) = preview.changed
    assert imported(flow, same) == Resource("r2", replace(TALK, minutes=60))
    assert imported(old, retired) == replace(retired, retired=False)


def test_an_empty_cell_takes_no_link_and_no_language_away() -> None:
    line = Line(2, replace(GUIDE, link="", minutes=35))
    assert imported(line, KEPT[0]).about == replace(GUIDE, minutes=35)


@given(st.lists(abouts, max_size=8))
def test_what_is_exported_is_there_already_when_it_is_imported_again(library: list[About]) -> None:
    distinct: list[Resource] = []
    for about in library:
        if Known(distinct).same_as(about) is None:
            distinct.append(Resource(f"r{len(distinct)}", about))
    if not distinct:
        return
    lines, refused = read_lines(header() + "".join(map(row, distinct)), ENGLISH)
    assert not refused
    preview = compared(lines, distinct)
    assert (len(preview.there), preview.count) == (len(distinct), 0)


@given(
    st.builds(
        Choice, st.sampled_from(Which), st.sampled_from([None, *KINDS]), st.sampled_from(["", "fr"]), words, st.integers(0, 99)
    )
)
def test_what_was_chosen_comes_back_with_the_form(choice: Choice) -> None:
    assert Choice.read(choice.written()) == choice
    assert choice.narrows


@pytest.mark.parametrize("broken", ["", "nothing|of|this", "kept|work|x|-1"])
def test_a_broken_choice_is_none(broken: str) -> None:
    chosen = Choice.read(broken)
    assert (chosen.category, chosen.page, chosen.text) == (None, 0, "")
    assert read_kind("work") is None
    assert not Choice().narrows


def test_a_name_of_a_language_is_read_in_the_authors_own() -> None:
    (line,), _ = read_lines("title,minutes,category,language\nx,5,read,Deutsch\n", "de")
    assert line.about.language == "de"
    (line,), _ = read_lines("title,minutes,category,language\nx,5,read,alemán\n", "es")
    assert line.about.language == "de"


def test_links_are_the_same_without_protocol_www_and_a_last_slash() -> None:
    assert place("HTTPS://WWW.Example.org/Guide/") == place("http://example.org/Guide") == "example.org/Guide"
    assert place("https://example.org/guide") != place("https://example.org/Guide")


def test_the_languages_to_choose_from_have_two_letters_and_norwegian_once() -> None:
    assert {"de", "en", "fr", "nb"} <= {*codes()}
    assert {len(code) for code in codes()} == {2}
    assert "no" not in codes()


@pytest.mark.parametrize(
    ("words", "kind", "title"),
    [
        ("Book: Peopleware", Category.READING, "Peopleware"),
        ("A book: Peopleware", Category.READING, "Peopleware"),
        ("Peopleware: the book", Category.READING, "Peopleware: the book"),
    ],
)
def test_a_kind_before_a_colon_is_no_part_of_the_title(words: str, kind: Category, title: str) -> None:
    assert of_title_words(words) == (kind, title)
