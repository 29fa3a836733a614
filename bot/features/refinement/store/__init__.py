"""Rows <-> the rules' values; all of refinement's SQL."""
