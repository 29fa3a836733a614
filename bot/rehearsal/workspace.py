"""The state of the workspace: people, conversations, messages and what each person has read."""

from collections.abc import Iterable
from dataclasses import replace

from bot.rehearsal.change_notifier import ChangeNotifier
from bot.rehearsal.clock import RoomClock
from bot.rehearsal.default_workspace import Founding
from bot.rehearsal.drawings import Drawings
from bot.rehearsal.ids import Ids
from bot.rehearsal.records import COLOURS, Conversation, Message, Person, from_json, to_json
from bot.rehearsal.shapes import ActRefused, Json
from bot.rehearsal.storage import Storage


class Workspace:
    """Everything that people share; each change is told of and stored."""

    def __init__(self, *, storage: Storage, clock: RoomClock, ids: Ids, changes: ChangeNotifier, founding: Founding) -> None:
        self.people: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.read_up_to: dict[tuple[str, str], str] = {}
        self.revisions: dict[str, int] = {}
        self.drafts: dict[tuple[str, str], Json] = {}
        self.drawings = Drawings()
        self.changes, self.clock, self.bot_user, self._founding = changes, clock, founding.bot_user, founding
        self._storage, self._ids = storage, ids
        self._load()

    def _load(self) -> None:
        for _, doc in self._storage.read("person"):
            self._know(from_json(Person, doc))
        for _, doc in self._storage.read("conversation"):
            self._open(from_json(Conversation, doc))
        for _, doc in self._storage.read("message"):
            message = from_json(Message, doc)
            self.messages[message.channel][message.ts] = message
            self.clock.stamp_after(message.ts)
        for name, doc in self._storage.read("read"):
            person, _, channel = name.partition(" ")
            self.read_up_to[person, channel] = doc["ts"]
        if not self.people:
            self._seed()

    def _seed(self) -> None:
        for person in self._founding.people:
            self._know(person)
        for channel in self._founding.channels:
            self._open(channel)

    def reset(self) -> None:
        """Go back to the workspace of a new room."""
        for book in (self.people, self.conversations, self.messages, self.read_up_to, self.drafts):
            book.clear()
        self.drawings.forget()
        self._storage.empty()
        self._seed()
        for channel in self.conversations:
            self.touch(channel)

    def touch(self, conversation: str) -> None:
        """Note that a conversation looks different now."""
        self.revisions[conversation] = self.changes.notify()

    def _know(self, person: Person) -> Person:
        self.people[person.id] = person
        self._storage.put("person", person.id, to_json(person))
        self.changes.notify()
        return person

    def _open(self, conversation: Conversation) -> Conversation:
        self.conversations[conversation.id] = conversation
        self.messages.setdefault(conversation.id, {})
        self._storage.put("conversation", conversation.id, to_json(conversation))
        self.touch(conversation.id)
        return conversation

    def add_person(
        self, name: str, real_name: str = "", tz: str = "Europe/London", locale: str = "en-GB", is_admin: bool = False,
        in_crowd: bool = False,
    ) -> Person:  # fmt: skip
        """Let a person into the workspace; names are unique."""
        if not name or any(each.name == name for each in self.people.values()):
            raise ActRefused(f"There is already somebody called {name}." if name else "A person needs a name.")
        colour = COLOURS[len(self.people) % len(COLOURS)]
        return self._know(Person(self._ids("U"), name, real_name or name.title(), tz, locale, is_admin, colour, in_crowd))

    def set_status(self, person: str, text: str, emoji: str, expiration: int) -> Person:
        """Let a person's profile say what they are at, until an instant (0: until they change it)."""
        told = replace(self.people[person], status_text=text, status_emoji=emoji, status_expiration=expiration)
        return self._know(told)

    def remove_people(self, leaving: Iterable[str]) -> None:
        """Take people out of the workspace and its channels; what they wrote stays."""
        gone = set(leaving)
        for person in gone:
            self.people.pop(person, None)
            self._storage.put("person", person, None)
        for conversation in list(self.conversations.values()):
            if gone & set(conversation.members):
                self._open(replace(conversation, members=tuple(each for each in conversation.members if each not in gone)))

    def add_channel(self, name: str, is_private: bool = False, members: Iterable[str] = ()) -> Conversation:
        """Open a channel; names are unique, members are people of the workspace or the bot."""
        if not name or any(each.name == name for each in self.conversations.values() if each.kind == "channel"):
            raise ActRefused(f"There is already a channel #{name}." if name else "A channel needs a name.")
        wanted = tuple(members)
        if unknown := [each for each in wanted if each not in self.people and each != self.bot_user]:
            raise ActRefused(f"Nobody here has the id {unknown[0]}.")
        return self._open(Conversation(self._ids("C"), name, is_private=is_private, members=wanted))

    def renumber(self, channel: str) -> str:
        """Give a channel another id, as Slack does when one is shared or converted; its messages go with it."""
        before = self.conversations.pop(channel)
        moved = self._open(replace(before, id=self._ids("C")))
        self._storage.put("conversation", channel, None)
        for message in list(self.messages.pop(channel).values()):
            self._storage.put("message", f"{channel} {message.ts}", None)
            self.put(replace(message, channel=moved.id))
        for person, where in [each for each in self.read_up_to if each[1] == channel]:
            self.mark_read(person, moved.id, self.read_up_to.pop((person, where)))
            self._storage.put("read", f"{person} {where}", None)
        return moved.id

    def archive(self, channel: str, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        self._open(replace(self.conversations[channel], archived=archived))

    def convert(self, channel: str, *, is_private: bool) -> None:
        """Make a channel private, or public."""
        self._open(replace(self.conversations[channel], is_private=is_private))

    def join(self, person: str, channel: str) -> bool:
        """Make a person or the bot a member; tells whether that is new."""
        conversation = self.conversations[channel]
        if person in conversation.members:
            return False
        self._open(replace(conversation, members=(*conversation.members, person)))
        return True

    def leave(self, person: str, channel: str) -> None:
        """End a membership."""
        conversation = self.conversations[channel]
        self._open(replace(conversation, members=tuple(each for each in conversation.members if each != person)))

    def direct(self, person: str) -> Conversation:
        """Give the direct conversation of the bot with a person, opened at the first need."""
        for conversation in self.conversations.values():
            if conversation.kind == "dm" and person in conversation.members:
                return conversation
        return self._open(Conversation(self._ids("D"), "directmessage", "dm", True, members=(person, self.bot_user)))

    def may_see(self, person: str, conversation: Conversation) -> bool:
        """Tell whether a person may look into a conversation."""
        return person in conversation.members or (conversation.kind == "channel" and not conversation.is_private)

    def put(self, message: Message) -> Message:
        """Post a message, or put its new form in its place."""
        if (before := self.messages[message.channel].get(message.ts)) is not None:
            self.drawings.redrawn(drawn_at(message), before.blocks, message.blocks)
        self.messages[message.channel][message.ts] = message
        if message.addressee is None:  # ephemeral ones do not outlive a reload
            self._storage.put("message", f"{message.channel} {message.ts}", to_json(message))
        self.touch(message.channel)
        return message

    def remove(self, channel: str, ts: str) -> None:
        """Take a message away, and with a thread's first one nothing but itself."""
        if (gone := self.messages[channel].pop(ts, None)) is not None:
            self.drawings.forget(drawn_at(gone))
        self._storage.put("message", f"{channel} {ts}", None)
        self.touch(channel)

    def mark_read(self, person: str, channel: str, ts: str) -> None:
        """Note how far a person has read; never back."""
        if ts > self.read_up_to.get((person, channel), ""):
            self.read_up_to[person, channel] = ts
            self._storage.put("read", f"{person} {channel}", {"ts": ts})
            self.touch(channel)


def drawn_at(message: Message) -> str:
    """Name a message among the drawings."""
    return f"{message.channel} {message.ts}"
