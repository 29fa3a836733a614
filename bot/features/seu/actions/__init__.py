"""The verbs of the ledger: one transaction each; and what its messages read."""
