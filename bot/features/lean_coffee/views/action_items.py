"""What people see who write down what somebody is to do."""

from slack_sdk.models.blocks import Block

from bot.action_items.rules.typed import NOTHING_TYPED, Typed
from bot.action_items.rules.values import ActionItem
from bot.action_items.views import forms
from bot.action_items.views.lines import line
from bot.core.ids import ChannelId, MeetingId, PersonId
from bot.features.lean_coffee.rules.meeting import MOST_PROMISED
from bot.features.lean_coffee.rules.values import Topic, TopicId, TopicMeeting
from bot.features.lean_coffee.views import ids
from bot.slack.blocks import actions, button, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words


def action_form(
    words: Words,
    channel: ChannelId,
    meeting: TopicMeeting | None = None,
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


def asked_in_form(words: Words, item: ActionItem, owner: str) -> Modal:
    """Ask in the place of the form whether what was noted is really needed."""
    return Modal(ids.ACTION_FORM, words.say("Action"), _question(words, item, owner), close=words.say("Close"))


def asked_in_answer(words: Words, item: ActionItem, owner: str, told: str) -> Message:
    """Ask the same below the answer to a command."""
    return Message(told, [section(told), *_question(words, item, owner)])


def _question(words: Words, item: ActionItem, owner: str) -> list[Block]:
    said = words.say(
        "{what}\nThis is action number {n} of this meeting, and of many few are done. Is it really needed? It is kept unless you drop it.",
        what=line(words, item, owner),
        n=MOST_PROMISED + 1,
    )
    keep = button(words.say("Keep it"), ids.KEEP_ACTION, item.id, primary=True)
    return [section(said), actions(keep, button(words.say("Drop it"), ids.DROP_ACTION, item.id))]


def settled(words: Words, told: str) -> Modal:
    """Say in the place of the question what became of it."""
    return Modal(ids.ACTION_FORM, words.say("Action"), [section(told)], close=words.say("Close"))
