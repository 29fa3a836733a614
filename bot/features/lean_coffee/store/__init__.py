"""Rows <-> the rules' values; all of Lean Coffee's SQL."""
