"""What a workspace keeps to read, watch and attend; rows of resources."""

from typing import Any

from sqlalchemy import bindparam, select, update

from bot.features.seu.rules.library import About, Resource, folded
from bot.features.seu.rules.values import Category
from bot.features.seu.tables.library import ResourceRow
from bot.store.base import in_workspace
from bot.store.many import insert_many
from bot.store.unit import Read, Unit

COLUMNS = (
    *(ResourceRow.resource, ResourceRow.title, ResourceRow.link, ResourceRow.minutes),
    *(ResourceRow.category, ResourceRow.language, ResourceRow.retired),
)
_IN_LIBRARY = select(*COLUMNS).where(ResourceRow.workspace == in_workspace())
_ONE = _IN_LIBRARY.where(ResourceRow.resource == bindparam("this"))
_ALL = _IN_LIBRARY.order_by(ResourceRow.at, ResourceRow.resource)
_WRITE = (
    update(ResourceRow)
    .where(ResourceRow.workspace == in_workspace(), ResourceRow.resource == bindparam("this"))
    .values(
        {name: bindparam(f"new_{name}") for name in ("title", "sought", "link", "minutes", "category", "language", "retired")}
    )
)


def resource(read: Read, named: str) -> Resource | None:
    """Return one resource."""
    row = read.row(_ONE, {"this": named})
    return read_resource(row) if row else None


def resources(read: Read) -> list[Resource]:
    """Return all that the library keeps and has kept, in the order in which it came in."""
    return [read_resource(row) for row in read.rows(_ALL)]


def add(unit: Unit, *new: Resource) -> None:
    """Write down new resources."""
    insert_many(unit, ResourceRow, [{"resource": one.id, **_columns(one), "at": unit.now} for one in new])


def write(unit: Unit, resource: Resource) -> None:
    """Write down what a resource is now."""
    unit.run(_WRITE, {"this": resource.id, **{f"new_{name}": value for name, value in _columns(resource).items()}})


def _columns(resource: Resource) -> dict[str, Any]:
    about = resource.about
    return {
        "title": about.title,
        "sought": folded(about.title),
        "link": about.link,
        "minutes": about.minutes,
        "category": about.category.value,
        "language": about.language,
        "retired": resource.retired,
    }


def read_resource(row: Any) -> Resource:
    """Return the resource that a row of COLUMNS is."""
    about = About(row.title, row.minutes, Category(row.category), row.link, row.language)
    return Resource(row.resource, about, bool(row.retired))
