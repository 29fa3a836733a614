"""What a person asks and says about what they log at a body -> action -> answer."""

from bot.core.ids import PersonId
from bot.core.written_days import iso_day
from bot.feature import Deps
from bot.features.seu.actions import at_body, to_type
from bot.features.seu.rules.at_body import Job
from bot.features.seu.rules.body_refusals import NothingThere
from bot.features.seu.views import at_body as views
from bot.features.seu.views import ids
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form


async def on_next(command: Command, rest: str, deps: Deps) -> Answer:
    """Show what is to be logged next at a body, which may be named. Raise NoSuchBody."""
    named = await deps.store.read(to_type.body_named, command.person, rest, deps.today) if rest else ""
    return Answer.open(await deps.store.read(to_type.next_to_log, command.person, deps.words, deps.today, programme=named))


async def on_next_pressed(click: Click, deps: Deps) -> Answer:
    """Show what is to be logged next."""
    return Answer.open(await deps.store.read(to_type.next_to_log, click.person, deps.words, deps.today))


async def on_how_to_log(click: Click, deps: Deps) -> Answer:
    """Show how one entry is logged. Raise NotYourEntry or AlreadyReversed."""
    return Answer.open(await deps.store.read(to_type.how_to_log, click.person, deps.words, deps.today, click.value))


async def on_skip(click: Click, deps: Deps) -> Answer:
    """Go on to the next task; this one comes again with the next walk."""
    way, programme, _ = _read(click.private)
    number = 1 if way == ids.ALONE else int(way) + 1
    form = await deps.store.read(to_type.next_to_log, click.person, deps.words, deps.today, programme=programme, number=number)
    return Answer.update(form)


async def on_at_body(click: Click, deps: Deps) -> Answer:
    """Go on at another body: with the entry that was shown alone, else with what is to be logged there."""
    programme, _, entry = click.value.partition(" ")
    if entry:
        read = to_type.how_to_log
        return Answer.update(await deps.store.read(read, click.person, deps.words, deps.today, entry, programme=programme))
    return Answer.update(await deps.store.read(to_type.next_to_log, click.person, deps.words, deps.today, programme=programme))


async def on_category(click: Click, deps: Deps) -> Answer:
    """File an entry under the category of the body that was chosen, whether it is logged now or not."""
    _, programme, entry = _read(click.private)
    await deps.store.write(at_body.choose_category, person=click.person, programme=programme, entry=entry, category=click.value)
    return Answer.nothing()


async def on_not_logged(click: Click, deps: Deps) -> Answer:
    """Take back that an entry was logged, and show it as it is to be logged."""
    programme, _, entry = click.value.partition(" ")
    await deps.store.write(at_body.say_not_logged, person=click.person, programme=programme, entry=entry)
    form = await deps.store.read(to_type.how_to_log, click.person, deps.words, deps.today, entry, programme=programme)
    return Answer.update(form)


async def on_typed(form: Form, deps: Deps) -> Answer:
    """Note what was logged, changed or taken off at a body, and show what comes next, or what stands there now."""
    way, programme, entry = _read(form.private)
    if "logged" in form.fields:
        said = await deps.store.write(
            at_body.say_logged,
            person=form.person,
            programme=programme,
            entry=entry,
            category=form.text("category"),
            day=iso_day(form.text("logged")),
            today=deps.today,
        )
    else:
        said = await deps.store.write(at_body.say_taken_off, person=form.person, programme=programme, entry=entry)
    read, done = deps.store.read, views.done(deps.words, said.programme, said.job, said.entry)
    if way == ids.ALONE and said.job is not Job.TAKE_OFF:
        return Answer.update(
            await read(to_type.how_to_log, form.person, deps.words, deps.today, entry, programme=programme, done=done)
        )
    number = 1 if way == ids.ALONE else int(way)
    return Answer.update(
        await read(to_type.next_to_log, form.person, deps.words, deps.today, programme=programme, number=number, done=done)
    )


async def gone_on(person: PersonId, private: str, deps: Deps) -> Answer:
    """Go on where a form of what to type in stood, after something else was done in its place; `private`: that form's."""
    way, programme, _ = _read(private)
    number = 1 if way == ids.ALONE else int(way)
    form = await deps.store.read(to_type.next_to_log, person, deps.words, deps.today, programme=programme, number=number)
    return Answer.update(form)


def read_way(private: str) -> tuple[str, str, str] | None:
    """Read the private part of a form: on which way it stands, the programme, the entry; None for another form's."""
    match private.split(" ", 2):
        case [str(way), str(programme), str(entry)] if way == ids.ALONE or way.isdigit():
            return way, programme, entry
        case _:
            return None


def _read(private: str) -> tuple[str, str, str]:
    """Read it. Raise NothingThere for another form's."""
    found = read_way(private)
    if found is None:
        raise NothingThere
    return found


CLICKS = {
    ids.NEXT: on_next_pressed,
    ids.HOW_TO_LOG: on_how_to_log,
    ids.SKIP: on_skip,
    ids.AT_BODY: on_at_body,
    ids.CATEGORY: on_category,
    ids.NOT_LOGGED: on_not_logged,
}
FORMS = {ids.TYPED_FORM: on_typed}
SUBCOMMANDS = {"next": on_next}
