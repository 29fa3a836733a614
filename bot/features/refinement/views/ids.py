"""The ids under which Slack sends back what was pressed or submitted."""

LATE = "refinement:late"
ABSENT = "refinement:absent"
SAVE = "refinement:save_reminder"
EDIT = "refinement:edit_reminder"
DROP = "refinement:drop_reminder"
MORE = "refinement:more"

PLAN_FORM = "refinement:plan"
SAVE_FORM = "refinement:save"
END_FORM = "refinement:end"
