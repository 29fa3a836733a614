"""Verbs of a start that was shown first: start it, or keep it for its turn where a meeting runs."""

from bot.features.lean_coffee.actions.course import CEREMONY, open_meeting
from bot.features.lean_coffee.rules import MeetingId, Plan, PlanId
from bot.meetings.queue import offer_plan
from bot.schedule.drafts import save_draft
from bot.store.unit import Unit

START = "lean_coffee:start"
"""What the drafts of starts are kept under."""


def start_shown(unit: Unit, *, draft: str, plan: Plan) -> MeetingId:
    """Open the meeting of a preview, from now on. Raise DraftGone, DraftSaved, and what opening raises."""
    save_draft(unit, purpose=START, person=plan.host, draft=draft)
    return open_meeting(unit, plan=plan)


def offer_shown(unit: Unit, *, draft: str, plan: Plan) -> PlanId:
    """Keep the meeting of a preview that met a running one. Raise DraftGone, DraftSaved, EmptyText or TextTooLong."""
    save_draft(unit, purpose=START, person=plan.host, draft=draft)
    return offer_plan(unit, ceremony=CEREMONY, plan=plan)
