"""Rows <-> items; all of their SQL."""
