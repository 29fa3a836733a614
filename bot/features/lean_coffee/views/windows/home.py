"""An asynchronous Lean Coffee on one person's App Home."""

from bot.core.ids import PersonId
from bot.feature import HomeButton, HomeRow, Slot
from bot.features.lean_coffee.rules.windows.reminders import to_remind
from bot.features.lean_coffee.rules.windows.values import AsyncCoffee, Stage
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.windows.pieces import ends
from bot.meetings.views.frame import facts
from bot.meetings.views.ids import value
from bot.slack.text import plain
from bot.words.words import Words


def row(words: Words, meeting: AsyncCoffee, person: PersonId, board: str) -> HomeRow:
    """Draw what it is at, until when, and where (`board`: the link); what its window still asks of this person waits for them."""
    told = facts(_at(words, meeting), f"<{board}|{words.say('Go to the board')}>" if board else "")
    if person not in to_remind(meeting):
        return HomeRow(Slot.NEXT, meeting.opened, told)
    return HomeRow(Slot.WAITING, meeting.opened, told, _buttons(words, meeting))


def _at(words: Words, meeting: AsyncCoffee) -> str:
    named = {"title": plain(meeting.title), "channel": meeting.channel, "time": ends(words, meeting)}
    match meeting.stage:
        case Stage.PROPOSING:
            return words.say("*{title}*, in <#{channel}>: propose topics until {time}", **named)
        case Stage.VOTING:
            return words.say("*{title}*, in <#{channel}>: vote until {time}", **named)
        case _:
            return words.say("*{title}*, in <#{channel}>: talk in the threads until {time}", **named)


def _buttons(words: Words, meeting: AsyncCoffee) -> list[HomeButton]:
    mark = value(meeting.id, meeting.phase)
    match meeting.stage:
        case Stage.PROPOSING:
            return [HomeButton(words.say("Propose a topic"), ids.PROPOSE, mark, primary=True)]
        case Stage.VOTING:
            return [HomeButton(words.say("Vote"), ids.VOTE, mark, primary=True)]
        case _:
            return []
