"""The ids under which Slack sends back what was pressed or submitted."""

from bot.feature import ADD_TO_MINUTES

KEEP = "seu:keep"
DECLINE = "seu:decline"
HOW_TO_LOG = "seu:how_to_log"
CORRECT = "seu:correct"
OPEN = "seu:open"
MORE = "seu:more"
PREPARE = "seu:prepare"
ASK_HOST = "seu:ask_host"
ROSTER_WISH = "seu:roster_wish"
ADD = ADD_TO_MINUTES
NEWER = "seu:newer"
OLDER = "seu:older"
NEXT = "seu:next"
SKIP = "seu:skip"
AT_BODY = "seu:at_body"
CATEGORY = "seu:category"
NOT_LOGGED = "seu:not_logged"

CORRECT_FORM = "seu:correct"
ASK_HOST_FORM = "seu:ask_host"
PREPARE_FORM = "seu:prepared"
ADD_FORM = "seu:add"
TYPED_FORM = "seu:typed"

NOTHING_LEFT = "seu:nothing_left"
ALONE = "alone"
"""The private part of a form of what to type in: this, or its number on the walk through all of them; the programme; the entry."""
LEDGER = "ledger"
"""The value of a switch that stands in the ledger and not under the question."""

ERASE_FORM = "seu:erase"
SURE = "sure"
AUDIT_NEWER = "seu:audit_newer"
AUDIT_OLDER = "seu:audit_older"
