"""The ids of renewals under which Slack sends back what was pressed or submitted."""

RENEW = "seu:renew"
RENEWED = "seu:renewed"
BY_COURSE = "seu:by_course"
NOT_RENEWED = "seu:not_renewed"

CHECKLIST = "seu:renewal"
CONFIRM_FORM = "seu:renew"
COURSE_FORM = "seu:by_course"
DONE = "seu:renewed"

FIRST = "first"
"""The value of a button that renews what expires first."""
OF_ENTRY = "entry:"
"""What the value of a button begins with that renews by a course which stands in the ledger."""
