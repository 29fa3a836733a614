"""Where everything is kept: engines, units of work, requests recognised when they come again."""
