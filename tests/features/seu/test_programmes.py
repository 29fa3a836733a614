"""The files of programmes: what comes with the bot, what an admin adds, and what is said of a file that cannot be read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.features.seu.programmes.reading import BUILT_IN, BadProgrammes, load, read_programme
from bot.features.seu.rules.programmes import Programme
from bot.features.seu.rules.values import Category

SMALL = """\
key: guild
version: "1"
name: Guild
body: The guild
checked_on: 2026-11-28
unit: {one: hour, many: hours, minutes: 60, step: 15}
cycle: {months: 12, window: 12, carry_over: {most: 2, months: 6}}
levels:
  member:
    name: Member
    need: 10
    fees: {member: {name: Member, amount: 9.50, currency: EUR}}
certifications:
  gm: {name: GM, title: Guild member, level: member, track: guild, onward: [{to: gx, needs: [Time]}]}
  gx: {name: GX, title: Guild expert, level: member, track: guild}
categories:
  learning: {label: Learning, maximum: 8, old_names: [Study]}
  books: {label: Books, parent: learning, minimum: 1, maximum: 3}
  giving: {label: {en: Giving, fr: Donner}, minimum: 2}
filed_under:
  event: learning
  course: learning
  reading: books
  watching: learning
  preparing: giving
  volunteering: giving
  work: null
  other: null
