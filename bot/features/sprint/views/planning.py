"""Sprints before they are saved: the preview, its form, and what saving has done."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DatePickerElement

from bot.core.ids import ChannelId
from bot.features.sprint.rules.wishes import Moved, Proposed, Wish, written_length
from bot.features.sprint.views import ids
from bot.features.sprint.views.event_names import days_from_to, event_name, length_name, told_of_overlaps
from bot.schedule.working_days import OWN_DATE
from bot.slack.blocks import VALUE, actions, button, context, field, menu, section, ticks, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.teams.sprint_events import ScrumEvent
from bot.teams.sprints import DayOf, Sprint, SprintLength, Unit
from bot.words.words import Words

_LENGTHS = (*(SprintLength(weeks) for weeks in (1, 2, 3, 4)), SprintLength(unit=Unit.MONTH))


def preview(words: Words, proposed: Proposed, draft: str) -> Message:
    """Draw what saving would bring, to its author alone."""
    blocks: list[Block] = [
        *told(words, proposed),
        actions(
            button(words.say("Save"), ids.SAVE, draft, primary=True),
            button(words.say("Edit"), ids.EDIT, draft),
            button(words.say("Cancel"), ids.DROP, draft),
        ),
    ]
    return Message(_title(words, proposed), blocks)


def save_form(words: Words, proposed: Proposed, draft: str) -> Modal:
    """Draw the same in the place of the form that it was filled in."""
    return Modal(
        ids.SAVE_FORM, words.say("Sprints"), told(words, proposed), words.say("Save"), words.say("Cancel"), private=draft
    )


def told(words: Words, proposed: Proposed) -> list[Block]:
    """Say which Sprints there will be, when the events of the first are, and what holidays move."""
    sprints = [_sprint(words, proposed, sprint) for sprint in proposed.shown]
    blocks: list[Block] = [section(f"*{_title(words, proposed)}*"), section("\n".join(sprints))]
    first = proposed.shown[0]
    lines = [_event(words, proposed, event, first) for event in ScrumEvent if proposed.sprints.events[event].held]
    if lines:
        heading = words.say("*Events of Sprint {number}*", number=first.number)
        blocks.append(section("\n".join([heading, *lines])))
    else:
        blocks.append(section(words.say("No event is announced. `/sprint events` has them announced.")))
    notes = [_moved(words, one, proposed) for one in proposed.moved()]
    notes += told_of_overlaps(words, proposed.sprints, proposed.working, first)
    blocks += [section("\n".join(notes))] if notes else []
    stays = words.say("Sprints before that stay as they are.") if proposed.anew else ""
    hint = words.say(
        "Times are those of {zone}. `/sprint events` changes days, times, timeboxes and links.", zone=proposed.wish.zone
    )
    blocks.append(context(*(note for note in (stays, hint) if note)))
    return blocks


def _title(words: Words, proposed: Proposed) -> str:
    wish = proposed.wish
    values = {
        "length": length_name(words, wish.length),
        "number": wish.number,
        "day": words.short_day(wish.first, proposed.today),
    }
    if proposed.anew:
        return words.say("From Sprint {number} on, {day}: Sprints of {length}", **values)
    return words.say("Sprints of {length}, the first one from {day}", **values)


def _sprint(words: Words, proposed: Proposed, sprint: Sprint) -> str:
    days = days_from_to(words, sprint.first, sprint.last, proposed.today)
    working = words.count("{n} working day", "{n} working days", sprint.days(proposed.working))
    return words.say("Sprint {number}: {days}, {working}", number=sprint.number, days=days, working=working)


def _event(words: Words, proposed: Proposed, event: ScrumEvent, sprint: Sprint) -> str:
    plan = proposed.sprints.events[event]
    values = {
        "event": event_name(words, event),
        "time": f"{proposed.sprints.at(event, sprint.number):%H:%M}",
        "span": words.minutes(proposed.sprints.timebox(event, sprint.number)),
    }
    if plan.day.of is DayOf.EACH:
        if proposed.sprints.plans_first(sprint.number):
            return words.say("{event}: each working day but that of Sprint Planning, {time}, {span}", **values)
        return words.say("{event}: each working day {time}, {span}", **values)
    held = proposed.sprints.days_in(sprint, event, proposed.working)
    if not held:
        return words.say("{event}: not in this Sprint", **values)
    return words.say("{event}: {day} {time}, at most {span}", day=words.short_day(held[0], proposed.today), **values)


def _moved(words: Words, one: Moved, proposed: Proposed) -> str:
    values = {
        "event": event_name(words, one.event),
        "number": one.sprint.number,
        "day": words.short_day(one.meant, proposed.today),
        "held": words.short_day(one.held, proposed.today),
    }
    if one.holiday == OWN_DATE:
        return words.say("{day} is free for the team: {event} of Sprint {number} is {held}.", **values)
    return words.say("{day} is {holiday}: {event} of Sprint {number} is {held}.", holiday=plain(one.holiday), **values)


def set_up_form(words: Words, wish: Wish, changeable: Sequence[Sprint], private: str) -> Modal:
    """Draw the form of a wish; of Sprints that there are already it asks from which one on."""
    lengths = {written_length(each): length_name(words, each) for each in _LENGTHS}
    blocks: list[Block] = [
        field("length", words.say("How long a Sprint is"), menu(lengths, first=written_length(wish.length))),
        field(
            "first",
            words.say("First day"),
            DatePickerElement(action_id=VALUE, initial_date=wish.first.isoformat()),
            hint=words.say("Of the Sprint that is named below."),
        ),
    ]
    if changeable:
        choices = {
            str(one.number): words.say(
                "Sprint {number}, until now from {day}", number=one.number, day=words.short_day(one.first, wish.first)
            )
            for one in changeable
        }
        first = str(wish.number) if str(wish.number) in choices else next(iter(choices))
        blocks.append(
            field(
                "number",
                words.say("From which Sprint on"),
                menu(choices, first=first),
                hint=words.say("Those before it stay as they are; the last of them ends the day before."),
            )
        )
    else:
        hint = words.say("1, or where you are: your team may have had Sprints before.")
        blocks.append(
            field("number", words.say("Number of that Sprint"), typed(4, first=str(wish.number)), hint=hint, optional=True)
        )
    events = {event.value: event_name(words, event) for event in ScrumEvent}
    held = [event.value for event in ScrumEvent if event in wish.held]
    blocks.append(field("events", words.say("Announce these events here"), ticks(events, first=held), optional=True))
    zone = typed(64, first=wish.zone)
    blocks.append(field("zone", words.say("Time zone"), zone, hint=words.say("Named by a city, as in Europe/Madrid.")))
    return Modal(ids.SET_UP_FORM, words.say("Sprints"), blocks, words.say("Preview"), words.say("Cancel"), private=private)


def saved(words: Words, channel: ChannelId, length: SprintLength) -> str:
    """Say that Sprints are saved, and what shows them."""
    return words.say(
        "Saved: Sprints of {length} in <#{channel}>. `/sprint` shows how they stand, `/sprint events` changes their events.",
        length=length_name(words, length),
        channel=channel,
    )


def told_form(words: Words, text: str) -> Modal:
    """Say in a form what was done."""
    return Modal(ids.TOLD_FORM, words.say("Sprints"), [section(text)], close=words.say("Close"))
