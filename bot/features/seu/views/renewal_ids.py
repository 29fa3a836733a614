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
