"""What the host is asked: whether a meeting is to end at once, and who was there for how long."""

from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block, UserSelectElement

from bot.feature import CLAIM_LINK
from bot.meetings.naming import Naming
from bot.meetings.rules.roster import RosterLine
from bot.meetings.rules.values import LIMITS, Meeting
from bot.meetings.views.frame import Reader, facts, folded, press
from bot.meetings.views.ids import value
from bot.slack.blocks import VALUE, actions, button, context, field, grouped, section, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words


def cancel_form(naming: Naming, words: Words, meeting: Meeting) -> Modal:
    """Ask the host whether the meeting is to end at once."""
    told = words.say("“{title}” ends at once for everyone.", title=plain(meeting.title))
    submit, close = words.say("Cancel the meeting"), words.say("Keep it going")
    title, blocks = words.say("Cancel the meeting?"), [section(f"{told} {naming.stays(words)}".rstrip())]
    return Modal(naming.id("cancel"), title, blocks, submit, close, private=value(meeting.id, meeting.phase))


def roster(naming: Naming, reader: Reader, meeting: Meeting, lines: Sequence[RosterLine]) -> Message:
    """Draw the roster for the host alone: minutes are for the host and the person."""
    words = reader.words
    title = plain(meeting.title)
    told = [words.say("*Who was there* at “{title}”, {day}", title=title, day=words.day(meeting.opened))]
    told += [_present(reader, line) for line in lines]
    way = words.say("Somebody was on the call but never pressed “I'm here”, or the minutes are wrong? Correct it here.")
    return Message(
        words.say("Who was there at “{title}”", title=title),
        [
            *grouped(folded(words, told)),
            actions(
                press(naming, words.say("Correct"), "roster", meeting),
                press(naming, words.say("To sign (PDF)"), "sheet", meeting),
                button(words.say("Claim link …"), CLAIM_LINK, meeting.id),
                press(naming, words.say("Totals of the series"), "totals", meeting) if meeting.series is not None else None,
            ),
            context(way, words.say("Only you see the minutes of others; each person sees their own.")),
        ],
    )


def _present(reader: Reader, line: RosterLine) -> str:
    words, name = reader.words, reader.name(line.person)
    if line.corrected and not line.minutes:
        return facts(name, words.say("_taken off_"))
    return facts(words.say("{name}  {n} min", name=name, n=line.minutes), words.say("_corrected_") if line.corrected else "")


def roster_form(naming: Naming, words: Words, meeting: Meeting) -> Modal:
    """Draw the form in which the host states one person's minutes, with a reason that the person reads."""
    whole = ((meeting.closed or meeting.planned_end) - meeting.opened) // timedelta(minutes=1)
    blocks: list[Block] = [
        section(
            words.say(
                "“{title}” lasted {n} min. Who has kept its minutes hears what you changed and why.",
                title=plain(meeting.title),
                n=whole,
            )
        ),
        field("person", words.say("Who"), UserSelectElement(action_id=VALUE)),
        field(
            "minutes",
            words.say("Minutes there"),
            typed(4, example=str(whole)),
            hint=words.say("0 takes a person off the roster."),
        ),
        field("reason", words.say("Why"), typed(LIMITS["reason"])),
    ]
    submit, close = words.say("Correct"), words.say("Cancel")
    return Modal(naming.id("roster"), words.say("Correct attendance"), blocks, submit, close, private=meeting.id)
