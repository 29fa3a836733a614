"""The commands about sessions and estimates: on the App Home, and by example."""

from bot.feature import HomeCommand, Slot, Takes
from bot.words.words import Words


def at_home(words: Words) -> list[HomeCommand]:
    """Offer the commands about sessions and estimates outside of their channels."""
    start = words.say("walk a channel's queue, one item after the other")
    estimate = words.say("the Developers answer sealed, revealed together")
    card = words.say("Save a card by friday 12:00")
    hand_over = words.say("choose who hosts the running refinement from now on")
    cohost = words.say("choose who hosts the running refinement beside you")
    typed = Takes.WORDS
    return [
        HomeCommand(
            "/refine start", words.say("Start refining"), start, takes=typed, example='"Checkout" box 10', slot=Slot.NEXT
        ),
        HomeCommand("/refine board", words.say("Fetch the board"), words.say("bring the running refinement's board down")),
        HomeCommand("/refine handover", words.say("Hand over hosting"), hand_over, takes=Takes.PERSON),
        HomeCommand("/refine cohost", words.say("Name a co-host"), cohost, takes=Takes.PERSON),
        HomeCommand("/refine estimate", words.say("Ask for an estimate"), estimate, takes=typed, example=card),
        HomeCommand("/refine todo", words.say("My estimates"), words.say("what waits for your estimate"), channel=False),
    ]


def examples(words: Words) -> list[tuple[str, str]]:
    """Return the commands about sessions and estimates by example, with what each does."""
    return [
        ('/refine start "Checkout" box 10 for 1h', words.say("walk this channel's queue together, one item after the other")),
        ("/refine handover @ana", words.say("she hosts the running refinement from now on")),
        ("/refine cohost @ben", words.say("he hosts it beside you")),
        (
            "/refine estimate Save a card by friday 12:00",
            words.say("ask the Developers here how large it is: sealed until all have answered, or until then"),
        ),
        ("/refine todo", words.say("list the estimates that wait for you")),
    ]
