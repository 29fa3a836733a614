"""My calendar, as a form: the link, the channels that it follows, the files."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ConversationFilter, ConversationSelectElement

from bot.calendars.rules import MOST_CHANNELS, WALL, DateFile, NoSuchDate, TooManyChannels
from bot.core.ids import ChannelId, SeriesId
from bot.core.refusal import Refusal
from bot.feature import ADD_TO_CALENDAR, AtHome, HomeButton, Slot
from bot.schedule.recurrence import OccurrenceTime
from bot.slack.blocks import actions, button, context, divider, field, section
from bot.slack.surfaces import Message, Modal
from bot.slack.text import code_block, escape, plain
from bot.words.words import Words

OPEN, NEW_LINK, REMOVE_LINK, REMOVE = "calendars:open", "calendars:new_link", "calendars:remove_link", "calendars:remove"
FORM, CHANNEL = "calendars:calendar", "channel"
DATE = "calendars:date"
"""It only shows what is copied."""
_MOST_FILES = 10
"""Files of a channel that the form names."""


@dataclass(frozen=True)
class Followed:
    """A channel of a feed, with what comes again in it."""

    channel: ChannelId
    series: Sequence["File"]


@dataclass(frozen=True)
class File:
    """One series as a file: how it is called, and its next date, by the wall and as an instant (UTC)."""

    series: SeriesId
    title: str
    following: OccurrenceTime | None


def my_calendar(words: Words, base: str, secret: str | None, followed: Sequence[Followed], note: str = "") -> Modal:
    """Draw a person's calendar: how to have it in an app, and what is in it. Its submit adds the channel that is chosen."""
    blocks: list[Block] = [section(note)] if note else []
    blocks += _link(words, base, secret)
    blocks.append(divider())
    if not followed:
        blocks.append(section(words.say("Choose a channel: what comes again in it goes into your calendar.")))
    blocks += [section(_in_it(words, base, secret, one), button(words.say("Remove"), REMOVE, one.channel)) for one in followed]
    chosen = ConversationSelectElement(
        action_id="value", filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True)
    )
    blocks.append(field(CHANNEL, words.say("Add a channel"), chosen))
    return Modal(FORM, words.say("My calendar"), blocks, words.say("Add"), words.say("Close"))


def _in_it(words: Words, base: str, secret: str | None, one: Followed) -> str:
    if not one.series:
        return words.say("<#{channel}>: nothing recurs there now.", channel=one.channel)
    files = [_file(words, base, secret, each) for each in sorted(one.series, key=_next_first)[:_MOST_FILES]]
    return "\n".join([f"<#{one.channel}>", *files])


def _next_first(file: File) -> tuple[bool, str, str]:
    return file.following is None, file.following.starts.isoformat() if file.following else "", file.title


def _link(words: Words, base: str, secret: str | None) -> list[Block]:
    if secret is None:
        told = words.say(
            "One link shows your calendar app what comes again in the channels that you choose, and follows each change."
        )
        return [section(told), actions(button(words.say("Make my link"), NEW_LINK, "new", primary=True))]
    told = words.say("Add this link to your calendar app as a calendar “from URL”:")
    keep = words.say("Keep it to yourself: whoever has it can read these dates. A new link ends this one.")
    return [
        section(f"{told}\n```{escape(feed_url(base, secret))}```"),
        context(keep),
        actions(button(words.say("New link"), NEW_LINK, "new"), button(words.say("Remove the link"), REMOVE_LINK, "remove")),
    ]


def _file(words: Words, base: str, secret: str | None, file: File) -> str:
    if secret is None:
        return f"• {plain(file.title)}"
    address = f"{feed_url(base, secret).removesuffix('.ics')}/{file.series}"
    links = [f"<{escape(address)}.ics|{escape(file.title)}.ics>"]
    if file.following is not None:
        only = words.say("only {day}", day=words.short_day(file.following.starts))
        links.append(f"<{escape(address)}/{file.following.wall.strftime(WALL)}.ics|{only}>")
    return f"• {'  ·  '.join(links)}"


def feed_url(base: str, secret: str) -> str:
    """Return the address of a feed."""
    return f"{base}/calendar/{secret}.ics"


def date_sent(words: Words, file: DateFile, *, has_calendars: bool) -> Message:
    """Say that the file of a date was sent, what becomes of it, and where one follows each change by itself."""
    told = f"{_what_it_does(words, file)} {_kept_up(words, file)}".rstrip()
    if not has_calendars:
        return Message(told)
    way = button(words.say("Add to my calendar"), ADD_TO_CALENDAR, file.channel)
    follows = words.say("*Add to my calendar* makes a link instead, which follows each change by itself.")
    return Message(told, [section(told), context(follows), actions(way)])


def _what_it_does(words: Words, file: DateFile) -> str:
    values = {"title": plain(file.title), "when": words.slack_day_time(file.starts)}
    if file.held:
        return words.say("{title}, {when}: the calendar file is on its way to you, in our direct messages.", **values)
    return words.say(
        "{title}, {when}: the file that takes it out of your calendar is on its way to you, in our direct messages.", **values
    )


def _kept_up(words: Words, file: DateFile) -> str:
    return (
        words.say("Who pressed “I'm coming” hears from me when it is moved or called off, and can have a new file there.")
        if file.held
        else ""
    )


def date_to_copy(words: Words, file: DateFile) -> Modal:
    """Show the file of a date to copy, where the bot may send none."""
    told = words.say("*{title}*, {when}", title=plain(file.title), when=words.slack_day_time(file.starts))
    how = words.say(
        "Keep this text as `date.ics` and open it with your calendar. Files need the scope `files:write`: ask who runs the bot."
    )
    blocks: list[Block] = [section(told), section(code_block(file.content.decode(), 3_000)), context(how)]
    return Modal(DATE, words.say("Calendar file"), blocks, close=words.say("Close"))


def at_home(words: Words) -> AtHome:
    """Offer the calendar on everybody's Home."""
    return AtHome(buttons={Slot.MINE: [HomeButton(words.say("My calendar"), OPEN, "calendar")]})


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of a calendar; None for one of another room."""
    if isinstance(refusal, NoSuchDate):
        return words.say("This date is not kept any more, so there is no file of it.")
    if isinstance(refusal, TooManyChannels):
        return words.say("Your calendar holds {most} channels. Remove one to add another.", most=MOST_CHANNELS)
    return None
