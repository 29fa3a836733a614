"""The board before the talk: gathering topics, and the blind vote."""

from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.features.lean_coffee import rules
from bot.features.lean_coffee.rules import Meeting
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.frame import choice, done, foot, head, more, time_left
from bot.features.lean_coffee.views.ids import value
from bot.features.lean_coffee.views.pieces import Reader, agenda, facts, to_discuss
from bot.slack.blocks import actions, button, context, divider, section


def gathering(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the gathering: people arrive, topics come in."""
    words, topics = reader.words, to_discuss(meeting)
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Propose a topic"), ids.PROPOSE, mark, primary=True),
        button(words.say("I'm here"), ids.CHECK_IN, mark),
        button(words.say("My topics"), ids.MY_TOPICS, mark),
        button(words.say("Start voting"), ids.OPEN_VOTE, mark) if topics else None,
        more(reader, meeting),
    )
    hint = words.say(
        "New to Lean Coffee? We vote on topics, then talk about each for {box} and decide together whether to go on.",
        box=words.minutes(meeting.settings.boxes[0]),
    )
    rule = words.say("Who presses “I'm here” can keep the exact minutes as learning time (SEUs).")
    listed = [divider(), *agenda(reader, topics, roomy=True)] if topics else []
    return [
        *head(reader, meeting),
        section(_opens(reader, meeting)),
        *listed,
        row,
        *done(reader, meeting),
        *foot(reader, meeting, _again(reader, meeting), _late(reader, meeting), hint, rule),
    ]


def _opens(reader: Reader, meeting: Meeting) -> str:
    """Say when the vote opens; no time where it waits for somebody or something."""
    words, alone, topics = reader.words, len(meeting.came) < rules.ENOUGH_PEOPLE, to_discuss(meeting)
    if alone and topics:
        return words.say("*Gathering.* Add what you want to talk about. Voting opens once a second person is here.")
    if alone:
        return words.say(
            "*Gathering.* Add what you want to talk about. Voting opens once a second person is here and there is a topic."
        )
    if not topics:
        return words.say("*Gathering.* Add what you want to talk about. Voting opens once there is a topic.")
    due = words.slack_time(meeting.due) if meeting.due else ""
    now = words.say(
        "*Gathering.* Add what you want to talk about. Voting opens at {time}, or when someone here starts it.", time=due
    )
    return facts(now, time_left(reader, meeting))


def _again(reader: Reader, meeting: Meeting) -> str:
    """Say of a board that gathers a second time why it does."""
    if meeting.phase == 1:
        return ""
    return reader.words.say("No topic was left to vote on, so topics are gathered again.")


def _late(reader: Reader, meeting: Meeting) -> str:
    """Say of a meeting that opened late when it was due."""
    due = meeting.planned_end - meeting.settings.length
    if meeting.opened - due < timedelta(minutes=1):
        return ""
    return reader.words.say("This meeting opened late: it was due {time}.", time=reader.words.slack_time(due))


def voting(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the blind vote: who has voted, never for what."""
    words = reader.words
    now = words.count(
        "*Vote: {n} dot each*. Closes at {time}, or when all of you have voted.",
        "*Vote: {n} dots each*, as many on one topic as you like. Closes at {time}, or when all of you have voted.",
        meeting.dots,
        time=words.slack_time(meeting.due) if meeting.due else "",
    )
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Vote"), ids.VOTE, mark, primary=True),
        button(words.say("I'm here"), ids.CHECK_IN, mark),
        more(reader, meeting, choice(words.say("Close voting"), "close_vote", meeting)),
    )
    ties = words.say("Ties: more different voters, then carried more often, then proposed earlier.")
    blind = words.say("Nobody sees who votes for what, and totals show when voting has closed.")
    listed = agenda(reader, to_discuss(meeting), roomy=False)
    return [
        *head(reader, meeting),
        section(facts(now, time_left(reader, meeting))),
        divider(),
        *listed,
        row,
        context(_voted(reader, meeting)),
        *done(reader, meeting),
        *foot(reader, meeting, ties, blind),
    ]


def _voted(reader: Reader, meeting: Meeting) -> str:
    """Say who has voted, and of how many: those here, without a host who does not vote."""
    words, voted, expected = reader.words, rules.voted(meeting), rules.expected_voters(meeting)
    if not voted:
        told = words.say("Voted: nobody yet")
    else:
        told = words.say(
            "Voted ({n} of {here} here): {names}",
            n=len(voted & expected),
            here=len(expected),
            names=reader.all_names(voted),
        )
    quiet = "" if meeting.settings.host_votes else words.say("{name} hosts without voting.", name=reader.name(meeting.host))
    return facts(told, quiet)
