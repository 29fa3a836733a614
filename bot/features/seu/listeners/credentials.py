"""Requests about a person's own credentials -> action -> answer."""

from dataclasses import replace

from bot.core.ids import PersonId
from bot.core.pages import Pages
from bot.core.refusal import Refusal
from bot.feature import Deps
from bot.features.seu.actions import credentials, overview
from bot.features.seu.actions.reminding import reminded_together
from bot.features.seu.listeners import renewing
from bot.features.seu.rules.credential_names import Known
from bot.features.seu.rules.credential_refusals import AlreadyHeld, NoSuchCredential
from bot.features.seu.rules.credential_sentence import read_sentence
from bot.features.seu.rules.own_credentials import SaidOfIt
from bot.features.seu.rules.programmes import Programmes
from bot.features.seu.store import programmes as programmes_store
from bot.features.seu.views import credential_forms as forms
from bot.features.seu.views import credential_ids as ids
from bot.features.seu.views import credentials as views
from bot.features.seu.views.credential_forms import Filled
from bot.features.seu.views.credential_pieces import Card
from bot.features.seu.views.explain_credentials import explain_credentials
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form
from bot.slack.surfaces import Modal
from bot.slack.text import as_typed, plain
from bot.store.unit import Read

_NOTHING_SAID = SaidOfIt()


async def on_credential(command: Command, rest: str, deps: Deps) -> Answer:
    """Add the credential that was typed; what is not clear is asked in a form, filled with what was understood; without words show them all."""
    programmes = await deps.store.read(_programmes)
    today = deps.today
    found = read_sentence(as_typed(rest), programmes, today)
    if not (found.may_be or found.doubts):
        return Answer.open(await _list(command.person, deps))
    said = SaidOfIt(found.issued, found.entered)
    known = found.may_be[0] if len(found.may_be) == 1 else None
    doubts = list(found.doubts)
    if found.is_clear and known is not None:
        try:
            await deps.store.write(credentials.add, person=command.person, known=known, said=said, today=today)
        except AlreadyHeld as refused:
            card = await deps.store.read(_card, command.person, refused.credential)
            there = deps.words.say("{name} is in your list already. Save to change its dates.", name=plain(refused.name))
            return Answer.open(forms.change_form(deps.words, card, said, [there]))
        except Refusal as refused:
            doubts.append(refused)
        else:
            return Answer.open(await _list(command.person, deps, told=_added(deps, known)))
    notices = [explain_credentials(doubt, deps.words) or "" for doubt in doubts]
    return Answer.open(forms.add_form(deps.words, programmes, Filled(known, said), [one for one in notices if one]))


async def on_list(click: Click, deps: Deps) -> Answer:
    """Show a person's credentials."""
    return _shown(click, await _list(click.person, deps))


async def on_page(click: Click, deps: Deps) -> Answer:
    """Show another page of them."""
    return Answer.update(await _list(click.person, deps, page=Pages.read(click.value)))


async def on_add(click: Click, deps: Deps) -> Answer:
    """Open the form that adds a credential."""
    programmes = await deps.store.read(_programmes)
    return _shown(click, forms.add_form(deps.words, programmes, Filled(None, _NOTHING_SAID)))


async def on_added(form: Form, deps: Deps) -> Answer:
    """Add the credential that was filled in."""
    programmes = await deps.store.read(_programmes)
    known = forms.read_choice(form.text("credential"), programmes)
    said, today = forms.read_said(form), deps.today
    await deps.store.write(credentials.add, person=form.person, known=known, said=said, name=form.text("name"), today=today)
    return Answer.update(await _list(form.person, deps, told=_added(deps, known, form.text("name"))))


async def on_prepare(click: Click, deps: Deps) -> Answer:
    """Add what comes next to what a person prepares for."""
    known = forms.read_choice(click.value, await deps.store.read(_programmes))
    said, today = SaidOfIt(prepares=True), deps.today
    await deps.store.write(credentials.add, person=click.person, known=known, said=said, today=today)
    return Answer.update(await _list(click.person, deps, told=_added(deps, known)))


