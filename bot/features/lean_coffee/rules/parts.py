"""What a merged topic is made of, and what it says."""

from collections.abc import Callable
from dataclasses import replace

from bot.features.lean_coffee.rules.changes import TopicReworded, TopicWithdrawn
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.texts import LIMITS
from bot.features.lean_coffee.rules.values import Topic, TopicId

_BETWEEN = " + "
_CUT = "…"


def tree(topic: Topic) -> tuple[Topic, ...]:
    """Return a topic with all that it was made of, itself first."""
    return (topic, *(found for half in topic.halves for found in tree(half)))


def parts(topic: Topic) -> tuple[Topic, ...]:
    """Return the topics that people proposed of which it is made, without those that were withdrawn; one that is not merged is itself."""
    if topic.merge is None:
        return (topic,)
    return tuple(part for half in topic.halves if half.column is Column.MERGED for part in parts(half))


def changed(topic: Topic, named: TopicId, change: Callable[[Topic], Topic]) -> Topic:
    """Return a topic in which one of its tree is another."""
    if topic.id == named:
        return change(topic)
    return replace(topic, halves=tuple(changed(half, named, change) for half in topic.halves)) if topic.halves else topic


def words_of(made_of: tuple[Topic, ...]) -> tuple[str, str, str]:
    """Return title, context and links of a topic that is made of these: both titles within the limit of one, whole ones in the context."""
    if len(made_of) == 1:
        return made_of[0].title, made_of[0].context, made_of[0].link
    titles = titles_within([part.title for part in made_of], LIMITS["title"])
    told = [_told(part, title != part.title) for part, title in zip(made_of, titles, strict=True)]
    links = dict.fromkeys(link for part in made_of for link in part.link.split())
    return _BETWEEN.join(titles), "\n".join(line for line in told if line), "\n".join(links)


def reworded(whole: Topic, part: Topic) -> tuple[TopicReworded | TopicWithdrawn, ...]:
    """Return what a change of a part comes to in all that it is part of: other words, or none where nothing is left of it."""
    after = changed(whole, part.id, lambda _: part)
    around = [one.id for one in tree(whole) if one.id != part.id and any(inner.id == part.id for inner in tree(one))]
    changes: list[TopicReworded | TopicWithdrawn] = []
    for named in reversed(around):
        made_of = parts(next(one for one in tree(after) if one.id == named))
        if made_of:
            changes.append(TopicReworded(named, *words_of(made_of)))
        else:
            changes.append(TopicWithdrawn(named))
            after = changed(after, named, lambda one: replace(one, column=Column.WITHDRAWN))
    return tuple(changes)


def titles_within(titles: list[str], room: int) -> list[str]:
    """Cut titles so that they fit beside one another: what the short ones leave unused, the long ones have."""
    left, kept = room - len(_BETWEEN) * (len(titles) - 1), dict[int, str]()
    for place in sorted(range(len(titles)), key=lambda place: len(titles[place])):
        share, title = left // (len(titles) - len(kept)), titles[place]
        kept[place] = title if len(title) <= share else title[: share - len(_CUT)].rstrip() + _CUT
        left -= len(kept[place])
    return [kept[place] for place in range(len(titles))]


def _told(part: Topic, cut: bool) -> str:
    if part.context:
        return f"{part.title}: {part.context}"
    return part.title if cut else ""
