"""Who hosts, as people type it: co-hosts of a meeting, and who hosts a series in turn."""

import re
from collections.abc import Mapping

from bot.core.ids import PersonId
from bot.meetings.rules.refusals import NoPeople, OneMeetingHasOneHost
from bot.meetings.rules.values import MOST_COHOSTS, MOST_HOSTS
from bot.meetings.views.options import Option
from bot.slack.text import as_typed

_PERSON = r"<@[A-Z0-9]+>"
_PEOPLE = rf"{_PERSON}(?:\s*(?:,|&|\+|and|then|/)?\s*{_PERSON})*"
_COHOSTS = r"(?:with\s+)?co-?hosts?"
_HOSTS = r"(?:hosts?|hosted\s+by|(?:the\s+)?hosts?\s+(?:rotates?|rotating|in\s+turn))(?:\s+(?:in\s+turn|by\s+turns|among|between|are|is))?"
_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_NAMED = re.compile(rf"\b(?:{_COHOSTS}|{_HOSTS})\s*[:=]?\s*{_PEOPLE}", re.IGNORECASE)
"""Where people are mentioned as who is to host: elsewhere a mention is a word of a name."""


def meeting_as_typed(text: str, names: Mapping[str, str]) -> str:
    """Read back what somebody typed of a meeting: names instead of mentions, but for who is to host."""
    bare = _MENTION.sub(r"<@\1>", text)
    kept, place = [], 0
    for found in _NAMED.finditer(bare):
        kept += [_of_rest(text, bare, place, found.start(), names), found[0]]
        place = found.end()
    return "".join([*kept, _of_rest(text, bare, place, len(bare), names)])


def _of_rest(text: str, bare: str, begins: int, ends: int, names: Mapping[str, str]) -> str:
    """Return a stretch of the text without labels, with the labels that it came with."""
    labels = {found[1]: found[0] for found in _MENTION.finditer(text)}
    return as_typed(_MENTION.sub(lambda found: labels[found[1]], bare[begins:ends]), names)


def read_people(text: str) -> tuple[PersonId, ...]:
    """Read people back as a draft and a form keep them: their ids, each once."""
    return tuple(dict.fromkeys(PersonId(one) for one in text.split()))


def _named(found: re.Match[str]) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(PersonId(mention[1]) for mention in _MENTION.finditer(found[0])))


def _refused(found: re.Match[str]) -> tuple[PersonId, ...]:
    raise OneMeetingHasOneHost


COHOSTS = Option(
    name="cohost",
    sets="cohosts",
    words=r"co-?hosts?",
    ways=[(rf"{_COHOSTS}\s*[:=]?\s*{_PEOPLE}", _named)],
    example="cohost @ben",
    label=lambda words: words.say("Co-hosts"),
    hint=lambda words: words.say("They may do all that the host may, except give the role away."),
    usual="",
    unread=lambda word: NoPeople("cohost", word),
    read=read_people,
    write=" ".join,
    people=MOST_COHOSTS,
    in_plans=True,
)
HOSTS = Option(
    name="hosts",
    sets="hosts",
    words="hosts",
    ways=[(rf"{_HOSTS}\s*[:=]?\s*{_PEOPLE}", _named)],
    of_one=[(rf"{_HOSTS}\s*[:=]?\s*{_PEOPLE}", _refused)],
    example="hosts @ana @ben",
    label=lambda words: words.say("Hosts in turn"),
    hint=lambda words: words.say("In this order, one for each date. Empty: whoever plans it hosts them all."),
    usual="",
    unread=lambda word: NoPeople("hosts", word),
    read=read_people,
    write=" ".join,
    people=MOST_HOSTS,
    in_plans=True,
)
HOSTING_OPTIONS = (COHOSTS, HOSTS)
"""What a ceremony whose meetings come again adds to its options."""