second_hand: [levels.member.need]
"""


def refused(document: str) -> list[str]:
    with pytest.raises(BadProgrammes) as bad:
        read_programme(document, "guild.yaml")
    return bad.value.lines


def test_every_built_in_programme_is_sound() -> None:
    assert {path.stem for path in BUILT_IN.glob("*.yaml")} == set(load().by_key)


def test_amounts_are_read_as_minutes_without_a_rounding() -> None:
    guild = read_programme(SMALL, "guild.yaml")
    assert guild.levels["member"].need == 600
    assert guild.cycle is not None
    assert guild.cycle.carry_over is not None
    assert guild.cycle.carry_over.most == 120
    assert str(guild.levels["member"].fees[0].amount) == "9.5"
    assert guild.filed_under[Category.READING] == "books"
    assert list(guild.categories) == ["learning", "giving", "books"]


def test_a_category_is_found_by_its_names_of_today_and_of_before() -> None:
    guild = read_programme(SMALL, "guild.yaml")
    assert [found and found.key for found in map(guild.category_named, ["STUDY", " Donner ", "books", "nothing"])] == [
        "learning",
        "giving",
        "books",
        None,
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("need: 10", "ned: 10", "levels.member.ned: nothing of this name is known here; there may be name, need, add_on,"),
        ("need: 10", "need: -1", "levels.member.need: -1 is too little; it has to be more than 0"),
        ("need: 10", "need: much", "levels.member.need: has to be a number"),
        ("need: 10", "need: 10.1", "levels.member.need: 10.1 hours are no whole number of steps of 15 minutes"),
        ("need: 10", "need: 2", "levels.member.need: the minimums of its categories are 3 hours, which is more"),
        ("need: 10", "need: 10\n    add_on: 5", "levels.member.add_on: there is none where each is renewed apart"),
        ('version: "1"', "version: 1", "version: has to be a text; write it in quotation marks"),
        ("body: The guild\n", "", "body: is missing"),
        ("checked_on: 2026-11-28", "checked_on: lately", "checked_on: has to be a day: 2026-11-28"),
        ("key: guild", "key: The Guild", "key: “The Guild” is not a key of small letters, digits and _"),
        ("name: Member\n    need", "name: {fr: Membre}\n    need", "levels.member.name: has no text for en"),
        ("currency: EUR", "currency: euro", "levels.member.fees.member.currency: “euro” is not a currency of three"),
        ("months: 12, window", "months: 0, window", "cycle.months: 0 is too little; the least is 1"),
        ("months: 6", "months: 13", "cycle.carry_over.months: is longer than the cycle; the most are 12"),
        ("need: 10", "need: 10\n    limits: {sleep: {minimum: 1}}", "levels.member.limits.sleep: there is no such category"),
        ("need: 10", "need: 20000", "levels.member.need: 20000 is too much; the most is 10000"),
        ("need: 10", "need: yes", "levels.member.need: has to be a number"),
        ("need: 10", "need: .nan", "levels.member.need: has to be a number"),
        (
            "need: 10",
            "need: 10\n    cycle: {months: 12, window: 12, carry_over: {most: 0.1, months: 1}}",
            "cycle.carry_over.most: 0.1 hours",
        ),
        ("checked_on", "renewed: together\nchecked_on", "levels.member.add_on: is missing; what is renewed together says what"),
        ("checked_on", "lifelong: true\nchecked_on", "lifelong: what never expires has no cycle"),
        (
            "cycle: {months: 12, window: 12, carry_over: {most: 2, months: 6}}\n",
            "",
            "levels.member.need: there is no cycle in which",
        ),
        ("name: Guild\n", f"name: {'G' * 201}\n", "name: is too long; the most are 200 characters"),
        ("name: Guild\n", "name: ''\n", "name: is empty"),
        ("name: Guild\n", "name: Guild\n3: three\n", "3: has a key that is no text; write it in quotation marks"),
        ("minimum: 2}", "minimum: 2, maximum: 1}", "levels.member: the minimums in giving are 2 hours, and only 1 count"),
        (
            "giving: {label: {en: Giving, fr: Donner}, minimum: 2}",
            "giving: {label: G, maximum: 1}",
            "no more than 9 hours can count",
        ),
        ("months: 6}", "months: 6, category: sleep}", "cycle.carry_over.category: there is no such category; it may be learning"),
        ("cycle: {", "no_cycle: {", "no_cycle: nothing of this name is known here"),
        (
            "window: 12,",
            "window: 12, anchor: someday,",
            "cycle.anchor: “someday” is not known; it may be 'issued' or 'month_end'",
        ),
        (
            "level: member, track: guild}",
            "level: boss, track: guild}",
            "certifications.gx.level: there is no such level; it may be member",
        ),
        ("to: gx", "to: gm", "certifications.gm.onward.0.to: there is no such other certification"),
        ("parent: learning", "parent: books", "categories.books.parent: it would be a part of itself"),
        ("parent: learning", "parent: reading", "categories.books.parent: there is no such category; it may be learning, books"),
        ("  work: null\n", "", "filed_under.work: is missing; name the category that it is filed under, or write null"),
        ("work: null", "work: labour", "filed_under.work: there is no such category"),
        ("work: null", "sleep: null", "filed_under.sleep: “sleep” is not known"),
        ("old_names: [Study]", "old_names: [GIVING]", "“giving” is a name of"),
        ("minimum: 1, maximum: 3", "minimum: 9", "the minimums in learning are 9 hours, and only 8 count"),
        ("[levels.member.need]", "[levels.member.price]", "second_hand.0: “levels.member.price” is no part of this file"),
        ("key: guild", "key: guild\nkey: lodge", "line 2: is no YAML: “key” stands there twice"),
        ("key: guild", "key: [guild", "is no YAML"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_with_the_place_and_what_is_allowed(old: str, new: str, said: str) -> None:
    assert old in SMALL
    lines = refused(SMALL.replace(old, new, 1))
    assert any(line.startswith("guild.yaml: ") and said in line for line in lines), lines


NOBODY = """\
key: guild
version: "1"
name: Guild
body: The guild
checked_on: 2026-11-28
unit: {one: hour, many: hours, minutes: 60, step: 15}
"""


def test_a_programme_has_a_level_and_says_what_it_certifies() -> None:
    assert refused(NOBODY + "levels: {}\n") == ["guild.yaml: levels: has too few entries; there has to be at least 1."]
    (line,) = refused(NOBODY + "levels: {any: {name: Any}}\n")
    assert line.startswith("guild.yaml: certifications: is empty; name one, or write `open: true`")
    assert (
        read_programme(NOBODY + "open: true\nlevels: {any: {name: Any}}\n", "guild.yaml").certification("Anything at all")
        is not None
    )


PLACES = st.lists(st.integers(0, 30), min_size=1, max_size=5)
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.just([]), st.just({}), st.just([{"a": 1}])
)


@given(st.sampled_from(sorted(load().by_key)), PLACES, ODD)
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_sentences(key: str, places: list[int], odd: object) -> None:
    document = yaml.safe_load(load().by_key[key].document)
    node: Any = document
    for place in places:
        keys = list(node) if isinstance(node, dict) else list(range(len(node)))
        at = keys[place % len(keys)]
        if place == places[-1] or not isinstance(node[at], dict | list) or not node[at]:
            node[at] = odd
            break
        node = node[at]
    said = faults_in(yaml.safe_dump(document, allow_unicode=True))
    assert said is None or said
    assert all(line.startswith("odd.yaml: ") and line.endswith(".") for line in said or ())


def faults_in(document: str) -> list[str] | None:
    try:
        read_programme(document, "odd.yaml")
    except BadProgrammes as bad:
        return bad.lines
    return None


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert len(refused(SMALL.replace("need: 10", "need: -1").replace("body: The guild\n", "").replace("EUR", "€"))) == 3
    assert refused("key: \x01")[0].startswith("guild.yaml: is no YAML: ")
    assert refused("- a list") == ["guild.yaml: has to be a mapping of keys to values."]


def test_an_admins_file_adds_a_programme_or_takes_the_place_of_one(tmp_path: Path) -> None:
    put(tmp_path, "guild.yaml", SMALL)
    put(tmp_path, "ours.yml", SMALL.replace("key: guild", "key: scrum_alliance"))
    put(tmp_path, "README.md", "not read")
    read = load(tmp_path).by_key
    assert read["guild"].name == "Guild"
    assert read["scrum_alliance"].name == "Guild"
    assert set(read) == {*load().by_key, "guild"}


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.write_bytes(b"key: \xff"), "guild.yaml: is not written in UTF-8."),
        (lambda path: path.write_text("#" * 200_001), "guild.yaml: is too large; the most are 200,000 bytes."),
        (lambda path: path.mkdir(), "guild.yaml: cannot be read (Is a directory)."),
        (
            lambda path: put(path.parent, "again.yaml", path.write_text(SMALL) and SMALL),
            "guild.yaml: key: “guild” is the key of again.yaml too",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, spoil: Callable[[Path], None], said: str) -> None:
    spoil(tmp_path / "guild.yaml")
    with pytest.raises(BadProgrammes) as bad:
        load(tmp_path)
    assert said in str(bad.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadProgrammes, match="nowhere: cannot be read"):
        load(tmp_path / "nowhere")


def test_a_version_is_read_again_from_its_own_document() -> None:
    for programme in load().by_key.values():
        assert read_programme(programme.document, "kept") == programme


def scrum_alliance() -> Programme:
    return load().by_key["scrum_alliance"]


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
