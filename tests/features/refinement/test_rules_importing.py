"""Lists and CSVs as values alone: what each line becomes, what is refused and why, and what comes back out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.core import csv_rows
from bot.core.csv_rows import decoded
from bot.core.ids import ChannelId, ItemId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.core.written_days import BadDay, read_day
from bot.features.refinement.rules import import_refusals as refusals
from bot.features.refinement.rules.exporting import header, row
from bot.features.refinement.rules.importing import Line, Table, compared, read_table, tells_more
from bot.features.refinement.rules.item_refusals import NotALink
from bot.features.refinement.rules.item_texts import ItemText, checked
from bot.features.refinement.rules.items import Criterion, CriterionId, Item, ItemState, Known, text_of
from tests.features.desk import ANA
from tests.plugins.repeatable import examples

TODAY = date(2026, 12, 24)


def lines(text: str) -> list[tuple[int, str, str]]:
    return [(line.number, line.text.title, line.text.why) for line in read_table(text, TODAY).lines]


def refused(text: str) -> list[tuple[int, list[type]]]:
    return [(one.number, [type(why) for why in one.reasons]) for one in read_table(text, TODAY).refused]


def test_a_list_has_one_item_a_line_with_the_marks_of_lists_left_out() -> None:
    pasted = "- Save a card | fewer baskets\n\n2. Pay, by invoice\n  [ ] Refund;in part\t now\n"
    assert lines(pasted) == [(1, "Save a card", "fewer baskets"), (3, "Pay, by invoice", ""), (4, "Refund;in part now", "")]
    assert refused("x\n | why\n" + "y" * 251) == [(2, [EmptyText]), (3, [TextTooLong])]
    with pytest.raises(csv_rows.TooManyLines) as many:
        read_table("x\n" * 101, TODAY)
    assert (many.value.count, many.value.most, many.value.listed) == (101, 100, True)
    for nothing in ("", " \n\n", "sep=;\n", "title,why\n\n"):
        with pytest.raises(csv_rows.NothingToImport):
            read_table(nothing, TODAY)


@pytest.mark.parametrize("parted", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\r\n", "sep=,\r\n"])
def test_a_csv_is_read_by_its_first_line_whatever_parts_its_cells(parted: str, before: str) -> None:
    cells = [
        ["Summary", "Description", "Acceptance_Criteria", "Story points", "Issue key", "Status", "Resolved", "Sprint"],
        ["Save a card", f'"why{parted} ""so"""', '"- one\r\ntwo"', "5", "PAY-7", "Done", "2026-12-01T10:00:00.000+0000", "12"],
        ["Pay", "'=1+1", "", "", "", "In Progress", "", ""],
    ]
    table = read_table(before + "\r\n".join(parted.join(line) for line in cells), TODAY)
    first = ItemText("Save a card", f'why{parted} "so"', ("one", "two"), size="5", key="PAY-7")
    start = 2 + before.count("\n")
    assert table == Table(
        (
            Line(start, first, ItemState.DONE, done=date(2026, 12, 1)),
            Line(start + 2, ItemText("Pay", "=1+1"), ItemState.STARTED),
        )
    )


def test_each_line_that_is_refused_says_why_and_the_others_stay() -> None:
    head = "title,link,state,started,done\n"
    told = {
        "a,no link": NotALink,
        "b,,somewhere": refusals.UnknownState,
        "c,,,32.1.2026": BadDay,
        "d,,,,01/02/2026": BadDay,
        "e,,,,2026-12-25": refusals.DayAhead,
        "f,,,2026-12-02,2026-12-01": refusals.DoneBeforeStarted,
        "g,,done": refusals.DayOfDoneMissing,
        "h,,,,,two,more": csv_rows.TooManyCells,
        '"i"x,': csv_rows.BadQuotes,
        ",": None,
        "j,,to do,2026-12-01,": None,
        '"k,': csv_rows.BadQuotes,
    }
    assert refused(head + "\n".join(told)) == [(n, [why]) for n, why in enumerate(told.values(), 2) if why]
    assert lines(head + "\n".join(told)) == [(12, "j", "")]
    assert read_table(head + "a\n" * 2_000, TODAY).refused == ()
    with pytest.raises(csv_rows.TooManyLines) as many:
        read_table(head + "a\n" * 10_000, TODAY)
    assert (many.value.count, many.value.most, many.value.listed) == (10_000, 2_000, False)


