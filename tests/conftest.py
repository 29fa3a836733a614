"""What every test starts from."""

pytest_plugins = ["tests.plugins.no_skips", "tests.plugins.repeatable"]
