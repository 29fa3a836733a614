"""The claim link of a session: the form of its host, and how it is shown to who attended."""

from slack_sdk.models.blocks import Block, ButtonElement

from bot.features.seu.rules.claim_links import LONGEST_LINK
from bot.features.seu.rules.values import Session
from bot.features.seu.views import ids
from bot.features.seu.views.pieces import occasion
from bot.meetings.views.frame import link
from bot.slack.blocks import context, field, link_button, section, typed
from bot.slack.surfaces import Modal
from bot.words.words import Words


def form(words: Words, session: Session) -> Modal:
    """Draw the form in which a host pastes the link, or takes it away."""
    told = words.say(
        "Scrum Alliance gives user groups a link by which who was there claims their SEUs: for {what}, paste it here.",
        what=occasion(words, session),
    )
    blocks: list[Block] = [
        section(told),
        field(
            "link",
            words.say("Claim link"),
            typed(LONGEST_LINK, first=session.claim_link, example="https://"),
            hint=words.say("Empty: none."),
            optional=True,
        ),
        context(words.say("Who was there and keeps learning minutes sees it with them, and that it is from you.")),
    ]
    return Modal(ids.CLAIM_LINK_FORM, words.say("Claim link"), blocks, words.say("Save"), words.say("Cancel"), private=session.id)


def saved(words: Words, session: Session) -> Modal:
    """Draw what became of the link."""
    told = (
        words.say("The claim link is with the minutes of who was there.")
        if session.claim_link
        else words.say("No claim link is given.")
    )
    return Modal("seu:claim_link_saved", words.say("Claim link"), [section(told)], close=words.say("Close"))


def claim_told(words: Words, session: Session) -> str:
    """Say beside the minutes of a session that its host gave a link, and lead to it."""
    there = link(session.claim_link, words.say("claim link"))
    return words.say("Its host gave a {link}: it logs this at Scrum Alliance without typing.", link=there)


def open_button(words: Words, session: Session) -> ButtonElement | None:
    """Return the button that opens the link, where there is one."""
    if not session.claim_link:
        return None
    return link_button(words.say("Open the claim link"), ids.CLAIM_OPENED, session.claim_link)
