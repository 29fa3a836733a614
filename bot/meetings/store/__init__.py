"""Rows <-> the rules' values: meetings of any ceremony, and queued ones."""
