"""What Slack should show, and getting it there: rows written by actions, carried out after the commit."""