def test_a_file_is_utf_8_with_a_mark_or_without() -> None:
    assert decoded("\ufefftitle\nCafé".encode()) == decoded("title\nCafé".encode()) == "title\nCafé"
    with pytest.raises(csv_rows.NotUtf8) as odd:
        decoded(b"title\nCafe\nCaf\xe9")
    assert odd.value.line == 3


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-12-01", (2026, 12, 1)),
        ("2026-12-01 10:15", (2026, 12, 1)),
        ("1.12.2026", (2026, 12, 1)),
        ("1 Dec 2026", (2026, 12, 1)),
        ("01/Dec/26 9:10 AM", (2026, 12, 1)),
        ("December 1, 2026", (2026, 12, 1)),
        ("13/12/2026", (2026, 12, 13)),
        ("12/13/2026 08:00", (2026, 12, 13)),
        ("2/2/2026", (2026, 2, 2)),
        ("13/13/2026", None),
        ("2026-13-01", None),
        ("soon", None),
    ],
)
def test_a_day_is_read_as_files_write_it_and_refused_where_it_could_be_two(written: str, day: Any) -> None:
    if day is None:
        with pytest.raises(BadDay):
            read_day(written)
    else:
        assert read_day(written) == date(*day)


def test_what_is_there_already_is_known_by_its_key_or_title_and_may_get_its_days() -> None:
    started, done = ItemState.STARTED, ItemState.DONE
    pay = Known(ItemId("i1"), 1, "Pay", "PAY-1", started, date(2026, 12, 1), None)
    card = Known(ItemId("i2"), 2, "Save a card", "", done, None, date(2026, 12, 2))
    table = [
        Line(2, ItemText("Another title", key="pay-1"), done, done=date(2026, 12, 3)),
        Line(3, ItemText("save a CARD"), done, done=date(2026, 12, 2)),
        Line(4, ItemText("Refund")),
        Line(5, ItemText("refund", key="PAY-9")),
        Line(6, ItemText("Gift", key="PAY-9")),
        Line(7, ItemText("Gift two", key="PAY-9")),
    ]
    preview = compared(table, [pay, card])
    assert [(line.number, known.number) for line, known in preview.dated] == [(2, 1)]
    assert [(line.number, known.number) for line, known in preview.there] == [(3, 2)]
    assert [line.number for line in preview.new] == [4, 6]
    assert [(one.number, vars(one.why)["line"]) for one in preview.refused] == [(5, 4), (7, 6)]


def test_what_is_exported_is_no_formula_and_is_read_again_as_it_was() -> None:
    at = datetime(2026, 12, 1, 10, tzinfo=UTC)
    item = Item(
        id=ItemId("i1"),
        channel=ChannelId("C0GUILD"),
        number=17,
        title='=HYPERLINK("https://evil.example")',
        author=ANA,
        created=at,
        changed=at,
        why="@a, b\nc",
        criteria=(Criterion(CriterionId("c1"), "one", ANA), Criterion(CriterionId("c2"), "two", ANA)),
        outcome="-1",
        size="+5",
        link="https://t.example/PAY-7",
        key="PAY-7",
        state=ItemState.DONE,
        started=date(2026, 12, 2),
        done=date(2026, 12, 3),
    )
    text = header() + row(item)
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for line in text.splitlines() for cell in line.replace('"', "").split(",")
    )
    (read,) = read_table(text, TODAY).lines
    assert read == Line(
        2,
        ItemText(item.title, item.why, ("one", "two"), "-1", "+5", item.link, "PAY-7"),
        ItemState.DONE,
        item.started,
        item.done,
        "17",
    )


def test_of_several_items_with_one_key_each_line_finds_its_own_and_dates_go_to_the_first() -> None:
    parent, part = (
        Known(ItemId(f"i{n}"), n, title, "PAY-7", ItemState.TO_REFINE, None, None) for n, title in ((1, "Pay"), (2, "Part"))
    )
    exact = [Line(2, ItemText("Part", key="PAY-7")), Line(3, ItemText("Pay", key="pay-7")), Line(4, ItemText("New", key="PAY-7"))]
    preview = compared(exact, [parent, part])
    assert [(line.number, known.number) for line, known in preview.there] == [(2, 2), (3, 1)]
    assert ([line.number for line in preview.new], preview.refused) == ([4], ())
    ((_, dated),) = compared([Line(2, ItemText("Other", key="PAY-7"), done=TODAY)], [parent, part]).dated
    assert dated == parent
    # what is kept of a preview is compared again beside what is there by then, and means the same
    assert compared(preview.lines, [parent, part]) == preview


