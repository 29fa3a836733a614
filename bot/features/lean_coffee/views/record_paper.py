"""The record of a meeting as pages to print."""

from collections.abc import Sequence
from datetime import datetime

from bot.features.lean_coffee.rules.whole_record import Record, RecordedTopic
from bot.features.lean_coffee.views import record_text as said
from bot.papers.paper import Column, Paper, Part, Table
from bot.slack.text import one_line
from bot.words.words import Words


def record_paper(words: Words, record: Record, made: datetime) -> Paper:
    """Return the record of a meeting as a paper that says what its Markdown says."""
    columns = (
        Column("", 5, numbers=True),
        Column(words.say("Topic"), 38),
        Column(words.say("Dots"), 17),
        Column(words.say("Time"), 20),
        Column(words.say("Thumbs"), 26),
    )
    empty = ("", words.say("No topic was discussed."), "", "", "")
    facts = tuple((name, one_line(fact)) for name, fact in said.facts_of(words, record))
    return Paper(
        title=words.say("{title}: what came out", title=words.set_off(one_line(record.title))),
        language=words.locale.language,
        facts=facts,
        table=Table(columns, tuple(_row(words, topic) for topic in record.discussed) or (empty,)),
        below=tuple(said.unusual(words, record)),
        foot=words.say("Recorded by Cortado while the meeting ran."),
        number=words.say("Page {page} of {pages}", page="{page}", pages="{pages}"),
        missing=words.say("An empty box stands for a letter that the fonts of this document do not have."),
        made=made,
        parts=tuple(part for part in _parts(words, record) if part.lines),
    )


def _row(words: Words, topic: RecordedTopic) -> tuple[str, ...]:
    told = [
        one_line(topic.title),
        one_line(topic.context),
        said.table_of(words, topic.table),
        words.say("Proposed by: {name}", name=said.whose(words, topic)),
        said.given_by(words, topic),
        said.carried(words, topic),
        words.say("parked") if topic.parked else "",
        one_line(topic.link),
    ]
    texts = "\n".join(filter(None, told))
    return (
        str(topic.number),
        texts,
        said.dots_of(words, topic),
        said.time_of(words, topic),
        said.thumbs_of(words, topic.tallies).replace("; ", "\n"),
    )


def _parts(words: Words, record: Record) -> Sequence[Part]:
    taken = [
        *(
            words.say("{topic}: {text}", topic=f"{one.number}. {one_line(one.title)}", text=one_line(text))
            for one in record.discussed
            for text in one.takeaways
        ),
        *map(one_line, record.takeaways),
    ]
    return [
        Part(words.say("Tables"), tuple(said.tables(words, record))),
        Part(words.say("Takeaways"), tuple(taken)),
        Part(words.say("Action items"), tuple(said.promised(words, one) for one in record.promises)),
        Part(words.say("Not reached"), tuple(_left(words, one) for one in record.not_reached)),
        Part(said.who_came(words, record), tuple(said.came(words, record))),
    ]


def _left(words: Words, topic: RecordedTopic) -> str:
    told = [
        one_line(topic.title),
        words.say("Dots: {dots}", dots=said.dots_of(words, topic)),
        words.say("Proposed by: {name}", name=said.whose(words, topic)),
        said.given_by(words, topic),
        said.carried(words, topic),
    ]
    return ". ".join(filter(None, told))
