"""The ids under which Slack sends back what was pressed or submitted."""

KEEP = "seu:keep"
DECLINE = "seu:decline"
HOW_TO_LOG = "seu:how_to_log"
CORRECT = "seu:correct"
OPEN = "seu:open"
MORE = "seu:more"
ASK_HOST = "seu:ask_host"
ROSTER_WISH = "seu:roster_wish"

CORRECT_FORM = "seu:correct"
ASK_HOST_FORM = "seu:ask_host"

LEDGER = "ledger"
"""The value of a switch that stands in the ledger and not under the question."""
