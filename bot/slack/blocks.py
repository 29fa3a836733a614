"""Short words for Slack's block models: what views write again and again."""

import unicodedata
from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
)

from bot.slack.text import cut

VALUE = "value"
"""The action id of the one element of an input block: forms are read by block id."""


MOST_TYPED = 3_000
"""As many characters as a text box of Slack's ever takes."""


def header(text: str) -> HeaderBlock:
    """Return a header; plain text, cut to Slack's 150 characters."""
    return HeaderBlock(text=PlainTextObject(text=cut(text, 150), emoji=True))


def section(text: str, accessory: InteractiveElement | None = None, *, block: str | None = None) -> SectionBlock:
    """Return a section of mrkdwn, cut to Slack's 3,000 characters; `block`: its id, where what is pressed in it is to tell that."""
    return SectionBlock(text=MarkdownTextObject(text=cut(text, 3_000)), accessory=accessory, block_id=block)


def context(*texts: str) -> ContextBlock:
    """Return small lines of mrkdwn, one below the other: Slack would set elements of their own side by side."""
    return ContextBlock(elements=[MarkdownTextObject(text=cut("\n".join(texts), 3_000))])


def divider() -> DividerBlock:
    """Return a line across the message."""
    return DividerBlock()


def actions(*elements: InteractiveElement | None) -> ActionsBlock:
    """Return a row of buttons and menus; what is None is left out."""
    return ActionsBlock(elements=[element for element in elements if element is not None])


def button(
    text: str, action: str, value: str, *, primary: bool = False, danger: bool = False, confirm: ConfirmObject | None = None
) -> ButtonElement:
    """Return a button; `text` is cut to 75 characters."""
    style = "primary" if primary else "danger" if danger else None
    return ButtonElement(
        text=PlainTextObject(text=cut(text, 75), emoji=True), action_id=action, value=value, style=style, confirm=confirm
    )


def link_button(text: str, action: str, url: str) -> ButtonElement:
    """Return a button that opens an address; Slack tells of the press too, under its action."""
    return ButtonElement(text=PlainTextObject(text=cut(text, 75), emoji=True), action_id=action, url=url)


def asked(title: str, text: str, confirm: str, deny: str) -> ConfirmObject:
    """Return the question that Slack asks before a press counts; all of it is plain text, cut to its limits."""
    told = PlainTextObject(text=cut(text, 300))
    return ConfirmObject(title=cut(title, 100), text=told, confirm=cut(confirm, 30), deny=cut(deny, 30))


def overflow(action: str, options: Sequence[tuple[str, str]]) -> OverflowMenuElement | None:
    """Return a ⋮ menu of (text, value), at most five; None when there is nothing in it."""
    return OverflowMenuElement(action_id=action, options=[option(text, value) for text, value in options]) if options else None


def option(text: str, value: str) -> Option:
    """Return one choice; its text is plain, cut to 75 characters."""
    return Option(text=PlainTextObject(text=cut(text, 75), emoji=True), value=value)


def field(
    block_id: str, label: str, element: InputInteractiveElement, *, hint: str | None = None, optional: bool = False
) -> InputBlock:
    """Return an input whose answer is read by its block id."""
    return InputBlock(block_id=block_id, label=PlainTextObject(text=label), element=element, hint=hint, optional=optional)


def typed(most: int, *, first: str = "", lines: bool = False, example: str | None = None) -> PlainTextInputElement:
    """Return a text box for at most `most` characters, on one line or several."""
    return PlainTextInputElement(
        action_id=VALUE,
        max_length=most,
        multiline=lines,
        initial_value=first or None,
        placeholder=example and PlainTextObject(text=example),
    )


def menu(
    options: Mapping[str, str], *, first: str | None = None, placeholder: str | None = None, action: str = VALUE
) -> StaticSelectElement:
    """Return a menu of value -> text with one of them chosen at first; outside a form's fields it has an action of its own."""
    choices = {value: option(text, value) for value, text in options.items()}
    return StaticSelectElement(
        action_id=action, options=list(choices.values()), initial_option=choices.get(first or ""), placeholder=placeholder
    )


def long_menu(groups: Mapping[str, Mapping[str, str]], *, first: str = "", action: str = VALUE) -> StaticSelectElement:
    """Return a menu of more than 100 choices, in groups of at most 100, by their headings; Slack searches it as one types."""
    choices = {name: {value: option(text, value) for value, text in each.items()} for name, each in groups.items()}
    chosen = next((each[first] for each in choices.values() if first in each), None)
    listed = [
        OptionGroup(label=PlainTextObject(text=cut(name, 75)), options=list(each.values())) for name, each in choices.items()
    ]
    return StaticSelectElement(action_id=action, option_groups=listed, initial_option=chosen)


def by_letter(names: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return names in groups for a long menu: in the order of their letters, by the first one, accents aside."""
    found: dict[str, dict[str, str]] = {}
    for code, name in sorted(names.items(), key=lambda each: _bare(each[1])):
        found.setdefault(_bare(name)[:1].upper(), {})[code] = name
    return found


def _bare(name: str) -> str:
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().casefold() or name


def dispatching(block: InputBlock) -> InputBlock:
    """Have the bot hear of what is chosen in a field before its form is sent, by the action of its element."""
    block.dispatch_action = True
    return block


def ticks(options: Mapping[str, str], *, first: Sequence[str] = ()) -> CheckboxesElement:
    """Return tick boxes of value -> text."""
    choices = {value: option(text, value) for value, text in options.items()}
    ticked = [choices[value] for value in first]
    return CheckboxesElement(action_id=VALUE, options=list(choices.values()), initial_options=ticked or None)


class FileInput(InputInteractiveElement):
    """A box for one file of certain kinds; slack_sdk has no class for it."""

    type = "file_input"

    @property
    def attributes(self) -> set[str]:  # type: ignore[override]  # as the SDK's own elements have it
        """Name what Slack is sent of it."""
        return {"type", "action_id", "filetypes", "max_files"}

    def __init__(self, *filetypes: str) -> None:
        super().__init__(type=self.type, action_id=VALUE)
        self.filetypes = list(filetypes)
        self.max_files = 1


def grouped(lines: Sequence[str], most: int = 2_800) -> list[Block]:
    """Return lines as few sections as hold them, none over `most` characters."""
    groups: list[list[str]] = []
    room = 0
    for line in lines:
        kept = cut(line, most)
        if room < len(kept) + 1:
            groups.append([])
            room = most
        groups[-1].append(kept)
        room -= len(kept) + 1
    return [section("\n".join(group)) for group in groups]
