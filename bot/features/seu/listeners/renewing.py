"""What a person asks and says about a renewal -> action -> answer."""

from datetime import date

from bot.core.written_days import iso_day
from bot.feature import Deps
from bot.features.seu.actions import renewing, to_renew
from bot.features.seu.rules.renewal_refusals import NotRenewable, PlanChanged
from bot.features.seu.views import renewal_ids as ids
from bot.slack.answers import Answer
from bot.slack.requests import Click, Command, Form


async def on_renew(command: Command, rest: str, deps: Deps) -> Answer:
    """Show the checklist of a renewal, of what is named or of what expires first. Raise NotRenewable."""
    today, read = deps.today, deps.store.read
    credential = await read(to_renew.named, command.person, rest, today) if rest else ""
    return Answer.open(await read(to_renew.checklist, command.person, deps.words, today, credential))


async def on_renew_pressed(click: Click, deps: Deps) -> Answer:
    """Show the checklist of a renewal: of a credential, or of what expires first."""
    credential = "" if click.value == ids.FIRST else click.value
    form = await deps.store.read(to_renew.checklist, click.person, deps.words, deps.today, credential)
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_renewed(click: Click, deps: Deps) -> Answer:
    """Show what the renewal would use up, before it is noted. Raise NotRenewable, NothingToRenew or RenewedAlready."""
    form = await deps.store.read(to_renew.confirm, click.person, deps.words, deps.today, credential=click.value, course=None)
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_by_course(click: Click, deps: Deps) -> Answer:
    """Ask on which day the course was that renewed a credential; of one that was logged the day is known. Raise NotRenewable."""
    named, _, entry = click.value.partition(ids.OF_ENTRY)
    read = to_renew.by_course_logged if entry else to_renew.course
    form = await deps.store.read(read, click.person, deps.words, deps.today, entry or named)
    return Answer.update(form) if click.in_form else Answer.open(form)


async def on_course(form: Form, deps: Deps) -> Answer:
    """Show what a renewal by a course does. Raise NotRenewable, CourseToCome and CourseRenewsNothing."""
    course = iso_day(form.text("course")) or deps.today
    shown = await deps.store.read(to_renew.confirm, form.person, deps.words, deps.today, credential=form.private, course=course)
    return Answer.update(shown)


async def on_confirmed(form: Form, deps: Deps) -> Answer:
    """Note a renewal as it was shown; where it would be another one by now, show it anew."""
    credential, course, shown = _read(form.private)
    read = deps.store.read
    try:
        await deps.store.write(
            renewing.renew,
            person=form.person,
            credential=credential,
            course=course,
            after=iso_day(form.text("after")),
            shown=shown,
            today=deps.today,
        )
    except PlanChanged:
        again = await read(
            to_renew.confirm, form.person, deps.words, deps.today, credential=credential, course=course, changed=True
        )
        return Answer.update(again)
    return Answer.update(await read(to_renew.renewed, form.person, deps.words, deps.today, credential))


async def on_not_renewed(click: Click, deps: Deps) -> Answer:
    """Take a renewal back. Raise AlreadyTakenBack or RenewedSince."""
    backs = await deps.store.write(renewing.take_back, person=click.person, renewal=click.value, today=deps.today)
    credentials = [back.credential for back in backs]
    form = await deps.store.read(to_renew.taken_back, click.person, deps.words, deps.today, credentials)
    return Answer.update(form) if click.in_form else Answer.open(form)


def _read(private: str) -> tuple[str, date | None, str]:
    """Read the private part of a form: the credential, the day of a course, what was shown. Raise NotRenewable for another form's."""
    match private.split(" "):
        case [str(credential), str(course), str(shown)]:
            return credential, iso_day(course), shown
        case _:
            raise NotRenewable("", ())


CLICKS = {
    ids.RENEW: on_renew_pressed,
    ids.RENEWED: on_renewed,
    ids.BY_COURSE: on_by_course,
    ids.NOT_RENEWED: on_not_renewed,
}
FORMS = {ids.CONFIRM_FORM: on_confirmed, ids.COURSE_FORM: on_course}
SUBCOMMANDS = {"renew": on_renew}
