"""Why there is no forecast, and what to do instead."""

from bot.core.refusal import Refusal
from bot.features.refinement.rules.forecast import question
from bot.features.refinement.rules.forecast.history import LEAST_DONE, Basis
from bot.features.refinement.rules.forecast.kept import ForecastGone, ManyWait, NothingReady
from bot.features.refinement.rules.forecast.outlook import LONGEST, DayTooFar, TooFar, TooFewDone
from bot.slack.text import plain
from bot.words.words import Words


def explain_forecast(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal of a forecast in the reader's words; None for one of something else."""
    match refusal:
        case question.NoQuestion(text=""):
            return words.say("Say what is asked: `/refine forecast 20 items`, `15-25 items` or `by 31 jan`.")
        case question.NoQuestion():
            said = plain(refusal.text, 60)
            return words.say(
                "“{text}” asks for nothing that I can forecast. Say `20 items`, `15-25 items` or `by 31 jan`.", text=said
            )
        case question.NoSuchScope():
            return words.say("A forecast is of 1 to {most} items.", most=question.MOST_ITEMS)
        case question.NoSuchWindow():
            windows = words.any_of([str(weeks) for weeks in question.WEEKS])
            return words.say("A forecast is drawn from the last {windows} weeks.", windows=windows)
        case question.AlreadyPast():
            return words.say("{day} is not ahead. Name a later day.", day=words.day(refusal.day))
        case TooFewDone():
            return _too_few(refusal, words)
        case TooFar():
            return words.say(
                "That is {days} days ahead, at the pace of this window. A forecast reaches {most}: ask for less.",
                days=refusal.days,
                most=LONGEST,
            )
        case DayTooFar(basis=Basis.WORKING):
            return words.say(
                "{day} is more than {most} working days ahead. Name an earlier day.", day=words.day(refusal.day), most=LONGEST
            )
        case DayTooFar():
            return words.say(
                "{day} is more than {most} calendar days ahead. Name an earlier day.", day=words.day(refusal.day), most=LONGEST
            )
        case ManyWait():
            return words.say("Many forecasts are being drawn just now. Ask again in half a minute.")
        case NothingReady():
            return words.say("No item is ready. `/refine queue` shows what is missing.")
        case ForecastGone():
            return words.say("This forecast is not kept any more. `/refine forecast 20 items` makes a new one.")
        case _:
            return None


def _too_few(refusal: TooFewDone, words: Words) -> str:
    """Say what is missing for a forecast, and how it comes."""
    told = words.count(
        "In the last {weeks} weeks {n} item was done here. A forecast needs at least {least}: from fewer it would tell more about "
        "chance than about the team.",
        "In the last {weeks} weeks {n} items were done here. A forecast needs at least {least}: from fewer it would tell more about "
        "chance than about the team.",
        refusal.done,
        weeks=refusal.weeks,
        least=LEAST_DONE,
    )
    if refusal.longer is not None:
        return told + " " + words.say("There are enough in the last {weeks} weeks: choose that window.", weeks=refusal.longer)
    missing = LEAST_DONE - refusal.done
    return (
        told
        + " "
        + words.count(
            "{n} is missing: mark items as done with `/refine done`, or bring in the days on which they were with `/refine import`.",
            "{n} are missing: mark items as done with `/refine done`, or bring in the days on which they were with `/refine import`.",
            missing,
        )
    )