def test_a_line_tells_more_only_by_a_day_that_it_has_itself() -> None:
    begun = Known(ItemId("i1"), 1, "Pay", "", ItemState.STARTED, TODAY, None)
    assert not tells_more(Line(2, ItemText("Pay")), begun)
    assert not tells_more(Line(2, ItemText("Pay"), started=TODAY), begun)
    assert tells_more(Line(2, ItemText("Pay"), started=TODAY - timedelta(days=1)), begun)


def test_of_items_that_say_the_same_each_line_of_an_export_finds_its_own_by_its_number() -> None:
    done = Known(ItemId("i1"), 1, "Twin", "", ItemState.DONE, None, TODAY)
    later = Known(ItemId("i2"), 2, "Twin", "", ItemState.TO_REFINE, None, None)
    lines = [Line(2, ItemText("Twin"), mark="2"), Line(3, ItemText("Twin"), ItemState.DONE, done=TODAY, mark="1")]
    preview = compared(lines, [done, later])
    assert [known for _, known in preview.there] == [later, done]
    assert (preview.new, preview.dated) == ((), ())


def test_the_exports_of_two_channels_that_both_count_from_one_go_in_together() -> None:
    lines = [Line(2, ItemText("Pay"), mark="1"), Line(3, ItemText("Refund"), mark="1"), Line(4, ItemText("Pay"), mark="1")]
    preview = compared(lines, [])
    assert list(preview.new) == lines[:2]
    assert [each.number for each in preview.refused] == [4]


TEXTS = st.text(max_size=12)
SOME = st.sampled_from(["Pay", "pay", "'=1+1", "''=1", "=2", '+a, b\n"c"; d', "- x", "-\tx", "Part"])
DAYS = st.dates(date(2026, 1, 1), TODAY)


@st.composite
def queues(draw: st.DrawFn) -> list[Item]:
    """Return a queue as people leave it: parts with their parent's key, same titles, quotes, formulas, all states."""
    made: list[Item] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        typed = {part: draw(SOME | TEXTS) for part in ("why", "outcome", "size", "key")}
        criteria = tuple(draw(st.lists(SOME | TEXTS, max_size=3)))
        try:
            text = checked(ItemText(draw(SOME | TEXTS), criteria=criteria, **typed))
        except Refusal:
            continue
        state, began, ended = draw(st.sampled_from(ItemState)), *sorted([draw(DAYS), draw(DAYS)])
        parent = draw(st.sampled_from([None, *made]))
        item = Item(
            id=ItemId(f"i{number}"),
            channel=ChannelId("C0GUILD"),
            number=number,
            author=ANA,
            created=datetime(2026, 1, 1, tzinfo=UTC),
            changed=datetime(2026, 1, 1, tzinfo=UTC),
            title=text.title,
            why=text.why,
            criteria=tuple(Criterion(CriterionId(f"c{n}"), one, ANA) for n, one in enumerate(text.criteria)),
            outcome=text.outcome,
            size=text.size,
            key=parent.key if parent else text.key,
            state=state,
            started=began if state in (ItemState.STARTED, ItemState.DONE, ItemState.PARKED) else None,
            done=ended if state is ItemState.DONE else None,
        )
        made.append(item)
    return made


@settings(max_examples=examples(50), deadline=None)
@given(queues().flatmap(st.permutations))
def test_what_is_exported_is_imported_again_elsewhere_as_it_was_and_here_not_at_all(queue: list[Item]) -> None:
    assume(queue)
    table = read_table(header() + "".join(map(row, queue)), TODAY)
    assert table.refused == ()
    elsewhere = compared(table.lines, [])
    assert [replace(line, number=0) for line in elsewhere.new] == [
        Line(0, text_of(item), item.state, item.started, item.done, str(item.number)) for item in queue
    ]
    assert elsewhere.refused == ()
    numbered = sorted(queue, key=lambda item: item.number)
    here = compared(table.lines, [Known(i.id, i.number, i.title, i.key, i.state, i.started, i.done) for i in numbered])
    assert [known.id for _, known in here.there] == [item.id for item in queue]
    assert (here.new, here.dated, here.refused) == ((), (), ())
