"""Reads the learning library as a person sees it, and as its admins keep it."""

from collections.abc import Iterator
from dataclasses import replace

from bot.core import csv_rows
from bot.core.pages import Pages
from bot.csv_export import part_of
from bot.features.seu.rules import languages
from bot.features.seu.rules.library_import import header, row
from bot.features.seu.rules.shelf import Choice, Which, own_first
from bot.features.seu.store import library, shelf
from bot.features.seu.views import library as views
from bot.features.seu.views import library_import as import_views
from bot.features.seu.views import library_keeping as keeping_views
from bot.slack.surfaces import Message, Modal
from bot.store.unit import Read
from bot.teams.people import Person
from bot.words.words import Words


def read_library(read: Read, person: Person, choice: Choice, words: Words, *, is_admin: bool = False, note: str = "") -> Modal:
    """Read and draw what a person has chosen to see; `is_admin`: they keep the library."""
    count, seen = shelf.count(read, person.id, choice)
    pages = Pages(choice.page, count, views.SIZE)
    own = languages.of_locale(person.locale)
    offered = shelf.page(read, person.id, choice, own, most=pages.size, skip=pages.start)
    spoken = own_first(shelf.languages(read, person.id, choice.which), own)
    hidden, _ = shelf.count(read, person.id, Choice(Which.HIDDEN))
    shown = views.Shelf(replace(choice, page=pages.number), offered, pages, seen, spoken, hidden, is_admin)
    return keeping_views.keeping(words, shown, note) if choice.which is Which.KEPT else views.library(words, shown, note)


def read_export(read: Read, part: int, words: Words, *, sends_file: bool) -> Message:
    """Read and draw a part of what the library keeps, as CSV."""
    return import_views.export(words, part_of(header(), _rows(read), part), sends_file=sends_file)


def read_file(read: Read) -> bytes:
    """Return what the library keeps as the content of a file."""
    return "".join([csv_rows.BOM, header(), *_rows(read)]).encode()


def _rows(read: Read) -> Iterator[str]:
    return (row(one) for one in library.resources(read) if not one.retired)
