"""What the host is asked: whether a meeting is to end at once, and who was there for how long."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from slack_sdk.models.blocks import Block, UserSelectElement

from bot.core.ids import PersonId
from bot.core.limits import EmptyText
from bot.core.refusal import AllAtOnce
from bot.core.texts import trimmed
from bot.feature import CLAIM_LINK
from bot.meetings.naming import Naming
from bot.meetings.rules.roster import RosterLine
from bot.meetings.rules.values import LIMITS, Meeting
from bot.meetings.views.frame import Reader, facts, folded, press
from bot.meetings.views.ids import value
from bot.presence.rules import Guest
from bot.slack.blocks import VALUE, actions, button, context, field, grouped, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Message, Modal
from bot.slack.text import one_line, plain
from bot.words.words import Words

PERSON, GUEST = "of", "guest_of"
"""The blocks of minutes: of a person by id, of a guest by the place on the list; each with the minutes that it showed."""
MOST_LISTED = 60
"""So many people stand in the form of a roster, of the 100 blocks that Slack takes."""


def cancel_form(naming: Naming, words: Words, meeting: Meeting) -> Modal:
    """Ask the host whether the meeting is to end at once."""
    told = words.say("“{title}” ends at once for everyone.", title=plain(meeting.title))
    submit, close = words.say("Cancel the meeting"), words.say("Keep it going")
    title, blocks = words.say("Cancel the meeting?"), [section(f"{told} {naming.stays(words)}".rstrip())]
    return Modal(naming.id("cancel"), title, blocks, submit, close, private=value(meeting.id, meeting.phase))


def roster(
    naming: Naming, reader: Reader, meeting: Meeting, lines: Sequence[RosterLine], guests: Sequence[Guest] = ()
) -> Message:
    """Draw the roster for the host alone: minutes are for the host and the person."""
    words = reader.words
    title = plain(meeting.title)
    told = [words.say("*Who was there* at “{title}”, {day}", title=title, day=words.day(meeting.opened))]
    told += [_present(reader, line) for line in lines]
    told += [
        facts(words.say("{name}  {n} min", name=plain(one.name), n=one.minutes), words.say("_not in Slack_")) for one in guests
    ]
    way = words.say(
        "Somebody was on the call but never pressed “I'm here”, or is not in Slack, or the minutes are wrong? Correct it here."
    )
    away = words.say("Who is not in Slack keeps no minutes here: give them the claim link, if there is one.") if guests else ""
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
            context(
                *(
                    line
                    for line in (way, away, words.say("Only you see the minutes of others; each person sees their own."))
                    if line
                )
            ),
        ],
    )


def _present(reader: Reader, line: RosterLine) -> str:
    words, name = reader.words, reader.name(line.person)
    if line.corrected and not line.minutes:
        return facts(name, words.say("_taken off_"))
    return facts(words.say("{name}  {n} min", name=name, n=line.minutes), words.say("_corrected_") if line.corrected else "")


def roster_form(
    naming: Naming, reader: Reader, meeting: Meeting, lines: Sequence[RosterLine], guests: Sequence[Guest] = ()
) -> Modal:
    """Draw the form in which the host states minutes: of all who are on the roster, of one more, of a guest; with one reason."""
    words = reader.words
    whole = ((meeting.closed or meeting.planned_end) - meeting.opened) // timedelta(minutes=1)
    told = words.say(
        "“{title}” lasted {n} min. Who has kept its minutes hears what you changed and why. 0 takes somebody off the roster.",
        title=plain(meeting.title),
        n=whole,
    )
    blocks: list[Block] = [section(told)]
    named = sorted(lines, key=lambda line: reader.name(line.person).casefold())[:MOST_LISTED]
    blocks += [_minutes_of(f"{PERSON}:{line.person}:{line.minutes}", reader.names[line.person], line.minutes) for line in named]
    room = MOST_LISTED - len(named)
    beside = [(place, guest) for place, guest in enumerate(guests) if place < room]
    blocks += [
        _minutes_of(f"{GUEST}:{place}:{guest.minutes}", words.say("{name} (not in Slack)", name=guest.name), guest.minutes)
        for place, guest in beside
    ]
    more = words.say("More people than fit are on this roster: choose others below.")
    blocks += [context(more)] if len(lines) + len(guests) > MOST_LISTED else []
    minutes = words.say("Their minutes there")
    blocks += [
        field("person", words.say("Somebody else who was there"), UserSelectElement(action_id=VALUE), optional=True),
        field("minutes", minutes, typed(4, example=str(whole)), optional=True),
        field("guest", words.say("On the call, but not in Slack: the name"), typed(LIMITS["guest"]), optional=True),
        field("guest_minutes", minutes, typed(4, example=str(whole)), optional=True),
        field(
            "reason",
            words.say("Why"),
            typed(LIMITS["reason"]),
            hint=words.say("Whoever reads their corrected minutes reads it too."),
            optional=True,
        ),
    ]
    submit, close = words.say("Correct"), words.say("Cancel")
    return Modal(naming.id("roster"), words.say("Correct attendance"), blocks, submit, close, private=meeting.id)


def _minutes_of(block: str, name: str, minutes: int) -> Block:
    return field(block, one_line(name)[:150], typed(4, first=str(minutes)), optional=True)


@dataclass(frozen=True)
class Typed:
    """What a host has typed of a roster: minutes by person, by the place of a guest on the list and by a new guest's name."""

    people: Mapping[PersonId, int]
    places: Mapping[int, int]
    guest: str
    guest_minutes: int | None
    fields: Mapping[str, str]
    chosen: PersonId | None


def read_roster(form: Form) -> Typed:
    """Read the form of a roster: what differs from what it showed. What is no whole number is -1. Raise EmptyText, or Several."""
    people, places, fields = dict[PersonId, int](), dict[int, int](), dict[str, str]()
    for block in form.fields:
        kind, _, rest = block.partition(":")
        who, _, shown = rest.rpartition(":")
        if kind in (PERSON, GUEST) and (text := trimmed(form.text(block))) != shown:
            fields[who] = block
            if kind == PERSON:
                people[PersonId(who)] = _whole(text)
            else:
                places[int(who)] = _whole(text)
    chosen = PersonId(form.text("person")) if form.text("person") else None
    minutes, guest, guest_minutes = (trimmed(form.text(block)) for block in ("minutes", "guest", "guest_minutes"))
    refused = AllAtOnce()
    if minutes and chosen is None:
        refused.add(EmptyText("person"))
    if guest_minutes and not guest:
        refused.add(EmptyText("guest"))
    refused.refuse()
    if chosen is not None:
        people[chosen] = _whole(minutes)
        fields[chosen] = "minutes"
    if guest:
        fields[guest] = "guest_minutes"
    return Typed(people, places, guest, _whole(guest_minutes) if guest else None, fields, chosen)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else -1
