"""How the page looks on which a person allows an app."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from bot.rehearsal.scope_words import words_of

_ASKED = ("client_id", "scope", "redirect_uri", "state", "team")


@dataclass(frozen=True)
class Choice:
    """A workspace or an organization that the app can be added to."""

    id: str
    name: str
    admin: str
    about: str
    taken: str
    """Why it cannot be added there."""


def drawn(
    app: str,
    places: Iterable[Choice],
    team: str | None,
    required: Iterable[str],
    optional: Iterable[str],
    given: Mapping[str, str],
) -> str:
    """Draw the question: where, what the app will be able to do, Allow or Cancel."""
    places, name = list(places), escape(app)
    free = [each.id for each in places if not each.taken]
    checked = team if team in free else next(iter(free), None)
    kept = "".join(_hidden(each, given[each]) for each in _ASKED if each in given)
    extra = "".join(_optional(each) for each in optional)
    boxes = (
        f'<fieldset><legend>Only if you like</legend><p class="note">Untick what it should not do.</p>{extra}</fieldset>'
        if extra
        else ""
    )
    return _page(
        f"Add {name} to Slack",
        f"""<form method="post" action="/oauth/v2/authorize" autocomplete="off">{kept}
<fieldset><legend>Where?</legend>{"".join(_place(each, each.id == checked) for each in places)}</fieldset>
<section><h2>What {name} will be able to do</h2><ul>{"".join(f"<li>{_scope(each)}</li>" for each in required)}</ul></section>
{boxes}
<div class="answers"><button class="button" name="answer" value="cancel">Cancel</button>
<button class="button primary" name="answer" value="allow"{"" if free else " disabled"}>Allow</button></div></form>""",
    )


def drawn_fault(app: str, said: str) -> str:
    """Draw what is wrong with the address that the app sent somebody with."""
    return _page(f"{escape(app)} cannot be added", f'<p role="alert">{escape(said)}</p><p><a href="/">Back to the room</a></p>')


def _place(choice: Choice, is_checked: bool) -> str:
    state = (" checked" if is_checked else "") + (" disabled" if choice.taken else "")
    note = choice.taken or ", ".join(filter(None, (choice.about, f"as {choice.admin}")))
    return (
        f'<label class="place"><input type="radio" name="place" value="{escape(choice.id)}" required{state}>'
        f"<span><b>{escape(choice.name)}</b><small>{escape(note)}</small></span></label>"
    )


def _optional(scope: str) -> str:
    return f'<label class="place"><input type="checkbox" name="optional" value="{escape(scope)}" checked><span>{_scope(scope)}</span></label>'


def _scope(scope: str) -> str:
    return f"{escape(words_of(scope))} <code>{escape(scope)}</code>"


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'


def _page(title: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>{title}</title>
<link rel="icon" href="/page/cup.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/style.css"><link rel="stylesheet" href="/page/blocks.css"><link rel="stylesheet" href="/page/authorize.css"></head>
<body class="asking"><main><p class="stage">The rehearsal room plays Slack here: nothing leaves this machine.</p><h1>{title}</h1>
{body}</main></body></html>
"""
