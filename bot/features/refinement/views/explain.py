"""Why a reminder was not changed, and what to do instead."""

from bot.core.refusal import Refusal
from bot.features.refinement.kinds import SERIES
from bot.features.refinement.rules import product_owner, reminders
from bot.features.refinement.rules.agenda import MayNotWithdraw
from bot.features.refinement.views import explain_estimates, explain_session
from bot.features.refinement.views.explain_agenda import explain_agenda
from bot.features.refinement.views.explain_forecast import explain_forecast
from bot.features.refinement.views.explain_goals import explain_goals
from bot.features.refinement.views.explain_items import explain_items
from bot.features.refinement.views.explain_team import explain_team
from bot.features.refinement.views.importing import explain_import
from bot.series import rules as series
from bot.series.rules import CalledOff
from bot.words.words import Words

_OTHERS = (
    explain_team,
    explain_agenda,
    explain_forecast,
    explain_goals,
    explain_items,
    explain_import,
    explain_estimates.explain,
    explain_session.explain,
)
"""What speaks of the rest, in this order."""


def explain(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of refinement in the reader's words; None for one of another room."""
    if isinstance(refusal, MayNotWithdraw):
        return explain_agenda(refusal, words)
    if isinstance(refusal, series.OfSeries):
        return _of_series(refusal, words) if refusal.ceremony == SERIES.name else None
    match refusal:
        case product_owner.SeveralNamed():
            return words.say("The Product Owner is one person, not a committee: name one, as in `/refine po @ana`.")
        case product_owner.NobodyNamed():
            return words.say("Name a person by a mention: `/refine po @ana`.")
        case reminders.TitleTooLong():
            return words.say(
                "The title has {length} characters; at most {most} fit. Please shorten it.",
                length=refusal.length,
                most=reminders.LONGEST_TITLE,
            )
        case reminders.LengthOutOfBounds():
            return words.say(
                "A refinement can last from {least} to {most}; you wrote {given}.",
                least=words.minutes(reminders.SHORTEST),
                most=words.minutes(reminders.LONGEST),
                given=words.minutes(refusal.given),
            )
        case _:
            return next((said for explain_other in _OTHERS if (said := explain_other(refusal, words))), None)


def _of_series(refusal: series.OfSeries, words: Words) -> str:
    match refusal:
        case series.NotOwner():
            return words.say(
                "Only <@{owner}>, whose reminder this is, the Product Owner or an admin can change it.", owner=refusal.owner
            )
        case series.NotHeld(why=CalledOff.PAUSED | CalledOff.ZONE_GONE):
            return words.say("This reminder is paused, so there is nothing to answer.")
        case series.NotHeld(why=CalledOff.SKIPPED | CalledOff.CALENDAR):
            return words.say("This refinement is skipped, so there is nothing to answer.")
        case series.NotSkipped():
            return words.say(
                "This date is not skipped, so there is nothing to take back. `/refine reminders` shows what stands now."
            )
        case series.Begun():
            return words.say("This refinement has begun, so nothing was changed.")
        case series.NothingComing():
            return words.say("There is no coming date to skip. `/refine reminders` shows what stands now.")
        case series.NextIsAnother():
            return words.say("That date is over, or skipped already. `/refine reminders` shows what stands now.")
        case _:
            return words.say("This reminder has ended. `/refine reminders` lists those of this channel.")
