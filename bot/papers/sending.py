"""A paper on its way into somebody's direct messages."""

from bot.core.refusal import Refusal
from bot.papers.paper import Paper
from bot.papers.printing import NotPrinted, printed
from bot.slack.files import WRITE, FileApi, FileNotSent, may, send_file
from bot.words.words import Words


class MayNotSend(Refusal):
    """The token lacks the scope that sending a file takes."""


async def send_paper(slack: FileApi, person: str, name: str, paper: Paper) -> None:
    """Print a paper and send it to a person. Raise MayNotSend, NotPrinted or FileNotSent."""
    if not await may(slack, WRITE):
        raise MayNotSend
    await send_file(slack, person, name, await printed(paper))


def explain_paper(refusal: Refusal, words: Words) -> str | None:
    """Say why a paper did not come; None for a refusal about something else."""
    match refusal:
        case MayNotSend():
            return words.say("To send a file, the app needs the scope `files:write`: ask who runs the bot.")
        case NotPrinted():
            return words.say("I could not make the PDF. Please try again; who runs the bot finds the reason in its log.")
        case FileNotSent():
            return words.say("Slack did not take the file. Try again in a minute.")
        case _:
            return None
