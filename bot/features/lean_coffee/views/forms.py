"""The private forms of a meeting: a topic, my topics, a takeaway."""

from collections.abc import Callable, Mapping, Sequence

from slack_sdk.models.blocks import Block, ConversationFilter, ConversationSelectElement

from bot.core.ids import ChannelId, MeetingId
from bot.core.limits import EmptyText, TextTooLong
from bot.core.pages import Pages
from bot.features.lean_coffee.rules.stages import Column
from bot.features.lean_coffee.rules.texts import LIMITS, line, paragraph
from bot.features.lean_coffee.rules.values import Topic, TopicId, TopicMeeting
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.pieces import carried
from bot.meetings.views.frame import facts
from bot.meetings.views.ids import option_value
from bot.paging import turning
from bot.slack.blocks import MOST_TYPED, VALUE, context, divider, field, menu, overflow, section, ticks, typed
from bot.slack.surfaces import Modal
from bot.slack.text import escape, one_line, plain
from bot.words.words import Words

THIN = 3
"""With so few people an anonymous topic is easily guessed."""
MOST_OF_MINE = 20
"""One's own topics a page."""
NO_FAULTS: Mapping[str, str | None] = {}
NO_WHOLES: Mapping[TopicId, str] = {}
_MOST_PIECES = 80


def topic_form(
    words: Words,
    channel: ChannelId | None,
    *,
    title: str = "",
    told: str = "",
    link: str = "",
    people: int | None = None,
    meeting: MeetingId | None = None,
    anonymous: bool = False,
) -> Modal:
    """Draw the form for a new topic; without a channel it asks for one (the App Home, a global place).

    `people`: among how many an anonymous author hides; None where nobody knows.
    """
    blocks: list[Block] = []
    if channel is None:
        only = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
        blocks.append(field("channel", words.say("Channel"), ConversationSelectElement(action_id=VALUE, filter=only)))
    blocks += [*_words_of_topic(words, title, told), *_who_proposes(words, people, anonymous=anonymous)]
    if link:
        blocks.append(context(words.say("The link to the message goes with it.")))
    return _topic_modal(words, blocks, f"{channel or ''} {meeting or ''} {link}")


def topic_form_again(
    words: Words, channel: ChannelId, *, title: str, told: str, people: int | None = None, anonymous: bool = False
) -> Modal:
    """Draw the form with what somebody typed in a command that cannot be kept like this: below each field stands why.

    Nothing of it is lost: what is too long for a box of Slack's stands in the next one, and the last of it below.
    """
    title = one_line(title)
    told = "\n".join(part for part in (title[MOST_TYPED:], told) if part)
    title, told, rest = title[:MOST_TYPED], told[:MOST_TYPED], told[MOST_TYPED:]
    blocks: list[Block] = [
        section(words.say("*Not proposed yet.* What you typed is kept here; below the field stands what to change.")),
        *_words_of_topic(
            words,
            title,
            told,
            {"title": _fault(words, line, "title", title), "context": _fault(words, paragraph, "context", told)},
        ),
        *_who_proposes(words, people, anonymous=anonymous),
    ]
    if rest:
        blocks += [section(words.say("What did not fit in, for you to copy:")), *_pieces(rest)]
    return _topic_modal(words, blocks, f"{channel}  ")


def _topic_modal(words: Words, blocks: list[Block], private: str) -> Modal:
    submit, close = words.say("Propose"), words.say("Cancel")
    return Modal(ids.TOPIC_FORM, words.say("Propose a topic"), blocks, submit, close, private=private)


def proposed_form(words: Words, told: str) -> Modal:
    """Draw in the place of a sent form what becomes of its topic: its author alone sees it, an anonymous one too."""
    return Modal("lean_coffee:proposed", words.say("Propose a topic"), [section(told)], close=words.say("Close"))


def _who_proposes(words: Words, people: int | None, *, anonymous: bool = False) -> list[Block]:
    choice = ticks({"anonymous": words.say("Anonymous: keep my name off it")}, first=["anonymous"] if anonymous else [])
    asked: list[Block] = [field("anonymous", words.say("Who proposes it"), choice, optional=True)]
    if people is None:
        asked.append(context(words.say("In a channel of a few people, others may guess who wrote an anonymous topic.")))
    elif people <= THIN:
        asked.append(context(words.say("With so few people, others may guess who wrote an anonymous topic.")))
    return asked


def _fault(words: Words, check: Callable[[str, str], str], named: str, text: str) -> str | None:
    """Say what keeps a text from being kept, so that it stays true while it is mended; None where nothing does."""
    try:
        check(named, text)
    except EmptyText:
        return words.say("A topic needs a few words, such as “Flaky tests”.")
    except TextTooLong as refused:
        return words.say("At most {most} characters fit; you typed {length}.", most=refused.most, length=refused.length)
    return None


