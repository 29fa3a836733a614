"""The board before the talk: gathering topics, and the blind vote."""

from datetime import timedelta

from slack_sdk.models.blocks import Block, ButtonElement

from bot.action_items.views.ids import LIST
from bot.features.lean_coffee.rules import acts, ballots
from bot.features.lean_coffee.rules import voting as voting_rules
from bot.features.lean_coffee.rules.pitch import pitches
from bot.features.lean_coffee.rules.shown_votes import totals, totals_show, votes_of
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.rules.voting import SURE_OF_VOTES
from bot.features.lean_coffee.views import ids
from bot.features.lean_coffee.views.chosen import beside_times
from bot.features.lean_coffee.views.columns import IN_VIEW, done, promised_line
from bot.features.lean_coffee.views.frame import foot, head, here, more, press
from bot.features.lean_coffee.views.pieces import agenda, first_of, to_discuss, where_told
from bot.features.lean_coffee.views.votes_option import told_of_votes
from bot.meetings.rules.credit import credit_of
from bot.meetings.rules.values import ENOUGH_PEOPLE
from bot.meetings.views.credit_words import in_words
from bot.meetings.views.frame import Reader, choice, facts, time_left
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import actions, asked, button, context, divider, section
from bot.words.words import Words


def gathering(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the gathering: people arrive, topics come in."""
    words, topics = reader.words, to_discuss(meeting)
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Propose a topic"), ids.PROPOSE, mark, primary=True),
        here(words, meeting),
        button(words.say("My topics"), ids.MY_TOPICS, mark),
        opens_vote(reader, meeting) if acts.may_open_vote(meeting) else None,
        more(reader, meeting),
    )
    hint = words.say(
        "New to Lean Coffee? We vote on topics, then talk about the top one for {box} and decide together whether to go on.",
        box=words.minutes(meeting.settings.boxes[0]),
    )
    rule = words.say(
        "Who presses “I'm here” can keep learning minutes (SEUs): {rule}.", rule=in_words(words, credit_of(meeting.settings))
    )
    listed = [divider(), *agenda(reader, topics, roomy=True), *where_told(words, topics)] if topics else []
    return [
        *head(reader, meeting),
        section(_opens(reader, meeting)),
        *_open_before(reader, meeting),
        *listed,
        row,
        *done(reader, meeting),
        *foot(
            reader, meeting, _again(reader, meeting), _late(reader, meeting), hint, *beside_times(words, meeting.settings), rule
        ),
    ]


def _open_before(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw what was promised before in this channel and is open still: the first five, and the way to all of it."""
    words, items = reader.words, meeting.open_before
    if not items:
        return []
    lines = first_of(words, [promised_line(reader, item) for item in items], IN_VIEW)
    way = button(words.say("Open actions"), LIST, meeting.channel)
    return [section("\n".join([words.say("*Open from before*"), *lines]), way)]


def opens_vote(reader: Reader, meeting: Meeting) -> ButtonElement:
    """Return the button that ends gathering: with pitches, where this meeting has them."""
    words = reader.words
    text = words.say("Start pitches") if pitches(meeting, reader.at) else words.say("Start voting")
    return press(text, "open_vote", meeting)


def _opens(reader: Reader, meeting: Meeting) -> str:
    """Say when the vote opens; no time where it waits for somebody or something."""
    words, alone, topics = reader.words, len(meeting.came) < ENOUGH_PEOPLE, to_discuss(meeting)
    if alone and topics:
        return words.say("*Gathering.* Add what you want to talk about. Voting opens once a second person is here.")
    if alone:
        return words.say(
            "*Gathering.* Add what you want to talk about. Voting opens once a second person is here and there is a topic."
        )
    if not topics:
        return words.say("*Gathering.* Add what you want to talk about. Voting opens once there is a topic.")
    if meeting.due is None or meeting.due >= meeting.planned_end:
        ends = words.slack_time(meeting.planned_end)
        now = words.say(
            "*Gathering.* Add what you want to talk about. Voting opens when someone here starts it; the meeting ends at {time}.",
            time=ends,
        )
        return facts(now, time_left(reader, meeting))
    due = words.slack_time(meeting.due)
    if pitches(meeting, meeting.due):
        now = words.say(
            "*Gathering.* Add what you want to talk about. Pitches begin at {time}, or when someone here starts them; then we vote.",
            time=due,
        )
        return facts(now, time_left(reader, meeting))
    now = words.say(
        "*Gathering.* Add what you want to talk about. Voting opens at {time}, or when someone here starts it.", time=due
    )
    return facts(now, time_left(reader, meeting))


def _again(reader: Reader, meeting: Meeting) -> str:
    """Say of a board that gathers a second time why it does."""
    taken_back = meeting.undone is not None and meeting.undone.act.at >= meeting.began
    if meeting.phase == 1 or taken_back:
        return ""
    return reader.words.say("No topic was left to vote on, so topics are gathered again.")


def _late(reader: Reader, meeting: Meeting) -> str:
    """Say of a meeting that opened late when it was due."""
    due = meeting.planned_end - meeting.settings.length
    if meeting.opened - due < timedelta(minutes=1):
        return ""
    return reader.words.say("This meeting opened late: it was due {time}.", time=reader.words.slack_time(due))


def voting(reader: Reader, meeting: Meeting) -> list[Block]:
    """Draw the vote: who has voted, never for what; totals where the meeting was begun with visible ones."""
    words = reader.words
    topics = [topic for topic in to_discuss(meeting) if not meeting.run_off or topic.id in meeting.run_off]
    each = (
        words.say("*Run-off: 1 dot each* among the topics that share the top.")
        if meeting.run_off
        else words.count("*Vote: {n} dot each.*", "*Vote: {n} dots each*, as many on one topic as you like.", meeting.dots)
    )
    mark = value(meeting.id, meeting.phase)
    row = actions(
        button(words.say("Vote"), ids.VOTE, mark, primary=True) if topics else None,
        here(words, meeting),
        more(reader, meeting, choice(words.say("Close voting"), "close_vote", meeting)),
    )
    ties = words.say("Ties: more different voters, then carried more often, then proposed earlier.")
    if meeting.run_off:
        ties = words.say("Ties: as the vote before had them. Dots and the order of all others stay.")
    seen = told_of_votes(words, votes_of(meeting))
    blind = seen or words.say("Nobody sees who votes for what, and totals show when voting has closed.")
    listed = agenda(reader, topics, roomy=False, given=totals(meeting) if totals_show(meeting.settings) else None)
    gone = [] if topics else [section(words.say("Every topic was withdrawn, so there is nothing to vote on."))]
    return [
        *head(reader, meeting),
        section(f"{each} {_closes(reader, meeting)}"),
        divider(),
        *listed,
        *where_told(words, topics),
        *gone,
        row,
        context(_voted(reader, meeting)),
        *done(reader, meeting),
        *foot(reader, meeting, ties, blind),
    ]


def close_vote(words: Words, meeting: Meeting) -> ButtonElement:
    """Return the button that closes the vote for everyone, which asks first: in a ⋮ menu nobody chooses that by mistake."""
    told = words.say("Nobody can give or move a dot after that.")
    confirm = asked(words.say("Close the vote?"), told, words.say("Close voting"), words.say("Keep it open"))
    carries = option_value("close_vote", meeting.id, meeting.phase)
    return button(words.say("Close voting"), ids.MORE, carries, confirm=confirm)


def _closes(reader: Reader, meeting: Meeting) -> str:
    """Say when the vote closes: what everybody's ballots have to do with it only where they can close it before its deadline.

    About how long that still takes is said of the deadline alone: where all have voted, it is a matter of seconds.
    """
    words, early = reader.words, voting_rules.voting_may_close_at(meeting)
    due = meeting.due or meeting.planned_end
    if early is not None and early < due:
        return words.say(
            "Everyone here has given all dots or pressed “Done”: closes at {time}, unless somebody changes something.",
            time=words.slack_time(early, seconds=True),
        )
    if due - meeting.began <= SURE_OF_VOTES:
        told = words.say("Closes at {time}, or when someone here closes it.", time=words.slack_time(due, seconds=True))
        return facts(told, time_left(reader, meeting))
    told = words.say(
        "Closes {span} after everyone here has given all dots or pressed “Done”, or when someone here closes it; at {time} at the latest.",
        span=words.minutes(SURE_OF_VOTES),
        time=words.slack_time(due),
    )
    return facts(told, time_left(reader, meeting))


def _voted(reader: Reader, meeting: Meeting) -> str:
    """Say who has voted, and of how many: those here, without a host who does not vote."""
    words, voted, expected = reader.words, ballots.voted(meeting), ballots.expected_voters(meeting)
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
