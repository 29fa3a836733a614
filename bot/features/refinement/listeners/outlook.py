"""What is listened to about what lies ahead: forecasts, the Product Goal, shares, nudges."""

from bot.features.refinement.listeners import forecast, goal, sharing

SUBCOMMANDS = {**forecast.SUBCOMMANDS, **goal.SUBCOMMANDS, **sharing.SUBCOMMANDS}
CLICKS = {**forecast.CLICKS, **goal.CLICKS, **sharing.CLICKS}
FORMS = {**forecast.FORMS, **goal.FORMS, **sharing.FORMS}
