"""The types of columns that several tables of refinement have."""

from sqlalchemy import String

ID = String(64)
DAY = String(10)
"""A day as `2026-12-01`."""
