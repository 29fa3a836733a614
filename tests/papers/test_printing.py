"""A paper becomes a PDF that a reader reads back."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from bot.papers import printing
from bot.papers.paper import Column, Paper, Table, read, written
from bot.papers.printing import NotPrinted, printed

COLUMNS = (Column("Date", 18), Column("Activity", 60), Column("Minutes", 20, numbers=True))
PAPER = Paper(
    title="Attendance statement",
    language="en",
    facts=(("Name", "Zoë Łukasz Αθηνά Иван 山田太郎 さくら 김민준"), ("Period", "November 2026")),
    table=Table(COLUMNS, (("1 Nov 2026", "Platform guild", "58"),), ("", "Together", "58")),
    below=("Not issued by Scrum Alliance.",),
    foot="Statement 9f3a",
    number="Page {page} of {pages}",
    missing="An empty box stands for a letter without a font.",
    made=datetime(2026, 12, 5, 10, 15, tzinfo=UTC),
    mark="mark:9f3a",
)


def pages_of(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


async def test_a_pdf_says_what_the_paper_says_in_every_script_and_knows_no_moment_but_the_papers() -> None:
    content = await printed(PAPER)
    (page,) = pages_of(content)
    for told in ("Zoë Łukasz Αθηνά Иван 山田太郎 さくら 김민준", "Platform guild", "Together", "Not issued", "Page 1 of 1"):
        assert told in page
    assert PAPER.missing not in page
    properties = PdfReader(BytesIO(content)).metadata
    assert properties is not None
    assert properties.creation_date == PAPER.made
    assert str(properties["/Keywords"]) == "mark:9f3a"
    assert await printed(PAPER) == content


async def test_a_long_table_goes_on_over_pages_with_its_head_and_the_foot_on_each() -> None:
    rows = tuple((f"day {number}", "Forecasting with throughput " * 4, "58") for number in range(60))
    pages = pages_of(await printed(replace(PAPER, table=Table(COLUMNS, rows))))
    assert len(pages) > 2
    assert all("Activity" in page and "Statement 9f3a" in page for page in pages)
    assert f"Page 2 of {len(pages)}" in pages[1]
    assert [f"day {number}\n" in "".join(pages) for number in range(60)] == [True] * 60


async def test_nothing_stands_beyond_the_edge_of_a_page_however_long_a_word_is() -> None:
    long = "x" * 300
    table = Table(COLUMNS, ((long, long, long), ("", "字" * 200, "")))
    content = await printed(replace(PAPER, title=long, facts=((long, long),), table=table, foot=long))
    for page in PdfDocument(content):
        picture = page.render(scale=1).to_pil().convert("L")
        wide, high = picture.size
        for edge in ((0, 0, 30, high), (wide - 30, 0, wide, high), (0, high - 12, wide, high)):
            assert picture.crop(edge).getextrema() == (255, 255)


async def test_a_letter_that_no_font_has_is_told_of() -> None:
    (page,) = pages_of(await printed(replace(PAPER, facts=(("Name", "محمد & <b>"),))))
    assert "□□□□ & <b>" in page
    assert PAPER.missing in page


async def test_a_paper_that_cannot_be_drawn_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotPrinted):
        await printed(replace(PAPER, number="{nothing}"))
    monkeypatch.setattr(printing, "_LONGEST", 0)
    with pytest.raises(NotPrinted):
        await printed(PAPER)


def test_a_paper_is_read_as_it_was_written_down() -> None:
    assert read(written(PAPER)) == PAPER
