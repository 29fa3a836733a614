"""What people write about an item in a session -> action -> answer."""

from datetime import timedelta

from bot.action_items.listeners import read_day
from bot.core.ids import ItemId, MeetingId, PersonId
from bot.feature import Deps
from bot.features.refinement.actions import session_items as actions
from bot.features.refinement.actions.session import CEREMONY
from bot.features.refinement.listeners.item_rights import as_member
from bot.features.refinement.rules.item_refusals import NoSuchItem
from bot.features.refinement.rules.item_texts import parts_of
from bot.features.refinement.rules.items import Item
from bot.features.refinement.rules.notes import Kind, NoteId
from bot.features.refinement.rules.session import NoItem
from bot.features.refinement.rules.session_values import Session
from bot.features.refinement.store import estimates, items, notes
from bot.features.refinement.store.sealed import own_vote
from bot.features.refinement.views import estimate_forms
from bot.features.refinement.views import session_forms as forms
from bot.features.refinement.views import session_pieces as ids
from bot.meetings.listeners.reading import read_meeting
from bot.meetings.rules.guards import open_still
from bot.meetings.views.ids import read_option
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.teams.team_store import settings, working_days

_A_WEEK = timedelta(days=7)


async def _pressed(click: Click, deps: Deps) -> tuple[Session, Item]:
    """Return the session and the item that a button of its board is about. Raise NoMeeting, MeetingOver or NoSuchItem."""
    item, meeting, _ = read_option(click.value)
    session = await read_meeting(CEREMONY, MeetingId(meeting), deps)
    open_still(session)
    return session, await _item(ItemId(item), deps)


async def _item(item: ItemId, deps: Deps) -> Item:
    found = await deps.store.read(items.item, item)
    if found is None:
        raise NoSuchItem
    return found


async def _on_table(meeting: MeetingId, deps: Deps) -> tuple[Session, Item]:
    """Return a session and the item on its table, for a choice of its menu. Raise NoMeeting, MeetingOver or NoItem."""
    session = await read_meeting(CEREMONY, meeting, deps)
    open_still(session)
    if session.current is None:
        raise NoItem
    return session, await _item(session.current, deps)


async def on_criterion(click: Click, deps: Deps) -> Answer:
    """Ask for an acceptance criterion of the item."""
    return Answer.open(forms.criterion_form(deps.words, *await _pressed(click, deps)))


async def on_question(click: Click, deps: Deps) -> Answer:
    """Ask for a question about the item."""
    return Answer.open(forms.note_form(deps.words, *await _pressed(click, deps), Kind.QUESTION))


