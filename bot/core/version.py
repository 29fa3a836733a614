"""Which version this is: in `/healthz` and on the command line."""

VERSION = "0.1.0"
"""As in pyproject.toml and the newest release of CHANGELOG.md; a test holds them together."""
