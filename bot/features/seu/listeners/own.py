"""What a person presses in their own ledger -> action -> answer."""

from bot.core.ids import PersonId
from bot.core.nobody import is_nobody
from bot.feature import Deps
from bot.features.seu.actions import disputes, overview, own, settling
from bot.features.seu.actions.to_type import minutes_to_log
from bot.features.seu.rules import entries
from bot.features.seu.rules.host_refusals import HostErased
from bot.features.seu.rules.refusals import GuestUnanswered, LooksLike, NoSuchSession, YouAreHost
from bot.features.seu.rules.values import Entry, Keeping, Session
from bot.features.seu.store import entries as entries_store
from bot.features.seu.store import sessions
from bot.features.seu.views import forms, ids, my_seus
from bot.slack.answers import Answer
from bot.slack.requests import Click, Form
from bot.store.unit import Read
from bot.teams import store as people
from bot.words.words import Words


def read_attended(read: Read, person: PersonId, session: str, words: Words) -> tuple[Session, int, str]:
    """Read a session that is about this person, the minutes that its roster has of them, and the host's name. Raise NotYourEntry."""
    attended, recorded = disputes.present_at(read, person, session)
    return attended, recorded, people.names(read, [attended.host, person], words)[attended.host]


def read_addable(read: Read, person: PersonId, session: str, words: Words) -> tuple[Session, Entry | None, str | None]:
    """Read a session that has ended, this person's last word on it (if any), and its host's name unless they are the host.

    Raise NoSuchSession.
    """
    attended = sessions.session(read, session)
    if attended is None:
        raise NoSuchSession
    name = people.names(read, [attended.host, person], words)[attended.host]
    last = entries.last_word(entries_store.entries_of(read, person, session), session)
    return attended, last, None if attended.host == person else name


async def on_keep(click: Click, deps: Deps) -> Answer:
    """Keep a person's learning minutes from now on."""
    await deps.store.write(settling.keep, person=click.person)
    return await _after_decision(click, deps)


async def on_decline(click: Click, deps: Deps) -> Answer:
    """Keep no learning minutes for a person from now on."""
    await deps.store.write(settling.decline, person=click.person)
    return await _after_decision(click, deps)


async def _after_decision(click: Click, deps: Deps) -> Answer:
    """Show anew what the switch stood in; under the question, the question itself shows the answer."""
    if click.value != ids.LEDGER:
        return Answer.nothing()
    message = await deps.store.read(overview.my_seus_of, click.person, deps.words)
    return Answer.update(my_seus.in_a_form(deps.words, message)) if click.in_form else Answer.replace(message)


async def on_add(click: Click, deps: Deps) -> Answer:
    """Open the form in which a person adds a session to their own minutes, or corrects what stands of it there."""
    session, entry, host = await deps.store.read(read_addable, click.person, click.value, deps.words)
    if deps.person.is_guest and await deps.store.read(entries_store.keeping, click.person) is Keeping.UNDECIDED:
        raise GuestUnanswered
    if entry is not None:
        return Answer.open(forms.correct_form(deps.words, entry, session, host))
    return Answer.open(forms.add_form(deps.words, session, session.minutes, host))


async def on_added(form: Form, deps: Deps) -> Answer:
    """Add a session to a person's own minutes; what looks like something that stands already is shown first."""
    named, _, shown = form.private.partition(" ")
    minutes = entries.read_correction(form.text("hours"), form.text("minutes"), form.text("reason"))
    reason = form.text("reason")
    try:
        entry = await deps.store.write(
            own.add_entry,
            person=form.person,
            session=named,
            minutes=minutes,
            reason=reason,
            shown=shown,
            is_guest=deps.person.is_guest,
        )
    except LooksLike as refused:
        session, _, host = await deps.store.read(read_addable, form.person, named, deps.words)
        return Answer.update(forms.add_form(deps.words, session, minutes, host, reason=reason, like=refused.entry))
    session, _, _ = await deps.store.read(read_addable, form.person, named, deps.words)
    total = await deps.store.read(minutes_to_log, form.person, deps.today)
    return Answer.update(forms.added_form(deps.words, session, entry, total))


async def on_ask_host(click: Click, deps: Deps) -> Answer:
    """Open the form that asks the host to mend the roster."""
    session, minutes, host = await deps.store.read(read_attended, click.person, click.value, deps.words)
    if session.host == click.person:
        raise YouAreHost
    if is_nobody(session.host):
        raise HostErased
    return Answer.open(forms.ask_host_form(deps.words, session, minutes, host))


async def on_host_asked(form: Form, deps: Deps) -> Answer:
    """Ask the host to mend the roster."""
    minutes = entries.read_correction(form.text("hours"), form.text("minutes"), form.text("reason"))
    await deps.store.write(
        disputes.ask_host_to_correct, person=form.person, session=form.private, minutes=minutes, reason=form.text("reason")
    )
    _, _, host = await deps.store.read(read_attended, form.person, form.private, deps.words)
    return Answer.update(forms.asked_form(deps.words, host))


CLICKS = {
    ids.KEEP: on_keep,
    ids.DECLINE: on_decline,
    ids.ASK_HOST: on_ask_host,
    ids.ROSTER_WISH: on_ask_host,
    ids.ADD: on_add,
}
FORMS = {ids.ASK_HOST_FORM: on_host_asked, ids.ADD_FORM: on_added}
