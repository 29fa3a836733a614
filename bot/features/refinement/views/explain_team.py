"""Why a team, its settings or days away were not changed, and what to do instead."""

from bot.core.limits import TextTooLong
from bot.core.refusal import Refusal
from bot.features.refinement.rules import away as away_rules
from bot.features.refinement.rules import settings, team
from bot.features.refinement.views.countries import country_named
from bot.features.refinement.views.team import or_an_admin
from bot.schedule.working_days import NoSuchCountry, NoSuchRegion
from bot.slack.text import plain
from bot.teams.away_days import MOST, AwayTooOften, DaysAreOver, NotAway
from bot.teams.team import NotInCharge, NotOrdering
from bot.teams.typed_days import LONGEST, MOST_FREE, DaysAreTwo, NotDays, TooManyDays, TooManyRanges
from bot.words.words import Words

_LISTED = 12


def explain_team(refusal: Refusal, words: Words) -> str | None:
    """Say a refusal about a team in the reader's words; None for another one."""
    match refusal:
        case NotInCharge(team=of):
            return words.say("Only {who} can change this team.", who=or_an_admin(words, of, of.in_charge))
        case NotOrdering(team=of) if of.ordering:
            return words.say(
                "Only {who} can order what is refined next, share it, and decide on proposals.",
                who=or_an_admin(words, of, of.ordering),
            )
        case NotOrdering():
            return words.say(
                "The Product Owner orders what is refined next, shares it, and decides on proposals, and nobody is named yet. "
                "`/refine po @ana` names one."
            )
        case team.OrdersAlready(person=person):
            return words.say(
                "<@{person}> is the Product Owner and orders already. Choose somebody else, or nobody.", person=person
            )
        case team.DeveloperLooksOn(person=person):
            return words.say("<@{person}> is named as a Developer too. Choose one of the two.", person=person)
    return _of_settings(refusal, words) or _of_days(refusal, words)


def _of_settings(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case settings.TooMany(given=given, most=most):
            return words.say("At most {most} fit; you typed {given}.", most=most, given=given)
        case settings.TooFewCards():
            return words.say("A deck of your own needs at least {least} cards, separated by commas.", least=settings.FEWEST_CARDS)
        case settings.CardsNotUsed():
            return words.say("Choose “Our own” above to use these cards, or empty this box.")
        case settings.NotANumber(text=text, least=least, most=most):
            return words.say("{text} is no whole number from {least} to {most}.", text=plain(text, 40), least=least, most=most)
        case settings.NotATimebox(text=text):
            bounds = {"least": words.minutes(settings.SHORTEST_BOX), "most": words.minutes(settings.LONGEST_BOX)}
            return words.say("{text} is not a length from {least} to {most}. Try 10m.", text=plain(text, 40), **bounds)
        case settings.NoWeekday():
            return words.say("Tick at least one day.")
        case TextTooLong(field=("cards" | "ready" | "away"), length=length, most=most):
            return words.say("One of them has {length} characters; at most {most} fit.", length=length, most=most)
        case NoSuchCountry(country=country, nearest=nearest):
            told = words.say(
                "I know no holidays of {country}. Name a country, or its code of two letters.", country=plain(country, 40)
            )
            meant = words.any_of([country_named(words, each) for each in nearest])
            return words.say("{told} Did you mean {meant}?", told=told, meant=meant) if nearest else told
        case NoSuchRegion(region=region, regions=regions) if regions:
            known = words.names([*regions[:_LISTED], *(["…"] if len(regions) > _LISTED else [])])
            return words.say("{region} is no region there. These are: {known}.", region=plain(region, 40), known=known)
        case NoSuchRegion():
            return words.say("No region there has holidays of its own. Empty this box.")
    return None


def _of_days(refusal: Refusal, words: Words) -> str | None:
    match refusal:
        case NotDays(text=text):
            return words.say("I cannot read “{text}” as days. Write them as in “25 Dec – 2 Jan”.", text=plain(text, 60))
        case DaysAreTwo(text=text, readings=readings):
            return words.say(
                "“{text}” can be {readings}. Write which one.", text=plain(text, 60), readings=words.any_of(readings)
            )
        case TooManyDays():
            return words.say("At most {n} days in a row fit.", n=LONGEST.days)
        case TooManyRanges(given=given):
            return words.say("At most {most} lines fit; you typed {given}.", most=MOST_FREE, given=given)
        case DaysAreOver(days=days):
            return words.say("{day} is over. Choose a day to come, or write its year.", day=words.day(days.last))
        case AwayTooOften():
            return words.say("You have {most} periods away still to come. Take one back first.", most=MOST)
        case NotAway():
            return words.say("You had not said that you are away then, or took it back already.")
        case away_rules.NoFirstDay():
            return words.say("Choose the first day.")
        case away_rules.EndsBeforeItBegins():
            return words.say("The last day lies before the first.")
    return None