async def on_decision(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Ask for a decision about the item, and which question it answers."""
    session, item = await _on_table(meeting, deps)
    asked = [note for note in await deps.store.read(notes.notes_of, item.id) if note.is_open]
    return Answer.open(forms.note_form(deps.words, session, item, Kind.DECISION, asked))


async def on_needs_info(meeting: MeetingId, click: Click, deps: Deps) -> Answer:
    """Ask what is to be found out about the item, by whom and by when."""
    session, item = await _on_table(meeting, deps)
    return await _asks_for_info(session, item, deps)


async def on_info(click: Click, deps: Deps) -> Answer:
    """Ask the same by the board's button: the item is the one that was on the table when it was drawn."""
    return await _asks_for_info(*await _pressed(click, deps), deps)


async def _asks_for_info(session: Session, item: Item, deps: Deps) -> Answer:
    """Open the form with the first working day of the team that is a week away or farther."""
    day, days = deps.words.local_date(deps.now + _A_WEEK), await deps.store.read(working_days, session.channel)
    return Answer.open(forms.info_form(deps.words, session, item, day if days.works(day) else days.after(day)))


async def on_split(click: Click, deps: Deps) -> Answer:
    """Ask for the parts that are split off the item."""
    return Answer.open(forms.split_form(deps.words, *await _pressed(click, deps)))


async def on_ready_list(click: Click, deps: Deps) -> Answer:
    """Open the team's ready list with what holds for the item."""
    session, item = await _pressed(click, deps)
    points = (await deps.store.read(settings, session.channel)).ready
    return Answer.open(forms.ticks_form(deps.words, session, item, points, await deps.store.read(notes.ticks_of, item.id)))


async def on_estimate(click: Click, deps: Deps) -> Answer:
    """Ask those here for their estimates of the item, and open one's own form at once."""
    session, _ = await _pressed(click, deps)
    asked, number = await deps.store.write(actions.ask_in_session, meeting=session.id, person=click.person)
    found = await deps.store.read(estimates.estimation, asked)
    if found is None or click.person not in found.round.asked or not found.takes_votes:
        return Answer.nothing()
    return Answer.open(estimate_forms.vote_form(deps.words, found, await deps.store.read(own_vote, asked, number, click.person)))


def _about(form: Form) -> tuple[MeetingId, ItemId, str]:
    meeting, _, rest = form.private.partition(" ")
    item, _, more = rest.partition(" ")
    return MeetingId(meeting), ItemId(item), more


async def on_criterion_written(form: Form, deps: Deps) -> Answer:
    """Keep a criterion; one that somebody else writes at the same time stays too."""
    await as_member(deps)
    meeting, item, _ = _about(form)
    text = form.text("criterion")
    await deps.store.write(actions.add_criterion, meeting=meeting, item=item, person=form.person, text=text)
    return Answer.close()


async def on_noted(form: Form, deps: Deps) -> Answer:
    """Keep a question or a decision."""
    await as_member(deps)
    meeting, item, kind = _about(form)
    answers = NoteId(form.text("answers")) if form.text("answers") else None
    what = Kind.DECISION if kind == Kind.DECISION else Kind.QUESTION
    text = form.text("note")
    await deps.store.write(
        actions.add_note, meeting=meeting, item=item, person=form.person, kind=what, text=text, answers=answers
    )
    return Answer.close()


async def on_info_asked(form: Form, deps: Deps) -> Answer:
    """Have somebody find something out: they are asked in a direct message."""
    await as_member(deps)
    meeting, item, _ = _about(form)
    session = await read_meeting(CEREMONY, meeting, deps)
    owner = await deps.directory.member_of(PersonId(form.text("person")), session.channel, "person")
    await deps.store.write(
        actions.need_info,
        meeting=meeting,
        item=item,
        person=form.person,
        text=form.text("note"),
        owner=owner,
        due=read_day(form.text("due")),
    )
    return Answer.close()


async def on_split_written(form: Form, deps: Deps) -> Answer:
    """Split parts off an item, one a line."""
    await as_member(deps)
    meeting, item, _ = _about(form)
    parts = parts_of(form.text("parts"))
    await deps.store.write(actions.split, meeting=meeting, item=item, person=form.person, parts=parts)
    return Answer.close()


async def on_ticked(form: Form, deps: Deps) -> Answer:
    """Tick and untick what this person changed; what others ticked meanwhile stays."""
    await as_member(deps)
    meeting, item, shown = _about(form)
    session = await read_meeting(CEREMONY, meeting, deps)
    points = (await deps.store.read(settings, session.channel)).ready
    by_place = {str(place): point for place, point in enumerate(points)}
    await deps.store.write(
        actions.tick,
        meeting=meeting,
        item=item,
        person=form.person,
        shown=frozenset(by_place[place] for place in shown.split(",") if place in by_place),
        chosen=frozenset(by_place[place] for place in form.chosen("points") if place in by_place),
    )
    return Answer.close()


CLICKS = {
    ids.CRITERION: on_criterion,
    ids.QUESTION: on_question,
    ids.SPLIT: on_split,
    ids.INFO: on_info,
    ids.READY_LIST: on_ready_list,
    ids.ESTIMATE: on_estimate,
}
FORMS = {
    ids.CRITERION_FORM: on_criterion_written,
    ids.NOTE_FORM: on_noted,
    ids.INFO_FORM: on_info_asked,
    ids.SPLIT_FORM: on_split_written,
    ids.TICKS_FORM: on_ticked,
}
