"""The form of all that a person may do in a meeting now: what a board and its menu have no place for."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block, InteractiveElement

from bot.features.lean_coffee.rules import voting
from bot.features.lean_coffee.rules.acts import Act
from bot.features.lean_coffee.rules.merging import merged_last
from bot.features.lean_coffee.rules.tables import tables_offered
from bot.features.lean_coffee.rules.takeaways import asked_about
from bot.features.lean_coffee.rules.values import Meeting
from bot.features.lean_coffee.views import ids, tables
from bot.features.lean_coffee.views.before import close_vote, opens_vote
from bot.features.lean_coffee.views.board import finish, talk_about, vote_again
from bot.features.lean_coffee.views.frame import action, next_topic
from bot.features.lean_coffee.views.merging import undo_merge
from bot.features.lean_coffee.views.pieces import NAMING
from bot.features.lean_coffee.views.run_off import run_off_button
from bot.features.lean_coffee.views.takeaway_option import takeaway_of
from bot.features.lean_coffee.views.talk import take_back
from bot.meetings.views.frame import Reader, keep_hosting
from bot.meetings.views.ids import option_value, value
from bot.slack.blocks import button, context, divider, section
from bot.slack.surfaces import Modal
from bot.words.words import Words

EVERYTHING = "lean_coffee:everything"
"""The form's own name; its private part is the meeting."""


def everything(reader: Reader, meeting: Meeting, acts: frozenset[Act], waiting: int, told: str = "") -> Modal:
    """Draw all that a person may do now, one button each; `told`: what became of the press before."""
    words = reader.words
    blocks: list[Block] = [section(told), divider()] if told else []
    if meeting.closed is not None:
        blocks.append(section(words.say("This meeting is over.")))
    says, draws = _says(words), _draws(reader, meeting, waiting)
    blocks += [section(says[act], draws[act]()) for act in Act if act in acts]
    if meeting.closed is None:
        blocks.append(context(words.say("Only you see this form; what you do here shows on the board.")))
    return Modal(EVERYTHING, words.say("What you can do now"), blocks, close=words.say("Close"), private=meeting.id)


def _draws(reader: Reader, meeting: Meeting, waiting: int) -> Mapping[Act, Callable[[], InteractiveElement]]:
    """Return the element of each act: those of the board itself, and buttons for what stands in its menu."""
    words, mark, at = reader.words, value(meeting.id, meeting.phase), reader.at
    last = asked_about(meeting, at)

    def press(text: str, action: str, carries: str = mark) -> Callable[[], InteractiveElement]:
        return lambda: button(text, action, carries)

    def chosen(text: str, verb: str) -> Callable[[], InteractiveElement]:
        return press(text, ids.MORE, option_value(verb, meeting.id, meeting.phase))

    return {
        Act.THUMB_MORE: press(words.say("👍 More"), ids.THUMB_MORE),
        Act.THUMB_NEUTRAL: press(words.say("✊ Neutral"), ids.THUMB_NEUTRAL),
        Act.THUMB_NEXT: press(words.say("👎 Next topic"), ids.THUMB_NEXT),
        Act.ROOM_MORE: chosen(words.say("The room says: more"), "room_more"),
        Act.ROOM_NEXT: chosen(words.say("The room says: next"), "room_next"),
        Act.OPEN_VOTE: lambda: opens_vote(reader, meeting),
        Act.VOTE: press(words.say("Vote"), ids.VOTE),
        Act.CLOSE_VOTE: lambda: close_vote(words, meeting),
        Act.TAKE_BACK: lambda: take_back(words, meeting),
        Act.UNDO: press(words.say("Undo"), NAMING.id("undo")),
        Act.SPLIT: lambda: tables.split(words, meeting, tables_offered(meeting, at)),
        Act.ONE_TABLE: lambda: tables.back_to_one(words, meeting),
        Act.TAKEAWAY: press(words.say("Takeaway"), ids.TAKEAWAY, value(meeting.topic or meeting.id, meeting.phase)),
        Act.TAKEAWAY_OF_LAST: lambda: takeaway_of(words, meeting, last or meeting.topics[0]),
        Act.MEETING_TAKEAWAY: press(words.say("Takeaway"), ids.MEETING_TAKEAWAY),
        Act.ACTION: lambda: action(words, meeting),
        Act.PAUSE: press(words.say("Pause"), NAMING.id("pause")),
        Act.RESUME: press(words.say("Go on"), NAMING.id("resume")),
        Act.ADD_MINUTE: chosen(words.say("+1 min"), "add_minute"),
        Act.END_BOX: chosen(words.say("End this box"), "end_box"),
        Act.NEXT_TOPIC: lambda: next_topic(words, meeting, at),
        Act.TALK_ABOUT: lambda: talk_about(words, meeting, voting.to_talk_about(meeting, at)),
        Act.VOTE_AGAIN: lambda: vote_again(words, meeting, voting.new_to_vote_on(meeting, waiting, at)),
        Act.FINISH: lambda: finish(words, meeting),
        Act.NEXT_PITCH: press(words.say("Next pitch"), NAMING.id("next_pitch")),
        Act.SKIP_PITCHES: press(words.say("Skip pitches"), NAMING.id("skip_pitches")),
        Act.RUN_OFF: lambda: run_off_button(words, meeting),
        Act.PROPOSE: press(words.say("Propose a topic"), ids.PROPOSE),
        Act.MY_TOPICS: press(words.say("My topics"), ids.MY_TOPICS),
        Act.ALL_TOPICS: chosen(words.say("All topics"), "all_topics"),
        Act.CHECK_IN: press(words.say("I'm here"), ids.CHECK_IN),
        Act.LEAVE: chosen(words.say("I have to leave"), "leave"),
        Act.TAKE_OVER: chosen(words.say("I'll host"), "take_over"),
        Act.KEEP_HOSTING: lambda: keep_hosting(NAMING, words, meeting),
        Act.HAND_OVER: chosen(words.say("Hand over"), "hand_over_meeting"),
        Act.COHOSTS: chosen(words.say("Co-hosts"), "cohosts"),
        Act.REPORT: chosen(words.say("Report a topic"), "report"),
        Act.HIDDEN: chosen(words.say("Hidden topics"), "hidden"),
        Act.MERGE: chosen(words.say("Merge topics"), "merge"),
        Act.UNDO_MERGE: lambda: undo_merge(words, meeting, merged_last(meeting, at)),
        Act.TAKE_APART: chosen(words.say("Take apart"), "take_apart"),
        Act.REMOVE: chosen(words.say("Remove a topic"), "remove"),
        Act.CANCEL: chosen(words.say("Cancel the meeting"), "cancel"),
    }


