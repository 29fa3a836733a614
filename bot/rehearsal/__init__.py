"""A Slack workspace in a box, for the demo and end-to-end tests; it knows nothing of the bot."""
