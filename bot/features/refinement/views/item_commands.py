"""The commands about items: on the App Home, and by example."""

from bot.feature import HomeCommand, Slot, Takes
from bot.words.words import Words

WORDS = ("add", "queue", "ready", "started", "done", "park", "reopen", "import", "export")


def at_home(words: Words) -> list[HomeCommand]:
    """Offer the commands about items outside of their channels."""
    story = words.say("As a buyer I can save a card | why")
    queue = words.say("what a team refines next; with a word: the items that hold it")

    def named(word: str, text: str, told: str) -> HomeCommand:
        return HomeCommand(f"/refine {word}", text, told, takes=Takes.WORDS, example="#17")

    return [
        HomeCommand("/refine queue", words.say("To refine next"), queue, takes=Takes.WORDS, example="refund", slot=Slot.TEAM),
        HomeCommand("/refine add", words.say("Add an item"), words.say("a title, and why"), takes=Takes.WORDS, example=story),
        named("ready", words.say("Ready"), words.say("an item is ready; without one: which are")),
        named("started", words.say("Started"), words.say("an item is started; without one: which are")),
        named("done", words.say("Done"), words.say("an item is done; without one: which are")),
        named("park", words.say("Park"), words.say("put an item aside; without one: which are")),
        named("reopen", words.say("Reopen"), words.say("take up again what was done or put aside")),
        HomeCommand("/refine import", words.say("Import items"), words.say("a list or a CSV, shown to you first")),
        HomeCommand("/refine export", words.say("Export items"), words.say("all items of a channel as CSV")),
    ]


def examples(words: Words) -> list[tuple[str, str]]:
    """Return the commands about items by example, with what each does."""
    return [
        ("/refine add As a buyer I can save a card | why", words.say("add an item to what this team refines next")),
        (
            "/refine queue",
            words.say("what this team refines next, ordered in the ⋮ menu of each; `/refine queue refund` looks for it"),
        ),
        ("/refine done 17", words.say("item 17 is done; so with `started`, `ready`, `park` and `reopen`")),
        ("/refine import", words.say("a pasted list or CSV, shown to you before anything is kept; `/refine export` gives CSV")),
    ]
