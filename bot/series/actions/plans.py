"""The verb of a plan: keep what its author was shown."""

from bot.core.ids import PersonId
from bot.schedule.drafts import Draft, save_draft
from bot.series.planning import Planning
from bot.store.unit import Unit


def save_plan(unit: Unit, *, planning: Planning, person: PersonId, draft: str) -> Draft:
    """Keep a person's plan and return it. Raise DraftGone, DraftSaved, or what is refused by now."""
    plan = save_draft(unit, purpose=planning.purpose, person=person, draft=draft)
    planning.keep(unit, person, plan)
    return plan
