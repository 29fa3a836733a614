"""Reads what shows a channel's queue to all, and a person's items on their App Home."""

from bot.core.ids import ChannelId, PersonId
from bot.feature import HomeButton, HomeRow, Slot
from bot.features.refinement.actions.queue import read_queue
from bot.features.refinement.kinds import QUEUE
from bot.features.refinement.store import items as store
from bot.features.refinement.views import item_ids as ids
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.store.unit import Read
from bot.words.words import Words

_NAMED = 3


def draw_queue(read: Read, subject: str, words: Words) -> Message:
    """Read and draw the first page of a channel's queue for all of the channel."""
    return read_queue(read, ChannelId(subject), words, to_all=True)


def home_rows(read: Read, person: PersonId, words: Words) -> list[HomeRow]:
    """Read the items that a person added and that are not done, in one row."""
    mine = store.added_by(read, person, most=_NAMED)
    if not mine:
        return []
    named = words.names([words.say("#{number} {title}", number=one.number, title=plain(one.title, 60)) for one in mine])
    told = words.say("*My items*\n{names}", names=named)
    return [HomeRow(Slot.MINE, mine[0].changed, told, [HomeButton(words.say("My items"), ids.MINE, "home")])]


SCREENS = {QUEUE: draw_queue}
