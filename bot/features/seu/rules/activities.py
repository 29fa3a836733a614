"""What people log by themselves: time, kind, title, day, link, evidence (seu.md, cases 22, 23)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.ids import PersonId
from bot.core.limits import TextTooLong, line, paragraph
from bot.core.refusal import AllAtOnce
from bot.features.seu.rules.entries import Ids, a_reason, read_minutes, refuse_unless_last, reversal, self_correction
from bot.features.seu.rules.refusals import DayMissing, FutureDay, KindMissing, NoCourse, NoMinutes, NothingChanged
from bot.features.seu.rules.values import Category, Entry, Kind, Source, Word
from bot.schedule.grammar.english import read_optional_link

LONGEST_TITLE = 200
LONGEST_LINK = 1_000
LONGEST_EVIDENCE = 1_000
RENEWS = "renews:"
"""What the rule of an entry begins with that renews everything in a programme, which it names."""


@dataclass(frozen=True)
class Activity:
    """What somebody learned by: whole minutes on a day; `renews`: the programme in which it renews everything, else empty."""

    minutes: int
    category: Category
    title: str
    day: date
    link: str = ""
    evidence: str = ""
    renews: str = ""

    @property
    def rule(self) -> str:
        """Return the rule of its entry."""
        return f"{RENEWS}{self.renews}" if self.renews else ""


@dataclass(frozen=True)
class Written:
    """An activity as it stands in a form."""

    hours: str
    minutes: str
    category: str
    title: str
    day: str
    link: str = ""
    evidence: str = ""
    renews: str = ""


def of_entry(entry: Entry) -> Activity:
    """Return the activity that an entry is about; of one that takes back, as it was before."""
    return Activity(
        abs(entry.minutes),
        entry.category,
        entry.description,
        entry.day,
        entry.link,
        entry.evidence,
        renewed_by(entry),
    )


def renewed_by(entry: Entry) -> str:
    """Return the programme in which an entry renews everything; empty where it does not."""
    return entry.rule.removeprefix(RENEWS) if entry.rule.startswith(RENEWS) else ""


def read_activity(written: Written, today: date) -> Activity:
    """Read what was filled in; `today`: where its author is. Raise all that is wrong with it, Several of them."""
    refused = AllAtOnce()
    minutes = refused.read(None, read_minutes, written.hours, written.minutes)
    if minutes == 0:
        refused.add(NoMinutes())
    category = refused.read(Category.OTHER, _category, written.category)
    title = refused.read("", line, "title", written.title, LONGEST_TITLE)
    day = refused.read(today, _day, written.day, today)
    link, evidence = refused.read(("", ""), read_evidence, written.link, written.evidence)
    if written.renews and category is not Category.COURSE:
        refused.add(NoCourse())
    refused.refuse()
    return Activity(minutes or 0, category, title, day, link, evidence, written.renews)


def read_attended(entry: Entry, written: Written, reason: str) -> Activity:
    """Read what was filled in of an entry of a session: its day and title stay. Raise all that is wrong with it, Several of them."""
    refused = AllAtOnce()
    minutes = refused.read(None, read_minutes, written.hours, written.minutes)
    category = refused.read(entry.category, _category, written.category)
    link, evidence = refused.read(("", ""), read_evidence, written.link, written.evidence)
    if (minutes, category) != (entry.left, entry.category):
        refused.read("", a_reason, reason)
    refused.refuse()
    return Activity(minutes or 0, category, entry.description, entry.day, link, evidence)


def logged(activity: Activity, person: PersonId, *, named: str, entry_id: str) -> Entry:
    """Return the entry by which a person logs an activity of their own, under its name."""
    return Entry(
        id=entry_id,
        person=person,
        kind=Kind.CREDIT,
        minutes=activity.minutes,
        day=activity.day,
        description=activity.title,
        source=Source.SELF,
        activity=named,
        rule=activity.rule,
        actor=person,
        category=activity.category,
        link=activity.link,
        evidence=activity.evidence,
    )


def corrected(held: Sequence[Entry], entry: Entry, activity: Activity, *, ids: Ids) -> tuple[Entry, ...]:
    """Return what takes the place of an own entry after its person's word: a reversal and a credit; nothing where only words differ.

    What was taken back is credited anew. Raise AlreadyReversed or NothingChanged.
    """
    refuse_unless_last(held, entry)
    before = of_entry(entry)
    if entry.left and activity == before:
        raise NothingChanged
    if entry.left and _counted(activity) == _counted(before):
        return ()
    word = Word(Source.SELF, entry.person)
    anew = logged(activity, entry.person, named=entry.activity, entry_id=ids[1])
    return (reversal(held, entry, entry_id=ids[0], word=word), anew) if entry.left else (anew,)


def taken_back(held: Sequence[Entry], entry: Entry, *, entry_id: str) -> Entry:
    """Return what takes an own entry back. Raise AlreadyReversed."""
    return reversal(held, entry, entry_id=entry_id, word=Word(Source.SELF, entry.person))


def attended_anew(held: Sequence[Entry], entry: Entry, activity: Activity, reason: str, *, ids: Ids) -> tuple[Entry, ...]:
    """Return what takes the place of an entry of a session: its time, kind, link and evidence are its person's to mend, day and title are not.

    Other words alone write no line and need no reason. Raise what `self_correction` raises.
    """
    same = (activity.minutes, activity.category) == (entry.left, entry.category)
    if same and words_of(activity) != words_of(of_entry(entry)):
        refuse_unless_last(held, entry)
        return ()
    lines = self_correction(held, entry, activity.minutes, reason, ids=ids, category=activity.category)
    return tuple(
        replace(one, link=activity.link, evidence=activity.evidence) if one.kind is Kind.CREDIT else one for one in lines
    )


def words_of(activity: Activity) -> tuple[str, str, str]:
    """Return the words of an activity: they count for nothing."""
    return activity.title, activity.link, activity.evidence


def _counted(activity: Activity) -> tuple[int, Category, date, str]:
    return activity.minutes, activity.category, activity.day, activity.rule


def _category(text: str) -> Category:
    if text not in {*Category}:
        raise KindMissing
    return Category(text)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise DayMissing from None
    if day > today:
        raise FutureDay(day)
    return day


def read_evidence(link: str, evidence: str) -> tuple[str, str]:
    """Read a link and what was written beside it as evidence, of which none is needed. Raise NotALink or TextTooLong, or Several."""
    refused = AllAtOnce()
    read = refused.read("", _link, link), refused.read("", paragraph, "evidence", evidence, LONGEST_EVIDENCE)
    refused.refuse()
    return read


def _link(text: str) -> str:
    link = read_optional_link(text)
    if len(link) > LONGEST_LINK:
        raise TextTooLong("link", len(link), LONGEST_LINK)
    return link
