"""What people see who write down what somebody is to do."""

from slack_sdk.models.blocks import Block

from bot.action_items.rules.typed import NOTHING_TYPED, Typed
from bot.action_items.rules.values import ActionItem
from bot.action_items.views import forms
from bot.action_items.views.lines import line
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.rules.values import Meeting, Topic, TopicId
from bot.features.lean_coffee.views import ids
from bot.slack.blocks import section
from bot.slack.surfaces import Modal
from bot.slack.text import plain
from bot.words.words import Words


def action_form(
    words: Words,
    channel: ChannelId,
    meeting: Meeting | None = None,
    topic: Topic | None = None,
    *,
    first: Typed = NOTHING_TYPED,
    note: str = "",
) -> Modal:
    """Draw the form for what somebody is to do, on the topic that it was opened for; a note above says why it is asked for again."""
    if topic is not None:
        about = words.say("About *{topic}*", topic=plain(topic.title))
    elif meeting is not None:
        about = words.say("About the whole meeting")
    else:
        about = words.say("For <#{channel}>", channel=channel)
    told: list[Block] = [section(note)] if note else []
    blocks = [*told, section(about), *forms.asked(words, first)]
    private = f"{channel} {meeting.id if meeting else ''} {topic.id if topic else ''}"
    return Modal(ids.ACTION_FORM, words.say("Action"), blocks, words.say("Add"), words.say("Cancel"), private=private)


def read_private(private: str) -> tuple[ChannelId, MeetingId | None, TopicId | None]:
    """Return the channel, meeting and topic that a form was opened for."""
    channel, _, rest = private.partition(" ")
    meeting, _, topic = rest.partition(" ")
    return ChannelId(channel), MeetingId(meeting) if meeting else None, TopicId(topic) if topic else None


def noted(words: Words, item: ActionItem, owner: str, person: PersonId) -> str:
    """Say to who typed it what was noted, where it stands, and who is asked."""
    what = line(words, item, owner)
    if item.about.title:
        stands = words.say("It stands under “{topic}”.", topic=plain(item.about.title))
    elif item.about.meeting:
        stands = words.say("It stands with “{meeting}”.", meeting=plain(item.about.meeting))
    else:
        stands = words.say("`/coffee actions` lists what is open here.")
    if item.is_nobodys:
        asked = words.say("Anybody of the channel can take it: `/coffee actions`.")
    elif item.owner == person:
        asked = words.say("It is yours.")
    else:
        asked = words.say("{name} is asked in a direct message.", name=owner)
    return f"{words.say('Noted.')} {what}\n{asked} {stands}"
