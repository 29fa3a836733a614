"""The whole demo as people use it: the page in a headless Chromium, the bot behind it."""
