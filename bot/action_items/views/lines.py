"""An action item as one line among others, on a board or in a summary."""

from bot.action_items.rules.values import ActionItem, State
from bot.slack.text import plain
from bot.words.words import Words

MOST = 320
"""Characters of what is to be done that stand on a line: more than anybody may type, unless its `&` and `<` make it longer."""


def line(words: Words, item: ActionItem, owner: str, most: int = MOST) -> str:
    """Write who is to do what by when, and that it is done; `owner`: their name, as mrkdwn."""
    told = who_does(words, item, owner, most)
    if item.due is not None:
        told = words.say("{what}, by *{day}*", what=told, day=words.short_day(item.due, words.today))
    match item.state:
        case State.DONE:
            return words.say("☑️ {what}  ·  done", what=told)
        case State.DROPPED:
            return words.say("☑️ {what}  ·  dropped", what=told)
        case State.FREE | State.DECLINED:
            return words.say("☑️ {what}  ·  nobody has it yet", what=told)
        case _:
            return words.say("☑️ {what}", what=told)


def who_does(words: Words, item: ActionItem, owner: str, most: int = MOST) -> str:
    """Write who is to do what: words that go on from a name do so, and what begins with a capital stands for itself."""
    what = plain(item.text, most)
    if item.is_nobodys or (item.was_free and not item.is_open):
        return what
    if item.text[:1].islower():
        return words.say("{name} {does}", name=owner, does=what)
    return words.say("{name}: {does}", name=owner, does=what)