async def on_menu(click: Click, deps: Deps) -> Answer:
    """Do what was chosen in the ⋮ menu of a credential."""
    verb, _, rest = click.value.partition(":")
    named = rest.partition(":")[0]
    if verb in (ids.REMIND_VERB, ids.SILENT_VERB):
        on = verb == ids.REMIND_VERB
        await deps.store.write(credentials.switch_reminders, person=click.person, credentials=[named], on=on)
        return Answer.update(await _list(click.person, deps))
    if verb == ids.RENEW_VERB:
        return await renewing.on_renew_pressed(replace(click, value=named), deps)
    card = await deps.store.read(_card, click.person, named)
    if verb == ids.ONWARD_VERB:
        held = {
            one.held.name
            for one in await deps.store.read(overview.cards, click.person)
            if one.programme.key == card.programme.key
        }
        return Answer.update(views.way_onward(deps.words, card, held))
    return Answer.update(forms.change_form(deps.words, card))


async def on_hold(click: Click, deps: Deps) -> Answer:
    """Ask since when a person holds what they prepared for."""
    return _shown(click, forms.change_form(deps.words, await deps.store.read(_card, click.person, click.value)))


async def on_changed(form: Form, deps: Deps) -> Answer:
    """Mend a credential, or hold it from now on."""
    said, today = forms.read_said(form), deps.today
    await deps.store.write(
        credentials.change,
        person=form.person,
        credential=form.private,
        said=said,
        variant=forms.read_variant(form),
        today=today,
    )
    return Answer.update(await _list(form.person, deps, told=deps.words.say("Saved.")))


async def on_step_done(click: Click, deps: Deps) -> Answer:
    """Tick a step."""
    return await _tick(click, deps, done=True)


async def on_step_undone(click: Click, deps: Deps) -> Answer:
    """Take the tick of a step away."""
    return await _tick(click, deps, done=False)


async def _tick(click: Click, deps: Deps, *, done: bool) -> Answer:
    credential, _, step = click.value.partition(":")
    today = deps.today
    await deps.store.write(credentials.tick, person=click.person, credential=credential, step=step, done=done, today=today)
    return Answer.update(await _list(click.person, deps))


async def on_remove(click: Click, deps: Deps) -> Answer:
    """Take a credential out of a person's list."""
    await deps.store.write(credentials.remove, person=click.person, credential=click.value)
    return Answer.update(await _list(click.person, deps, told=deps.words.say("Removed. Your ledger stays as it is.")))


async def on_remind_all(click: Click, deps: Deps) -> Answer:
    """Remind a person of all that expires."""
    await deps.store.write(credentials.switch_reminders, person=click.person, credentials=None, on=True)
    return Answer.update(await _list(click.person, deps))


async def on_remind_never(click: Click, deps: Deps) -> Answer:
    """Remind a person of nothing that expires."""
    await deps.store.write(credentials.switch_reminders, person=click.person, credentials=None, on=False)
    return Answer.update(await _list(click.person, deps))


async def on_silent(click: Click, deps: Deps) -> Answer:
    """Remind no more of what a reminder is about; the reminder says so. Raise NoSuchCredential."""
    named = await deps.store.read(reminded_together, click.person, click.value)
    if not named:
        raise NoSuchCredential
    await deps.store.write(credentials.switch_reminders, person=click.person, credentials=named, on=False)
    return Answer.nothing()


def _shown(click: Click, form: Modal) -> Answer:
    return Answer.update(form) if click.in_form else Answer.open(form)


async def _list(person: PersonId, deps: Deps, *, page: int = 0, told: str = "") -> Modal:
    cards, today = await deps.store.read(overview.cards, person), deps.today
    return views.my_credentials(deps.words, cards, today, page, told)


def _added(deps: Deps, known: Known, name: str = "") -> str:
    return deps.words.say("*Added:* {name}.", name=plain(known.certification.name or name))


def _programmes(read: Read) -> Programmes:
    return Programmes(programmes_store.current(read))


def _card(read: Read, person: PersonId, credential: str) -> Card:
    """Return one of a person's credentials. Raise NoSuchCredential."""
    found = next((one for one in overview.cards(read, person) if one.held.id == credential), None)
    if found is None:
        raise NoSuchCredential
    return found


SUBCOMMANDS = {"credential": on_credential}
CLICKS = {
    ids.OPEN: on_list,
    ids.PAGE_BEFORE: on_page,
    ids.PAGE_AFTER: on_page,
    ids.ADD: on_add,
    ids.MENU: on_menu,
    ids.HOLD: on_hold,
    ids.STEP_DONE: on_step_done,
    ids.STEP_UNDONE: on_step_undone,
    ids.REMOVE: on_remove,
    ids.PREPARE: on_prepare,
    ids.REMIND_ALL: on_remind_all,
    ids.REMIND_NEVER: on_remind_never,
    ids.SILENT: on_silent,
}
FORMS = {ids.ADD_FORM: on_added, ids.CHANGE_FORM: on_changed}
