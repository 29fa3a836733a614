"""Draws a paper as a PDF; imported only by the process that does nothing else."""

from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from bot.papers.letters import BOX, CHINESE, JAPANESE, KOREAN, runs
from bot.papers.paper import Column, Paper, Table

_FONTS = Path(__file__).parent / "fonts"
_MARGIN = 18 * mm
_PADDING = 6
"""Points that the library leaves free inside a page's margins."""
_INK, _GREY, _LINE, _SHADE = HexColor("#1d1c1d"), HexColor("#5c5b5c"), HexColor("#c9c8c9"), HexColor("#f3f2f3")


def draw(paper: Paper) -> bytes:
    """Return a paper as a PDF: the same paper becomes the same bytes."""
    sheet = _Sheet()
    content = BytesIO()
    template = SimpleDocTemplate(
        content,
        pagesize=A4,
        leftMargin=_MARGIN - _PADDING,
        rightMargin=_MARGIN - _PADDING,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN + 10 * mm,
        title=paper.title,
        author="Cortado",
        creator="Cortado",
        keywords=paper.mark or None,
        lang=paper.language,
    )
    template.build(sheet.story(paper), canvasmaker=lambda *told, **named: _Numbered(*told, paper=paper, sheet=sheet, **named))
    return content.getvalue()


class _Sheet:
    """The fonts and styles of one paper, and whether a letter was missing."""

    def __init__(self) -> None:
        own = TTFont("Own", str(_FONTS / "DejaVuSans.ttf"))
        bold = TTFont("Own-Bold", str(_FONTS / "DejaVuSans-Bold.ttf"))
        for font in (own, bold, *(UnicodeCIDFont(name) for name in (JAPANESE, CHINESE, KOREAN))):
            pdfmetrics.registerFont(font)
        self._drawn = own.face.charToGlyph.keys() & bold.face.charToGlyph.keys()
        self.missing = False

    def text(self, text: str, size: float = 9, *, bold: bool = False, right: bool = False, colour: Any = _INK) -> Paragraph:
        """Return a text that breaks where its column ends."""
        style = ParagraphStyle(
            "text",
            fontName="Own-Bold" if bold else "Own",
            fontSize=size,
            leading=size * 1.35,
            textColor=colour,
            alignment=2 if right else 0,
            splitLongWords=True,
            allowWidows=0,
        )
        return Paragraph(self._marked(text), style)

    def _marked(self, text: str) -> str:
        marked = []
        for font, part in runs(text.replace("\t", " "), self._drawn):
            self.missing = self.missing or (BOX in part and BOX not in text)
            told = escape(part).replace("\n", "<br/>")
            marked.append(f'<font name="{font}">{told}</font>' if font else told)
        return "".join(marked)

    def story(self, paper: Paper) -> list[Any]:
        """Return what flows over the pages."""
        story: list[Any] = [self.text(paper.title, 16, bold=True), Spacer(0, 5 * mm)]
        story += [self._facts(paper), Spacer(0, 6 * mm), self._table(paper.table), Spacer(0, 6 * mm)]
        for part in paper.parts:
            story += [self.text(part.heading, 11, bold=True), Spacer(0, 2 * mm)]
            story += [each for line in part.lines for each in (self.text(f"\u2022 {line}"), Spacer(0, 1 * mm))]
            story.append(Spacer(0, 4 * mm))
        for sentence in paper.below:
            story += [self.text(sentence, 8.5, colour=_GREY), Spacer(0, 1.5 * mm)]
        if self.missing:
            story.append(self.text(paper.missing, 8.5, colour=_GREY))
        return story

    def _facts(self, paper: Paper) -> LongTable:
        rows = [[self.text(name, colour=_GREY), self.text(fact)] for name, fact in paper.facts]
        width = A4[0] - 2 * _MARGIN
        return LongTable(
            rows, colWidths=[width * 0.24, width * 0.76], style=TableStyle([*_PLAIN, ("LEFTPADDING", (0, 0), (0, -1), 0)])
        )

    def _table(self, table: Table) -> LongTable:
        shares = sum(column.share for column in table.columns)
        widths = [(A4[0] - 2 * _MARGIN) * column.share / shares for column in table.columns]
        rows = [[self._cell(column, column.heading, bold=True) for column in table.columns]]
        rows += [[self._cell(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows]
        style = [*_PLAIN, ("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE), ("BACKGROUND", (0, 0), (-1, 0), _SHADE)]
        if table.tall:
            style += [("TOPPADDING", (0, 1), (-1, -1), 9), ("BOTTOMPADDING", (0, 1), (-1, -1), 9)]
        if table.total:
            rows.append([self._cell(column, cell, bold=True) for column, cell in zip(table.columns, table.total, strict=True)])
            style.append(("LINEABOVE", (0, -1), (-1, -1), 1, _INK))
        return LongTable(rows, colWidths=widths, repeatRows=1, style=TableStyle(style))

    def _cell(self, column: Column, text: str, *, bold: bool = False) -> Paragraph:
        return self.text(text, 8.5, bold=bold, right=column.numbers)


_PLAIN: list[Any] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
]


class _Numbered(Canvas):  # type: ignore[misc]  # the library has no types
    """Pages with a foot, written once it is known how many there are."""

    def __init__(self, *told: Any, paper: Paper, sheet: _Sheet, **named: Any) -> None:
        super().__init__(*told, **named)
        self._paper, self._sheet = paper, sheet
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - as the library calls it
        """Keep a page until all are drawn."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write the foot of each page, then the file."""
        pages = self._pages
        for number, page in enumerate(pages, 1):
            self.__dict__.update(page)
            self._foot(number, len(pages))
            super().showPage()
        super().save()

    def _foot(self, number: int, count: int) -> None:
        width = A4[0] - 2 * _MARGIN
        right = self._sheet.text(self._paper.number.format(page=number, pages=count), 7.5, right=True, colour=_GREY)
        left = self._sheet.text(self._paper.foot, 7.5, colour=_GREY)
        self.setStrokeColor(_LINE)
        self.line(_MARGIN, _MARGIN + 8 * mm, A4[0] - _MARGIN, _MARGIN + 8 * mm)
        for paragraph, share, at in ((left, 0.8, 0.0), (right, 0.2, 0.8)):
            _, height = paragraph.wrap(width * share, 20 * mm)
            paragraph.drawOn(self, _MARGIN + width * at, _MARGIN + 7 * mm - height)
