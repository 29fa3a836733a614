"""What every stage of the board shares: its head, its foot, its ⋮ menu, its columns."""

from datetime import timedelta

from slack_sdk.models.blocks import Block, ButtonElement, OverflowMenuElement

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import Column, Meeting, Stage, Steering, Topic
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.ids import option_value, value
from bot.features.lean_coffee.views.pieces import Reader, carried, dots, facts, folded, link, spent, to_discuss, waits_for_next
from bot.slack.blocks import button, context, divider, grouped, header, overflow
from bot.slack.text import one_line, plain
from bot.words import Words

Choice = tuple[str, str]
"""An option of a ⋮ menu: its text and its value."""


def current(meeting: Meeting) -> Topic | None:
    """Return the topic under discussion."""
    return next((topic for topic in meeting.topics if topic.id == meeting.topic), None)


def head(reader: Reader, meeting: Meeting, moment: str = "") -> list[Block]:
    """Draw the title and the facts that hold for the whole meeting; a moment worth being large takes the title's place."""
    words = reader.words
    told = [
        *([plain(meeting.title)] if moment else []),
        words.say("Lean Coffee"),
        words.say("host {name}", name=reader.name(meeting.host)),
        words.say("until {time}", time=words.slack_time(meeting.planned_end)),
    ]
    if call := link(meeting.link, words.say("join the call")):
        told.append(call)
    return [header(moment or "☕ " + one_line(meeting.title)), context(" · ".join(told))]


def time_left(reader: Reader, meeting: Meeting) -> str:
    """Say about how long this stage still takes; it is drawn anew once a minute. Nothing where no clock runs."""
    if meeting.due is None:
        return ""
    if meeting.due - reader.at < timedelta(minutes=1):
        return reader.words.say("less than a minute left")
    return reader.words.say("about {n} min left", n=rules.minutes_left(meeting.due, reader.at))


def foot(reader: Reader, meeting: Meeting, *lines: str) -> list[Block]:
    """Draw who is here, who steered, and what does not ask for anything."""
    words = reader.words
    told = [line for line in (steered(reader, meeting), *lines) if line]
    if meeting.here:
        told.insert(0, words.say("Here ({n}): {names}", n=len(meeting.here), names=reader.all_names(meeting.here)))
    if meeting.host in meeting.came and meeting.host not in meeting.here:
        told.append(words.say("{name} is away; carrying on.", name=reader.name(meeting.host)))
    if meeting.outage is not None and meeting.outage.ended >= meeting.began - timedelta(minutes=1):
        told.append(_away(words, meeting))
    return [context(*told)] if told else []


def _away(words: Words, meeting: Meeting) -> str:
    outage = meeting.outage
    if outage is None:
        return ""
    lasted = words.minutes(outage.ended - outage.began)
    if outage.given and outage.ended < meeting.began:
        return words.say("I was away for {lasted}; the time was given back.", lasted=lasted)
    if outage.given and meeting.due:
        return words.say(
            "I was away for {lasted}; giving the time back, ends {time}.",
            lasted=lasted,
            time=words.slack_time(meeting.due, seconds=True),
        )
    return words.say("I was away for {lasted}.", lasted=lasted)


def more(reader: Reader, meeting: Meeting, *options: Choice) -> OverflowMenuElement | None:
    """Return the ⋮ menu with at most five rare things: this stage's own, then leaving, hosting and cancelling."""
    words = reader.words
    rest = [
        choice(words.say("I have to leave"), "leave", meeting),
        choice(words.say("I'll host"), "take_over", meeting) if meeting.host not in meeting.here else None,
        choice(words.say("Remove a topic (host)"), "remove", meeting)
        if meeting.stage in (Stage.GATHERING, Stage.VOTING) and to_discuss(meeting)
        else None,
        choice(words.say("Cancel the meeting (host)"), "cancel", meeting),
    ]
    return overflow(ids.MORE, [*options, *(option for option in rest if option)][:5])


def choice(text: str, verb: str, meeting: Meeting) -> Choice:
    """Return an option of the ⋮ menu that acts on this meeting in this phase."""
    return text, option_value(verb, meeting.id, meeting.phase)


def steered(reader: Reader, meeting: Meeting) -> str:
    """Say who brought the meeting where it stands, if a person did."""
    act = meeting.steered
    if act is None or act.at < meeting.began:
        return ""
    words, name = reader.words, reader.name(act.by)
    sentences = {
        Steering.OPENED_VOTE: words.say("{name} started the vote.", name=name),
        Steering.CLOSED_VOTE: words.say("{name} closed the vote.", name=name),
        Steering.VOTED_AGAIN: words.say("{name} opened a vote on the new topics.", name=name),
        Steering.PAUSED: words.say("{name} paused.", name=name),
        Steering.RESUMED: words.say("{name} went on.", name=name),
        Steering.ADDED_MINUTE: words.say("{name} added a minute.", name=name),
        Steering.ENDED_BOX: words.say("{name} ended the box.", name=name),
        Steering.WENT_ON: words.say("{name} went on to the next.", name=name),
        Steering.ROOM_MORE: words.say("{name} noted the room's thumbs.", name=name),
        Steering.ROOM_NEXT: words.say("{name} noted the room's thumbs.", name=name),
        Steering.TOOK_OVER: words.say("{name} hosts now.", name=name),
    }
    return sentences.get(act.what, "")


def takeaway(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that writes a takeaway on the topic under discussion."""
    return button(words.say("Takeaway"), ids.TAKEAWAY, value(meeting.topic or meeting.id, meeting.phase))


def columns(reader: Reader, meeting: Meeting, new: int) -> list[Block]:
    """Draw what waits and what is done; `new`: how many topics wait in the channel for a next meeting."""
    words = reader.words
    waiting = [t for t in to_discuss(meeting) if t.rank]
    lines: list[str] = []
    if waiting:
        left = [facts(f"{t.rank}. {plain(t.title, 160)}  {dots(t.dots)}", carried(words, t)) for t in waiting]
        lines += [words.say("*To discuss*"), *folded(words, left)]
    lines += _done(words, meeting)
    if new:
        lines.append(waits_for_next(words, new))
    return [divider(), *grouped(lines)] if lines else []


def done(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw what is done, below a board that gathers or votes once more."""
    lines = _done(reader.words, meeting)
    return [divider(), *grouped(lines)] if lines else []


def _done(words: Words, meeting: Meeting) -> list[str]:
    found = [topic for topic in meeting.topics if topic.column is Column.DISCUSSED]
    found.sort(key=lambda topic: (topic.opened or meeting.opened, topic.rank))
    return [words.say("*Discussed*"), *folded(words, [_discussed(words, topic) for topic in found])] if found else []


def _discussed(words: Words, topic: Topic) -> str:
    return facts(plain(topic.title, 160), spent(words, topic.boxes), words.say("parked") if topic.parked else "")
