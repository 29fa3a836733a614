"""The learning library: what admins keep in it, and what a person is offered of it."""

from dataclasses import replace

from bot.core.ids import PersonId
from bot.features.seu.rules.library import About, NoSuchResource, Resource, not_twice
from bot.features.seu.store import library, shelf
from bot.store.once import once
from bot.store.unit import Read, Unit


def one(read: Read, resource: str) -> Resource:
    """Return a resource. Raise NoSuchResource."""
    found = library.resource(read, resource)
    if found is None:
        raise NoSuchResource
    return found


def add_resource(unit: Unit, *, about: About) -> Resource:
    """Keep something new. Raise KeptAlready where another one is the same."""
    once(unit)
    added = Resource(unit.fresh(), not_twice(about, library.resources(unit)))
    library.add(unit, added)
    return added


def edit_resource(unit: Unit, *, resource: str, about: About) -> Resource:
    """Change what a resource is; what people have logged of it stays as it was. Raise NoSuchResource or KeptAlready."""
    once(unit)
    found = one(unit, resource)
    others = (other for other in library.resources(unit) if other.id != found.id)
    edited = replace(found, about=not_twice(about, others))
    library.write(unit, edited)
    return edited


def retire(unit: Unit, *, resource: str, retired: bool) -> Resource:
    """Offer a resource to nobody any more, or again. Raise NoSuchResource."""
    once(unit)
    changed = replace(one(unit, resource), retired=retired)
    library.write(unit, changed)
    return changed


def hide(unit: Unit, *, person: PersonId, resource: str, hidden: bool) -> Resource:
    """Offer a resource to one person no more, or again. Raise NoSuchResource."""
    once(unit)
    found = one(unit, resource)
    if hidden:
        shelf.hide(unit, person, resource)
    else:
        shelf.show(unit, person, resource)
    return found
