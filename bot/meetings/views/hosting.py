"""Forms that ask who hosts a meeting, and what is told to who hosts it from now on."""

from collections.abc import Sequence

from slack_sdk.models.blocks import UserMultiSelectElement, UserSelectElement

from bot.core.ids import PersonId
from bot.meetings.naming import Naming
from bot.meetings.rules.values import MOST_COHOSTS, Meeting
from bot.slack.blocks import VALUE, context, field, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import names_a_channel, plain
from bot.words.words import Words

HAND_OVER, COHOSTS = "hand_over_meeting", "cohosts"
"""The choices, and the forms that they open."""


def hand_over_form(naming: Naming, words: Words, meeting: Meeting) -> Modal:
    """Ask who is to host a meeting from now on."""
    told = words.say(
        "“{title}” goes on as it is; whoever you choose hosts it from now on, and may hand it on.", title=plain(meeting.title)
    )
    hint = words.say("Whoever is in the channel, also if they are not on the list of who is here yet.")
    who = field("person", words.say("Hand over to"), UserSelectElement(action_id=VALUE), hint=hint)
    submit, close = words.say("Hand over"), words.say("Cancel")
    return Modal(naming.id(HAND_OVER), words.say("Hand over"), [section(told), who], submit, close, private=meeting.id)


def cohosts_form(naming: Naming, words: Words, meeting: Meeting) -> Modal:
    """Ask who is to host a meeting beside its host."""
    told = words.say("A co-host may do all in “{title}” that you may, but hand it over.", title=plain(meeting.title))
    picker = UserMultiSelectElement(
        action_id=VALUE, initial_users=sorted(meeting.cohosts) or None, max_selected_items=MOST_COHOSTS
    )
    who = field("cohost", words.say("Co-hosts"), picker, optional=True)
    submit, close = words.say("Save"), words.say("Cancel")
    return Modal(naming.id(COHOSTS), words.say("Co-hosts"), [section(told), who], submit, close, private=meeting.id)


def handed_over(words: Words, title: str, to: PersonId) -> str:
    """Say to who has handed a meeting over whose it is now."""
    return words.say("<@{person}> hosts “{title}” now.", person=to, title=plain(title))


def hosts_beside(words: Words, title: str, cohosts: Sequence[PersonId]) -> str:
    """Say to the host who hosts a meeting beside them."""
    names = words.all_of([f"<@{one}>" for one in cohosts])
    return words.say(
        "Co-hosts of “{title}” now: {names}. They may do all that you may, except hand it over.", title=plain(title), names=names
    )


def asked(words: Words, meeting: Meeting) -> str:
    """Say to who has asked to host that the host has a minute."""
    return words.say("The board asks <@{host}> now. Without a sign from them within a minute you host.", host=meeting.host)


def handed(words: Words, meeting: Meeting, by: str, link: str) -> Message:
    """Tell somebody who is not in a meeting that it was handed over to them."""
    title, name = plain(meeting.title), plain(by)
    told = (
        words.say("{name} handed over to you: “{title}”. You host it now.", name=name, title=title)
        if names_a_channel(meeting.title)
        else words.say(
            "{name} handed over to you: “{title}” in <#{channel}>. You host it now.",
            name=name,
            title=title,
            channel=meeting.channel,
        )
    )
    board = f"<{link}|{words.say('Go to the board')}>" if link else ""
    if meeting.closed is not None:
        board = words.say("It is over by now.")
    return Message(f"{told} {board}".rstrip(), [section(told), *([context(board)] if board else [])])
