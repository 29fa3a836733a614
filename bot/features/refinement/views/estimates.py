"""An estimate as people see it: who has answered; after the reveal what they said, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, InteractiveElement

from bot.core.ids import PersonId
from bot.features.refinement.rules import estimates as rules
from bot.features.refinement.rules.estimation import Estimation, Vote
from bot.meetings.views.frame import Reader, folded
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import actions, button, context, grouped, menu, overflow, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

VOTE, REVEAL, AGAIN, UNDO = "refinement:estimate", "refinement:reveal", "refinement:estimate_again", "refinement:undo_reveal"
AGREE, AGREE_ON, MORE = "refinement:agree", "refinement:agree_on", "refinement:estimate_more"


@dataclass(frozen=True)
class Drawn:
    """An estimate with what may be shown of it: `votes` of this round and of those `before` it, each once it was revealed.

    `product_owner`, and Developers who are `away`, are named as people who are not waited for.
    """

    estimation: Estimation
    votes: Sequence[Vote] = ()
    before: Mapping[int, Sequence[Vote]] = field(default_factory=dict)
    product_owner: PersonId | None = None
    away: frozenset[PersonId] = frozenset()

    @property
    def people(self) -> set[PersonId]:
        """Name everybody who may be named in it."""
        of_votes = {vote.person for vote in self.votes}
        agreed = {self.estimation.agreed.by} if self.estimation.agreed else set()
        owner = {self.product_owner} if self.product_owner else set()
        return of_votes | agreed | owner | self.away | {self.estimation.host} | self.estimation.round.asked


def message(reader: Reader, drawn: Drawn) -> Message:
    """Draw the one message of an estimate that the channel was asked for."""
    words, estimation = reader.words, drawn.estimation
    title = plain(estimation.title, 150)
    told = words.say("Estimate: {title}", title=words.set_off(title))
    asked_by = words.say("Asked by {name}.", name=reader.name(estimation.host))
    return Message(told, [*blocks(reader, drawn), context(asked_by)])


def blocks(reader: Reader, drawn: Drawn) -> list[Block]:
    """Draw an estimate: the question, then what was said, then what was agreed on."""
    words, estimation = reader.words, drawn.estimation
    title = plain(estimation.title, 150)
    if estimation.agreed is not None:
        agreed = words.say("*{title}*: *{size}*", title=title, size=plain(estimation.agreed.size))
        noted = words.say("Agreed, noted by {name}.", name=reader.name(estimation.agreed.by))
        return [section(agreed), *_rounds_before(words, drawn, len(drawn.votes) > 0), context(noted)]
    if estimation.ended is not None:
        return [section(words.say("*{title}*: the question was taken back.", title=title))]
    return _asked(reader, drawn, title) if estimation.round.revealed is None else _revealed(reader, drawn, title)


def _asked(reader: Reader, drawn: Drawn, title: str) -> list[Block]:
    words, estimation = reader.words, drawn.estimation
    number = value(estimation.id, estimation.round.number)
    more = (
        None
        if estimation.session
        else overflow(MORE, [(words.say("Take the question back"), option_value("end", estimation.id))])
    )
    row = actions(button(words.say("Estimate"), VOTE, number, primary=True), button(words.say("Reveal"), REVEAL, number), more)
    told = [_answered(reader, estimation), _until(words, estimation), _not_waited_for(reader, drawn)]
    return [
        section(words.say("*{title}*: how large is it?", title=title)),
        row,
        *_rounds_before(words, drawn, this_too=False),
        context(*(line for line in told if line)),
    ]


def _answered(reader: Reader, estimation: Estimation) -> str:
    current, words = estimation.round, reader.words
    if not current.asked:
        return words.say("No Developer is here to ask.")
    if not current.answered:
        return words.count(
            "{n} Developer is asked and has not answered yet.",
            "{n} Developers are asked; nobody has answered yet.",
            len(current.asked),
        )
    return words.count(
        "{n} of {all} has answered: {names}.",
        "{n} of {all} have answered: {names}.",
        len(current.answered),
        all=len(current.asked),
        names=reader.all_names(current.answered),
    )


def _until(words: Words, estimation: Estimation) -> str:
    current = estimation.round
    if current.held:
        return words.say("Sealed again: revealed with the next answer, or by “Reveal”.")
    if current.due is None:
        return words.say("Revealed once all have. Until then nobody sees what others say.")
    return words.say(
        "Revealed once all have, at the latest {when}. Until then nobody sees what others say.",
        when=words.slack_day_time(current.due),
    )


def _not_waited_for(reader: Reader, drawn: Drawn) -> str:
    words, owner = reader.words, drawn.product_owner
    told = [words.say("Away, and not waited for: {names}.", names=reader.all_names(drawn.away))] if drawn.away else []
    if owner is not None and owner not in drawn.estimation.round.asked:
        told.append(words.say("{name} is Product Owner and is not waited for.", name=reader.name(owner)))
    return " ".join(told)


def _revealed(reader: Reader, drawn: Drawn, title: str) -> list[Block]:
    words, estimation = reader.words, drawn.estimation
    current = estimation.round
    heading = words.say("*{title}*, round {n}", title=title, n=current.number)
    ends = rules.outliers(drawn.votes, estimation.deck)
    told = [
        heading,
        _values(drawn.votes, estimation.deck) or words.say("Nobody answered in time."),
        *_reasons(reader, drawn, ends),
    ]
    return [
        *grouped(folded(words, told, 6_000)),
        section(_what_next(reader, drawn, ends)),
        actions(*_after_reveal(reader, drawn, ends)),
        *_rounds_before(words, drawn, this_too=False),
        context(words.say("Nothing is averaged.")),
    ]


def _after_reveal(reader: Reader, drawn: Drawn, ends: frozenset[PersonId]) -> list[InteractiveElement | None]:
    """Offer first what comes next: a size that is ahead where nobody is far from it, else another round."""
    words, estimation = reader.words, drawn.estimation
    named, number = estimation.id, estimation.round.number
    revealed = estimation.round.revealed
    ahead = rules.favourite(drawn.votes, estimation.deck)
    places = {size: option_value(str(estimation.deck.index(size)), named, number) for size in rules.sizes(estimation.deck)}
    fresh = revealed is not None and reader.at < revealed + rules.UNDO_FOR
    agreeing = button(words.say("Agree on {size}", size=ahead), AGREE, places[ahead], primary=not ends) if ahead else None
    again = button(words.say("Vote again"), AGAIN, value(named, number), primary=bool(ends) or not ahead)
    return [
        *((again, agreeing) if ends else (agreeing, again)),
        menu({at: size for size, at in places.items()}, placeholder=words.say("Agree on …"), action=AGREE_ON),
        button(words.say("Undo the reveal"), UNDO, value(named, number)) if fresh else None,
    ]


def _values(votes: Sequence[Vote], deck: tuple[str, ...]) -> str:
    given = [plain(one.value) for one in rules.in_order(votes, deck)]
    return f"*{'   '.join(given)}*" if given else ""


def _reasons(reader: Reader, drawn: Drawn, ends: frozenset[PersonId]) -> list[str]:
    """Say who said what, those at the ends first, each with the reason."""
    words, deck = reader.words, drawn.estimation.deck
    ordered = rules.in_order(drawn.votes, deck)
    said = [*(one for one in ordered if one.person in ends), *(one for one in ordered if one.person not in ends)]
    lines = []
    for one in said:
        name, card = reader.name(one.person), plain(one.value)
        if one.reason:
            lines.append(words.say("{name} says *{card}*: “{reason}”", name=name, card=card, reason=plain(one.reason, 300)))
        else:
            lines.append(words.say("{name} says *{card}*", name=name, card=card))
    return lines


def _what_next(reader: Reader, drawn: Drawn, ends: frozenset[PersonId]) -> str:
    """Say what a facilitator does now: who speaks first, then another round or a size."""
    words = reader.words
    if ends:
        names = words.all_of(sorted((reader.name(person) for person in ends), key=str.casefold))
        return words.count(
            "*Far apart.* {names} speaks first. Then vote again, or agree on a size.",
            "*Far apart.* {names} speak first. Then vote again, or agree on a size.",
            len(ends),
            names=names,
        )
    if rules.favourite(drawn.votes, drawn.estimation.deck):
        return words.say("*Close together.* Agree on a size, or talk and vote again.")
    if any(vote.value in rules.sizes(drawn.estimation.deck) for vote in drawn.votes):
        return words.say("*No size is ahead.* Talk, then vote again, or agree on a size.")
    return words.say("*Nobody named a size.* Talk about what is not clear, then vote again.")


def _rounds_before(words: Words, drawn: Drawn, this_too: bool) -> list[Block]:
    estimation = drawn.estimation
    rounds = dict(drawn.before) | ({estimation.round.number: drawn.votes} if this_too else {})
    lines = [
        words.say("Round {n}: {values}", n=number, values=_values(votes, estimation.deck))
        for number, votes in sorted(rounds.items())
        if votes
    ]
    return [context(*lines)] if lines else []


def ahead(words: Words, estimation: Estimation) -> str:
    """Say in a few words what the deadline of an estimate brings."""
    return words.say("{title}: estimates are revealed", title=words.set_off(estimation.title))
