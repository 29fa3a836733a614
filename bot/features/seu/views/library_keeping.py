"""The learning library as its admins keep it: what can be changed in the list, one resource as a form."""

from slack_sdk.models.blocks import Block, NumberInputElement

from bot.features.seu.rules import languages
from bot.features.seu.rules.library import LIMITS, MOST_MINUTES, About, Resource, checked
from bot.features.seu.rules.shelf import Choice, Offered
from bot.features.seu.views import library_ids as ids
from bot.features.seu.views.library import Shelf
from bot.features.seu.views.library_pieces import FEW, kinds, line, narrowing, nothing_found
from bot.paging import turning
from bot.slack.blocks import VALUE, actions, button, by_letter, context, field, long_menu, menu, overflow, section, typed
from bot.slack.requests import Form
from bot.slack.surfaces import Modal
from bot.words.words import Words

_NOT_SAID = "none"
_NEW = "-"


def keeping(words: Words, shelf: Shelf, note: str = "") -> Modal:
    """Draw a page of all that the library keeps and has kept, below a note."""
    choice = shelf.choice
    blocks: list[Block] = [section(note)] if note else []
    blocks.append(
        actions(
            button(words.say("Add"), ids.ADD, "library"),
            button(words.say("Import a CSV"), ids.IMPORT, "library"),
            button(words.say("Export"), ids.EXPORT, "library") if shelf.pages.count else None,
            button(words.say("Back to the library"), ids.BACK, "library"),
        )
    )
    searched = shelf.pages.count > FEW or choice.narrows
    if searched:
        blocks += narrowing(words, choice, shelf.languages)
    if not shelf.pages.count:
        blocks.append(section(nothing_found(words, choice) if choice.narrows else words.say("The library is empty.")))
    blocks += [_entry(words, one) for one in shelf.offered]
    blocks += turning(words, shelf.pages, ids.BEFORE, ids.AFTER)
    blocks.append(context(words.say("Nobody is told who has seen what: you see the things, not the people.")))
    submit = words.say("Search") if searched else None
    return Modal(ids.LIST_FORM, words.say("Manage the library"), blocks, submit, words.say("Close"), private=choice.written())


def _entry(words: Words, one: Offered) -> Block:
    resource = one.resource
    told = [words.say("_retired_")] if resource.retired else []
    change = words.say("Take back"), f"take_back:{resource.id}:0"
    if not resource.retired:
        change = words.say("Retire"), f"retire:{resource.id}:0"
    options = [(words.say("Edit"), f"edit:{resource.id}:0"), change]
    return section(line(words, resource.about, *told), overflow(ids.MORE, options))


def edit_form(words: Words, resource: Resource | None, choice: Choice) -> Modal:
    """Draw the form of a resource, or of a new one."""
    about = resource.about if resource else None
    length = NumberInputElement(
        action_id=VALUE,
        is_decimal_allowed=False,
        initial_value=str(about.minutes) if about else None,
        min_value="1",
        max_value=str(MOST_MINUTES),
    )
    named = by_letter(dict(languages.names(words.locale)))
    not_said = words.say("Not said")
    tongue = long_menu({not_said: {_NOT_SAID: not_said}, **named}, first=(about.language if about else "") or _NOT_SAID)
    blocks: list[Block] = [
        field("title", words.say("Title"), typed(LIMITS["title"], first=about.title if about else "")),
        field("link", words.say("Link"), typed(LIMITS["link"], first=about.link if about else ""), optional=True),
        field("category", words.say("Kind"), menu(kinds(words), first=about.category if about else None)),
        field("minutes", words.say("Minutes"), length, hint=words.say("How long it takes; everybody can log other minutes.")),
        field("language", words.say("Language"), tongue, hint=words.say("Type a few letters to find it.")),
        actions(button(words.say("Back to the list"), ids.MANAGE, "library")),
    ]
    title = words.say("Edit") if resource else words.say("Add to the library")
    submit = words.say("Save") if resource else words.say("Add")
    private = f"{resource.id if resource else _NEW} {choice.written()}"
    return Modal(ids.EDIT_FORM, title, blocks, submit, words.say("Cancel"), private=private)


def read_edited(form: Form) -> tuple[str, Choice]:
    """Return which resource a form is about (empty: a new one), and what was chosen in the list that it was opened from."""
    named, _, choice = form.private.partition(" ")
    return "" if named == _NEW else named, Choice.read(choice)


def read_about(form: Form) -> About:
    """Read what a form says of a resource. Raise what is wrong with it, all at once."""
    language = languages.of_locale(form.text("language").replace(_NOT_SAID, ""))
    return checked(form.text("title"), form.text("minutes"), form.text("category"), form.text("link"), language)


def kept(words: Words, resource: Resource, *, is_new: bool) -> str:
    """Say that a resource is kept as the form says."""
    told = line(words, resource.about)
    return words.say("*Added:* {told}", told=told) if is_new else words.say("*Changed:* {told}", told=told)


def retired(words: Words, resource: Resource) -> str:
    """Say that a resource is offered to nobody any more, or again."""
    told = line(words, resource.about)
    if resource.retired:
        return words.say("*Retired:* {told}\nWhat people have logged of it stays theirs.", told=told)
    return words.say("*Offered again:* {told}", told=told)
