"""The commands of the ledger: on the App Home, and by example."""

from slack_sdk.models.blocks import Block

from bot.feature import AtHome, HomeButton, HomeCommand, Slot, Takes
from bot.features.seu.views import library_ids, log_commands
from bot.features.seu.views.ledger import mine
from bot.features.seu.views.pieces import private
from bot.slack.blocks import context, section
from bot.slack.surfaces import Message
from bot.slack.text import code_block, plain
from bot.words.words import Words


def at_home(words: Words) -> AtHome:
    """Offer what can be done about a ledger."""
    nothing = words.say("No learning minutes are kept for you. “My SEUs” says more.")
    return AtHome(
        {Slot.MINE: nothing},
        {
            Slot.MINE: [
                mine(words),
                HomeButton(words.say("Learning library"), library_ids.OPEN, "home", seldom=True),
            ]
        },
        [
            *log_commands.at_home(words),
            HomeCommand(
                "/seu credential",
                words.say("My credentials"),
                words.say("what you hold and renew: add one, change it, reminders, what comes next"),
                channel=False,
                takes=Takes.WORDS,
                example="CSPO 14 march 2026",
            ),
            HomeCommand(
                "/seu next", words.say("Next to log"), words.say("what to log next, with the values to copy"), channel=False
            ),
            HomeCommand("/seu renew", words.say("Renew"), words.say("renew a credential, step by step"), channel=False),
            HomeCommand(
                "/seu library", words.say("Learning library"), words.say("what to read, watch and attend"), channel=False
            ),
            HomeCommand(
                "/seu export", words.say("Take it along"), words.say("your ledger as a file: CSV, JSON, PDF"), channel=False
            ),
            HomeCommand(
                "/seu import", words.say("Bring it along"), words.say("entries from a CSV, or another bot's JSON"), channel=False
            ),
            HomeCommand("/seu off", words.say("Keep minutes?"), words.say("stop keeping your minutes, or begin"), channel=False),
            HomeCommand(
                "/seu audit", words.say("Who did what"), words.say("who changed or took out what is kept of you"), channel=False
            ),
            HomeCommand("/seu erase", words.say("Erase me"), words.say("erase what is kept of you"), channel=False),
            HomeCommand("/seu help", words.say("Help"), words.say("SEUs by example"), channel=False),
        ],
    )


def help_by_example(words: Words, unknown: str = "", meant: str = "") -> Message:
    """Draw the commands by example, and who could read the ledger; after a word that is none, the line that was meant first."""
    blocks: list[Block] = []
    if unknown:
        told = words.say("I do not know `/seu {unknown}`.", unknown=plain(unknown, 40))
        if meant:
            told += " " + words.say("Did you mean this? {line}", line=code_block(meant, 2_000))
        blocks.append(section(told))
    examples = [
        ("/seu", words.say("how far you are, what is missing, all entries, how to log them, what is not right")),
        ("/seu credential CSPO 14 march 2026", words.say("you hold a CSPO since that day")),
        ("/seu credential CSPO until 14 march 2028", words.say("or: your dashboard says that it expires then")),
        ("/seu credential", words.say("what you hold and prepare for: change it, reminders, the way onward")),
        (
            "/seu next",
            words.say(
                "what to log next at Scrum Alliance or another body you renew at, with the values to copy; `/seu next pmi`"
            ),
        ),
        *log_commands.examples(words),
        ("/seu renew", words.say("renew at the body, step by step; what that uses up; `/seu renew CSPO`, and taking it back")),
        ("/seu audit", words.say("who changed or took out what is kept of you")),
        ("/seu erase", words.say("erase what is kept of you; `/seu export` first takes it along")),
        ("/seu library", words.say("what to read, watch and attend, what you have not seen first; “I read it” logs it")),
        ("/seu library forecasting", words.say("what has that in its title")),
        ("/seu library add", words.say("for admins: add to it; `manage` lists all; `import` takes a CSV, `export` gives one")),
        (
            "/seu export",
            words.say(
                "your minutes as a CSV in the order of Scrum Alliance's form, as JSON for another bot, or as a PDF statement"
            ),
        ),
        (
            "/seu import",
            words.say("what you logged elsewhere, from a CSV or the JSON of another workspace's bot; you see it first"),
        ),
    ]
    blocks.append(section("\n".join(f"`{command}`\n{told}" for command, told in examples)))
    kept = words.say(
        "After your first meeting I ask once whether to keep your learning minutes. `/seu` switches it off or on at any time."
    )
    readers = words.say("Only you are shown your ledger. Whoever runs this bot's database could read it.")
    blocks.append(context(kept, readers, private(words)))
    return Message(words.say("SEUs by example"), blocks)
