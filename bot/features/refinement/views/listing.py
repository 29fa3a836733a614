"""The list of reminders in refinement's words; what the App Home offers; help by example."""

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.feature import AtHome, HomeCommand, Slot, Takes
from bot.features.refinement.views import item_commands, outlook_commands, session_commands, team_commands
from bot.features.refinement.views.card import title_of
from bot.series.rules import Series
from bot.series.views import muting
from bot.slack.blocks import section
from bot.slack.surfaces import Message
from bot.slack.text import code_block, plain
from bot.words.words import Words


def listing(words: Words) -> tuple[str, str]:
    """Return the title of the list of reminders, and what stands there when it is empty."""
    empty = words.say("No reminders in this channel. Plan one: `/refine remind every other tuesday at 10:00`.")
    return words.say("Reminders of this channel"), empty


def line_of_list(words: Words, reminder: Series, rule: str, owner: str) -> str:
    """Begin the entry of a reminder in the list."""
    return words.say("*{title}*  {rule}", title=plain(title_of(words, reminder.title)), rule=rule)


def at_home(words: Words) -> AtHome:
    """Offer what can be done about refinement outside of its channels."""
    remind = words.say("a card in the channel a day ahead, one line 10 minutes before")
    agenda = words.say("add a line to the next refinement's agenda; without one: show it")
    owner = words.say("say who a team's Product Owner is; without a name: who it is now")
    return AtHome(
        {Slot.TEAM: words.say("No channel of yours has a team here yet: Sprints, items to refine or a reminder begin one.")},
        {Slot.MINE: [team_commands.away_button(words)]},
        [
            HomeCommand("/refine remind", words.say("Remind of refinement"), remind, slot=Slot.TEAM),
            HomeCommand("/refine reminders", words.say("List reminders"), words.say("skip one, pause, end")),
            *item_commands.at_home(words),
            HomeCommand("/refine po", words.say("Product Owner"), owner, takes=Takes.PERSON),
            *team_commands.at_home(words),
            *outlook_commands.at_home(words),
            HomeCommand(
                "/refine agenda", words.say("Agenda"), agenda, takes=Takes.WORDS, example=words.say("Who tells the shops?")
            ),
            HomeCommand("/refine actions", words.say("Action items"), words.say("who promised what, and by when")),
            *session_commands.at_home(words),
            *muting.at_home(words, "/refine"),
            HomeCommand("/refine help", words.say("Help"), words.say("Refinement by example"), channel=False),
        ],
    )


def product_owner(words: Words, person: PersonId | None) -> str:
    """Say who is the Product Owner of a channel's team, and what follows from it."""
    if person is None:
        return words.say("Nobody is named as this team's Product Owner. `/refine po @ana` names one.")
    return words.say("<@{person}> is this team's Product Owner, and may change every reminder here.", person=person)


def help_by_example(words: Words, unknown: str = "", meant: str = "") -> Message:
    """Draw the commands by example; after a word that is none, the line that was meant first, to be sent as it stands."""
    blocks: list[Block] = []
    if unknown:
        told = words.say("I do not know `/refine {unknown}`.", unknown=plain(unknown, 40))
        if meant:
            told += " " + words.say("Did you mean this? {line}", line=code_block(meant, 2_000))
        blocks.append(section(told))
    examples = [
        (
            "/refine remind every other tuesday at 10:00",
            words.say("a card in this channel a day ahead, one line 10 minutes before"),
        ),
        (
            "/refine remind first thursday 15:00 Europe/Madrid https://meet.example/abc",
            words.say("with a zone and the call's link"),
        ),
        ("/refine remind", words.say("the same in a form")),
        ("/refine reminders", words.say("list the reminders here: skip one, pause, end")),
        *item_commands.examples(words),
        *session_commands.examples(words),
        ("/refine po @ana", words.say("say who this team's Product Owner is: one person, who may change every reminder here")),
        (
            "/refine agenda Who tells the shops?",
            words.say("add a line to the agenda of the next refinement; without one: show it"),
        ),
        *team_commands.examples(words),
        muting.example(words, "/refine"),
        ("/refine actions", words.say("who promised what here, and by when: done, another date, handed on")),
        *outlook_commands.examples(words),
    ]
    blocks.append(section("\n".join(f"`{command}`\n{told}" for command, told in examples)))
    return Message(words.say("Refinement by example"), blocks)
