"""Rows <-> the rules' values: what any meeting has, whatever the ceremony, and those that wait for their turn."""
