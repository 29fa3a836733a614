"""A forecast as people read it: three answers, how the draws lie, what they were drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import Block

from bot.features.refinement.rules.forecast.backtest import PERCENT, scope_replayed
from bot.features.refinement.rules.forecast.draws import DRAWS
from bot.features.refinement.rules.forecast.history import Basis, Sample
from bot.features.refinement.rules.forecast.outlook import CONFIDENCES, Counts, Dates, Forecast
from bot.features.refinement.rules.forecast.question import WEEKS, HowLong, HowMany, Question
from bot.features.refinement.views.draws import as_chart, as_text
from bot.slack.blocks import actions, button, context, field, header, menu, section, ticks, typed
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

FORM, WINDOW, READY, SHARE = (
    "refinement:forecast",
    "refinement:forecast_window",
    "refinement:forecast_ready",
    "refinement:forecast_share",
)
TOLD = "refinement:forecast_told"
_MOST_LEFT_OUT = 3
_MOST_TYPED = 100


@dataclass(frozen=True)
class Kept:
    """A forecast that is kept under an id; `by`: who asked, by name, where it is shown to all."""

    id: str
    forecast: Forecast
    by: str = ""


def private(words: Words, kept: Kept, *, shared: bool = False) -> Message:
    """Draw a forecast for who asked, with what can be done next; `shared`: it stands in the channel now."""
    share = None if shared else button(words.say("Share"), SHARE, kept.id)
    window, ready = button(words.say("Another window"), WINDOW, kept.id), button(words.say("Count what is ready"), READY, kept.id)
    told = [context(words.say("Shared in the channel."))] if shared else []
    return _message(words, kept, [actions(window, ready, share), *told])


def public(words: Words, kept: Kept) -> Message:
    """Draw a forecast for all of a channel, with a chart where their Slack has charts."""
    found, day = kept.forecast, words.day(kept.forecast.asked)
    below = [context(words.say("Asked by {name} on {day}.", name=plain(kept.by), day=day))]
    twin = _message(words, kept, below)
    return replace(_message(words, kept, below, as_chart(words, found.found, found.asked)), plainer=twin.blocks)


def in_a_form(words: Words, message: Message, private: str = "") -> Modal:
    """Show a forecast where no private message can be left."""
    return Modal(TOLD, words.say("Forecast"), list(message.blocks), close=words.say("Close"), private=private)


def _message(words: Words, kept: Kept, below: Sequence[Block], chart: Block | None = None) -> Message:
    found = kept.forecast
    title, answers = asked(words, found), answers_in_words(words, found)
    drawn = chart or as_text(words, found.found, found.asked)
    blocks: list[Block] = [header(f"📈 {title}"), section("\n".join(answers)), drawn]
    if not found.steady:
        blocks.append(section(_unsteady(words)))
    blocks.append(context(*notes(words, found)))
    return Message(f"{title} {answers[1].replace('*', '')}", [*blocks, *below])


def asked(words: Words, found: Forecast) -> str:
    """Write the question that a forecast answers."""
    match found.question.of:
        case HowMany(by):
            return words.say("By {day}: how many items?", day=words.short_day(by, found.asked))
        case HowLong(least, most) if least == most:
            return words.count("{n} item: when?", "{n} items: when?", most)
        case HowLong(least, most):
            return words.say("{least} to {most} items: when?", least=least, most=most)


def answers_in_words(words: Words, found: Forecast) -> list[str]:
    """Write the three answers, a line each."""
    if isinstance(found.found, Dates):
        days = [words.short_day(day, found.asked) for day in found.found.by]
        return [words.say("*{percent} %*  by {day}", percent=p, day=day) for p, day in zip(CONFIDENCES, days, strict=True)]
    return [
        words.count("*{percent} %*  at least {n} item", "*{percent} %*  at least {n} items", items, percent=percent)
        for percent, items in zip(CONFIDENCES, found.found.at_least, strict=True)
    ]


def _unsteady(words: Words) -> str:
    return words.say(
        "⚠️ *Not steady.* The first and the second half of this window differ more than chance explains (permutation test, 5 %). "
        "Look at both, or choose a shorter window."
    )


def notes(words: Words, found: Forecast) -> list[str]:
    """Write what a forecast was drawn from, whether such have held, and what it is not."""
    told = [_drawn_from(words, found), _held(words, found), _splits(words, found) if found.question.splits else ""]
    return [*(note for note in told if note), words.say("A forecast, not a commitment.")]


def _drawn_from(words: Words, found: Forecast) -> str:
    of = found.sample
    done = words.count("{n} item", "{n} items", of.done)
    if found.question.basis is Basis.WORKING:
        days = words.count("{n} working day", "{n} working days", len(of.counts))
    else:
        days = words.count("{n} calendar day", "{n} calendar days", len(of.counts))
    left = _left_out(words, of)
    values = {"draws": f"{DRAWS:,}", "done": done, "days": days, "left": left, "weeks": found.question.weeks}
    weeks = (of.last - of.first).days // 7 + 1
    if weeks < found.question.weeks:
        values |= {"since": words.day(of.first)}
        if left:
            return words.say(
                "{draws} draws from what the team has done since {since} ({done} on {days}, {left} left out).", **values
            )
        return words.say("{draws} draws from what the team has done since {since} ({done} on {days}).", **values)
    if left:
        return words.say("{draws} draws from the team's last {weeks} weeks ({done} done on {days}, {left} left out).", **values)
    return words.say("{draws} draws from the team's last {weeks} weeks ({done} done on {days}).", **values)


def _left_out(words: Words, of: Sample) -> str:
    """Name the free days of a window: the longest stretches, and how many there are besides."""
    longest = sorted(of.left_out, key=lambda stretch: stretch[0] - stretch[1])[:_MOST_LEFT_OUT]
    named = [
        words.day(first) if first == last else words.say("{first} to {last}", first=words.day(first), last=words.day(last))
        for first, last in sorted(longest)
    ]
    if more := len(of.left_out) - len(named):
        named.append(words.count("{n} other free stretch", "{n} other free stretches", more))
    return words.all_of(named) if named else ""


def _held(words: Words, found: Forecast) -> str:
    past = found.backtest
    if not past.made:
        return words.say("No past forecast of this kind has come due yet, so none could be checked.")
    told = words.count(
        "Of {n} past forecast at {percent} %, {held} held.",
        "Of {n} past forecasts at {percent} %, {held} held.",
        past.made,
        percent=PERCENT,
        held=past.held,
    )
    of = found.question.of
    if isinstance(of, HowLong) and of.least != of.most:
        return told + " " + words.count("They were made for {n} item.", "They were made for {n} items.", scope_replayed(of))
    return told


def _splits(words: Words, found: Forecast) -> str:
    if isinstance(found.found, Counts):
        return words.say("Splits change nothing here: what was split off counts among the items that are done.")
    if not found.growth:
        return words.say("Splits are counted: in this window there was none.")
    return words.count(
        "Splits are counted: in this window {n} item was split off for each 100 that were done.",
        "Splits are counted: in this window {n} items were split off for each 100 that were done.",
        round(found.growth * 100),
    )


def question_form(words: Words, question: Question, typed_so: str, private: str) -> Modal:
    """Draw the form that asks for a forecast: what, from which window, in which days."""
    windows = {str(weeks): words.say("the last {weeks} weeks", weeks=weeks) for weeks in WEEKS}
    days = {Basis.WORKING.value: words.say("working days of the team"), Basis.CALENDAR.value: words.say("calendar days")}
    splits = {"splits": words.say("Count what is split on the way")}
    blocks: list[Block] = [
        field(
            "question",
            words.say("What"),
            typed(_MOST_TYPED, first=typed_so, example="20 items"),
            hint=words.say("20 items, 15-25 items, or by 31 jan"),
        ),
        field("weeks", words.say("Drawn from"), menu(windows, first=str(question.weeks))),
        field("basis", words.say("Counted in"), menu(days, first=question.basis.value)),
        field("splits", words.say("Splits"), ticks(splits, first=["splits"] if question.splits else []), optional=True),
    ]
    return Modal(FORM, words.say("Forecast"), blocks, words.say("Forecast"), words.say("Cancel"), private=private)


def as_typed(question: Question) -> str:
    """Write a question as it can be typed."""
    match question.of:
        case HowMany(by):
            return f"by {by.isoformat()}"
        case HowLong(least, most):
            return f"{least}-{most} items" if least != most else f"{most} items"
