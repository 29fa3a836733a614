"""The Sprint and its events as people see them."""
