"""Decides of every table whether its rows go along when a workspace moves."""

from collections.abc import Mapping
from typing import Any

STAYS: Mapping[str, str] = {
    "store_request": "Slack does not deliver to another place what it has delivered to this one",
    "store_paused": "whether work waits, the place knows by itself",
    "installations_installation": "a token is of the place: the app is installed there",
    "installations_state": "of somebody's browser, for a quarter of an hour",
    "store_gone": "whether the app is installed, the place knows by itself",
    "store_needs": "of this place's schema",
    "schedule_heartbeat": "a pulse of this place's replicas",
    "schedule_outage": "of this place's replicas",
    "delivery_budget": "full again after a minute",
    "delivery_lane": "free again after a second; a direct message is opened anew",
    "delivery_lacked_block": "learnt anew by the first refusal",
}
"""What is left behind, and why."""

GOES = frozenset({
    "action_items_digest", "action_items_item", "action_items_turn",
    "calendars_feed", "calendars_followed",
    "delivery_ghost", "delivery_message",
    "lean_coffee_agenda", "lean_coffee_ballot", "lean_coffee_course", "lean_coffee_play", "lean_coffee_report",
    "lean_coffee_takeaway",
    "lean_coffee_thumb", "lean_coffee_topic", "lean_coffee_topic_thumb", "lean_coffee_windows",
    "meetings_meeting", "meetings_queued",
    "presence_correction", "presence_guest", "presence_segment",
    "refinement_aged", "refinement_agenda", "refinement_asked", "refinement_change", "refinement_criterion",
    "refinement_direction",
    "refinement_estimation", "refinement_experiment", "refinement_forecast", "refinement_goal", "refinement_import",
    "refinement_item",
    "refinement_note", "refinement_nudge", "refinement_proposal", "refinement_queue", "refinement_round", "refinement_session",
    "refinement_share",
    "refinement_tick", "refinement_visit", "refinement_vote",
    "schedule_alarm", "schedule_call", "schedule_draft", "schedule_rule",
    "series_answer", "series_occurrence", "series_series",
    "seu_allocation", "seu_attendance", "seu_audit", "seu_claim", "seu_credential", "seu_entry", "seu_entry_words",
    "seu_hidden_resource", "seu_import",
    "seu_ledger", "seu_ledger_import", "seu_ledger_import_part", "seu_logged_resource", "seu_offer", "seu_programme",
    "seu_renewal", "seu_resource",
    "seu_roster_request", "seu_session", "seu_statement", "seu_step",
    "store_given",
    "teams_accountability", "teams_away", "teams_channel", "teams_member", "teams_muted", "teams_own_holidays", "teams_person",
    "teams_sprint_goal",
    "teams_sprints", "teams_team", "teams_workspace",
})  # fmt: skip
"""What goes along."""

KNOWN_AT_THE_START = "teams_workspace"
"""What a bot writes down when it starts in a workspace: rows of it alone do not stand in the way of an import."""
REPLACED = (KNOWN_AT_THE_START, "store_gone")
"""What an import takes away before."""

EMPTIED: Mapping[str, Mapping[str, Any]] = {
    "delivery_message": {"leased": None, "holder": None},
    "delivery_ghost": {"leased": None, "holder": None},
    "schedule_alarm": {"attempts": 0, "not_before": None},
}
"""What of a row stays: who of this place's replicas has it in hand, and for how long a failed try holds it back."""
