"""The ids of the buttons and forms about a team, its settings and days away."""

TEAM_OPEN, TEAM_FORM = "refinement:team", "refinement:team_form"
SETTINGS_OPEN, SETTINGS = "refinement:settings", "refinement:settings_shown"
REFINING_OPEN, REFINING_FORM = "refinement:refining", "refinement:refining_form"
CALENDAR_OPEN, CALENDAR_FORM = "refinement:calendar", "refinement:calendar_form"
COUNTRY = "refinement:country"
AWAY_OPEN, AWAY_FORM, BACK = "refinement:away", "refinement:away_form", "refinement:back"
HOLIDAYS_OPEN, HOLIDAYS_FORM, OWN_COUNTRY = "refinement:holidays", "refinement:holidays_form", "refinement:own_country"
