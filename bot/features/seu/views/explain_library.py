"""Why the learning library did not do something, and what to do instead."""

from bot.core.limits import EmptyText, TextTooLong
from bot.core.refusal import Refusal
from bot.features.seu.rules.library import AdminsKeepIt, BadLength, BadLink, KeptAlready, NoSuchResource, UnknownKind
from bot.features.seu.views.library_import import explain_import
from bot.slack.text import plain
from bot.words.words import Words


def explain_library(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of the library in the reader's language; None for one of something else."""
    match refusal:
        case AdminsKeepIt():
            return words.say("Only admins of this workspace change the library. Ask one of them to add it.")
        case NoSuchResource():
            return words.say("I find no such thing in the library. `/seu library` shows what is there.")
        case KeptAlready() if refusal.same.retired:
            return words.say(
                "The library had “{title}”, which is retired: “Take back” in its ⋮ menu offers it again.",
                title=plain(refusal.same.about.title, 250),
            )
        case KeptAlready():
            return words.say("The library has “{title}” already.", title=plain(refusal.same.about.title, 250))
        case BadLink():
            return words.say("A link begins with https:// or http:// and has no space in it.")
        case BadLength():
            return words.say("State from 1 minute to 24 hours, in whole minutes.")
        case UnknownKind():
            return words.say("Choose what kind it is.")
        case EmptyText(field="title"):
            return words.say("Give it a title.")
        case TextTooLong(field="title" | "link"):
            return words.say("{length} characters are too many; at most {most} fit.", length=refusal.length, most=refusal.most)
        case _:
            return explain_import(refusal, words)