def _pieces(text: str) -> Sequence[Block]:
    """Write a long text in as many sections as it needs, each character at most five of Slack's 3,000 once it is escaped."""
    return [section(escape(text[start : start + 600])) for start in range(0, len(text), 600)][:_MOST_PIECES]


def read_topic_private(private: str) -> tuple[ChannelId, MeetingId | None, str]:
    """Return the channel (empty: asked for in the form), the board's meeting and the link that a topic form was opened with."""
    channel, _, rest = private.partition(" ")
    meeting, _, link = rest.partition(" ")
    return ChannelId(channel), MeetingId(meeting) if meeting else None, link


def edit_form(words: Words, topic: Topic) -> Modal:
    """Draw the form in which its author changes a topic's words."""
    blocks = _words_of_topic(words, topic.title, topic.context)
    return Modal(ids.EDIT_FORM, words.say("Edit your topic"), blocks, words.say("Save"), words.say("Cancel"), private=topic.id)


def _words_of_topic(words: Words, title: str, told: str, faults: Mapping[str, str | None] = NO_FAULTS) -> list[Block]:
    lines = len(title) > LIMITS["title"]
    return [
        field(
            "title",
            words.say("Topic"),
            typed(_room("title", title), first=title, lines=lines, example=words.say("Flaky tests")),
            hint=faults.get("title"),
        ),
        field(
            "context",
            words.say("One or two sentences, so people know what to vote for"),
            typed(_room("context", told), first=told, lines=True),
            hint=faults.get("context"),
            optional=True,
        ),
    ]


def _room(named: str, text: str) -> int:
    """Return how much a box takes: Slack refuses one that begins with more than that."""
    return LIMITS[named] if len(text) <= LIMITS[named] else MOST_TYPED


def my_topics(
    words: Words, topics: Sequence[Topic], channel: ChannelId | None, page: int = 0, wholes: Mapping[TopicId, str] = NO_WHOLES
) -> Modal:
    """Draw a page of a person's own topics that can still be changed, of one channel or of all; nobody else sees this.

    `wholes`: the titles of the merged topics that some are part of.
    """
    pages = Pages(page, len(topics), MOST_OF_MINE)
    blocks: list[Block] = [_of_mine(words, topic, wholes.get(topic.id)) for topic in topics[pages.start : pages.stop]]
    if not blocks:
        blocks.append(section(words.say("You have no topic here that is still to be discussed. `/coffee topic` proposes one.")))
    blocks += [*turning(words, pages, ids.MINE_BEFORE, ids.MINE_AFTER), context(words.say("Only you see this."))]
    return Modal("lean_coffee:my_topics", words.say("My topics"), blocks, close=words.say("Close"), private=channel or "")


def _of_mine(words: Words, topic: Topic, whole: str | None) -> Block:
    choices = [
        (words.say("Edit"), option_value("edit", topic.id)),
        (words.say("Withdraw"), option_value("withdraw", topic.id)),
    ]
    anonymous = words.say("anonymous") if topic.anonymous else ""
    waits = words.say("waits for the next meeting") if topic.meeting is None else ""
    merged = words.say("part of “{title}”", title=plain(whole, 320)) if whole else ""
    hidden = words.say("hidden: several people reported it, and the host decides") if topic.column is Column.HIDDEN else ""
    told = facts(anonymous, waits, merged, hidden, carried(words, topic))
    return section(f"*{plain(topic.title)}*" + (f"\n{told}" if told else ""), overflow(ids.TOPIC_MORE, choices))


def takeaway_form(words: Words, meeting: TopicMeeting, topic: Topic | None) -> Modal:
    """Draw the form for a takeaway, on the topic that it was opened for."""
    about = words.say("About *{topic}*", topic=plain(topic.title)) if topic else words.say("About the whole meeting")
    blocks: list[Block] = [
        section(about),
        field("takeaway", words.say("What do you take with you?"), typed(LIMITS["takeaway"], lines=True)),
        context(words.say("It shows on the board and in the summary, without your name.")),
    ]
    private = f"{meeting.id} {topic.id if topic else ''}"
    return Modal(ids.TAKEAWAY_FORM, words.say("Takeaway"), blocks, words.say("Add"), words.say("Cancel"), private=private)


def remove_form(words: Words, meeting: TopicMeeting) -> Modal:
    """Draw the form in which the host takes a topic off the board."""
    options: dict[str, str] = {topic.id: one_line(topic.title) for topic in meeting.topics if topic.column is Column.TO_DISCUSS}
    blocks: list[Block] = [
        field("topic", words.say("Topic"), menu(options)),
        divider(),
        context(words.say("Dots given to it are free again. Its author can propose it again.")),
    ]
    return Modal(
        ids.REMOVE_FORM, words.say("Remove a topic"), blocks, words.say("Remove"), words.say("Cancel"), private=meeting.id
    )
