"""The rows of the ledger."""
