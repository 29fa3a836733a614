"""What the pages of an installation say, in the language of the browser."""

from urllib.parse import quote

from bot.installations.grants import Grant
from bot.installations.page import Link, Page
from bot.installations.rules import Verdict
from bot.words.words import Words

INSTALL, START, REDIRECT = "/slack/install", "/slack/install/start", "/slack/oauth_redirect"


def offer(words: Words) -> Page:
    """Offer to add the app to Slack."""
    return Page(
        words.say("Add Cortado to Slack"),
        words.say(
            "Lean Coffee that runs itself, refinement, Sprints and learning minutes for Scrum teams. It posts where you use it, and reads no messages."
        ),
        Link(words.say("Add to Slack"), START),
        words.say(
            "Slack asks you next what Cortado may do. Reading and sending files is optional. You may need an admin's approval."
        ),
    )


def done(words: Words, grant: Grant, origin: str) -> Page:
    """Say that it is installed, and lead into Slack."""
    title = words.say("Cortado is in {workspace}", workspace=grant.name) if grant.name else words.say("Cortado is installed")
    if grant.is_org:
        return Page(
            title,
            words.say("It is in none of its workspaces yet: an admin of the organization adds them one by one."),
            Link(words.say("Add workspaces"), _manage(grant)),
        )
    app, team = quote(grant.app, safe=""), quote(grant.workspace, safe="")
    return Page(
        title,
        words.say("Go to a channel and type /coffee, or begin in the Home of the app."),
        Link(words.say("Open in Slack"), f"slack://app?team={team}&id={app}&tab=home"),
        beside=Link(words.say("Open in the browser"), f"{origin}/app_redirect?app={app}&team={team}"),
    )


def denied(words: Words) -> Page:
    """Say that nothing was installed because its person did not want it."""
    return _again(words, words.say("Nothing was installed"), words.say("You have not let Slack install it."))


def not_this_state(words: Words, verdict: Verdict) -> Page:
    """Say why what came back from Slack is not the end of what was begun here."""
    title = words.say("Please begin again")
    match verdict:
        case Verdict.OLD:
            said = words.say("It took longer than a quarter of an hour from the first click, and this link works no more.")
        case Verdict.USED:
            title = words.say("This link was used already")
            said = words.say("If Cortado is in your workspace, all is done. If not, begin again.")
        case Verdict.ELSEWHERE:
            said = words.say("This was begun in another browser, or this one keeps no cookies. Nothing was done with it.")
        case _:
            said = words.say("This link was not made here, or is too old. Nothing was done with it.")
    return _again(words, title, said)


def refused(words: Words, error: str) -> Page:
    """Say that Slack gave no token for a code."""
    return _again(
        words, words.say("Nothing was installed"), words.say("Slack has not confirmed the installation ({error}).", error=error)
    )


def slack_is_away(words: Words) -> Page:
    """Say that Slack did not answer: nobody knows whether it counts the app as installed."""
    return _again(
        words,
        words.say("Slack does not answer"),
        words.say("Slack may show Cortado as installed already. Begin again in a minute; that mends it."),
    )


def bot_is_away(words: Words) -> Page:
    """Say that the bot cannot write anything down right now."""
    return _again(
        words,
        words.say("Cortado cannot do this right now"),
        words.say("It is starting, or its database is away. Begin again in a minute."),
    )


def too_many(words: Words) -> Page:
    """Say that more was begun here than people begin."""
    return _again(
        words,
        words.say("Too much at once"),
        words.say("Very many installations were begun just now. Begin again in a quarter of an hour."),
    )


def _again(words: Words, title: str, said: str) -> Page:
    return Page(title, said, Link(words.say("Begin again"), INSTALL))


def _manage(grant: Grant) -> str:
    whole, app = quote(grant.workspace, safe=""), quote(grant.app, safe="")
    return f"https://app.slack.com/manage/{whole}/integrations/profile/{app}/workspaces/add"
