"""The commands about what lies ahead: on the App Home, and by example."""

from bot.feature import HomeCommand, Slot, Takes
from bot.words.words import Words

WORDS = ("forecast", "goal", "share", "experiment")


def at_home(words: Words) -> list[HomeCommand]:
    """Offer the commands about what lies ahead outside of their channels."""
    when = words.say("when so many items are done, or how many by a day")
    goal = words.say("what it is, what came before; the Product Owner sets it")
    example = words.say("New customers ship their first order within a day")
    experiment = words.say("what an item is to find out: hypothesis, measure, day, result")
    return [
        HomeCommand("/refine forecast", words.say("Forecast"), when, takes=Takes.WORDS, example="20 items", slot=Slot.TEAM),
        HomeCommand("/refine goal", words.say("Product Goal"), goal, takes=Takes.WORDS, example=example, slot=Slot.TEAM),
        HomeCommand("/refine share", words.say("Share the queue"), words.say("show it to stakeholders in another channel")),
        HomeCommand("/refine experiment", words.say("Experiment"), experiment, takes=Takes.WORDS, example="17"),
    ]


def examples(words: Words) -> list[tuple[str, str]]:
    """Return the commands about what lies ahead by example, with what each does."""
    return [
        ("/refine forecast 20 items", words.say("when they are done, at 50, 85 and 95 %; also `15-25 items` and `by 31 jan`")),
        ("/refine goal New customers ship within a day", words.say("set the Product Goal; `/refine goal` shows it")),
        (
            "/refine share #stakeholders",
            words.say("show queue, goal and forecast there, kept up to date; they may propose items"),
        ),
        ("/refine experiment 17", words.say("item 17 is to find something out: hypothesis, measure, day, result")),
    ]
