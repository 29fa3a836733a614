"""What is to be typed into a body's form for one entry, value by value, as its person copies it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from slack_sdk.models.blocks import Block

from bot.features.seu.rules import at_body
from bot.features.seu.rules.at_body import Job, Typed
from bot.features.seu.rules.held import Claim
from bot.features.seu.rules.programmes import FormValue, Phrase, Programme
from bot.features.seu.rules.values import Entry
from bot.features.seu.views import ids
from bot.slack.blocks import dispatching, field, menu, section
from bot.slack.text import cut, escape, one_line, plain
from bot.words.words import Words

_LONGEST = 600
"""Characters of one value: a form holds several."""


@dataclass(frozen=True)
class ToType:
    """What is to be typed in at a body: an entry with its claim; `before`: as it stands there, where that is to be changed.

    `link`: the claim link that `host` gave.
    """

    programme: Programme
    job: Job
    entry: Entry
    claim: Claim | None
    before: Entry | None = None
    link: str = ""
    host: str = ""

    @property
    def logged(self) -> date | None:
        """Return the day on which it was logged there as it is, if it was."""
        return self.claim.logged if self.claim is not None and self.job is Job.LOG else None

    @property
    def asks(self) -> bool:
        """Tell whether the form asks when it was logged, and as what."""
        return self.logged is None and self.job is not Job.TAKE_OFF


def values(words: Words, shown: ToType) -> list[Block]:
    """Draw each value that the body asks for, with its label there; of a correction also what it was.

    Where the person may say under which of the body's categories it is filed, that is a choice.
    """
    programme = shown.programme
    now = at_body.typed_in(programme, shown.entry, shown.claim)
    before = at_body.typed_in(programme, shown.before, shown.claim) if shown.before else now
    chooses = shown.asks and len(at_body.choosable(programme)) > 1
    labels = {one.value: _label(words, one.label) for one in at_body.form_of(programme)}
    blocks = [_choice(words, shown, labels.get(FormValue.CATEGORY, words.say("Category")))] if chooses else []
    for one in at_body.form_of(programme):
        if one.value in now and not (chooses and one.value is FormValue.CATEGORY):
            told = f"*{plain(_label(words, one.label))}*\n{_copied(words, programme, one.value, now[one.value])}"
            if before.get(one.value, "") != now[one.value]:
                was = _copied(words, programme, one.value, before.get(one.value, ""))
                told = words.say("{value}  (it was {before})", value=told, before=was)
            blocks.append(section(told))
    return blocks


def also_asked(words: Words, shown: ToType) -> str:
    """Name the fields for which the ledger has nothing; empty where there are none."""
    known = at_body.typed_in(shown.programme, shown.entry, shown.claim)
    asked = [_label(words, one.label) for one in at_body.form_of(shown.programme) if one.value not in known]
    if not asked:
        return ""
    return words.say("The form asks for more, of which I know nothing: {fields}.", fields=plain(words.all_of(asked), 300))


def kept_beside(words: Words, shown: ToType) -> str:
    """Tell link and evidence where the form does not ask for them: its person has them ready, should the body ask later."""
    asked = {one.value for one in at_body.form_of(shown.programme)}
    told = []
    if shown.entry.link and FormValue.LINK not in asked:
        told.append(words.say("Your link: {link}", link=escape(shown.entry.link)))
    if shown.entry.evidence and FormValue.EVIDENCE not in asked:
        told.append(words.say("Your evidence: {evidence}", evidence=plain(shown.entry.evidence, 300)))
    return "\n".join(told)


def _choice(words: Words, shown: ToType, label: str) -> Block:
    """Ask under which of the body's categories it is filed: a choice counts at once, for the progress too."""
    options = {one.key: _label(words, one.label) for one in at_body.choosable(shown.programme)}
    first = at_body.category_of(shown.programme, shown.entry.category, shown.claim)
    return dispatching(field("category", label, menu(options, first=first, action=ids.CATEGORY)))


def _copied(words: Words, programme: Programme, asked: FormValue, value: Typed) -> str:
    """Write a value as it is typed in there, alone between two backticks; nothing in it is formatted, so nothing is swapped."""
    if asked is FormValue.CATEGORY and value in programme.categories:
        value = _label(words, programme.categories[str(value)].label)
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"`{cut(escape(one_line(text).replace('`', 'ʼ')), _LONGEST)}`"


def _label(words: Words, phrase: Phrase) -> str:
    return phrase.in_language(words.locale.language)