def _says(words: Words) -> Mapping[Act, str]:
    """Say of each act what it comes to."""
    return {
        Act.THUMB_MORE: words.say("Ask for more time for this topic. Nobody sees who pressed what."),
        Act.THUMB_NEUTRAL: words.say("Say that either is fine for you."),
        Act.THUMB_NEXT: words.say("Ask to go on to the next topic."),
        Act.ROOM_MORE: words.say("On the call most thumbs were up: it counts at once."),
        Act.ROOM_NEXT: words.say("On the call they were not: it counts at once."),
        Act.OPEN_VOTE: words.say("Start the vote now; where topics are pitched, the pitches come first."),
        Act.RUN_OFF: words.say("Vote once more, with one dot each, on the topics that share the top."),
        Act.NEXT_PITCH: words.say("End this pitch; after the last one the vote opens."),
        Act.SKIP_PITCHES: words.say("Start the vote now, without the pitches that are left."),
        Act.VOTE: words.say("Give your dots, or move them."),
        Act.CLOSE_VOTE: words.say("Have the topic with most dots opened now."),
        Act.TAKE_BACK: words.say("Nobody answered, so the next topic opened: go back."),
        Act.UNDO: words.say("Take back what somebody did to the course just now."),
        Act.SPLIT: words.say("Talk about the top topics at once, each at a table of its own."),
        Act.ONE_TABLE: words.say("End all tables, and go on with everyone."),
        Act.TAKEAWAY: words.say("Note what you take with you from this topic, without your name."),
        Act.TAKEAWAY_OF_LAST: words.say("Note what you take with you from the topic that has just ended, without your name."),
        Act.MEETING_TAKEAWAY: words.say("Note what you take with you from the meeting, without your name."),
        Act.ACTION: words.say("Note what somebody is to do, and by when: they are asked in a direct message."),
        Act.PAUSE: words.say("Stop the time of this box."),
        Act.RESUME: words.say("Let the time of this box run again."),
        Act.ADD_MINUTE: words.say("Give this box a minute more."),
        Act.END_BOX: words.say("Let the time of this box be up now."),
        Act.NEXT_TOPIC: words.say("End this topic without asking for thumbs."),
        Act.TALK_ABOUT: words.say("Talk about a topic that had no dot."),
        Act.VOTE_AGAIN: words.say("Vote once more, on what was proposed since."),
        Act.FINISH: words.say("End the meeting now, with its summary."),
        Act.PROPOSE: words.say("Add a topic, anonymously if you like."),
        Act.MY_TOPICS: words.say("Edit or withdraw a topic of yours."),
        Act.ALL_TOPICS: words.say("Read every topic with its sentences, yours marked."),
        Act.CHECK_IN: words.say("Get on the list of who is here: all on it may steer the meeting."),
        Act.LEAVE: words.say("Get off the list of who is here: nobody waits for you."),
        Act.TAKE_OVER: words.say("Host in place of a host who is away; one who is here is asked first, and has a minute."),
        Act.KEEP_HOSTING: words.say("Somebody asks to host in your place: say that you still do."),
        Act.HAND_OVER: words.say("Choose who hosts from now on."),
        Act.COHOSTS: words.say("Choose who hosts beside you: they may do all that you may, except hand it over."),
        Act.REPORT: words.say("Say that a topic should not stand here. Nobody sees that it was you."),
        Act.HIDDEN: words.say("Put back or remove what several people reported, as a host."),
        Act.MERGE: words.say("Make one topic of two, as a host, before the vote."),
        Act.UNDO_MERGE: words.say("Two topics were merged just now: take that back."),
        Act.TAKE_APART: words.say("Make two topics again of a merged one, as a host."),
        Act.REMOVE: words.say("Take a topic off the board, as a host."),
        Act.CANCEL: words.say("End the meeting without a record, as a host."),
    }
