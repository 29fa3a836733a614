"""What cards have in common by which silence means coming: the call, the buttons, who cannot come."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock

from bot.core.kinds import AlarmKind
from bot.series.kinds import Kinds
from bot.series.recurring import Shown
from bot.series.rules import Reply, Series
from bot.slack.blocks import actions, button
from bot.slack.text import escape, plain
from bot.words.words import Words


def link_to_call(words: Words, series: Series) -> str:
    """Write the link to the call, or nothing where there is none."""
    return f"<{escape(series.link)}|{words.say('Join the call')}>" if series.link else ""


def answer_buttons(words: Words, kinds: Kinds, shown: Shown, agenda: str) -> ActionsBlock:
    """Draw the buttons by which people say that they are late or cannot come, and look into the agenda."""
    late = button(words.say("🕑 Late"), kinds.id("late"), shown.occurrence.id)
    cannot = button(words.say("❌ Can't"), kinds.id("absent"), shown.occurrence.id)
    return actions(late, cannot, button(words.say("Agenda …"), agenda, shown.series.id))


def answered(words: Words, shown: Shown) -> list[str]:
    """Name who is late and who cannot come, as far as there are any."""
    late = [plain(shown.names[who]) for who, said in shown.occurrence.replies.items() if said is Reply.LATE]
    absent = [plain(shown.names[who]) for who, said in shown.occurrence.replies.items() if said is Reply.ABSENT]
    told = [
        words.say("Late: {names}", names=words.names(late)) if late else "",
        words.say("Can't: {names}", names=words.names(absent)) if absent else "",
    ]
    return [said for said in told if said]


def away_of(words: Words, away: Sequence[str]) -> str:
    """Name who is away, or nothing where nobody is."""
    return words.say("Away: {names}", names=words.names([plain(name) for name in away])) if away else ""


def was_due(words: Words, shown: Shown) -> str:
    """Say that a card came late, or nothing where it did not."""
    due = shown.occurrence.was_due
    return words.say("This card is late: it was due {when}.", when=words.slack_day_time(due)) if due else ""


def comes(words: Words, title: str, kind: AlarmKind, kinds: Kinds) -> str:
    """Say in a few words what an alarm of something with a card brings."""
    if kind == kinds.announce:
        return words.say("{title}: card is posted", title=title)
    if kind == kinds.remind:
        return words.say("{title}: line is posted", title=title)
    return words.say("{title}: begins", title=title)
