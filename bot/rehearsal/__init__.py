"""A Slack workspace in a box: for the demo and for the end-to-end tests; it knows Slack's protocol and nothing of the bot."""
