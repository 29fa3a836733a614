"""Markdown, CSV, JSON and PDF of one record agree on every number, whatever people wrote."""

import csv
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from bot.action_items.rules.values import State
from bot.core.ids import MeetingId
from bot.features.lean_coffee.rules.record_files import as_csv, as_json
from bot.features.lean_coffee.rules.values import Tally
from bot.features.lean_coffee.rules.whole_record import Attendee, Outage, Promise, Record, RecordedTable, RecordedTopic
from bot.features.lean_coffee.views.record_paper import record_paper
from bot.features.lean_coffee.views.record_text import as_markdown
from bot.meetings.rules.values import Closing
from bot.papers.drawing import draw
from bot.papers.paper import read, written
from bot.slack.text import one_line
from bot.words.words import words_for
from tests.features.desk import EXTREMES
from tests.features.lean_coffee.scene import TEN
from tests.plugins.repeatable import examples

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""A record shrinks for minutes and is read as it is."""
SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "lean-coffee-record.schema.json").read_text())
WORDS = words_for("en-GB", "Europe/Madrid")
SPAN = re.compile(r"(?:(\d+) min)? ?(?:(\d+) s)?")


def topic(number: int, **more: Any) -> RecordedTopic:
    told: dict[str, Any] = {"number": number, "title": f"Topic {number}", "context": "", "link": "", "proposed_by": "Ben"}
    told |= {"anonymous": False, "carried": 0, "dots": 3, "voters": 2, "boxes": (300, 200), "parked": False, "takeaways": ()}
    return RecordedTopic(**(told | {"tallies": (Tally(4, 1, 2), Tally(1, 0, 6))} | more))


TABLES = (RecordedTable(1, "Ben", ("Ana", "Ben")), RecordedTable(2, "", ("Chloé",)))
RECORD = Record(
    meeting=MeetingId("m1"),
    title="Platform guild",
    channel="guild",
    zone="Europe/Madrid",
    host="Ana",
    cohosts=("Chloé",),
    began=TEN,
    ended=TEN + timedelta(minutes=45),
    how=Closing.AFTER_OUTAGE,
    cancelled_by="",
    closed=None,
    outage=Outage(TEN, TEN + timedelta(seconds=130), 130, 110),
    discussed=(topic(1, takeaways=("retry once", "=1+1")), topic(2, boxes=(), tallies=(), dots=0, voters=0, parked=True)),
    takeaways=("for all",),
    promises=(Promise("write it down", "Dev", date(2026, 12, 9), State.DONE), Promise("ask", "", None, State.FREE)),
    not_reached=(topic(1, title="Later", anonymous=True, proposed_by="", carried=2, boxes=(), tallies=()),),
    came=(Attendee("Ana", 45), Attendee("Ben", 12), Attendee("Chloé")),
)
MARKS = st.text(alphabet="-+>#=.)(|*_`~&<[]!:; 10abgtl\\", min_size=1, max_size=12).filter(str.strip)
ANY = st.one_of(st.text(min_size=1, max_size=60), MARKS, st.sampled_from([text[:300] for text in EXTREMES.values()]))
TEXTS = ANY.filter(one_line)
TALLIES = st.builds(Tally, st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
TOPICS = st.builds(
    topic,
    st.just(0),
    title=TEXTS,
    context=TEXTS,
    dots=st.integers(0, 300),
    voters=st.integers(0, 60),
    carried=st.integers(0, 9),
    boxes=st.lists(st.integers(0, 9_000), max_size=4).map(tuple),
    tallies=st.lists(TALLIES, max_size=4).map(tuple),
    parked=st.booleans(),
    takeaways=st.lists(TEXTS, max_size=3).map(tuple),
)


def numbered(topics: list[RecordedTopic]) -> tuple[RecordedTopic, ...]:
    return tuple(replace(one, number=number) for number, one in enumerate(topics, 1))


RECORDS = st.builds(
    lambda title, discussed, left, came: replace(RECORD, title=title, discussed=discussed, not_reached=left, came=came),
    TEXTS,
    st.lists(TOPICS, max_size=5).map(numbered),
    st.lists(TOPICS, max_size=3).map(numbered),
    st.lists(st.builds(Attendee, TEXTS, st.none() | st.integers(0, 999)), max_size=5).map(tuple),
)


def seconds(text: str) -> int:
    """Read `3 min 20 s` back."""
    minutes, rest = (int(part or 0) for part in SPAN.fullmatch(text.strip()).groups())  # type: ignore[union-attr]
    return minutes * 60 + rest


def numbers(one: RecordedTopic) -> dict[str, Any]:
    return {
        "dots": one.dots,
        "voters": one.voters,
        "carried": one.carried,
        "seconds": one.seconds,
        "boxes": list(one.boxes),
        "thumbs": [[each.more, each.neutral, each.next] for each in one.tallies],
        "takeaways": len(one.takeaways),
    }


def expected(record: Record) -> dict[str, Any]:
    return {
        "discussed": [numbers(one) for one in record.discussed],
        "left": [{name: numbers(one)[name] for name in ("dots", "voters", "carried")} for one in record.not_reached],
        "came": [one.minutes for one in record.came],
        "seconds": record.seconds,
        "outage": [130, 110],
    }


def of_json(record: Record) -> dict[str, Any]:
    told = json.loads(as_json(record))
    import jsonschema  # seconds of grammars, which whoever collects tests need not read

    jsonschema.validate(told, SCHEMA)

    def read_topic(one: dict[str, Any]) -> dict[str, Any]:
        thumbs = [[each["more"], each["neutral"], each["next"]] for each in one["thumbs"]]
        return {name: one[name] for name in ("dots", "voters", "carried", "seconds", "boxes")} | {
            "thumbs": thumbs,
            "takeaways": len(one["takeaways"]),
        }

    away = told["meeting"]["outage"]
    return {
        "discussed": [read_topic(one) for one in told["discussed"]],
        "left": [{name: one[name] for name in ("dots", "voters", "carried")} for one in told["not_reached"]],
        "came": [one["minutes"] for one in told["came"]],
        "seconds": told["meeting"]["seconds_discussed"],
        "outage": [away["seconds"], away["seconds_given_back"]],
    }


def of_csv(record: Record) -> dict[str, Any]:
    rows = list(csv.DictReader(StringIO(as_csv(record).decode("utf-8-sig"), newline="")))
    kinds = {kind: [row for row in rows if row["kind"] == kind] for kind in {row["kind"] for row in rows} | {"topic"}}
    taken = [row["number"] for row in kinds.get("takeaway", [])]

    def read_row(row: dict[str, str]) -> dict[str, Any]:
        return {
            **{name: int(row[name]) for name in ("dots", "voters", "carried", "seconds")},
            "boxes": [int(part) for part in row["boxes"].split(" + ") if part],
            "thumbs": [[int(part) for part in re.findall(r"\d+", each)] for each in row["thumbs"].split("; ") if each],
            "takeaways": taken.count(row["number"]),
        }

    return {
        "discussed": [read_row(row) for row in kinds["topic"]],
        "left": [{name: int(row[name]) for name in ("dots", "voters", "carried")} for row in kinds.get("not_reached", [])],
        "came": [int(row["minutes"]) if row["minutes"] else None for row in kinds.get("person", [])],
        "seconds": int(kinds["meeting"][0]["seconds"]),
        "outage": [int(kinds["outage"][0]["seconds"]), int(kinds["outage"][0]["details"].split()[0])],
    }


def lines_of(text: str) -> list[tuple[str, str]]:
    """Return what Markdown shows, line by line, with what each is: a heading of a level, an entry, a paragraph."""
    found, kind = [], ""
    for token in MarkdownIt().parse(text):
        if token.type == "heading_open":
            kind = token.tag
        elif token.type == "list_item_open":
            kind = "li"
        elif token.type in ("paragraph_open", "blockquote_open") and kind != "li":
            kind = "p"
        elif token.type in ("list_item_close", "heading_close"):
            kind = ""
        elif token.type == "inline":
            shown = "".join("\n" if each.type == "softbreak" else each.content for each in token.children or ())
            found.append((kind, shown))
    return found


DOTS = re.compile(r"Dots: (\d+) from (\d+) (?:person|people)")


def of_markdown(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {"discussed": [], "left": [], "came": [], "seconds": 0, "outage": []}
    part = ""
    for kind, text in lines_of(as_markdown(WORDS, record)):
        if kind == "h2":
            part = text.partition(" (")[0]
        elif kind == "h3":
            blank = {"dots": 0, "voters": 0, "carried": 0, "seconds": 0, "boxes": [], "thumbs": [], "takeaways": 0}
            found["discussed"].append(blank)
        elif not part:
            _of_head(found, text)
        elif part == "Discussed" and kind == "li":
            _of_topic(found["discussed"][-1], text)
        elif part == "Not reached":
            dots, voters = DOTS.findall(text)[-1]
            carried = re.search(r"carried (\d+)×\Z", text)
            found["left"].append({"dots": int(dots), "voters": int(voters), "carried": int(carried[1]) if carried else 0})
        elif part == "Who came":
            minutes = re.search(r": (\d+) min\Z", text)
            found["came"].append(int(minutes[1]) if minutes else None)
    return found


def _of_head(found: dict[str, Any], text: str) -> None:
    if talked := re.fullmatch(r"Discussed: \d+ topics? in (.*)", text):
        found["seconds"] = seconds(talked[1])
    if away := re.search(r"I was away for (.*) and gave (.*) back\.", text):
        found["outage"] = [seconds(away[1]), seconds(away[2])]


def _of_topic(one: dict[str, Any], text: str) -> None:
    name, _, said = text.partition(": ")
    if dots := DOTS.fullmatch(text):
        one["dots"], one["voters"] = int(dots[1]), int(dots[2])
    elif name == "Time":
        whole, _, boxes = said.partition(" (")
        one["seconds"] = seconds(whole)
        one["boxes"] = [seconds(box) for box in boxes[:-1].split(" + ")] if boxes else []
    elif name == "Thumbs":
        one["thumbs"] = [[int(part) for part in re.findall(r"\d+", each)] for each in said.split("; ")]
    elif name == "Takeaway":
        one["takeaways"] += 1
    elif carried := re.fullmatch(r"carried (\d+)×", text):
        one["carried"] = int(carried[1])


def boxes_as_shown(told: dict[str, Any]) -> dict[str, Any]:
    """One box is only written as the whole."""
    for one in told["discussed"]:
        one["boxes"] = one["boxes"] if len(one["boxes"]) > 1 else []
    return told


def test_a_row_of_the_csv_names_what_it_is_about() -> None:
    rows = list(csv.DictReader(StringIO(as_csv(RECORD).decode("utf-8-sig"), newline="")))
    named = [(row["kind"], row["text"], row["person"], row["details"]) for row in rows if row["kind"] in {"meeting", "action"}]
    assert named == [
        ("meeting", "Platform guild", "Ana", "guild"),
        ("action", "write it down", "Dev", ""),
        ("action", "ask", "", ""),
    ]


def test_a_json_has_letters_as_people_wrote_them() -> None:
    assert "Chloé" in as_json(RECORD).decode()


def test_all_four_agree_on_every_number() -> None:
    assert of_json(RECORD) == of_csv(RECORD) == expected(RECORD)
    assert of_markdown(RECORD) == boxes_as_shown(expected(RECORD))
    pages = PdfReader(BytesIO(draw(read(written(record_paper(WORDS, RECORD, TEN)))))).pages
    shown = " ".join(" ".join(page.extract_text() for page in pages).split())
    for text in (
        "2 topics in 8 min 20 s",
        "1 Topic 1 Proposed by: Ben 3 from 2 people 8 min 20 s (5 min + 3 min 20 s) 4 more, 1 neutral, 2 next 1 more, 0 neutral, 6 next",
        "0 from 0 people 0 s",
        "Later. Dots: 3 from 2 people. Proposed by: anonymous. carried 2×",
        *("Ana: 45 min", "Ben: 12 min", "Chloé", "Who came (3)"),
        "Closed after an outage: I was away at the planned end. I was away for 2 min 10 s and gave 1 min 50 s back.",
        *("1. Topic 1: retry once", "1. Topic 1: =1+1", "for all"),
        *("write it down (Dev, by 9 December 2026, done)", "ask (nobody yet, no day, open)"),
    ):
        assert text in shown, f"{text} is not in {shown}"


@settings(max_examples=examples(60), deadline=None, phases=QUICK)
@given(RECORDS)
def test_what_is_written_as_text_is_read_back_with_the_same_numbers(record: Record) -> None:
    assert of_json(record) == of_csv(record) == expected(record)
    assert of_markdown(record) == boxes_as_shown(expected(record))


@settings(max_examples=examples(60), deadline=None, phases=QUICK)
@given(RECORDS)
def test_a_csv_has_no_cell_that_a_spreadsheet_takes_for_a_formula(record: Record) -> None:
    for row in csv.reader(StringIO(as_csv(record).decode("utf-8-sig"), newline="")):
        assert [cell for cell in row if cell[:1] in "=+-@\t\r" and cell] == []


@settings(max_examples=examples(60), deadline=None, phases=QUICK)
@given(TEXTS, TEXTS)
def test_markdown_shows_peoples_words_as_they_are(title: str, context: str) -> None:
    shown = lines_of(as_markdown(WORDS, replace(RECORD, discussed=(topic(1, title=title, context=context),))))
    assert ("h3", f"1. {one_line(title)}".strip()) in shown
    assert not one_line(context) or ("p", one_line(context)) in shown


def test_a_table_without_its_host_and_who_gave_dots_stand_beside_a_topic_that_was_not_reached_too() -> None:
    given = (("Ben", 2), ("Chlo*é*", 1))
    split = replace(RECORD, tables=TABLES, discussed=(topic(1, table=TABLES[1]),), not_reached=(topic(1, named=given),))
    shown = lines_of(as_markdown(WORDS, split))
    assert ("li", "Table 2") in shown
    assert ("li", "Table 1, host Ben: Ana, Ben") in shown
    assert ("li", "Table 2: Chloé") in shown
    assert any("dots from Ben 2, Chlo*é* 1" in text for kind, text in shown if kind == "li")
    paper = record_paper(WORDS, split, TEN)
    assert "Table 2" in paper.table.rows[0][1].split("\n")
    assert "dots from Ben 2, Chlo*é* 1" in str(paper.parts)
    told = json.loads(as_json(split))
    import jsonschema  # seconds of grammars, which whoever collects tests need not read

    jsonschema.validate(told, SCHEMA)
    assert (told["discussed"][0]["table"], told["tables"][1]["host"]) == ({"number": 2, "host": None}, None)


def test_topics_of_tables_do_not_fit_one_after_the_other_into_the_meeting_and_do_not_say_so() -> None:
    assert "- Discussed: 2 topics in 8 min 20 s" in as_markdown(WORDS, RECORD)
    assert "- Discussed: 2 topics at tables, 8 min 20 s in all" in as_markdown(WORDS, replace(RECORD, tables=TABLES))


def test_all_of_it_is_in_the_paper_of_a_meeting_that_talked_about_nothing() -> None:
    bare = replace(RECORD, discussed=(), takeaways=(), promises=(), not_reached=(), came=(), outage=None, how=Closing.DONE)
    paper = record_paper(WORDS, bare, TEN)
    assert paper.table.rows == (("", "No topic was discussed.", "", "", ""),)
    assert not paper.parts
    assert not paper.below
    assert "No topic was discussed." in as_markdown(WORDS, bare)
    cancelled = replace(bare, how=Closing.CANCELLED, cancelled_by="Ana")
    assert "> Cancelled by Ana." in as_markdown(WORDS, cancelled)
    left = replace(bare, how=Closing.LEFT_OPEN, closed=TEN + timedelta(hours=1))
    assert "> It was left open, so it closed by itself at 12:00." in as_markdown(WORDS, left)
    assert json.loads(as_json(left))["meeting"]["closed_by_itself"] == "2026-12-01T11:00:00Z"
