"""Reads what shows a channel's queue to all, and a person's items on their App Home."""

from collections.abc import Iterable

from bot.core.ids import ChannelId, PersonId
from bot.feature import HomeButton, HomeRow, Slot
from bot.features.refinement.actions.queue import read_queue, shown_of
from bot.features.refinement.kinds import QUEUE
from bot.features.refinement.store import items as store
from bot.features.refinement.views import item_ids as ids
from bot.features.refinement.views.queue import team_row
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.store.unit import Read
from bot.teams.team import Team
from bot.words.words import Words

_NAMED = 3


def draw_queue(read: Read, subject: str, words: Words) -> Message:
    """Read and draw the first page of a channel's queue for all of the channel."""
    return read_queue(read, ChannelId(subject), words, by=None)


def home_rows(read: Read, teams: Iterable[Team], person: PersonId, words: Words) -> list[HomeRow]:
    """Read what the teams of a person have to refine, and the items that the person added, in one row."""
    queues = [_of_team(read, team.channel, words) for team in teams]
    return [*(row for row in queues if row is not None), *_mine(read, person, words)]


def _of_team(read: Read, channel: ChannelId, words: Words) -> HomeRow | None:
    shown = shown_of(read, channel, words, most=0)
    return team_row(words, shown, read.now) if shown.pages.count or shown.count_ready else None


def _mine(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    mine = store.added_by(read, person, most=_NAMED)
    if not mine:
        return []
    named = words.names([words.say("#{number} {title}", number=one.number, title=plain(one.title, 60)) for one in mine])
    told = words.say("*My items*\n{names}", names=named)
    return [HomeRow(Slot.MINE, mine[0].changed, told, [HomeButton(words.say("My items"), ids.MINE, "home")])]


SCREENS = {QUEUE: draw_queue}
