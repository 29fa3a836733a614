"""Rows <-> the ledger's values; all of its SQL."""
