"""What a Product Owner is told of what is not ready, and of what is in progress for long."""

from slack_sdk.models.blocks import Block

from bot.core.ids import ChannelId
from bot.features.refinement.rules.items import Gap
from bot.features.refinement.rules.nudges import PERCENT, Named, Nudge, Readiness
from bot.slack.blocks import button, context, section
from bot.slack.surfaces import Message
from bot.slack.text import plain
from bot.words.words import Words

OPEN = "refinement:open_item"


def nudge(words: Words, channel: ChannelId, told: Nudge) -> Message:
    """Draw a nudge, with a button for each item that it names."""
    lines = [_of_planning(words, told.ahead, told.found)] if told.found is not None else []
    blocks: list[Block] = [section(f"🧭 {line}") for line in lines]
    blocks += [_opened(words, one, _lacks(words, one)) for one in told.lacking]
    blocks += [_opened(words, one, _is_old(words, one)) for one in told.old]
    blocks.append(context(words.say("About what <#{channel}> refines next. You alone are told.", channel=channel)))
    return Message(" ".join(lines) or _is_old(words, told.old[0]).replace("*", ""), blocks)


def _of_planning(words: Words, ahead: int, found: Readiness) -> str:
    told = [
        words.count("Sprint Planning is in {n} working day.", "Sprint Planning is in {n} working days.", ahead),
        words.count("In range of a Sprint: {n} item", "In range of a Sprint: {n} items", found.in_range),
    ]
    facts = [words.say("ready: {n}", n=found.ready)]
    if found.without_criteria:
        facts.append(words.say("without acceptance criteria: {n}", n=found.without_criteria))
    if found.untouched:
        untouched = words.count(
            "untouched for {n} day: {items}", "untouched for {n} days: {items}", found.untouched_days, items=found.untouched
        )
        facts.append(untouched)
    return f"{told[0]} {'; '.join([told[1], *facts])}."


def _lacks(words: Words, one: Named) -> str:
    names = {
        Gap.NO_CRITERIA: words.say("no criteria"),
        Gap.NO_SIZE: words.say("no size"),
        Gap.LARGE: words.say("large: split?"),
        Gap.UNTOUCHED: words.say("untouched for long"),
    }
    return "  ·  ".join([f"*{plain(one.title, 200)}*", *(names[gap] for gap in one.gaps)])


def _is_old(words: Words, one: Named) -> str:
    return words.count(
        "*{title}* has been in progress for {days} days; {percent} % of yours were done within {n} day.",
        "*{title}* has been in progress for {days} days; {percent} % of yours were done within {n} days.",
        one.usual,
        title=plain(one.title, 200),
        days=one.days,
        percent=PERCENT,
    )


def _opened(words: Words, one: Named, text: str) -> Block:
    return section(text, button(words.say("Open"), OPEN, one.item))
