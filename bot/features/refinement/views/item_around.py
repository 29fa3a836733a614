"""What stands around an item: where it leads, what was said of it, what it was split off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.core.ids import PersonId
from bot.features.refinement.rules.experiments import Experiment
from bot.features.refinement.rules.goals import LIMITS, Direction
from bot.features.refinement.rules.items import Item
from bot.features.refinement.rules.notes import Kind, Note
from bot.meetings.views.frame import Reader, facts, folded
from bot.slack.text import plain
from bot.teams.team import DEFAULTS, TeamSettings
from bot.words.words import Words


@dataclass(frozen=True)
class Around:
    """What an item's card shows beside its words and its days. `kept`: what the team has set; `ticks`: what holds of its ready list."""

    direction: Direction = field(default_factory=Direction)
    kept: TeamSettings = DEFAULTS
    ticks: frozenset[str] = frozenset()
    notes: Sequence[Note] = ()
    parent: Item | None = None
    parts: Sequence[Item] = ()
    experiment: Experiment | None = None

    @property
    def people(self) -> set[PersonId]:
        """Name who finds something out."""
        return {note.owner for note in self.notes if note.owner is not None}


def above(words: Words, found: Direction) -> list[str]:
    """Write what an item serves, from the vision down to the Product Goal, a line each."""
    lines = [
        words.say("*Vision*  {text}", text=plain(found.vision, LIMITS["vision"])) if found.vision else "",
        words.say("*Strategy*  {text}", text=plain(found.strategy, LIMITS["strategy"])) if found.strategy else "",
        words.say("*Product Goal*  {goal}", goal=plain(found.goal.text, LIMITS["goal"])) if found.goal else "",
    ]
    return [line for line in lines if line]


def below(reader: Reader, around: Around) -> list[str]:
    """Write what was said of an item in refinements, what it was split off and into, and its experiment, a line each."""
    words, lines = reader.words, list[str]()
    if asked := [note for note in around.notes if note.is_open and note.kind is not Kind.DECISION]:
        lines += [words.say("*Questions*"), *(question(reader, note) for note in asked)]
    if decided := [note for note in around.notes if note.kind is Kind.DECISION]:
        lines += [words.say("*Decisions*"), *folded(words, [f"• {plain(note.text, 300)}" for note in decided])]
    lines.append(ready_list(words, around.kept.ready, around.ticks))
    if around.parent is not None:
        lines.append(words.say("*Split off from* {item}", item=_named(words, around.parent)))
    if around.parts:
        lines += [words.say("*Split off*"), *folded(words, [f"• {_named(words, part)}" for part in around.parts])]
    if around.experiment is not None:
        lines += _experiment(words, around.experiment)
    return [line for line in lines if line]


def question(reader: Reader, note: Note) -> str:
    """Write a question, with who finds it out and by when."""
    words, asked = reader.words, f"❓ {plain(note.text, 300)}"
    if note.owner is None:
        return asked
    name = reader.name(note.owner)
    by = words.say("{name}, by {day}", name=name, day=words.short_day(note.due)) if note.due else name
    return facts(asked, f"_{by}_")


def ready_list(words: Words, points: Sequence[str], ticks: Collection[str]) -> str:
    """Write the points of a team's ready list and which of them hold; nothing without points."""
    # No line breaks between a box and its point; behind a dash it would.
    marks = [f"{'✓' if point in ticks else '☐'}\N{NO-BREAK SPACE}{plain(point)}" for point in points]
    return words.say("*Ready list*  {points}", points="  ".join(marks)) if marks else ""


def _named(words: Words, item: Item) -> str:
    return words.say("#{number}  {title}", number=item.number, title=plain(item.title, 150))


def _experiment(words: Words, of: Experiment) -> list[str]:
    told = [
        words.say("*Experiment*  🧪 {hypothesis}", hypothesis=plain(of.hypothesis, 300)),
        words.say("Measured by {measure}, on {day}.", measure=plain(of.measure, 300), day=words.day(of.day)),
    ]
    return told if of.is_open else [*told, words.say("*Result*  {result}", result=plain(of.result, 1_000))]
