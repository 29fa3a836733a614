"""The house's own words for refusals that belong to no feature: of channels and of people."""

from bot.core.refusal import Refusal
from bot.core.span import NotASpan, two_lengths
from bot.slack.dispatch import CommandTooLong
from bot.slack.text import plain
from bot.teams.people import (
    ChannelArchived,
    GuestsDoNotHost,
    MembershipNotTold,
    NobodyOfChannel,
    NotAChannel,
    NotAHost,
    NotAMember,
    NotAPerson,
    NotInChannel,
    NotInvited,
    PersonNotTold,
    RightsNotTold,
    ZoneNotTold,
)
from bot.words.words import Words


def explain(refusal: Refusal, words: Words, bot_name: str) -> str | None:
    """Say what a refusal means that belongs to no feature, or None."""
    match refusal:
        case CommandTooLong(length=length, most=most):
            return words.say(
                "A command takes at most {most} characters; this one has {length}. Nothing was changed. Say it in fewer words, or put the text into a form.",
                most=f"{most:,}",
                length=f"{length:,}",
            )
        case NotInvited(field=str(), channel=channel):
            return words.say(
                "I am not in <#{channel}>. Type `/invite @{bot}` there, then try again.", channel=channel, bot=bot_name
            )
        case NotInvited():
            return words.say("I am not in this channel. Type `/invite @{bot}` here, then try again.", bot=bot_name)
        case NotAChannel(field=str()):
            return words.say("This works in a channel, not in a direct message. Choose a channel.")
        case NotAChannel():
            return words.say("This works in a channel, not in a direct message. Go to your team's channel and try again.")
        case ChannelArchived(field=str(), channel=channel):
            return words.say("<#{channel}> is archived. Choose another channel, or have it unarchived.", channel=channel)
        case ChannelArchived():
            return words.say("This channel is archived. Unarchive it, or use another one.")
        case NotInChannel(channel=channel):
            return words.say("You are not in <#{channel}>. Choose a channel that you are in.", channel=channel)
        case MembershipNotTold(channel=channel):
            return words.say("I could not ask Slack whether you are in <#{channel}>. Try again in a minute.", channel=channel)
    return _of_people(refusal, words)


def _of_people(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NotAPerson():
            return words.say("That is an app, not a person. Choose a person.")
        case NotAMember(person=person):
            return words.say("<@{person}> has no account here any more. Choose somebody else.", person=person)
        case NobodyOfChannel(person=person, channel=channel):
            return words.say(
                "<@{person}> is not in <#{channel}>. Invite them there first, or choose somebody who is.",
                person=person,
                channel=channel,
            )
        case NotAHost(person=person):
            return words.say("<@{person}> is a guest here. Choose a member of this workspace.", person=person)
        case GuestsDoNotHost():
            return words.say(
                "As a guest you can propose topics, vote and show thumbs. Hosting and planning is for members of this workspace: ask one of them."
            )
        case PersonNotTold(person=person):
            return words.say(
                "I could not ask Slack who <@{person}> is. Nothing was changed. Try again in a minute.", person=person
            )
        case RightsNotTold():
            return words.say("I could not ask Slack whether you are an admin. Nothing was changed. Try again in a minute.")
        case ZoneNotTold():
            return words.say(
                "I could not ask Slack which time zone you are in. Add one, as in `Europe/Madrid`, or try again in a minute."
            )
        case NotASpan(text=text) if two_lengths(text):
            lengths = words.any_of([f"`{length.removesuffix(' minutes')}m`" for length in two_lengths(text)])
            return words.say("{text} can be read in two ways. Write {lengths}.", text=plain(text, 40), lengths=lengths)
        case NotASpan(text=text):
            return words.say("{text} is no length of time. Try 5, 5m, 90s or 1h.", text=plain(text, 40))
    return None
