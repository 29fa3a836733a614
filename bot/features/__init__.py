"""The ceremonies; they do not know one another."""
