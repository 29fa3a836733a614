"""Items as CSV in a private answer, to copy."""

from bot.csv_export import Part, to_copy
from bot.slack.surfaces import Message
from bot.words.words import Words


def export(words: Words, part: Part, *, sends_file: bool = True) -> Message:
    """Draw a part of a channel's items as CSV, and how to get the next one."""
    told = words.say("Items of this channel as CSV:")
    if part.count > 1:
        told = words.say("Items of this channel as CSV, part {n} of {count}:", n=part.number, count=part.count)
    if part.number < part.count:
        told += " " + words.say("`/refine export {next}` gives the next one.", next=part.number + 1)
    return to_copy(words, told, part, sends_file=sends_file)
