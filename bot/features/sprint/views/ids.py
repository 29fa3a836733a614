"""The ids of the Sprint's own buttons and forms."""

SET_UP, SET_UP_FORM, SAVE_FORM, TOLD_FORM = "sprint:set_up", "sprint:set_up_form", "sprint:save_form", "sprint:told"
SAVE, EDIT, DROP = "sprint:save", "sprint:edit", "sprint:drop"
SHOW, EVENTS, EVENT, EVENT_FORM = "sprint:show", "sprint:events", "sprint:event", "sprint:event_form"
GOAL, GOAL_FORM = "sprint:goal", "sprint:goal_form"
MET, PARTLY, NOT_MET = "sprint:met", "sprint:partly", "sprint:not_met"
