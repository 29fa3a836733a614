"""My SEUs: how far I am, and the buttons that lead on."""

from collections.abc import Sequence
from datetime import date, datetime

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.feature import HomeButton, HomeRow, Slot
from bot.features.seu.rules.standings import is_to_renew
from bot.features.seu.rules.values import Keeping
from bot.features.seu.views import credential_ids, ids, progress, renewal_ids
from bot.features.seu.views.ledger import switch
from bot.features.seu.views.progress import Overview
from bot.slack.blocks import actions, button, context
from bot.slack.surfaces import Message, Modal
from bot.words.words import Words

_ON_THE_HOME = 2


def my_seus(words: Words, overview: Overview, today: date, keeping: Keeping, question: Sequence[Block] = ()) -> Message:
    """Draw how far a person is with all that they hold and prepare for; the question while it is open."""
    first = overview.standings[0] if overview.standings else None
    text = progress.title(words, first, today) if first else words.say("My SEUs")
    blocks = [*question, *progress.blocks_of(words, overview, today), buttons(words, overview)]
    if keeping is not Keeping.YES and not question:
        *told, _private = switch(words, keeping).blocks
        blocks += told
    return Message(text, [*blocks, context(*progress.sources(words, overview))])


def buttons(words: Words, overview: Overview) -> ActionsBlock:
    """Draw what leads on from how far somebody is."""
    is_to_log = any(standing.progress.unlogged for standing in overview.standings)
    return actions(
        button(words.say("Next to log"), ids.NEXT, "mine", primary=is_to_log),
        button(words.say("Log something"), ids.LOG, "mine"),
        button(words.say("All entries"), ids.ENTRIES, "all"),
        button(words.say("Over time"), ids.OVER_TIME, "mine"),
        button(words.say("My credentials"), credential_ids.OPEN, "mine"),
    )


def without_credential(words: Words, ledger: Message) -> Message:
    """Draw the ledger of who has no credential: all of it counts from the moment that they add one (seu.md, case 26)."""
    told = words.say("No credential yet: what is kept counts from the moment you add one.")
    add = actions(button(words.say("Add a credential"), credential_ids.ADD, "new", primary=True))
    *above, last = ledger.blocks
    return Message(ledger.text, [*above, add, context(told), last])


def row(words: Words, overview: Overview, today: date, at: datetime) -> HomeRow:
    """Draw a person's row of the App Home: how far they are with what expires first, and what comes next."""
    lines = [words.say("*My SEUs*")]
    for standing in overview.standings[:_ON_THE_HOME]:
        lines += [progress.in_short(words, standing, today), progress.what_next(words, standing)]
    lines += [progress.in_preparation(words, one, done) for one, done in overview.prepared[:_ON_THE_HOME]]
    more = sum(max(0, len(each) - _ON_THE_HOME) for each in (overview.standings, overview.prepared))
    if more:
        lines.append(words.count("and {n} more", "and {n} more", more))
    told = "\n".join(line for line in (*lines, words.say("_Private to you._")) if line)
    return HomeRow(Slot.MINE, at, told, _on_the_home(words, overview, today))


def _on_the_home(words: Words, overview: Overview, today: date) -> list[HomeButton]:
    """Return what comes next as buttons: to log, and to renew once it is time."""
    if not any(standing.progress.need is not None or is_to_renew(standing, today) for standing in overview.standings):
        return []
    following = [HomeButton(words.say("Next to log"), ids.NEXT, "home")]
    if any(is_to_renew(standing, today) for standing in overview.standings):
        return [*following, HomeButton(words.say("Renew …"), renewal_ids.RENEW, renewal_ids.FIRST)]
    return [*following, HomeButton(words.say("All entries"), ids.ENTRIES, "all")]


def in_a_form(words: Words, message: Message) -> Modal:
    """Show my SEUs where no private message can be left."""
    return Modal(ids.MINE, words.say("My SEUs"), list(message.blocks), close=words.say("Close"), private=ids.LEDGER)
