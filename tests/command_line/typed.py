"""A command as it is typed, run in this process."""

from click.testing import CliRunner, Result

from bot.__main__ import app

NO_TOKENS = {"SLACK_BOT_TOKEN": None, "SLACK_SIGNING_SECRET": None}


def typed(*words: str, answer: str | None = None, **env: str | None) -> Result:
    """Run a command with made-up tokens and these variables; None takes one away. `answer`: what is typed when it asks."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "SLACK_API_URL": "http://127.0.0.1:1/api/", "PORT": "0"}
    return CliRunner().invoke(app, list(words), env=tokens | env, input=answer)
