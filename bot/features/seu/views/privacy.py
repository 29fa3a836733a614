"""Erasing oneself, and who did what with what is kept of a person. Always private."""

from collections.abc import Callable, Mapping, Sequence

from slack_sdk.models.blocks import Block

from bot.core.ids import PersonId
from bot.core.pages import Pages
from bot.features.seu.rules.audit import Act, Noted
from bot.features.seu.rules.erasing import Duty, DutyKind
from bot.features.seu.views import export_ids, ids
from bot.features.seu.views.pieces import private
from bot.paging import turning
from bot.slack.blocks import button, context, field, header, section, ticks
from bot.slack.surfaces import Message, Modal
from bot.slack.text import plain
from bot.words.words import Words

_MOST_DUTIES = 10


def erase_form(words: Words) -> Modal:
    """Draw what erasing does, and ask for a tick before it is done."""
    goes = words.say(
        "*What goes, for good:* your ledger with its words, credentials and renewals; what I remember of you: your name, zone, days"
        " away, calendar links and drafts; the messages that I keep up to date in our conversation."
    )
    stays = words.say(
        "*What stays without you:* the minutes of meetings, so that their totals are unchanged, and what you proposed or voted for in"
        " meetings that are over. It says “somebody” where your name was. What Slack shows already is Slack's: delete it there."
    )
    first = words.say("*Take your data along first:* `/seu export` gives you all of it in one file.")
    sure = ticks({ids.SURE: words.say("Erase me: it cannot be undone")})
    blocks: list[Block] = [
        section(first, button(words.say("Take it along"), export_ids.EXPORT, "json")),
        section(goes),
        section(stays),
        field(ids.SURE, words.say("Are you sure?"), sure, optional=True),
        context(words.say("If you use Cortado again afterwards, it meets you as somebody new."), private(words)),
    ]
    return Modal(ids.ERASE_FORM, words.say("Erase me"), blocks, words.say("Erase me"), words.say("Cancel"))


def erased_form(words: Words) -> Modal:
    """Draw that a person was erased."""
    told = words.say("You are erased. Nothing of you is kept here any more, and I will not write to you.")
    return Modal("seu:erased", words.say("Erase me"), [section(told)], close=words.say("Close"))


def relied_on(words: Words, duties: Sequence[Duty]) -> str:
    """Say what a person has to end, finish or hand on before they can be erased."""
    lines = [_duty(words, duty) for duty in duties[:_MOST_DUTIES]]
    more = len(duties) - len(lines)
    if more:
        lines.append(words.count("and {n} more", "and {n} more", more))
    head = words.say("Others rely on you still. End it, finish it or hand it on, then ask again:")
    return "\n".join([head, *(f"•  {line}" for line in lines)])


def _duty(words: Words, duty: Duty) -> str:
    title = plain(duty.title, 80)
    match duty.kind:
        case DutyKind.MEETING:
            return words.say("the meeting “{title}” that runs in <#{channel}>", title=title, channel=duty.channel)
        case DutyKind.SERIES if title:
            return words.say("“{title}”, which comes again in <#{channel}>", title=title, channel=duty.channel)
        case DutyKind.SERIES:
            return words.say("a reminder in <#{channel}>", channel=duty.channel)
        case DutyKind.ACTION_ITEM:
            return words.say("the action item “{title}” of <#{channel}>", title=title, channel=duty.channel)


def audit(words: Words, noted: Sequence[Noted], names: Mapping[PersonId, str], whose: PersonId, pages: Pages) -> Message:
    """Draw who did what with what is kept of a person, the newest first."""
    text = words.say("Who changed or took out what is kept of you")
    lines = [_noted(words, one, words.say("you") if one.actor == whose else plain(names[one.actor])) for one in noted]
    blocks: list[Block] = [header(words.say("Who changed or took out what"))]
    blocks.append(section("\n".join(lines) if lines else words.say("Nobody has, so far.")))
    blocks += turning(words, pages, ids.AUDIT_NEWER, ids.AUDIT_OLDER)
    readers = words.say("Only you are shown your ledger. Whoever runs this bot's database could read it without a note here.")
    blocks.append(context(readers, private(words)))
    return Message(text, blocks)


def audit_form(words: Words, message: Message) -> Modal:
    """Draw the same as a form that only shows, for who pressed a button on their Home."""
    return Modal("seu:audit", words.say("Who did what"), list(message.blocks), close=words.say("Close"))


def _noted(words: Words, noted: Noted, who: str) -> str:
    return words.say("{when}  ·  {act}  ·  _{who}_", when=_when(words, noted), act=_ACTS[noted.act](words), who=who)


def _when(words: Words, noted: Noted) -> str:
    return words.say("{day}, {time}", day=words.day(noted.at), time=words.clock(noted.at))


_ACTS: Mapping[Act, Callable[[Words], str]] = {
    Act.KEPT: lambda words: words.say("keeping of minutes turned on"),
    Act.DECLINED: lambda words: words.say("keeping of minutes turned off"),
    Act.LOGGED: lambda words: words.say("an entry logged"),
    Act.CORRECTED: lambda words: words.say("an entry corrected or taken back"),
    Act.ROSTER_CORRECTED: lambda words: words.say("your minutes on a roster corrected"),
    Act.ROSTER_READ: lambda words: words.say("a roster or record with your minutes taken out"),
    Act.EXPORTED: lambda words: words.say("your ledger exported"),
    Act.IMPORTED: lambda words: words.say("entries imported"),
    Act.CREDENTIAL_CHANGED: lambda words: words.say("a credential added, changed or removed"),
    Act.RENEWED: lambda words: words.say("a renewal written down or taken back"),
}
