"""What is listened to about what lies ahead: forecasts, the Product Goal, shares, nudges."""

from bot.features.refinement.listeners import forecast, goal, nudges, sharing

SUBCOMMANDS = {**forecast.SUBCOMMANDS, **goal.SUBCOMMANDS, **sharing.SUBCOMMANDS}
CLICKS = {**forecast.CLICKS, **goal.CLICKS, **sharing.CLICKS, **nudges.CLICKS}
FORMS = {**forecast.FORMS, **goal.FORMS, **sharing.FORMS}
