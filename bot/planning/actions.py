"""The verb of a plan: keep what its author was shown."""

from bot.core.ids import PersonId
from bot.planning.planning import INSTEAD_OF, Planning
from bot.schedule.drafts import Draft, drop_draft, take_draft
from bot.store.unit import Unit


def save_plan(unit: Unit, *, planning: Planning, person: PersonId, draft: str) -> Draft:
    """Keep a person's plan and return it; the one that it was edited from is forgotten. Raise DraftGone, or what is refused by now."""
    plan = take_draft(unit, purpose=planning.purpose, person=person, draft=draft)
    drop_draft(unit, purpose=planning.purpose, person=person, draft=plan.extras.get(INSTEAD_OF, ""))
    planning.keep(unit, person, plan)
    return plan
