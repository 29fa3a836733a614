"""The ids under which Slack sends back what was pressed or submitted."""

LATE = "refinement:late"
ABSENT = "refinement:absent"
BEFORE = "refinement:before"
AFTER = "refinement:after"
MORE = "refinement:more"

END_FORM = "refinement:end"
