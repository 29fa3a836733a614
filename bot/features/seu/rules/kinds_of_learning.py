"""English words for what people learn by: read, watched, a course. Pure."""

import re

from bot.features.seu.rules.values import Category

VERBS = {
    Category.READING: ("read", "reading", "reads", "studied"),
    Category.WATCHING: ("watched", "watching", "listened", "listening"),
    Category.PREPARING: ("prepared", "preparing"),
    Category.VOLUNTEERING: ("volunteered", "volunteering", "coached", "mentored"),
    Category.WORK: ("worked",),
}
"""What people did: it says the kind by itself, and is no part of a title that follows it."""
ATTENDED = ("attended", "attending", "visited", "joined", "took", "completed", "did", "went", "participated")
"""An event, unless a word for something else follows: a course is attended too."""
NOUNS = {
    Category.EVENT: (
        *("conference", "meetup", "meet-up", "summit", "gathering", "unconference", "camp", "webinar"),
        *("event", "talk", "keynote", "coffee"),
    ),
    Category.COURSE: ("course", "training", "workshop", "class", "masterclass", "bootcamp", "certification", "lesson"),
    Category.READING: ("book", "article", "paper", "whitepaper", "blog", "blogpost", "chapter"),
    Category.WATCHING: ("video", "podcast", "recording", "film", "documentary"),
    Category.PREPARING: ("preparation", "prep"),
}
"""What it was: it says the kind, and stays in a title that is not in quotes."""
NAMES = {Category.VOLUNTEERING: ("coaching", "mentoring"), Category.WORK: ("work", "working"), Category.OTHER: ("other",)}
"""What is a kind only beside a title in quotes, or before a colon: titles begin so too."""
_FILLERS = frozenset(
    (
        *(
            "i",
            "i've",
            "we",
            "have",
            "had",
            "been",
            "just",
            "a",
            "an",
            "the",
            "some",
            "my",
            "our",
            "and",
            "called",
            "named",
            "titled",
        ),
        *("of", "to", "at", "about", "on", "in", "for", "from", "by", "with"),
    )
)
_BEGIN = ("i", "i've", "we", "have", "just")
_SMALL = ("to", "at", "for", "on", "in", "from")
_OF = {word: kind for words in (NOUNS, NAMES, VERBS) for kind, each in words.items() for word in each}
_VERBS = {word: kind for kind, each in VERBS.items() for word in each}
_NOUNS = {word: kind for kind, each in NOUNS.items() for word in each}
_NOUNS |= {f"{noun}s": kind for noun, kind in _NOUNS.items()}
_MARKS = ".,;:!?()\"'"


def of_words(words: str) -> tuple[Category | None, str]:
    """Return the kind that words beside a title say, None where they say none or two, and those that say nothing."""
    kinds, strange, attended = [], [], False
    for word in words.split():
        bare = _bare(word)
        attended = attended or bare in ATTENDED
        if bare in _OF or bare in _NOUNS:
            kinds.append(_OF.get(bare) or _NOUNS[bare])
        elif bare and bare not in _FILLERS and bare not in ATTENDED:
            strange.append(word)
    verbs = [kind for word in words.split() if (kind := _VERBS.get(_bare(word)))]
    return _one(verbs or kinds, attended=attended), " ".join(strange)


def of_title_words(words: str) -> tuple[Category | None, str]:
    """Return the kind that words which are a title say too, None where they say none or two, and the title without what is none of it."""
    named, _, behind = words.partition(":")
    if behind and len(named.split()) <= 2 and of_words(named)[0] is not None and not of_words(named)[1]:
        return of_words(named)[0], behind.strip()
    rest = words.split()
    while rest and _bare(rest[0]) in _BEGIN:
        rest.pop(0)
    kind, attended = None, False
    if rest and (_bare(rest[0]) in _VERBS or _bare(rest[0]) in ATTENDED):
        first = _bare(rest.pop(0))
        kind, attended = _VERBS.get(first), first in ATTENDED
        while rest and _bare(rest[0]) in _SMALL:
            rest.pop(0)
    while rest and _bare(rest[-1]) in _SMALL:
        rest.pop()
    nouns = [one for word in rest if (one := _NOUNS.get(_bare(word)))]
    title = "" if all(_bare(word) in _FILLERS | {*_NOUNS, *_OF} for word in rest) else " ".join(rest)
    return kind or _one(nouns, attended=attended), re.sub(r"^[-:,\s]+", "", title)


def _one(kinds: list[Category], *, attended: bool) -> Category | None:
    if not kinds:
        return Category.EVENT if attended else None
    return kinds[0] if len({*kinds}) == 1 else None


def _bare(word: str) -> str:
    return word.strip(_MARKS).lower()
