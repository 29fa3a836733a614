"""A request to a host to mend a roster, as the host sees it; and what became of it, for who asked."""

from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement

from bot.features.seu.rules.disputes import RosterRequest
from bot.features.seu.rules.values import Session
from bot.features.seu.views import ids
from bot.features.seu.views.pieces import occasion, private
from bot.slack.blocks import actions, asked, button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words


@dataclass(frozen=True)
class Disputed:
    """A request as its host sees it: who asks, the minutes on the roster, and the click that opens the roster's form, if there is one."""

    session: Session
    request: RosterRequest
    who: str
    recorded: int
    roster: str = ""


def roster_request(words: Words, disputed: Disputed) -> Message:
    """Draw an attendee's request for the host alone; one that came back says since when it waits, and how long still."""
    request = disputed.request
    text = words.say(
        "{who} asks you to correct the roster of {what}: {minutes} min instead of {recorded} min.",
        who=plain(disputed.who),
        what=occasion(words, disputed.session),
        minutes=request.minutes,
        recorded=disputed.recorded,
    )
    lines = [text, words.say("Reason: {reason}", reason=plain(request.reason, 1_600))]
    if request.returned is not None:
        lines.append(words.say("Asked on {day}, and not answered yet.", day=words.day(request.asked)))
    ends = words.say(
        "Without an answer nothing changes, and {who} hears so on {day}.", who=plain(disputed.who), day=words.day(request.lapses)
    )
    if not disputed.roster:
        lines.append(words.say("To change it, open the ⋮ menu of the meeting's summary and choose “Correct attendance (host)”."))
    return Message(text, [section("\n".join(lines)), actions(_correct(words, disputed), _leave(words, disputed)), context(ends)])


def _correct(words: Words, disputed: Disputed) -> ButtonElement | None:
    if not disputed.roster:
        return None
    return button(words.say("Correct the roster"), disputed.roster, disputed.session.id, primary=True)


def _leave(words: Words, disputed: Disputed) -> ButtonElement:
    told = words.say("{who} hears that you leave it as it is. Their own ledger they correct themselves.", who=plain(disputed.who))
    confirm = asked(words.say("Leave the roster as it is?"), told, words.say("Leave as it is"), words.say("Not yet"))
    subject = f"{disputed.session.id}/{disputed.request.person}"
    return button(words.say("Leave as it is"), ids.LEAVE_ROSTER, subject, confirm=confirm)


def left(words: Words, session: Session, host: str) -> Message:
    """Tell who asked that the host leaves the roster as it is."""
    return _answered(
        words, session, words.say("{host} leaves the roster of {what} as it is.", host=plain(host), what=occasion(words, session))
    )


def lapsed(words: Words, session: Session, host: str) -> Message:
    """Tell who asked that the host has not answered."""
    told = words.say(
        "{host} has not answered your request to correct the roster of {what}, so it stays as it is.",
        host=plain(host),
        what=occasion(words, session),
    )
    return _answered(words, session, told)


def _answered(words: Words, session: Session, text: str) -> Message:
    own = words.say("Your own ledger is a good-faith log: you correct it yourself.")
    row = actions(button(words.say("Not right?"), ids.ADD, session.id))
    return Message(text, [section(f"{text}\n{own}"), row, context(private(words))])
