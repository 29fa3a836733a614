"""The ledger's direct messages: question, confirmations, corrections, a request to a host."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.features.seu.rules.mending import Mending
from bot.features.seu.rules.used_up import UsedUp
from bot.features.seu.rules.values import Keeping, Session, Source
from bot.features.seu.views import ids
from bot.features.seu.views.claim_links import claim_told, open_button
from bot.features.seu.views.mending import to_mend
from bot.features.seu.views.pieces import Line, bare, hours_minutes, occasion, presence, private
from bot.features.seu.views.preparation import add_button
from bot.features.seu.views.used_up import used_up
from bot.slack.blocks import actions, button, context, grouped, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


def ask(words: Words, person: PersonId, lines: Sequence[Line], keeping: Keeping, total: int | None) -> Message:
    """Draw the one question about the sessions of a person, oldest first; once answered, what became of it.

    What the person has added by themselves is no part of the question. `total`: None where another message tells it.
    """
    open_still = [line for line in lines if line.entry is None]
    if keeping is Keeping.UNDECIDED and open_still:
        return _question(words, person, open_still)
    if keeping is Keeping.NO and all(line.declined for line in lines):
        told = words.say("I keep no learning minutes for you. Your attendance stays with the meeting. `/seu` turns it on again.")
        return Message(bare(_there(words, lines[-1])), [*grouped([*_all_there(words, lines), told]), context(private(words))])
    return kept(words, lines, total)


def _question(words: Words, person: PersonId, lines: Sequence[Line]) -> Message:
    newest = lines[-1]
    told, text = _all_there(words, lines), bare(_there(words, newest))
    worth = sum(line.worth.credited for line in lines)
    if not worth:
        add = actions(button(words.say("Not right?"), ids.ADD, newest.session.id))
        return Message(text, [*grouped([*told, _nothing(words, newest)]), add, context(presence(words, newest), private(words))])
    told.append(_should_i(words, worth))
    wish = button(words.say("Not right?"), ids.ROSTER_WISH, newest.session.id) if newest.session.host != person else None
    buttons = actions(
        button(words.say("Keep them"), ids.KEEP, newest.session.id, primary=True),
        button(words.say("No thanks"), ids.DECLINE, newest.session.id),
        wish,
    )
    return Message(text, [*grouped(told), buttons, context(presence(words, newest), private(words))])


def waiting(lines: Sequence[Line]) -> int:
    """Return the minutes that the question is about."""
    return sum(line.worth.credited for line in lines if line.entry is None)


def question_in_ledger(words: Words, lines: Sequence[Line]) -> list[Block]:
    """Draw the question where somebody looks at their ledger while it is open; nothing where it asks about no minutes."""
    open_still = [line for line in lines if line.entry is None]
    minutes = waiting(lines)
    if not minutes:
        return []
    buttons = actions(
        button(words.say("Keep them"), ids.KEEP, ids.LEDGER, primary=True),
        button(words.say("No thanks"), ids.DECLINE, ids.LEDGER),
    )
    return [*grouped([*_all_there(words, open_still), _should_i(words, minutes)]), buttons]


def _should_i(words: Words, minutes: int) -> str:
    return words.say(
        "That is *{time}* to log for a Scrum Alliance renewal. Should I keep learning minutes for you?",
        time=hours_minutes(words, minutes),
    )


def _all_there(words: Words, lines: Sequence[Line]) -> list[str]:
    """Say what somebody attended, the newest first."""
    return [_there(words, lines[-1]), *(_also(words, line) for line in reversed(lines[:-1]))]


def _there(words: Words, line: Line) -> str:
    return words.count(
        "*You were there for {n} minute* of {what}.",
        "*You were there for {n} minutes* of {what}.",
        line.worth.present,
        what=occasion(words, line.session),
    )


def _also(words: Words, line: Line) -> str:
    return words.count(
        "Also {n} minute of {what}.", "Also {n} minutes of {what}.", line.worth.present, what=occasion(words, line.session)
    )


def _nothing(words: Words, line: Line) -> str:
    if line.worth.present < line.session.minimum:
        return words.say("Its rule counts from {minimum} min on, so there is nothing to log.", minimum=line.session.minimum)
    return words.say("There is nothing to log.")


def kept(words: Words, lines: Sequence[Line], total: int | None) -> Message:
    """Draw what is kept of one or more sessions, and the total that it makes (None: a newer message tells it)."""
    told = [_kept_line(words, line) for line in reversed(lines)]
    text = told[0]
    if total is not None:
        told.append(words.say("To log so far: *{time}*.", time=hours_minutes(words, total)))
    blocks: list[Block] = grouped(told)
    written = [line.entry for line in lines if line.entry is not None]
    newest = lines[-1]
    prepare = add_button(words, newest.session) if newest.prepares and not newest.declined else None
    if written:
        entry = written[-1]
        blocks.append(
            actions(
                button(words.say("How to log it"), ids.HOW_TO_LOG, entry.id) if entry.left else None,
                button(words.say("Not right?"), ids.CORRECT, entry.id),
                button(words.say("My SEUs"), ids.OPEN, entry.id),
                prepare,
                open_button(words, newest.session) if entry.left else None,
            )
        )
    elif not any(line.declined for line in lines):
        blocks.append(actions(button(words.say("Not right?"), ids.ADD, lines[-1].session.id), prepare))
    blocks.append(context(presence(words, lines[-1]), private(words)))
    return Message(bare(text), blocks)


def _kept_line(words: Words, line: Line) -> str:
    what = occasion(words, line.session)
    if line.entry is None or not line.entry.left:
        return _not_kept(words, line, what)
    told = [words.say("*{time}* kept: {what}.", time=hours_minutes(words, line.entry.minutes), what=what)]
    if line.entry.source is Source.ATTENDANCE and line.entry.minutes > line.worth.present:
        told.append(words.say("You were there for {present} min, which counts in full.", present=line.worth.present))
    if line.entry.overlap:
        told.append(
            words.say("{shared} min of it also counted in another session, so they count once.", shared=line.entry.overlap)
        )
    if line.entry.source is Source.SELF:
        told.append(words.say("_Self-reported._"))
    claim = [claim_told(words, line.session)] if line.session.claim_link else []
    return "\n".join([" ".join(told), *claim, *to_mend(words, line.mend)])


def _not_kept(words: Words, line: Line, what: str) -> str:
    if line.entry is not None and line.entry.source is Source.SELF:
        return "\n".join([words.say("Taken back by you: {what}.", what=what), *to_mend(words, line.mend)])
    present, minimum = line.worth.present, line.session.minimum
    if line.declined:
        return words.say("Not kept: {present} min of {what}.", present=present, what=what)
    if present < minimum:
        return words.say(
            "{present} min of {what}: its rule counts from {minimum} min on, so nothing is kept.",
            present=present,
            what=what,
            minimum=minimum,
        )
    if line.worth.shared:
        return words.say(
            "{present} min of {what} also counted in another session, so they count once.", present=present, what=what
        )
    return words.say("Nothing to keep of {what}.", what=what)


def correction(
    words: Words,
    session: Session,
    old: int,
    new: int,
    who: str,
    reason: str,
    *,
    mendings: Sequence[Mending] | None = None,
    used: Sequence[UsedUp] = (),
) -> Message:
    """Draw what a host changed afterwards: old, new, who, why, and what to mend.

    `mendings`: by what the person said that they logged; None where they have said nothing of it. `used`: what renewals have used up.
    """
    text = words.say(
        "{who} corrected the roster of {what}: *{old}* became *{new}*.",
        who=plain(who),
        what=occasion(words, session),
        old=hours_minutes(words, old),
        new=hours_minutes(words, new),
    )
    lines = [text]
    if reason:
        lines.append(words.say("Reason: {reason}", reason=plain(reason, 1_600)))
    lines += [_if_logged(words, old, new)] if mendings is None else to_mend(words, mendings)
    lines += used_up(words, used)
    return Message(bare(text), [section("\n".join(lines)), context(private(words))])


def _if_logged(words: Words, old: int, new: int) -> str:
    """Say what follows at Scrum Alliance from a correction by the host, whether its person has logged it there or not."""
    if not old:
        return words.say("To log at Scrum Alliance: {new}.", new=hours_minutes(words, new))
    if not new:
        return words.say("If you logged it at Scrum Alliance already, take it off there.")
    return words.say("If you logged it at Scrum Alliance already, change it there to {new}.", new=hours_minutes(words, new))
